"""What is declined, per audience, and under which name the words said instead are kept.

Two kinds of evidence are weighed: word patterns of the field (``rules``) and the vote of the nearest examples in the room
`prompts` (``votes``), which hears what no pattern foresaw. A pattern needs only that the examples do not object; without
a pattern the examples have to be sure. Most questions are factual, and a false decline costs as much as a miss.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

from bot.answer import Audience, Reason
from bot.policy.rules import heard, reports_side_effect
from bot.policy.votes import Examples, Floats, Votes

__all__ = ["Decision", "Examples", "decide"]

OBJECTION = -0.45  # a lead over the factual examples below this overrules a pattern
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


def decide(
    question: str, *, audience: Audience = "investor", examples: Examples | None = None, vector: Floats | None = None
) -> Decision | None:
    """The decision to decline or to help, or None where the record is to be asked; ``vector`` is the question's, where it is known."""
    reason = _reason(question, audience, examples.votes(question, vector) if examples else Votes())
    for sentence in _sentences(question):
        if reason is None and (found := _reason(sentence, audience, Votes())) not in ("help", "off_topic"):
            reason = found
    return _decision(reason, question) if reason else None


def _sentences(question: str) -> list[str]:
    sentences = [s for s in _SENTENCE_END.split(question) if len(s.split()) >= LONG]
    return sentences if len(sentences) > 1 else []


def _reason(question: str, audience: Audience, votes: Votes) -> str | None:
    named = heard(question, sales=audience == "sales")
    if named and votes.lead > OBJECTION:
        return votes.reason if votes.reason in named else next(reason for reason in _ORDER if reason in named)
    return votes.reason if votes.sure else None


def _decision(reason: str, question: str) -> Decision:
    if reason == "help":
        return Decision("help", None, "help")
    if reason == "medical_advice" and reports_side_effect(question):
        return Decision("declined", "medical_advice", "side_effect_report")
    return Decision("declined", cast(Reason, reason), reason)
