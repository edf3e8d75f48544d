"""`onrecord chat`: a conversation at the terminal, each question read in the light of those before it."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import get_args

import click

from bot.answer import Answer, Audience, Question
from bot.chain import Chain
from bot.cli.options import as_of, in_thread, local_user, with_settings
from bot.cli.render import terminal_width, told
from bot.dates import spoken
from bot.errors import BotError
from bot.opening import open_record
from bot.settings import Settings
from ingest import Record, open_embedder

HELP = """Ask in your own words; a follow-up such as "and the quarter before?", "why?" or "who said that?" is understood.

  /show N   the sentence behind source [N] of the last answer, with where it stands
  /new      start afresh: what was said before is forgotten
  /help     this
  /quit     end (Ctrl-D does too)"""
Show = Callable[[str | None, str | None], None]  # the step that begins, or the statement that has passed
WAITING = {"draft": "The model is wording an answer; each sentence is checked before it is shown", "retrieve": "Reading the releases"}


@click.command("chat", short_help="Ask one question after another.")
@click.option("--audience", type=click.Choice(get_args(Audience)), default="investor", show_default=True, help="Who is asking.")
@in_thread
@as_of
@with_settings
def command(audience: Audience, thread: str | None, as_of: date | None, settings: Settings) -> None:
    """Ask one question after another, each understood in the light of those before it. Nothing is remembered of it, unless --thread names a place."""
    record = open_record(settings)
    chain = Chain(record, open_embedder(settings.encoder, may_export=False), settings)
    _greet(record, settings)
    conversation = _Conversation(chain, Question("", audience, as_of, thread=thread, asker=local_user()))
    for line in _lines():
        if line in ("/quit", "/exit", "/q"):
            break
        conversation.take(line)


def _greet(record: Record, settings: Settings) -> None:
    """Who is talking, about what, and how to get out."""
    count, name = len(record.rows()), settings.company.name
    newest = f", the newest of {spoken(record.as_of)}" if record.as_of else ""
    click.echo(f"{name + ': ' if name else ''}{count} release{'' if count == 1 else 's'} on record{newest}.")
    click.echo(click.style("Ask what you like. /help says what else there is; Ctrl-D ends.", dim=True))


class _Conversation:
    """The questions so far: in memory, or in the thread that the first of them names."""

    def __init__(self, chain: Chain, usual: Question) -> None:
        self.chain, self.usual = chain, usual
        self.last: Answer | None = None

    def take(self, line: str) -> None:
        """Answer a question or do what a command says; whatever cannot be done gets one line and ends nothing."""
        name, _, rest = line.partition(" ")
        try:
            match name:
                case "/help":
                    click.echo(HELP)
                case "/new":
                    self._forget()
                case "/show":
                    click.echo(_source(self.last, rest.strip(" []")))
                case _ if name.startswith("/"):
                    click.echo(f"There is no command {name}. /help lists what there is.")
                case _:
                    self._answer(line)
        except BotError as error:
            click.echo(f"onrecord: {error}", err=True)

    def _answer(self, words: str) -> None:
        usual = self.usual
        question = replace(usual, text=words)
        with _waiting() as show, contextlib.suppress(KeyboardInterrupt):
            for event in self.chain.stream(question, after=self.last):
                show(WAITING.get(event.step or ""), event.statement.text if event.statement else None)
                self.last = event.answer or self.last
        if self.last and self.last.question is question:
            click.echo("\n" + told(self.last, width=terminal_width()))

    def _forget(self) -> None:
        self.last = None
        if self.usual.thread:
            self.chain.forget(self.usual.thread, self.usual.audience)
        click.echo("A new conversation.")


def _source(answer: Answer | None, number: str) -> str:
    """The sentence behind a number of the last answer."""
    citations = answer.citations if answer else ()
    found = next((citation for citation in citations if str(citation.number) == number), None)
    if found is None:
        there = ", ".join(f"[{citation.number}]" for citation in citations) or "none yet"
        return f"There is no source {number or '(say which: /show 1)'!s}; there is {there}."
    where = f", “{found.section}”" if found.section else ""
    link = f"\n{found.url}" if found.url else ""
    return f"{found.headline}\n{spoken(found.published)}{where}, characters {found.start} to {found.end} of {found.release_id}{link}\n\n“{found.quote}”"


def _lines() -> Iterator[str]:
    """What is typed, line by line, without blank ones; it ends with Ctrl-D or Ctrl-C, or with what is piped in."""
    prompt = click.style("\n? ", bold=True) if sys.stdin.isatty() and sys.stdout.isatty() else ""
    if prompt:
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401, PLC0415 - gives input() its line editing; absent on Windows
    while True:
        try:
            line = input(prompt).strip()
        except (EOFError, KeyboardInterrupt):
            if prompt:
                click.echo()
            return
        if line:
            yield line


@contextlib.contextmanager
def _waiting() -> Iterator[Show]:
    """A line that says what is going on, at a terminal only; it is gone when the answer is there."""
    if not sys.stdout.isatty():
        yield lambda step, statement: None
        return
    from rich.console import Console  # noqa: PLC0415 - a tenth of a second, for terminals only

    with Console().status("Understanding the question") as status:
        yield lambda step, statement: status.update(statement or step or status.status)
