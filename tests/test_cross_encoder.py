"""The carried chooser reads a question and a passage together; others can be set in its place."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ingest import EncoderError, open_cross_encoder
from ingest.cross_encoder import CarriedCrossEncoder

QUESTION = "How much cash did the company have at the end of March?"
CASH = "2025-05-06 | Results for the first quarter | Cash and equivalents were $31.4 million at March 31, 2025."
STAFF = "2025-05-06 | Results for the first quarter | The company employs 140 people in its two laboratories."
CALL = "2025-05-06 | Results for the first quarter | A conference call will be held at 8:30 a.m. Eastern Time."


@pytest.fixture(scope="module")
def chooser() -> CarriedCrossEncoder:
    return CarriedCrossEncoder("chooser")


def test_the_passage_that_answers_stands_above_those_that_do_not(chooser: CarriedCrossEncoder) -> None:
    cash, staff, call = chooser.logits([(QUESTION, CASH), (QUESTION, STAFF), (QUESTION, CALL)])[:, 0]
    assert cash > 0 > max(staff, call)


def test_a_pair_is_read_alike_alone_and_among_others(chooser: CarriedCrossEncoder) -> None:
    pairs = [(QUESTION, CASH), (QUESTION, STAFF + " And so on." * 40), ("?", "x")]
    together = chooser.logits(pairs)
    assert together.shape == (3, 1)
    assert np.allclose(together, np.vstack([chooser.logits([pair]) for pair in pairs]), atol=1e-4)
    assert chooser.logits([]).shape == (0, 1)


def test_what_has_not_been_prepared_says_how_it_is(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="Run `onrecord ingest` once"):
        CarriedCrossEncoder("chooser", may_export=False, cache=tmp_path)


def test_none_is_no_chooser_and_an_unknown_name_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert open_cross_encoder("chooser", "none") is None
    with pytest.raises(EncoderError, match="could not be loaded"):
        open_cross_encoder("chooser", str(tmp_path / "no-such-model"))
