"""The passages' vectors lie in volumes, each written, closed and left alone once it is full."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import Embedder, Record, Release
from ingest import writer as writing
from ingest.manifest import VERSION
from ingest.passages import searchable, titled_text
from ingest.shelf import sweep

HEADLINES = ("Orvex opens a plant", "Orvex makes pumps", "Orvex closes a mill", "Orvex buys a quarry", "Orvex sells a mine")
Releases = list[Release]


@pytest.fixture(autouse=True)
def small_volumes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Volumes of four passages, which two releases of the tests fill."""
    monkeypatch.setattr(writing, "VOLUME", 4)
    monkeypatch.setattr(writing, "TOGETHER", 1)


@pytest.fixture
def releases(a_release: Callable[..., Release]) -> Releases:
    return [a_release(f"{headline} near Leeds.", headline=headline) for headline in HEADLINES]


@pytest.fixture
def record(tmp_path: Path, embedder: Embedder, releases: Releases) -> Record:
    record = Record.create(tmp_path / "store", encoder=embedder.name)
    put(record, embedder, *releases[:3])
    record.commit()
    return record


def put(record: Record, embedder: Embedder, *releases: Release) -> None:
    for release in releases:
        record.add(release, {f"/r/{release.headline}.md": "0"}, embedder.embed([titled_text(release, s) for _, s in searchable(release)]))


def volumes(record: Record) -> dict[str, int]:
    return {row.headline: row.volume for row in record.rows()}


def first_for(record: Record, embedder: Embedder, release: Release) -> str:
    (release_id, _, cosine), *_ = record.nearest(embedder.embed([titled_text(release, release.sentences[1])])[0], count=1)
    return release_id if cosine == pytest.approx(1.0, abs=1e-5) else ""


def test_a_full_volume_is_followed_by_another_and_all_are_searched(record: Record, embedder: Embedder, releases: Releases) -> None:
    assert volumes(record) == dict(zip(HEADLINES[:3], (0, 0, 1), strict=True))
    assert [first_for(record, embedder, release) for release in releases[:3]] == [release.release_id for release in releases[:3]]
    assert all(vectors is not None for _, _, vectors in record.copies())


def test_a_later_ingest_goes_on_in_the_last_volume(record: Record, embedder: Embedder, releases: Releases) -> None:
    put(record, embedder, *releases[3:])
    record.commit()
    assert volumes(record) == dict(zip(HEADLINES, (0, 0, 1, 1, 2), strict=True))
    assert [first_for(record, embedder, release) for release in releases] == [release.release_id for release in releases]


def test_a_removed_release_leaves_no_vector_in_its_volume(record: Record, embedder: Embedder, releases: Releases) -> None:
    record.remove(releases[0].release_id)
    record.commit()
    assert {key.rsplit(":", 1)[0] for key in record._newest.chroma.ids("body")} == {releases[1].release_id}
    assert first_for(record, embedder, releases[2]) == releases[2].release_id


def test_a_release_put_again_stands_in_one_volume(record: Record, embedder: Embedder, releases: Releases) -> None:
    put(record, embedder, releases[0])
    record.commit()
    assert volumes(record) == dict(zip(HEADLINES[:3], (1, 0, 1), strict=True))
    assert len(record._newest.chroma.ids("body")) == len(list(searchable(releases[1])))


def test_what_no_release_owns_is_swept_from_every_volume(record: Record, embedder: Embedder, releases: Releases) -> None:
    chroma = record.begin()._chroma
    chroma.put("body-1", ["gone:0"], vectors=embedder.embed(["gone"]), metadatas=[{"release": "gone"}])
    sweep(chroma)
    assert {key.rsplit(":", 1)[0] for key in chroma.ids("body-1")} == {releases[2].release_id}
    assert len(chroma.ids("body")) == 4


def test_a_store_of_one_volume_from_before_is_written_to_as_it_stands(tmp_path: Path, embedder: Embedder, releases: Releases) -> None:
    record = Record.create(tmp_path / "store", encoder=embedder.name)
    put(record, embedder, releases[0])
    record.commit()
    path = record.folder / "record.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "version": 2}))
    record.refresh()
    put(record, embedder, *releases[1:3])
    record.commit()
    assert json.loads(path.read_text())["version"] == VERSION
    assert volumes(record) == dict(zip(HEADLINES[:3], (0, 0, 1), strict=True))
