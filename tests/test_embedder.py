"""The exported encoder gives the vectors of the weights that it was made from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ingest import EncoderError, open_embedder
from ingest.embedder import CarriedEmbedder, exported

TEXTS = ["The trial enrolled 1,850 patients.", "Cash was $12.3 million at June 30, 2025.", "x", "word " * 400]


def test_near_texts_are_nearer_than_far_ones() -> None:
    patients, subjects, dividend = open_embedder().embed(
        ["How many patients were enrolled?", "The trial enrolled 1,850 patients.", "The board declared a dividend."]
    )
    assert patients @ subjects > patients @ dividend + 0.2


def test_vectors_have_unit_length_whatever_the_batch() -> None:
    embedder = open_embedder()
    together = embedder.embed(TEXTS)
    assert together.shape == (4, 384)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert np.allclose(together, np.vstack([embedder.embed([text]) for text in TEXTS]), atol=1e-4)


def test_nothing_to_embed_gives_no_vectors() -> None:
    assert open_embedder().embed([]).shape == (0, 384)


def test_a_question_before_the_first_ingest_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="onrecord ingest"):
        CarriedEmbedder(may_export=False, cache=tmp_path)


def test_a_damaged_export_is_named(tmp_path: Path) -> None:
    exported(open_embedder().name, tmp_path).write_bytes(b"not a model")
    with pytest.raises(EncoderError, match="Delete that file"):
        CarriedEmbedder(cache=tmp_path)


def test_an_encoder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="no-such-encoder"):
        open_embedder(str(tmp_path / "no-such-encoder"))
