"""`onrecord withdraw`: take a release off the record, for good."""

from __future__ import annotations

import click

from bot.cli.bars import counting
from bot.cli.options import with_settings
from bot.dates import spoken
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

    No byte of its text stays in the store, and it is not taken in again, in another form neither: it is known by checksums from
    which no word can be read. --return lets it.
    """
    record = open_record(settings, to_search=False)
    if returns:
        click.echo(f"{let_back(record, release)} may be taken in again: ingest its source.")
        return
    row = record.named(release, record.entries())
    click.echo(f"{row.headline}\n{spoken(row.published)} · {row.issuer or 'issuer not stated'} · {row.release_id}")
    if not yes:
        click.confirm("Take it off the record? Its text cannot be brought back but from its source.", abort=True)
    with counting("rewriting") as done:
        kept = withdraw(record, row.release_id, day=settings.now().isoformat(), done=done)
    forgotten = _forget(row.release_id, settings)
    click.echo(told(row, kept.releases, forgotten, settings))


def _forget(release_id: str, settings: Settings) -> int:
    """Threads hold what was said in them: those that quote the release go."""
    return Shelf(settings.state, settings.store, settings.database).redact(release_id)


def told(row: Row, left: int, forgotten: int, settings: Settings) -> str:
    """What was done, and what it does not reach."""
    threads = (
        f" {forgotten} conversation{'' if forgotten == 1 else 's'} that quoted it {'is' if forgotten == 1 else 'are'} forgotten."
        if forgotten
        else ""
    )
    lines = [f"Withdrawn; {left} release{'' if left == 1 else 's'} left on record.{threads} It does not reach:"]
    lines += [f"  the source itself: {source}" for source in row.sources]
    lines += [
        "  backups made before, and answers already given or posted",
        "  another version of the text, on record under an id of its own",
    ]
    if settings.server:
        lines.append("  the Chroma server's own disk: there the deletion is logical, until the server cleans up")
    return "\n".join(lines)
