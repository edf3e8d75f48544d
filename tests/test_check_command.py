"""`onrecord check` as staff meets it: verdicts sentence by sentence, clear lines for wrong input, and not a byte of the draft kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.app import onrecord
from ingest import cache_folder, ingest

SECRET = "zyxomorph-4711"
RELEASE = """# Orvex Motors opens its plant in Graz

GRAZ, Austria, March 4, 2025 - Orvex Motors AG (VIE: ORVX) today announced that it has opened its plant in Graz.

The plant employs 210 people and makes 1,850 valves a day. Orvex plans to open a second plant in Wels in the second half of 2026.

## Contact

Mira Holt, Investor Relations, ir@orvex.example
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checked")
    (folder / "2025-03-04-graz.md").write_text(RELEASE)
    assert len(ingest([str(folder / "2025-03-04-graz.md")], folder / "store").added) == 1
    return folder / "store"


def checked(store: Path, *arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(onrecord, ["check", *arguments, "--store", str(store)], input=given)


def test_each_sentence_of_a_draft_is_marked_with_the_words_that_say_otherwise(store: Path) -> None:
    done = checked(store, "-", given="The plant in Graz employs 310 people. It makes 1,850 valves a day.")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[:2] == ["✗ The plant in Graz employs 310 people.", "    number: '310', on record '210'"]
    assert "March 4, 2025: “The plant employs 210 people and makes 1,850 valves a day.”" in done.stdout
    assert done.stdout.splitlines()[-1] == "1 supported, 1 contradicted, 0 not stated of 2 sentences."


def test_a_draft_leaves_no_byte_behind(store: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(f"Orvex will buy {SECRET} for $9 million.\n")
    assert checked(store, str(draft), "--json").exit_code == 0
    assert checked(store, str(draft)).exit_code == 0
    draft.unlink()
    places = [path for folder in (store.parent, tmp_path, Path.cwd(), cache_folder()) for path in folder.rglob("*") if path.is_file()]
    assert places
    assert [path for path in places if SECRET.encode() in path.read_bytes()] == []


def test_json_holds_each_sentence_with_its_verdict_citations_and_reason(store: Path) -> None:
    (one,) = json.loads(checked(store, "-", "--json", given="The plant makes 1,850 valves a day.").stdout)
    assert (one["text"], one["verdict"], one["reason"]) == ("The plant makes 1,850 valves a day.", "supported", "")
    assert [c["quote"] for c in one["citations"]] == ["The plant employs 210 people and makes 1,850 valves a day."]


def test_a_batch_gives_one_verdict_a_line(store: Path) -> None:
    lines = '{"id": "a", "claim": "The plant makes 1,850 valves a day."}\n{"id": 2, "claim": "Orvex makes cheese in Linz."}\n'
    found = [json.loads(line) for line in checked(store, "--batch", "-", "--json", given=lines).stdout.splitlines()]
    assert [(one["id"], one["verdict"]) for one in found] == [("a", "supported"), (2, "not_stated")]
    assert set(found[0]) == {"id", "verdict", "citations", "reason"}


@pytest.mark.parametrize(
    ("arguments", "given", "told"),
    [
        (("--batch", "-"), '{"id": "a", "sentence": "x"}', "The batch item 'a' has no claim; {id, claim} is expected."),
        (("--batch", "-"), "[]", "line 1 of - is no JSON object"),
        (("nowhere.txt",), None, "nowhere.txt could not be read: No such file or directory."),
        (("-",), "", "- is empty"),
    ],
)
def test_a_wrong_input_is_named_in_one_line(arguments: tuple[str, ...], given: str | None, told: str, store: Path) -> None:
    done = checked(store, *arguments, given=given)
    assert done.exit_code == 1
    assert told in done.output
    assert "Traceback" not in done.output
