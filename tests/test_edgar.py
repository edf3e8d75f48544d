"""EDGAR by ticker and CIK, against a server that answers as EDGAR does: edgartools is pointed at it by its own settings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from web_server import Site, running

COLUMNS = "accessionNumber filingDate reportDate acceptanceDateTime act form fileNumber filmNumber items size isXBRL isInlineXBRL primaryDocument primaryDocDescription"
FILINGS = [
    ("0000012345-25-000003", "2025-05-06", "8-K", "2.02,9.01"),
    ("0000012345-25-000002", "2025-04-08", "8-K", "5.07"),
    ("0000012345-25-000001", "2025-03-04", "8-K", "8.01,9.01"),
    ("0000012345-24-000009", "2024-11-05", "10-Q", ""),
]
SUBMISSION = """<SEC-DOCUMENT>{number}.txt : {day}
<SEC-HEADER>{number}.hdr.sgml : {day}
ACCESSION NUMBER:\t\t{number}
CONFORMED SUBMISSION TYPE:\t8-K
PUBLIC DOCUMENT COUNT:\t\t2
FILED AS OF DATE:\t\t{day}

FILER:

\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\tORVEX VALVES LTD
\t\tCENTRAL INDEX KEY:\t\t\t0000012345
</SEC-HEADER>
<DOCUMENT>
<TYPE>8-K
<SEQUENCE>1
<FILENAME>cover.htm
<TEXT>
<html><body><p>FORM 8-K</p><p>(Exact name of registrant as specified in its charter) Orvex Valves Ltd.</p><p>Pursuant to Section 13 or 15(d)</p></body></html>
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-99.1
<SEQUENCE>2
<FILENAME>ex99-1.htm
<TEXT>
<html><body><p>Exhibit 99.1</p><p><b>Orvex Valves Opens a {what}</b></p>
<p>LEEDS, {spoken} -- Orvex Valves Ltd. (LSE: ORVX) today opened a {what} that makes 1,850 valves a day.</p>
<p>The company expects to hire 40 people by the end of 2025.</p></body></html>
</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
"""


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as site:
        listed = {key: [""] * len(FILINGS) for key in COLUMNS.split()}
        numbers, days, forms, items = (list(column) for column in zip(*FILINGS, strict=True))
        listed |= {"accessionNumber": numbers, "filingDate": days, "reportDate": days, "form": forms, "items": items}
        listed |= {"acceptanceDateTime": [f"{day}T12:00:00.000Z" for day in days], "primaryDocument": ["cover.htm"] * len(FILINGS)}
        listed |= {key: [0] * len(FILINGS) for key in ("size", "isXBRL", "isInlineXBRL")}
        company = {
            "cik": "12345", "name": "Orvex Valves Ltd", "tickers": ["ORVX"], "exchanges": ["LSE"], "entityType": "operating", "sic": "", "sicDescription": "",
            "insiderTransactionForOwnerExists": 0, "insiderTransactionForIssuerExists": 0, "ein": "", "description": "", "website": "", "investorWebsite": "",
            "category": "", "fiscalYearEnd": "1231", "stateOfIncorporation": "", "stateOfIncorporationDescription": "", "phone": "", "flags": "",
            "addresses": {kind: {"street1": "", "street2": None, "city": "", "stateOrCountry": "", "zipCode": "", "stateOrCountryDescription": ""} for kind in ("mailing", "business")},
            "formerNames": [], "filings": {"recent": listed, "files": []},
        }  # fmt: skip
        site.put("/submissions/CIK0000012345.json", json.dumps(company), Content_Type="application/json")
        for number, day, what, spoken in (
            (numbers[0], "20250506", "Shop", "May 6, 2025"),
            (numbers[2], "20250304", "Plant", "March 4, 2025"),
        ):
            text = SUBMISSION.format(number=number, day=day, what=what, spoken=spoken)
            site.put(f"/Archives/edgar/data/12345/{number.replace('-', '')}/{number}.txt", text)
            site.put(f"/Archives/edgar/data/12345/{number}.txt", text)
        yield site


def ingested(site: Site, tmp_path: Path, *arguments: str, identity: str = "Ann Bell ann@orvex.example") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from bot.cli import main; main()", "ingest", *arguments, "--store", str(tmp_path / "store"), "--json"]
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[1]),
        "EDGAR_BASE_URL": site.origin,
        "EDGAR_DATA_URL": site.origin,
        "EDGAR_LOCAL_DATA_DIR": str(tmp_path / "edgar"),
        "ONRECORD_EDGAR_IDENTITY": identity,
    }
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=100, check=False)


@pytest.mark.slow
def test_a_company_s_releases_come_from_its_filings_and_are_fetched_once(site: Site, tmp_path: Path) -> None:
    first = ingested(site, tmp_path, "edgar:12345")
    report = json.loads(first.stdout)
    assert [name.rsplit("/", 1)[1] for name in report["added"]] == ["0000012345-25-000003.txt", "0000012345-25-000001.txt"]
    assert (report["failed"], first.returncode) == ([], 0)
    assert {headers["user-agent"] for _, headers in site.asked} == {"Ann Bell ann@orvex.example"}
    assert not [path for path in site.paths() if "000002" in path or "24-000009" in path]
    site.asked.clear()
    again = json.loads(ingested(site, tmp_path, "edgar:0000012345", "--since", "2025-04-01").stdout)
    assert [name.rsplit("/", 1)[1] for name in again["unchanged"]] == ["0000012345-25-000003.txt"]
    assert not [path for path in site.paths() if path.endswith(".txt") and "robots" not in path]


@pytest.mark.slow
def test_a_company_that_is_not_there_is_named(site: Site, tmp_path: Path) -> None:
    found = ingested(site, tmp_path, "edgar:99999999")
    (failed,) = json.loads(found.stdout)["failed"]
    assert (failed["source"], found.returncode) == ("edgar:99999999", 1)
    assert failed["reason"].startswith("EDGAR gave nothing for 99999999: ")
    assert "\n" not in failed["reason"]


def test_the_sec_s_wish_to_know_who_asks_is_passed_on(site: Site, tmp_path: Path) -> None:
    refused = ingested(site, tmp_path, "edgar:12345", identity="")
    assert refused.returncode == 1
    assert refused.stderr.startswith("onrecord: The SEC asks who fetches from EDGAR; set ONRECORD_EDGAR_IDENTITY")
    assert site.asked == []
