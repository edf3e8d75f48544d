"""The carried network reads again what the linear model is unsure of: the sentence, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from ingest.cross_encoder import CarriedCrossEncoder
from ingest.forward_looking.surroundings import Surroundings

LABELS = ("historical", "forward", "schedule", "legend")  # the network's outputs
HEADLINE, BEFORE = 80, 120  # characters of the headline, and of the sentence before, that are read


def odds(sentences: Sequence[tuple[str, Surroundings]]) -> list[float]:
    """For each sentence at its place the log-odds that it looks ahead."""
    if not sentences:
        return []
    logits = _network().logits([pair(sentence, place) for sentence, place in sentences])
    ahead = LABELS.index("forward")
    rest = np.delete(logits, ahead, axis=1)
    return [float(odd) for odd in logits[:, ahead] - np.logaddexp.reduce(rest, axis=1)]


def pair(sentence: str, place: Surroundings) -> tuple[str, str]:
    """What the network reads of a sentence: itself, and beside it the day, the section, the headline and the sentence before."""
    return sentence, f"{place.published or ''} | {place.kind} | {place.headline[:HEADLINE]} | {place.before[-BEFORE:]}"


@cache
def _network() -> CarriedCrossEncoder:
    return CarriedCrossEncoder("labeller")
