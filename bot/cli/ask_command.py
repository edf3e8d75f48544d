"""`onrecord ask`: one answer, or one a line of a batch."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, get_args

import click

from bot.answer import Answer, Audience, Question
from bot.chain import Chain
from bot.cli.batch import items
from bot.cli.options import Failed, as_json, as_of, in_thread, local_user, with_settings
from bot.cli.render import terminal_width, told
from bot.contract import to_json
from bot.errors import QuestionError
from bot.opening import open_record
from bot.settings import Settings
from ingest import open_embedder

AUDIENCES = click.Choice(get_args(Audience))


@click.command("ask", short_help="Ask a question, or a batch of them.")
@click.argument("question", required=False)
@click.option("--audience", type=AUDIENCES, default="investor", show_default=True, help="Who is asking.")
@click.option("--batch", metavar="FILE|-", help="JSON lines {id, question, audience?, thread?, follow_up_to?}; prints one answer a line.")
@in_thread
@as_of
@as_json
@with_settings
def command(
    question: str | None, audience: Audience, batch: str | None, thread: str | None, as_of: date | None, json_: bool, settings: Settings
) -> None:
    """Answer QUESTION from the releases on record: in their very words, with sources, cautions and an as-of date."""
    if (question is None) == (batch is None):
        raise click.UsageError("Give a QUESTION, or --batch FILE.")
    chain = Chain(open_record(settings), open_embedder(settings.encoder, may_export=False), settings)
    if batch is not None:
        _batch(chain, batch, Question("", audience, as_of, thread=thread, asker=local_user()))
        return
    answer = chain.ask(Question(question or "", audience, as_of, thread=thread, asker=local_user()))
    click.echo(json.dumps(to_json(answer), ensure_ascii=False, indent=1) if json_ else told(answer, width=terminal_width()))


def _batch(chain: Chain, batch: str, usual: Question) -> None:
    """One answer a line; an item that cannot be taken gets its line too, with the reason, and stops nothing."""
    answers: dict[Any, Answer] = {}
    failed = False
    for item in items(batch):
        name = item.get("id")
        try:
            _look_over(item)
            before = answers.get(item.get("follow_up_to"))
            answers[name] = answer = chain.ask(_question(item, usual, before), after=before)
        except QuestionError as error:
            failed = True
            click.echo(json.dumps({"id": name, "error": str(error)}, ensure_ascii=False))
            continue
        click.echo(json.dumps(to_json(answer), ensure_ascii=False))
    if failed:
        raise Failed("Some items of the batch could not be taken; their lines say why.")


def _look_over(item: dict[str, Any]) -> None:
    for key in ("id", "follow_up_to", "thread"):
        if isinstance(item.get(key), (dict, list)):
            raise QuestionError(f"The item's {key} is {json.dumps(item[key])[:80]}; a text or a number was expected.")


def _question(item: dict[str, Any], usual: Question, before: Answer | None) -> Question:
    """The item's question, in the thread that it names, else in that of the item it follows up on, else in the usual one."""
    who = item.get("audience") or usual.audience
    if who not in AUDIENCES.choices:
        raise QuestionError(f"The audience is {who!r}; one of {', '.join(AUDIENCES.choices)} was expected.")
    thread = item.get("thread") or (before.thread if before else usual.thread)
    return Question(str(item.get("question") or ""), who, usual.as_of, item.get("id"), str(thread) if thread else None, usual.asker)
