"""Lines of a column become paragraphs, headings and items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from ingest.readers.bullets import leading
from ingest.readers.draft import Draft, collapse
from ingest.readers.headings import is_one_title
from ingest.readers.pdf.hyphens import Mender
from ingest.readers.pdf.lines import Line

_ENDS = re.compile(r"[.!?:;][”\"’')\]]*[⁰¹²³⁴-⁹]*$")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)]\s+\S")
_ADDRESS = re.compile(r"\S+@\S+|(?:www\.|https?://)\S+")
_SOURCE = re.compile(r"(?:view|see|read)\b.{0,60}\b(?:version|release|source)\b.{0,60}", re.IGNORECASE)


class Flow:
    """Joins the lines of a document: it knows the type of its text and how far its lines reach."""

    def __init__(self, lines: Sequence[Line], mender: Mender) -> None:
        long = [line for line in lines if len(line.text) > 40] or list(lines)
        self._size = median(line.size for line in long)
        self._pitch = _pitch(long)
        self._mender = mender

    def drafts(self, lines: Sequence[Line]) -> list[Draft]:
        """The column's blocks; bold and larger type make a line that may serve as a heading."""
        return [draft for group in self.groups(lines) for draft in self.made(group)]

    def groups(self, lines: Sequence[Line]) -> list[list[Line]]:
        """The lines that belong together."""
        groups: list[list[Line]] = []
        left, right = _margins(lines)
        for line in lines:
            if groups and self._goes_on(groups[-1], line, left, right):
                groups[-1].append(line)
            else:
                groups.append([line])
        return groups

    def made(self, group: Sequence[Line]) -> Iterator[Draft]:
        """A group's block."""
        text = collapse(self._mender.joined([line.text for line in group]))
        large = group[0].size > 1.15 * self._size
        yield Draft("paragraph", text, bold=all(line.bold for line in group) or (large and len(text) < 250))

    def _goes_on(self, group: Sequence[Line], line: Line, left: float, right: float) -> bool:
        before = group[-1]
        if _ADDRESS.match(line.text) and _SOURCE.fullmatch(before.text):
            return True
        if leading(line.text) or _NUMBERED.match(line.text) or _ADDRESS.match(line.text) or "@" in before.text.split()[-1]:
            return False
        if abs(line.size - before.size) > 0.12 * before.size:
            return False
        if line.bold != before.bold:
            return False
        if line.page == before.page and line.top - before.top > 1.35 * self._pitch * before.size:
            return False
        if line.bold and is_one_title([one.text for one in (*group, line)]) and line.page == before.page:
            return line.top - before.top < 1.25 * self._pitch * before.size
        return self._runs_on(group, line, left, right)

    def _runs_on(self, group: Sequence[Line], line: Line, left: float, right: float) -> bool:
        """True where the next line's first word would not have fitted behind the last, and no paragraph begins by its indent."""
        before = group[-1]
        item = leading(group[0].text) or _NUMBERED.match(group[0].text) is not None
        ended = _ENDS.search(before.text) is not None
        if before.text.endswith(";") or (line.page != before.page and ended):
            return False
        if line.text[:1].islower() and not ended:
            return True
        if ended and not item and abs(line.left - before.left) > 0.8 * line.size and line.left > left + 0.8 * line.size:
            return False
        first = line.words[0]
        fits = before.right + 0.3 * line.size + (first.right - first.left) < right
        return not fits and before.right - before.left > 0.4 * (right - left)


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """The left edge of most lines and the right edge that the longest reach."""
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    return lefts[len(lefts) // 10], rights[int(len(rights) * 0.97)]


def _pitch(lines: Sequence[Line]) -> float:
    """How far apart the lines of a paragraph stand, in sizes of their type."""
    steps = [
        (after.top - before.top) / after.size
        for before, after in pairwise(lines)
        if after.page == before.page and after.size > 0 and 0 < after.top - before.top < 3 * after.size
    ]
    return median(steps) if steps else 1.4
