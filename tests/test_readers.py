"""Reading files of releases into blocks."""

import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from ingest.errors import ReadError
from ingest.readers import Document, read

SHARED = Path(__file__).parents[2] / "shared" / "releases"
LONG = (
    "The company today said that it has done a number of things that are told here at some length, "
    "so that this is plainly a paragraph of text. "
)


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks]


def markdown(text: str) -> Document:
    return read(text.encode(), "release.md")


def html(text: str) -> Document:
    return read(f"<html><body>{text}</body></html>".encode(), "release.htm")


def plain(text: str) -> Document:
    return read(text.encode(), "release.txt")


# Markdown


def test_marks_escapes_links_and_entities_go_and_the_words_stay() -> None:
    document = markdown("# Acme\\* &amp; Co® Reports\n\nA **bold** [word](https://a.example/x) cost US\\$27&nbsp;million, “as said”.\n")
    assert kinds(document) == [("heading", "Acme* & Co® Reports"), ("paragraph", "A bold word cost US$27 million, “as said”.")]


def test_leading_spaces_make_no_code() -> None:
    assert kinds(markdown("# Title of It\n\n     Deeply set in text that goes on.\n")) == [
        ("heading", "Title of It"),
        ("paragraph", "Deeply set in text that goes on."),
    ]


def test_hard_wrapped_lines_are_one_paragraph_and_an_address_stays_lines() -> None:
    wrapped = (
        "Acme Corp. today announced results of its trial in ninety patients who had not\n"
        "been treated before, and the results of the extension of\nthat trial."
    )
    document = markdown(f"{wrapped}\n\nJane Roe\nAcme Corp.\njane@acme.example\n")
    assert [block.text for block in document.blocks] == [wrapped.replace("\n", " "), "Jane Roe", "Acme Corp.", "jane@acme.example"]


def test_a_line_that_leaves_a_bracket_open_goes_on() -> None:
    text = "LEEDS, June 18, 2024 -- Orvex Pumps, Inc. (NASDAQ:\nORVX) today announced that its second plant in the north has\nopened.\n"
    assert kinds(plain(text)) == [("paragraph", " ".join(text.split()))]


def test_bullets_of_every_kind_are_items() -> None:
    document = markdown("Results:\n\n * Revenue rose\n* Costs fell\n\n • Cash was steady\n\n ●  Debt was repaid\n\n ○ Some of it\n")
    assert [(block.kind, block.level, block.text) for block in document.blocks[1:]] == [
        ("item", 1, "Revenue rose"),
        ("item", 1, "Costs fell"),
        ("item", 1, "Cash was steady"),
        ("item", 1, "Debt was repaid"),
        ("item", 2, "Some of it"),
    ]


def test_bullets_glued_into_a_paragraph_are_parted() -> None:
    document = markdown("Our goals are these: • Enrol the second cohort of patients • Report the first results of it\n")
    assert kinds(document) == [
        ("paragraph", "Our goals are these:"),
        ("item", "Enrol the second cohort of patients"),
        ("item", "Report the first results of it"),
    ]


def test_dots_between_short_names_are_no_list() -> None:
    assert kinds(markdown("Boston • London • Basel\n")) == [("paragraph", "Boston • London • Basel")]


def test_page_furniture_goes_and_the_original_address_is_kept() -> None:
    document = markdown(
        f"# A Title for It\n\n{LONG}\n\nView the original release on www.wire.example \n\n---\n\n"
        "[Original/Source Press Release](https://www.wire.example/1)\n\n[TLDR](https://t.example/1)\n\n"
        "Pickup - [https://p.example](https://p.example/1)\n\n![Blockchain Registration](https://c.example/q.webp)\n"
    )
    assert kinds(document) == [("heading", "A Title for It"), ("paragraph", LONG.strip())]
    assert document.url == "https://www.wire.example/1"


