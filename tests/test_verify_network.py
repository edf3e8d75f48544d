"""Any network of three outputs can be the checker beside the exact checks, in whatever order it names them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bot.verify.judge import blended
from bot.verify.network import NetworkChecker, nli, open_checker
from bot.verify.verdict import RULINGS
from ingest import EncoderError


class Network:
    """A small real network: fixed outputs, and a history of what it was shown."""

    name = "fixed"

    def __init__(self, *outputs: float) -> None:
        self.outputs, self.seen = outputs, []

    def logits(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        self.seen += pairs
        return np.array([self.outputs] * len(pairs), np.float32)


def test_an_nli_model_is_shown_the_premise_first_and_its_outputs_are_put_in_order() -> None:
    network = Network(0.0, 3.0, 1.0)  # contradiction, entailment, neutral
    (row,) = nli(network).judge([("claim", "evidence")])
    assert network.seen == [("evidence", "claim")]
    assert row.round(3).tolist() == [0.844, 0.042, 0.114]


def test_our_own_reads_the_claim_first() -> None:
    network = Network(3.0, 0.0, 1.0)
    (row,) = NetworkChecker(network).judge([("claim", "evidence")])
    assert network.seen == [("claim", "evidence")]
    assert row.round(3).tolist() == [0.844, 0.042, 0.114]


def test_a_network_of_other_outputs_is_refused_by_name() -> None:
    with pytest.raises(EncoderError, match="fixed has 1 outputs; a checker needs three"):
        NetworkChecker(Network(1.0)).judge([("a", "b")])


def test_two_opinions_meet_where_their_shares_put_them() -> None:
    one, other = np.array([[0.8, 0.1, 0.1]]), np.array([[0.1, 0.8, 0.1]])
    assert blended(one, other, share=0.5).round(3).tolist() == [[0.425, 0.425, 0.15]]


def test_no_checker_is_opened_unless_one_is_named() -> None:
    assert open_checker("none") is None


def test_our_own_checker_tells_support_from_contradiction_and_from_another_matter() -> None:
    checker = open_checker("onrecord")
    assert checker is not None
    basis = "Sales of valves rose to $12 million in the third quarter of 2025."
    claims = [
        "In the third quarter of 2025 sales of valves reached $12 million.",
        "Sales of valves fell.",
        "The company will move to Leeds.",
    ]
    verdicts = checker.judge([(claim, basis) for claim in claims])
    assert verdicts.sum(axis=1).round(3).tolist() == [1, 1, 1]
    assert [RULINGS[n] for n in verdicts.argmax(axis=1)] == ["supported", "contradicted", "not_stated"]
