"""PDF files: lines, columns and tables told from where the words stand."""

import time

import pytest

from ingest.drafts import read_releases
from ingest.errors import ReadError
from ingest.readers import Document, contents, read
from ingest.readers.pdf.hyphens import Mender
from tests.pdf_writer import At, column, flate, pdf

TITLE = "Orlen Vale Opens Its First Plant"
FIRST = [
    "BOSTON, March 4, 2025 - Orlen Vale Inc. (Nasdaq: ORLV) today announced that it has opened its first",
    "plant, which will make kits for the testing of blood, and that forty people have begun to work there.",
]
MORE = [
    "The plant stands in the north of the city, on land that the company bought for the purpose in the autumn",
    "of last year. It has room for two hundred people, and the company plans to fill it within three years.",
]
LEFT = [
    "The board has approved a programme",
    "of works that will run for the whole",
    "of the coming year and for a part of",
    "the one that follows it, and that will",
    "cost the company some two million in",
    "all, of which half has been set aside.",
]
RIGHT = [
    "Forty people will be taken on in the",
    "first of these years, most of whom live",
    "near the plant, and the company will",
    "train them in a school of its own that",
    "opens in the spring under the care of",
    "a head who has run two others before.",
]


def front(*more: At) -> list[At]:
    return [At(60, 70, TITLE, 18, bold=True), *column(60, 120, FIRST), *more]


def kinds(data: bytes) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(data, "release.pdf").blocks]


def rows(document: Document) -> list[tuple[str, str]]:
    return [(block.text, block.header) for block in document.blocks if block.kind == "row"]


def test_lines_are_paragraphs_and_the_large_one_is_the_title() -> None:
    document = read(pdf(front(*column(60, 170, MORE), At(60, 220, "Outlook", bold=True), *column(60, 240, MORE))), "a.pdf")
    assert [(block.kind, block.level, block.text) for block in document.blocks] == [
        ("heading", 1, TITLE),
        ("paragraph", 0, " ".join(FIRST)),
        ("paragraph", 0, " ".join(MORE)),
        ("heading", 2, "Outlook"),
        ("paragraph", 0, " ".join(MORE)),
    ]


def test_a_release_in_pdf_is_a_release() -> None:
    (release,) = read_releases(pdf(front(*column(60, 170, MORE))), "a.pdf").releases
    assert (release.headline, release.published.isoformat(), release.issuer) == (TITLE, "2025-03-04", "Orlen Vale Inc.")
    assert (release.tickers, release.dateline) == (("Nasdaq: ORLV",), "BOSTON")


def test_running_heads_and_page_numbers_go_and_a_paragraph_goes_on_over_the_page() -> None:
    pages = [
        [
            At(60, 30, "Orlen Vale Inc. - News"),
            *body,
            At(60, 760, "www.orlenvale.com | investors@orlenvale.com"),
            At(300, 775, f"Page {n} of 2"),
        ]
        for n, body in enumerate((front(*column(60, 700, MORE[:1])), column(60, 60, MORE[1:])), 1)
    ]
    assert kinds(pdf(*pages)) == [("heading", TITLE), ("paragraph", " ".join(FIRST)), ("paragraph", " ".join(MORE))]


def test_a_line_that_stands_at_the_top_of_one_page_stays() -> None:
    assert kinds(pdf(front(), [At(60, 40, "The plant is open to visitors from May on."), *column(60, 100, MORE)]))[2] == (
        "paragraph",
        "The plant is open to visitors from May on.",
    )


def test_columns_are_read_one_after_the_other() -> None:
    texts = [text for _, text in kinds(pdf(front(*column(60, 180, LEFT), *column(320, 180, RIGHT))))]
    assert texts[2:] == [" ".join(LEFT), " ".join(RIGHT)]


def test_contacts_side_by_side_stay_apart() -> None:
    left, right = ["Investors", "Jane Roe", "jane@orlenvale.com"], ["Media", "John Doe", "john@orlenvale.com"]
    texts = [text for _, text in kinds(pdf(front(*column(60, 200, left), *column(320, 200, right))))]
    assert texts[2:] == [*left, *right]


