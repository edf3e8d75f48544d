"""What happens while an answer is made, one event after another, for surfaces that show it as it comes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from bot.answer import Answer, Caveat, Citation, Statement
from bot.contract import to_json

Kind = Literal["status", "statement", "caveat", "done"]


@dataclass(frozen=True, slots=True)
class Event:
    """One of: a ``step`` that begins, a ``statement`` that has passed with its citations, a ``caveat``, the whole ``answer``.

    Statements come only once they are checked; the answer of "done" is always the last event and holds all that came before.
    """

    kind: Kind
    step: str | None = None
    statement: Statement | None = None
    citations: tuple[Citation, ...] = ()
    caveat: Caveat | None = None
    answer: Answer | None = None


def plain(event: Event) -> dict[str, Any]:
    """An event as JSON: ``kind`` and what belongs to it, in the shapes of the contract."""
    match event.kind:
        case "status":
            return {"kind": "status", "step": event.step}
        case "statement":
            cited = [asdict(citation) for citation in event.citations]
            return {"kind": "statement", "statement": asdict(event.statement) if event.statement else None, "citations": cited}
        case "caveat":
            return {"kind": "caveat", "caveat": asdict(event.caveat) if event.caveat else None}
        case "done":
            return {"kind": "done", "answer": to_json(event.answer) if event.answer else None}
