"""`onrecord label`: which sentences of a draft or release look ahead, and why."""

from __future__ import annotations

import json
import sys
from datetime import date
from functools import lru_cache
from pathlib import Path

import click

from bot.cli.batch import items
from bot.cli.options import Day, as_json, with_settings
from bot.errors import QuestionError
from bot.opening import open_record
from bot.settings import Settings
from ingest import NotOnRecord, Record, RecordError, Release, label_draft, label_sentence


@click.command("label", short_help="Tell which sentences look ahead.")
@click.argument("file", required=False, metavar="FILE|-")
@click.option("--date", "day", type=Day(), help="The day as of which a draft speaks [default: its own, else today].")
@click.option("--batch", metavar="FILE|-", help="JSON lines {id, sentence, release?, date?}; prints one {id, label, reason} a line.")
@as_json
@with_settings
def command(file: str | None, day: date | None, batch: str | None, json_: bool, settings: Settings) -> None:
    """Label each sentence of FILE (a draft or a release): forward, historical, schedule or legend, with the reason."""
    if (file is None) == (batch is None):
        raise click.UsageError("Give a FILE (or - for standard input), or --batch FILE.")
    if batch is not None:
        _batch(batch, settings)
        return
    release = label_draft(_read(file or "-"), name=Path(file or "-").name, published=day or settings.now())
    found = [
        {"text": release.quote(s), "label": s.label, "citations": [], "reason": s.reason} for s in release.sentences if s.form != "heading"
    ]
    if json_:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for item in found:
        click.echo(f"{item['label']:<10} {item['text']}" + (f"\n           ({item['reason']})" if item["reason"] else ""))
    click.echo(f"\n{covered(release)}")


def covered(release: Release) -> str:
    """Whether what looks ahead stands beside a legend of its own, and what that legend names."""
    ahead = sum(sentence.label == "forward" for sentence in release.sentences)
    if release.legend is None:
        return f"{ahead} forward-looking; no legend of its own." if ahead else "Nothing forward-looking; no legend."
    legend = release.legend
    return f"{ahead} forward-looking; its legend names {len(legend.factors)} factors and {len(legend.assumptions)} assumptions."


def _read(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise QuestionError(f"{file} could not be read: {error.strerror}.") from error


def _batch(batch: str, settings: Settings) -> None:
    record = _record(settings)

    @lru_cache
    def named(name: str | None) -> Release | None:
        try:
            return record.find(name) if record and name else None
        except NotOnRecord:
            return None

    for item in items(batch):
        release = named(item.get("release"))
        day = date.fromisoformat(item["date"]) if item.get("date") else None
        found, reason = label_sentence(str(item.get("sentence") or ""), release=release, published=day)
        click.echo(json.dumps({"id": item.get("id"), "label": found, "reason": reason}, ensure_ascii=False))


def _record(settings: Settings) -> Record | None:
    """The record, where there is one: a draft can be labelled without."""
    try:
        return open_record(settings, to_search=False)
    except RecordError:
        if (settings.store / "record.json").exists():
            raise
        return None