def test_a_table_keeps_its_cells_periods_and_unit() -> None:
    table = [
        At(220, 180, "Condensed Balance Sheets", bold=True), At(260, 194, "(in thousands)", bold=True),
        At(360, 214, "June 30,", bold=True), At(460, 214, "December 31,", bold=True),
        At(370, 228, "2025", bold=True), At(475, 228, "2024", bold=True),
        At(60, 242, "Current assets:"),
        At(72, 256, "Cash and cash equivalents"), At(350, 256, "$"), At(375, 256, "12,345"), At(450, 256, "$"), At(480, 256, "9,876"),
        At(72, 270, "Deferred tax on what has been set aside for the"), At(72, 282, "works"), At(380, 282, "(120)"), At(485, 282, "—"),
        At(60, 296, "Total ......................"), At(350, 296, "$"), At(375, 296, "12,225"), At(450, 296, "$"), At(480, 296, "9,876"),
    ]  # fmt: skip
    over = "Condensed Balance Sheets | (in thousands) | June 30, 2025 | December 31, 2024"
    found = rows(read(pdf(front(*table)), "a.pdf"))
    assert found[2:] == [
        ("Current assets:", over),
        ("Cash and cash equivalents | $ 12,345 | $ 9,876", over),
        ("Deferred tax on what has been set aside for the works | (120) | —", over),
        ("Total | $ 12,225 | $ 9,876", over),
    ]


def test_a_raised_mark_is_raised() -> None:
    assert kinds(pdf(front(At(60, 200, "Revenue rose by 12%"), At(153, 196, "1", 6), At(160, 200, "on last year's figures."))))[2] == (
        "paragraph",
        "Revenue rose by 12%¹ on last year's figures.",
    )


def test_a_word_broken_at_the_end_of_a_line_is_whole_again_and_a_compound_keeps_its_hyphen() -> None:
    lines = ["The develop-", "ment of long-", "term plans goes on; development of a long-term plan is a fore-", "runner."]
    assert Mender(lines).joined(lines) == "The development of long-term plans goes on; development of a long-term plan is a forerunner."
    plain = ["Statements that are forward-", "looking are so marked."]
    assert Mender(plain).joined(plain) == "Statements that are forward-looking are so marked."


def test_few_pages_that_are_pictures_are_left_out_by_name() -> None:
    data = pdf(front(), column(60, 100, MORE), [])
    assert contents(data, "a.pdf").left_out == ()
    scanned = pdf(front(), column(60, 100, MORE), [], scanned=True)
    assert [one.part for one in contents(scanned, "a.pdf").left_out] == ["page 3"]


COVER = [
    "FORM 8-K",
    "Pursuant to Section 13 or 15(d) of the Securities Exchange Act of 1934",
    "Orlen Vale Inc.",
    "(Exact name of registrant)",
]


def test_a_filing_saved_as_one_file_gives_its_release_without_the_cover_form() -> None:
    held = read_releases(pdf(column(60, 60, COVER), [At(480, 40, "Exhibit 99.1"), *front()]), "a.pdf")
    assert [(release.source, release.headline, "8-K" in release.text) for release in held.releases] == [("a.pdf", TITLE, False)]
    assert [(one.part, one.reason) for one in held.left_out] == [("pages 1 to 1", "a cover form, not a release")]


GARBLED = [" ".join(f"qx{c}zj{d} wv{d}k" for d in "bcdfg") for c in "bcdfghjklmnpqrst"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            pdf([], scanned=True),
            "a.pdf is a scan: pictures of pages, without text; make its text readable by OCR (such as ocrmypdf) and give the result",
        ),
        (
            pdf([At(60, 60, "Scan 1")], [], [], scanned=True),
            "a.pdf is a scan: pictures of pages, without text; make its text readable by OCR",
        ),
        (pdf([]), "a.pdf has no text layer: its letters are drawn; make its text readable by OCR"),
        (pdf(column(60, 60, GARBLED)), "a.pdf has a text layer that makes no words; make its text readable by OCR"),
        (pdf(front())[:300], "a.pdf is a broken PDF file"),
        (b"%PDF-1.7 ...", "a.pdf is a broken PDF file"),
        (pdf(*[[]] * 301), "a.pdf has 301 pages; a release has at most 300"),
    ],
)
def test_a_file_without_readable_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError) as refusal:
        read(data, "a.pdf")
    assert str(refusal.value).startswith(reason)


def test_a_stream_that_unpacks_to_more_than_any_release_is_refused_at_once() -> None:
    began = time.process_time()
    with pytest.raises(ReadError, match="would unpack to more than 150 MB"):
        read(pdf([], packed=flate(b"BT (words) Tj ET " * 12_000_000)), "a.pdf")
    assert time.process_time() - began < 5
