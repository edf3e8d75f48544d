"""`onrecord mcp`: the record as tools for people's own assistants."""

from __future__ import annotations

from contextlib import nullcontext
from typing import get_args

import click

from bot.answer import Audience
from bot.cli.options import with_settings
from bot.mcp.http import need_a_token, serve_http
from bot.mcp.opening import opened
from bot.mcp.server import serve_stdio
from bot.settings import Settings
from bot.web.settings import read_web_settings
from bot.web.stopping import stoppable

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
@click.option("--http", is_flag=True, help="Serve many assistants over HTTP instead, at /mcp, each with a bearer token.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at, with --http.")
@click.option("--port", type=click.IntRange(1, 65_535), default=8002, show_default=True, help="The port to listen at, with --http.")
@with_settings
def command(audience: Audience, http: bool, host: str, port: int, settings: Settings) -> None:
    """Serve one assistant over standard input and output, until it closes them: ask, search, show_release, program_status and,
    for staff, check_draft; releases as resources.

    In the assistant's settings the command is `onrecord`, its arguments `mcp` and `--store` with the record's folder.
    Over HTTP the token tells who asks: its SHA-256 stands in ONRECORD_STAFF_TOKENS, ONRECORD_SALES_TOKENS or ONRECORD_MCP_TOKENS.
    """  # noqa: D205
    web = read_web_settings()
    if http:
        need_a_token(web)
    with stoppable() if http else nullcontext(), opened(settings, web) as counter:
        if http:
            click.echo(f"Serving {settings.store} at http://{host}:{port}/mcp. Ctrl-C stops.", err=True)
            serve_http(counter, web, host=host, port=port)
        else:
            serve_stdio(counter, audience)
