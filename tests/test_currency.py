"""What has become of a statement since it was published: replaced, corrected, overdue; and the record as it stood on a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from bot.answer import Answer, Question
from bot.chain import Chain
from bot.cli.render import told
from bot.settings import Settings
from ingest import Embedder, Record, Release
from prompts import text

Writer = Callable[..., Release]
FIRST = "Top-line results of the KESTREL trial of OVX-12 are expected in the second half of 2025."
LATER = "Top-line results of the KESTREL trial of OVX-12 are now expected in the first quarter of 2026."
OTHER = "Top-line results of the MERLIN trial of OVX-12 are expected in the second half of 2026."
REPORT = "The KESTREL trial of OVX-12 met its goal, top-line results show: valves opened 12% sooner."
ASKED = "When are the top-line results of the KESTREL trial expected?"


@pytest.fixture
def ask(a_record: Callable[..., Record], embedder: Embedder) -> Callable[..., Answer]:
    """Ask a record of these releases, now being a day."""

    def answer(*releases: Release, question: str = ASKED, now: str = "2025-12-01", as_of: str | None = None) -> Answer:
        chain = Chain(a_record(*releases), embedder, Settings(today=date.fromisoformat(now)))
        found = chain.ask(Question(question, as_of=date.fromisoformat(as_of) if as_of else None))
        chain.record.close()
        return found

    return answer


@pytest.fixture
def first(a_release: Writer) -> Release:
    return a_release("Valves matter.", headline="KESTREL trial of OVX-12 begins", day="2025-02-03", ahead=[FIRST])


@pytest.fixture
def later(a_release: Writer) -> Release:
    return a_release("Orders rose.", headline="KESTREL trial of OVX-12 is late", day="2025-09-01", ahead=[LATER])


def said(answer: Answer) -> list[str]:
    return [statement.text for statement in answer.statements]


def test_what_is_expected_now_is_shown_with_what_was_expected_before(ask: Callable[..., Answer], first: Release, later: Release) -> None:
    answer = ask(first, later)
    assert LATER in said(answer)
    assert FIRST not in said(answer)
    before = answer.superseded[0]
    assert (before["release_id"], before["published"], before["quote"]) == (first.release_id, "2025-02-03", FIRST)
    assert first.text[before["start"] : before["end"]] == FIRST
    assert f"↳ Before, on February 3, 2025: “{FIRST}”" in told(answer)


def test_what_was_replaced_names_the_release_that_replaced_it(ask: Callable[..., Answer], first: Release, later: Release) -> None:
    answer = ask(first, later, question="What was expected of the KESTREL trial in the February 2025 release?")
    assert (said(answer)[0], answer.statements[0].superseded_by) == (FIRST, later.release_id)
    assert answer.overdue == ()
    assert f"↳ A newer release says otherwise: {later.release_id}" in told(answer)


def test_as_of_a_day_nothing_later_replaces_anything(ask: Callable[..., Answer], first: Release, later: Release) -> None:
    answer = ask(first, later, as_of="2025-08-31")
    assert FIRST in said(answer)
    assert (answer.superseded, answer.as_of, answer.record_as_of) == ((), "2025-02-03", "2025-02-03")
    assert {s.superseded_by for s in answer.statements} == {None}


def test_a_date_that_has_passed_without_a_report_is_overdue(ask: Callable[..., Answer], first: Release) -> None:
    answer = ask(first, now="2026-01-02")
    place = said(answer).index(FIRST)
    assert answer.overdue == ({"statement": place, "expected": "second half of 2025", "note": text("overdue")},)
    assert "↳ second half of 2025: That date has passed; no later release on record reports it." in told(answer)


@pytest.mark.parametrize(("now", "as_of"), [("2025-12-31", None), ("2026-06-01", "2025-12-31")])
def test_a_date_that_has_not_passed_on_the_day_of_asking_is_not_overdue(
    now: str, as_of: str | None, ask: Callable[..., Answer], first: Release
) -> None:
    answer = ask(first, now=now, as_of=as_of)
    assert FIRST in said(answer)
    assert answer.overdue == ()


def test_what_a_later_release_reports_is_not_overdue(ask: Callable[..., Answer], first: Release, a_release: Writer) -> None:
    report = a_release(REPORT, headline="KESTREL trial met its goal", day="2025-12-20")
    answer = ask(first, report, question="When were the KESTREL results expected, by the February 2025 release?", now="2026-06-01")
    assert (said(answer)[0], answer.overdue) == (FIRST, ())


def test_a_release_that_only_looks_ahead_again_reports_nothing(ask: Callable[..., Answer], first: Release, a_release: Writer) -> None:
    again = a_release("Orders rose.", headline="KESTREL trial on track", day="2025-06-02", ahead=["The KESTREL trial remains on track for its top-line results."])  # fmt: skip
    answer = ask(first, again, question="When were the KESTREL results expected, by the February 2025 release?", now="2026-06-01")
    assert [one["expected"] for one in answer.overdue] == ["second half of 2025"]


def test_another_trials_date_replaces_nothing(ask: Callable[..., Answer], first: Release, a_release: Writer) -> None:
    answer = ask(first, a_release("Orders rose.", headline="MERLIN trial of OVX-12 begins", day="2025-09-01", ahead=[OTHER]))
    assert FIRST in said(answer)
    assert answer.superseded == ()


def test_the_same_date_again_replaces_nothing(ask: Callable[..., Answer], first: Release, a_release: Writer) -> None:
    again = FIRST.replace("are expected", "remain expected")
    assert ask(first, a_release("Orders rose.", headline="KESTREL goes on", day="2025-09-01", ahead=[again])).superseded == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "The market for valves is expected to reach $9 billion by 2026.",
        "The company expects that its cash will fund operations into the first quarter of 2026.",
        "The notes are expected to mature in March 2026.",
        "The trial had been planned to end in the first quarter of 2026.",
    ],
)
def test_dates_that_pass_without_an_event_are_not_overdue(sentence: str, ask: Callable[..., Answer], a_release: Writer) -> None:
    release = a_release("Orders rose.", day="2025-02-03", ahead=[sentence])
    answer = ask(release, question=sentence.replace(".", "?"), now="2026-12-01")
    assert sentence in said(answer)
    assert answer.overdue == ()


def test_guidance_for_the_same_year_is_replaced_by_newer_guidance(ask: Callable[..., Answer], a_release: Writer) -> None:
    told_first = a_release("Orders rose.", day="2025-02-03", ahead=["Orvex expects product revenue of $9.1 million in fiscal 2026."])
    raised = a_release("Orders fell.", day="2025-08-04", ahead=["Orvex expects product revenue of $10.5 million in fiscal 2026."])
    answer = ask(told_first, raised, question="What product revenue does Orvex expect in fiscal 2026?")
    assert [one["quote"] for one in answer.superseded] == ["Orvex expects product revenue of $9.1 million in fiscal 2026."]


WRONG, RIGHT = "The licence is worth up to $358 million in milestones.", "The licence is worth up to $385 million in milestones."


def test_a_correction_replaces_what_it_corrects_from_its_own_date(ask: Callable[..., Answer], a_release: Writer) -> None:
    wrong = a_release(WRONG, "The partner pays 45% of the cost.", headline="Orvex signs a licence", day="2025-02-11")
    right = replace(a_release(RIGHT, headline="CORRECTION: Orvex signs a licence", day="2025-02-12"), corrects=wrong.release_id)
    question = "How much is the licence worth in milestones?"
    assert said(ask(wrong, right, question=question))[0] == RIGHT
    assert WRONG not in said(ask(wrong, right, question=question))
    assert said(ask(wrong, right, question=question, as_of="2025-02-11"))[0] == WRONG
    assert "The partner pays 45% of the cost." in said(ask(wrong, right, question="What part of the cost does the partner pay?"))


def test_figures_of_a_restated_release_name_the_restatement(ask: Callable[..., Answer], a_release: Writer) -> None:
    figures = a_release(
        "Revenue of the third quarter was $4.7 million.", "The plant has 120 people.", headline="Third quarter", day="2025-11-04"
    )
    restatement = a_release("The quarter's statements are restated.", headline="Orvex restates its third quarter", day="2026-02-02")
    restatement = replace(restatement, restates=figures.release_id)
    answer = ask(figures, restatement, question="What was the revenue of the third quarter?", now="2026-03-01")
    assert [s.superseded_by for s in answer.statements if "$4.7" in s.text] == [restatement.release_id]
    before = ask(figures, restatement, question="What was the revenue of the third quarter?", as_of="2025-12-31")
    assert [s.superseded_by for s in before.statements if "$4.7" in s.text] == [None]
    assert {
        s.superseded_by for s in ask(figures, restatement, question="How many people has the plant?").statements if "120" in s.text
    } == {None}


def test_beside_figures_that_were_restated_stands_what_is_said_of_them_now(ask: Callable[..., Answer], a_release: Writer) -> None:
    figures = a_release("Revenue of the third quarter was $4.7 million.", headline="Third quarter", day="2025-11-04")
    warning = "The statements of that time should no longer be relied upon."
    restatement = replace(a_release("Orvex has news.", warning, headline="Orvex restates", day="2026-02-02"), restates=figures.release_id)
    question = "What was the revenue of the third quarter?"
    assert said(ask(figures, restatement, question=question, now="2026-03-01"))[-1] == warning
    assert warning not in said(ask(figures, restatement, question=question, as_of="2025-12-31"))
