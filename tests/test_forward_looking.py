"""Forward-looking labels: what a sentence says as of its release's date, and the reason given."""

from datetime import date
from pathlib import Path

import pytest

from ingest.forward_looking import label, label_sentence
from ingest.forward_looking.cues import cues
from ingest.forward_looking.features import Seen, features
from ingest.forward_looking.model import CARRIED, Model, carried
from ingest.forward_looking.periods import periods
from ingest.forward_looking.second_reader import odds
from ingest.forward_looking.surroundings import Surroundings
from ingest.forward_looking.words import news
from ingest.release import Legend, Release, Section, Sentence, Span

MAY_2008 = date(2008, 5, 6)


def release_of(*parts: tuple[str, str], published: date = MAY_2008, lead_in: str = "", topic: str = "") -> Release:
    """A release whose sections hold one sentence each: (kind, text) in order."""
    text, sections, sentences, topics = "", [], [], []
    for index, (kind, words) in enumerate(parts):
        start = len(text)
        text += words + "\n"
        sections.append(Section(start, len(text), kind.title(), kind))
        form = "item" if lead_in and kind == "body" else "sentence"
        sentences.append(Sentence(start, start + len(words), index, form=form, context=lead_in if form == "item" else ""))
        if topic and kind == "legend":
            at = start + words.index(topic)
            topics.append(Span(at, at + len(topic)))
    legend = Legend(0, len(text), topics=tuple(topics)) if topics else None
    return Release(text, "News", published, sections=tuple(sections), sentences=tuple(sentences), legend=legend)


@pytest.mark.parametrize(
    "sentence",
    [
        "We expect to report top-line data in the second half of 2008.",
        "The company plans to submit its application by the end of the year.",
        "Enrollment was completed in April, and results will follow in the third quarter.",
        "Management reaffirmed its guidance and anticipates revenue of $40 million to $42 million for the full year.",
        "If approved, the product could be launched in Europe.",
        "No further dilution is expected as a result of the financing.",
        "The company is preparing for its planned uplisting to a national exchange.",
    ],
)
def test_a_clause_about_what_is_to_come_makes_the_sentence_forward(sentence):
    assert label_sentence(sentence, published=MAY_2008)[0] == "forward"


@pytest.mark.parametrize(
    "sentence",
    [
        "The trial met its primary endpoint.",
        "Revenue for the quarter was $4.2 million, compared to $3.1 million a year earlier.",
        "The device is designed to reduce infections.",
        "Results exceeded our expectations for the quarter.",
        "Without the storm, sales would have been higher.",
        "Dr. Adams has served as a director since 2001.",
        "The study was originally planned for 2006 but was delayed by a shortage of supply.",
    ],
)
def test_what_is_done_or_true_now_is_historical_whatever_its_cue_words(sentence):
    assert label_sentence(sentence, published=MAY_2008)[0] == "historical"


@pytest.mark.parametrize(
    "sentence",
    [
        "Management will host a conference call and webcast today at 4:30 p.m. Eastern time.",
        "A replay of the webcast will be available on the company's website for 30 days.",
        "To join the conference call, dial 1-800-555-0100 and use passcode 12345.",
    ],
)
def test_notices_of_calls_and_webcasts_are_schedule(sentence):
    assert label_sentence(sentence, published=MAY_2008)[0] == "schedule"


def test_legend_wording_is_known_without_its_release():
    sentence = (
        "Actual results may differ materially from those in the forward-looking statements, and we undertake no obligation to update them."
    )
    assert label_sentence(sentence)[0] == "legend"


def test_a_sentence_of_the_legend_section_is_legend_however_it_is_worded():
    release = release_of(("body", "The trial met its endpoint."), ("legend", "We expect the trial to enroll quickly."))
    assert [s.label for s in label(release).sentences] == ["historical", "legend"]
    assert label(release).sentences[1].reason == "stands in the release's own legend"
    assert label_sentence("We expect the trial to enroll quickly.", release=release)[0] == "legend"


def test_labelling_changes_nothing_but_labels_and_reasons():
    release = release_of(("body", "We will begin a trial in 2009."), ("about", "We make medicines."))
    labelled = label(release)
    assert labelled.text == release.text
    assert labelled.release_id == release.release_id
    assert [(s.start, s.end, s.section) for s in labelled.sentences] == [(s.start, s.end, s.section) for s in release.sentences]
    assert label(labelled) == labelled


def test_the_reason_names_the_cue_and_the_period_after_the_release():
    found = label_sentence("Top-line results are expected in the second half of 2008.", published=MAY_2008)
    assert found == ("forward", "expected; second half of 2008 lies after 2008-05-06")


