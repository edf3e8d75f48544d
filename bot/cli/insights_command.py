"""`onrecord insights`: what people ask, and what of it is not on record."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import get_args

import click
from rich.console import Console

from bot.answer import Audience
from bot.cli.insights_view import report
from bot.cli.options import Failed, as_json, with_settings
from bot.cli.since import Since
from bot.insights.charts import topics_chart, weeks_chart
from bot.insights.gather import gathered
from bot.insights.report import Insights
from bot.insights.tables import plain, tables, write_table
from bot.journal.opening import open_book
from bot.settings import Settings
from ingest import open_embedder


@click.command("insights", short_help="Show what people ask, and what of it is not on record.")
@click.option("--since", type=Since(), default="30d", show_default=True, help="From then on: 30d, 12w, or a day such as 2026-06-30.")
@click.option("--audience", type=click.Choice(get_args(Audience)), help="Only what this audience asked.")
@click.option("--csv", "as_csv", metavar="FOLDER|-", help="Write the tables as CSV into FOLDER; - prints that of the topics.")
@click.option("--charts", type=click.Path(file_okay=False, path_type=Path), help="Draw weeks.svg and topics.svg into this folder.")
@as_json
@with_settings
def command(since: datetime, audience: str | None, as_csv: str | None, charts: Path | None, json_: bool, settings: Settings) -> None:
    """Show what people asked by topic, what the record did not tell them, what was declined, what did not help, which overdue dates they met."""
    book = open_book(settings.journal)
    try:
        found = gathered(book, lambda: open_embedder(settings.encoder, may_export=False), since=since, audience=audience)
    finally:
        book.close()
    if as_csv == "-":
        write_table(tables(found)["topics"], sys.stdout)
    elif as_csv or charts:
        _write(found, Path(as_csv) if as_csv else None, charts)
    elif json_:
        click.echo(json.dumps(plain(found), ensure_ascii=False, indent=1))
    else:
        Console(highlight=False).print(report(found))


def _write(found: Insights, csv_folder: Path | None, chart_folder: Path | None) -> None:
    """Write files into folders, made where they are not there."""
    try:
        if csv_folder:
            csv_folder.mkdir(parents=True, exist_ok=True)
            for name, rows in tables(found).items():
                with (csv_folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
                    write_table(rows, out)
            click.echo(f"{', '.join(f'{name}.csv' for name in tables(found))} in {csv_folder}.")
        if chart_folder:
            chart_folder.mkdir(parents=True, exist_ok=True)
            (chart_folder / "weeks.svg").write_text(weeks_chart(found), encoding="utf-8")
            (chart_folder / "topics.svg").write_text(topics_chart(found), encoding="utf-8")
            click.echo(f"weeks.svg, topics.svg in {chart_folder}.")
    except OSError as error:
        raise Failed(f"{error.filename} could not be written ({error.strerror}). Give another folder.") from error
