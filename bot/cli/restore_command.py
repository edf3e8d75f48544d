"""`onrecord restore`: put a backup in the record's place."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.bars import counting
from bot.cli.options import with_settings
from bot.settings import Settings
from ingest import restore


@click.command("restore", short_help="Put a backup in the record's place.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_settings
def command(file: Path, yes: bool, settings: Settings) -> None:
    """Put the backup FILE in the place of whatever the store holds, damaged or not.

    What was withdrawn since the backup was made stays withdrawn.
    """
    where = settings.server.url if settings.server else str(settings.store)
    if (settings.server or (settings.store / "record.json").exists()) and not yes:
        click.confirm(f"Put {file} in the place of all that is on record in {where}?", abort=True)
    with counting("restoring") as done:
        kept = restore(file, settings.store, server=settings.server, now=settings.moment, done=done)
    left_out = f"; {kept.left_out} withdrawn since then stayed out" if kept.left_out else ""
    click.echo(f"{kept.releases} releases are on record in {where}{left_out}.")
    if kept.forgot:
        click.echo(
            "The store was too damaged to say what was withdrawn since this backup was made. Look through `onrecord releases`, and withdraw it again."
        )
