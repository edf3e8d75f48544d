"""Word files (.docx): paragraphs by their styles, lists, tables; tracked deletions, hidden text, headers and footers left out.

python-docx, as it is the kept library that knows styles and their inheritance (mammoth, which makes HTML of them, drops alignment,
by which titles are told). Its own text of a paragraph misses insertions, content controls and text boxes, so words are gathered here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TypeVar

import docx
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ingest.errors import ReadError
from ingest.readers import breaks
from ingest.readers.blocks import Document
from ingest.readers.decode import short
from ingest.readers.draft import Draft, collapse
from ingest.readers.finish import finished
from ingest.readers.grids import Cell, row_of, rows
from ingest.readers.headings import is_one_title
from ingest.readers.layout import Grid, is_data, unlaid
from ingest.readers.packed import parts_of

_OTHERS = {"xl/workbook.xml": "an Excel file", "ppt/presentation.xml": "a PowerPoint file"}
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_RAISED = str.maketrans("0123456789()+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻")
_MARK = re.compile(r"[\d(),+\s-]{1,8}")
_LEFT_OUT = frozenset(qn(tag) for tag in ("w:del", "w:moveFrom", "w:txbxContent", "w:pPr")) | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_DEEPEST = 60
_Said = TypeVar("_Said")


def read(data: bytes, name: str) -> Document:
    """The document's blocks; ReadError where the file is no Word file, broken, or made to do harm."""
    parts = parts_of(data, name)
    if "word/document.xml" not in parts:
        kind = next((kind for part, kind in _OTHERS.items() if part in parts), "a zip file")
        raise ReadError(f"{short(name)} is {kind}, not a Word file; give the release itself as .docx, .pdf, .html, .md or .txt")
    try:
        body = docx.Document(BytesIO(data))
        walker = _Walker(body)
        drafts = list(walker.blocks(body.element.body, 0))
    except ReadError:
        raise
    except Exception as error:  # python-docx lets through whatever a damaged part makes it trip over
        raise ReadError(f"{short(name)} is a broken Word file; save it anew") from error
    return finished(list(_tabulated(drafts, walker)), name=name)


@dataclass(slots=True)
class _Walker:
    """Walks the body once and counts its tables."""

    document: WordFile
    tables: int = 0

    def blocks(self, parent: BaseOxmlElement, depth: int) -> Iterator[Draft]:
        """The drafts of all paragraphs and tables below an element, those in content controls and insertions too."""
        if depth > _DEEPEST:
            raise ReadError(
                f"a Word file with tables nested more than {_DEEPEST} deep is not read; no release has such: save it as plain text"
            )
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
                for box in child.iter(qn("w:txbxContent")):
                    if not any(above.tag in _LEFT_OUT and above is not box for above in box.iterancestors()):
                        yield from self.blocks(box, depth + 1)
            elif child.tag == qn("w:tbl"):
                self.tables += 1
                yield from unlaid(self._grid(child, depth + 1), self.tables)
            elif child.tag not in _LEFT_OUT:
                yield from self.blocks(child, depth)

    def _paragraph(self, element: CT_P) -> Iterator[Draft]:
        paragraph = Paragraph(element, self.document)
        runs = [run for one in _runs(element) if not (run := Run(one, paragraph)).font.hidden]
        pieces = [(_words(run), run) for run in runs]
        text = "".join(words for words, _ in pieces)
        if not text.strip():
            return
        style = paragraph.style
        heading, item = _heading(style), _level(element, style)
        inherited = _of_style(style, lambda one: one.font.bold)
        bold = all(inherited if run.bold is None else run.bold for words, run in pieces if words.strip())
        centred = (paragraph.alignment or _of_style(style, lambda one: one.paragraph_format.alignment)) == WD_ALIGN_PARAGRAPH.CENTER
        draft = Draft("heading" if heading else "item" if item else "paragraph", "", heading or item, bold=bool(bold), centred=centred)
        if "\t" in text and not heading and not item:
            yield replace(draft, text="\t".join(collapse(cell) for cell in text.split("\t")).strip())
            return
        lines = [collapse(text)] if heading or item else breaks.parted(text)
        lines = [" ".join(lines)] if draft.bold and is_one_title(lines) else lines
        yield from (replace(draft, text=line) for line in lines if line)

    def _grid(self, table: CT_Tbl, depth: int) -> Grid:
        grid: Grid = []
        for row in table.iter(qn("w:tr")):
            if next(row.iterancestors(qn("w:tbl"))) is not table:
                continue
            start, cells = 0, []
            for cell in row.iter(qn("w:tc")):
                if next(cell.iterancestors(qn("w:tr"))) is not row:
                    continue
                end = start + cell.grid_span
                drafts = [replace(draft, text=draft.text.replace("\t", " ")) for draft in self.blocks(cell, depth)]
                if text := collapse(" ".join(draft.text for draft in drafts)):
                    cells.append((Cell(text, start, end), drafts))
                start = end
            grid.append(cells)
        return grid


