"""From a question to its answer, over a small record read and embedded as any other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.answer import Answer, Question
from bot.chain import Chain
from bot.contract import to_json
from bot.errors import QuestionError
from bot.settings import Company, Settings
from ingest import Contact, Embedder, Record, Release, ingest, open_embedder
from prompts import text

PLANT = """# Orvex Valves Opens a Plant in Leeds

LEEDS, England, March 4, 2025 -- Orvex Valves Ltd. (LSE: ORVX) today opened a plant in Leeds.

The Leeds plant makes 1,850 valves a day and employs 120 people.

The company expects the Leeds plant to reach full capacity in the fourth quarter of 2025.

Ann Lee was appointed chief executive officer on March 1, 2025.

Contact:
Ann Lee
Orvex Valves Ltd.
ir@orvex.example.com

Forward-Looking Statements

This press release contains forward-looking statements, including statements about the capacity of the plant. Factors that could cause actual results to differ materially include: delays in hiring; interruptions of production at the plant; the loss of patents; and changes in the price of steel. Orvex undertakes no obligation to update any forward-looking statement.
"""
DELAY = """# Orvex Valves Reports Second Quarter Results

LEEDS, England, August 5, 2025 -- Orvex Valves Ltd. (LSE: ORVX) today reported results for the second quarter.

Revenue for the second quarter of 2025 was £14.2 million, compared with £11.9 million a year earlier.

The company now expects the Leeds plant to reach full capacity in the second quarter of 2026.

Forward-Looking Statements

