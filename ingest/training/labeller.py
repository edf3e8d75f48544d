"""Training of the labeller: does this sentence look ahead, as of its release?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from ingest.errors import IngestError, SourceError
from ingest.forward_looking.labeller import place_in
from ingest.forward_looking.second_reader import LABELS, pair
from ingest.forward_looking.surroundings import Surroundings
from ingest.parse import parse
from ingest.readers import read
from ingest.release import Release
from ingest.training import classes
from ingest.training.classes import Judged
from ingest.training.pairs import PairNetwork
from ingest.training.steps import Figures, Progress


@dataclass(frozen=True)
class LabellerPlan:
    """How the labeller is trained."""

    epochs: int = 5
    rate: float = 1e-3
    head_rate: float = 2e-3
    limit: int = 128  # tokens of a pair that are read
    rank: int = 16
    share: int = 8  # one release in so many is held back
    seed: int = 7
    minutes: float = 30


def read_labelled(folder: Path) -> dict[str, list[Judged]]:
    """By release the sentences of forward.jsonl, a line {release, sentence, label} each, at their places; SourceError where it cannot be read."""
    path = folder / "forward.jsonl"
    files = {file.name: file for file in sorted((folder / "releases").rglob("*.*"))}
    found: dict[str, list[Judged]] = {}
    releases: dict[str, Release | None] = {}
    try:
        for line in filter(str.strip, path.read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            name = row["release"]
            if name not in releases:
                releases[name] = _parsed(files.get(name))
            found.setdefault(name, []).append((pair(row["sentence"], _place(releases[name], row["sentence"])), LABELS.index(row["label"])))
    except OSError as error:
        raise SourceError(f"{path} could not be read: {error.strerror}. Give the folder that holds forward.jsonl.") from error
    except (KeyError, ValueError) as error:
        raise SourceError(f"{path} holds a line that is no labelled sentence ({error!r}).") from error
    return found


def part(labelled: dict[str, list[Judged]], plan: LabellerPlan) -> tuple[list[Judged], list[Judged]]:
    """(trained on, held back), by whole releases."""
    names = sorted(labelled)
    drawn = set(Random(plan.seed).sample(names, max(1, len(names) // plan.share)))
    return [one for name in names if name not in drawn for one in labelled[name]], [
        one for name in names if name in drawn for one in labelled[name]
    ]


def fit(network: PairNetwork, labelled: Sequence[Judged], back: Sequence[Judged], plan: LabellerPlan, progress: Progress) -> Figures:
    """Train on the labelled sentences; returns the figures of the epoch kept."""
    dice = Random(plan.seed)
    return classes.fit(network, lambda: dice.sample(labelled, len(labelled)), plan, lambda: figures(network, back), progress)


def figures(network: PairNetwork, labelled: Sequence[Judged]) -> Figures:
    """F1 of `forward`, and how many sentences it was measured on."""
    logits = network.scores([both for both, _ in labelled])
    ahead = LABELS.index("forward")
    said, is_so = logits.argmax(axis=1) == ahead, np.array([place == ahead for _, place in labelled])
    f1 = 2 * float((said & is_so).sum()) / max(1.0, float(said.sum() + is_so.sum()))
    return {"f1": round(f1, 3), "worth": f1, "n": len(labelled)}


def _place(release: Release | None, sentence: str) -> Surroundings:
    found = place_in(release, sentence) if release else None
    return found or Surroundings(published=release.published if release else None)


def _parsed(path: Path | None) -> Release | None:
    try:
        return parse(read(path.read_bytes(), path.name)) if path else None
    except IngestError:
        return None
