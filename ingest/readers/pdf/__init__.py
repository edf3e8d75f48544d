"""PDF files: the text layer as blocks; what has none that can be read is refused as needing OCR."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.readers.blocks import Contents, Document, LeftOut
from ingest.readers.draft import Draft, paragraph
from ingest.readers.finish import finished
from ingest.readers.grids import rows
from ingest.readers.pdf.flow import Flow
from ingest.readers.pdf.hyphens import Mender
from ingest.readers.pdf.legible import check_legible
from ingest.readers.pdf.lines import Line, lines_of
from ingest.readers.pdf.regions import Table, regions
from ingest.readers.pdf.tables import grid_of
from ingest.readers.pdf.words import words_of

__all__ = ["read"]

_EXHIBIT = re.compile(r"(?:EX|Exhibit)[ -]*99(?:[.\-]\d{1,2})?", re.IGNORECASE)
_COVER = re.compile(r"pursuant to section 13 or 15\(d\)|exact name of registrant|commission file n|date of earliest event", re.IGNORECASE)


def read(data: bytes, name: str) -> Contents:
    """The document's blocks; ReadError where the file is broken, locked, or needs OCR; pages that are pictures are named as left out."""
    file = words_of(data, name)
    left_out = check_legible(file.pages, name)
    pages = lines_of(file.pages)
    starts = _exhibits(pages)
    if not starts:
        return Contents((_document(pages, name, file.title),), left_out)
    parts = [(pages[start][0].text, pages[start:end]) for start, end in zip(starts, [*starts[1:], len(pages)], strict=True)]
    documents = tuple(replace(_document(held, name, file.title), part=_part(label)) for label, held in parts)
    return Contents(documents, (*left_out, LeftOut(f"pages 1 to {starts[0]}", "a cover form, not a release")))


def _exhibits(pages: Sequence[Sequence[Line]]) -> list[int]:
    """Where press release exhibits begin, in a filing that was saved with its cover form as one file; else nothing."""
    starts = [number for number, lines in enumerate(pages) if lines and _EXHIBIT.fullmatch(lines[0].text.strip())]
    cover = " ".join(line.text for lines in pages[: starts[0]] for line in lines) if starts else ""
    return starts if len({match[0].lower() for match in _COVER.finditer(cover)}) >= 2 else []


def _part(label: str) -> str:
    """An exhibit's name as filings give it: "EX-99.1"."""
    return "EX-" + "".join(re.findall(r"[\d.]+", label)).strip(".")


def _document(pages: Sequence[Sequence[Line]], name: str, title: str) -> Document:
    return finished(list(_titled(list(_drafts(pages)), title)), name=name)


def _drafts(pages: Sequence[Sequence[Line]]) -> Iterator[Draft]:
    """The drafts of all pages; a paragraph that a page's end breaks is one."""
    every = [line for lines in pages for line in lines]
    if not every:
        return
    flow = Flow(every, Mender([line.text for line in every]))
    held: list[Line] = []
    tables = 0
    for lines in pages:
        for region in regions(lines):
            if not isinstance(region, Table):
                *groups, last = flow.groups([*held, *region.lines])
                yield from (draft for group in groups for draft in flow.made(group))
                held = last
                continue
            if held:
                yield from flow.made(held)
                held = []
            tables += 1
            yield from rows(grid_of(region.lines), table=tables)
    if held:
        yield from flow.made(held)


def _titled(drafts: Sequence[Draft], title: str) -> Iterator[Draft]:
    """The drafts with the one that bears the file's own title marked as title."""
    wanted = paragraph(title).text.lower()
    found = False
    for draft in drafts:
        is_title = not found and len(wanted.split()) > 3 and draft.kind == "paragraph" and draft.text.lower() == wanted
        found = found or is_title
        yield replace(draft, kind="heading", level=1) if is_title else draft
