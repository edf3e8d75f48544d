"""From the chain's last state to the answer that is given: what was declined, what the record is silent on, or what was said."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from bot.answer import Answer, Caveat, Nearest, Notice, Question
from bot.company_contact import of_company
from bot.compose.quotes import written
from bot.currency import Currency
from bot.policy import instead
from bot.programs.desk import Desk
from bot.settings import Settings
from bot.state import State, citations_of, day, opening, statements_of, whole_noun
from bot.threads import whole
from ingest import Contact, Record
from prompts import text

NEAREST = 3  # releases offered where the record is silent
SIDE_EFFECT = "side_effect_report"  # the notice given to who reports one


def finished(question: Question, state: State, record: Record, settings: Settings, desk: Desk, currency: Currency) -> Answer:
    """The answer, but for the time that it took."""
    decision, shared = state["decision"], _shared(question, state, record, settings)
    if decision and "heading" not in state:
        shared |= instead(decision["notice"], settings.company, holds_any=bool(record.rows()))
        return Answer(status=decision["status"], reason=decision["reason"], text=text(decision["notice"]), **shared)
    shared |= {
        "composer": state.get("composer", "quotes"),
        "notices": tuple(Notice(**plain) for plain in state.get("notices", [])),
        "missing": tuple(state.get("missing", ())),
    }
    if standing := desk.notices(question.audience, question.as_of):
        shared |= {"notices": (*shared["notices"], *standing), "contact": desk.contact() or shared["contact"]}
    if not state["statements"]:
        return Answer(status="not_found", reason="not_on_record", text=text("not_found"), nearest=_nearest(state, record), **shared)
    return _said(state, shared, settings, currency)


def _shared(question: Question, state: State, record: Record, settings: Settings) -> dict[str, Any]:
    """What every answer has."""
    decision = state["decision"]
    return {
        "question": question,
        "standalone_question": state["standalone"],
        "record_as_of": next((row.published for row in record.rows() if row.published <= (state["until"] or "9999")), None),
        "answer_id": uuid4().hex,
        "thread": question.thread,
        "turns": tuple(whole(turn) for turn in state["turns"]),
        "contact": settings.company.contact or _newest_contact(record),
        "flags": ("adverse_event",) if decision and decision["notice"] == SIDE_EFFECT else (),
    }


def _said(state: State, shared: dict[str, Any], settings: Settings, currency: Currency) -> Answer:
    decision, until, citations = state["decision"], day(state["until"]), citations_of(state)
    now = min(filter(None, (settings.now(), until)))
    statements, superseded, overdue = currency.dated(statements_of(state), citations, now=now, until=until)
    before, notices = opening(state), [notice.text for notice in shared["notices"]]
    lacking = [text("partial", missing="; ".join(shared["missing"]))] if shared["missing"] else []
    return Answer(
        status=decision["status"] if decision else "partial" if lacking else "answered",
        reason=decision["reason"] if decision else None,
        opening="\n".join(before),
        text="\n".join([*before, written(statements, citations), *notices, *lacking]),
        statements=statements,
        citations=citations,
        caveats=tuple(Caveat(**whole_noun(plain)) for plain in state["caveats"]),
        as_of=max(c.published for c in citations),
        superseded=superseded,
        overdue=overdue,
        **shared,
    )


def _nearest(state: State, record: Record) -> tuple[Nearest, ...]:
    ids = list(dict.fromkeys(release_id for release_id, _, _ in state["candidates"]))[:NEAREST]
    return tuple(Nearest(r.release_id, r.headline, r.published.isoformat()) for r in map(record.release, ids))


def _newest_contact(record: Record) -> Contact | None:
    return of_company(record.release(row.release_id) for row in record.rows()[:5])
