"""The ledger: programs and their events found in releases, and where each stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest import Decision, Event, Named, Program, Release, read_ledger
from ingest.drafts import read_release

DATA = Path(__file__).parents[1] / "data"
Writer = Callable[..., Release]


def orvex(writer: Writer, *told: str, day: str = "2025-03-04", **more: object) -> Release:
    """A release of a made-up drug company."""
    about = more.pop("about", ("Orvex Therapeutics is a clinical-stage company that develops medicines for patients with rare diseases.",))
    return replace(writer(*told, day=day, headline="Orvex gives an update", about=about, **more), issuer="Orvex Therapeutics")


def only(*releases: Release, given: tuple[Named, ...] = ()) -> Program:
    programs = read_ledger(releases, given).programs
    assert [p.name for p in programs] == [programs[0].name]
    return programs[0]


STARTED = "Orvex dosed the first patient in a Phase 2 trial of ORV-112 (selvimab), an antibody for the treatment of chronic cough."


def test_a_program_is_found_with_its_alias_indication_and_stage(a_release: Writer) -> None:
    program = only(orvex(a_release, STARTED))
    assert (program.name, program.aliases, program.indications) == ("ORV-112", ("selvimab",), ("chronic cough",))
    assert program.stage == "Phase 2"
    assert program.latest is not None
    assert (program.latest.kind, program.latest.date, program.latest.quote) == ("first patient", "2025-03-04", STARTED)


def test_an_event_points_at_its_very_words(a_release: Writer) -> None:
    release = orvex(a_release, STARTED, ahead=("Top-line results of ORV-112 are expected in the second half of 2025.",))
    for event in only(release).history:
        assert release.text[event.start : event.end] == event.quote


def test_a_plan_is_told_from_a_deed_and_keeps_its_period(a_release: Writer) -> None:
    program = only(orvex(a_release, STARTED, ahead=("Top-line results of ORV-112 are expected in the second half of 2025.",)))
    assert program.next is not None
    assert (program.next.kind, program.next.expected, program.next.due) == ("top-line", "second half of 2025", date(2025, 12, 31))
    assert [(e.kind, e.planned) for e in program.history] == [("first patient", False), ("top-line", True)]


def test_one_sentence_may_tell_a_deed_and_a_plan(a_release: Writer) -> None:
    program = only(
        orvex(a_release, "ORV-112 has completed its Phase 2 trial in patients with chronic cough and is preparing to enter Phase 3.")
    )
    assert [(e.kind, e.planned, e.stage) for e in program.history] == [("trial completed", False, "Phase 2"), ("started", True, "Phase 3")]
    assert program.stage == "Phase 2 completed; Phase 3 planned"


@pytest.mark.parametrize(
    ("told", "kind", "planned"),
    [
        (
            "Orvex has successfully completed a toxicity study of ORV-112, a step before applying to the FDA for a trial.",
            "trial completed",
            False,
        ),
        ("Orvex recently refiled a New Drug Application for ORV-112, a formulation intended for all indications.", "submission", False),
        ("In addition to seeking a partner for ORV-112, Orvex has submitted a New Drug Application.", "submission", False),
        ("Orvex is also seeking advice and is currently filing a New Drug Application for ORV-112.", "submission", True),
        ("Building on the top-line results of ORV-112, Orvex is poised to serve patients.", "top-line", False),
        ("With its recent FDA approval of ORV-112, Orvex will serve patients.", "approval", False),
        ("With top-line results of ORV-112 expected in June 2025, Orvex looks ahead.", "top-line", True),
        ("Fast Track designation makes ORV-112 eligible for a rolling review.", "designation", False),
        ("The Phase 1 trial of ORV-112 is underway, with data expected in the third quarter of 2025.", "started", False),
        ("Orvex expects to complete the production facility's upgrade for ORV-112 in 2026.", "manufacturing", True),
        ("Previously announced top-line results of ORV-112 are expected to be published.", "top-line", True),
    ],
)
def test_what_follows_a_deed_makes_no_plan_of_it(told: str, kind: str, planned: bool, a_release: Writer) -> None:
    history = only(orvex(a_release, STARTED, told, day="2025-05-06")).history
    assert [e.planned for e in history if e.kind == kind and e.quote == told] == [planned]


def test_a_designation_explained_is_none_granted(a_release: Writer) -> None:
    told = "Orphan drug designation of ORV-112's kind is granted to drugs that treat rare diseases."
    assert "designation" not in [e.kind for e in only(orvex(a_release, STARTED, told)).history]


def test_what_is_said_to_have_happened_in_an_earlier_year_is_of_that_year(a_release: Writer) -> None:
    told = "In 2023, Orvex filed an IND application for ORV-112."
    assert [e.date for e in only(orvex(a_release, STARTED, told)).history if e.quote == told] == ["2023"]


def test_a_sentence_that_leans_on_the_one_before_is_of_the_same_program(a_release: Writer) -> None:
    told = "The company anticipates that this process will take about six months to complete."
    plans = [e for e in only(orvex(a_release, STARTED, told)).history if e.planned]
    assert [(e.quote, e.certainty) for e in plans] == [(told, 0.65)]


def test_a_later_date_replaces_a_plan_and_a_deed_fulfils_it(a_release: Writer) -> None:
    releases = [
        orvex(a_release, STARTED, ahead=("Orvex expects top-line results of ORV-112 by the end of 2025.",)),
        orvex(
            a_release,
            "Nothing else is new in the Phase 2 trial.",
            day="2025-06-04",
            ahead=("Top-line results of ORV-112 are now expected in March 2026.",),
        ),
    ]
    moved = only(*releases)
    assert [(e.expected, e.superseded) for e in moved.history if e.planned] == [("by the end of 2025", True), ("March 2026", False)]
    told = orvex(a_release, "Orvex today announced top-line results of the Phase 2 trial of ORV-112.", day="2026-03-30")
    done = only(*releases, told)
    assert all(e.superseded for e in done.history if e.planned)
    assert done.next is None


def test_boilerplate_that_lags_moves_no_program_backwards(a_release: Writer) -> None:
    about = ("Orvex Therapeutics develops medicines for patients. ORV-112 is in Phase 1 for chronic cough.",)
    program = only(
        orvex(a_release, STARTED), orvex(a_release, "Orvex appointed a director of clinical development.", day="2025-09-01", about=about)
    )
    assert program.stage == "Phase 2"
    assert [(e.published, e.stage) for e in program.lagging] == [("2025-09-01", "Phase 1")]


def test_a_company_without_medicine_has_no_program(a_release: Writer) -> None:
    mine = a_release(
        "Core hole MHB-36 was completed in Phase 1 of the drilling program.",
        "A feasibility study of the QX-200 plant is expected in 2026.",
        headline="Kessel Copper reports assays",
    )
    assert read_ledger([replace(mine, issuer="Kessel Copper Corp.")]).programs == ()


def test_another_companys_drug_is_no_program_of_the_issuers(a_release: Writer) -> None:
    release = orvex(
        a_release, STARTED, "In a Phase 3 trial, ORV-112 will be compared with mirabelimab and given in combination with GX-900."
    )
    assert [p.name for p in read_ledger([release]).programs] == ["ORV-112"]


@pytest.mark.parametrize(
    "told",
    [
        "The only FDA-approved therapy, RIVALIS® (mirabelimab), costs $150,000 per patient. RIVALIS® is in a Phase 4 trial.",
        "Kessel Therapeutics (NASDAQ: KSSL) made headlines with its drug candidate KS-900, which is in a Phase 3 trial of KS-900.",
    ],
)
def test_a_rival_in_a_comparison_is_no_program_of_the_issuers(told: str, a_release: Writer) -> None:
    assert [p.name for p in read_ledger([orvex(a_release, STARTED, *told.split(". "))]).programs] == ["ORV-112"]


def test_what_two_programs_are_told_in_one_sentence_is_kept_apart(a_release: Writer) -> None:
    release = orvex(
        a_release,
        STARTED,
        "Orvex's pipeline comprises ORV-112 in Phase 2 for chronic cough and ORV-340 in preclinical development for asthma.",
    )
    assert {p.name: p.stage for p in read_ledger([release]).programs} == {"ORV-112": "Phase 2", "ORV-340": "Preclinical"}


def test_programs_without_a_name_are_told_by_their_use(a_release: Writer) -> None:
    about = (
        "Orvex's programs include drug candidates for the treatment of chronic hepatitis C (Phase II), and the treatment of acne (preclinical).",
    )
    programs = read_ledger([orvex(a_release, "Orvex reported on its clinical trials.", "Patients are enrolling.", about=about)]).programs
    assert [(p.indications, p.stage) for p in programs] == [(("chronic hepatitis C",), "Phase II"), (("acne",), "Preclinical")]


def test_what_the_company_names_wins(a_release: Writer) -> None:
    given = Named("Selvimab", ("ORV-112",), "refractory chronic cough", "Tamber Pharma AG")
    program = only(orvex(a_release, STARTED), given=(given,))
    assert (program.name, program.indications, program.partners) == ("Selvimab", ("refractory chronic cough",), ("Tamber Pharma AG",))


def test_denied_approval_and_refusals_are_no_approval(a_release: Writer) -> None:
    program = only(
        orvex(
            a_release,
            STARTED,
            "ORV-112 is investigational and has not been approved by the FDA.",
            "No regulatory authority has approved ORV-112.",
        )
    )
    assert program.stage == "Phase 2"
    assert not program.approved


def test_a_discontinued_program_says_how_far_it_came(a_release: Writer) -> None:
    ended = orvex(a_release, "Orvex today said that it has discontinued the development of ORV-112.", day="2025-10-01")
    program = only(orvex(a_release, STARTED, ahead=("Top-line results of ORV-112 are expected in March 2026.",)), ended)
    assert program.stage == "Discontinued (was in Phase 2)"
    assert program.next is None


@pytest.fixture(scope="module")
def sample() -> dict[str, Program]:
    releases = [read_release(path.read_bytes(), path.name) for path in sorted((DATA / "releases").iterdir())]
    return {p.name: p for p in read_ledger(releases).programs}


WRITTEN = json.loads((DATA / "programs.json").read_text(encoding="utf-8"))


def test_the_sample_companys_programs_are_found_and_no_other(sample: dict[str, Program]) -> None:
    assert sorted(sample) == sorted(p["program"] for p in WRITTEN["programs"])


@pytest.mark.parametrize("written", WRITTEN["programs"], ids=lambda p: p["program"])
def test_the_sample_companys_ledger_is_as_written_beside_its_releases(written: dict[str, object], sample: dict[str, Program]) -> None:
    program = sample[str(written["program"])]
    assert set(written["aliases"]) <= set(program.aliases)  # type: ignore[call-overload]
    assert list(program.indications) == written["indications"]
    assert list(program.partners) == [p["name"] for p in written["partners"]]  # type: ignore[attr-defined]
    assert agrees(written["latest_event"], program.latest)
    assert agrees(written["next_milestone"], program.next)
    missed = [e for e in written["history"] if not any(agrees(e, own) for own in program.history)]  # type: ignore[attr-defined]
    assert len(missed) <= 1, missed


def agrees(written: object, event: Event | None) -> bool:
    """The same sentence or the same date, and plan or deed alike."""
    if not isinstance(written, dict) or event is None:
        return written is None and event is None
    words = " ".join(event.quote.split())
    said = written["quote"] in words or words in written["quote"]
    return (said or written["date"] == (event.expected if event.planned else event.date)) and written["planned"] == event.planned


# --- what people decide


def decision(event: Event, verdict: str, **changes: str) -> Decision:
    return Decision(event.program, event.published, event.quote, event.planned, verdict, tuple(changes.items()))  # type: ignore[arg-type]


def test_a_rejected_event_is_gone_and_what_it_told_with_it(a_release: Writer) -> None:
    release = orvex(a_release, STARTED, ahead=("Top-line results of ORV-112 are expected in the second half of 2025.",))
    plan = only(release).next
    assert plan is not None
    program = read_ledger([release], decisions=[decision(plan, "reject")]).programs[0]
    assert program.next is None
    assert [e.kind for e in program.history] == ["first patient"]


def test_an_accepted_event_is_certain(a_release: Writer) -> None:
    pipeline = "Orvex's pipeline comprises ORV-112 in Phase 2 for patients with chronic cough and ORV-340 in Phase 2 for asthma."
    release = orvex(a_release, pipeline, ahead=("Both programs are expected to enter Phase 3 trials in 2026.",))
    unsure = read_ledger([release]).uncertain
    assert [(e.program, e.kind, e.certainty) for e in unsure] == [("ORV-112", "started", 0.55), ("ORV-340", "started", 0.55)]
    assert [e.program for e in read_ledger([release], decisions=[decision(unsure[0], "accept")]).uncertain] == ["ORV-340"]


def test_a_corrected_event_is_told_as_corrected_also_of_another_reading(a_release: Writer) -> None:
    ahead = ("Top-line results of ORV-112 are expected in the second half of 2025.",)
    plan = only(orvex(a_release, STARTED, ahead=ahead)).next
    assert plan is not None
    corrected = decision(plan, "correct", expected="March 2026", what="Top-line results (corrected)")
    again = orvex(a_release, "Orvex was founded in 2016.", STARTED, ahead=ahead)
    found = read_ledger([again], decisions=[corrected]).programs[0].next
    assert found is not None
    assert (found.what, found.expected, found.due, found.certainty) == (
        "Top-line results (corrected)",
        "March 2026",
        date(2026, 3, 31),
        1.0,
    )
