"""`onrecord withdraw`: take a release off the record, for good."""

from __future__ import annotations

import click

from bot.cli.bars import counting
from bot.cli.options import Failed, with_settings
from bot.dates import spoken
from bot.errors import BotError
from bot.journal.opening import open_book
from bot.journal.redaction import Gone, redact
from bot.memory import Shelf
from bot.opening import open_record
from bot.settings import Settings
from ingest import Row, let_back, withdraw


@click.command("withdraw", short_help="Take a release off the record, for good.")
@click.argument("release")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--return", "returns", is_flag=True, help="Let a release that was withdrawn be taken in again by the next ingest of its source."
)
@with_settings
def command(release: str, yes: bool, returns: bool, settings: Settings) -> None:
    """Take RELEASE (an id, the beginning of one, or a file name) off the record: it is not answered from, searched or shown any more.

    No byte of its text stays in the store, and it is not taken in again, not in another form either: it is known by checksums
    from which no word can be read. --return undoes that.
    """
    record = open_record(settings, to_search=False)
    if returns:
        click.echo(f"{let_back(record, release)} may be taken in again: ingest its source.")
        return
    row = record.named(release, record.entries())
    click.echo(f"{row.headline}\n{spoken(row.published)} · {row.issuer or 'issuer not stated'} · {row.release_id}")
    if not yes:
        click.confirm("Take it off the record? Its text cannot be brought back but from its source.", abort=True)
    gone = Gone.of(record.stored(row.release_id))
    with counting("rewriting") as done:
        kept = withdraw(record, row.release_id, day=settings.now().isoformat(), done=done)
    try:
        threads, answers = redact_kept(gone, settings)
    except BotError as error:
        raise Failed(f"It is withdrawn, but {error} Then run `onrecord journal redact {row.release_id}`.") from error
    click.echo(told(row, kept.releases, threads, answers, settings))


def redact_kept(gone: Gone, settings: Settings) -> tuple[int, int]:
    """Take its words out of what was said in threads and noted in the journal; gives how many conversations and answers."""
    threads = Shelf(settings.state, settings.store, settings.database).redact(gone.release_id)
    if settings.journal.url is None:
        return threads, 0
    book = open_book(settings.journal)
    try:
        return threads, redact(book, gone)
    finally:
        book.close()


def told(row: Row, left: int, threads: int, answers: int, settings: Settings) -> str:
    """What was done, and what it does not reach."""
    counted = [f"{n} {noun}{'' if n == 1 else 's'}" for n, noun in ((threads, "conversation"), (answers, "answer")) if n]
    kept = (
        f" Its words are taken out of {' and '.join(counted)} kept in threads and journal; where they stood, and their hashes, stay."
        if counted
        else ""
    )
    lines = [f"Withdrawn; {left} release{'' if left == 1 else 's'} left on record.{kept} It does not reach:"]
    lines += [f"  the source itself: {source}" for source in row.sources]
    lines += [
        "  backups and exports made before, and answers already given or posted",
        "  another version of the text, on record under an id of its own",
    ]
    if settings.server:
        lines.append("  the Chroma server's own disk: there the deletion is logical, until the server cleans up")
    if settings.database:
        lines.append("  the database's own disk, where conversations lay: there too it is logical")
    return "\n".join(lines)
