"""Where a program stands, as an answer: which programs a question is about, and the sentences and the line that tell it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.dates import spoken
from bot.programs.plain import is_overdue
from bot.programs.unnamed import programs_about
from ingest import Event, Ledger, Program

MOST_PROGRAMS = 8  # told in one answer
_STATUS = re.compile(
    r"\bwhere\b.{0,60}\bstands?\b|\bwhere\b.{0,30}\b(?:are (?:we|you|they|things)|is (?:it|that|this|development)) (?:at )?(?:with|on|in)\b|\bstatus\b|\bhow far\b(?!.{0,40}\b(?:enrol|recruit|accru|randomi))"
    r"|\b(?:what|which|current|development|clinical)(?:'s| is| are)? (?:the )?(?:current |development |clinical )?(?:stages?|phases?)\b|\b(?:stage|phase) (?:of development|is|are)\b"
    r"|\bpipeline\b|\bnext (?:milestones?|steps?|catalysts?|events?|read-?outs?|for)\b|\bwhat(?:'s| is| comes) (?:next|coming)\b|\bstate of play\b|\bprogress(?:ing)?\b"
    r"|\b(?:latest|update|news) (?:on|for|about|with)\b|\bwhat happened last\b|\blast event\b",
    re.IGNORECASE,
)
_PROGRAMS = re.compile(
    r"\b(?:programs?|programmes?|pipeline|candidates?|products?|drugs?|devices?|trials?|compounds?|assets?|development|it)\b", re.IGNORECASE
)
_RESULTS = frozenset(["interim", "top-line", "results"])


def asks_status(question: str) -> bool:
    """True where a question asks where something stands or what is next."""
    return bool(_STATUS.search(question))


def programs_named(question: str, ledger: Ledger) -> tuple[Program, ...]:
    """The programs that a question names by name, alias, trial or use, else those that it describes ("our dermatology program")."""
    named = tuple(p for p in ledger.programs if any(_names(name, question) for name in (p.name, *p.aliases, *p.trials, *p.indications)))
    return named or programs_about(question, ledger.programs)


def speaks_of_programs(question: str) -> bool:
    """True where a question speaks of programs, products or trials without naming one."""
    return bool(_PROGRAMS.search(question))


def _names(name: str, question: str) -> bool:
    return bool(re.search(rf"(?<![\w-]){re.escape(name)}(?!\w)", question, re.IGNORECASE))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a program stands, by the events that may be told of it."""

    program: Program
    stage: Event | None
    last: Event | None
    next: Event | None
    deal: Event | None

    @property
    def events(self) -> list[Event]:
        """What is told, in this order."""
        return [event for event in (self.last, self.stage, self.next, self.deal) if event]


def standing(program: Program, *, brief: bool, sayable: Callable[[Event], bool]) -> Standing:
    """The events whose sentences tell where a program stands; ``brief`` leaves out the deal."""
    done = [e for e in reversed(program.history) if not e.planned and sayable(e)]
    told = program.stage_event
    return Standing(
        program,
        stage=told if told and sayable(told) else next((e for e in done if told and e.stage == told.stage), None),
        last=program.latest if program.latest and sayable(program.latest) else next(iter(done), None),
        next=program.next if program.next and sayable(program.next) else None,
        deal=None
        if brief
        else next((e for e in done if e.kind == "licence" and any(p.split()[0] in e.quote for p in program.partners)), None),
    )


def no_results(event: Event) -> bool:
    """True for an event that tells no results: those are for the releases to tell, with all their words."""
    return event.planned or event.kind not in _RESULTS


def line(standing: Standing, now: date, number: Callable[[Event], int]) -> str:
    """One line on a program: its stage, partner, last event and next milestone, each with the ``number`` of its source."""
    program = standing.program
    names = f"{program.name} ({', '.join(program.aliases)})" if program.aliases else program.name
    use = f", for {'; '.join(program.indications)}" if program.indications else ""
    return f"{names}{use}: {'; '.join(_facts(standing, now, number))}."


def _facts(standing: Standing, now: date, number: Callable[[Event], int]) -> Iterator[str]:
    program, last, ahead = standing.program, standing.last, standing.next
    yield (program.stage or "stage not told") + (f" [{number(standing.stage)}]" if standing.stage else "")
    if program.partners:
        deal = f" [{number(standing.deal)}]" if standing.deal else ""
        yield f"partner: {'; '.join(name.rstrip('.') for name in program.partners)}{deal}"
    if last:
        yield f"last event: {last.what}, {when(last)} [{number(last)}]"
    if ahead:
        overdue = " (that date has passed; no later release on record reports it)" if is_overdue(ahead, now) else ""
        yield f"next milestone: {ahead.what}, {ahead.expected or 'no date given'}{overdue} [{number(ahead)}]"


def quoted(event: Event) -> str:
    """The event's sentence on one line, in quotation marks."""
    words = " ".join(event.quote.split())
    return words if words[0] in '“"' else f"“{words}”"


def when(event: Event) -> str:
    """The date of a deed, or the period of a plan, as a reader reads it."""
    if event.planned:
        return f"expected {event.expected}" if event.expected else "planned"
    day = event.date or event.published
    if len(day) == len("2024-01"):
        return f"{date.fromisoformat(day + '-01'):%B %Y}"
    return spoken(day) if len(day) > len("2024-01") else day
