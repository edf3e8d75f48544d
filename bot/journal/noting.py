"""One question on its way to the journal: its answer, or where none came of it, what of one was told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any
from uuid import uuid4

from bot.answer import Answer, Citation, Question, Statement
from bot.errors import QuestionError
from bot.events import Event
from bot.journal.journal import Journal


class Noting(AbstractContextManager["Noting"]):
    """Hears an answer as it comes about and notes it once, whether it is finished, given up or fails."""

    def __init__(self, journal: Journal, question: Question, surface: str, in_force: Callable[[], dict[str, Any]]) -> None:
        self._journal, self._question, self._surface, self._in_force = journal, question, surface, in_force
        self._said: list[Statement] = []
        self._cited: dict[int, Citation] = {}
        self._noted = False

    def hear(self, event: Event) -> None:
        """What is about to be told; the whole answer is noted before it is."""
        if event.statement:
            self._said.append(event.statement)
            self._cited |= {citation.number: citation for citation in event.citations}
        if event.answer:
            self._note(event.answer)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Note what was told until it broke off; words that are no question are not noted."""
        if not (self._noted or isinstance(error, QuestionError)):
            self._note(self._broken_off(), status="unfinished")

    def _note(self, answer: Answer, *, status: str | None = None) -> None:
        self._noted = True
        self._journal.note(answer, self._in_force(), surface=self._surface, status=status)

    def _broken_off(self) -> Answer:
        said = tuple(self._said)
        return Answer(
            question=self._question,
            status="partial",
            text="\n".join(statement.text for statement in said),
            record_as_of=None,
            answer_id=uuid4().hex,
            statements=said,
            citations=tuple(self._cited.values()),
            thread=self._question.thread,
        )
