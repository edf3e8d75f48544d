"""Words of a PDF file with their places, by pdfium.

pypdfium2, as pdfium is what Chrome reads the web's PDFs with: hardened against hostile files, and twenty times as fast as the
readers written in Python, one of which (pdfplumber) loops for minutes over damaged files. It gives letters and boxes; lines, tables
and columns are told from these in the files beside this one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from ctypes import byref, c_int, create_string_buffer
from dataclasses import dataclass, replace

import pypdfium2
from pypdfium2 import raw

from ingest.errors import ReadError
from ingest.readers.decode import short
from ingest.readers.pdf.streams import check_streams

MOST_PAGES = 300
MOST_LETTERS = 30_000  # on one page; a page of small print has 8,000

_EM = 1.2  # a letter's box is about so many times as high as its size
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\x02": "-", "\ufffe": "-", "\u00a0": " "})
_SKIPPED = frozenset("\x00\u200b\u200c\u200d\ufeff")
_LIGATURE = re.compile("[\ufb00-\ufb06]")


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a space between, and their box in points from the page's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    bold: bool = False
    spaced: bool = True

    @property
    def size(self) -> float:
        """About the size of its type, in points."""
        return (self.bottom - self.top) / _EM


@dataclass(frozen=True, slots=True)
class PageWords:
    """One page: its words in the file's order, the share of it that pictures cover, and how many letters have no known meaning."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    pictured: float
    letters: int
    unknown: int


@dataclass(frozen=True, slots=True)
class File:
    """A PDF file's pages and the title that it gives itself."""

    pages: tuple[PageWords, ...]
    title: str


def words_of(data: bytes, name: str) -> File:
    """The words of every page; ReadError where the file is broken, locked, or of a size that no release has."""
    check_streams(data, name)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(f"{short(name)} is locked by a password; save it without one") from error
        raise ReadError(f"{short(name)} is a broken PDF file; get the file anew") from error
    try:
        if len(document) > MOST_PAGES:
            raise ReadError(f"{short(name)} has {len(document)} pages; a release has at most {MOST_PAGES}")
        return File(tuple(_page(document, number, name) for number in range(len(document))), document.get_metadata_value("Title"))
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"{short(name)} is a broken PDF file; get the file anew") from error
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, number: int, name: str) -> PageWords:
    page = document[number]
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > MOST_LETTERS:
            raise ReadError(f"{short(name)} has {count:,} letters on page {number + 1}; no page does (at most {MOST_LETTERS:,})")
        width, height = page.get_size()
        turn = _Turn(page.get_rotation(), width, height)
        words = tuple(_words(list(_letters(text.raw, count, turn))))
        unknown = sum(_is_unknown(text.raw, index) for index in range(count))
        return PageWords(number + 1, width, height, words, _pictured(page), count, unknown)
    finally:
        text.close()
        page.close()


@dataclass(frozen=True, slots=True)
class _Turn:
    """How a page is turned for reading; ``width`` and ``height`` are as read."""

    degrees: int
    width: float
    height: float

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """(left, top, right, bottom) from the upper left corner as read."""
        if self.degrees == 90:
            return bottom, left, top, right
        if self.degrees == 180:
            return self.width - right, bottom, self.width - left, top
        if self.degrees == 270:
            return self.width - top, self.height - right, self.width - bottom, self.height - left
        return left, self.height - top, right, self.height - bottom


def _words(letters: Sequence[Word | None]) -> Iterator[Word]:
    """The words, parted at spaces (None) and where the next letter stands elsewhere."""
    held: list[Word] = []
    spaced = True
    for one in letters:
        if one is not None and held and not spaced and _follows(held[-1], one):
            held.append(one)
            continue
        if one is None:
            spaced = True
            continue
        if held:
            yield _joined(held)
        held, spaced = [replace(one, spaced=spaced)], False
    if held:
        yield _joined(held)


def _letters(page: raw.FPDF_TEXTPAGE, count: int, turn: _Turn) -> Iterator[Word | None]:
    """Each letter with its box, and None for a space."""
    box, bold, asked = raw.FS_RECTF(), False, False
    for index in range(count):
        code = raw.FPDFText_GetUnicode(page, index)
        letter = (chr(code) if code < 0x110000 else "\ufffd").translate(_HYPHENS)
        if letter in _SKIPPED:
            continue
        if letter.isspace():
            asked = False
            yield None
        elif raw.FPDFText_GetLooseCharBox(page, index, byref(box)):
            bold, asked = bold if asked else _is_bold(page, index), True
            yield Word(letter, *turn.box(box.left, box.bottom, box.right, box.top), bold, spaced=False)


def _follows(before: Word, after: Word) -> bool:
    """True where a letter stands right behind another one, on its line and of its size."""
    size = max(before.size, 1.0)
    level = abs(before.bottom - after.bottom) < 0.25 * size and abs(before.size - after.size) < 0.25 * size
    return level and -size < after.left - before.right < 0.3 * size


def _joined(letters: Sequence[Word]) -> Word:
    first = letters[0]
    text = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), "".join(one.text for one in letters))
    return replace(
        first, text=text, top=min(one.top for one in letters), right=max(one.right for one in letters), bottom=max(one.bottom for one in letters)
    )  # fmt: skip


def _is_bold(page: raw.FPDF_TEXTPAGE, index: int) -> bool:
    """By the font's name, which tells more often than its weight."""
    buffer, flags = create_string_buffer(128), c_int()
    raw.FPDFText_GetFontInfo(page, index, buffer, 128, byref(flags))
    name = buffer.value.lower()
    return b"bold" in name or b"black" in name or b"heavy" in name or raw.FPDFText_GetFontWeight(page, index) >= 600


def _is_unknown(page: raw.FPDF_TEXTPAGE, index: int) -> bool:
    """True for a glyph of which the file does not say what letter it is."""
    code = raw.FPDFText_GetUnicode(page, index)
    mapped = raw.FPDFText_HasUnicodeMapError(page, index) != 1
    return not mapped or code in (0, 0xFFFD) or (0xE000 <= code <= 0xF8FF and not 0xF020 <= code <= 0xF0FF)


def _pictured(page: pypdfium2.PdfPage) -> float:
    """The largest share of the page that one picture covers."""
    width, height = page.get_size()
    shares = [0.0]
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        shares.append((right - left) * (top - bottom) / max(width * height, 1.0))
    return max(shares)
