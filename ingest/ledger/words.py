"""The patterns of words.toml, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("words.toml")
_GAP = re.compile(r"(\]\{0,\d+\})(?![?}])")  # words between are as few as can be
_PART = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event: how a reader is told of it when done and when planned, and the words that speak of it."""

    name: str
    done: str
    ahead: str
    words: re.Pattern[str]
    needs: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    def find(self, text: str) -> re.Match[str] | None:
        """Where the text speaks of it."""
        if (self.needs and not self.needs.search(text)) or (self.unless and self.unless.search(text)):
            return None
        return self.words.search(text)


@cache
def kinds() -> tuple[Kind, ...]:
    """All kinds; a sentence is of the first that it speaks of."""
    return tuple(
        Kind(k["name"], k["done"], k["ahead"], _compiled(k["words"]), _maybe(k.get("needs")), _maybe(k.get("unless")))
        for k in _table()["kinds"]
    )


@cache
def stages() -> dict[str, re.Pattern[str]]:
    """A pattern for each stage, in the order of development."""
    return {name: _compiled(pattern) for name, pattern in _table()["stages"].items()}


@cache
def names(name: str) -> re.Pattern[str]:
    """A pattern by which names of programs are told."""
    return _compiled(_table()["names"][name])


@cache
def exact(name: str) -> re.Pattern[str]:
    """A pattern that minds capitals."""
    return re.compile(_spelled(_table()["exact"][name]))


@cache
def part(name: str) -> str:
    """A part that patterns are made of, in brackets."""
    return f"(?i:{_spelled(_table()['parts'][name])})"


def _maybe(pattern: str | None) -> re.Pattern[str] | None:
    return _compiled(pattern) if pattern else None


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_spelled(pattern), re.IGNORECASE)


def _spelled(pattern: str) -> str:
    whole = _PART.sub(lambda found: _spelled(_table()["parts"][found[1]]), pattern)
    return _GAP.sub(r"\1?", whole)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