This press release contains forward-looking statements. Factors that could cause actual results to differ materially include: shortages of steel; and strikes at the plant. Orvex undertakes no obligation to update any forward-looking statement.
"""
NEAR, FAR = "fourth quarter of 2025", "second quarter of 2026"


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chain]:
    folder: Path = tmp_path_factory.mktemp("orvex")
    for name, words in (("plant.md", PLANT), ("delay.md", DELAY)):
        (folder / name).write_text(words, encoding="utf-8")
    report = ingest([str(folder)], folder / "store")
    assert (len(report.added), report.failed, report.skipped) == (2, [], [])
    record = Record(folder / "store")
    yield Chain(record, open_embedder(), Settings(today=date(2025, 9, 1)))
    record.close()


def ask(chain: Chain, question: str, **more: Any) -> Answer:
    return chain.ask(Question(question, **more))


def test_an_answer_is_the_sentence_that_tells_it_with_its_source_and_date(chain: Chain) -> None:
    answer = ask(chain, "How many valves a day does the Leeds plant make?", id="q1")
    assert (answer.status, answer.reason, answer.as_of, answer.record_as_of) == ("answered", None, "2025-03-04", "2025-08-05")
    assert answer.statements[0].text == "The Leeds plant makes 1,850 valves a day and employs 120 people."
    assert answer.text.startswith("March 4, 2025: The Leeds plant makes 1,850 valves a day and employs 120 people. [1]")
    assert (answer.citations[0].headline, answer.citations[0].number) == ("Orvex Valves Opens a Plant in Leeds", 1)
    assert (answer.question.id, answer.composer, answer.nearest) == ("q1", "quotes", ())


def test_every_statement_is_at_the_span_that_it_cites(chain: Chain) -> None:
    for question in ("Who is the chief executive officer?", "What was revenue in the second quarter of 2025?", "What's new?"):
        answer = ask(chain, question)
        assert answer.status == "answered"
        for statement, citation in zip(answer.statements, answer.citations, strict=True):
            assert chain.record.release(citation.release_id).text[citation.start : citation.end] == statement.text == citation.quote


def test_what_looks_ahead_is_told_as_last_published_with_that_releases_cautions(chain: Chain) -> None:
    answer = ask(chain, "When will the Leeds plant reach full capacity?")
    assert FAR in answer.statements[0].text
    assert NEAR not in answer.text
    caveat = answer.caveats[0]
    assert (caveat.statements[0], caveat.published, caveat.release_id) == (0, "2025-08-05", answer.citations[0].release_id)
    assert "strikes at the plant" in " ".join(caveat.factors)
    assert caveat.update_policy == "Orvex undertakes no obligation to update any forward-looking statement."


def test_as_of_an_earlier_day_the_earlier_expectation_is_told(chain: Chain) -> None:
    answer = ask(chain, "When will the Leeds plant reach full capacity?", as_of=date(2025, 7, 31))
    assert NEAR in answer.statements[0].text
    assert (answer.as_of, {c.published for c in answer.citations}) == ("2025-03-04", {"2025-03-04"})


def test_an_answer_from_two_releases_is_as_of_the_newer_and_cautioned_by_each(chain: Chain) -> None:
    answer = ask(chain, "How did the expected timing of full capacity of the Leeds plant change from March 2025 to August 2025?")
    assert NEAR in answer.text
    assert FAR in answer.text
    assert (answer.as_of, {c.published for c in answer.citations}) == ("2025-08-05", {"2025-03-04", "2025-08-05"})
    assert {c.published for c in answer.caveats} == {"2025-03-04", "2025-08-05"}


def test_before_the_first_release_nothing_is_found(chain: Chain) -> None:
    answer = ask(chain, "When will the Leeds plant reach full capacity?", as_of=date(2025, 3, 3))
    assert (answer.status, answer.reason, answer.nearest) == ("not_found", "not_on_record", ())


def test_the_latest_news_is_the_newest_releases_headline_and_lead(chain: Chain) -> None:
    answer = ask(chain, "What's the latest news?")
    assert answer.statements[0].text == "Orvex Valves Reports Second Quarter Results"
    assert {c.published for c in answer.citations} == {"2025-08-05"}
    assert {c.published for c in ask(chain, "What's the latest news?", as_of=date(2025, 4, 1)).citations} == {"2025-03-04"}


def test_where_the_record_is_silent_the_nearest_releases_and_a_contact_are_offered(chain: Chain) -> None:
    answer = ask(chain, "Which cardiologists treated the zebras of Madagascar?")
    assert (answer.status, answer.reason, answer.text) == ("not_found", "not_on_record", text("not_found"))
    assert (answer.statements, answer.citations, answer.caveats, answer.as_of) == ((), (), (), None)
    assert {n.published for n in answer.nearest} == {"2025-03-04", "2025-08-05"}
    assert answer.contact is not None
    assert answer.contact.email == "ir@orvex.example.com"


def test_the_companys_own_contact_comes_before_that_of_a_release(chain: Chain) -> None:
    desk = Contact("Investor Desk", "desk@orvex.example.com", None, None)
    other = Chain(chain.record, chain.retriever.embedder, Settings(company=Company(contact=desk)))
    assert ask(other, "Should I buy the shares?").contact == desk


@pytest.mark.parametrize(
    ("question", "status", "reason", "notice"),
    [
        ("Should I buy the shares?", "declined", "investment_advice", "investment_advice"),
        ("Where will the share price be next year?", "declined", "price_prediction", "price_prediction"),
        ("hello", "help", None, "help"),
    ],
)
def test_what_is_no_question_to_the_record_is_answered_without_it(
    question: str, status: str, reason: str | None, notice: str, chain: Chain
) -> None:
    answer = ask(chain, question)
    assert (answer.status, answer.reason, answer.text) == (status, reason, text(notice))
    assert (answer.statements, answer.citations, answer.nearest) == ((), (), ())


@pytest.mark.parametrize("question", ["", "  \n\t "])
def test_an_empty_question_is_refused(question: str, chain: Chain) -> None:
    with pytest.raises(QuestionError, match="The question is empty"):
        ask(chain, question)


def test_a_question_is_read_up_to_two_thousand_characters(chain: Chain) -> None:
    with pytest.raises(QuestionError, match="has 2,001 characters; at most 2,000 are read"):
        ask(chain, "v" * 2_001)
    assert ask(chain, "How many valves a day does the Leeds plant make?" + " " * 3_000).status == "answered"


def test_a_topic_of_the_record_is_asked_for_and_another_is_not(chain: Chain) -> None:
    assert ask(chain, "valves").status == "answered"
    assert ask(chain, "steel prices?").status != "declined"
    assert (ask(chain, "pizza").status, ask(chain, "hello").status) == ("declined", "help")


def test_a_follow_up_in_few_words_is_not_declined_where_what_it_asks_is_published(chain: Chain) -> None:
    before = ask(chain, "When will the Leeds plant reach full capacity?")
    after = chain.ask(Question("does it look good?"), after=before)
    assert (ask(chain, "does it look good?").status, after.status) == ("declined", "answered")
    assert chain.ask(Question("so should I buy the stock?"), after=before).status == "declined"


def test_a_follow_up_is_asked_together_with_what_it_follows_on(chain: Chain) -> None:
    before = "When will the Leeds plant reach full capacity?"
    answer = chain.ask(Question("And how many people does it employ?"), after=ask(chain, before))
    assert answer.standalone_question == f"{before} And how many people does it employ?"
    assert "employs 120 people" in answer.text


def test_the_same_question_gets_the_same_answer(chain: Chain) -> None:
    first, second = (to_json(ask(chain, "When will the Leeds plant reach full capacity?")) for _ in range(2))
    for answer in (first, second):
        del answer["answer_id"], answer["elapsed_ms"]
    assert first == second


def test_the_state_between_the_steps_is_plain_json(chain: Chain) -> None:
    begun = {"question": "When will the Leeds plant reach full capacity?", "audience": "investor", "until": "2025-12-31", "turns": []}
    states = list(chain._alone.stream(begun, stream_mode="values"))
    assert json.loads(json.dumps(states)) == states
    assert set(states[-1]) == {
        *begun,
        "standalone",
        "leant",
        "judged",
        "matter",
        "decision",
        "named",
        "also",
        "cut",
        "candidates",
        "chosen",
        "statements",
        "citations",
        "caveats",
    }


def test_an_answer_survives_json(chain: Chain) -> None:
    answer = json.loads(json.dumps(to_json(ask(chain, "When will the Leeds plant reach full capacity?", id="a", audience="staff"))))
    assert (answer["version"], answer["id"], answer["audience"], answer["status"]) == (1, "a", "staff", "answered")
    assert answer["citations"][0]["quote"] == answer["statements"][0]["text"]
    assert answer["caveats"][0]["statements"][0] == 0


def test_an_empty_record_answers_that_nothing_is_found(a_record: Callable[..., Record], embedder: Embedder) -> None:
    answer = ask(Chain(a_record(), embedder, Settings()), "How many valves a day does the plant make?")
    assert (answer.status, answer.nearest, answer.contact, answer.record_as_of) == ("not_found", (), None, None)


def test_what_is_ingested_meanwhile_answers_without_a_restart(
    a_record: Callable[..., Record], a_release: Callable[..., Release], embedder: Embedder
) -> None:
    chain = Chain(Record(a_record().folder), embedder, Settings())
    assert ask(chain, "What's new?").status == "not_found"
    a_record(a_release("The plant makes 1,850 valves a day."))
    assert [s.text for s in ask(chain, "What's new?").statements] == ["Orvex opens a plant", "The plant makes 1,850 valves a day."]
