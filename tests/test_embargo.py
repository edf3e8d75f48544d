"""A release whose time lies ahead is stored and cannot be read by anyone until then; then it can, by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.settings import Settings
from ingest import Embedder, NotOnRecord, Record, RecordError, Release, backup, ingest
from ingest.passages import searchable, titled_text

RELEASE = """# Orvex Valves Opens a Plant

LEEDS, {day} -- Orvex Valves Ltd. today opened a plant that makes {valves} valves a day.

About Orvex Valves

Orvex Valves makes valves for water works.
"""


class Clock:
    """The moment it is said to be."""

    def __init__(self, moment: str) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return datetime.fromisoformat(self.moment).astimezone()


def opened(tmp_path: Path, clock: Clock, embedder: Embedder, *releases: Release) -> Record:
    record = Record.create(tmp_path / "store", encoder=embedder.name, now=clock)
    for number, release in enumerate(releases):
        record.add(release, {f"/r/{number}.md": "0"}, embedder.embed([titled_text(release, s) for _, s in searchable(release)]))
    record.commit()
    return record


def reached(record: Record, embedder: Embedder) -> set[str]:
    """Every release that any way of reading reaches."""
    found = {row.release_id for row in record.rows()}
    found |= {release_id for release_id, _, _ in record.nearest(embedder.embed(["Orvex plant valves"])[0], count=50)}
    for scores in record.lexical.scores("Orvex plant valves"):
        found |= {release_id for release_id, _ in record.lexical.best(scores, 50, boilerplate=False)}
        found |= {release_id for release_id, _ in record.lexical.best(scores, 50, boilerplate=True)}
    return found


def test_under_embargo_nothing_of_a_release_is_reached_until_it_ends_by_itself(
    tmp_path: Path, embedder: Embedder, a_release: type[Release]
) -> None:
    clock = Clock("2025-03-04T08:29:00+00:00")
    held = replace(a_release("The plant makes valves."), embargoed_until="2025-03-04T08:30:00+00:00")
    record = opened(tmp_path, clock, embedder, held)
    assert reached(record, embedder) == set()
    assert record.as_of is None
    for name in (held.release_id, held.release_id[:6], "0.md"):
        with pytest.raises(NotOnRecord):
            record.find(name)
    clock.moment = "2025-03-04T08:30:00+00:00"
    record.refresh()
    assert reached(record, embedder) == {held.release_id}
    assert record.find("0.md").text == held.text


def test_a_release_dated_ahead_is_read_from_that_day_on(tmp_path: Path, embedder: Embedder, a_release: type[Release]) -> None:
    clock = Clock("2025-03-03T23:59")
    ahead = a_release("The plant makes valves.", day="2025-03-04")
    record = opened(tmp_path, clock, embedder, ahead, a_release("The plant is planned.", day="2025-01-01", headline="Orvex plans a plant"))
    assert ahead.release_id not in reached(record, embedder)
    assert record.as_of == "2025-01-01"
    clock.moment = "2025-03-04T00:00"
    assert record.outdated()
    record.refresh()
    assert ahead.release_id in reached(record, embedder)


def test_a_new_version_under_embargo_leaves_the_old_one_standing_until_then(tmp_path: Path) -> None:
    clock, source, store = Clock("2025-03-05T12:00+00:00"), tmp_path / "plant.md", tmp_path / "store"
    source.write_text(RELEASE.format(day="March 4, 2025", valves="1,850"))
    ingest([str(source)], store, now=clock)
    source.write_text(RELEASE.format(day="March 4, 2025", valves="2,000"))
    assert len(ingest([str(source)], store, now=clock, embargo="2025-03-06T08:30+00:00").replaced) == 1
    record = Record(store, now=clock)
    assert ["1,850" in record.release(row.release_id).text for row in record.rows()] == [True]
    assert len(ingest([str(source)], store, now=clock).unchanged) == 1
    clock.moment = "2025-03-06T08:30+00:00"
    record.refresh()
    assert ["2,000" in record.release(row.release_id).text for row in record.rows()] == [True]
    (tmp_path / "other.md").write_text(RELEASE.format(day="March 5, 2025", valves="9").replace("Opens", "Paints"))
    ingest([str(tmp_path / "other.md")], store, now=clock)
    assert len(Record(store, now=clock).entries()) == 2


def test_an_embargo_can_be_moved_as_long_as_it_holds(tmp_path: Path) -> None:
    clock, source, store = Clock("2025-03-05T12:00+00:00"), tmp_path / "plant.md", tmp_path / "store"
    source.write_text(RELEASE.format(day="March 4, 2025", valves="1,850"))
    ingest([str(source)], store, now=clock, embargo="2025-03-08")
    ingest([str(source)], store, now=clock, embargo="2025-03-05T11:00+00:00")
    assert len(Record(store, now=clock).rows()) == 1


def test_an_embargo_that_is_no_time_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "plant.md").write_text(RELEASE.format(day="March 4, 2025", valves="1,850"))
    with pytest.raises(RecordError, match="'tomorrow' is no time"):
        ingest([str(tmp_path / "plant.md")], tmp_path / "store", embargo="tomorrow")
    assert Record(tmp_path / "store").entries() == []


def test_a_day_that_is_set_as_today_means_its_end() -> None:
    assert Settings(today=datetime(2025, 3, 4).date()).moment().isoformat()[:16] == "2025-03-04T23:59"


def test_a_backup_carries_what_is_under_embargo(tmp_path: Path, embedder: Embedder, a_release: type[Release]) -> None:
    held = replace(a_release("The plant makes valves."), embargoed_until="2025-03-04T08:30:00+00:00")
    record = opened(tmp_path, Clock("2025-03-01T00:00+00:00"), embedder, held)
    assert backup(record, tmp_path / "b.zip").releases == 1
