"""`onrecord eval`: the figures of question files, and what moved since an earlier run."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.chain import Chain
from bot.cli.batch import items
from bot.cli.options import as_json, as_of, with_settings
from bot.errors import QuestionError
from bot.evaluation.expected import Expected, expected
from bot.evaluation.figures import compare, figures
from bot.evaluation.outcome import RATIOS, Outcome
from bot.evaluation.run import outcomes, read, save
from bot.journal.settings import JournalSettings
from bot.opening import open_record
from bot.settings import Settings
from ingest import open_embedder

MEANS = {
    "right": "answers that say all that is asked for, briefly, and nothing stale",
    "evidence_cited": "the sentence that answers is quoted",
    "newest_used": "so is the newest, where one is meant",
    "refused_rightly": "what the record does not answer is not answered",
    "policy_declined": "what must be declined is declined",
    "quotes_verbatim": "quotes that stand in their release",
    "statements_supported": "statements that rest on their quotes",
    "caveat_recall": "answers that look ahead bring a caution",
    "caveat_precision": "cautions that are due",
}
PATH = click.Path(path_type=Path, dir_okay=False)
Asked = list[tuple[str, Path, list[Expected]]]


@click.command("eval", short_help="Measure the answers to a file of questions.")
@click.argument("questions", nargs=-1, required=True, metavar="FILE[=STORE] ...")
@click.option("--against", type=PATH, help="An earlier run, kept by --save: say what got better and what got worse.")
@click.option("--save", "kept", type=PATH, help="Keep this run for a later --against.")
@click.option("--misses", is_flag=True, help="List the questions that were not answered rightly.")
@as_of
@as_json
@with_settings
def command(
    questions: tuple[str, ...], against: Path | None, kept: Path | None, misses: bool, as_of: date | None, json_: bool, settings: Settings
) -> None:
    """Ask the questions of FILE and measure the answers.

    FILE holds JSON lines {id, question, audience?, category?, answerable?, must_include?, must_not_include?, evidence?,
    newest_needed?, forward_looking?, follow_up_to?}. Several files are pooled; FILE=STORE asks one of a record of its own.
    """
    before = read(against) if against else {}
    asked = [(name, store, expected(items(name), name)) for name, store in (_parted(words, settings) for words in questions)]
    if against and not before.keys() & {question.id for _, _, several in asked for question in several}:
        raise QuestionError(
            f"The run {against} has none of these questions, so there is nothing to compare. Give a run over the same file."
        )
    by_file = _ask(asked, settings, as_of)
    run = {outcome.id: outcome for found in by_file.values() for outcome in found}
    result = figures(list(run.values()))
    if len(by_file) > 1:
        result["by_file"] = {name: figures(found) for name, found in by_file.items()}
    if against:
        result["against"] = compare(run, before)
    if kept:
        save(kept, run.values(), result)
    if json_:
        click.echo(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        _print(result, run, before, misses=misses)


def _parted(words: str, settings: Settings) -> tuple[str, Path]:
    """A file, and the record that its questions are put to."""
    name, equals, store = words.rpartition("=")
    return (name, Path(store)) if equals and not Path(words).exists() else (words, settings.store)


def _ask(asked: Asked, settings: Settings, until: date | None) -> dict[str, list[Outcome]]:
    embedder = open_embedder(settings.encoder, may_export=False)
    found = {}
    for name, store, questions in asked:
        chain = Chain(open_record(replace(settings, store=store)), embedder, replace(settings, journal=JournalSettings()))
        shown = track(
            outcomes(chain, questions, as_of=until),
            Path(name).name,
            total=len(questions),
            console=Console(stderr=True),
            transient=True,
            disable=not sys.stderr.isatty(),
        )
        found[name] = list(shown)
    return found


def _print(result: dict[str, Any], run: Mapping[str, Outcome], before: Mapping[str, Outcome], *, misses: bool) -> None:
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 140)
    against = result.get("against")
    console.print(_table(result, against))
    console.print(
        f"\n{result['questions']} questions, {result['false_answers']} answered that should not be; {result['quotes']} quotes in "
        f"{result['statements']} statements; median {_plain(result['median_words'])} words, {_plain(result['elapsed_ms_p50'])} ms "
        f"(p95 {_plain(result['elapsed_ms_p95'])} ms)"
    )
    console.print("by category: " + ", ".join(f"{name} {share}" for name, share in result["by_category"].items()))
    for name, one in result.get("by_file", {}).items():
        console.print(f"{name}: " + ", ".join(f"{key} {_plain(one[key])}" for key in RATIOS[:5]))
    if against:
        console.print(f"\nagainst the earlier run, over {against['questions']} questions in both:")
        for way in ("better", "worse"):
            console.print(f"{way}: {len(against[way])}")
            _list(console, [(one, f"{before[one].status} -> {run[one].status}") for one in against[way]], run)
    if misses:
        console.print("\nnot answered rightly:")
        _list(console, [(o.id, o.status) for o in run.values() if not o.good], run)


def _table(result: dict[str, Any], against: dict[str, Any] | None) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("figure", "share", "95% interval", *(("before", "difference") if against else ()), "means"):
        table.add_column(heading, justify="left" if heading in ("figure", "means") else "right")
    for name in RATIOS:
        moved = (against or {"figures": {}})["figures"].get(name, {})
        earlier = [_plain(moved.get("before")), _range(moved.get("difference"), "+.3f")] if against else []
        table.add_row(name, _plain(result[name]), _range(result["intervals"][name], ".3f"), *earlier, MEANS[name])
    return table


def _list(console: Console, listed: Sequence[tuple[str, str]], run: Mapping[str, Outcome]) -> None:
    for one, how in listed:
        console.print(f"  {one}  {how}: {run[one].question}", markup=False)


def _plain(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}" if isinstance(value, float) and value <= 1 else f"{value:g}"


def _range(limits: Sequence[float] | None, shape: str) -> str:
    return "–" if limits is None else f"{limits[0]:{shape}} to {limits[1]:{shape}}"
