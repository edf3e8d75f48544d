"""robots.txt: protego, because it reads wildcards, the longest match and crawl delays as crawlers do, and is kept by the Scrapy project."""

from __future__ import annotations

from protego import Protego

LONGEST_DELAY = 30.0  # seconds; a site that asks for more is asked less often all the same
LARGEST = 500_000  # bytes that have to be read, RFC 9309


class Robots:
    """What one host lets robots fetch."""

    def __init__(self, data: bytes) -> None:
        self._rules = Protego.parse(data[:LARGEST].decode("utf-8", errors="replace"))

    def allow(self, url: str, agent: str) -> bool:
        """True where ``agent`` may fetch ``url``."""
        return bool(self._rules.can_fetch(url, agent))

    def delay(self, agent: str) -> float | None:
        """Seconds that the host asks for between two requests, if it does."""
        asked = self._rules.crawl_delay(agent)
        return None if asked is None else min(float(asked), LONGEST_DELAY)
