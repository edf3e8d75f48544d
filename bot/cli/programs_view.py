"""The board and the card of a program as a person reads them at a terminal; piped, the same in plain text."""

from __future__ import annotations

from datetime import date

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.dates import spoken
from bot.programs.plain import is_overdue
from bot.programs.status import quoted, when
from ingest import Event, Ledger, Program

HEADINGS = ("program", "indication", "stage", "last event", "next milestone", "partner")


def board(ledger: Ledger, now: date) -> Group:
    """A table of all programs."""
    if not ledger.programs:
        return Group(Text("No program is on record: no release tells of one. Name them in onrecord.toml ([[programs]]) or ingest more."))
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 1, 0))
    for heading in HEADINGS:
        table.add_column(heading, overflow="fold")
    for program in ledger.programs:
        table.add_row(*_row(program, now))
    return Group(table, Text(f"As of {spoken(ledger.as_of or '')}.", style="dim"))


def _row(program: Program, now: date) -> list[Text]:
    last, ahead = program.latest, program.next
    return [
        Text(program.name, style="bold"),
        Text("; ".join(program.indications) or "–"),
        Text(program.stage or "not told"),
        Text(f"{when(last)}: {last.what}" if last else "–"),
        milestone(ahead, now) if ahead else Text("–"),
        Text("; ".join(program.partners) or "–"),
    ]


def milestone(event: Event, now: date) -> Text:
    """A milestone with its period, and whether that has passed."""
    words = Text(f"{event.expected or 'no date'}: {event.what}")
    return words.append(" (overdue)", style="bold red") if is_overdue(event, now) else words


def card(program: Program, as_of: str | None, now: date) -> Group:
    """One program: its state, then its history as a dated timeline, each line with its sentence and source."""
    sources = {event.release_id: event for event in _cited(program)}
    number = {release_id: n for n, release_id in enumerate(sources, 1)}
    facts = Table(box=None, show_header=False, pad_edge=False)
    facts.add_column(style="dim")
    facts.add_column(overflow="fold")
    for name, value in _facts(program, now, number):
        facts.add_row(name, value)
    title = Text(program.name, style="bold") + Text(f" ({', '.join(program.aliases)})" if program.aliases else "")
    timeline = [_line(event, number[event.release_id]) for event in program.history]
    listed = [
        Text(f"[{number[key]}] {spoken(event.published)}, {event.release_id}, {event.source}", style="dim")
        for key, event in sources.items()
    ]
    footer = Text(f"● done  ○ planned  ×  a plan that was replaced or fulfilled\nAs of {spoken(as_of or '')}.", style="dim")
    return Group(title, facts, Text("\nHistory", style="bold"), *timeline, Text("\nSources", style="bold"), *listed, Text(""), footer)


def _cited(program: Program) -> list[Event]:
    return [*program.history, *(e for e in (program.stage_event, program.latest, program.next) if e), *program.lagging[-1:]]


def _facts(program: Program, now: date, number: dict[str, int]) -> list[tuple[str, Text]]:
    def cited(words: str | Text, event: Event | None) -> Text:
        return Text("").append(words).append(f" [{number[event.release_id]}]" if event else "", style="dim")

    last, ahead = program.latest, program.next
    facts = [
        ("indication", Text("; ".join(program.indications) or "–")),
        ("stage", cited(program.stage or "not told", program.stage_event)),
        ("partner", Text("; ".join(program.partners) or "–")),
        ("last event", cited(f"{when(last)}: {last.what}", last) if last else Text("–")),
        ("next milestone", cited(milestone(ahead, now), ahead) if ahead else Text("–")),
    ]
    if program.lagging:
        event = program.lagging[-1]
        facts.append(("conflict", cited(f"the company's description still says {event.stage}", event)))
    return facts


def _line(event: Event, number: int) -> Group:
    mark = "×" if event.superseded else "○" if event.planned else "●"
    struck = "strike dim" if event.superseded else ""
    day = Text(f"{mark} {when(event)}  ", style="bold" if not event.planned else "")
    return Group(
        day + Text(event.what, style=struck) + Text(f" [{number}]", style="dim"),
        Padding(Text(quoted(event), style="dim"), (0, 0, 0, 4)),
    )
