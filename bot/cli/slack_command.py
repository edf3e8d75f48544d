"""`onrecord slack`: the Slack app, and its manifest."""

from __future__ import annotations

import asyncio
import json
import logging

import click

from bot.cli.options import with_settings
from bot.settings import Settings
from bot.slack.manifest import manifest
from bot.slack.settings import read_slack_settings


@click.group("slack", invoke_without_command=True, short_help="Answer in Slack.")
@click.pass_context
@with_settings
def command(ctx: click.Context, settings: Settings) -> None:
    """Answer in Slack until stopped (Ctrl-C): in Socket Mode, which needs no public address.

    SLACK_BOT_TOKEN and SLACK_APP_TOKEN hold the app's tokens; `onrecord slack manifest` prints what Slack makes the app from.
    The README says how, step by step.
    """
    if ctx.invoked_subcommand:
        return
    from bot.slack.run import run  # noqa: PLC0415 - aiohttp and slack_bolt, which the manifest needs not

    slack = read_slack_settings()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    asyncio.run(run(settings, slack))


@command.command("manifest", short_help="Print the manifest that Slack makes the app from.")
@click.option("--name", default="onrecord", show_default=True, help="What the app is called in Slack.")
@click.option(
    "--http",
    "url",
    metavar="URL",
    help="For HTTP mode: the address at which Slack reaches `onrecord serve`, such as https://ir.example.com.",
)
def print_manifest(name: str, url: str | None) -> None:
    """Print the manifest as JSON: in Slack, under Your Apps, choose Create New App, From a manifest, and paste it."""
    click.echo(json.dumps(manifest(name, public_url=url), indent=2, ensure_ascii=False))
