"""Between a language model and its reader: true statements in other words pass, sentences falsified in one thing do not."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lies import lies

from bot.verify import Cited, verify
from ingest import Release
from ingest.drafts import read_release
from ingest.passages import passage

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def truths() -> list[tuple[str, Cited]]:
    releases = [read_release(path.read_bytes(), path.name) for path in sorted((ROOT / "data" / "releases").iterdir())]
    said = tomllib.loads((ROOT / "tests" / "truths.toml").read_text(encoding="utf-8"))["said"]
    return [(text, cited) for words, text in said for cited in resting_on(words, releases)]


def resting_on(words: str, releases: list[Release]) -> Iterator[Cited]:
    for release in releases:
        for index, sentence in enumerate(release.sentences):
            if words in " ".join(release.quote(sentence).split()):
                found = passage(release, index)
                yield Cited(found.text, found, release)
                return


def test_nine_true_statements_in_ten_pass(truths: list[tuple[str, Cited]]) -> None:
    assert len(truths) >= 100
    assert sum(verify(text, [cited]).holds for text, cited in truths) >= 0.94 * len(truths)


def test_no_falsified_figure_date_name_or_phase_passes_and_hardly_any_other_lie(truths: list[tuple[str, Cited]]) -> None:
    told, through = Counter[str](), Counter[str]()
    for text, cited in truths:
        for kind, false in lies(text):
            told[kind] += 1
            through[kind] += verify(false, [cited]).holds
    assert min(told.values()) >= 30
    assert [through[kind] for kind in ("number", "date", "name", "phase")] == [0, 0, 0, 0]
    assert through.total() <= 0.02 * told.total()


def test_a_true_statement_that_cites_another_passage_fails(truths: list[tuple[str, Cited]]) -> None:
    elsewhere = [verify(text, [other]).holds for (text, _), (_, other) in zip(truths, truths[7:], strict=False)]
    assert sum(elsewhere) <= 0.02 * len(elsewhere)
