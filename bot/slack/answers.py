"""The last answers, for what is done with them: sharing, passing on to a person."""

from __future__ import annotations

from collections import OrderedDict

from bot.answer import Answer

MOST = 500  # answers remembered by one process; of an older one the question is asked again


class Answers:
    """The last answers by their id."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Answer] = OrderedDict()

    def keep(self, answer: Answer) -> None:
        """Remember an answer, and forget the oldest."""
        self._kept[answer.answer_id] = answer
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)

    def find(self, answer_id: str) -> Answer | None:
        """The answer of this id, where this process still has it."""
        return self._kept.get(answer_id)
