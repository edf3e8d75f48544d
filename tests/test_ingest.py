"""Ingesting: once, twice, changed, broken, huge, hostile."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.ingest_command import command
from ingest import Record, SourceError, ingest

RELEASE = """# Orvex Valves Opens a Plant

LEEDS, March 4, 2025 -- Orvex Valves Ltd. (LSE: ORVX) today opened a plant that makes {valves} valves a day.

The company expects to hire 40 people by the end of 2025.

About Orvex Valves

Orvex Valves makes valves for water works.

Forward-Looking Statements

This press release contains forward-looking statements. Actual results may differ because of delays in hiring and demand for valves. Orvex undertakes no obligation to update them.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "plant.md").write_text(RELEASE.format(valves="1,850"))
    return tmp_path / "releases"


def test_a_folder_ingested_twice_changes_nothing_and_loads_no_encoder(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    assert len(ingest([str(folder)], store).added) == 1
    before = (store / "record.json").read_text()
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "no-encoder-here"))
    report = ingest([str(folder)], store)
    assert (len(report.added), len(report.replaced), len(report.unchanged)) == (0, 0, 1)
    assert (store / "record.json").read_text() == before
    assert not (tmp_path / "no-encoder-here").exists()


def test_a_changed_file_replaces_its_release_whole(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    ingest([str(folder)], store)
    (folder / "plant.md").write_text(RELEASE.format(valves="2,000"))
    report = ingest([str(folder)], store)
    assert len(report.replaced) == 1
    record = Record(store)
    assert len(record.rows()) == 1
    text = record.find("plant.md").text
    assert "2,000 valves" in text
    assert "1,850" not in text
    assert not record.lexical.best(record.lexical.scores("1,850")[0], 9, boilerplate=False)
    assert record.lexical.best(record.lexical.scores("2,000")[0], 9, boilerplate=False)


def test_the_same_release_in_two_files_is_one_with_two_sources(folder: Path, tmp_path: Path) -> None:
    (folder / "again.md").write_text(RELEASE.format(valves="1,850"))
    report = ingest([str(folder)], tmp_path / "store")
    assert (len(report.added), len(report.skipped)) == (1, 1)
    assert "the same release as" in report.skipped[0].reason
    assert len(Record(tmp_path / "store").rows()[0].sources) == 2


def test_every_span_of_a_release_fits_its_text(folder: Path, tmp_path: Path) -> None:
    ingest([str(folder)], tmp_path / "store")
    release = Record(tmp_path / "store").find("plant.md")
    spans = [*release.sections, *release.sentences]
    assert spans
    assert all(0 <= s.start <= s.end <= len(release.text) for s in spans)
    assert all(release.quote(s) == release.quote(s).strip() for s in release.sentences)


BAD = {
    "binary.txt": (bytes(range(256)) * 40, "binary"),
    "huge.txt": (b"The plant opened today. " * 1_700_000, "MB"),
    "empty.md": (b"", "empty"),
    "bomb.html": (b"<div>" * 200_000, ""),
    "undated.md": (
        b"# Orvex Valves Opens a Plant\n\nOrvex Valves Ltd. today opened a plant that makes valves for water works in the north.\n",
        "date",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_with_its_reason_and_stops_nothing(name: str, folder: Path, tmp_path: Path) -> None:
    data, reason = BAD[name]
    (folder / name).write_bytes(data)
    report = ingest([str(folder)], tmp_path / "store")
    assert len(report.added) == 1
    (refused,) = [*report.failed, *report.skipped]
    assert refused.source.endswith(name)
    assert reason in refused.reason
    assert "\n" not in refused.reason


def test_what_is_plainly_no_release_is_counted_not_named(folder: Path, tmp_path: Path) -> None:
    for name in ("questions.jsonl", "pipeline.svg", "logo.SVG", "old.doc"):
        (folder / name).write_text("x")
    done = CliRunner().invoke(command, [str(folder), "--store", str(tmp_path / "store")])
    lines = done.stdout.splitlines()[1:]
    assert done.exit_code == 0
    assert lines == [
        f"  skipped {folder / 'old.doc'}: old.doc: .doc files are not read (.md, .txt, .html, .pdf, .docx and .xml are)",
        "  passed over 3 files of other kinds (.jsonl, .svg)",
    ]


def test_invalid_utf_8_is_read_in_the_encoding_it_has(folder: Path, tmp_path: Path) -> None:
    (folder / "plant.md").write_bytes(RELEASE.format(valves="1,850").replace("Orvex Valves Opens", "Orvex “Valves” Opens").encode("cp1252"))
    ingest([str(folder)], tmp_path / "store")
    assert "“Valves”" in Record(tmp_path / "store").rows()[0].headline


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(SourceError, match="none"):
        ingest([str(tmp_path / "none")], tmp_path / "store")


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.md"):
        ingest([str(tmp_path / "nowhere.md")], tmp_path / "store")
