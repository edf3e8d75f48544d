"""What the steps of the chain hand on: plain JSON, so that it can be checkpointed, and the nouns read back from it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, TypedDict

from langgraph.channels import UntrackedValue

from bot.answer import Audience, Caveat, Citation, Statement
from bot.events import Event
from bot.threads import bounded
from prompts import text

TELLING = 5  # words from which a follow-up says itself what it asks


class State(TypedDict, total=False):
    """What the steps hand on: plain JSON. Of all this a thread remembers its turns alone."""

    question: Annotated[str, UntrackedValue]
    audience: Annotated[Audience, UntrackedValue]
    until: Annotated[str | None, UntrackedValue]
    judged: Annotated[str, UntrackedValue]
    matter: Annotated[str, UntrackedValue]
    standalone: Annotated[str, UntrackedValue]
    leant: Annotated[list[list[Any]], UntrackedValue]
    decision: Annotated[dict[str, Any] | None, UntrackedValue]
    named: Annotated[list[list[str]], UntrackedValue]
    also: Annotated[list[str], UntrackedValue]
    candidates: Annotated[list[list[Any]], UntrackedValue]
    chosen: Annotated[list[list[Any]], UntrackedValue]
    statements: Annotated[list[dict[str, Any]], UntrackedValue]
    citations: Annotated[list[dict[str, Any]], UntrackedValue]
    caveats: Annotated[list[dict[str, Any]], UntrackedValue]
    recited: Annotated[bool, UntrackedValue]
    heading: Annotated[str, UntrackedValue]
    composer: Annotated[str, UntrackedValue]
    notices: Annotated[list[dict[str, Any]], UntrackedValue]
    missing: Annotated[list[str], UntrackedValue]
    cut: Annotated[int, UntrackedValue]
    turns: Annotated[list[dict[str, Any]], bounded]


def plain_noun(noun: Statement | Citation | Caveat) -> dict[str, Any]:
    """A noun as the state holds it: lists for tuples."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(noun).items()}


def whole_noun(plain: dict[str, Any]) -> dict[str, Any]:
    """What ``plain_noun`` gave, fit to make the noun again."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in plain.items()}


def opening(state: State) -> list[str]:
    """What stands before the statements: why some of it is not told, and where the programs stand."""
    decision, heading = state["decision"], state.get("heading")
    return [*([text(decision["notice"])] if decision else []), *([heading] if heading else [])]


def event(told: dict[str, Any]) -> Event:
    """What a step has told, as an event."""
    if "caveat" in told:
        return Event("caveat", caveat=Caveat(**whole_noun(told["caveat"])))
    cited = tuple(Citation(**whole_noun(plain)) for plain in told["citations"])
    return Event("statement", statement=Statement(**whole_noun(told["statement"])), citations=cited)


def statements_of(state: State) -> tuple[Statement, ...]:
    """The statements of the answer so far."""
    return tuple(Statement(**whole_noun(plain)) for plain in state["statements"])


def citations_of(state: State) -> tuple[Citation, ...]:
    """What they cite."""
    return tuple(Citation(**whole_noun(plain)) for plain in state["citations"])


def to_read(state: State) -> str:
    """The question that the chooser reads: one question, not those before it that it was joined to."""
    question, standalone = state["question"], state["standalone"]
    return question if standalone.endswith(question) and len(question.split()) >= TELLING else standalone


def answered_before(state: State) -> bool:
    """True where the thread holds an answer."""
    return any(turn["status"] in ("answered", "partial") for turn in state["turns"])


def day(value: str | None) -> date | None:
    """A day from its ISO text."""
    return date.fromisoformat(value) if value else None
