"""The record keeps what it is given, finds it, and never answers from what is half there."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest

from ingest import Embedder, NotOnRecord, Record, RecordError, Release, Section, Sentence, ingest
from ingest.codec import decode, encode
from ingest.passages import searchable, titled_text


def a_release(*sentences: str, headline: str = "Orvex opens a plant", day: str = "2025-03-04") -> Release:
    text, spans = headline, [Sentence(0, len(headline), 0, form="heading")]
    for sentence in sentences:
        start = len(text) + 2
        text += "\n\n" + sentence
        spans.append(Sentence(start, len(text), 0))
    return Release(
        text=text,
        headline=headline,
        published=date.fromisoformat(day),
        sections=(Section(0, len(text), "", "body"),),
        sentences=tuple(spans),
    )


def put(record: Record, release: Release, embedder: Embedder, source: str = "/r/a.md") -> None:
    record.add(release, {source: "0" * 64}, embedder.embed([titled_text(release, s) for _, s in searchable(release)]))


@pytest.fixture
def record(tmp_path: Path, embedder: Embedder) -> Record:
    return Record.create(tmp_path / "store", encoder=embedder.name)


def test_a_release_comes_back_as_it_was_put() -> None:
    release = a_release("The plant makes 1,850 valves a day.")
    assert decode(encode(release)) == release


def test_every_passage_is_its_span_of_the_stored_text(record: Record, embedder: Embedder) -> None:
    release = a_release("The plant makes 1,850 valves a day.", "It opened in March.")
    put(record, release, embedder)
    record.commit()
    hits = record.nearest(embedder.embed(["plant valves"])[0], count=5)
    passages = [record.passage(r, i) for r, i, _ in hits]
    assert len(passages) == 3
    assert all(record.find(p.release_id).text[p.start : p.end] == p.text for p in passages)


def test_what_is_added_answers_only_after_the_commit(record: Record, embedder: Embedder) -> None:
    put(record, a_release("The plant makes valves."), embedder)
    assert record.rows() == []
    record.commit()
    assert [row.headline for row in record.rows()] == ["Orvex opens a plant"]


def test_what_was_not_committed_is_gone_and_its_folder_with_it(record: Record, embedder: Embedder) -> None:
    with record.writing():
        put(record, a_release("The plant makes valves."), embedder)
    assert (record.folder / "generation-1").exists()
    with record.writing():
        assert not (record.folder / "generation-1").exists()
    assert record.entries() == []


def test_a_removed_release_is_neither_found_nor_searched(record: Record, embedder: Embedder) -> None:
    gone, stays = a_release("The plant makes valves."), a_release("The plant closed.", headline="Orvex closes a plant")
    put(record, gone, embedder)
    put(record, stays, embedder, "/r/b.md")
    record.commit()
    record.remove(gone.release_id)
    record.commit()
    assert {r for r, _, _ in record.nearest(embedder.embed(["plant"])[0], count=9)} == {stays.release_id}
    with pytest.raises(NotOnRecord, match=gone.release_id):
        record.find(gone.release_id)


def test_search_among_named_releases_leaves_out_the_others(record: Record, embedder: Embedder) -> None:
    old, new = a_release("The plant makes valves.", day="2024-01-01"), a_release("The plant makes pumps.", day="2025-01-01")
    put(record, old, embedder)
    put(record, new, embedder, "/r/b.md")
    record.commit()
    hits = record.nearest(embedder.embed(["plant"])[0], count=9, only=[old.release_id])
    assert {r for r, _, _ in hits} == {old.release_id}
    best = record.lexical.best(record.lexical.scores("plant")[0], 9, boilerplate=False, only=[new.release_id])
    assert {r for r, _ in best} == {new.release_id}


def test_what_is_said_a_thousand_times_hides_nothing(record: Record, embedder: Embedder) -> None:
    for number in range(10):
        put(record, a_release(*["The plant makes valves."] * 100, headline=f"Orvex reports {number}"), embedder, f"/r/{number}.md")
    put(record, a_release("Orvex closed its merger with Quillonex."), embedder, "/r/merger.md")
    record.commit()
    (release_id, index, _), *_ = record.nearest(embedder.embed(["merger with Quillonex"])[0], count=5)
    assert record.passage(release_id, index).text == "Orvex closed its merger with Quillonex."


def test_another_process_sees_what_was_committed(record: Record, embedder: Embedder) -> None:
    reader = Record(record.folder)
    put(record, a_release("The plant makes valves."), embedder)
    record.commit()
    reader.refresh()
    assert len(reader.rows()) == 1
    assert len(reader.nearest(embedder.embed(["valves"])[0], count=9)) == 2


def test_what_is_new_is_read_once_however_many_ask(record: Record, embedder: Embedder, caplog: pytest.LogCaptureFixture) -> None:
    reader, together = Record(record.folder), Barrier(8)
    put(record, a_release("The plant makes valves."), embedder)
    record.commit()
    caplog.set_level(logging.DEBUG, logger="onrecord.figures.chroma")
    caplog.clear()  # whoever counts in this process may have heard the commit

    def ask() -> int:
        together.wait()
        with reader.steady():
            return len(reader.nearest(embedder.embed(["valves"])[0], count=9))

    with ThreadPoolExecutor(8) as pool:
        found = [asked.result() for asked in [pool.submit(ask) for _ in range(8)]]
    calls = [record.figures["call"] for record in caplog.records if hasattr(record, "figures")]
    assert (found, calls.count("rows")) == ([2] * 8, 1)


def test_a_second_writer_is_told_to_wait(record: Record) -> None:
    with record.writing(), pytest.raises(RecordError, match="Another ingest"), Record(record.folder).writing():
        pass


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda p: None, "There is no store"),
        (lambda p: p.write_text("x"), "is a file, not a store"),
        (lambda p: (p.mkdir(), (p / "record.json").write_text('{"version": 99, "encoder": "x", "generation": 0}')), "has version 99"),
        (lambda p: (p.mkdir(), (p / "record.json").write_text("{")), "could not be read"),
    ],
)
def test_what_is_no_store_is_refused_in_one_line(tmp_path: Path, make: object, says: str) -> None:
    path = tmp_path / "s"
    make(path)  # type: ignore[operator]
    with pytest.raises(RecordError, match=says) as caught:
        Record(path)
    assert "\n" not in str(caught.value)


def test_a_store_of_another_encoder_is_refused(record: Record) -> None:
    with pytest.raises(RecordError, match="made with the encoder words"):
        Record.create(record.folder, encoder="other")


def test_a_folder_with_other_files_is_not_made_a_store(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(RecordError, match="not an empty folder"):
        Record.create(tmp_path, encoder="words")


FULL_DISK = """
import resource, sys
from pathlib import Path
from ingest import IngestError, ingest
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    ingest([sys.argv[1]], Path(sys.argv[2]))
except IngestError as error:
    print(error)