def test_an_address_that_is_a_link_is_kept() -> None:
    assert kinds(markdown(f"{LONG}\n\n[jane@acme.example](mailto:jane@acme.example)\n"))[-1] == ("paragraph", "jane@acme.example")


@pytest.mark.parametrize(
    "line",
    ["**Trial design**", "About Acme, Inc.", "Forward-Looking Statements", "Outlook for the Year", "CONTACTS", "What lies ahead of us"],
)
def test_a_line_that_serves_as_a_heading_is_one(line: str) -> None:
    assert kinds(markdown(f"# Title of It\n\n{LONG * 2}\n\n{line}\n\n{LONG * 2}\n"))[2] == ("heading", line.strip("*"))


@pytest.mark.parametrize(
    "line",
    [
        "Jane Roe, the chief executive, said:",
        "By Jane Roe",
        "jane@acme.example",
        "The trial goes on.",
        "Figure 1: The drill holes of this year",
    ],
)
def test_a_short_line_that_heads_nothing_is_none(line: str) -> None:
    assert kinds(markdown(f"# Title of It\n\n{LONG * 2}\n\n{line}\n\n{LONG * 2}\n"))[2] == ("paragraph", line)


def test_a_heading_glued_to_its_paragraph_is_parted() -> None:
    document = markdown("Outlook for the YearThe company expects to finish the second part of the trial and to report on it.\n")
    assert kinds(document)[0] == ("heading", "Outlook for the Year")
    assert kinds(document)[1][1].startswith("The company expects")


def test_a_piped_table_reads_by_rows() -> None:
    document = markdown("Results\n\n|  | 2024 | 2023 |\n|---|---|---|\n| Revenue | $ 1,200 | $ 900 |\n| Net loss | (300) | (250) |\n")
    assert [(b.text, b.header, b.table) for b in document.blocks if b.kind == "row"] == [
        ("2024 | 2023", "Results", 1),
        ("Revenue | $ 1,200 | $ 900", "Results | 2024 | 2023", 1),
        ("Net loss | (300) | (250)", "Results | 2024 | 2023", 1),
    ]


def test_a_table_flattened_to_a_cell_a_paragraph_is_put_together() -> None:
    cells = [" Metric", "2024", "2023", " Revenue", "$", "1,200", "$", "900", " Grants", "-", "15", " Net Loss", "$(300)", "$(250)"]
    document = markdown(f"# Title of It\n\n {LONG}\n\n Selected Data:\n\n" + "\n\n".join(cells) + f"\n\n {LONG}\n")
    assert [(block.text, block.header) for block in document.blocks if block.kind == "row"] == [
        ("Metric | 2024 | 2023", "Selected Data:"),
        ("Revenue | $ 1,200 | $ 900", "Selected Data: | Metric | 2024 | 2023"),
        ("Grants | - | 15", "Selected Data: | Metric | 2024 | 2023"),
        ("Net Loss | $(300) | $(250)", "Selected Data: | Metric | 2024 | 2023"),
    ]


def test_a_table_squeezed_into_one_line_is_parted() -> None:
    squeezed = (
        "For the Period Ended June 30, 20252024Revenue$ 7,476,140$ 4,777,10156%"
        "Gain on sale- 48,612-Net income (loss)$ 224,793$ (2,553,259)109%"
    )
    document = markdown(f"# Title of It\n\n{squeezed} * Revenue rose for the third quarter in a row\n")
    assert [block.text for block in document.blocks[1:]] == [
        "For the Period Ended June 30, 2025 | 2024",
        "Revenue | $ 7,476,140 | $ 4,777,101 | 56%",
        "Gain on sale | - | 48,612 | -",
        "Net income (loss) | $ 224,793 | $ (2,553,259) | 109%",
        "Revenue rose for the third quarter in a row",
    ]


def test_figures_in_prose_make_no_table() -> None:
    text = "We got $650,000 in cash ($200,000 in 2024 and $450,000 in 2025), with $1,850,000 and 5,000,000 shares still to come by 2026."
    assert kinds(markdown(text)) == [("paragraph", text)]


