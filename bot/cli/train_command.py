"""``onrecord train``: the small models, from a folder of questions, claims and labelled sentences."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.cli.options import with_settings
from bot.settings import Settings
from ingest import SourceError, open_cross_encoder, open_embedder, train_labels, train_networks

Say = Callable[[str], None]
STEPS = {
    "networks": "encoder, chooser and checker",
    "choice": "how a passage is weighed",
    "labels": "which sentences look ahead",
    "policy": "what is declined",
}


@click.command("train", short_help="Train the small models.")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--out", type=click.Path(path_type=Path), default=Path("models"), show_default=True, help="Where the models are written.")
@click.option("--seed", default=7, show_default=True, help="Of the issuers held back, the first weights and the order.")
@click.option(
    "--step", "steps", type=click.Choice(list(STEPS)), multiple=True, help="Only this step, upon what OUT holds already; repeatable."
)
@click.option("--json", "json_", is_flag=True, help="Print the report as JSON.")
@with_settings
def command(*, settings: Settings, folder: Path, out: Path, seed: int, steps: tuple[str, ...], json_: bool) -> None:
    """Train the small models on FOLDER.

    FOLDER holds questions.jsonl and releases/, and, if given, claims.jsonl and forward.jsonl. Two hours on two cores; what is
    left out of FOLDER is not trained. Needs onrecord[train]. To use what was made, set ONRECORD_MODELS to OUT, and run
    `onrecord rebuild` on records made with another encoder.
    """
    out.mkdir(parents=True, exist_ok=True)
    os.environ["ONRECORD_MODELS"] = str(out)  # each step stands on what the one before it made
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    console = Console(stderr=True)
    with Progress(*columns, console=console) as progress:
        for step in steps or STEPS:
            task = progress.add_task(STEPS[step], total=1)

            def say(line: str, step: str = step, task: Any = task) -> None:  # noqa: ANN401 - rich's own number
                progress.update(task, description=f"{STEPS[step]}: {line}")
                if not console.is_terminal:  # in a log there is no line to draw anew
                    click.echo(f"{datetime.now():%H:%M} {STEPS[step]}: {line}", err=True)

            _STEPS[step](folder, out, seed, say)
            progress.update(task, completed=1)
    _print(json.loads((out / "report.json").read_text(encoding="utf-8")) if (out / "report.json").exists() else {}, out, json_)


def _networks(folder: Path, out: Path, seed: int, say: Say) -> None:
    train_networks(folder, out, seed=seed, progress=say)


def _choice(folder: Path, out: Path, _: int, say: Say) -> None:
    from bot.choose_training import learn  # noqa: PLC0415 - the record and all that it needs, only where it is trained

    held = out / "held-back.txt"
    if not held.exists():
        raise SourceError(f"{held} is missing: it names the issuers that the encoder has not seen. Train the networks first.")
    fresh = held.read_text(encoding="utf-8").splitlines()
    table = learn(folder, fresh, open_embedder(), open_cross_encoder("chooser"), say)
    (out / "choice.json").write_text(json.dumps(table, indent=1), encoding="utf-8")


def _labels(folder: Path, out: Path, _: int, say: Say) -> None:
    if (folder / "forward.jsonl").exists():
        say("learning")
        train_labels(folder, out / "labels.npz")


def _policy(folder: Path, out: Path, _: int, say: Say) -> None:
    from bot.policy.train import train as train_policy  # noqa: PLC0415 - scikit-learn, only where it is trained

    say("learning")
    embedder = open_embedder()
    train_policy(folder, embedder.embed, embedder.name, out / "policy.npz")


PROGRESS = {"epoch", "loss", "seconds", "worth"}  # of use while it trains
_STEPS = {"networks": _networks, "choice": _choice, "labels": _labels, "policy": _policy}


def _print(report: dict[str, dict[str, float]], out: Path, json_: bool) -> None:
    if json_:
        click.echo(json.dumps(report))
        return
    table = Table("model", "on issuers held back", title="Trained")
    for name, figures in report.items():
        table.add_row(name, ", ".join(f"{key} {value:g}" for key, value in figures.items() if key not in PROGRESS))
    Console(width=min(shutil.get_terminal_size().columns, 120)).print(table)
    click.echo(f"The models are in {out}. To use them, set ONRECORD_MODELS={out}.")
