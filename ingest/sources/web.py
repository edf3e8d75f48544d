"""Pages fetched politely: robots.txt obeyed, conditional, bounded in size, time and redirects, from public addresses only.

httpx, because it streams, lets one connect to an address that was checked, and can be stopped by one deadline for all of a request.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from importlib.metadata import version
from time import monotonic
from types import TracebackType
from urllib.parse import urlsplit

import httpx

from ingest.errors import SourceError
from ingest.sources.addresses import CheckedTransport
from ingest.sources.reach import Reach
from ingest.sources.robots import Robots

REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came; ``data`` is None where it has not changed since ``etag`` and ``modified``."""

    data: bytes | None
    etag: str | None = None
    modified: str | None = None


class Web:
    """A polite client; nothing is opened before the first request."""

    def __init__(self, reach: Reach) -> None:
        self.reach = reach
        self.agent = reach.agent or f"onrecord/{version('onrecord')} (reads news releases)"
        self._runner = asyncio.Runner()
        self._client: httpx.AsyncClient | None = None
        self._robots: dict[str, Robots | SourceError] = {}
        self._last: dict[str, float] = {}

    def __enter__(self) -> Web:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._client:
            self._runner.run(self._client.aclose())
        self._runner.close()

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """The page at ``url``, or word that it has not changed; SourceError where it cannot or may not be had."""
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {key: value for key, value in conditions.items() if value}
        try:
            return self._runner.run(self._get(url, headers))
        except TimeoutError as error:
            raise SourceError(f"{url} took longer than {self.reach.seconds:g} s; try again later") from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            raise SourceError(f"{url} could not be fetched: {_why(error)}; check the URL or try again later") from error

    async def _get(self, url: str, headers: dict[str, str]) -> Fetched:
        async with asyncio.timeout(self.reach.seconds):
            here = url
            for _ in range(REDIRECTS + 1):
                await self._ask_leave(here)
                status, data, answer = await self._send(here, headers)
                if status == httpx.codes.NOT_MODIFIED and headers:
                    return Fetched(None, headers.get("If-None-Match"), headers.get("If-Modified-Since"))
                if status == httpx.codes.OK:
                    return Fetched(data, answer.get("etag"), answer.get("last-modified"))
                if not (300 <= status < 400 and "location" in answer):
                    raise SourceError(f"{here} answered {status} {httpx.codes.get_reason_phrase(status).lower()}; check the URL")
                here = str(httpx.URL(here).join(answer["location"]))
        raise SourceError(f"{url} is redirected more than {REDIRECTS} times; give the URL where the release stands")

    async def _ask_leave(self, url: str) -> None:
        """Read the host's robots.txt once; SourceError where it forbids the page or cannot be had."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SourceError(f"{url} is no address of a web page; it begins with http:// or https://")
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = await self._rules(origin)
        robots = self._robots[origin]
        if isinstance(robots, SourceError):
            raise robots
        if not robots.allow(url, self.agent):
            raise SourceError(f"{url} is not for robots, says {origin}/robots.txt; save the page as a file and ingest that")
        await self._wait(origin, robots.delay(self.agent))

    async def _rules(self, origin: str) -> Robots | SourceError:
        here = f"{origin}/robots.txt"
        for _ in range(REDIRECTS + 1):
            status, data, answer = await self._send(here, {})
            if 300 <= status < 400 and "location" in answer:
                here = str(httpx.URL(here).join(answer["location"]))
            elif status >= 500 or status == httpx.codes.TOO_MANY_REQUESTS:
                return SourceError(f"{origin}/robots.txt answered {status}, so that nothing may be fetched there now; try again later")
            else:
                return Robots(data if status == httpx.codes.OK else b"")
        return Robots(b"")

    async def _wait(self, origin: str, delay: float | None) -> None:
        pause = self.reach.pause if delay is None else max(self.reach.pause, delay)
        await asyncio.sleep(max(0.0, self._last.get(origin, 0.0) + pause - monotonic()))
        self._last[origin] = monotonic()

    async def _send(self, url: str, headers: dict[str, str]) -> tuple[int, bytes, httpx.Headers]:
        """Status, body and headers of one request, its redirects not followed."""
        async with self._open().stream("GET", url, headers=headers) as response:
            body = bytearray()
            if response.status_code == httpx.codes.OK:
                async for chunk in response.aiter_bytes():
                    body += chunk
                    if len(body) > self.reach.largest:
                        raise SourceError(f"{url} has more than {self.reach.largest / 1e6:.0f} MB; no release has")
            return response.status_code, bytes(body), response.headers

    def _open(self) -> httpx.AsyncClient:
        if self._client is None:
            agent = {"User-Agent": self.agent, "Accept-Encoding": "gzip"}
            transport = CheckedTransport(private=self.reach.private)
            self._client = httpx.AsyncClient(transport=transport, headers=agent, timeout=self.reach.seconds)
        return self._client


def _why(error: Exception) -> str:
    return str(error).rstrip(".").lower() or type(error).__name__
