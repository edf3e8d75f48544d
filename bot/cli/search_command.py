"""`onrecord search`: the passages that rank highest."""

from __future__ import annotations

import json
from datetime import date

import click

from bot.cli.batch import items
from bot.cli.options import as_json, as_of, with_settings
from bot.dates import spoken
from bot.errors import QuestionError
from bot.opening import open_record
from bot.retrieve import Retriever
from bot.settings import Settings
from ingest import Passage, open_embedder


@click.command("search", short_help="Show the passages that rank highest for a query.")
@click.argument("query", required=False)
@click.option("-k", "--count", default=10, show_default=True, type=click.IntRange(1, 1000), help="How many passages.")
@click.option("--batch", metavar="FILE|-", help="JSON lines {id, query or question}; prints one {id, results} a line.")
@as_of
@as_json
@with_settings
def command(query: str | None, count: int, batch: str | None, as_of: date | None, json_: bool, settings: Settings) -> None:
    """Show the passages that rank highest for QUERY, near-identical ones once."""
    if (query is None) == (batch is None):
        raise click.UsageError("Give a QUERY, or --batch FILE.")
    record = open_record(settings)
    retriever = Retriever(record, open_embedder(settings.encoder, may_export=False))
    if batch is not None:
        for item in items(batch):
            found = retriever.search(str(item.get("query") or item.get("question") or ""), count=count, until=as_of)
            click.echo(json.dumps({"id": item.get("id"), "results": [plain(p) for p in found]}, ensure_ascii=False))
        return
    assert query is not None
    if not query.strip():
        raise QuestionError("The query is empty. Give a few words to look for.")
    found = retriever.search(query, count=count, until=as_of)
    click.echo(json.dumps([plain(p) for p in found], ensure_ascii=False, indent=1) if json_ else told(found))


def plain(passage: Passage) -> dict[str, object]:
    """A passage by the contract of `search --json`."""
    keys = ("release_id", "source", "published", "section", "kind", "start", "end", "text", "score")
    return {key: getattr(passage, key) for key in keys}


def told(passages: list[Passage]) -> str:
    """Passages as a person reads them."""
    if not passages:
        return "No passage on record has any of these words."
    return "\n\n".join(
        f"{n:>2}. {p.text}\n    {p.headline} — {spoken(p.published)} · {_place(p)} · {p.release_id}" for n, p in enumerate(passages, 1)
    )


def _place(passage: Passage) -> str:
    """Where a passage stands: the kind of section, and for a table's row the caption, periods and unit that it needs."""
    return f"{passage.kind}: {passage.context}" if passage.kind == "table" and passage.context else passage.kind
