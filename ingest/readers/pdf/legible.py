"""Whether a PDF's text layer is there and makes words; a scan, or letters without meaning, need OCR first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.errors import ReadError
from ingest.readers.blocks import LeftOut
from ingest.readers.decode import short
from ingest.readers.pdf.words import PageWords

_FEWEST = 20  # letters of a page that has text
_JOINING = re.compile(
    r"the|and|of|to|in|for|a|is|on|with|that|by|as|at|from|or|our|we|be|are|de|la|le|les|des|et|un|une|du|en|que|y|el|los|las|der|die|das|und"
    r"|den|von|mit|zu|di|il|che|e|per|da|do|os|na|van|het|een|og|av|i|att|som"
)
_LATIN = re.compile(r"[A-Za-zÀ-ÿ]+")
_REMEDY = "make its text readable by OCR (such as ocrmypdf) and give the result"


def check_legible(pages: Sequence[PageWords], name: str) -> tuple[LeftOut, ...]:
    """The pages that are pictures without text, where they are few; ReadError where the file needs OCR."""
    empty = [page for page in pages if page.letters < _FEWEST]
    scanned = [page for page in empty if page.pictured > 0.4]
    if len(empty) == len(pages):
        what = "is a scan: pictures of pages, without text" if scanned else "has no text layer: its letters are drawn"
        raise ReadError(f"{short(name)} {what}; {_REMEDY}")
    if len(scanned) * 2 > len(pages):
        raise ReadError(f"{short(name)} is a scan on {len(scanned)} of {len(pages)} pages; {_REMEDY}")
    if _is_garbled(pages):
        raise ReadError(f"{short(name)} has a text layer that makes no words; {_REMEDY}")
    return tuple(LeftOut(f"page {page.number}", f"a picture without text; {_REMEDY}") for page in scanned)


def _is_garbled(pages: Sequence[PageWords]) -> bool:
    """True where glyphs have no known letters, or Latin letters make none of the words that join others in any tongue."""
    if sum(page.unknown for page in pages) > 0.1 * sum(page.letters for page in pages):
        return True
    words = [word.lower() for page in pages for one in page.words for word in _LATIN.findall(one.text)]
    return len(words) >= 100 and sum(_JOINING.fullmatch(word) is not None for word in words) < 0.04 * len(words)
