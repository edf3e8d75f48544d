"""PDF files: the text layer as blocks; what has none that can be read is refused as needing OCR."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.readers.blocks import Contents
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


def read(data: bytes, name: str) -> Contents:
    """The document's blocks; ReadError where the file is broken, locked, or needs OCR; pages that are pictures are named as left out."""
    file = words_of(data, name)
    left_out = check_legible(file.pages, name)
    lines = lines_of(file.pages)
    drafts = list(_titled(list(_drafts(lines)), file.title))
    return Contents((finished(drafts, name=name),), left_out)


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