# Plain text

STATEMENT = """
                 ACME CORP. REPORTS SECOND QUARTER RESULTS
          Revenue rises 12% on demand for diagnostic kits

BOSTON, July 30, 2004 -- Acme Corp. (Nasdaq: ACME) today reported results for
the second quarter ended June 30, 2004, and said that revenue was $12.4 million
for the quarter, compared with $11.1 million a year earlier.

     "We are pleased with the progress of the quarter," said Jane Roe, chief
     executive officer. "Demand was strong in all regions."

Highlights
----------
  * Launched the second generation of its sepsis test in Europe and in
    Canada
  o Received a patent

OUTLOOK

The company expects revenue of $50 to $52 million in fiscal 2004.

                           Three Months Ended      Six Months Ended
                                June 30,               June 30,
                            2004        2003        2004        2003
                         ---------   ---------   ---------   ---------
Product revenue ......   $  11,200   $  10,050   $  21,900   $  19,800
Operating expenses:
  Net income (loss)           (210)        350         120        (400)

                                   2
<PAGE>

"""


def test_plain_text_is_read_by_its_layout() -> None:
    blocks = [(block.kind, block.text) for block in plain(STATEMENT).blocks]
    assert blocks[:10] == [
        ("heading", "ACME CORP. REPORTS SECOND QUARTER RESULTS"),
        ("paragraph", "Revenue rises 12% on demand for diagnostic kits"),
        (
            "paragraph",
            "BOSTON, July 30, 2004 -- Acme Corp. (Nasdaq: ACME) today reported results for the second quarter "
            "ended June 30, 2004, and said that revenue was $12.4 million for the quarter, compared with $11.1 million a year earlier.",
        ),
        (
            "paragraph",
            '"We are pleased with the progress of the quarter," said Jane Roe, chief executive officer. '
            '"Demand was strong in all regions."',
        ),
        ("heading", "Highlights"),
        ("item", "Launched the second generation of its sepsis test in Europe and in Canada"),
        ("item", "Received a patent"),
        ("heading", "OUTLOOK"),
        ("paragraph", "The company expects revenue of $50 to $52 million in fiscal 2004."),
        ("row", "Three Months Ended | Six Months Ended"),
    ]


def test_an_aligned_table_gives_each_row_its_columns_heads() -> None:
    rows = [block for block in plain(STATEMENT).blocks if block.kind == "row"]
    assert [row.text for row in rows[3:]] == [
        "Product revenue | $ 11,200 | $ 10,050 | $ 21,900 | $ 19,800",
        "Operating expenses:",
        "Net income (loss) | (210) | 350 | 120 | (400)",
    ]
    assert rows[3].header.split(" | ") == [
        "Three Months Ended June 30, 2004",
        "Three Months Ended June 30, 2003",
        "Six Months Ended June 30, 2004",
        "Six Months Ended June 30, 2003",
    ]


# HTML


def test_html_words_are_kept_and_what_is_hidden_is_not() -> None:
    document = html(
        "<p>Revenue was <ix:nonFraction>$12.4</ix:nonFraction>&nbsp;million&#151;a record.</p>"
        '<div style="display:none">hidden</div><ix:header>0001</ix:header><script>no</script>'
    )
    assert kinds(document) == [("paragraph", "Revenue was $12.4 million—a record.")]


def test_a_raised_footnote_mark_does_not_read_as_part_of_a_figure() -> None:
    assert kinds(html("<p>Over $18.3 Million<SUP>1</SUP> and Kits<sup>&reg;</sup> of 10<sup>6</sup>.</p>")) == [
        ("paragraph", "Over $18.3 Million¹ and Kits® of 10⁶.")
    ]


