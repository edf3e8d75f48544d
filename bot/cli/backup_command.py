"""`onrecord backup`: copy the record to a file."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.bars import counting
from bot.cli.options import with_settings
from bot.opening import open_record
from bot.settings import Settings
from ingest import backup


@click.command("backup", short_help="Copy the record to a file.")
@click.argument("file", type=click.Path(path_type=Path))
@with_settings
def command(file: Path, settings: Settings) -> None:
    """Copy the record, texts and vectors, to FILE, which must not exist yet; answers and an ingest may go on meanwhile."""
    with counting("copying") as done:
        kept = backup(open_record(settings, to_search=False), file, done)
    click.echo(f"{kept.releases} releases copied to {file} ({file.stat().st_size / 1e6:.1f} MB). `onrecord restore {file}` puts them back.")
