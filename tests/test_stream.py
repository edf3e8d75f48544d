"""An answer as it comes about: steps, statements that have passed, cautions, the whole at the end."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from bot.answer import Question
from bot.chain import Chain
from bot.contract import to_json
from bot.errors import QuestionError
from bot.events import Event, plain
from bot.settings import Settings
from ingest import Embedder, Record, Release


@pytest.fixture
def chain(a_record: Callable[..., Record], a_release: Callable[..., Release], embedder: Embedder) -> Chain:
    released = a_release(
        "The plant makes 1,850 valves a day.",
        ahead=["The plant is expected to reach full capacity in 2026."],
        factors=["Delays at the plant could keep it from full capacity."],
    )
    return Chain(a_record(released), embedder, Settings())


def events(chain: Chain, question: str) -> list[Event]:
    return list(chain.stream(Question(question)))


def test_statements_come_with_their_citations_before_the_whole(chain: Chain) -> None:
    told = events(chain, "When is the plant expected to reach full capacity?")
    assert [event.kind for event in told if event.kind != "status"][-1] == "done"
    assert [event.kind for event in told].index("statement") < [event.kind for event in told].index("caveat")
    answer = told[-1].answer
    assert answer is not None
    assert tuple(event.statement for event in told if event.statement) == answer.statements
    assert tuple(c for event in told for c in event.citations) == answer.citations
    assert tuple(event.caveat for event in told if event.caveat) == answer.caveats
    assert len(answer.caveats) == 1


def test_steps_are_told_as_they_begin(chain: Chain) -> None:
    steps = [event.step for event in events(chain, "What's new?") if event.kind == "status"]
    assert steps[:2] == ["understand", "decide"]
    assert steps[-2:] == ["caution", "remember"]


def test_what_is_declined_is_told_at_once(chain: Chain) -> None:
    told = events(chain, "Should I buy the stock?")
    assert [event.kind for event in told] == ["status", "status", "status", "done"]


def test_asking_gives_the_answer_of_the_stream(chain: Chain) -> None:
    answer = chain.ask(Question("What's new?"))
    assert [s.text for s in answer.statements] == ["Orvex opens a plant", "The plant makes 1,850 valves a day."]


def test_an_event_is_json_in_the_shapes_of_the_contract(chain: Chain) -> None:
    told = events(chain, "When is the plant expected to reach full capacity?")
    answer = told[-1].answer
    assert answer is not None
    whole = json.loads(json.dumps(to_json(answer)))
    assert plain(told[-1]) == {"kind": "done", "answer": to_json(answer)}
    assert plain(told[0]) == {"kind": "status", "step": "understand"}
    told_plain = json.loads(json.dumps([plain(event) for event in told]))
    assert [e["statement"] for e in told_plain if e["kind"] == "statement"] == whole["statements"]
    assert [e["caveat"] for e in told_plain if e["kind"] == "caveat"] == whole["caveats"]


def test_an_empty_question_is_refused_before_anything_is_told(chain: Chain) -> None:
    with pytest.raises(QuestionError, match="empty"):
        next(chain.stream(Question(" ")))
