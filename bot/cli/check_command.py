"""`onrecord check`: is a draft covered by what is on record? A draft is a secret: it is read, judged and printed, and kept nowhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from bot.check import Checked, check
from bot.cli.batch import items
from bot.cli.options import as_json, as_of, with_settings
from bot.dates import spoken
from bot.errors import QuestionError
from bot.opening import open_record
from bot.retrieve import Retriever
from bot.settings import Settings
from bot.verify import open_checker
from ingest import draft_sentences, open_embedder

MARKS = {"supported": ("✓", "green"), "contradicted": ("✗", "red"), "not_stated": ("?", "yellow")}


@click.command("check", short_help="Tell whether a draft is covered by what is on record.")
@click.argument("file", required=False, metavar="FILE|-")
@click.option("--batch", metavar="FILE|-", help="JSON lines {id, claim}; prints one {id, verdict, citations, reason} a line.")
@as_of
@as_json
@with_settings
def command(file: str | None, batch: str | None, as_of: date | None, json_: bool, settings: Settings) -> None:
    """Check each sentence of FILE, a draft, against the releases on record: supported, contradicted (with the words that say
    otherwise, newest release first, and what differs) or not stated.

    Nothing of the draft is stored, logged or sent anywhere.
    """  # noqa: D205
    if (file is None) == (batch is None):
        raise click.UsageError("Give a FILE (or - for standard input), or --batch FILE.")
    sentences = () if file is None else draft_sentences(_read(file), name=Path(file).name)
    retriever = Retriever(open_record(settings), open_embedder(settings.encoder, may_export=False))
    checker = open_checker(settings.checker)
    if batch is not None:
        for item in items(batch):
            found = check(_claim(item), retriever, until=as_of, checker=checker)
            click.echo(json.dumps({"id": item.get("id"), **plain(found, told=False)}, ensure_ascii=False))
        return
    checked = [check(sentence, retriever, until=as_of, checker=checker) for sentence in sentences]
    if json_:
        click.echo(json.dumps([plain(one) for one in checked], ensure_ascii=False, indent=1))
    else:
        show(checked)


def plain(checked: Checked, *, told: bool = True) -> dict[str, object]:
    """A checked sentence by the contract of `check --json`, without its words for a batch."""
    words = {"text": checked.text} if told else {}
    return {**words, "verdict": checked.verdict, "citations": [asdict(c) for c in checked.citations], "reason": checked.reason}


def show(checked: Sequence[Checked]) -> None:
    """The draft at the terminal: each sentence marked, with the words on record beside it."""
    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    for one in checked:
        mark, colour = MARKS[one.verdict]
        console.print(Text.assemble((f"{mark} ", f"bold {colour}"), one.text))
        if one.reason:
            console.print(Text(f"    {one.reason}", style=colour))
        for citation in one.citations:
            console.print(Text(f"    {spoken(citation.published)}: “{' '.join(citation.quote.split())}”", style="dim"))
            console.print(Text(f"      {citation.headline} ({citation.release_id})", style="dim"))
    counts = {verdict: sum(one.verdict == verdict for one in checked) for verdict in MARKS}
    console.print(
        f"\n{counts['supported']} supported, {counts['contradicted']} contradicted, {counts['not_stated']} not stated"
        f" of {len(checked)} sentence{'s' * (len(checked) != 1)}."
    )


def _claim(item: dict[str, object]) -> str:
    claim = item.get("claim")
    if not isinstance(claim, str) or not claim.strip():
        raise QuestionError(f"The batch item {item.get('id')!r} has no claim; {{id, claim}} is expected.")
    return claim


def _read(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise QuestionError(f"{file} could not be read: {error.strerror}.") from error