def test_bullets_and_footnotes_laid_out_as_tables_are_no_tables() -> None:
    document = html(
        "<table><tr><td></td><td>&#9679;</td><td>Costs fell</td></tr></table>"
        "<table><tr><td><sup>1</sup></td><td>Estimated</td></tr></table>"
    )
    assert kinds(document) == [("item", "Costs fell"), ("paragraph", "¹ Estimated")]


def test_contacts_side_by_side_are_no_table() -> None:
    document = html(
        "<table><tr><td><p>Media</p><p>617-555-0100</p></td><td><p>Investors</p><p>ir@acme.example</p></td></tr>"
        "<tr><td>Jane Roe</td><td>John Doe</td></tr><tr><td>Boston</td><td>Basel</td></tr></table>"
    )
    assert [block.kind for block in document.blocks if block.kind == "row"] == []
    assert [block.text for block in document.blocks] == [
        "Media",
        "617-555-0100",
        "Investors",
        "ir@acme.example",
        "Jane Roe",
        "John Doe",
        "Boston",
        "Basel",
    ]


def test_a_statement_in_cells_joins_marks_to_figures() -> None:
    document = html(
        "<p><b>Balance Sheets</b></p><table><tr><td></td><td colspan=3>2023</td><td colspan=3>2022</td></tr>"
        "<tr><td>Revenue</td><td>$</td><td>12,400</td><td></td><td>$</td><td>11,100</td><td></td></tr>"
        "<tr><td>Net loss</td><td></td><td>(1,200</td><td>)</td><td></td><td>(900</td><td>)</td></tr>"
        "<tr><td>Margin</td><td></td><td>12</td><td>%</td><td></td><td>10</td><td>%</td></tr></table>"
    )
    assert [(block.text, block.header) for block in document.blocks[1:]] == [
        ("2023 | 2022", "Balance Sheets"),
        ("Revenue | $ 12,400 | $ 11,100", "Balance Sheets | 2023 | 2022"),
        ("Net loss | (1,200) | (900)", "Balance Sheets | 2023 | 2022"),
        ("Margin | 12% | 10%", "Balance Sheets | 2023 | 2022"),
    ]


def test_a_bold_title_broken_over_lines_is_one_and_page_numbers_go() -> None:
    document = html(
        f"<p align=center><b>Acme Reports Fourth<br>Quarter Results</b></p><p>{LONG * 2}</p><p align=center>2</p><hr><p>More of it.</p>"
    )
    assert [(block.kind, block.level, block.text) for block in document.blocks] == [
        ("heading", 1, "Acme Reports Fourth Quarter Results"),
        ("paragraph", 0, (LONG * 2).strip()),
        ("paragraph", 0, "More of it."),
    ]


def test_lines_of_an_address_stay_apart() -> None:
    lines = [
        "Jane Roe",
        "Vice President, Investor Relations and Corporate Communications",
        "Acme Therapeutics, Inc.",
        "(508) 555-0142",
        "ir@acme.example",
    ]
    assert [block.text for block in html(f"<p>{'<br>'.join(lines)}</p>").blocks] == lines
    assert [block.text for block in plain(LONG[:78] + "\n\n" + "\n".join(lines)).blocks][1:] == lines


def test_lists_in_lists_keep_their_depth() -> None:
    document = html("<ul><li>One<ul><li>Below one</li></ul></li><li><p>Two</p></li></ul>")
    assert [(block.kind, block.level, block.text) for block in document.blocks] == [
        ("item", 1, "One"),
        ("item", 2, "Below one"),
        ("item", 1, "Two"),
    ]


def test_a_pages_head_gives_date_and_address() -> None:
    page = (
        b'<!DOCTYPE html><html><head><meta property="article:published_time" content="2024-03-04T08:00:00Z">'
        b'<link rel="canonical" href="https://ir.acme.example/1"></head><body><p>Some words of news.</p></body></html>'
    )
    document = read(page, "page")
    assert (document.published, document.url) == (date(2024, 3, 4), "https://ir.acme.example/1")


