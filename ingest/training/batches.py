"""What is shown together: which issuers are held back, the batches, and what in a batch a question may not be taught to shun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np
import numpy.typing as npt

from ingest.training.material import Issuer, Passage, Question

SHARE = 12  # one issuer in so many is held back
WORTH = 80  # passages from which finding the right one says something
NEAR = 0.6  # how often a near miss is shown rather than a passage that ranks high by words


def held_back(issuers: Sequence[Issuer], seed: int) -> tuple[list[Issuer], list[Issuer]]:
    """(trained on, held back): whole issuers, drawn by the seed from those with passages worth searching, at least one.

    What is answered in the words of a held-back issuer's release (a joint one, say) is not trained on either.
    """
    names = sorted(issuer.names for issuer in issuers)
    worth = sorted(issuer.names for issuer in issuers if len(issuer.passages) >= WORTH) or names
    drawn = set(Random(seed).sample(worth, max(1, len(worth) // SHARE)))
    back = [issuer for issuer in issuers if issuer.names in drawn]
    told = {passage.words for issuer in back for passage in issuer.passages}
    return [_without(issuer, told) for issuer in issuers if issuer.names not in drawn], back


def _without(issuer: Issuer, told: set[str]) -> Issuer:
    return replace(issuer, questions=tuple(q for q in issuer.questions if not any(answer.words in told for answer in q.answers)))


def batches(issuers: Sequence[Issuer], size: int, group: int, dice: Random) -> list[list[Question]]:
    """All questions in batches, in groups of one issuer's: its other answers are the negatives that teach most."""
    groups: list[list[Question]] = []
    for issuer in issuers:
        mixed = dice.sample(issuer.questions, len(issuer.questions))
        groups += [mixed[first : first + group] for first in range(0, len(mixed), group)]
    dice.shuffle(groups)
    flat = [question for several in groups for question in several]
    return [flat[first : first + size] for first in range(0, len(flat), size)]


def shown(batch: Sequence[Question], hard: int, dice: Random) -> list[Passage]:
    """One answer a question, in their order, then each question's negatives (near misses, or high by words), each once."""
    answers = [dice.choice(question.answers) for question in batch]
    negatives: list[Passage] = []
    for question in batch:
        for _ in range(hard):
            source = question.near if question.near and (dice.random() < NEAR or not question.hard) else question.hard
            negatives += [dice.choice(source)] if source else []
    known = set(answers)
    return answers + [passage for passage in dict.fromkeys(negatives) if passage not in known]


def spared(batch: Sequence[Question], passages: Sequence[Passage]) -> npt.NDArray[np.bool_]:
    """[questions, passages]: True where a passage is no negative, being an answer's twin or a doubtful one; the own answer is False."""
    table = np.array([[passage.words in question.spared for passage in passages] for question in batch], bool)
    np.fill_diagonal(table, False)
    return table
