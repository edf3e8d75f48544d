"""The figures of a question file: how an answer is judged, how runs are compared, and the floors that the sample company keeps."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli.eval_command import command
from bot.errors import QuestionError
from bot.evaluation.expected import Expected, expected
from bot.evaluation.figures import compare, figures
from bot.evaluation.outcome import Outcome, judge
from bot.evaluation.run import read, save
from bot.evaluation.wording import overlap, plain
from ingest import ingest

DATA = Path(__file__).parents[1] / "data"
FLOORS = {  # well below what was measured, so that they hold on every machine and fall only when something breaks
    "right": 0.5,
    "evidence_cited": 0.62,
    "newest_used": 0.5,
    "refused_rightly": 0.6,
    "policy_declined": 1.0,
    "quotes_verbatim": 1.0,
    "statements_supported": 1.0,
    "caveat_recall": 0.7,
    "caveat_precision": 0.7,
}
MADE = "The plant makes 1,850 valves a day."
NOW = "It now makes 2,100 valves a day, more than ever."
WANTED = Expected(
    "q",
    "How many?",
    must_include=(("2,100", "2100"), ("valves",)),
    must_not_include=("1,850",),
    evidence=(NOW,),
    newest_needed="2025-08-05",
)


def an_answer(quote: str = NOW, *, status: str = "answered", published: str = "2025-08-05", **more: Any) -> dict[str, Any]:
    citation = {"number": 1, "release_id": "r", "quote": quote, "published": published}
    statement = {"text": quote, "citations": [1]}
    answer = {"status": status, "text": f"August 5, 2025: {quote} [1]", "citations": [citation], "statements": [statement], "caveats": []}
    return answer | {"composer": "quotes", "elapsed_ms": 20.0} | more


def judged(answer: dict[str, Any], wanted: Expected = WANTED) -> dict[str, tuple[int, int]]:
    return judge(wanted, answer, lambda _: f"{MADE} {NOW}").counts


def test_a_right_answer_says_all_groups_and_cites_the_newest_evidence_verbatim() -> None:
    assert judged(an_answer()) == {
        "quotes_verbatim": (1, 1),
        "statements_supported": (1, 1),
        "right": (1, 1),
        "evidence_cited": (1, 1),
        "newest_used": (1, 1),
    }


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        (an_answer(text="It makes many valves."), WANTED),
        (an_answer(text=f"{NOW} It made 1,850."), WANTED),
        (an_answer(text=NOW + " more" * 160), WANTED),
        (an_answer(status="not_found"), WANTED),
    ],
)
def test_what_lacks_a_group_is_stale_too_long_or_no_answer_is_not_right(answer: dict[str, Any], wanted: Expected) -> None:
    assert judged(answer, wanted)["right"] == (0, 1)


def test_a_list_may_be_longer() -> None:
    assert judged(an_answer(text=NOW + " more" * 160), replace(WANTED, category="list"))["right"] == (1, 1)


def test_an_older_citation_of_the_evidence_is_not_the_newest() -> None:
    counts = judged(an_answer(published="2025-03-04"))
    assert (counts["evidence_cited"], counts["newest_used"]) == ((1, 1), (0, 1))


def test_a_quote_that_is_not_in_its_release_and_a_statement_that_is_not_in_its_quote_are_seen() -> None:
    counts = judged(an_answer("It makes 9 valves.") | {"statements": [{"text": NOW, "citations": [1]}, {"text": NOW, "citations": []}]})
    assert (counts["quotes_verbatim"], counts["statements_supported"]) == ((0, 1), (0, 2))


def test_a_models_statement_rests_on_quotes_that_have_its_numbers() -> None:
    told = [{"text": "2,100 valves are made", "citations": [1]}, {"text": "2,200 valves are made", "citations": [1]}]
    assert judged(an_answer(composer="openai:x", statements=told))["statements_supported"] == (1, 2)


@pytest.mark.parametrize(
    ("due", "has", "recall", "precision"), [(True, True, (1, 1), (1, 1)), (True, False, (0, 1), (0, 0)), (False, True, (0, 0), (0, 1))]
)
def test_cautions_are_due_where_the_answer_looks_ahead(due: bool, has: bool, recall: tuple[int, int], precision: tuple[int, int]) -> None:
    caveat = {"release_id": "r", "statements": [0], "factors": ["strikes"], "assumptions": [], "notice": ""}
    counts = judged(an_answer(caveats=[caveat] if has else []), replace(WANTED, forward_looking=due))
    assert (counts["caveat_recall"], counts["caveat_precision"]) == (recall, precision)


def test_what_the_record_is_silent_on_is_to_be_refused_and_advice_to_be_declined() -> None:
    silent, advice = replace(WANTED, answerable=False), replace(WANTED, answerable=False, category="advice")
    assert judged(an_answer(), silent)["refused_rightly"] == (0, 1)
    not_found = an_answer(status="not_found", citations=[], statements=[])
    counts = judged(not_found, advice)
    assert (counts["refused_rightly"], counts["policy_declined"]) == ((1, 1), (0, 1))


def test_wordings_are_compared_without_marks_and_typography() -> None:
    assert plain("**Orvex®** – “1,850” [valves](https://x.example)") == 'orvex - "1850" valves'
    assert overlap("It now makes 2,100 valves a day", NOW)
    assert not overlap("valves", NOW)


def an_outcome(name: str, right: int, *, elapsed: float = 10.0) -> Outcome:
    return Outcome(name, "?", "fact", "answered", "", {"right": (right, 1)}, 12, elapsed)


def test_figures_are_sums_over_questions_with_an_interval() -> None:
    found = figures([an_outcome("a", 1, elapsed=30.0), an_outcome("b", 0), an_outcome("c", 1), an_outcome("d", 1)])
    assert (found["right"], found["refused_rightly"], found["by_category"]) == (0.75, None, {"fact": "3/4"})
    assert (found["median_words"], found["elapsed_ms_p50"], found["elapsed_ms_p95"]) == (12, 10.0, 30.0)
    low, high = found["intervals"]["right"]
    assert 0.0 < low < 0.75 < high == 1.0


def test_a_comparison_names_what_got_better_and_worse_by_question() -> None:
    before = {name: an_outcome(name, right) for name, right in (("a", 0), ("b", 1), ("c", 1), ("gone", 1))}
    now = {name: an_outcome(name, right) for name, right in (("a", 1), ("b", 0), ("c", 1), ("new", 0))}
    moved = compare(now, before)
    assert (moved["questions"], moved["better"], moved["worse"]) == (3, ["a"], ["b"])
    assert (moved["figures"]["right"]["before"], moved["figures"]["right"]["now"]) == (0.6667, 0.6667)
    low, high = moved["figures"]["right"]["difference"]
    assert low < 0 < high


def test_a_kept_run_is_read_as_it_was(tmp_path: Path) -> None:
    run = [an_outcome("a", 1), an_outcome("b", 0)]
    save(tmp_path / "run.json", run, figures(run))
    assert read(tmp_path / "run.json") == {"a": run[0], "b": run[1]}


@pytest.mark.parametrize(
    ("item", "says"),
    [
        ({"id": "x"}, "Question x of f.jsonl cannot be read: 'question' is missing"),
        ({"question": "Who?", "must_include": 5}, "Question 1 of f.jsonl cannot be read"),
        ({"question": "Who?", "audience": "press"}, "Question 1 of f.jsonl cannot be read"),
    ],
)
def test_a_question_that_cannot_be_read_is_named(item: dict[str, Any], says: str) -> None:
    with pytest.raises(QuestionError, match=says):
        expected([item], "f.jsonl")


def measured(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


@pytest.fixture
def asked(tmp_path: Path) -> tuple[str, str]:
    """A file of two questions, and a record that answers one of them."""
    (tmp_path / "plant.md").write_text(f"# Orvex Opens a Plant\n\nLEEDS, England, March 4, 2025 -- Orvex opened a plant.\n\n{MADE}\n")
    ingest([str(tmp_path / "plant.md")], tmp_path / "store")
    questions = [{"id": "a", "question": "How many valves a day?", "must_include": [["1,850"]]}, {"id": "b", "question": ""}]
    (tmp_path / "q.jsonl").write_text("\n".join(map(json.dumps, questions)), encoding="utf-8")
    return str(tmp_path / "q.jsonl"), str(tmp_path / "store")


def test_files_may_have_records_of_their_own_and_what_is_no_question_is_missing(asked: tuple[str, str], tmp_path: Path) -> None:
    name, store = asked
    done = measured(f"{name}={store}", "--json", "--save", str(tmp_path / "run.json"))
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert (found["questions"], found["missing"], found["right"]) == (2, 1, 0.5)
    again = measured(name, "--store", store, "--against", str(tmp_path / "run.json"), "--misses")
    assert again.exit_code == 0, again.output
    assert "against the earlier run, over 2 questions in both:" in again.stdout
    assert "b  missing: " in again.stdout


@pytest.mark.parametrize(("today", "right"), [("2025-03-03", 0.0), ("2025-03-04", 0.5)])
def test_it_is_measured_on_the_day_that_now_means(
    asked: tuple[str, str], today: str, right: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_TODAY", today)
    done = measured("=".join(asked), "--json")
    assert (done.exit_code, json.loads(done.stdout)["right"]) == (0, right), done.output


@pytest.mark.parametrize(
    ("lines", "more", "says"),
    [
        ("", (), "holds no question"),
        ("{", (), "is not JSON"),
        ('{"id": "a", "question": "x"}\n{"id": "a", "question": "y"}', (), "has the id 'a' twice"),
        ('{"id": "a", "question": "x"}', ("--against", "q.jsonl"), "q.jsonl is no run"),
        ('{"id": "a", "question": "x"}', ("--against", "other.json"), "has none of these questions"),
    ],
)
def test_a_wrong_file_gets_one_clear_line(lines: str, more: tuple[str, ...], says: str, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text(lines, encoding="utf-8")
    save(tmp_path / "other.json", [an_outcome("other", 1)], {})
    done = measured("q.jsonl", *more)
    assert done.exit_code == 1
    assert says in done.output
    assert done.output.count("\n") == 1


def test_the_sample_company_keeps_its_floors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_CONFIG", str(DATA / "onrecord.toml"))
    ingest([str(DATA / "releases")], tmp_path / "store")
    done = measured(str(DATA / "questions.jsonl"), "--store", str(tmp_path / "store"), "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert (found["questions"], found["missing"]) == (46, 0)
    assert {name: found[name] for name, floor in FLOORS.items() if found[name] < floor} == {}
