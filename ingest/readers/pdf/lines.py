"""Words become lines, lines become cells where wide gaps part them; running heads and page numbers go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf.words import PageWords, Word

_RAISED = str.maketrans("0123456789()+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻")
_MARK = re.compile(r"[\d(),+*†-]{1,5}")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.)?\s*[-–—|]?\s*(?:\d{1,3}|[ivxl]{1,5}|[A-Z]-\d{1,2})\s*(?:(?:of|/)\s*\d{1,3})?\s*[-–—|]?", re.IGNORECASE
)
_KEPT = re.compile(r"ended|ending|thousands|millions|audited|as of|\b(?:19|20)\d\d\s+(?:19|20)\d\d\b", re.IGNORECASE)
_EXHIBIT = re.compile(r"(?:ex|exhibit)[ -]*99", re.IGNORECASE)  # begins a part of a filing; not a running head
_CURRENCIES = frozenset({"$", "€", "£", "¥", "US$", "C$"})
_EDGE = 0.12  # of a page's height, above and below, where running heads stand
_GAP = 1.0  # spaces of more than so many times the type's size part cells


@dataclass(frozen=True, slots=True)
class Cell:
    """Words side by side with no wide gap between."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with spaces where they stand apart, raised marks in raised letters."""
        return _written(self.words)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(word.right for word in self.words)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page and its cells from left to right; most lines have one."""

    cells: tuple[Cell, ...]
    page: int

    @property
    def text(self) -> str:
        """The whole line."""
        return " ".join(cell.text for cell in self.cells)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.cells[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.cells[-1].right

    @property
    def top(self) -> float:
        """The upper edge of its words."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """The lower edge of its words."""
        return max(word.bottom for word in self.words)

    @property
    def words(self) -> list[Word]:
        """All words."""
        return [word for cell in self.cells for word in cell.words]

    @property
    def size(self) -> float:
        """The size of most of its type."""
        return max(self.words, key=lambda word: word.size * len(word.text) if word.size > 0 else 0).size

    @property
    def bold(self) -> bool:
        """True where all words with letters are bold."""
        return all(word.bold for word in self.words if any(map(str.isalnum, word.text)))


def lines_of(pages: Sequence[PageWords]) -> list[list[Line]]:
    """The lines of each page from top to bottom, less running heads and page numbers."""
    read = [[Line(tuple(_cells(row)), page.number) for row in _rows(page.words)] for page in pages]
    repeated = _repeated(read, pages)
    return [_without_edges(lines, page, repeated) for lines, page in zip(read, pages, strict=True)]


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words that stand on one line; a word belongs to the line that it overlaps by half of the lower of both."""
    rows: list[tuple[float, float, list[Word]]] = []
    for word in sorted(words, key=lambda one: (-one.size if one.size > 0 else 0, one.top)):
        best = max(rows[-400:], key=lambda row: min(row[1], word.bottom) - max(row[0], word.top), default=None)
        height = max(word.bottom - word.top, 0.1)
        if best is not None and min(best[1], word.bottom) - max(best[0], word.top) >= 0.5 * min(height, best[1] - best[0]):
            best[2].append(word)
        else:
            rows.append((word.top, word.bottom, [word]))
    return [sorted(row[2], key=lambda one: one.left) for row in sorted(rows, key=lambda row: (row[0] + row[1]) / 2)]


def _cells(row: Sequence[Word]) -> Iterator[Cell]:
    held = [row[0]]
    for word in row[1:]:
        currency = word.text in _CURRENCIES and held[-1].text[-1:] in "0123456789)%—–-"
        if currency or word.left - max(one.right for one in held[-3:]) > _GAP * max(held[-1].size, word.size):
            yield Cell(tuple(held))
            held = []
        held.append(word)
    yield Cell(tuple(held))


def _written(words: Sequence[Word]) -> str:
    pieces = [words[0].text]
    for before, word in pairwise(words):
        raised = word.size < 0.8 * before.size and word.bottom < before.bottom - 0.1 * before.size
        text = word.text.translate(_RAISED) if raised and _MARK.fullmatch(word.text) else word.text
        apart = word.left - before.right > 0.12 * max(before.size, word.size) and not (raised and text != word.text)
        pieces.append(f" {text}" if apart else text)
    return "".join(pieces)


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text.lower())


def _edges(lines: Sequence[Line], page: PageWords) -> list[list[int]]:
    """Indexes of the up to three lines by the upper edge, and of those by the lower one, each from the edge inwards."""
    upper = [i for i, line in enumerate(lines[:3]) if line.bottom < _EDGE * page.height]
    lower = [i for i, line in enumerate(lines) if i >= len(lines) - 3 and line.top > (1 - _EDGE) * page.height]
    return [upper, lower[::-1]]


def _repeated(read: Sequence[Sequence[Line]], pages: Sequence[PageWords]) -> set[str]:
    """What stands at the edge of two pages at least, and of half of them: running heads, with their numbers as '#'."""
    seen: Counter[str] = Counter()
    for lines, page in zip(read, pages, strict=True):
        seen.update({_key(lines[index]) for edge in _edges(lines, page) for index in edge})
    filled = sum(map(bool, read))
    return {key for key, count in seen.items() if count >= max(2, (filled - 1) / 2) and not _KEPT.search(key)}


def _without_edges(lines: list[Line], page: PageWords, repeated: set[str]) -> list[Line]:
    """The lines less those at the edges that repeat or number the page, with none in between that is kept."""
    dropped: set[int] = set()
    for edge in _edges(lines, page):
        for index in edge:
            if _EXHIBIT.match(lines[index].text) or (
                _key(lines[index]) not in repeated and not _PAGE_NUMBER.fullmatch(lines[index].text.strip())
            ):
                break
            dropped.add(index)
    return [line for index, line in enumerate(lines) if index not in dropped]
