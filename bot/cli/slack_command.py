"""`onrecord slack`: the Slack app, and its manifest."""

from __future__ import annotations

import asyncio
import json
from logging.config import dictConfig

import click

from bot.cli.options import with_settings
from bot.settings import Settings
from bot.slack.manifest import manifest
from bot.slack.settings import read_slack_settings
from bot.watch.logs import log_settings
from bot.watch.settings import read_watch_settings
from bot.web.settings import read_web_settings


@click.group("slack", invoke_without_command=True, short_help="Answer in Slack.")
@click.option("--http", is_flag=True, help="Answer over HTTP, in the web server, instead: Slack sends to https://YOUR-HOST/slack/events.")
@click.option("--host", default="127.0.0.1", show_default=True, help="With --http: the address to listen at.")
@click.option("--port", type=click.IntRange(1, 65_535), default=8000, show_default=True, help="With --http: the port to listen at.")
@click.pass_context
@with_settings
def command(ctx: click.Context, http: bool, host: str, port: int, settings: Settings) -> None:
    """Answer in Slack until stopped (Ctrl-C): in Socket Mode, which needs no public address.

    SLACK_BOT_TOKEN and SLACK_APP_TOKEN hold the app's tokens, for --http SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET;
    `onrecord slack manifest` prints what Slack makes the app from. The README says how, step by step.
    """
    if ctx.invoked_subcommand:
        return
    if http:
        _serve(settings, host, port)
        return
    from bot.slack.run import run  # noqa: PLC0415 - aiohttp and slack_bolt, which the manifest needs not
    from bot.watch.watching import watching  # noqa: PLC0415 - the same

    slack = read_slack_settings()
    watch = read_watch_settings()
    dictConfig(log_settings(watch.log))
    with watching(watch):
        asyncio.run(run(settings, slack))


def _serve(settings: Settings, host: str, port: int) -> None:
    """Answer Slack in the web server, once it is clear that Slack takes our token."""
    from bot.slack.web import check_token  # noqa: PLC0415 - the same
    from bot.web.serve import serve  # noqa: PLC0415

    slack = read_slack_settings(http=True)
    asyncio.run(check_token(slack))
    click.echo(f"Answering Slack at http://{host}:{port}/slack/events, beside the website. Ctrl-C stops.", err=True)
    serve(settings, read_web_settings(), host=host, port=port, application="bot.slack.web")


@command.command("manifest", short_help="Print the manifest that Slack makes the app from.")
@click.option("--name", default="onrecord", show_default=True, help="What the app is called in Slack.")
@click.option(
    "--http",
    "url",
    metavar="URL",
    help="For HTTP mode: the address at which Slack reaches `onrecord serve`, such as https://ir.example.com.",
)
@click.option(
    "--several", is_flag=True, help="With --http: to be installed in several workspaces, each from https://YOUR-HOST/slack/install."
)
def print_manifest(name: str, url: str | None, several: bool) -> None:
    """Print the manifest as JSON: in Slack, under Your Apps, choose Create New App, From a manifest, and paste it."""
    if url and not url.startswith("https://"):
        raise click.BadParameter(f"{url!r} is no address that Slack sends to; it begins with https://.", param_hint="--http")
    if several and not url:
        raise click.UsageError("Several workspaces install an app over HTTP alone: give --http URL, too.")
    click.echo(json.dumps(manifest(name, public_url=url, several=several), indent=2, ensure_ascii=False))
