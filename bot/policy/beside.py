"""What stands beside the words said instead of an answer: questions that can be answered, and whom to turn to with a medical matter."""

from __future__ import annotations

from typing import Any

from bot.policy.decision import decide
from bot.settings import Company
from prompts import text

SAMPLES = 4  # questions offered; more are not read
HARM = "side_effect_report"  # not the moment to offer other questions
MEDICAL = ("medical_advice", HARM)


def instead(notice: str, company: Company, *, holds_any: bool) -> dict[str, Any]:
    """The answer's ``suggestions``, and its ``contact`` where the matter is medical; ``holds_any`` where a release is on record."""
    samples = tuple(question for question in company.questions if decide(question) is None)[:SAMPLES]
    general = (text("sample_latest"),) if holds_any else ()  # a question that any record answers
    beside: dict[str, Any] = {"suggestions": () if notice == HARM else samples or general}
    return beside | {"contact": company.medical_contact} if notice in MEDICAL and company.medical_contact else beside
