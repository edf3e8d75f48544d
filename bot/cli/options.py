"""Options that several commands share, and the one place where the command line turns faults into lines."""

from __future__ import annotations

import functools
import getpass
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from bot.answer import Asker
from bot.errors import BotError
from bot.settings import read_settings
from ingest import IngestError
from prompts import PromptError


class Day(click.ParamType[date]):
    """A date such as 2026-06-30."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401 - click's own signature
        """The date that was typed."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date; write it as 2026-06-30.", param, ctx)


class Failed(click.ClickException):
    """One clear line on standard error, exit 1."""

    def show(self, file: Any = None) -> None:  # noqa: ANN401 - click's own signature
        """Print the line."""
        click.echo(f"onrecord: {self.format_message()}", file=file or sys.stderr)


def with_settings(function: Callable[..., None]) -> Callable[..., None]:
    """Add ``--store``, hand the command its settings, and turn the rooms' errors into one line each."""

    @click.option("--store", type=click.Path(path_type=Path), help="The record's folder [default: ONRECORD_STORE, else .onrecord].")
    @functools.wraps(function)
    def run(*args: Any, store: Path | None, **kwargs: Any) -> None:  # noqa: ANN401
        try:
            function(*args, settings=read_settings(store=store), **kwargs)
        except (IngestError, BotError, PromptError) as error:
            raise Failed(str(error)) from error

    return run


def local_user() -> Asker:
    """Who sits at this terminal, by the name that the system gives; nobody where it gives none."""
    try:
        return Asker(getpass.getuser())
    except (KeyError, OSError):
        return Asker()


as_json = click.option("--json", "json_", is_flag=True, help="Print JSON.")
as_of = click.option("--as-of", type=Day(), help="Answer as the record stood on this day.")
in_thread = click.option("--thread", metavar="NAME", help="Remember the conversation under this name, and follow on what it holds.")
