"""The front of a release: headline, dateline, date, issuer and tickers."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.errors import NotARelease
from ingest.parse import dateline, issuer, parse
from ingest.readers.blocks import Block, Document
from ingest.release import Release

NEWS = "Orlen Vale Corp. (NASDAQ: ORVL) today announced that its first plant opened. It employs 40 people in two shifts."


def document(*texts: str, name: str = "release.md", published: date | None = None) -> Document:
    return Document(tuple(Block("paragraph", text) for text in texts), name, published)


def released(*texts: str, title: str = "Orlen Vale Opens Its First Plant", name: str = "release.md") -> Release:
    return parse(Document((Block("heading", title, 1), *(Block("paragraph", text) for text in texts)), name))


@pytest.mark.parametrize(
    ("line", "place", "day"),
    [
        ("NEW YORK, Jan. 3, 2024 /PRNewswire/ -- Orlen Vale", "NEW YORK", date(2024, 1, 3)),
        ("SAN JOSE, Dec. 03, 2019 (GLOBE NEWSWIRE) -- Orlen Vale", "SAN JOSE", date(2019, 12, 3)),
        ("RENO, NV - July 31, 2025 (NEWMEDIAWIRE) - Orlen Vale", "RENO, NV", date(2025, 7, 31)),
        ("RENO, NV / ACCESSWIRE / January 3, 2024 / Orlen Vale", "RENO, NV", date(2024, 1, 3)),
        ("Vancouver, British Columbia--(Newsfile Corp. - January 5, 2024) - Orlen", "Vancouver, British Columbia", date(2024, 1, 5)),
        ("Toronto, Ontario – (April 16, 2025) – Orlen Vale", "Toronto, Ontario", date(2025, 4, 16)),
        ("London, 14 May 2024 – Orlen Vale", "London", date(2024, 5, 14)),
        ("Basel, Switzerland, 4 March 2025, 07:00 CET - Orlen Vale", "Basel, Switzerland", date(2025, 3, 4)),
        ("(WireName Newswire) - April 14, 2025 - Reno, NV – Orlen Vale", "Reno, NV", date(2025, 4, 14)),
        ("MT. VERNON, NJ -- July 31, 2025 -- Orlen Vale", "MT. VERNON, NJ", date(2025, 7, 31)),
        ("BOSTON--(BUSINESS WIRE)--Orlen Vale", "BOSTON", None),
        ("ATLANTA – Citing steady demand, Orlen Vale", "ATLANTA", None),
    ],
)
def test_a_dateline_gives_its_place_and_its_date_in_any_wire_s_form(line: str, place: str, day: date | None) -> None:
    found = dateline.read(line)
    assert found is not None
    assert (found.place, found.published) == (place, day)


@pytest.mark.parametrize(
    "line", ["Revenue – The company grew.", "Shares rose on May 5, 2024 - analysts said so.", "In May 2024 it opened - at last."]
)
def test_a_sentence_with_a_dash_is_no_dateline(line: str) -> None:
    assert dateline.read(line) is None


def test_the_date_comes_from_the_dateline_before_the_file_s_name() -> None:
    assert released(f"RENO, NV, May 6, 2024 – {NEWS}", name="2024-05-07-plant.md").published == date(2024, 5, 6)


def test_without_a_dateline_the_date_is_read_from_the_file_s_name() -> None:
    assert released(NEWS, name="2024-05-14-plant.md").published == date(2024, 5, 14)


def test_a_release_without_any_date_is_refused_and_says_so() -> None:
    with pytest.raises(NotARelease, match=r"bears no date"):
        released(NEWS)


def test_a_filing_s_cover_form_is_refused() -> None:
    cover = (
        "FORM 8-K",
        "Pursuant to Section 13 or 15(d) of the Act",
        "(Exact name of registrant as specified in its charter)",
        "Commission File Number 1-1",
    )
    with pytest.raises(NotARelease, match=r"cover form"):
        parse(document(*cover, published=date(2024, 1, 1)))


def test_letterhead_and_template_words_are_no_headline() -> None:
    release = parse(
        document(
            "ORLEN VALE CORP.",
            "12 Mill Street, Suite 4",
            "NEWS RELEASE",
            "FOR IMMEDIATE RELEASE",
            "Orlen Vale Opens Its First Plant",
            f"Reno, NV – May 6, 2024 – {NEWS}",
        )
    )
    assert release.headline == "Orlen Vale Opens Its First Plant"
    assert "FOR IMMEDIATE RELEASE" not in release.text
    assert {release.sections[0].kind} == {"contacts"}


def test_a_headline_set_over_two_lines_is_joined() -> None:
    release = parse(
        document("Orlen Vale reports earnings helped by", "strong demand and new customers", f"Reno, NV – May 6, 2024 – {NEWS}")
    )
    assert release.headline == "Orlen Vale reports earnings helped by strong demand and new customers"


def test_a_placeholder_title_gives_way_to_the_first_sentence() -> None:
    release = released(NEWS, title="FOR IMMEDIATE RELEASE", name="2024-05-14-a.md")
    assert release.headline == "Orlen Vale Corp. (NASDAQ: ORVL) today announced that its first plant opened."


def test_the_line_between_headline_and_dateline_is_the_subheadline() -> None:
    assert released("Plant employs 40 people", f"RENO, NV, May 6, 2024 – {NEWS}").subheadline == "Plant employs 40 people"


def test_the_issuer_bears_its_legal_suffix() -> None:
    first = "RENO, NV, May 6, 2024 – Orlen Vale (NASDAQ: ORVL), a maker of pumps, today announced a plant. It is large and it is new."
    assert released(first, "About Orlen Vale", "Orlen Vale Corp. makes pumps.").issuer == "Orlen Vale Corp."


def test_a_suffix_without_a_name_is_no_issuer() -> None:
    first = "Inc. (LSE: ORLV) (“Orlen” or the “Company”) announces that it will open a plant in Leeds that makes pumps."
    assert issuer.find(first, "new plant in Leeds", False, [], None, None, first) is None


def test_only_the_issuer_s_own_tickers_count() -> None:
    first = (
        "RENO, NV, May 6, 2024 – Orlen Vale Corp. (TSX: ORV, OTC: ORVLF) today announced a deal with Dunmore Inc. (NYSE: DNM) for pumps."
    )
    assert released(first).tickers == ("TSX: ORV", "OTC: ORVLF")


def test_two_symbols_share_the_exchange_named_before_them() -> None:
    first = "RENO, NV, May 6, 2024 – Orlen Vale Corp. (“Orlen” or the “Company”) (Nasdaq: ORVL, ORVLW) today announced a plant in Reno."
    assert released(first).tickers == ("Nasdaq: ORVL", "Nasdaq: ORVLW")


def test_the_first_sentence_begins_after_the_dateline() -> None:
    release = released(f"RENO, NV / ACCESSWIRE / January 3, 2024 / {NEWS}")
    told = [release.quote(sentence) for sentence in release.sentences if sentence.form == "sentence"]
    assert told[0] == "Orlen Vale Corp. (NASDAQ: ORVL) today announced that its first plant opened."
    assert next(s for s in release.sentences if s.form == "sentence").context == "RENO, NV / ACCESSWIRE / January 3, 2024"
    assert release.dateline == "RENO, NV"
    assert "ACCESSWIRE" in release.text
