"""`onrecord mcp`: the record as tools for people's own assistants."""

from __future__ import annotations

from typing import get_args

import click

from bot.answer import Audience
from bot.cli.options import with_settings
from bot.mcp.opening import opened
from bot.mcp.server import serve_stdio
from bot.settings import Settings

AUDIENCES = click.Choice(get_args(Audience))


@click.command("mcp", short_help="Serve the record as tools for assistants (Model Context Protocol).")
@click.option(
    "--audience",
    type=AUDIENCES,
    envvar="ONRECORD_MCP_AUDIENCE",
    default="investor",
    show_envvar=True,
    show_default=True,
    help="Who asks, over standard input.",
)
@with_settings
def command(audience: Audience, settings: Settings) -> None:
    """Serve one assistant over standard input and output, until it closes them: ask, search, show_release, program_status and,
    for staff, check_draft; releases as resources.

    In the assistant's settings the command is `onrecord`, its arguments `mcp` and `--store` with the record's folder.
    """  # noqa: D205
    with opened(settings) as counter:
        serve_stdio(counter, audience)
