"""`onrecord ask`: one answer, or one a line of a batch."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, get_args

import click

from bot.answer import Audience, Question
from bot.chain import Chain
from bot.cli.batch import items
from bot.cli.options import as_json, as_of, with_settings
from bot.cli.render import terminal_width, told
from bot.contract import to_json
from bot.errors import BotError
from bot.settings import Settings
from ingest import Record, open_embedder

AUDIENCES = click.Choice(get_args(Audience))


@click.command("ask", short_help="Ask a question, or a batch of them.")
@click.argument("question", required=False)
@click.option("--audience", type=AUDIENCES, default="investor", show_default=True, help="Who is asking.")
@click.option("--batch", metavar="FILE|-", help="JSON lines {id, question, audience?, follow_up_to?}; prints one answer a line.")
@as_of
@as_json
@with_settings
def command(question: str | None, audience: Audience, batch: str | None, as_of: date | None, json_: bool, settings: Settings) -> None:
    """Answer QUESTION from the releases on record: in their very words, with sources, cautions and an as-of date."""
    if (question is None) == (batch is None):
        raise click.UsageError("Give a QUESTION, or --batch FILE.")
    chain = Chain(Record(settings.store), open_embedder(settings.encoder, may_export=False), settings)
    if batch is not None:
        _batch(chain, batch, audience, as_of)
        return
    answer = chain.ask(Question(question or "", audience, as_of))
    click.echo(json.dumps(to_json(answer), ensure_ascii=False, indent=1) if json_ else told(answer, width=terminal_width()))


def _batch(chain: Chain, batch: str, audience: Audience, as_of: date | None) -> None:
    asked: dict[Any, str] = {}
    for item in items(batch):
        text, who = str(item.get("question") or ""), item.get("audience") or audience
        if who not in AUDIENCES.choices:
            raise BotError(f"The audience of item {item.get('id')!r} is {who!r}; one of {', '.join(AUDIENCES.choices)} was expected.")
        previous = asked.get(item.get("follow_up_to"))
        answer = chain.ask(Question(text, who, as_of, item.get("id")), previous=previous)
        asked[item.get("id")] = answer.standalone_question or text
        click.echo(json.dumps(to_json(answer), ensure_ascii=False))
