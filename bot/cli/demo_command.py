"""`onrecord demo`: the sample company's releases, three questions, then its investor page with the chat widget."""

from __future__ import annotations

import sys
import webbrowser
from dataclasses import replace
from pathlib import Path
from threading import Timer

import click

from bot.answer import Question
from bot.chain import Chain
from bot.cli.ingest_command import Bar
from bot.cli.options import with_settings
from bot.cli.render import terminal_width, told
from bot.errors import QuestionError
from bot.opening import open_record
from bot.settings import Settings, read_company
from ingest import cache_folder, ingest, open_embedder

SHOWN = 3  # sample questions answered before it is your turn
SOON = 1.5  # seconds after which the server listens


@click.command("demo", short_help="Ingest the sample company's releases and show its investor page with the chat widget.")
@click.option("--chat", is_flag=True, help="Take questions here instead of showing the page.")
@click.option("--serve", "serve_", is_flag=True, help="Serve the page even where this is no terminal.")
@click.option("--port", type=click.IntRange(1, 65_535), default=8000, show_default=True, help="The port that the page is served at.")
@click.option("--no-browser", is_flag=True, help="Say where the page is, without opening it.")
@with_settings
def command(settings: Settings, *, chat: bool, serve_: bool, port: int, no_browser: bool) -> None:
    """Ingest the releases of a fictional company, answer three sample questions, then serve its investor page (Ctrl-C ends it).

    Where this is no terminal it ends after the samples, unless --serve is given.
    """
    folder = sample_folder()
    store = settings.store if settings.store != Path(".onrecord") else cache_folder() / "demo"
    settings = replace(settings, store=store, company=read_company(folder / "onrecord.toml"))
    click.echo(f"Ingesting the sample company's releases from {folder} into {store} (the first time takes a little longer) ...")
    with Bar() as progress:
        ingest([str(folder / "releases")], store, model=settings.encoder, progress=progress)
    chain = Chain(open_record(settings), open_embedder(settings.encoder), settings)
    for question in settings.company.questions[:SHOWN]:
        _answer(chain, question)
    at_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if chat and at_terminal:
        _converse(chain)
    elif serve_ or at_terminal:
        _show(settings, port, browser=at_terminal and not no_browser)


def sample_folder() -> Path:
    """Where the sample company lies: in the wheel below bot/, in a checkout at the top."""
    here = Path(__file__).resolve().parents[1]
    carried = here / "sample"
    return carried if carried.exists() else here.parent / "data"


def _show(settings: Settings, port: int, *, browser: bool) -> None:
    """Serve the investor page, and open it where there is a browser."""
    from bot.web.serve import serve  # noqa: PLC0415 - half a second, where the page is wanted
    from bot.web.settings import read_web_settings  # noqa: PLC0415

    address = f"http://127.0.0.1:{port}/demo"
    click.echo(f"\nThe investor page with the chat: {address}\nCtrl-C ends it.")
    if browser:
        opening = Timer(SOON, webbrowser.open, (address,))
        opening.daemon = True
        opening.start()
    serve(settings, read_web_settings(), host="127.0.0.1", port=port, demo=True, quiet=True)


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
