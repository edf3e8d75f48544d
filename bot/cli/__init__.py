"""The command line: `onrecord`, a thin edge over the chain and the record."""

from bot.cli.app import main

__all__ = ["main"]
