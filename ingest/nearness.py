"""How near each passage is to a question: exact, over all vectors of a generation, which are read when it is first searched.

Chroma's own search walks an HNSW graph, which falls apart where hundreds of passages read alike, as those of releases do
(https://github.com/nmslib/hnswlib/issues/352): it then finds none but those. 50,000 vectors take 80 MB and 10 ms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from threading import Lock

import numpy as np

from ingest import shelf
from ingest.chroma import Chroma
from ingest.embedder import Vectors
from ingest.lexical import Lexical, Numbers

AT_ONCE = 3_000  # vectors read in one go
PLACES = 6  # of a cosine: the last ones change with where a vector lies in memory
Known = dict[str, tuple[Numbers, Vectors]]  # of a release its passages' sentence indices and vectors


class Nearness:
    """The passages' vectors, in the order of the lexical index's rows; ``volumes`` says where each release's stand.

    Those that ``before`` has read of the same encoder are not read again.
    """

    def __init__(self, chroma: Chroma, lexical: Lexical, volumes: Mapping[str, int], before: Nearness | None = None) -> None:
        self._chroma, self._lexical, self._volumes = chroma, lexical, volumes
        self._known: Known = before._known if before else {}
        self._vectors: Vectors | None = None
        self._lock = Lock()

    def cosines(self, vector: Vectors, rows: Sequence[int] | slice = slice(None)) -> Vectors:
        """The cosine of each row, or of ``rows``, to a unit vector, float32 [rows]."""
        with self._lock:  # read by one, while the others wait
            if self._vectors is None:
                self._vectors = self._read(len(vector))
                self._known = self._whole(self._vectors)
        cosines: Vectors = np.round(self._vectors[rows] @ vector, PLACES)
        return cosines

    def _read(self, width: int) -> Vectors:
        """All vectors, float32 [rows, width]; one that a writer has taken out of a server meanwhile is zero."""
        read = np.zeros((len(self._lexical.owner), width), np.float32)
        wanting = np.ones(len(read), bool)
        for name, rows in self._lexical.rows_by_release():
            known = self._known.get(name)
            if known and np.array_equal(known[0], self._lexical.index[rows]):
                read[rows], wanting[rows] = known[1], False
        volumes = np.array([self._volumes.get(name, 0) for name in self._lexical.names], np.int32)[self._lexical.owner]
        for volume, body in product(sorted({*self._volumes.values()}), shelf.PASSAGES):
            wanted = np.flatnonzero(wanting & (self._lexical.body == body) & (volumes == volume)).astype(np.int32)
            for first in range(0, len(wanted), AT_ONCE):
                self._fill(read, wanted[first : first + AT_ONCE], shelf.shelf(volume, body=body))
        return read

    def _fill(self, read: Vectors, rows: Numbers, name: str) -> None:
        keys = self._lexical.keys(rows)
        found = shelf.vectors_of(self._chroma, keys, name)
        there = [(row, found[key]) for row, key in zip(rows, keys, strict=True) if key in found]
        if there:
            read[[row for row, _ in there]] = [vector for _, vector in there]

    def _whole(self, vectors: Vectors) -> Known:
        """What the next generation need not read: the releases of which nothing was taken out meanwhile."""
        found = (vectors != 0).any(axis=1)
        return {name: (self._lexical.index[rows], vectors[rows]) for name, rows in self._lexical.rows_by_release() if found[rows].all()}
