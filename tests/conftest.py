"""Every test starts from a clean environment and a folder of its own; nothing but localhost is reached."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from ingest import Embedder, Vectors

RELEASES = Path(__file__).parents[2] / "shared" / "releases"


class WordEmbedder:
    """A small real embedder: words hashed to directions, so that texts that share words are near."""

    name = "words"

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        self.embedded.extend(texts)
        vectors = np.stack([_vector(text) for text in texts]) if texts else np.empty((0, 64), np.float32)
        if progress:
            progress(len(texts))
        return vectors


def _vector(text: str) -> Vectors:
    total = np.full(64, 1e-3, np.float32)
    for word in text.lower().split():
        total += np.random.default_rng(abs(hash_of(word))).standard_normal(64).astype(np.float32)
    return total / np.linalg.norm(total)


def hash_of(word: str) -> int:
    return int.from_bytes(word.encode()[:8].ljust(8, b"."), "big")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for key in [key for key in os.environ if key.startswith("ONRECORD_") and key != "ONRECORD_CACHE"]:
        monkeypatch.delenv(key)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def embedder() -> Embedder:
    return WordEmbedder()
