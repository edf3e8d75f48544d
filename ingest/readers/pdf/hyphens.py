"""Words that a typesetter broke at the end of a line, whole again; words that have a hyphen of their own keep it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]{2,})[-\u00ad]$")
_FIRST = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(
    r"(?:long|short|well|non|self|year|quarter|month|week|day|end|third|first|second|fourth|one|two|three|four|five|six|ten|high|low|late|early|mid|full|half|"
    r"cost|risk|follow|top|data|drug|placebo|double|single|multi|open|forward|state|best|point|large|small|mail|post|pre|co|anti|cross|fast|next|real|on|off)",
    re.IGNORECASE,
)


class Mender:
    """Knows the words of a document, and whether its lines are broken within words at all."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._words = {word.lower() for line in lines for word in _WORD.findall(line)}
        pairs = [pair for one, after in pairwise(lines) if (pair := _pair(one, after))]
        self._breaks = sum(self._known(pair) is True for pair in pairs) > 0 or len(pairs) > 0.04 * len(lines)

    def joined(self, lines: Iterable[str]) -> str:
        """The lines as one text."""
        text = ""
        for line in lines:
            pair = _pair(text, line) if text else None
            if pair is None:
                text = f"{text} {line}" if text else line
            elif self._is_one_word(pair):
                text = text.rstrip("-\u00ad") + line
            else:
                text += line
        return text

    def _known(self, pair: tuple[str, str]) -> bool | None:
        """True where the document has the word whole elsewhere, False where it has it with a hyphen."""
        if "-".join(pair).lower() in self._words:
            return False
        return True if "".join(pair).lower() in self._words else None

    def _is_one_word(self, pair: tuple[str, str]) -> bool:
        known = self._known(pair)
        return known if known is not None else self._breaks and not _COMPOUND.fullmatch(pair[0])


def _pair(line: str, following: str) -> tuple[str, str] | None:
    """The two halves of what is broken between these lines; None where nothing is."""
    broken, rest = _BROKEN.search(line), _FIRST.match(following)
    return (broken[1], rest[0]) if broken and rest and rest[0][0].islower() else None
