"""A line of a question file: what is asked, and what the answer has to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast, get_args

from bot.answer import Audience
from bot.errors import QuestionError

LENGTHY = frozenset({"list", "history", "change", "program", "finance_table", "comparison", "caveat", "conference", "followup"})
TO_DECLINE = frozenset({"advice", "prediction", "medical", "mnpi", "injection"})
WORDS, WORDS_LENGTHY = 160, 320  # the most that a right answer may have


@dataclass(frozen=True, slots=True)
class Expected:
    """One question and its right answer: all groups of ``must_include`` (any wording of each), none of ``must_not_include``.

    ``evidence`` are sentences of which one is to be cited; ``forward_looking`` None leaves the question out of the caution's figures.
    """

    id: str
    question: str
    audience: Audience = "investor"
    category: str = "fact"
    answerable: bool = True
    must_include: tuple[tuple[str, ...], ...] = ()
    must_not_include: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    newest_needed: str | None = None
    forward_looking: bool | None = None
    follow_up_to: str | None = None

    @property
    def words(self) -> int:
        """The most words that its answer may have."""
        return WORDS_LENGTHY if self.category in LENGTHY else WORDS


def expected(items: Iterable[Mapping[str, Any]], name: str) -> list[Expected]:
    """The questions of the file ``name``; QuestionError says which line has what is wrong."""
    found = [_line(item, number, name) for number, item in enumerate(items, 1)]
    if not found:
        raise QuestionError(
            f"{name} holds no question. One JSON object a line is expected: {{id, question, answerable, must_include, ...}}."
        )
    ids = [question.id for question in found]
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        raise QuestionError(f"{name} has the id {twice[0]!r} twice; each question needs its own.")
    return found


def _line(item: Mapping[str, Any], number: int, name: str) -> Expected:
    try:
        soft = "soft forward-looking" in (item.get("note") or "").lower()
        question = Expected(
            id=str(item.get("id") or number),
            question=item["question"],
            audience=cast(Audience, item.get("audience") or "investor"),
            category=item.get("category") or "fact",
            answerable=item.get("answerable", True),
            must_include=tuple(tuple(group) for group in item.get("must_include") or ()),
            must_not_include=tuple(item.get("must_not_include") or ()),
            evidence=tuple(one["quote"] for one in item.get("evidence") or ()),
            newest_needed=item.get("newest_needed"),
            forward_looking=None if soft else item.get("forward_looking"),
            follow_up_to=item.get("follow_up_to"),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise QuestionError(f"Question {item.get('id') or number} of {name} cannot be read: {_fault(error)}.") from error
    if not isinstance(question.question, str) or question.audience not in get_args(Audience):
        raise QuestionError(f"Question {question.id} of {name} cannot be read: its question is no text, or its audience none of ours.")
    return question


def _fault(error: Exception) -> str:
    return f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)
