"""How far fetching goes, and in whose name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Reach:
    """``largest`` in bytes, ``seconds`` for a whole request, ``pause`` seconds between two to one host.

    ``private`` names the hosts that may be at a private address.

    ``agent`` is the user agent (None: onrecord's own), ``identity`` the "Name name@company.com" that the SEC asks for;
    filings older than ``since`` are left out.
    """

    agent: str | None = None
    private: frozenset[str] = frozenset()
    largest: int = 20_000_000
    seconds: float = 60.0
    pause: float = 1.0
    identity: str | None = None
    since: date | None = None


USUAL = Reach()
