"""What stands beside a chosen sentence: its cause, what was before, what its speaker says next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.beside import SAYS_LITTLE, WORDS, with_beside
from ingest import Record, Release

FELL = "Sales of valves fell to $4 million."
CAUSE = "The decrease was due to a strike at the plant in Leeds."
OTHER = "The plant employs 40 people."
ANN = "Ann Lee, Chief Executive Officer"


@pytest.fixture
def told(a_record: Callable[..., Record], a_release: Callable[..., Release]) -> Callable[..., list[str]]:
    """The texts of the answer from one paragraph of these sentences (or each ``apart``), of which those in ``chosen`` are chosen."""

    def tell(*sentences: str, chosen: tuple[str, ...], wants: str, spoken: tuple[str, ...] = (), apart: bool = False) -> list[str]:
        release = a_release(*sentences)
        said = tuple(replace(s, speaker=ANN if release.quote(s) in spoken else None) for s in release.sentences)
        release = replace(release, text=release.text if apart else release.text.replace("\n\n", "  "), sentences=said)
        record = a_record(release)
        number = {release.quote(s): n for n, s in enumerate(release.sentences)}
        found = with_beside([record.passage(release.release_id, number[words]) for words in chosen], record, frozenset(wants.split()))
        record.close()
        return [passage.text for passage in found]

    return tell


def test_who_asks_why_hears_the_cause_that_follows(told: Callable[..., list[str]]) -> None:
    assert told(FELL, CAUSE, OTHER, chosen=(FELL,), wants="why") == [FELL, CAUSE]
    assert told(FELL, CAUSE, OTHER, chosen=(FELL,), wants="how_much") == [FELL]
    assert told(FELL, OTHER, CAUSE, chosen=(FELL,), wants="why") == [FELL]
    assert told(FELL, CAUSE, chosen=(FELL,), wants="why", apart=True) == [FELL]


def test_what_stands_before_as_a_result_is_the_cause(told: Callable[..., list[str]]) -> None:
    strike, result = "The plant in Leeds stood still for two weeks in May.", "As a result, sales of valves fell."
    assert told(strike, result, chosen=(result,), wants="why") == [strike, result]
    assert told(strike, result, OTHER, chosen=(OTHER,), wants="why") == [strike, OTHER]


def test_a_cause_is_told_once(told: Callable[..., list[str]]) -> None:
    assert told(FELL, CAUSE, chosen=(CAUSE,), wants="why") == [CAUSE]
    more = ("Orders of pumps fell too.", "They fell because a customer closed.")
    assert told(FELL, CAUSE, *more, chosen=(FELL, CAUSE, more[0]), wants="why") == [FELL, CAUSE, more[0]]


def test_who_asks_how_it_changed_hears_what_was_before(told: Callable[..., list[str]]) -> None:
    now, before = "The plant opens in June 2026.", "The company had expected it to open in March 2026."
    assert told(now, before, chosen=(now,), wants="change when") == [now, before]
    assert told(now, before, chosen=(now,), wants="when") == [now]
    assert told(now, before, chosen=(before,), wants="change") == [before]


SAID = "“Leeds goes on well,” said Ann Lee, Chief Executive Officer of Orvex in the north of England."
NEXT = "“We made 1,850 valves a day in May."


def test_a_speaker_who_said_little_goes_on(told: Callable[..., list[str]]) -> None:
    assert told(SAID, NEXT, chosen=(SAID,), wants="quote", spoken=(SAID, NEXT)) == [SAID, NEXT]
    assert told(SAID, NEXT, chosen=(SAID,), wants="quote who", spoken=(SAID, NEXT)) == [SAID]
    assert told(SAID, NEXT, chosen=(SAID,), wants="quote", spoken=(SAID,)) == [SAID]


def test_a_speaker_who_said_enough_or_looks_ahead_does_not(told: Callable[..., list[str]]) -> None:
    enough = f"“{'The plant in Leeds goes on well and made ' * 2}more valves,” said Ann Lee."
    assert len(enough.split()) - 3 > SAYS_LITTLE
    assert told(enough, NEXT, chosen=(enough,), wants="quote", spoken=(enough, NEXT)) == [enough]


def test_the_last_of_a_long_answer_gives_way(told: Callable[..., list[str]]) -> None:
    long = [f"Plant number {n} {'makes valves and pumps and ' * 6}pipes." for n in range(3)]
    found = told(FELL, CAUSE, *long, chosen=(FELL, *long), wants="why")
    assert found == [FELL, CAUSE, *long[:2]]
    assert sum(len(text.split()) for text in [*found, long[2]]) > WORDS