def _runs(element: BaseOxmlElement) -> Iterator[CT_R]:
    """The runs of a paragraph that show, in order: those inserted, linked and controlled too, deleted ones and text boxes not."""
    for child in element:
        if child.tag == qn("w:r"):
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from _runs(child)


def _words(run: Run) -> str:
    pieces: list[str] = []
    for child in run._r:
        if child.tag == qn("w:t"):
            pieces.append(child.text or "")
        elif child.tag == qn("w:tab"):
            pieces.append("\t")
        elif child.tag in (qn("w:br"), qn("w:cr")):
            pieces.append("\n")
        elif child.tag == qn("w:noBreakHyphen"):
            pieces.append("-")
    text = "".join(pieces)
    return text.translate(_RAISED) if run.font.superscript and _MARK.fullmatch(text) else text


def _of_style(style: ParagraphStyle | None, ask: Callable[[ParagraphStyle], _Said | None]) -> _Said | None:
    """What a style or the nearest one that it builds on says."""
    for _ in range(20):
        if style is None:
            return None
        if (said := ask(style)) is not None:
            return said
        style = style.base_style
    return None


def _heading(style: ParagraphStyle | None) -> int:
    """The level that a heading's style gives; 0 where it is none."""
    name = _of_style(style, lambda one: one.name if _HEADING.match(one.name or "") or one.name == "Title" else None)
    match = _HEADING.match(name or "")
    return 1 if name == "Title" else min(int(match[1]) + 1, 6) if match else 0


def _level(element: CT_P, style: ParagraphStyle | None) -> int:
    """The depth of a list item from 1; 0 where the paragraph is none."""
    numbered = element.xpath("./w:pPr/w:numPr") or _of_style(style, lambda one: one.element.xpath("./w:pPr/w:numPr") or None)
    if not numbered:
        return 1 if style is not None and (style.name or "").startswith("List") else 0
    depth = "".join(numbered[0].xpath("./w:ilvl/@w:val")) or "0"
    return 0 if numbered[0].xpath("./w:numId/@w:val") == ["0"] or not depth.isdecimal() else int(depth) + 1


def _tabulated(drafts: list[Draft], walker: _Walker) -> Iterator[Draft]:
    """The drafts with runs of lines whose cells tabs part made tables."""
    run: list[Draft] = []
    for draft in [*drafts, Draft("paragraph", "")]:
        if "\t" in draft.text:
            run.append(draft)
            continue
        yield from _table_of(run, walker)
        run = []
        if draft.text:
            yield draft


def _table_of(run: list[Draft], walker: _Walker) -> Iterator[Draft]:
    grid = [row_of(draft.text.split("\t")) for draft in run]
    if len(run) > 1 and is_data(grid):
        walker.tables += 1
        yield from rows(grid, table=walker.tables)
    else:
        yield from (replace(draft, text=collapse(draft.text)) for draft in run)
