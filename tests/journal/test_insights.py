"""What people ask is put together by topic and week, and what of it the record does not tell comes first."""

from __future__ import annotations

import csv
import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.dom.minidom import parseString

import numpy as np
import pytest
from click.testing import CliRunner

from bot.answer import Asker, Question
from bot.chain import Chain
from bot.cli.insights_command import command
from bot.cli.insights_view import spark
from bot.insights.asked import Asked, Late
from bot.insights.charts import topics_chart, weeks_chart
from bot.insights.remembering import Remembering
from bot.insights.report import Insights, insights
from bot.insights.tables import plain, tables
from bot.insights.topics import names
from ingest import Embedder, open_embedder

NOW = datetime(2026, 3, 18, 12, tzinfo=UTC)  # a Wednesday
VALVES = (
    "How many valves does the Leeds plant make?",
    "How many valves a day are made in Leeds?",
    "What is the number of valves that the plant in Leeds makes?",
)
PAY = ("What is the dividend?", "Will there be a dividend this year?", "What dividend does the company pay?")


def one(question: str, *, days: float = 0, status: str = "answered", person: str = "a", **more: object) -> Asked:
    at = NOW - timedelta(days=days)
    return Asked(question, at, status, f"{question}{days}", person=person, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def encoder() -> Embedder:
    return open_embedder()


@pytest.fixture(scope="module")
def found(encoder: Embedder) -> Insights:
    late = Late("first half of 2025", "The Hull plant is expected to open in the first half of 2025.", "r1", 10, 70, "2024-05-06")
    questions = [
        *(one(words, days=number, person=f"p{number}") for number, words in enumerate(VALVES)),
        *(one(words, days=1 + 9 * number, status="not_found", person=f"p{number}") for number, words in enumerate(PAY)),
        one("what is the dividend", days=2, status="not_found", person="p9", helpful=False, comments=("Not said?",)),
        one("When does the Hull plant open?", days=3, late=(late,)),
        one("When does the Hull plant open?", days=4, late=(late,), status="partial", missing=("in Scotland",)),
        one("Should I buy the stock?", days=5, status="declined", reason="investment_advice"),
        one("I got a rash", days=5, status="declined", reason="medical_advice", flagged=True),
    ]
    return insights(questions, lambda: encoder, since=NOW - timedelta(days=21), until=NOW)


def test_questions_in_other_words_are_one_topic_and_open_ones_come_first(found: Insights) -> None:
    counted = {topic.name: (topic.questions, topic.open, topic.people) for topic in found.topics}
    assert found.topics[0].name == "dividend, pay, year"
    assert counted["dividend, pay, year"] == (4, 4, 4)
    assert next(counted[name] for name in counted if "valves" in name) == (3, 0, 3)
    assert found.topics[0].disliked == 1


def test_what_the_record_does_not_tell_is_listed_once_with_how_often_it_was_asked(found: Insights) -> None:
    assert [(one.question, one.times, one.why) for one in found.unanswered][:2] == [
        ("What is the dividend?", 2, ""),
        ("When does the Hull plant open?", 1, "in Scotland"),
    ]
    assert {(one.question, one.why) for one in found.declined} == {
        ("Should I buy the stock?", "investment advice"),
        ("I got a rash", "medical advice"),
    }
    assert [(one.question, one.comment) for one in found.disliked] == [("what is the dividend", "Not said?")]
    assert found.flagged == 1


def test_an_overdue_expectation_that_people_ask_about_is_told_once(found: Insights) -> None:
    (awaited,) = found.awaited
    assert (awaited.late.expected, awaited.times, awaited.last) == ("first half of 2025", 2, NOW - timedelta(days=3))


def test_weeks_begin_on_monday_and_none_is_left_out(found: Insights) -> None:
    assert [(week.begins, week.total) for week in found.weeks] == [
        (date(2026, 2, 23), 1),
        (date(2026, 3, 2), 1),
        (date(2026, 3, 9), 4),
        (date(2026, 3, 16), 5),
    ]
    assert found.weeks[3].counts == {"answered": 3, "partial": 0, "not_found": 2, "declined": 0}
    valves = next(topic for topic in found.topics if "valves" in topic.name)
    assert (valves.weeks, valves.trend) == ((0, 0, 0, 3), 3)
    dividend = found.topics[0]
    assert (dividend.weeks, dividend.trend) == ((1, 1, 0, 2), 0)


def test_a_topic_is_named_by_what_tells_it_from_the_others() -> None:
    assert names(
        [["When will the Hull plant open?", "Is the Hull plant open?"], ["When will the CFO leave the plant?", "Is the CFO leaving?"]]
    ) == [
        "Hull, open, plant",
        "CFO, leave, plant",
    ]


def test_where_nothing_was_asked_nothing_is_found_and_no_encoder_opened() -> None:
    def never() -> Embedder:
        raise AssertionError("opened")

    found = insights([], never, since=None, until=NOW)
    assert (found.questions, found.topics, len(found.weeks)) == (0, (), 1)
    assert "No" not in weeks_chart(found) + topics_chart(found)


def test_the_same_questions_give_the_same_topics_in_any_order(encoder: Embedder) -> None:
    questions = [one(words, days=number) for number, words in enumerate(VALVES + PAY)]
    reports = [insights(order, lambda: encoder, since=None, until=NOW) for order in (questions, questions[::-1])]
    assert [(t.name, t.questions) for t in reports[0].topics] == [(t.name, t.questions) for t in reports[1].topics]


def test_a_question_is_read_once_and_its_vector_stays_the_same(embedder: Embedder) -> None:
    remembering = Remembering(embedder)
    texts = [f"question {number}" for number in range(150)]
    first = remembering.embed(texts)
    assert np.array_equal(first, embedder.embed(texts))
    again = remembering.embed([*texts[::-1], "another"])
    assert np.array_equal(again[:150], first[::-1])
    assert embedder.embedded == [*texts, *texts, "another"]  # type: ignore[attr-defined]


def test_pictures_are_whole_svg_with_their_words_and_escape_what_they_show(found: Insights, encoder: Embedder) -> None:
    hostile = insights([one("</text><script>alert('x')</script> & co"), one("a" * 300)], lambda: encoder, since=None, until=NOW)
    for picture in (weeks_chart(found), topics_chart(found), weeks_chart(hostile), topics_chart(hostile)):
        parsed = parseString(picture)
        assert parsed.getElementsByTagName("script") == []
        assert all(not element.hasAttribute("style") for element in parsed.getElementsByTagName("*"))
        assert all(
            float(box.getAttribute(side)) >= 0 for box in parsed.getElementsByTagName("rect") for side in ("x", "y", "width", "height")
        )
    assert "dividend, pay, year: 4 asked, 4 not told in full" in topics_chart(found)
    assert "Week of 2026-03-16: 3 answered, 0 answered in part, 2 not on record, 0 declined" in weeks_chart(found)


def test_the_tables_hold_no_formula_and_the_json_holds_all(found: Insights) -> None:
    assert list(tables(found)) == ["topics", "unanswered", "declined", "disliked", "overdue", "weeks"]
    told = json.loads(json.dumps(plain(found)))
    assert (told["questions"], told["statuses"]["not_found"], told["topics"][0]["weeks"]) == (11, 4, [1, 1, 0, 2])


def test_small_bars_stand_for_counts() -> None:
    assert (spark([0, 1, 4, 8]), spark([]), spark([0, 0])) == ("·▂▅█", "", "··")


def test_the_command_tells_what_was_asked(chain: Chain, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ONRECORD_JOURNAL", str(chain.journal.settings.url))
    for words in (
        "How many valves a day does the Leeds plant make?",
        "Who founded the brass band of Goole?",
        "Should I buy the stock?",
        "hello",
    ):
        chain.ask(Question(words, asker=Asker("U7")))
    chain.journal.flush()
    shown = re.sub(r"\s+", " ", CliRunner().invoke(command, []).output)
    assert "3 questions by 1 people" in shown
    assert "Asked, and not on record 1× Who founded the brass band of Goole?" in shown
    assert "Declined 1× Should I buy the stock? investment advice" in shown
    assert CliRunner().invoke(command, ["--csv", str(tmp_path / "out"), "--charts", str(tmp_path / "out")]).exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir())[-3:] == ["unanswered.csv", "weeks.csv", "weeks.svg"]
    rows = list(csv.DictReader(CliRunner().invoke(command, ["--csv", "-"]).output.splitlines()))
    assert sum(int(row["questions"]) for row in rows) == 3
    assert json.loads(CliRunner().invoke(command, ["--json", "--audience", "sales"]).output)["questions"] == 0
    assert "Nothing was asked from" in CliRunner().invoke(command, ["--audience", "sales"]).output
    (tmp_path / "file").write_text("")
    assert CliRunner().invoke(command, ["--csv", str(tmp_path / "file")]).exit_code == 1
