"""Whole EDGAR submissions: the release exhibits among a filing's documents."""

from datetime import date
from pathlib import Path

import pytest

from ingest import Record, ingest
from ingest.drafts import read_releases
from ingest.errors import NotARelease

HEADER = """<SEC-DOCUMENT>0001234567-04-000012.txt : 20040803
<SEC-HEADER>0001234567-04-000012.hdr.sgml : 20040803
ACCESSION NUMBER:		0001234567-04-000012
CONFORMED SUBMISSION TYPE:	8-K
CONFORMED PERIOD OF REPORT:	20040730
FILED AS OF DATE:		20040803

FILER:

	COMPANY DATA:
		COMPANY CONFORMED NAME:			ORLEN VALE DIAGNOSTICS INC /DE/
</SEC-HEADER>
"""
COVER = """<DOCUMENT>
<TYPE>8-K
<SEQUENCE>1
<TEXT>
                                    FORM 8-K
     Pursuant to Section 13 or 15(d) of the Securities Exchange Act of 1934
                     Orlen Vale Diagnostics, Inc.
             (Exact name of registrant as specified in its charter)
</TEXT>
</DOCUMENT>
"""
NEWS = """                    Orlen Vale Opens Its First Plant

BOSTON -- Orlen Vale today announced that it has opened its first plant, which will
make kits for the testing of blood, and that forty people have begun to work there.
"""
OTHER = """              Orlen Vale Receives a Licence for Its Instrument

BASEL -- Orlen Vale today reported that the regulator of medicines has granted a licence
for its newest instrument, which reads a hundred samples in an hour.
"""
SLIDES = "                    Where we are going\n\nA plan for the years to come, with some words on each of them and on what they may bring to us all.\n"


def exhibit(kind: str, text: str, name: str = "") -> str:
    named = f"<FILENAME>{name}\n" if name else ""
    return f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>2\n{named}<TEXT>\n{text}</TEXT>\n</DOCUMENT>\n"


def submission(*exhibits: str) -> bytes:
    return (HEADER + COVER + "".join(exhibits) + "</SEC-DOCUMENT>\n").encode()


def test_the_release_exhibit_is_taken_with_date_and_issuer_of_the_header() -> None:
    held = read_releases(submission(exhibit("EX-99.1", NEWS)), "0001234567-04-000012.txt")
    (release,) = held.releases
    assert (release.headline, release.published, release.issuer) == (
        "Orlen Vale Opens Its First Plant",
        date(2004, 7, 30),
        "Orlen Vale Diagnostics, Inc.",
    )
    assert (release.source, release.dateline) == ("0001234567-04-000012.txt", "BOSTON")
    assert [(one.part, one.reason) for one in held.left_out] == [("8-K", "a cover form, not a release")]
    assert "8-K" not in release.text


def test_a_period_long_before_the_filing_is_not_its_date() -> None:
    data = submission(exhibit("EX-99.1", NEWS)).replace(b"REPORT:	20040730", b"REPORT:	20040331")
    assert read_releases(data, "a.txt").releases[0].published == date(2004, 8, 3)


def test_two_exhibits_are_two_releases_and_what_is_none_is_named() -> None:
    second = f"<html><body><p><b>Orlen Vale Reports Its Second Quarter Results</b></p><p>{NEWS.split(chr(10), 2)[2]}</p></body></html>"
    data = submission(
        exhibit("EX-10.1", "An agreement\n"), exhibit("EX-99.1", NEWS), exhibit("EX-99.2", second, "b.htm"), exhibit("EX-99.3", SLIDES)
    )
    held = read_releases(data, "f/a.txt")
    assert [(release.source, release.headline) for release in held.releases] == [
        ("f/a.txt", "Orlen Vale Opens Its First Plant"),
        ("f/a.txt#EX-99.2", "Orlen Vale Reports Its Second Quarter Results"),
    ]
    assert [(one.part, one.reason) for one in held.left_out] == [
        ("8-K", "a cover form, not a release"),
        ("EX-10.1", "no press release exhibit (EX-99)"),
        ("EX-99.3", "has no dateline and does not call itself a release"),
    ]


def test_dashes_that_a_signed_file_doubles_are_single_again() -> None:
    signed = b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----\n\n" + submission(
        exhibit("EX-99", NEWS + "\n- -- All marks belong to their owners.\n")
    )
    assert "- --" not in read_releases(signed, "a.txt").releases[0].text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (submission(), "a.txt holds no release: 8-K: a cover form, not a release"),
        (
            submission(exhibit("EX-99.1", "<PDF>\nbegin 644 a.pdf\nM)5!$1BTQ+C,*\nend\n")),
            "a.txt holds no release: 8-K: a cover form, not a release; EX-99.1: a picture or PDF in the place of text",
        ),
        (HEADER.encode(), "a.txt holds no release: the submission: no document in it"),
    ],
)
def test_a_submission_without_a_release_is_refused_with_its_parts(data: bytes, reason: str) -> None:
    with pytest.raises(NotARelease) as refusal:
        read_releases(data, "a.txt")
    assert str(refusal.value) == reason


def test_an_exhibit_that_a_submission_holds_no_longer_goes_off_the_record(tmp_path: Path) -> None:
    file, other = tmp_path / "a.txt", tmp_path / "a.txt#EX-99.9.md"
    other.write_text(
        "# Orlen Vale Names a Director\n\nBOSTON, July 1, 2004 -- Orlen Vale today named Jane Roe a director of the company.\n"
    )
    file.write_bytes(submission(exhibit("EX-99.1", NEWS), exhibit("EX-99.2", OTHER)))
    ingest([str(tmp_path / "*")], tmp_path / "store")
    file.write_bytes(submission(exhibit("EX-99.1", NEWS)))
    report = ingest([str(file)], tmp_path / "store")
    assert report.unchanged == [str(file)]
    record = Record(tmp_path / "store")
    headlines = sorted(row.headline for row in record.rows())
    record.close()
    assert headlines == ["Orlen Vale Names a Director", "Orlen Vale Opens Its First Plant"]
