"""An Answer as the JSON contract (version 1) that the command line, the web and the journal print."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bot.answer import Answer

VERSION = 1


def to_json(answer: Answer) -> dict[str, Any]:
    """The contract's keys in the contract's order; tuples as lists."""
    plain = asdict(answer)
    question = plain.pop("question")
    return {
        "version": VERSION,
        "id": question["id"],
        "answer_id": plain["answer_id"],
        "thread": plain["thread"],
        "question": question["text"],
        "standalone_question": plain["standalone_question"] or question["text"],
        "audience": question["audience"],
        **{key: plain[key] for key in KEYS},
    }


KEYS = (
    "status",
    "reason",
    "text",
    "statements",
    "citations",
    "caveats",
    "as_of",
    "record_as_of",
    "missing",
    "notices",
    "suggestions",
    "superseded",
    "overdue",
    "nearest",
    "contact",
    "composer",
    "elapsed_ms",
)
