"""What advice, predictions, patients, leaks and attacks on the prompt sound like when typed: the patterns of patterns.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from unicodedata import normalize

BESIDE = ("side_effect_report", "sales")  # heard beside a reason, or by one audience alone
_NAMED = re.compile(r"<([a-z]+)>")


def heard(question: str, *, sales: bool = False) -> frozenset[str]:
    """The reasons heard in the question; what sales may not be told counts as a promotional claim."""
    words = _plain(question)
    found = {reason for reason in _patterns() if reason not in BESIDE and _sounds(reason, words)}
    return frozenset(found | {"promotional_claim"} if sales and _sounds("sales", words) else found)


def reports_side_effect(question: str) -> bool:
    """True where somebody tells of harm after a treatment."""
    return _sounds("side_effect_report", _plain(question))


def _sounds(reason: str, words: str) -> bool:
    return any(pattern.search(words) for pattern in _patterns()[reason])


def _plain(question: str) -> str:
    """The question as the patterns read it: usual forms of letters, lower case, straight quotes, single spaces."""
    return " ".join(normalize("NFKC", question).translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'}).lower().split())


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    table = tomllib.loads((files("bot.policy") / "patterns.toml").read_text(encoding="utf-8"))
    words: dict[str, str] = table.pop("words")
    return {reason: tuple(re.compile(_spelled(pattern, words)) for pattern in patterns) for reason, patterns in table.items()}


def _spelled(pattern: str, words: dict[str, str]) -> str:
    while named := _NAMED.search(pattern):
        pattern = pattern.replace(named[0], words[named[1]])
    return pattern
