"""Cautions: each release's own, chosen to speak to what is said, beside what looks ahead and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answer import Caveat
from bot.caveats import caveats
from bot.compose.quotes import compose
from ingest import Record, Release

TRIAL = "Top-line data of the QUIET trial are expected in June 2026."
MONEY = "Orvex expects its cash to last into 2027."
FACTORS = (
    "the price of steel;",
    "delays in enrolling patients in clinical trials;",
    "the loss of key personnel;",
    "the need to raise capital and the risk of dilution;",
    "claims of third parties to patents;",
    "trial data that do not support approval;",
    "competition in the market for valves.",
)
ASSUMPTIONS = ("We assume that patients enroll as planned.", "We assume stable steel prices.")
UPDATE = ("Orvex undertakes no obligation to update these statements.",)


@pytest.fixture
def cautious(a_release: Callable[..., Release]) -> Release:
    release: Release = a_release(
        "The plant is open.", ahead=(TRIAL, MONEY), factors=FACTORS, assumptions=ASSUMPTIONS, update=UPDATE, day="2025-03-04"
    )
    return release


def cautions(record: Record, *said: tuple[Release, str]) -> tuple[Caveat, ...]:
    passages = [record.passage(r.release_id, next(i for i, s in enumerate(r.sentences) if r.quote(s) == words)) for r, words in said]
    statements, citations = compose(passages, record)
    return caveats(statements, citations, record)


def test_what_was_said_of_the_past_needs_no_caution(cautious: Release, a_record: Callable[..., Record]) -> None:
    assert cautions(a_record(cautious), (cautious, "The plant is open.")) == ()


def test_a_trial_is_cautioned_by_what_can_happen_to_trials(cautious: Release, a_record: Callable[..., Record]) -> None:
    (caveat,) = cautions(a_record(cautious), (cautious, "The plant is open."), (cautious, TRIAL))
    assert caveat.statements == (1,)
    assert caveat.factors == (FACTORS[1], FACTORS[5])
    assert caveat.assumptions == (ASSUMPTIONS[0],)
    assert caveat.update_policy == UPDATE[0]
    assert (caveat.release_id, caveat.published) == (cautious.release_id, "2025-03-04")
    assert cautious.text[caveat.start : caveat.end].startswith(FACTORS[0])
    assert cautious.text[caveat.start : caveat.end].endswith(UPDATE[0])


def test_the_notice_says_of_what_day_the_expectation_is(cautious: Release, a_record: Callable[..., Record]) -> None:
    (caveat,) = cautions(a_record(cautious), (cautious, TRIAL))
    assert caveat.notice.startswith("Forward-looking as of March 4, 2025: ")


def test_cash_is_cautioned_by_what_can_happen_to_cash(cautious: Release, a_record: Callable[..., Record]) -> None:
    (caveat,) = cautions(a_record(cautious), (cautious, MONEY))
    assert caveat.factors == (FACTORS[3],)


def test_two_statements_of_a_release_share_one_caution_with_the_factors_of_both(cautious: Release, a_record: Callable[..., Record]) -> None:
    (caveat,) = cautions(a_record(cautious), (cautious, MONEY), (cautious, TRIAL))
    assert caveat.statements == (0, 1)
    assert caveat.factors == (FACTORS[1], FACTORS[3], FACTORS[5])


def test_each_release_cautions_for_itself(cautious: Release, a_record: Callable[..., Record], a_release: Callable[..., Release]) -> None:
    later = "Top-line data of the QUIET trial are now expected in May 2027."
    other = a_release(ahead=(later,), factors=("slow enrollment in the trial.",), day="2025-11-05")
    first, second = cautions(a_record(cautious, other), (other, later), (cautious, TRIAL))
    assert (first.release_id, first.statements, first.factors) == (other.release_id, (0,), ("slow enrollment in the trial.",))
    assert (second.release_id, second.statements, second.factors) == (cautious.release_id, (1,), (FACTORS[1], FACTORS[5]))
    assert (first.update_policy, second.update_policy) == (None, UPDATE[0])


def test_where_no_factor_fits_the_first_ones_stand(a_record: Callable[..., Record], a_release: Callable[..., Release]) -> None:
    words = "Orvex hopes for sunshine at its summer fair."
    release = a_release(ahead=(words,), factors=FACTORS)
    (caveat,) = cautions(a_record(release), (release, words))
    assert caveat.factors == FACTORS[:4]
    assert caveat.assumptions == ()


def test_a_release_without_a_legend_gets_the_notice_alone(a_record: Callable[..., Record], a_release: Callable[..., Release]) -> None:
    release = a_release(ahead=(TRIAL,), day="2025-03-04")
    (caveat,) = cautions(a_record(release), (release, TRIAL))
    assert (caveat.factors, caveat.assumptions, caveat.update_policy, caveat.start, caveat.end) == ((), (), None, 0, 0)
    assert caveat.notice.startswith("Forward-looking as of March 4, 2025: ")
    assert caveat.notice.endswith("The release carries no cautionary statement of its own.")
