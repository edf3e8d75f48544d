"""A record is rebuilt, copied to a file and back, and a release is taken off it for good."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import Embedder, NotOnRecord, Record, RecordError, Release, Row, backup, ingest, let_back, rebuild, restore, withdraw
from ingest.chroma import Chroma
from ingest.codec import encode
from ingest.manifest import VERSION

SECRET = "The Quillonex merger closed for 4,711 shares."
RELEASE = """# Orvex Valves Opens a Plant

LEEDS, March 4, 2025 -- Orvex Valves Ltd. today opened a plant that makes 1,850 valves a day.

About Orvex Valves

Orvex Valves makes valves for water works.
"""


class OtherEmbedder:
    """Another encoder: the same words in other directions."""

    name = "other"

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed(self, texts: list[str], progress: object = None) -> object:
        return -self._embedder.embed(texts)


def texts(record: Record) -> dict[str, str]:
    return {row.release_id: record.release(row.release_id).text for row in record.rows()}


def answers(record: Record, embedder: Embedder) -> list[tuple[str, int, float]]:
    return record.nearest(embedder.embed(["plant valves merger"])[0], count=20)


@pytest.fixture
def record(a_record: Callable[..., Record], a_release: Callable[..., Release]) -> Record:
    return a_record(
        a_release("The plant makes 1,850 valves a day.", about=["Orvex makes valves."]),
        a_release(SECRET, headline="Orvex merges", day="2025-05-06", about=["Orvex makes valves."]),
    )


def secret_of(record: Record) -> str:
    return next(row.release_id for row in record.rows() if row.headline == "Orvex merges")


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_rebuilt_store_holds_the_same_and_answers_the_same(record: Record, embedder: Embedder) -> None:
    before, found = texts(record), answers(record, embedder)
    kept = rebuild(record, "words", lambda: embedder)
    assert (kept.releases, kept.embedded) == (2, 0)
    assert texts(record) == before
    assert answers(record, embedder) == found


def test_a_store_of_another_encoder_is_told_apart_and_rebuilt_from_its_own_texts(record: Record, embedder: Embedder) -> None:
    with pytest.raises(RecordError, match=r"made with the encoder words, not other.*onrecord rebuild"):
        Record(record.folder, encoder="other")
    assert rebuild(record, "other", lambda: OtherEmbedder(embedder)).embedded == 2
    again = Record(record.folder, encoder="other")
    (_, _, cosine), *_ = again.nearest(-embedder.embed([f"Orvex merges: {SECRET}"])[0], count=1)
    assert cosine == pytest.approx(1.0, abs=1e-5)


def test_a_store_of_layout_1_is_read_but_written_only_after_a_rebuild(record: Record, embedder: Embedder) -> None:
    before = texts(record)
    as_layout_1(record)
    old = Record(record.folder)
    assert texts(old) == before
    with pytest.raises(RecordError, match=r"older layout.*onrecord rebuild"), old.writing():
        old.remove(secret_of(old))
    rebuild(old, "words", lambda: embedder)
    assert json.loads((record.folder / "record.json").read_text())["version"] == VERSION
    assert texts(Record(record.folder)) == before
    assert not (record.folder / "chroma").exists()


def as_layout_1(record: Record) -> None:
    """Write the store as version 0.1.0 left it: one document a release, Chroma beside record.json."""
    chroma = Chroma.embedded(record.folder / "chroma")
    for row, release, _ in record.copies():
        data = {"headline": row.headline, "published": row.published, "issuer": "", "files": json.dumps(row.files)}
        chroma.put("releases", [row.release_id], documents=[encode(release)], metadatas=[data])
    chroma.close()
    record.close()
    shutil.rmtree(record.folder / "generation-1")
    (record.folder / "record.json").write_text('{"version": 1, "encoder": "words", "generation": 1}')


def test_a_backup_wiped_and_restored_answers_the_same(record: Record, embedder: Embedder, tmp_path: Path) -> None:
    before, found, rows = texts(record), answers(record, embedder), record.rows()
    backup(record, tmp_path / "b.zip")
    record.close()
    shutil.rmtree(record.folder)
    assert restore(tmp_path / "b.zip", record.folder).releases == 2
    again = Record(record.folder, encoder="words")
    assert (texts(again), answers(again, embedder), again.rows()) == (before, found, rows)


def test_a_backup_is_never_written_over_another(record: Record, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("mine")
    with pytest.raises(RecordError, match="exists already"):
        backup(record, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_text() == "mine"


def test_a_damaged_backup_is_refused_and_the_record_stays(record: Record, tmp_path: Path) -> None:
    before = texts(record)
    backup(record, tmp_path / "b.zip")
    data = bytearray((tmp_path / "b.zip").read_bytes())
    data[len(data) // 3] ^= 0xFF
    (tmp_path / "b.zip").write_bytes(data)
    with pytest.raises(RecordError, match="could not be read"):
        restore(tmp_path / "b.zip", record.folder)
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as file:
        file.writestr("holiday.txt", "sun")
    with pytest.raises(RecordError, match="no backup of onrecord"):
        restore(tmp_path / "other.zip", record.folder)
    assert texts(Record(record.folder)) == before


@pytest.mark.parametrize("lost", ["record.json", "generation-1/seal.json", "generation-1/chroma/chroma.sqlite3"])
def test_a_store_that_lost_a_file_is_refused_and_restored_from_a_backup(record: Record, lost: str, tmp_path: Path) -> None:
    before = texts(record)
    backup(record, tmp_path / "b.zip")
    record.close()
    (record.folder / lost).unlink()
    with pytest.raises(RecordError, match=r"There is no store|is damaged"):
        Record(record.folder)
    restore(tmp_path / "b.zip", record.folder)
    assert texts(Record(record.folder)) == before


def test_of_a_withdrawn_release_no_byte_is_left_in_the_store(record: Record, embedder: Embedder) -> None:
    gone = secret_of(record)
    assert SECRET.encode() in bytes_of(record.folder)
    assert b"Quillonex" in bytes_of(record.folder)
    memory = [f"{SECRET}{number}" * 50 for number in range(2000)]
    del memory  # what is freed may be written out again, in files that leave room
    withdraw(record, gone, day="2025-06-01")
    left = bytes_of(record.folder)
    assert [word for word in (b"uillonex", b"Orvex merges", b"4,711") if word in left] == []
    assert [row.headline for row in record.rows()] == ["Orvex opens a plant"]
    assert gone not in {release_id for release_id, _, _ in answers(record, embedder)}
    with pytest.raises(NotOnRecord, match=gone):
        record.find(gone)


def test_a_reader_that_was_open_before_loses_a_withdrawn_release_at_its_next_answer(record: Record) -> None:
    reader = Record(record.folder)
    withdraw(Record(record.folder), secret_of(record), day="2025-06-01")
    with reader.steady():
        assert [row.headline for row in reader.rows()] == ["Orvex opens a plant"]


def test_a_withdrawn_release_is_not_taken_in_again_from_its_source_nor_from_a_backup(tmp_path: Path) -> None:
    store, source = tmp_path / "store", tmp_path / "plant.md"
    source.write_text(RELEASE)
    ingest([str(source)], store)
    record = Record(store)
    backup(record, tmp_path / "b.zip")
    withdraw(record, record.rows()[0].release_id, day="2025-06-01")
    (refused,) = ingest([str(source)], store).skipped
    assert refused.reason.startswith("was withdrawn from the record on 2025-06-01; `onrecord withdraw --return ")
    assert (restore(tmp_path / "b.zip", store).left_out, Record(store).rows()) == (1, [])


def test_a_release_that_was_withdrawn_comes_back_only_where_it_is_let(tmp_path: Path) -> None:
    store, source = tmp_path / "store", tmp_path / "plant.md"
    source.write_text(RELEASE)
    ingest([str(source)], store)
    record = Record(store)
    gone = record.rows()[0].release_id
    withdraw(record, gone, day="2025-06-01")
    with pytest.raises(NotOnRecord, match=rf"'ffff' is the id of no withdrawn release, or of several\. Withdrawn: {gone} \(2025-06-01\)"):
        let_back(record, "ffff")
    assert let_back(record, gone[:6]) == gone
    assert (record.manifest.withdrawn, record.manifest.sketches) == ({}, {})
    assert ingest([str(source)], store).added == [str(source)]


def test_an_unknown_release_cannot_be_withdrawn(record: Record) -> None:
    with pytest.raises(NotOnRecord, match="ffff"):
        withdraw(record, "ffff", day="2025-06-01")
    assert len(record.rows()) == 2


def test_a_row_survives_the_backup_with_its_embargo(
    a_record: Callable[..., Record], a_release: Callable[..., Release], tmp_path: Path
) -> None:
    record = a_record(replace(a_release("The plant opens."), embargoed_until="2199-01-01T00:00:00+00:00"))
    backup(record, tmp_path / "b.zip")
    restore(tmp_path / "b.zip", tmp_path / "other")
    assert Record(tmp_path / "other").rows() == []
    (row,) = Record(tmp_path / "other").entries()
    assert isinstance(row, Row)
    assert row.embargo == "2199-01-01T00:00:00+00:00"


def test_a_restore_says_where_it_cannot_know_what_was_withdrawn_since(record: Record, tmp_path: Path) -> None:
    backup(record, tmp_path / "b.zip")
    assert not restore(tmp_path / "b.zip", record.folder).forgot
    (record.folder / "record.json").write_text("{")
    assert restore(tmp_path / "b.zip", record.folder).forgot
    assert not restore(tmp_path / "b.zip", tmp_path / "fresh").forgot


def test_a_folder_that_is_no_store_is_left_as_it_was(record: Record, tmp_path: Path) -> None:
    backup(record, tmp_path / "b.zip")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x")
    with pytest.raises(RecordError, match="no store of onrecord"):
        restore(tmp_path / "b.zip", tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_a_backup_into_a_folder_that_is_not_there_is_refused(record: Record, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"^There is no folder .*nowhere for the backup\."):
        backup(record, tmp_path / "nowhere" / "b.zip")