def test_the_reason_names_the_topic_of_the_legend():
    release = release_of(
        ("body", "We expect enrollment in the pivotal trial to finish in 2009."),
        ("legend", "This release contains statements about enrollment in the pivotal trial."),
        topic="enrollment in the pivotal trial",
    )
    assert label(release).sentences[0].reason == "expect; 2009 lies after 2008-05-06; the legend names enrollment in the pivotal trial"


def test_the_reason_of_a_past_plan_and_of_a_plain_fact():
    assert label_sentence("The meeting was scheduled for March.")[1] == "was scheduled: a past plan"
    assert label_sentence("The company is based in Ghent.")[1] == "states a fact; no plan, expectation or later date"


def test_an_item_under_a_lead_in_that_looks_ahead_looks_ahead():
    words = "File further applications covering the formulation"
    bare = release_of(("body", words))
    led = release_of(("body", words), lead_in="Over the coming year the company intends to:")
    assert [label(one).sentences[0].label for one in (bare, led)] == ["historical", "forward"]


def test_nothing_is_forward_without_a_sign_of_what_is_to_come():
    assert label_sentence("Launches and Expansions")[0] == "historical"


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("in the second half of 2008", date(2008, 7, 1), date(2008, 12, 31)),
        ("q4 2008", date(2008, 10, 1), date(2008, 12, 31)),
        ("the first quarter of fiscal 2009", date(2009, 1, 1), date(2009, 3, 31)),
        ("on june 3, 2008", date(2008, 6, 3), date(2008, 6, 3)),
        ("in february 2008", date(2008, 2, 1), date(2008, 2, 29)),
        ("by december 31", date(2008, 12, 31), date(2008, 12, 31)),
        ("late 2009", date(2009, 9, 1), date(2009, 12, 31)),
        ("through 2010", date(2010, 1, 1), date(2010, 12, 31)),
        ("february 31, 2009", date(2009, 2, 28), date(2009, 2, 28)),
    ],
)
def test_periods_are_read_with_their_first_and_last_day(words, first, last):
    [period] = periods(words, MAY_2008)
    assert (period.first, period.last) == (first, last)


def test_amounts_are_no_years():
    assert periods("$2,008 and 2010% and 1,999 shares", MAY_2008) == []


def test_a_phrase_takes_the_future_out_of_its_words():
    assert [(cue.family, cue.words) for cue in cues("costs were lower than expected")] == [
        ("done", "were"),
        ("as expected", "than expected"),
    ]


def test_a_dateline_and_the_issuers_description_are_left_out():
    sentence = "GHENT, Belgium - May 6, 2008 (NEWSWIRE) - Example Inc. (XYZ: EX), a company that will never be, today announced a trial."
    assert news(sentence) == "today announced a trial."


def test_a_model_that_is_saved_and_read_gives_the_same_scores(tmp_path: Path):
    model = carried()
    model.save(tmp_path / "one.npz")
    model.save(tmp_path / "two.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    names = features(Seen("We expect growth in 2009.", Surroundings(published=MAY_2008)))
    assert Model.load(tmp_path / "one.npz").scores(names) == model.scores(names)


def test_the_carried_weights_are_small_and_say_what_they_were_learnt_on():
    assert CARRIED.stat().st_size < 1_000_000
    assert {"sentences", "seed", "learnt on", "f1 of forward, cross-validated by issuer"} <= carried().about.keys()


@pytest.mark.parametrize("sentence", ["", " ", "\n", "will " * 20_000, "(" * 100_000, "may 31 " * 10_000, "İstanbul’da"])
def test_odd_text_gets_a_label_and_a_reason(sentence):
    found, reason = label_sentence(sentence, published=MAY_2008)
    assert found in ("forward", "historical")
    assert reason


def test_a_decision_not_to_go_on_is_no_plan() -> None:
    found = label_sentence("On May 5, the Company announced it will not proceed with the credit facility.", published=date(2025, 6, 1))
    assert found == ("historical", "a decision taken")


def test_what_a_study_is_to_find_out_is_its_design() -> None:
    found = label_sentence("The primary objective of the trial is to evaluate the safety of the gel.", published=date(2025, 6, 1))
    assert found == ("historical", "what a study is designed to find out")


def test_an_expectation_for_a_time_that_lies_ahead_is_forward_whatever_stands_beside_it() -> None:
    sentence = "Results are expected in the first half of 2026 from the Phase 1 trial of AB-1 and in the first half of 2027 from the Phase 3 trial of AB-2."
    assert label_sentence(sentence, published=date(2025, 12, 2))[0] == "forward"


def test_what_the_linear_model_is_unsure_of_is_read_again():
    place = Surroundings(published=date(2025, 3, 1), headline="Orvex Pumps Opens Its Second Plant")
    ahead, behind = odds(
        [("The ramp-up of the line should take the plant to two shifts.", place), ("The line has run two shifts since May.", place)]
    )
    assert ahead > 0 > behind
    assert odds([]) == []
