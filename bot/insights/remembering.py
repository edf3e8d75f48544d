"""An encoder that remembers: a page that is looked at again does not read the same questions again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ingest import Embedder, Vectors

MOST = 20_000  # vectors, some 30 MB
BATCH = 64  # questions after which what is done is remembered, also by a page that was given up


class Remembering:
    """The encoder's vectors, each made once."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder, self.name = embedder, embedder.name
        self._known: dict[str, Vectors] = {}

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """What the encoder gives for these texts."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if len(self._known) + len(new) > MOST:
            self._known, new = {}, list(dict.fromkeys(texts))
        for start in range(0, len(new), BATCH):
            batch = new[start : start + BATCH]
            self._known |= dict(zip(batch, self._embedder.embed(batch), strict=True))
            if progress:
                progress(len(batch))
        return np.stack([self._known[text] for text in texts])
