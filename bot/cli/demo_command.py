"""`onrecord demo`: the sample company's releases, three questions, then yours."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from bot.answer import Question
from bot.chain import Chain
from bot.cli.ingest_command import Bar
from bot.cli.options import with_settings
from bot.cli.render import terminal_width, told
from bot.errors import QuestionError
from bot.settings import Settings, read_company
from ingest import Record, cache_folder, ingest, open_embedder

SHOWN = 3  # sample questions answered before it is your turn


@click.command("demo", short_help="Ingest the sample company's releases and ask them questions.")
@with_settings
def command(settings: Settings) -> None:
    """Ingest the releases of a fictional company, answer three sample questions, then take yours (at a terminal)."""
    folder = sample_folder()
    store = settings.store if settings.store != Path(".onrecord") else cache_folder() / "demo"
    settings = replace(settings, store=store, company=read_company(folder / "onrecord.toml"))
    click.echo(f"Ingesting the sample company's releases from {folder} into {store} (the first time takes a little longer) ...")
    with Bar() as progress:
        ingest([str(folder / "releases")], store, model=settings.encoder, progress=progress)
    chain = Chain(Record(store), open_embedder(settings.encoder), settings)
    for question in settings.company.questions[:SHOWN]:
        _answer(chain, question)
    if sys.stdin.isatty() and sys.stdout.isatty():
        _converse(chain)


def sample_folder() -> Path:
    """Where the sample company lies: in the wheel below bot/, in a checkout at the top."""
    here = Path(__file__).resolve().parents[1]
    carried = here / "sample"
    return carried if carried.exists() else here.parent / "data"


def _converse(chain: Chain) -> None:
    click.echo("\nAsk what you like; an empty line ends the demo.")
    while question := click.prompt("\n?", default="", show_default=False, prompt_suffix=" "):
        try:
            _answer(chain, question, echo=False)
        except QuestionError as error:
            click.echo(str(error))


def _answer(chain: Chain, question: str, *, echo: bool = True) -> None:
    if echo:
        click.echo("\n" + click.style(f"? {question}", bold=True))
    click.echo("\n" + told(chain.ask(Question(question)), width=terminal_width()))