def test_an_exhibit_in_its_filing_tags_is_read_without_them() -> None:
    exhibit = (
        b"<DOCUMENT>\n<TYPE>EX-99.1\n<SEQUENCE>2\n<FILENAME>a.htm\n<TEXT>\n"
        b"<HTML><BODY><P>Exhibit 99.1</P><P>Some words of news.</P></BODY></HTML>\n</TEXT></DOCUMENT>"
    )
    assert kinds(read(exhibit, "a.htm")) == [("paragraph", "Some words of news.")]


# Encodings and what is refused


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_are_read(encoding: str) -> None:
    assert kinds(read("Acme’s café – “open”.".encode(encoding), "a.txt")) == [("paragraph", "Acme’s café – “open”.")]


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.md", "a.md is empty"),
        (b" \n\t ", "a.md", "a.md is empty"),
        (b"\x00\x01\x02" * 50, "a.md", "a.md is a binary file, not the text of a release; give a .md, .txt or .html file"),
        (b"\x89PNG\r\n\x1a\n....", "a.md", "a.md is a picture, which is not read; save it as .docx, .pdf, .html, .md or .txt"),
        (
            b"<?xml version='1.0'?><news/>",
            "a.xml",
            "a.xml is XML of a kind that is not read (NewsML, RSS and Atom are); save its text as .md, .txt or .html",
        ),
        (b"words \x81\x8d here", "a.txt", "a.txt is neither UTF-8 nor Windows-1252 (byte 0x81 at 6); save it as UTF-8"),
        (b"x" * 20_000_001, "a.txt", "a.txt has 20 MB; a release has at most 20 MB"),
        (b"word " * 40_000, "a.txt", "a.txt has a line or paragraph of 200,000 characters; no release does (at most 100,000)"),
        (b"<html><body><script>x</script></body></html>", "a.html", "a.html holds no text that could be read"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(ReadError) as refusal:
        read(data, name)
    assert str(refusal.value) == reason


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<font size=1>", "<table><tr><td>", "<ul><li>", "<blockquote>"])
def test_tags_nested_without_end_are_refused_at_once(tag: str) -> None:
    began = time.process_time()
    with pytest.raises(ReadError, match="leaves more than 1,000 tags open at once"):
        html(tag * 100_000 + "words")
    assert time.process_time() - began < 5


def test_deep_nesting_below_that_is_refused_too() -> None:
    with pytest.raises(ReadError, match="tags nested more than 250 deep"):
        html("<div>" * 900 + "words")
    assert kinds(html("<div>" * 240 + "words")) == [("paragraph", "words")]


def test_a_page_of_unclosed_paragraphs_and_items_is_read() -> None:
    assert len(html("<p>Some words.<ul>" + "<li>An item" * 3000 + "</ul>").blocks) == 3001


@pytest.mark.parametrize("mark", ["*", "[", "`", ">", "_a", "![", "<", "**a *b", "- ", "|a", "&", "\\", "• "])
def test_marks_repeated_without_end_do_not_hang(mark: str) -> None:
    began = time.process_time()
    with suppress(ReadError):
        markdown(mark * (90_000 // len(mark)))
    assert time.process_time() - began < 5


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="no real releases beside the project")
def test_real_releases_lose_no_words() -> None:
    for path in sorted(SHARED.rglob("*.md")):
        source = "".join(path.read_text(encoding="utf-8").replace("&amp;", "&").split()).replace("*", "").replace("\\", "")
        for block in read(path.read_bytes(), path.name).blocks:
            text = "".join(block.text.split()).replace("|", "").replace("*", "")
            assert text in source or "](" in source or block.kind == "row"


def test_prose_full_of_figures_is_no_table() -> None:
    prose = "QX-101 is in Phase 3. The net loss of 2026 was $5.1 million. QX-422 was dosed in 81 people on June 12, 2026. Sales were $19.3 million."
    assert [block.text for block in read(prose.encode(), "draft.txt").blocks] == [prose]
