"""`onrecord releases`: what is on record."""

from __future__ import annotations

import json

import click
from rich.console import Console
from rich.table import Table

from bot.cli.options import as_json, with_settings
from bot.opening import open_record
from bot.settings import Settings
from ingest import Row


@click.command("releases", short_help="List the releases on record.")
@as_json
@with_settings
def command(json_: bool, settings: Settings) -> None:
    """List the releases on record, newest first."""
    rows = open_record(settings, to_search=False).rows()
    if json_:
        by = _corrected_by(rows)
        click.echo(json.dumps([_plain(row, by.get(row.release_id)) for row in rows], ensure_ascii=False, indent=1))
    elif not rows:
        click.echo(f"No release is on record in {settings.store}. Put some there with `onrecord ingest PATH`.")
    else:
        _print(rows)


def _corrected_by(rows: list[Row]) -> dict[str, str]:
    """Which release stands in the place of which."""
    return {row.instead_of: row.release_id for row in rows if row.instead_of}


def _plain(row: Row, corrected_by: str | None) -> dict[str, object]:
    return {
        "release_id": row.release_id,
        "headline": row.headline,
        "published": row.published,
        "issuer": row.issuer,
        "source": row.sources[0],
        "sources": list(row.sources),
        "corrected_by": corrected_by,
    }


def _print(rows: list[Row]) -> None:
    by = _corrected_by(rows)
    headlines = {r.release_id: r.headline + (f" (corrected by {by[r.release_id]})" if r.release_id in by else "") for r in rows}
    console = Console(highlight=False)
    if not console.is_terminal:
        for row in rows:
            click.echo(f"{row.published}\t{row.release_id}\t{headlines[row.release_id]}")
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("published", "release", "headline"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(row.published, row.release_id, headlines[row.release_id])
    console.print(table)
