"""A lying language model over HTTP: what it falsifies does not reach the reader; what an honest one says does."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lies import lies
from model_server import Reply, line, passages, serving

from bot.compose.model import MOST, Composition
from bot.compose.provider import ChatModel
from bot.words import stems
from ingest import Passage, Record, ingest

pytest.importorskip("langchain_openai")
DATA = Path(__file__).parents[1] / "data" / "releases"
SAID = tomllib.loads((Path(__file__).parent / "truths.toml").read_text(encoding="utf-8"))["said"]
EXACT = ("number", "date", "name", "phase", "quote", "citation")  # of these not one may pass
AROUND = 3  # sentences before and after the one in question that the model is shown with it


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    store = tmp_path_factory.mktemp("sample") / "store"
    ingest([str(DATA)], store)
    yield (record := Record(store))
    record.close()


@pytest.fixture(scope="module")
def sentences(record: Record) -> list[Passage]:
    releases = [(row.release_id, record.release(row.release_id)) for row in record.rows()]
    return [record.passage(name, index) for name, release in releases for index in range(len(release.sentences))]


def shown(sentences: list[Passage], words: str) -> tuple[list[Passage], int]:
    """The sentence with these words among its neighbours, as a model is shown them, and its number there."""
    at = next(n for n, passage in enumerate(sentences) if words in " ".join(passage.text.split()))
    first = max(0, at - AROUND)
    return sentences[first : at + AROUND + 1], at - first + 1


def falsehoods(text: str, number: int, told: list[dict[str, str]]) -> Iterator[tuple[str, str, int, str]]:
    """(kind, statement, passage, quote) of all that a liar makes of one true statement."""
    true = told[number - 1]["text"]
    for kind, false in lies(text):
        yield kind, false, number, true
        yield "quote", false, number, false
    other = min(told, key=lambda p: len(stems(p["text"]) & stems(text)))  # of the passages shown, the one that says least of it
    yield "citation", text, int(other["passage"]), true
    yield "citation", text, int(other["passage"]), other["text"]
    yield "citation", text, len(told) + 7, true


class Spoken:
    """One model behind one server, whose next reply a test sets."""

    def __init__(self, record: Record, model: ChatModel) -> None:
        self.record, self.model, self.words, self.prompt = record, model, "", ""

    def temper(self, prompt: str) -> Reply:
        self.prompt = prompt
        return Reply(self.words)

    def reaching(self, said: list[Passage], words: str) -> list[str]:
        """What a reader is shown where the model, shown these passages, replies with these words."""
        self.words = words
        return [statement.text for statement, _ in Composition("What is said?", said, self.record, self.model, 6_000)]


@pytest.fixture(scope="module")
def spoken(record: Record) -> Iterator[Spoken]:
    with pytest.MonkeyPatch.context() as patch, serving(lambda prompt: spoken.temper(prompt)) as server:
        patch.setenv("OPENAI_API_KEY", "none")
        patch.setenv("OPENAI_BASE_URL", server.url)
        spoken = Spoken(record, ChatModel("openai:small", seconds=20))
        yield spoken


def test_what_a_lying_model_falsifies_does_not_reach_the_reader(spoken: Spoken, sentences: list[Passage]) -> None:
    told: Counter[str] = Counter()
    passed: list[tuple[str, str]] = []
    for words, text in SAID:
        said, number = shown(sentences, words)
        for batch in batches(list(falsehoods(text, number, plainly(said)))):
            told.update(kind for kind, *_ in batch)
            through = spoken.reaching(said, "\n".join(line(false, place, quote) for _, false, place, quote in batch))
            passed += [(kind, false) for kind, false, *_ in batch if false in through]
    assert sum(told.values()) >= 300
    assert min(told.values()) >= 30, told
    assert [(kind, false) for kind, false in passed if kind in EXACT] == []
    assert len(passed) <= 0.02 * sum(number for kind, number in told.items() if kind not in EXACT), passed


def test_what_an_honest_model_says_reaches_the_reader(spoken: Spoken, sentences: list[Passage]) -> None:
    cut = []
    for words, text in SAID:
        said, number = shown(sentences, words)
        if text not in spoken.reaching(said, line(text, number, said[number - 1].text)):
            cut.append(text)
    assert len(cut) <= 0.1 * len(SAID), cut


def test_the_material_is_what_the_model_is_shown(spoken: Spoken, sentences: list[Passage]) -> None:
    said, number = shown(sentences, SAID[0][0])
    spoken.reaching(said, "NONE")
    assert [(p["passage"], p["text"]) for p in passages(spoken.prompt)] == [(p["passage"], p["text"]) for p in plainly(said)]
    assert said[number - 1].text.startswith(SAID[0][0])


def plainly(said: list[Passage]) -> list[dict[str, str]]:
    return [{"passage": number, "text": passage.text} for number, passage in enumerate(said, 1)]  # type: ignore[dict-item]


def batches(falsified: list[tuple[str, str, int, str]]) -> Iterator[list[tuple[str, str, int, str]]]:
    """No more at a time than an answer holds, so that none is left out for want of room; the same words only once in each."""
    left = falsified
    while left:
        batch: list[tuple[str, str, int, str]] = []
        for item in left:
            if len(batch) < MOST and all(item[1] != other[1] for other in batch):
                batch.append(item)
        left = [item for item in left if item not in batch]
        yield batch
