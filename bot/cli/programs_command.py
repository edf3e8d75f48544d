"""`onrecord programs`: where the company's programs stand, one program's history, and the stage diagram."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click
from rich.console import Console

from bot.cli.options import Failed, as_json, as_of, with_settings
from bot.cli.programs_review import reviewed
from bot.cli.programs_view import board, card
from bot.opening import open_record
from bot.programs import Programs
from bot.programs.diagram import png, svg
from bot.programs.plain import plain_ledger, plain_program
from bot.settings import Settings
from ingest import Ledger


@click.command("programs", short_help="Show where the company's programs stand, and what is next.")
@click.argument("name", required=False)
@click.option("--review", is_flag=True, help="List the events of low certainty, with the keys by which to decide on them.")
@click.option("--accept", metavar="KEY", help="An event of the ledger is right.")
@click.option("--reject", metavar="KEY", help="An event is wrong: leave it out.")
@click.option("--correct", metavar="KEY", help="An event is right as corrected by --set.")
@click.option(
    "--set", "changes", metavar="FIELD=VALUE", multiple=True, help="A field to correct: what, date, expected, stage, program, planned."
)
@click.option("--undo", metavar="KEY", help="Take a decision back.")
@click.option("--diagram", type=click.Path(dir_okay=False, path_type=Path), help="Draw the stages into this .svg or .png file.")
@as_of
@as_json
@with_settings
def command(
    name: str | None,
    review: bool,
    changes: tuple[str, ...],
    diagram: Path | None,
    as_of: date | None,
    json_: bool,
    settings: Settings,
    **decided: str | None,
) -> None:
    """Show the board of all programs, or the card of one: NAME is a program's name, an alias or an indication.

    What people decide on its events is kept in onrecord-programs.toml beside the company's settings, and wins from then on.
    """
    programs = Programs(open_record(settings, to_search=False), settings.company)
    if review or changes or any(decided.values()):
        click.echo(reviewed(programs, settings, decided, changes))
        return
    now = min(as_of, settings.now()) if as_of else settings.now()
    ledger = programs.ledger(as_of)
    if diagram:
        _draw(ledger, diagram)
    elif name is not None:
        program = programs.find(name, as_of)
        if json_:
            click.echo(json.dumps({"as_of": ledger.as_of, "programs": [plain_program(program, now)]}, ensure_ascii=False, indent=1))
        else:
            Console(highlight=False).print(card(program, ledger.as_of, now))
    elif json_:
        click.echo(json.dumps(plain_ledger(ledger, now), ensure_ascii=False, indent=1))
    else:
        Console(highlight=False).print(board(ledger, now))


def _draw(ledger: Ledger, path: Path) -> None:
    drawn = {".svg": lambda: svg(ledger).encode(), ".png": lambda: png(ledger)}.get(path.suffix.lower())
    if drawn is None:
        raise Failed(f"The diagram {str(path)!r} is neither .svg nor .png. Give a file with one of these endings.")
    try:
        path.write_bytes(drawn())
    except OSError as error:
        raise Failed(f"The diagram could not be written to {path}: {error.strerror}.") from error
    click.echo(f"Drawn into {path}.")
