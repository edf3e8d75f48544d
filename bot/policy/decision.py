"""What is declined, per audience, and under which name the words said instead are kept.

Two kinds of evidence are weighed: word patterns of the field (``rules``) and a small learned model (``model``), which hears
what no pattern foresaw. A pattern needs only that the model does not object; without a pattern the model has to be sure.
Most questions are factual, and a false decline costs as much as a miss.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

from bot.answer import Audience, Reason
from bot.policy.model import Floats, carried
from bot.policy.rules import heard, reports_side_effect

OBJECTION = -7.0  # log-odds below which the model overrules a pattern
LONG = 3  # words that a sentence inside a longer question needs to be judged by itself
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_ORDER = (
    "promotional_claim",
    "unsafe_request",
    "medical_advice",
    "undisclosed_information",
    "investment_advice",
    "price_prediction",
    "off_topic",
    "help",
)


@dataclass(frozen=True, slots=True)
class Decision:
    """Not to ask the record; ``notice`` names the text in `prompts` that is said instead ("side_effect_report": flag it in the journal)."""

    status: Literal["declined", "help"]
    reason: Reason | None
    notice: str


def learnt_with(encoder: str) -> bool:
    """True where the model was learnt with this encoder's vectors, so that ``decide`` may be given them."""
    return carried().encoder == encoder


def decide(question: str, *, audience: Audience = "investor", vector: Floats | None = None, patterns_only: bool = False) -> Decision | None:
    """The decision to decline or to help, or None where the record is to be asked.

    ``vector`` is the question's, by the encoder that the model was learnt with; words alone are judged besides, which hear other things.
    With ``patterns_only`` the model may object, and not decline by itself.
    """
    votes = carried().votes(question, vector)
    reason = _named(question, audience, votes.reason) if votes.odds > OBJECTION else None
    reason = reason or next((r for r in (_named(s, audience) for s in _sentences(question)) if r not in (None, "help", "off_topic")), None)
    if reason is None and not patterns_only:
        reason = next((judged.reason for judged in (votes, carried().votes(question, None)) if judged.sure), None)
    return _decision(reason, question) if reason else None


def _sentences(question: str) -> list[str]:
    sentences = [s for s in _SENTENCE_END.split(question) if len(s.split()) >= LONG]
    return sentences if len(sentences) > 1 else []


def _named(question: str, audience: Audience, likeliest: str = "") -> str | None:
    """The reason whose pattern is heard, the likeliest where there are several."""
    named = heard(question, sales=audience == "sales")
    return likeliest if likeliest in named else next((reason for reason in _ORDER if reason in named), None)


def _decision(reason: str, question: str) -> Decision:
    if reason == "help":
        return Decision("help", None, "help")
    if reason == "medical_advice" and reports_side_effect(question):
        return Decision("declined", "medical_advice", "side_effect_report")
    return Decision("declined", cast(Reason, reason), reason)
