"""`onrecord config`: what is set, and where each value came from."""

from __future__ import annotations

import json
import os
from dataclasses import asdict

import click

from bot.cli.options import Failed, as_json
from bot.declared import as_table
from bot.errors import SettingsError
from bot.in_force import InForce, in_force, unknown
from bot.settings import read_settings
from bot.slack.settings import read_people
from bot.web.settings import read_web_settings


@click.command("config", short_help="Show every setting in force, and where it came from.")
@click.option("--set", "set_only", is_flag=True, help="Leave out what nobody has set.")
@click.option("--table", is_flag=True, help="Print what there is to set, as the README's table.")
@as_json
def command(set_only: bool, table: bool, json_: bool) -> None:
    """Show every setting in force: its value (of a secret only that it is set) and where that came from, the environment,
    the company's file or nobody ("default"). Exit 1 where one cannot be used.
    """  # noqa: D205
    if table:
        click.echo(as_table())
        return
    try:
        found = [one for one in in_force(os.environ) if not (set_only and one.origin == "default")]
    except SettingsError as error:
        raise Failed(str(error)) from error
    click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1) if json_ else told(found))
    for line in unknown(os.environ):
        click.echo(f"onrecord: {line}", err=True)
    try:
        read_settings()
        read_web_settings()
        read_people()
    except SettingsError as error:
        raise Failed(str(error)) from error


def told(found: list[InForce]) -> str:
    """The settings as a person reads them: those that somebody set stand out."""
    width = max((len(one.name) for one in found), default=0)
    return "\n".join(_line(one, width) for one in found) or "Nothing is set."


def _line(one: InForce, width: int) -> str:
    if one.origin == "default":
        return click.style(f"{one.name:<{width}}  {one.value}", dim=True)
    return f"{click.style(f'{one.name:<{width}}', bold=True)}  {one.value}  {click.style(f'({one.origin})', fg='cyan')}"
