"""What is told of an answer in the making: figures and ids, never words."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime
from typing import Any

from bot.answer import Answer
from bot.watch.asking import asked

EVENTS = "onrecord.events"  # told in the log, too
FIGURES = "onrecord.figures"  # so many that they are counted only


def tell(event: str, **figures: Any) -> None:  # noqa: ANN401 - numbers, names of ours, and dictionaries of them
    """One thing has happened, with its figures."""
    logging.getLogger(f"{EVENTS}.{event}").info(event, extra={"figures": figures, "asked": asked()})


def count(event: str, **figures: Any) -> None:  # noqa: ANN401
    """The same where it happens all the time: counted, and not logged."""
    logging.getLogger(f"{FIGURES}.{event}").debug(event, extra={"figures": figures})


def answered(answer: Answer, surface: str, *, cut: int, cache: tuple[int, int], releases: int) -> None:
    """An answer is made; ``cut`` of its statements did not hold. Of questions' vectors so many were found in the ``cache``, and so many not."""
    tell(
        "answer",
        surface=surface,
        audience=answer.question.audience,
        status=answer.status,
        reason=answer.reason,
        composer=answer.composer,
        answer_id=answer.answer_id,
        statements=len(answer.statements),
        cut=cut,
        elapsed_ms=answer.elapsed_ms,
        steps=dict(answer.steps),
    )
    count("cache", found=cache[0], missed=cache[1])
    held(releases, answer.record_as_of)


def held(releases: int, newest: str | None) -> None:
    """What is on record: how many releases, and the newest one's day."""
    day = date.fromisoformat(newest) if newest else None
    count("record", releases=releases, newest=datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() if day else 0)
