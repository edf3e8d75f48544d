"""Who is asking decides what is answered."""

from __future__ import annotations

import pytest
from slack_office import Office

EFFICACY = "By how much did the 60 mg dose cut cough frequency in RIDGELINE, and what was the p-value?"
DRAFT = "check: Top-line results from SUMMIT-1 are expected in the first half of 2027."


def test_sales_hear_nothing_of_efficacy_of_what_is_not_approved(office: Office) -> None:
    channel = office.channel("sales")
    for_investors = office.reply(office.anna.mention(channel, EFFICACY)).words
    for_sales = office.reply(office.sam.mention(channel, EFFICACY)).words
    assert "32.6%" in for_investors
    assert "32.6%" not in for_sales


@pytest.mark.parametrize("who", ["gus", "otto"])
def test_guests_and_people_of_other_companies_are_investors(office: Office, who: str) -> None:
    """The guest stands in the staff's user group; it helps nothing."""
    person = getattr(office, who)
    before = len(office.whispers(person))
    person.mention(office.channel(f"guest{who}"), DRAFT)
    assert "Contradicted" not in office.whisper(person, "staff", since=before).words


def test_in_a_channel_shared_with_another_company_everyone_is_an_investor(office: Office) -> None:
    before = len(office.whispers(office.ines))
    office.ines.mention(office.partners, DRAFT)
    assert office.whisper(office.ines, "staff", since=before)
    assert "32.6%" in office.reply(office.sam.mention(office.partners, EFFICACY)).words


def test_in_a_channel_of_staff_everyone_is_staff(office: Office) -> None:
    before = len(office.whispers(office.anna))
    office.anna.mention(office.staffroom, DRAFT)
    assert office.whisper(office.anna, "Contradicted", since=before)


def test_a_guest_in_a_channel_of_staff_is_an_investor_still(office: Office) -> None:
    before = len(office.whispers(office.gus))
    office.gus.mention(office.staffroom, DRAFT)
    assert "Contradicted" not in office.whisper(office.gus, "staff", since=before).words


def test_where_slack_does_not_say_who_asks_it_is_an_investor(office: Office) -> None:
    newcomer = type(office.ines)(office.slack, office.slack.workspace.add_user("Nora"))
    office.slack.workspace.groups["S0STAFF"].append(newcomer.user.id)
    office.slack.fail("users.info", "user_not_visible", times=9, when=lambda told: told.get("user") == newcomer.user.id)
    newcomer.mention(office.channel("unknown"), DRAFT)
    assert "Contradicted" not in office.whisper(newcomer, "staff").words


def test_advice_is_declined_for_everyone(office: Office) -> None:
    words = office.reply(office.ines.mention(office.channel("advice"), "Should I buy the stock before SUMMIT-1 reads out?")).words
    assert "advice" in words
