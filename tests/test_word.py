"""Word files, and the zip archives that they are."""

import time
import zipfile
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml

from ingest.drafts import read_releases
from ingest.errors import ReadError
from ingest.readers import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TITLE = "Orlen Vale Opens Its First Plant"
FIRST = (
    "BOSTON, March 4, 2025 -- Orlen Vale Inc. (Nasdaq: ORLV) today announced that it has opened its first plant, which will make kits "
    "for the testing of blood, and that forty people have begun to work there."
)


def saved(document: docx.document.Document) -> bytes:
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def word(*fill: Callable[[docx.document.Document], object]) -> bytes:
    document = docx.Document()
    for one in fill:
        one(document)
    return saved(document)


def kinds(data: bytes) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(data, "a.docx").blocks]


def titled(document: docx.document.Document) -> None:
    document.sections[0].header.paragraphs[0].text = "Orlen Vale confidential header"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    title = document.add_paragraph()
    title.add_run(TITLE).bold = True
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(FIRST)


def raw(xml: str) -> Callable[[docx.document.Document], object]:
    return lambda document: document.element.body.insert(-1, parse_xml(xml.replace("<w:p>", f"<w:p {W}>", 1)))


def test_a_release_in_word_is_a_release_without_its_headers_and_footers() -> None:
    (release,) = read_releases(word(titled), "a.docx").releases
    assert (release.headline, release.published.isoformat(), release.issuer) == (TITLE, "2025-03-04", "Orlen Vale Inc.")
    assert release.text == f"{TITLE}\n\n{FIRST}"


def test_styles_tell_headings_and_lists() -> None:
    def fill(document: docx.document.Document) -> None:
        document.add_paragraph(TITLE, style="Title")
        document.add_paragraph(FIRST)
        document.add_paragraph("Highlights of it", style="Heading 2")
        document.add_paragraph("Forty people", style="List Bullet")
        document.add_paragraph("Two lines", style="List Bullet 2")

    assert [(block.kind, block.level, block.text) for block in read(word(fill), "a.docx").blocks] == [
        ("heading", 1, TITLE),
        ("paragraph", 0, FIRST),
        ("heading", 3, "Highlights of it"),
        ("item", 1, "Forty people"),
        ("item", 1, "Two lines"),
    ]


def test_insertions_are_read_and_deletions_and_hidden_words_are_not() -> None:
    xml = (
        "<w:p><w:r><w:t xml:space='preserve'>The plant </w:t></w:r><w:ins w:id='1' w:author='a'><w:r><w:t xml:space='preserve'>in Boston </w:t></w:r>"
        "</w:ins><w:del w:id='2' w:author='a'><w:r><w:delText>in Basel </w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t>is open</w:t></w:r></w:sdtContent></w:sdt><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>1</w:t></w:r></w:p>"
    )
    assert kinds(word(titled, raw(xml)))[2] == ("paragraph", "The plant in Boston is open¹")


def test_a_table_keeps_cells_periods_and_unit() -> None:
    def fill(document: docx.document.Document) -> None:
        document.add_paragraph("Balance Sheets (in thousands)")
        table = document.add_table(4, 3)
        cells = [("", "June 30, 2025", ""), ("", "Actual", "Plan"), ("Debt", "—", "(120)"), ("Cash", "$ 12,345", "$ 9,876")]
        for row, texts in zip(table.rows, cells, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        table.cell(0, 1).merge(table.cell(0, 2))

    row = read(word(titled, fill), "a.docx").blocks[-1]
    assert (row.text, row.header) == (
        "Cash | $ 12,345 | $ 9,876",
        "Balance Sheets (in thousands) | June 30, 2025 | Actual | Plan",
    )


def test_lines_that_tabs_part_are_a_table() -> None:
    def fill(document: docx.document.Document) -> None:
        for line in ("\t2025\t2024", "Revenue\t$ 1,200\t$ 900", "Net loss\t(300)\t(250)"):
            document.add_paragraph(line)

    assert [(block.kind, block.text, block.header) for block in read(word(titled, fill), "a.docx").blocks[2:]] == [
        ("row", "2025 | 2024", ""),
        ("row", "Revenue | $ 1,200 | $ 900", "2025 | 2024"),
        ("row", "Net loss | (300) | (250)", "2025 | 2024"),
    ]


def test_lines_of_an_address_stay_apart() -> None:
    contact = ["Jane Roe", "Vice President of Orlen Vale Inc.", "jane@orlenvale.com"]
    assert [text for _, text in kinds(word(titled, lambda document: document.add_paragraph("\n".join(contact))))][2:] == contact


def packed(**parts: bytes) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


def replaced(part: str, data: bytes) -> bytes:
    """A whole Word file with one part replaced or added."""
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(word(titled))) as source, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for info in source.infolist():
            if info.filename != part:
                archive.writestr(info, source.read(info))
        archive.writestr(part, data)
    return held.getvalue()


def nested(depth: int) -> bytes:
    inside = "<w:tbl><w:tr><w:tc>" * depth + "<w:p><w:r><w:t>words</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * depth
    return replaced("word/document.xml", f"<w:document {W}><w:body>{inside}</w:body></w:document>".encode())


LAUGHS = b"<!DOCTYPE a [<!ENTITY a 'ha'>" + b"".join(b"<!ENTITY a%d '&a;&a;&a;&a;&a;&a;&a;&a;'>" % i for i in range(9)) + b"]><a>&a8;</a>"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (word(titled)[:2000], "a.docx is a broken Word or zip file; get the file anew"),
        (packed(a=b"words"), "a.docx is a zip file, not a Word file; give the release itself as .docx, .pdf, .html, .md or .txt"),
        (packed(**{"xl/workbook.xml": b"<a/>"}), "a.docx is an Excel file, not a Word file"),
        (packed(**{"word/document.xml": b"<a/>"}), "a.docx is a broken Word file; save it anew"),
        (replaced("word/media/a.bin", b"\0" * 150_000_000), "a.docx would unpack to 151 MB; a release has at most 100 MB"),
        (packed(**{f"{i}.xml": b"" for i in range(2_001)}), "a.docx packs 2,001 files; a Word file has at most 2,000"),
        (replaced("word/document.xml", LAUGHS), "a.docx declares entities in word/document.xml, which no release does: it is not read"),
        (replaced("word/document.xml", LAUGHS.decode().encode("utf-16")), "a.docx declares entities in word/document.xml"),
        (
            replaced("word/document.xml", b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"),
            "a.docx declares entities in word/document.xml",
        ),
        (replaced("../../etc/passwd", b"x"), "a.docx names a file outside itself (../../etc/passwd); no Word file does: it is not read"),
        (replaced("..\\evil.xml", b"x"), "a.docx names a file outside itself (..\\evil.xml)"),
        (replaced("/etc/passwd", b"x"), "a.docx names a file outside itself (/etc/passwd)"),
        (replaced("C:\\evil.xml", b"x"), "a.docx names a file outside itself (C:\\evil.xml)"),
        (nested(10_000), "a.docx is a broken Word file; save it anew"),
        (nested(70), "a Word file with tables nested more than 60 deep is not read"),
        (word(), "a.docx holds no text that could be read"),
    ],
)
def test_what_is_no_release_in_word_is_refused_at_once(data: bytes, reason: str) -> None:
    began = time.process_time()
    with pytest.raises(ReadError) as refusal:
        read(data, "a.docx")
    assert str(refusal.value).startswith(reason)
    assert time.process_time() - began < 5
