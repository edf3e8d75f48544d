"""Damaged and hostile files of every format: each is read or refused in one line; none hangs, none takes much memory."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.errors import IngestError, ReadError
from ingest.readers import contents
from tests.mutations import inputs, seeds

ROOT = Path(__file__).parents[1]


def test_two_thousand_damaged_files_are_each_read_or_refused() -> None:
    command = [sys.executable, "-m", "tests.mutations", "2000", "20250304"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, f"ended by its alarm or a crash ({run.returncode}): {run.stderr[-500:]}"
    told = json.loads(run.stdout)
    assert told["raised"] == []
    assert told["read"] + told["refused"] == 2000
    assert min(told["read"], told["refused"]) > 300
    assert told["slowest"] < 10
    assert told["peak_mb"] < 1024


def test_the_same_seed_makes_the_same_files_and_every_seed_is_good() -> None:
    made = [one for one in inputs(44, 7) if one[0] != "a.docx"]
    assert made == [one for one in inputs(44, 7) if one[0] != "a.docx"]
    assert all(contents(data, name).documents for name, data in seeds().items())


LAUGHS = "<!DOCTYPE a [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY a{i + 1} '{f'&a{i};' * 10}'>" for i in range(9)) + "]>"
OUTSIDE = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
ITEM = "<newsItem><contentMeta><headline>{}</headline></contentMeta><contentSet><inlineData>{}</inlineData></contentSet></newsItem>"


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.xml", LAUGHS + ITEM.format("&a9;", "&a9;"), "a.xml declares entities of its own, which no release does: it is not read"),
        ("a.xml", LAUGHS + "<rss><channel><item><title>&a9;</title></item></channel></rss>", "a.xml declares entities of its own"),
        ("a.xml", OUTSIDE + ITEM.format("&x;", "&x;"), "a.xml declares entities of its own"),
        ("a.xml", OUTSIDE + "<feed><entry><title>&x;</title></entry></feed>", "a.xml declares entities of its own"),
        ("a.xml", "<?xml version='1.0'?>" + OUTSIDE + "<other>&x;</other>", "a.xml is XML of a kind that is not read"),
        ("a.html", "<table><tr><td>" * 10_000 + "words" + "</td></tr></table>" * 10_000, "a.html leaves more than 1,000 tags open at once"),
        (
            "a.xml",
            ITEM.format("T", "<table><tr><td>" * 10_000 + "w" + "</td></tr></table>" * 10_000),
            "a.xml is broken XML: Excessive depth",
        ),
        ("a.md", "> " * 40_000 + "words", "a.md holds no text that could be read"),
        ("a.txt", "The company has told much. " * 100 + "\n\n" + "It told more. \n\n" * 250_000, "a.txt holds"),
    ],
)
def test_what_is_made_to_do_harm_is_refused_at_once(name: str, text: str, reason: str) -> None:
    began = time.process_time()
    with pytest.raises(ReadError) as refusal:
        contents(text.encode(), name)
    assert str(refusal.value).startswith(reason)
    assert time.process_time() - began < 10


def test_entities_hidden_by_another_encoding_are_refused_too() -> None:
    with pytest.raises(IngestError):
        contents((OUTSIDE + ITEM.format("&x;", "&x;")).encode("utf-16"), "a.xml")


def test_a_name_within_a_submission_leads_to_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret.htm").write_text("<html><body><p>A secret that nobody may read.</p></body></html>")
    named = f"<SEC-DOCUMENT>1.txt\n<DOCUMENT>\n<TYPE>EX-99.1\n<FILENAME>{tmp_path}/secret.htm\n<TEXT>\nThe company said some words today.\n</TEXT>\n</DOCUMENT>\n"
    (document,) = contents(named.encode(), "a.txt").documents
    assert [block.text for block in document.blocks] == ["The company said some words today."]


def test_a_tabular_feed_of_deep_tables_is_left_out_entry_by_entry() -> None:
    deep = "<table><tr><td>" * 10_000
    feed = f"<rss><channel><item><title>T</title><description><![CDATA[{deep}words {'and words ' * 200}]]></description></item></channel></rss>"
    found = contents(feed.encode(), "a.xml")
    assert (found.documents, [one.reason.partition(" tags")[0] for one in found.left_out]) == ((), ["a.xml.html leaves more than 1,000"])
