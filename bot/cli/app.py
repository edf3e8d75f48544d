"""The command group: each command's module is imported when it is run, so that help and completion are quick."""

from __future__ import annotations

import importlib
import os
import sys
from io import TextIOWrapper

import click

SUMMARIES = {
    "demo": "Ingest the sample company's releases and show its investor page with the chat widget.",
    "ingest": "Put releases on record.",
    "ask": "Ask a question, or a batch of them.",
    "chat": "Ask one question after another.",
    "search": "Show the passages that rank highest for a query.",
    "check": "Tell whether a draft is covered by what is on record.",
    "label": "Tell which sentences look ahead.",
    "serve": "Serve the web API, the chat widget and the pages of the releases.",
    "mcp": "Serve the record as tools for assistants (Model Context Protocol).",
    "slack": "Answer in Slack.",
    "releases": "List the releases on record.",
    "show": "Show one release as stored.",
    "withdraw": "Take a release off the record, for good.",
    "backup": "Copy the record to a file.",
    "restore": "Put a backup in the record's place.",
    "config": "Show every setting in force, and where it came from.",
    "journal": "Show, export and delete what was asked and answered.",
    "insights": "Show what people ask, and what of it is not on record.",
    "doctor": "Say what is set, what answers and what is wrong.",
    "rebuild": "Write the store anew from its own texts.",
    "programs": "Show where the company's programs stand, and what is next.",
    "train": "Train the small models on questions, claims and labelled sentences.",
    "eval": "Measure the answers to a file of questions.",
}


class LazyGroup(click.Group):
    """Commands by name, each in bot/cli/NAME_command.py as the function ``command``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order in which one meets them."""
        return list(SUMMARIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command; help for the group needs none of them."""
        if cmd_name not in SUMMARIES:
            return None
        command: click.Command = importlib.import_module(f"bot.cli.{cmd_name}_command").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their summaries, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog='Shell completion: eval "$(_ONRECORD_COMPLETE=bash_source onrecord)" (or zsh_source, fish_source).',
)
@click.version_option(package_name="onrecord", prog_name="onrecord")
def onrecord() -> None:
    """Answers from a company's own news releases, in the very words on record."""


def main() -> None:
    """Run the command; a fault is one clear line: exit 0 done, 1 something failed and is named, 2 wrong usage."""
    if isinstance(sys.stdout, TextIOWrapper):  # half a character that was given comes back as JSON writes it, and breaks nothing
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        onrecord(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit("onrecord: stopped.")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
