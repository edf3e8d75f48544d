"""The journal as a person reads it at a terminal; piped, a line an entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import click
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.dates import spoken
from bot.journal.entry import Entry
from bot.journal.standing import Standing

MARKS = {"on record": ("✓", "green"), "elsewhere": ("→", "yellow"), "withdrawn": ("✗", "red"), "gone": ("✗", "red")}
KINDS = {"quote": "quoted", "before": "said before", "caution": "cautioned", "nearest": "offered"}
SHORT = 12  # hex digits of an id shown in a list: enough to ask for it again
LONGEST = 160  # characters shown of a quote


def listed(entries: Sequence[Entry]) -> None:
    """Print the entries, newest first."""
    console = Console(highlight=False)
    if not console.is_terminal:
        for entry in entries:
            click.echo(
                "\t".join(
                    (entry.at.isoformat(timespec="seconds"), entry.answer_id, entry.surface, entry.audience, came(entry), entry.question)
                )
            )
        return
    if not entries:
        console.print("Nothing that fits is in the journal.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for heading in ("when", "id", "where", "came of it"):
        table.add_column(heading, no_wrap=True)
    table.add_column("asked", overflow="fold")
    for entry in entries:
        where = entry.surface if entry.audience == "investor" else f"{entry.surface} ({entry.audience})"
        table.add_row(local(entry.at), entry.answer_id[:SHORT], where, _marked(entry), Text(entry.question))
    console.print(table)


def came(entry: Entry) -> str:
    """What came of a question in a word or two."""
    why = f": {entry.reason.replace('_', ' ')}" if entry.reason and entry.status == "declined" else ""
    return entry.status.replace("_", " ") + why + "".join(f" ({flag.replace('_', ' ')})" for flag in entry.flags)


def _marked(entry: Entry) -> Text:
    style = {"not_found": "yellow", "declined": "dim"}.get(entry.status, "")
    thought = {None: "", True: " +", False: " –"}[entry.helpful]
    words = Text(entry.status.replace("_", " ") + thought, style=style)
    return words.append("".join(f" {flag.replace('_', ' ')}" for flag in entry.flags), style="bold red")


def local(moment: datetime) -> str:
    """A moment on this machine's clock."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def shown(entry: Entry, in_force: dict[str, Any], found: list[Standing] | None, trouble: str | None) -> Group:
    """One entry whole."""
    parts: list[Any] = [Text(entry.question, style="bold"), _facts(entry), Text(), Text("What was said", style="bold")]
    parts.append(Padding(Text(entry.answer["text"]), (0, 0, 1, 2)))
    if entry.evidence:
        parts += [Text("On which words", style="bold"), *(_evidence(found, trouble)), Text()]
    told = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in in_force.items() if value not in (None, "none"))
    parts.append(Text(f"Settings {entry.settings}: {told or 'not kept'}", style="dim"))
    return Group(*parts)


def _facts(entry: Entry) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in _told(entry):
        table.add_row(name, Text(value))
    return table


def _told(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "id", entry.answer_id
    yield "asked", f"{entry.at:%Y-%m-%d %H:%M:%S} UTC on {entry.surface}, as {entry.audience}"
    if entry.standalone_question != entry.question:
        yield "understood as", entry.standalone_question
    if entry.person:
        yield "by", entry.person_name or f"{entry.person} (a salted hash)"
    if entry.request:
        yield "request", entry.request
    yield "came of it", f"{came(entry)}, by {entry.composer}, in {entry.elapsed_ms:,.0f} ms"
    for opinion in entry.opinions:
        comment = f": “{opinion.comment}”" if opinion.comment else ""
        yield "thought", f"{'helpful' if opinion.helpful else 'not helpful'}, {opinion.at:%Y-%m-%d}{comment}"
    if entry.withdrawn:
        yield "redacted", f"the words of {', '.join(entry.withdrawn)}, withdrawn since"


def _evidence(found: list[Standing] | None, trouble: str | None) -> Iterator[Any]:
    if found is None:
        yield Padding(Text(f"They could not be looked up: {trouble}", style="yellow"), (0, 0, 0, 2))
        return
    for one in found:
        mark, style = MARKS[one.verdict]
        evidence = one.evidence
        words = " ".join(one.words.split())
        quote = f": “{words[:LONGEST]}{'…' if len(words) > LONGEST else ''}”" if words else ""
        where = f"{evidence.release_id} [{evidence.start}, {evidence.end})" if evidence.end else evidence.release_id
        line = Text.assemble((f"{mark} ", style), f"{KINDS[evidence.kind]}, {fate(one)}{quote}")
        yield Padding(line, (0, 0, 0, 2))
        yield Padding(Text(f"{where} sha256 {evidence.sha256[:16]}…", style="dim"), (0, 0, 0, 4))
    kept = sum(one.verdict == "on record" for one in found)
    yield Padding(
        Text(f"{kept} of {len(found)} still on record, word for word.", style="green" if kept == len(found) else "bold red"), (1, 0, 0, 2)
    )


def fate(one: Standing) -> str:
    """What has become of a piece of evidence."""
    if one.verdict == "withdrawn":
        return f"withdrawn on {spoken(one.since)}" if one.since else "withdrawn"
    return {"on record": "on record", "elsewhere": f"now in {one.now_in}", "gone": "no longer on record"}[one.verdict]
