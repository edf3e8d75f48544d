"""Passages found: each thing once and as its newest, news before what every release repeats, up to a day, of some releases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot.langchain_retriever import ReleaseRetriever
from bot.retrieve import Retriever, collapse
from ingest import Embedder, Passage, Record, Release

ABOUT = "Orvex makes steel valves and pumps for water works in the north of England and has done so since 1921."
HEADLINES = ("Orvex opens a plant in Leeds", "Orvex hires a finance director", "Orvex repairs a dam")
TOLD = (
    ("The plant in Leeds makes 1,850 valves a day.", "It cost $12 million."),
    ("Ann Lee joins as finance director in June.", "She comes from Brassworks."),
    ("The dam at York was repaired in nine weeks.", "The valves of the dam are new."),
)
DAYS = ("2025-03-04", "2025-05-06", "2025-09-19")


@pytest.fixture
def record(a_record: Callable[..., Record], a_release: Callable[..., Release]) -> Record:
    return a_record(*(a_release(*told, headline=h, day=d, about=[ABOUT]) for told, h, d in zip(TOLD, HEADLINES, DAYS, strict=True)))


@pytest.fixture
def retriever(record: Record, embedder: Embedder) -> Retriever:
    return Retriever(record, embedder)


def test_the_passage_that_answers_comes_first(retriever: Retriever) -> None:
    assert retriever.search("how many valves a day does the plant in Leeds make")[0].text == TOLD[0][0]
    assert retriever.search("who joins as finance director")[0].text == TOLD[1][0]


def test_what_every_release_repeats_is_found_once_and_as_its_newest(retriever: Retriever) -> None:
    found = [p for p in retriever.search("steel valves and pumps for water works") if p.kind == "about"]
    assert [(p.text, p.published) for p in found] == [(ABOUT, "2025-09-19")]


def test_what_repeats_crowds_out_no_news(a_record: Callable[..., Record], a_release: Callable[..., Release], embedder: Embedder) -> None:
    about = [f"Orvex makes valves at plant number {n}." for n in range(60)]
    news = a_release("The plant opened.", "A fair was held.", about=about)
    record = a_record(news, a_release("Valves sell well.", headline="Orvex sells", day="2025-05-06", about=about))
    found = Retriever(record, embedder).search("what valves does Orvex make at its plant", count=12)
    assert {"The plant opened.", "Valves sell well."} <= {p.text for p in found}


def test_nothing_published_after_the_day_is_found(retriever: Retriever) -> None:
    question = "valves of the dam and finance director of the plant"
    assert {p.published for p in retriever.search(question, until=date(2025, 5, 6))} == {"2025-03-04", "2025-05-06"}
    assert {p.published for p in retriever.search(question, until=date(2025, 5, 5))} == {"2025-03-04"}
    assert retriever.search(question, until=date(2025, 3, 3)) == []


def test_the_newest_up_to_the_day_stands_for_what_repeats(retriever: Retriever) -> None:
    found = [p for p in retriever.search("steel valves and pumps for water works", until=date(2025, 8, 31)) if p.kind == "about"]
    assert [p.published for p in found] == ["2025-05-06"]


def test_only_the_named_releases_are_searched(retriever: Retriever, record: Record) -> None:
    wanted = record.find("1.md").release_id
    assert {p.release_id for p in retriever.search("valves a day in Leeds", only=[wanted])} == {wanted}
    assert retriever.search("valves a day in Leeds", only=[wanted], until=date(2025, 1, 1)) == []


def test_a_short_list_is_the_beginning_of_a_longer_one(retriever: Retriever) -> None:
    longer = retriever.search("valves", count=8)
    assert [len(retriever.search("valves", count=n)) for n in (1, 3, 8)] == [1, 3, 8]
    assert retriever.search("valves", count=3) == longer[:3]


def test_a_list_of_one_tells_what_repeats_as_its_newest_however_far_down_that_stands(
    a_record: Callable[..., Record], a_release: Callable[..., Release], embedder: Embedder
) -> None:
    lead = "The plant in Leeds makes 1,850 valves a day."
    old = a_release(lead, "The plant in Leeds is new.", "The plant in Leeds is red.", headline="Valves from the plant in Leeds")
    new = a_release(lead, headline="Orvex appoints a finance director and pays its dividend to holders in June", day="2025-05-06")
    found = Retriever(a_record(old, new), embedder).search("valves a day from the plant in Leeds", count=1)
    assert [(p.text, p.published) for p in found] == [(lead, "2025-05-06")]


def test_words_that_are_nowhere_on_record_find_something_near_and_break_nothing(retriever: Retriever) -> None:
    assert len(retriever.search("zzz qqq", count=4)) == 4


def test_an_empty_record_finds_nothing(a_record: Callable[..., Record], embedder: Embedder) -> None:
    assert Retriever(a_record(), embedder).search("valves") == []


def test_of_twins_the_newest_stands_where_the_best_stood(record: Record) -> None:
    old, other, new = (record.passage(record.find(name).release_id, 3) for name in ("0.md", "1.md", "2.md"))
    told = record.passage(record.find("0.md").release_id, 1, score=0.8)
    kept = collapse([scored(old, 0.9), told, scored(new, 0.5), scored(other, 0.7)], 10)
    assert [(p.published, p.text, p.score) for p in kept] == [("2025-09-19", ABOUT, 0.9), ("2025-03-04", TOLD[0][0], 0.8)]


def scored(passage: Passage, score: float) -> Passage:
    return Passage(**{name: getattr(passage, name) for name in Passage.__slots__} | {"score": score})


def test_a_candidate_has_its_cosine_its_word_scores_and_its_neighbours(retriever: Retriever, embedder: Embedder) -> None:
    question = "valves a day in Leeds"
    passages = retriever.search(question, only=[retriever.record.find("0.md").release_id])
    lead, about = (next(c for c in retriever.candidates(question, passages) if c.passage.text == t) for t in (TOLD[0][0], ABOUT))
    vectors = embedder.embed([question, f"{HEADLINES[0]}: {TOLD[0][0]}", ABOUT])
    assert lead.cosine == pytest.approx(vectors[0] @ vectors[1], abs=1e-5)
    assert about.cosine == pytest.approx(vectors[0] @ vectors[2], abs=1e-5)
    assert lead.bare > about.bare > 0
    assert lead.titled > about.titled > 0
    assert lead.near == f"{HEADLINES[0]} {TOLD[0][1]}"


def test_langchain_is_given_documents_with_their_span_and_source(retriever: Retriever) -> None:
    documents = ReleaseRetriever(retriever=retriever, count=2).invoke("how many valves a day does the plant in Leeds make")
    release = retriever.record.find("0.md")
    first = documents[0]
    assert len(documents) == 2
    assert (first.id, first.page_content) == (f"{release.release_id}:1", TOLD[0][0])
    assert (first.metadata["headline"], first.metadata["published"], first.metadata["source"]) == (HEADLINES[0], "2025-03-04", "/r/0.md")
    assert release.text[first.metadata["start"] : first.metadata["end"]] == TOLD[0][0]
