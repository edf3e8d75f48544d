"""The passages of an answer: the fewest that cover it, the newest where things have changed, none where nothing is near."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from bot.choose import GOOD, JUDGED, LEANT, NEARLY, SAID, Blend, best_of_parts, choose, judge_of, judged
from bot.retrieve import Candidate
from bot.understand import understand
from bot.weighing import NEXT, UNNAMED, Floats, about_the_named, near_the_best
from ingest import Passage

TODAY = date(2026, 3, 1)


def candidate(
    text: str,
    *,
    cosine: float = 0.6,
    day: str = "2025-03-04",
    index: int = 2,
    near: str = "",
    lists: frozenset[str] = frozenset(),
    **more: Any,
) -> Candidate:
    told: dict[str, Any] = {
        "release_id": day, "index": index, "headline": "Orvex news", "published": day, "source": f"{day}.md", "section": "", "kind": "body",
        "start": 0, "end": len(text), "text": text, "context": "", "label": "historical", "speaker": None, "party": "issuer",
    }  # fmt: skip
    return Candidate(Passage(**told | more), cosine, bare=10 * cosine, titled=12 * cosine, near=near, lists=lists)


def chosen(question: str, *candidates: Candidate, named: tuple[set[str], ...] = ()) -> list[str]:
    ranked = sorted(candidates, key=lambda c: -c.cosine)
    return [p.text for p in choose(question, understand(question, today=TODAY), ranked, {}, named)]


VALVES = "The plant in Leeds makes 1,850 valves a day."
DIRECTOR = "Ann Lee joined the board as finance director."


def test_nothing_found_gives_nothing() -> None:
    assert chosen("How many valves a day does the plant make?") == []


def test_where_nothing_is_near_the_record_is_silent() -> None:
    assert chosen("What is the capital of France?", candidate(VALVES, cosine=0.15), candidate(DIRECTOR, cosine=0.1)) == []


def test_one_thing_asked_and_one_sentence_that_tells_it() -> None:
    assert chosen("How many valves a day does the plant make?", candidate(VALVES, cosine=0.8), candidate(DIRECTOR, cosine=0.2)) == [VALVES]


def test_whom_to_call_is_said_where_it_is_asked() -> None:
    desk = candidate("Contact: Ann Lee, director, plant in Leeds, valves@orvex.example", cosine=0.6, kind="contacts", index=9)
    told = candidate(VALVES, cosine=0.8)
    assert chosen("How many valves a day does the plant in Leeds make?", told, desk) == [VALVES]
    assert desk.passage.text in chosen("Whom do I contact about the valves of the plant in Leeds?", told, desk)


def test_the_newest_replaces_what_was_worded_alike_with_other_figures() -> None:
    old = candidate("Cash and equivalents were $12.3 million at June 30, 2025.", cosine=0.71, day="2025-08-05")
    new = candidate("Cash and equivalents were $9.8 million at September 30, 2025.", cosine=0.7, day="2025-11-04")
    assert chosen("How much cash is there?", old, new) == [new.passage.text]


def test_a_period_that_is_named_brings_the_older_one_back() -> None:
    old = candidate("Cash and equivalents were $12.3 million at June 30, 2025.", cosine=0.71, day="2025-08-05")
    new = candidate("Cash and equivalents were $9.8 million at September 30, 2025.", cosine=0.7, day="2025-11-04")
    assert chosen("How much cash was there at June 30, 2025?", old, new)[0] == old.passage.text


def test_what_changed_is_told_by_both() -> None:
    old = candidate("Results of the trial are expected in June 2026.", cosine=0.71, day="2025-08-05", label="forward")
    new = candidate("Results of the trial are expected in the fall of 2026.", cosine=0.7, day="2025-11-04", label="forward")
    both = {old.passage.text, new.passage.text}
    assert set(chosen("How did the expected timing of the trial results change over time?", old, new)) == both
    assert chosen("When are results of the trial expected?", old, new) == [new.passage.text]


def test_a_sentence_that_looks_ahead_is_not_added_unasked() -> None:
    told = candidate("The plant in Leeds made 1,850 valves a day in May.", cosine=0.85)
    ahead = candidate("The plant in Leeds is expected to make 3,000 valves a day in time.", cosine=0.74, index=3, label="forward")
    historical = candidate("The plant in Leeds has room to make 3,000 valves a day.", cosine=0.74, index=3)
    assert chosen("How many valves did the plant in Leeds make a day?", told, ahead) == [told.passage.text]
    assert chosen("How many valves did the plant in Leeds make a day?", told, historical) == [told.passage.text, historical.passage.text]


def test_a_question_about_what_is_to_come_gets_the_sentence_that_looks_ahead() -> None:
    told = candidate("The trial enrolled 300 patients by May.", cosine=0.6)
    ahead = candidate("Results of the trial are expected in June 2026.", cosine=0.6, index=3, label="forward")
    assert chosen("When will the results of the trial come?", told, ahead)[0] == ahead.passage.text


def test_each_release_that_is_named_has_its_sentence_first() -> None:
    may = candidate("Orders rose to 40 in the spring.", cosine=0.75, day="2025-05-06")
    more = candidate("Orders of pumps and valves came from Hull.", cosine=0.74, day="2025-05-06", index=3)
    july = candidate("The order book held 55 contracts.", cosine=0.55, day="2025-07-10")
    told = chosen(
        "Compare orders in the May 6, 2025 release and the July 10, 2025 release.", may, more, july, named=({"2025-05-06"}, {"2025-07-10"})
    )
    assert told[:2] == [may.passage.text, july.passage.text]


def test_the_trial_that_is_named_by_its_code_comes_before_a_likelier_one() -> None:
    other = candidate("Top-line data of the OV-34 trial came in May 2025.", cosine=0.72)
    named = candidate("Top-line data of the OV-12 trial came in June 2025.", cosine=0.69, index=3)
    around = candidate("Top-line data came in July 2025.", cosine=0.69, index=4, near="The OV-12 trial is complete.")
    assert chosen("When did top-line data of OV-12 come?", other, named)[0] == named.passage.text
    assert chosen("When did top-line data of OV-12 come?", other, around)[0] == around.passage.text


def test_a_list_of_risks_answers_where_risks_are_asked_for_and_only_there() -> None:
    risks = candidate(
        "Sales of valves may differ due to the price of steel, strikes, floods, tariffs, and weather.",
        kind="legend",
        label="legend",
        lists=frozenset({"factors"}),
    )
    sales = candidate("Sales of valves came to 12 million dollars.", index=3)
    assert chosen("What are the risks to sales of valves?", risks, sales)[0] == risks.passage.text
    assert chosen("How much were sales of valves?", risks, sales)[0] == sales.passage.text


def test_how_things_stood_on_a_day_is_not_told_before_it() -> None:
    earlier = candidate("Orvex has received $650,000 in cash, $450,000 of it in Q3 2025.", cosine=0.8, day="2025-08-29")
    reported = candidate("Cash was $2.1 million at September 30, 2025.", cosine=0.7, day="2025-11-12")
    planned = candidate("Orvex expects cash of $2 million at September 30, 2025.", cosine=0.7, day="2025-08-29", label="forward")
    asked = "How much cash was there at September 30, 2025?"
    assert chosen(asked, earlier) == []
    assert chosen(asked, earlier, reported) == [reported.passage.text]
    assert chosen("How much cash is expected at September 30, 2025?", planned) == [planned.passage.text]


def test_figures_of_one_period_are_not_answered_from_another() -> None:
    first = candidate("Revenue was $4 million in the first quarter of 2025.", day="2025-05-06")
    second = candidate("Revenue was $5 million.", day="2025-08-05", index=3)
    assert chosen("What was revenue in the second quarter of 2025?", first, second) == [second.passage.text]
    assert chosen("What was revenue in the second quarter of 2025?", first) == []
    assert chosen("What was revenue in Q1 2025?", first) == [first.passage.text]


def test_what_was_assumed_is_told_apart_from_what_may_go_wrong() -> None:
    risks = candidate("Sales may differ due to strikes.", kind="legend", label="legend", lists=frozenset({"factors"}))
    assumed = candidate("We assume that sales and steel hold.", kind="legend", label="legend", index=3, lists=frozenset({"assumptions"}))
    assert chosen("What did they take for granted about sales?", risks, assumed)[0] == assumed.passage.text
    assert chosen("Which risks to sales are named?", risks, assumed)[0] == risks.passage.text


def test_a_chooser_that_reads_the_passages_has_its_say() -> None:
    first, second, third = (
        candidate(f"The plant in {town} makes valves.", cosine=0.7 - n / 50, index=n) for n, town in enumerate(TOWNS[:3], 2)
    )

    def judge(passages: Sequence[Passage]) -> Floats:
        return np.array([6.0 if "Hull" in p.text else -6.0 for p in passages])

    def nothing(passages: Sequence[Passage]) -> Floats:
        return np.full(len(passages), -30.0)

    question = "Where are valves made?"
    intent, found = understand(question, today=TODAY), [first, second, third]
    assert choose(question, intent, found, {})[0].text == first.passage.text
    assert choose(question, intent, found, {}, judge=judge)[0].text == third.passage.text
    assert choose(question, intent, found, {}, judge=nothing) == []


class Reader:
    """A chooser to which a passage answers a question where it holds the question's last word."""

    def logits(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        return np.array([[4.0 if question.split()[-1].strip("?") in passage else -4.0] for question, passage in pairs], np.float32)


def test_a_question_and_its_parts_are_read_and_talk_goes_on_where_it_was() -> None:
    passages = [candidate("The plant stands in Leeds.").passage, candidate("Valves cost 3 euros.", day="2025-08-05").passage]
    alone, parted = (
        judge_of(["Where is the plant and what do they cost?"], Reader()),
        judge_of(["the plant and cost?", "the plant?"], Reader()),
    )
    assert alone
    assert parted
    assert alone(passages).tolist() == [-4, 4]
    assert parted(passages).tolist() == [[-4, 4], [4, -4]]
    leaning = judge_of(["What do they cost?"], Reader(), {("2025-03-04", 0), ("2025-08-05", 9)})
    assert leaning
    assert leaning(passages).tolist() == [-4 + SAID, 4 + LEANT]
    assert judge_of(["What?"], None) is None


def test_what_answers_one_part_best_comes_before_a_second_sentence_on_another() -> None:
    opened = candidate("The plant in Leeds was opened in May.", cosine=0.8)
    again = candidate("The plant in Leeds took a year to open.", cosine=0.78, index=3)
    run = candidate("Ann Lee runs the plant.", cosine=0.7, index=9)
    question = "When was the plant in Leeds opened, and who runs it?"

    def judge(passages: Sequence[Passage]) -> Floats:
        of = [
            {opened.passage.text: (4.0, 4.0, -4.0), again.passage.text: (3.0, 3.5, -4.0)}.get(p.text, (-3.0, -4.0, 3.0)) for p in passages
        ]
        return np.array(of).T

    told = [p.text for p in choose(question, understand(question, today=TODAY), [opened, again, run], {}, judge=judge)]
    assert told[:2] == [opened.passage.text, run.passage.text]


def test_a_part_that_nothing_answers_well_brings_nothing_and_a_sentence_for_two_parts_stands_once() -> None:
    good, weak = 2 * GOOD, GOOD / 2
    assert best_of_parts(np.array([[good, weak, 0.0], [0.0, weak, 0.0]]), [4, 7, 9], 4) == [4]
    assert best_of_parts(np.array([[good, 0.0, 0.0], [NEARLY * good + 0.01, 0.0, good]]), [4, 7, 9], 4) == [4]
    assert best_of_parts(np.array([[good, 0.0, 0.0], [weak, 0.0, good]]), [4, 7, 9], 4) == [4, 9]


def test_a_passage_about_none_of_those_named_stands_behind_one_that_is() -> None:
    named = candidate("Quillonex has not closed the purchase.", cosine=0.6)
    other = [candidate(f"The lease of plant {n} has not closed.", cosine=0.62 - n / 100, index=n) for n in range(3, 6)]
    intent = understand("Has Quillonex closed?", today=TODAY)
    assert about_the_named([named, *other], intent).tolist() == [1.0, UNNAMED, UNNAMED, UNNAMED]
    assert about_the_named(other, intent).tolist() == [1.0] * 3
    assert about_the_named([named], intent).tolist() == [1.0]


def test_a_sentence_that_stands_by_another_trial_of_the_name_is_of_that_trial() -> None:
    asked = candidate("Top-line results from HERON-1 are expected in the third quarter of 2027.", cosine=0.7, day="2025-05-12")
    other = candidate(
        "Top-line results are expected in the first half of 2028.",
        cosine=0.75,
        day="2025-06-16",
        headline="First Patient Dosed in HERON-2",
        near="Its endpoint is the same as that of HERON-1.",
    )
    assert chosen("When are the top-line results of HERON-1 expected?", asked, other)[0] == asked.passage.text
    plain = candidate("Top-line results are expected in 2027.", cosine=0.75, day="2025-06-16", near="HERON-1 is fully enrolled.")
    assert chosen("When are the top-line results of HERON-1 expected?", asked, plain)[0] == plain.passage.text


def test_the_newest_wording_is_that_about_those_named() -> None:
    older = candidate("Quillonex has not closed the purchase.", cosine=0.7, day="2025-03-04")
    newer = candidate("The lease has not closed.", cosine=0.69, day="2025-08-05")
    others = [candidate(f"Line {n} makes valves.", cosine=0.2, day="2025-01-01", index=n) for n in range(3, 8)]
    assert chosen("Has Quillonex closed, by the newest wording?", older, newer, *others) == [older.passage.text]
    assert chosen("Has it closed, by the newest wording?", older, newer, *others) == [newer.passage.text]


def test_passages_that_no_chooser_read_stay_below_those_it_read() -> None:
    many = [candidate(f"Line {n} of the plant makes valves.", cosine=0.7 - n / 100, index=n) for n in range(2, 30)]
    chances = np.linspace(0.9, 0.1, len(many))
    weighed, told, _ = judged(chances, many, lambda read: np.full(len(read), -3.0), Blend(0.0, 1.0, 0.1, 0.1, 0.3), range(JUDGED))
    assert weighed[:JUDGED].min() > weighed[JUDGED:].max()
    assert told == pytest.approx(JUDGED * np.exp(-3) / (1 + JUDGED * np.exp(-3)))


def test_a_newer_quarter_does_not_replace_the_one_that_is_asked_for() -> None:
    old = candidate("Net income was $7.9 million for the second quarter of 2025.", cosine=0.71, day="2025-08-05")
    new = candidate(
        "Net income was $9.6 million for the third quarter of 2025, and $7.9 million for the second quarter of 2025.",
        cosine=0.7,
        day="2025-11-04",
    )
    assert old.passage.text in chosen("What was net income in the second quarter of 2025?", old, new)


def test_a_headline_is_not_said_beside_the_sentence_that_holds_it() -> None:
    sentence = candidate("Orvex today opened a plant in Leeds that makes valves.", cosine=0.8, headline="Orvex opens plant in Leeds")
    headline = candidate("Orvex opens plant in Leeds", cosine=0.79, index=0, headline="Orvex opens plant in Leeds")
    assert chosen("Where did Orvex open a plant?", sentence, headline) == [sentence.passage.text]
    telling = candidate("Orvex opens 3 plants in Leeds", cosine=0.79, index=0, headline="Orvex opens 3 plants in Leeds")
    assert len(chosen("Where did Orvex open a plant?", sentence, telling)) == 2


def test_a_sentence_that_says_the_same_again_is_left_out() -> None:
    again = candidate("The plant makes valves, 1,850 a day, in Leeds.", cosine=0.79, index=3)
    assert chosen("How many valves a day does the plant make?", candidate(VALVES, cosine=0.8), again) == [VALVES]


TOWNS = ("Leeds", "York", "Hull", "Derby", "Durham", "Ripon", "Selby", "Whitby")


def test_one_question_gets_three_sentences_at_most_and_a_list_six() -> None:
    plants = [candidate(f"Plant {n} stands in {town} and employs {n}0 people.", index=n) for n, town in enumerate(TOWNS, 2)]
    assert len(chosen("Where does the plant stand?", *plants)) == 3
    assert len(chosen("List all the plants and where each stands.", *plants)) == 6


def test_an_answer_stays_within_its_words_save_for_the_first_sentence() -> None:
    long = [
        candidate(f"The plant in {town} makes valves" + f" of brass for {town}" * 20 + f" number {n}.", index=n)
        for n, town in enumerate(TOWNS, 2)
    ]
    told = chosen("Where are valves of brass made?", *long)
    assert len(told) == 1
    assert len(told[0].split()) == 88
    longer = candidate("The plant makes valves" + " of brass" * 200 + ".")
    assert chosen("Where are valves of brass made?", longer) == [longer.passage.text]


def test_by_the_latest_announcement_only_the_newest_that_answers_speaks() -> None:
    old = candidate("The plant in Leeds makes 1,850 valves a day.", cosine=0.9, day="2025-03-04")
    new = candidate("The plant in Leeds now has room for 2,100 valves a day.", cosine=0.8, day="2025-08-04")
    assert chosen("According to the latest announcement, how many valves a day does Leeds make?", old, new) == [new.passage.text]


def test_assumptions_are_told_where_they_are_asked_for() -> None:
    dated = candidate("Results of the trial are expected in June 2026.", cosine=0.8, label="forward")
    made = candidate(
        "The date assumes that the last visits take place in May.", cosine=0.1, index=9, kind="legend", lists=frozenset({"assumptions"})
    )
    assert chosen("What does the company assume behind the date of the trial results?", dated, made)[0] == made.passage.text
    assert chosen("When are the results of the trial expected?", dated, made) == [dated.passage.text]


def test_an_answer_goes_on_where_it_began() -> None:
    best = candidate("The offering brought in $86 million before fees.", cosine=0.9, day="2025-03-04", index=5)
    beside = candidate("After fees the company received $80 million.", cosine=0.5, day="2025-03-04", index=6)
    elsewhere = candidate("A loan brought in $7 million before fees.", cosine=0.5, day="2025-08-04", index=6)
    last = candidate("The fees were $6 million.", cosine=0.5, day="2025-03-04", index=7)
    gains = near_the_best(np.array([0.8, 0.2, 0.2]), [best, beside, elsewhere])
    assert gains.tolist() == [1.0, NEXT, 1.0]
    raised = np.array([0.8, 0.6, 0.7]) * near_the_best(np.array([0.8, 0.6, 0.7]), [best, beside, last])
    assert raised.argsort().tolist() == [1, 2, 0]
