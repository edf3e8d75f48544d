"""`onrecord rebuild`: the store anew from its own texts."""

from __future__ import annotations

from functools import cache

import click

from bot.cli.bars import counting
from bot.cli.options import with_settings
from bot.opening import open_record
from bot.settings import Settings
from ingest import encoder_name, open_embedder, rebuild


@click.command("rebuild", short_help="Write the store anew from its own texts.")
@with_settings
def command(settings: Settings) -> None:
    """Write the store anew from the texts in it, in the layout and with the encoder that are in force now; no source is read.

    Answers go on from the old one until the new one stands.
    """
    record = open_record(settings, to_search=False)
    with counting("rebuilding") as done:
        kept = rebuild(record, encoder_name(settings.encoder), cache(lambda: open_embedder(settings.encoder)), done)
    click.echo(f"{kept.releases} releases rebuilt in {record.place.name}, {kept.embedded} of them embedded anew.")