"""
FULL_AT_A_VOLUME = """
import resource, sys
from pathlib import Path
from ingest import IngestError, ingest, writer
from ingest.folder_place import FolderPlace
writer.VOLUME = writer.TOGETHER = 1
turn = FolderPlace.turn
def full(self, draft):
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
    turn(self, draft)
FolderPlace.turn = full
try:
    ingest([sys.argv[1]], Path(sys.argv[2]))
except IngestError as error:
    print(error)
"""
KILLED = """
import os, signal, sys
from pathlib import Path
from ingest import ingest
from ingest.folder_place import FolderPlace
publish = FolderPlace.publish
def die(self, *arguments):
    if sys.argv[3] == "after":
        publish(self, *arguments)
    os.kill(os.getpid(), signal.SIGKILL)
FolderPlace.publish = die
ingest([sys.argv[1]], Path(sys.argv[2]))
"""
TOLD = "# Orvex Opens {}\n\nLEEDS, March {}, 2025 -- Orvex Valves Ltd. today opened a plant that makes {} valves a day.\n"


@pytest.fixture
def two(tmp_path: Path) -> list[str]:
    """A folder of releases, one of them on record, and the store."""
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "a.md").write_text(TOLD.format("a Plant", 4, "1,850"))
    ingest([str(tmp_path / "r")], tmp_path / "store")
    (tmp_path / "r" / "b.md").write_text(TOLD.format("an Office", 5, "no"))
    return [str(tmp_path / "r"), str(tmp_path / "store")]


@pytest.mark.parametrize("program", [FULL_DISK, FULL_AT_A_VOLUME], ids=["at once", "as a volume is closed"])
def test_on_a_full_disk_what_was_on_record_stands_and_the_next_ingest_completes(program: str, two: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", program, *two], capture_output=True, text=True, check=False)
    assert "is full or failing" in done.stdout, done.stdout[-600:]
    assert done.stdout.count("\n") == 1
    assert [row.headline for row in Record(Path(two[1])).rows()] == ["Orvex Opens a Plant"]
    report = ingest([two[0]], Path(two[1]))
    assert (len(report.added), len(report.unchanged)) == (1, 1)
    assert len(Record(Path(two[1])).rows()) == 2


@pytest.mark.parametrize(("moment", "on_record"), [("before", 1), ("after", 2)])
def test_killed_around_the_commit_the_record_is_the_old_or_the_new_one_whole(moment: str, on_record: int, two: list[str]) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, *two, moment], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(Record(Path(two[1])).rows()) == on_record
    ingest([two[0]], Path(two[1]))
    record = Record(Path(two[1]))
    assert len(record.rows()) == 2
    assert all(vectors is not None for _, _, vectors in record.copies())
    assert len(list(Path(two[1]).glob("generation-*"))) == 1


def test_a_reader_at_work_keeps_its_generation_while_another_writes(record: Record, embedder: Embedder) -> None:
    put(record, a_release("The plant makes valves."), embedder)
    record.commit()
    reader = Record(record.folder)
    with reader.steady():
        put(record, a_release("The plant closed.", headline="Orvex closes a plant"), embedder, "/r/b.md")
        record.commit()
        assert reader.outdated()
        assert [row.headline for row in reader.rows()] == ["Orvex opens a plant"]
        assert {r for r, _, _ in reader.nearest(embedder.embed(["plant"])[0], count=9)} == {reader.rows()[0].release_id}
    with reader.steady():
        assert len(reader.rows()) == 2


@pytest.mark.parametrize("damage", ["truncated", "overwritten", "missing"])
def test_any_damaged_file_of_a_store_is_noticed_when_it_is_opened(damage: str, record: Record, embedder: Embedder) -> None:
    put(record, a_release("The plant makes valves."), embedder)
    record.commit()
    record.close()
    for path in sorted(p for p in record.folder.rglob("*") if p.is_file() and p.stat().st_size > 1 and p.name != "lock"):
        whole, times = path.read_bytes(), path.stat()
        do_damage(path, damage)
        with pytest.raises(RecordError) as caught:
            Record(record.folder)
        assert "\n" not in str(caught.value)
        path.write_bytes(whole)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert len(Record(record.folder).rows()) == 1


def do_damage(path: Path, damage: str) -> None:
    data = path.read_bytes()
    path.unlink()
    if damage != "missing":
        path.write_bytes(data[: len(data) // 2] if damage == "truncated" else b"\xa5" * len(data))
