"""The record on a real Chroma server: many read while one writes, and nothing half written is answered from."""

from __future__ import annotations

import logging
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from ingest import Embedder, Record, RecordError, Release, Server, rebuild, withdraw
from ingest.passages import in_body, searchable, titled_text


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    program = shutil.which("chroma", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("the program `chroma` is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("chroma")
    process = subprocess.Popen(
        [program, "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    for _ in range(150):
        try:
            if httpx.get(f"{url}/api/v2/heartbeat").status_code == 200:
                break
        except httpx.TransportError:
            time.sleep(0.2)
    yield Server(url)
    process.terminate()
    process.wait()


@pytest.fixture
def opened(server: Server, tmp_path: Path, embedder: Embedder) -> Callable[..., Record]:
    def open_at(folder: str) -> Record:
        return Record.create(tmp_path / folder, encoder=embedder.name, server=server)

    record = open_at("clean")
    with record.writing():
        for row in record.entries():
            record.remove(row.release_id)
        record.commit()
    return open_at


def put(record: Record, embedder: Embedder, *releases: Release) -> None:
    for release in releases:
        record.add(release, {f"/r/{release.headline}.md": "0"}, embedder.embed([titled_text(release, s) for _, s in searchable(release)]))


def found(record: Record, embedder: Embedder) -> set[str]:
    return {record.release(r).headline for r, _, _ in record.nearest(embedder.embed(["plant valves"])[0], count=30)}


def test_what_one_machine_ingests_another_answers_from(
    opened: Callable[..., Record], embedder: Embedder, a_release: Callable[..., Release]
) -> None:
    writer, reader = opened("writer"), opened("reader")
    with writer.writing():
        put(writer, embedder, a_release("The plant makes valves. " * 900, headline="Orvex opens a plant"))
        assert reader.rows() == []
        writer.commit()
    reader.refresh()
    assert found(reader, embedder) == {"Orvex opens a plant"}
    assert len(reader.find("Orvex opens a plant.md").text) > 20_000
    assert reader.lexical.best(reader.lexical.scores("valves")[0], 9, boilerplate=False)


def test_a_reader_reads_vectors_when_asked_and_then_only_those_that_are_new(
    opened: Callable[..., Record], embedder: Embedder, a_release: Callable[..., Release], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="onrecord.figures.chroma")
    first, second = a_release("The plant makes valves."), a_release("The plant makes pumps.", headline="Orvex makes pumps")
    writer = opened("writer")
    with writer.writing():
        put(writer, embedder, first)
        writer.commit()
        reader = opened("reader")
        assert not vectors_read(caplog)
        near = near_to(reader, embedder, first)
        assert 0.0 not in near
        assert vectors_read(caplog)
        writer.begin()._chroma.delete_of("body", first.release_id)  # who reads it again now finds nothing
        put(writer, embedder, second)
        writer.commit()
        caplog.clear()
        reader.refresh()
        assert not vectors_read(caplog)
        assert near_to(reader, embedder, first) == near
        assert 0.0 not in near_to(reader, embedder, second)


def test_what_a_writer_had_taken_out_when_it_was_read_is_read_again(
    opened: Callable[..., Record], embedder: Embedder, a_release: Callable[..., Release]
) -> None:
    release = a_release("The plant makes valves.")
    writer = opened("writer")
    with writer.writing():
        put(writer, embedder, release)
        writer.commit()
        reader = opened("reader")
        writer.begin()._chroma.delete_of("body", release.release_id)
        assert set(near_to(reader, embedder, release)) == {0.0}
        put(writer, embedder, release)
        writer.commit()
        reader.refresh()
        assert 0.0 not in near_to(reader, embedder, release)


def near_to(record: Record, embedder: Embedder, release: Release) -> list[float]:
    keys = [(release.release_id, index) for index, sentence in searchable(release) if in_body(release, sentence)]
    return [float(cosine) for cosine in record.cosines(embedder.embed(["plant valves"])[0], keys)]


def vectors_read(caplog: pytest.LogCaptureFixture) -> bool:
    return any(getattr(record, "figures", {}).get("call") == "vectors" for record in caplog.records)


def test_a_second_writer_is_told_who_writes(opened: Callable[..., Record]) -> None:
    first, second = opened("first"), opened("second")
    with first.writing(), pytest.raises(RecordError, match=r"Another ingest \(.+:\d+\) is writing"), second.writing():
        pass
    with second.writing():
        pass


def test_what_a_writer_that_died_left_is_swept_by_the_next(
    opened: Callable[..., Record], embedder: Embedder, a_release: Callable[..., Release]
) -> None:
    record = opened("one")
    whole, half = a_release("The plant makes valves."), a_release("The plant makes pumps.", headline="Orvex makes pumps")
    with pytest.raises(KeyboardInterrupt), record.writing():
        die_half_way(record, embedder, whole, half)
    again = opened_again(record)
    with again.writing():
        assert [row.release_id for row in again.entries()] == [whole.release_id]
        again.commit()
    assert found(again, embedder) == {"Orvex opens a plant"}


def die_half_way(record: Record, embedder: Embedder, whole: Release, half: Release) -> None:
    put(record, embedder, whole, half)
    record.begin()._write()
    record.begin()._chroma.delete("releases", [half.release_id])
    raise KeyboardInterrupt


def opened_again(record: Record) -> Record:
    return Record(record.folder, server=record.place._server)  # type: ignore[attr-defined]


def test_a_withdrawn_release_is_gone_for_every_reader_and_a_rebuild_keeps_the_rest(
    opened: Callable[..., Record], embedder: Embedder, a_release: Callable[..., Release]
) -> None:
    writer, reader = opened("writer"), opened("reader")
    gone, stays = a_release("The plant makes valves."), a_release("The plant closed.", headline="Orvex closes a plant")
    with writer.writing():
        put(writer, embedder, gone, stays)
        writer.commit()
    withdraw(writer, gone.release_id, day="2025-06-01")
    reader.refresh()
    assert found(reader, embedder) == {"Orvex closes a plant"}
    assert rebuild(writer, embedder.name, lambda: embedder).releases == 1
    with reader.steady():
        assert found(reader, embedder) == {"Orvex closes a plant"}


def test_a_dead_server_is_named_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(RecordError, match=r"The Chroma server http://127\.0\.0\.1:\d+ did not answer") as caught:
            Record(tmp_path / "s", server=Server(url))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://x", "http://"])
def test_an_address_that_is_none_is_named(url: str, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="ONRECORD_CHROMA_URL"):
        Record(tmp_path / "s", server=Server(url))
