"""BM25 over the passages of the record: the only file that knows bm25s and the stemmer.

Two indexes over the same passages, with and without the headline; a small table says which passage each row is.
"""

from __future__ import annotations

import copy
import json
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from math import log
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
import numpy.typing as npt
import Stemmer

from ingest.passages import bare_text, in_body, searchable
from ingest.release import Release

Scores = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int32]


class Lexical:
    """BM25 scores of every passage; row i of the scores is sentence ``index[i]`` of the release ``names[owner[i]]``."""

    def __init__(
        self,
        *,
        names: list[str],
        owner: Numbers,
        index: Numbers,
        body: npt.NDArray[np.bool_],
        bare: bm25s.BM25 | None,
        titled: bm25s.BM25 | None,
        counts: dict[str, int],
    ) -> None:
        self.names, self.owner, self.index, self.body = names, owner, index, body
        self._numbers = {name: number for number, name in enumerate(names)}
        self._bare, self._titled, self._counts = bare, titled, counts
        self._shown: npt.NDArray[np.bool_] | None = None

    @classmethod
    def build(cls, releases: Iterable[Release]) -> Lexical:
        """Index all searchable passages of these releases, one release at a time; words are kept as numbers while they are counted."""
        names: list[str] = []
        owner, index, body = array("i"), array("i"), array("b")
        bare, titled = _Words(), _Words()
        for release in releases:
            found = list(searchable(release))
            owner.extend([len(names)] * len(found))
            index.extend(number for number, _ in found)
            body.extend(in_body(release, sentence) for _, sentence in found)
            texts = [bare_text(release, sentence) for _, sentence in found]
            bare.take(texts)
            titled.take([f"{release.headline} {text}" for text in texts])
            names.append(release.release_id)
        return cls(
            names=names,
            owner=np.array(owner, np.int32),
            index=np.array(index, np.int32),
            body=np.array(body, bool),
            counts=bare.counts(),  # before the index adds a word of its own
            bare=bare.indexed(),
            titled=titled.indexed(),
        )

    @classmethod
    def load(cls, folder: Path) -> Lexical:
        """What ``save`` wrote; OSError, ValueError or KeyError where it is missing or damaged."""
        table: dict[str, Any] = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        rows = np.load(folder / "rows.npy")
        bare, titled = ((bm25s.BM25.load(folder / name, mmap=True) if (folder / name).exists() else None) for name in ("bare", "titled"))
        owner, index, body = rows
        return cls(
            names=table["releases"], owner=owner, index=index, body=body.astype(bool), bare=bare, titled=titled, counts=table["counts"]
        )

    def save(self, folder: Path) -> None:
        """Write the indexes and their table below a folder that does not exist yet."""
        folder.mkdir(parents=True)
        for name, index in (("bare", self._bare), ("titled", self._titled)):
            if index is not None:
                index.save(folder / name)
        np.save(folder / "rows.npy", np.stack([self.owner, self.index, self.body.astype(np.int32)]))
        (folder / "words.json").write_text(json.dumps({"releases": self.names, "counts": self._counts}), encoding="utf-8")

    def showing(self, releases: Collection[str]) -> Lexical:
        """The same indexes with all but these releases left out of every ranking."""
        shown = np.array([name in releases for name in self.names], bool)
        view = copy.copy(self)
        view._shown = None if shown.all() else shown[self.owner]
        return view

    def best(
        self, scores: Scores, count: int, *, boilerplate: bool, only: Collection[str] = (), above: float = 0.0
    ) -> list[tuple[str, int]]:
        """The passages with the highest scores ``above`` a floor, of the body or of the boilerplate, of the releases ``only`` where any are named."""
        wanted = (scores > above) & (self.body != boilerplate)
        found = np.flatnonzero(wanted if self._shown is None else wanted & self._shown)
        if only:
            found = found[np.isin(self.owner[found], [self._numbers[name] for name in only if name in self._numbers])]
        if len(found) > count:
            found = found[scores[found] >= np.partition(scores[found], -count)[-count]]  # sorting all of them costs more than the search
        ranked = found[np.argsort(-scores[found], kind="stable")[:count]]
        return [(self.names[self.owner[row]], int(self.index[row])) for row in ranked]

    def keys(self, rows: Numbers) -> list[tuple[str, int]]:
        """The passages of these rows."""
        return [(self.names[owner], index) for owner, index in zip(self.owner[rows].tolist(), self.index[rows].tolist(), strict=True)]

    def rows_by_release(self) -> Iterator[tuple[str, slice]]:
        """Each release with its rows, which lie together."""
        bounds = np.searchsorted(self.owner, np.arange(len(self.names) + 1)).tolist()
        return zip(self.names, map(slice, bounds, bounds[1:]), strict=False)

    def row(self, key: tuple[str, int]) -> int:
        """The row of a passage."""
        number = self._numbers[key[0]]
        first, last = np.searchsorted(self.owner, [number, number + 1])
        return int(first + np.searchsorted(self.index[first:last], key[1]))

    def knows(self, stem: str) -> bool:
        """True where some passage holds the word stem."""
        return stem in self._counts

    @property
    def words(self) -> Collection[str]:
        """All word stems of the passages."""
        return self._counts.keys()

    def rarity(self, stem: str) -> float:
        """How much a word stem tells: log(1 + passages / passages that hold it)."""
        return log(1 + len(self.owner) / (1 + self._counts.get(stem, 0)))

    def scores(self, query: str) -> tuple[Scores, Scores]:
        """(without headline, with headline): BM25 of every row, float32 [rows]."""
        words = _tokens([query])[0]
        return self._scores(self._bare, words), self._scores(self._titled, words)

    def _scores(self, index: bm25s.BM25 | None, words: list[str]) -> Scores:
        known = [word for word in words if index is not None and word in index.vocab_dict]
        if index is None or not known:
            return np.zeros(len(self.owner), np.float32)
        scores: Scores = index.get_scores(known)
        return scores


class _Words:
    """The words of many passages as numbers: a fortieth of the memory that the words themselves take."""

    def __init__(self) -> None:
        self._vocabulary: dict[str, int] = {}
        self._passages: list[array[int]] = []

    def take(self, texts: list[str]) -> None:
        """Count the words of these passages in."""
        number = self._vocabulary.setdefault
        self._passages += [array("i", [number(word, len(self._vocabulary)) for word in words]) for words in _tokens(texts)]

    def counts(self) -> dict[str, int]:
        """How many passages hold each word."""
        found = Counter(number for words in self._passages for number in set(words))
        return {word: found[number] for word, number in self._vocabulary.items()}

    def indexed(self) -> bm25s.BM25 | None:
        """The BM25 index, None where there is no word."""
        if not self._vocabulary:
            return None
        index = bm25s.BM25(method="lucene")
        index.index((self._passages, self._vocabulary), show_progress=False)
        return index


def _tokens(texts: list[str]) -> list[list[str]]:
    if not texts:
        return []
    tokens: list[list[str]] = bm25s.tokenize(
        texts, stopwords="en", stemmer=_STEMMER, return_ids=False, show_progress=False, token_pattern=TOKEN
    )
    return tokens


TOKEN = r"(?u)\b\w+(?:[.,]\d+)*"  # keeps 1,850 and 6.5 whole, parts top-line and ABC-123
_STEMMER = Stemmer.Stemmer("english")
