"""A cross-encoder as a Checker: our own, or any NLI cross-encoder, whose outputs are put in the order of the RULINGS."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.verify.verdict import RULINGS, Checker, Probabilities, Ruling
from ingest import CARRIED_PAIRS, CrossEncoder, EncoderError, open_cross_encoder

NLI: tuple[Ruling, ...] = ("contradicted", "supported", "not_stated")  # contradiction, entailment, neutral: the usual order of NLI models


class NetworkChecker:
    """Judges pairs of (claim, evidence) by a network of three outputs, named in their order.

    An NLI model reads the premise first: ``premise_first`` turns the pairs round for it.
    """

    def __init__(self, network: CrossEncoder, *, outputs: Sequence[Ruling] = RULINGS, premise_first: bool = False) -> None:
        self._network, self._premise_first = network, premise_first
        self._order = [list(outputs).index(ruling) for ruling in RULINGS]

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """Probabilities [n, 3] of the RULINGS; EncoderError where the network has other than three outputs."""
        logits = self._network.logits([(b, a) if self._premise_first else (a, b) for a, b in pairs]).astype(np.float64)
        if logits.shape[1] != len(RULINGS):
            raise EncoderError(f"{self._network.name} has {logits.shape[1]} outputs; a checker needs three. Give an NLI cross-encoder.")
        grown = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray((grown / grown.sum(axis=1, keepdims=True))[:, self._order])


def nli(network: CrossEncoder) -> NetworkChecker:
    """An NLI cross-encoder of the usual order as a checker."""
    return NetworkChecker(network, outputs=NLI, premise_first=True)


def open_checker(name: str) -> Checker | None:
    """Our own checker ("onrecord"), an NLI cross-encoder by name or folder, or None where the name is "none"."""
    network = open_cross_encoder("checker", name)
    if network is None:
        return None
    return NetworkChecker(network) if name == CARRIED_PAIRS else nli(network)
