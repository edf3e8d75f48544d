"""`onrecord journal`: what was asked and answered, on which words, and whether these are still on record."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import get_args

import click
from rich.console import Console

from bot.answer import Audience, Status
from bot.cli.journal_view import listed, shown
from bot.cli.options import Failed, as_json, with_settings
from bot.cli.since import Since
from bot.errors import JournalError
from bot.journal.book import Book, Wanted
from bot.journal.entry import Entry
from bot.journal.export import plain, write_lines, write_table
from bot.journal.opening import open_book
from bot.journal.people import LENGTH, People
from bot.journal.redaction import Gone, redact
from bot.journal.settings import JournalSettings
from bot.journal.standing import Standing, standings
from bot.opening import open_record
from bot.settings import Settings
from ingest import IngestError

WRITERS = {"csv": write_table, "jsonl": write_lines}


def choosing(function: Callable[..., None]) -> Callable[..., None]:
    """The options by which entries are chosen, as the one argument ``wanted``."""
    options = (
        click.option("--since", type=Since(), help="From then on: 30d, 12w, or a day such as 2026-06-30."),
        click.option("--until", type=Since(), help="Before then."),
        click.option("--status", type=click.Choice([*get_args(Status), "unfinished"]), help="What came of it."),
        click.option("--surface", help="Where it was asked: cli, web, slack, mcp."),
        click.option("--audience", type=click.Choice(get_args(Audience)), help="Who asked."),
        click.option("--flag", help="Only what has this flag: adverse_event."),
    )
    for option in reversed(options):
        function = option(function)
    return function


@click.group("journal", short_help="Show, export and delete what was asked and answered.")
def command() -> None:
    """Show, export and delete what was asked and answered.

    Kept in ONRECORD_JOURNAL for ONRECORD_JOURNAL_DAYS; of who asked, a salted hash. Drafts (`check`, `label`) are not in it.
    """


@command.command("list")
@choosing
@click.option("-n", "--count", type=click.IntRange(1), default=20, show_default=True, help="At most so many.")
@as_json
@with_settings
def list_entries(count: int, json_: bool, settings: Settings, **wanted: str | datetime | None) -> None:
    """List what was asked, newest first."""
    with opened(settings) as book:
        entries = list(book.some(Wanted(**wanted), most=count))  # type: ignore[arg-type]
    if json_:
        click.echo(json.dumps([plain(entry) for entry in entries], ensure_ascii=False, indent=1))
    else:
        listed(entries)


@command.command("show")
@click.argument("answer_id", metavar="ID")
@as_json
@with_settings
def show(answer_id: str, json_: bool, settings: Settings) -> None:
    """Show one answer: what was asked, what was said, on which words, and whether these are still on record.

    ID is an answer's id or its beginning.
    """
    with opened(settings) as book:
        entry = book.one(answer_id)
        in_force = book.settings(entry.settings)
    found, trouble = _looked_up(entry, settings)
    if json_:
        checks = [{"verdict": one.verdict, "now_in": one.now_in, "since": one.since} for one in found or []]
        told = plain(entry) | {"in_force": in_force}
        told["evidence"] = (
            [one | check for one, check in zip(told["evidence"], checks, strict=True)] if found is not None else told["evidence"]
        )
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        Console(highlight=False, soft_wrap=not sys.stdout.isatty()).print(shown(entry, in_force, found, trouble))


@command.command("export")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(list(WRITERS)), help="[default: as FILE ends, else jsonl]")
@choosing
@with_settings
def export(file: Path, form: str | None, settings: Settings, **wanted: str | datetime | None) -> None:
    """Write entries to FILE (or - for standard output): whole, as JSON lines; or a CSV table for a spreadsheet."""
    write = WRITERS[form or (file.suffix[1:] if file.suffix[1:] in WRITERS else "jsonl")]
    with opened(settings) as book:
        entries = book.some(Wanted(**wanted))  # type: ignore[arg-type]
        if str(file) == "-":
            write(entries, sys.stdout)
            return
        try:
            with file.open("w", encoding="utf-8", newline="") as out:
                file.chmod(0o600)
                count = write(entries, out)
        except OSError as error:
            raise Failed(f"{file} could not be written ({error.strerror}). Give another place.") from error
    click.echo(f"{_entries(count)} in {file}, readable by you alone.")


@command.command("delete")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option(
    "--person",
    help="All that this person asked and thought: the id by which the surface knows them (Slack: TEAM/USER; here: the user's name), or the hash.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_settings
def delete(ids: tuple[str, ...], person: str | None, yes: bool, settings: Settings) -> None:
    """Delete answers by their ids, or one person's data, down to the bytes of the journal's file."""
    if bool(ids) == bool(person):
        raise click.UsageError("Give the ID of an answer, or --person.")
    with opened(settings) as book:
        whose = _hash(person, settings.journal) if person else None
        found = [entry.answer_id for entry in book.some(Wanted(person=whose))] if whose else [book.one(name).answer_id for name in ids]
        if not yes:
            besides = ", and every opinion of that person" if whose else ""
            click.confirm(f"Delete {_entries(len(found))}{besides}? This cannot be undone.", abort=True)
        done = book.forget(found)
        opinions = book.forget_person(whose) if whose else 0
        book.scrub()
    click.echo(f"{_entries(done)}{f' and {opinions} opinion{_s(opinions)}' if whose else ''} deleted.")


@command.command("prune")
@click.option("--days", type=click.IntRange(1), help="Older than so many days [default: ONRECORD_JOURNAL_DAYS].")
@with_settings
def prune(days: int | None, settings: Settings) -> None:
    """Delete what is older than the days for which the journal is kept; a bot that runs does so once a day."""
    kept = days or settings.journal.days
    if kept is None:
        raise Failed('The journal is kept for ever: ONRECORD_JOURNAL_DAYS is "none". Give --days.')
    with opened(settings) as book:
        done = book.prune(kept)
        book.scrub()
    click.echo(f"{_entries(done)} older than {kept} days deleted.")


@command.command("redact")
@click.argument("release_id", metavar="RELEASE")
@with_settings
def redact_release(release_id: str, settings: Settings) -> None:
    """Take the words of a release that was withdrawn out of this journal; `onrecord withdraw` does so where it reaches it.

    RELEASE is its whole id. Where the words stood and their hashes stay.
    """
    with opened(settings) as book:
        done = redact(book, Gone(release_id))
    click.echo(f"{_entries(done)} redacted.")


@contextmanager
def opened(settings: Settings) -> Iterator[Book]:
    """The journal, closed at the end."""
    book = open_book(settings.journal)
    try:
        yield book
    finally:
        book.close()


def _hash(person: str, settings: JournalSettings) -> str:
    """The hash of a person; one that is a hash already as it is."""
    hashed = person if re.fullmatch(rf"[0-9a-f]{{{LENGTH}}}", person) else People(settings).hashed(person)
    if hashed is None:
        raise JournalError('Nothing of people is kept: ONRECORD_JOURNAL_PEOPLE is "none". Delete by the ids of answers.')
    return hashed


def _looked_up(entry: Entry, settings: Settings) -> tuple[list[Standing] | None, str | None]:
    """What has become of the words; None and why where the record cannot be read."""
    try:
        record = open_record(settings, to_search=False)
    except IngestError as error:
        return None, str(error)
    try:
        return standings(entry, record), None
    finally:
        record.close()


def _entries(count: int) -> str:
    return f"{count:,} answer{_s(count)}"


def _s(count: int) -> str:
    return "" if count == 1 else "s"
