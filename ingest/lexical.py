"""BM25 over the passages of the record: the only file that knows bm25s and the stemmer.

Two indexes over the same passages, with and without the headline; a small table says which passage each row is.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from math import log
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt
import Stemmer

from ingest.passages import bare_text, in_body, searchable
from ingest.release import Release

Scores = npt.NDArray[np.float32]


class Lexical:
    """BM25 scores of every passage; row i of the scores is ``rows[i]`` = (release id, sentence index)."""

    def __init__(
        self,
        *,
        rows: list[tuple[str, int]],
        body: npt.NDArray[np.bool_],
        bare: bm25s.BM25 | None,
        titled: bm25s.BM25 | None,
        counts: dict[str, int],
    ) -> None:
        self.rows = rows
        self.body = body
        self.releases = frozenset(release_id for release_id, _ in rows)
        self._places = {key: row for row, key in enumerate(rows)}
        self._bare, self._titled, self._counts = bare, titled, counts

    @classmethod
    def build(cls, releases: Sequence[Release]) -> Lexical:
        """Index all searchable passages of these releases."""
        rows: list[tuple[str, int]] = []
        body, bare, titled = [], [], []
        for release in releases:
            for index, sentence in searchable(release):
                rows.append((release.release_id, index))
                body.append(in_body(release, sentence))
                bare.append(bare_text(release, sentence))
                titled.append(f"{release.headline} {bare[-1]}")
        words, titled_words = _tokens(bare), _tokens(titled)
        counts = Counter(word for several in words for word in set(several))
        return cls(rows=rows, body=np.array(body, bool), bare=_index(words), titled=_index(titled_words), counts=counts)

    @classmethod
    def load(cls, folder: Path) -> Lexical:
        """What ``save`` wrote; OSError or ValueError where it is missing or damaged."""
        table = json.loads((folder / "rows.json").read_text(encoding="utf-8"))
        rows = [(table["releases"][number], index) for number, index in table["rows"]]
        bare, titled = ((bm25s.BM25.load(folder / name, mmap=True) if rows else None) for name in ("bare", "titled"))
        return cls(rows=rows, body=np.array(table["body"], bool), bare=bare, titled=titled, counts=table["counts"])

    def save(self, folder: Path) -> None:
        """Write the indexes and their table below a folder that does not exist yet."""
        folder.mkdir(parents=True)
        names = sorted(self.releases)
        numbers = {name: number for number, name in enumerate(names)}
        table = {
            "releases": names,
            "rows": [(numbers[r], i) for r, i in self.rows],
            "body": [int(b) for b in self.body],
            "counts": self._counts,
        }
        for name, index in (("bare", self._bare), ("titled", self._titled)):
            if index is not None:
                index.save(folder / name)
        (folder / "rows.json").write_text(json.dumps(table), encoding="utf-8")

    def best(self, scores: Scores, count: int, *, boilerplate: bool, only: Collection[str] = ()) -> list[tuple[str, int]]:
        """The passages with the highest scores above zero, of the body or of the boilerplate, of the releases ``only`` where any are named."""
        found = np.flatnonzero((scores > 0) & (self.body != boilerplate))
        if only:
            found = np.array([row for row in found if self.rows[row][0] in only], int)
        ranked = found[np.argsort(-scores[found], kind="stable")[:count]]
        return [self.rows[row] for row in ranked]

    def row(self, key: tuple[str, int]) -> int:
        """The row of a passage."""
        return self._places[key]

    def rarity(self, stem: str) -> float:
        """How much a word stem tells: log(1 + passages / passages that hold it)."""
        return log(1 + len(self.rows) / (1 + self._counts.get(stem, 0)))

    def scores(self, query: str) -> tuple[Scores, Scores]:
        """(without headline, with headline): BM25 of every row, float32 [rows]."""
        words = _tokens([query])[0]
        return self._scores(self._bare, words), self._scores(self._titled, words)

    def _scores(self, index: bm25s.BM25 | None, words: list[str]) -> Scores:
        known = [word for word in words if index is not None and word in index.vocab_dict]
        if index is None or not known:
            return np.zeros(len(self.rows), np.float32)
        scores: Scores = index.get_scores(known)
        return scores


def _index(words: list[list[str]]) -> bm25s.BM25 | None:
    if not any(words):
        return None
    index = bm25s.BM25(method="lucene")
    index.index(words, show_progress=False)
    return index


def _tokens(texts: list[str]) -> list[list[str]]:
    tokens: list[list[str]] = bm25s.tokenize(
        texts, stopwords="en", stemmer=_STEMMER, return_ids=False, show_progress=False, token_pattern=TOKEN
    )
    return tokens


TOKEN = r"(?u)\b\w+(?:[.,]\d+)*"  # keeps 1,850 and 6.5 whole, parts top-line and ABC-123
_STEMMER = Stemmer.Stemmer("english")
