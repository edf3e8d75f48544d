"""Checking drafts in Slack: what is taken for one, and how its sentences are marked."""

from __future__ import annotations

import pytest
from test_slack_render import BASE, accepted, citation, told

from bot.check import Checked
from bot.slack.checks import drafted
from bot.slack.drafts import Verdicts, verdict_blocks
from bot.slack.markup import spoken
from bot.slack.programs import program_of, question


@pytest.mark.parametrize(
    ("said", "draft"),
    [
        ("check: Sales rose.\nCosts fell.", "Sales rose.\nCosts fell."),
        ("Check this draft: Sales rose.", "Sales rose."),
        ("/check Sales rose.", "Sales rose."),
        ("/check", ""),
        ("check whether sales rose", None),
        ("What about checks: are they in?", None),
    ],
)
def test_a_draft_is_what_follows_the_word_and_a_colon(said: str, draft: str | None) -> None:
    assert drafted(said) == draft


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("program", ""),
        ("/programs", ""),
        ("program ORV-7", "ORV-7"),
        ("Program: the blue pump", "the blue pump"),
        ("programs that were stopped in the last year", None),
        ("program ORV-7?", None),
        ("Where does the program stand?", None),
    ],
)
def test_a_program_is_asked_for_by_its_name_alone(said: str, name: str | None) -> None:
    assert program_of(said) == name


def test_without_a_name_all_programs_are_asked_for() -> None:
    assert (question(""), question("ORV-7")) == ("Where do the programs stand?", "Where does ORV-7 stand?")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("<@U0BOT> how many valves?", "how many valves?"),
        ("see <https://www.orvex.example/a|the release> &amp; tell", "see the release & tell"),
        ("<https://www.orvex.example/a>", "https://www.orvex.example/a"),
        ("in <#C01|news>, <!here> &lt;!here&gt;", "in news,  <!here>"),
        ("<@U0BOT>", ""),
    ],
)
def test_slacks_markup_is_taken_off_what_was_typed(typed: str, said: str) -> None:
    assert spoken(typed) == said


def test_each_sentence_is_marked_with_the_words_for_or_against_it_and_counted() -> None:
    found = (
        Checked("Sales rose.", "supported", (citation(quote="Sales <rose>."),), "", 0.9),
        Checked("We lead.", "not_stated", (), "Nothing on record says so.", 0.1),
    )
    blocks = verdict_blocks(Verdicts(found, left=3), BASE)
    accepted(blocks)
    assert told(blocks) == (
        "✅ Supported: Sales rose.May 6, 2025: “Sales <rose>.” Orvex opens a plant"
        "❔ Not stated: We lead.↳ Nothing on record says so."
        "3 more sentences were not checked. Check the rest by itself."
        "1 supported, 0 contradicted, 1 not stated.Automated. The draft was kept nowhere."
    )


def test_a_draft_without_a_sentence_is_said_to_have_none() -> None:
    assert told(verdict_blocks(Verdicts((), 0), None)) == "There is no sentence to check in it."
