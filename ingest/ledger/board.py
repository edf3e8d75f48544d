"""From events to the board: where each program stands, what happened last, what is next, and what was replaced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from ingest.ledger.called import Called
from ingest.ledger.events import STANDS
from ingest.ledger.program import Event, Program
from ingest.ledger.stages import rank

SURE = 0.6  # certainty from which an event moves a stage
UNSURE = 0.55  # certainty from which an event may be the latest
FULFILS = {  # what is done with a plan of each kind, besides the same
    "started": ("first patient", "enrolling"),
    "results": ("top-line", "interim"),
    "interim": ("top-line", "results"),
    "top-line": ("results",),
    "submission": ("acceptance", "clearance to proceed", "approval"),
    "enrolling": ("enrolment completed",),
    "clearance to proceed": ("first patient",),
    "meeting": (),
}
MINOR = frozenset({"payment", "patent", "licence", "launch", "test", "regulator", "manufacturing"})  # next only where nothing else is
OVER = frozenset({"discontinued", "out-licensed"})


def program(called: Called, events: Sequence[Event], partners: Sequence[str]) -> Program:
    """The program as its events (oldest first) leave it."""
    history = _superseded(_told_once(events))
    stage_event, lagging = _stage(events)
    ended = stage_event is not None and stage_event.stage in OVER
    return Program(
        name=called.name,
        aliases=called.aliases,
        indications=called.indications,
        trials=called.trials,
        partners=tuple(partners),
        stage=_worded(stage_event, events) if stage_event else None,
        stage_event=stage_event,
        latest=_latest(history),
        next=None if ended and _ended_last(history) else _next(events),
        history=tuple(history),
        lagging=tuple(lagging),
        reached=max((rank(e.stage) for e in events if e.stage and not e.planned and e.certainty >= SURE), default=0.0),
        planned=max((rank(e.stage) for e in events if e.stage and e.planned and not is_replaced(e, events)), default=0.0),
        ended=ended,
    )


def _told_once(events: Sequence[Event]) -> list[Event]:
    """The events without what only tells an earlier one again."""
    kept: list[Event] = []
    for event in events:
        if not any(_repeats(event, other) for other in kept):
            kept.append(event)
    return sorted(kept, key=lambda e: (e.date if e.date and not e.planned else e.published, e.published, e.start, e.planned))


def _repeats(event: Event, other: Event) -> bool:
    if event.planned != other.planned or event.kind != other.kind:
        return False
    if event.quote == other.quote:
        return True
    if event.kind == STANDS:
        return event.stage == other.stage
    if event.planned:
        return event.expected == other.expected and _same_trial(event, other) and event.expected is not None
    day, before = event.date or "", other.date or ""
    told_again = day != event.published and before.startswith(day) and _same_trial(event, other)
    return told_again or (event.boilerplate and event.stage == other.stage)


def _same_trial(event: Event, other: Event) -> bool:
    return not event.trial or not other.trial or event.trial == other.trial


def _superseded(events: Sequence[Event]) -> list[Event]:
    """The same events, those plans marked that a later word has replaced or fulfilled."""
    return [replace(event, superseded=is_replaced(event, events)) if event.planned else event for event in events]


def is_replaced(plan: Event, events: Iterable[Event]) -> bool:
    """True where a later event tells the same plan with another period, or that it is done, or that the program is over."""
    return any(_replaces(event, plan) for event in events)


def _replaces(event: Event, plan: Event) -> bool:
    if (event.published, event.start) <= (plan.published, plan.start) or event.boilerplate:
        return False
    if event.kind == "discontinued" and not event.planned:
        return True
    if event.planned:
        return event.kind == plan.kind and _same_trial(event, plan) and bool(event.expected) and event.expected != plan.expected
    return fulfils(event, plan)


def fulfils(event: Event, plan: Event) -> bool:
    """True where a later deed is what was planned: of its kind, and no earlier a stage or another trial."""
    same = event.kind == plan.kind or event.kind in FULFILS.get(plan.kind, ())
    earlier = bool(event.stage and plan.stage and rank(event.stage) < rank(plan.stage))
    return not event.planned and event.published > plan.published and same and not earlier and _same_trial(event, plan)


def _stage(events: Sequence[Event]) -> tuple[Event | None, list[Event]]:
    """The event that tells the stage, and boilerplate published later that still tells an earlier one."""
    done = [e for e in events if e.stage and not e.planned and e.certainty >= SURE]
    news = sorted((e for e in done if not e.boilerplate), key=lambda e: (min(e.date or e.published, e.published), e.published))
    best: Event | None = None
    for event in news:
        if best is None or _moves(event, best):
            best = event
    for event in done:
        if event.boilerplate and (best is None or (_further(event, best) and event.published >= best.published)):
            best = event
    lagging = [e for e in done if e.boilerplate and best and e.published >= best.published and not _over(best) and _further(best, e)]
    return best, lagging


def _moves(event: Event, best: Event) -> bool:
    """True where a newer word on the stage counts: the same stage or a further one, an end, or life after an end."""
    if _over(event):
        return event.kind in ("discontinued", "paused", "licence") or event.certainty >= 0.8
    if _over(best):
        return best.stage == "paused" and event.published > best.published and event.kind != STANDS
    return not _further(best, event)


def _over(event: Event) -> bool:
    return rank(event.stage or "") < 0


def _further(event: Event, other: Event) -> bool:
    return int(rank(event.stage or "")) > int(rank(other.stage or ""))


def _worded(event: Event, events: Sequence[Event]) -> str:
    """The stage as a reader is told of it, with what has become of it and what is planned next."""
    stage = event.stage or ""
    if _over(event):
        before = max((e for e in events if e.stage and not e.planned and not _over(e)), key=lambda e: rank(e.stage or ""), default=None)
        return f"{stage.capitalize()}{f' (was in {before.stage})' if before else ''}"
    same = [e for e in events if e.stage and not e.planned and int(rank(e.stage)) == int(rank(stage)) and e.published <= event.published]
    completed = any(e.kind in ("trial completed", "top-line") for e in same if e.published == event.published or e.kind == "top-line")
    words = f"{stage} completed" if completed and stage.startswith(("Phase", "pilot", "pivotal")) else stage
    status = next((e.kind for e in reversed(events) if not e.planned and e.kind in ("paused", "refusal", "resumed")), "")
    planned = next((e.stage for e in reversed(events) if e.planned and e.stage and rank(e.stage) > rank(stage) and not e.superseded), None)
    words = words[0].upper() + words[1:]
    told = {"paused": "; paused", "refusal": "; application refused"}.get(status, "")
    return f"{words}{told}{f'; {planned} planned' if planned else ''}"


def _latest(history: Sequence[Event]) -> Event | None:
    """What happened last: the newest deed that is told outright, else the newest word on where the program stands."""
    done = [e for e in history if not e.planned]
    news = [e for e in done if not e.boilerplate and e.certainty >= UNSURE] or [e for e in done if not e.boilerplate] or done
    return max(news, key=lambda e: (e.date or e.published, e.published, e.certainty, -e.start), default=None)


def _ended_last(history: Sequence[Event]) -> bool:
    return not any(e.planned and not e.superseded and not e.boilerplate for e in history)


def _next(events: Sequence[Event]) -> Event | None:
    """The plan that is due first of those that still stand, else the newest that has no date."""
    plans = [e for e in events if e.planned and not is_replaced(e, events)]
    plans = [e for e in plans if not e.boilerplate] or plans
    plans = [e for e in plans if e.kind not in MINOR] or plans
    if not plans:
        return None
    newest = max(e.published for e in events)
    ahead = [e for e in plans if e.due and e.due >= date.fromisoformat(newest)]
    if ahead:
        first = min(ahead, key=lambda e: (e.due or date.max, -date.fromisoformat(e.published).toordinal()))
        return max((e for e in ahead if e.kind == first.kind and e.due == first.due), key=lambda e: e.published)
    return max(plans, key=lambda e: (e.published, e.due is not None, e.certainty, -e.start))
