"""Questions by topic: clusters of near vectors, each named by the words that tell it from the others.

SciPy's average linkage over cosine distances is exact, well kept, the same each time, and needs no number of topics beforehand;
it comes with sentence-transformers anyway. A topic's words are those frequent in it and rare elsewhere (class-based TF-IDF).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from bot.insights.asked import Asked
from bot.words import stems
from ingest import Vectors

DISTANCE = 0.62  # cosine distance up to which groups of questions are one topic
MOST = 3_000  # questions compared each with each, some 40 MB; further ones join the nearest topic
NAMED_BY = 3  # words of a topic's name
_WORD = re.compile(r"[^\W\d_][\w&'’-]*(?:-\w+)*")
_EMPTY = stems(
    "a an the this that these those it its they them their he she his her you your we our us i me my is are was were be been being am do does did done doing has have had having "
    "will would can could shall should may might must not no nor or and but if then than as of in on at by for from to into with about over after before between during since until "
    "up out off so what when where which who whom whose why how there here any some all each every other another such only own same too very just also more most much many few "
    "tell say says said know go going get got give make made please currently now still yet already ever again recent recently latest last first next company firm"
)


def grouped(questions: Sequence[Asked], vectors: Vectors) -> list[list[int]]:
    """The numbers of the questions, topic by topic; ``vectors`` are theirs, of length 1, a row each."""
    if len(questions) < 2:
        return [[number] for number in range(len(questions))]
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415 - half a second, for insights alone

    tree = linkage(vectors[:MOST].astype(np.float64), "average", metric="cosine")
    groups: dict[int, list[int]] = {}
    for number, label in enumerate(fcluster(tree, DISTANCE, "distance")):
        groups.setdefault(int(label), []).append(number)
    found = list(groups.values())
    if len(questions) > MOST:
        middles = np.stack([vectors[group].mean(axis=0) for group in found])
        for number, nearest in enumerate((vectors[MOST:] @ middles.T).argmax(axis=1), MOST):
            found[nearest].append(number)
    return found


def middle(group: Sequence[int], vectors: Vectors) -> int:
    """The question of a group that stands nearest its middle: the one to show for it."""
    own = vectors[list(group)]
    return group[int((own @ own.mean(axis=0)).argmax())]


def names(groups: Sequence[Sequence[str]]) -> list[str]:
    """A name for each group of questions: its telling words, as they are written most often."""
    counts = [Counter(word for question in group for word in _words(question)) for group in groups]
    written = Counter((stem, word) for group in groups for question in group for stem, word in _words(question).items())
    total = Counter(stem for count in counts for stem in count)
    return [_name(count, total, len(groups), written) for count in counts]


def _name(count: Counter[str], total: Counter[str], groups: int, written: Counter[tuple[str, str]]) -> str:
    weights = {stem: times * math.log(1 + groups / total[stem]) for stem, times in count.items()}
    telling = sorted(weights, key=lambda stem: (-weights[stem], stem))[:NAMED_BY]
    return ", ".join(max((times, -len(word), word) for (own, word), times in written.items() if own == stem)[2] for stem in telling)


def _words(question: str) -> dict[str, str]:
    """The telling words of a question by their stems; a capital stays, but that of the first word."""
    found: dict[str, str] = {}
    for match in _WORD.finditer(question):
        word = match[0]
        if len(word) > 1 and not stems(word) <= _EMPTY:
            named = word[1:] != word[1:].lower() or match.start() > 0
            found.setdefault(" ".join(sorted(stems(word))), word if named else word.lower())
    return found
