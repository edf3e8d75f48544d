"""The report: what was asked in a stretch of time, by topic and week, and what of it the record does not tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.insights.asked import Asked, Late
from bot.insights.topics import grouped, middle, names
from ingest import Embedder

EXAMPLES = 3  # questions shown of a topic
STATUSES = ("answered", "partial", "not_found", "declined")


@dataclass(frozen=True, slots=True)
class Week:
    """The questions of the week that begins on this Monday, by what came of them."""

    begins: date
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """All questions of the week."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Topic:
    """Questions on one matter: ``open`` were not told all they asked for, ``late`` met an overdue expectation; ``weeks`` counts them week by week."""

    name: str
    example: str
    questions: int
    people: int
    open: int
    declined: int
    disliked: int
    late: int
    weeks: tuple[int, ...]
    examples: tuple[str, ...]

    @property
    def trend(self) -> int:
        """How many more were asked in the later half of the weeks than in the earlier; of an odd number the middle one counts for neither."""
        half = len(self.weeks) // 2
        return sum(self.weeks[len(self.weeks) - half :]) - sum(self.weeks[:half])


@dataclass(frozen=True, slots=True)
class Repeated:
    """A question and how often it was asked; ``why`` is what is missing, or the reason of the decline."""

    question: str
    times: int
    last: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Disliked:
    """An answer that did not help."""

    question: str
    answer_id: str
    at: datetime
    comment: str


@dataclass(frozen=True, slots=True)
class Awaited:
    """An overdue expectation that people were told of, how often and when last."""

    late: Late
    times: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Insights:
    """All of it; the lists begin with what was asked most often."""

    since: datetime
    until: datetime
    questions: int
    people: int
    statuses: dict[str, int]
    flagged: int
    weeks: tuple[Week, ...]
    topics: tuple[Topic, ...]
    unanswered: tuple[Repeated, ...]
    declined: tuple[Repeated, ...]
    disliked: tuple[Disliked, ...]
    awaited: tuple[Awaited, ...]


def insights(questions: Sequence[Asked], embedder: Callable[[], Embedder], *, since: datetime | None, until: datetime) -> Insights:
    """The report on these questions; ``since`` None begins with the first of them."""
    began = since or min((one.at for one in questions), default=until)
    mondays = _mondays(began, until)
    statuses = Counter(one.status for one in questions)
    return Insights(
        since=began,
        until=until,
        questions=len(questions),
        people=_people(questions),
        statuses={status: statuses[status] for status in STATUSES},
        flagged=sum(one.flagged for one in questions),
        weeks=tuple(Week(monday, _by_status([one for one in questions if _monday(one.at) == monday])) for monday in mondays),
        topics=tuple(_topics(questions, embedder, mondays)),
        unanswered=_repeated([one for one in questions if one.open], _missing),
        declined=_repeated([one for one in questions if one.status == "declined"], lambda one: (one.reason or "").replace("_", " ")),
        disliked=tuple(Disliked(one.question, one.answer_id, one.at, " ".join(one.comments)) for one in questions if one.helpful is False),
        awaited=_awaited(questions),
    )


def _topics(questions: Sequence[Asked], embedder: Callable[[], Embedder], mondays: Sequence[date]) -> list[Topic]:
    """The topics, those with most open questions first."""
    by_key: dict[str, list[Asked]] = {}
    for one in questions:
        by_key.setdefault(one.key, []).append(one)
    if not by_key:
        return []
    distinct = [same[0] for same in sorted(by_key.values(), key=len, reverse=True)]
    vectors = embedder().embed([one.question for one in distinct])
    groups = grouped(distinct, vectors)
    told = [[one for number in group for one in by_key[distinct[number].key]] for group in groups]
    called = names([[one.question for one in group] for group in told])
    shown = [distinct[middle(group, vectors)].question for group in groups]
    topics = [_topic(*parts, mondays) for parts in zip(called, shown, told, strict=True)]
    return sorted(topics, key=lambda topic: (-topic.open, -topic.questions, topic.name))


def _topic(name: str, example: str, group: Sequence[Asked], mondays: Sequence[date]) -> Topic:
    weeks = Counter(_monday(one.at) for one in group)
    wanting = _repeated([one for one in group if one.open] or group, lambda one: "")
    return Topic(
        name=name or example,
        example=example,
        questions=len(group),
        people=_people(group),
        open=sum(one.open for one in group),
        declined=sum(one.status == "declined" for one in group),
        disliked=sum(one.helpful is False for one in group),
        late=sum(bool(one.late) for one in group),
        weeks=tuple(weeks[monday] for monday in mondays),
        examples=tuple(one.question for one in wanting[:EXAMPLES]),
    )


def _missing(one: Asked) -> str:
    """What of a question is missing, where that is not all of it."""
    return "; ".join(part for part in one.missing if part != one.question)


def _repeated(questions: Sequence[Asked], why: Callable[[Asked], str]) -> tuple[Repeated, ...]:
    """The questions, each once, the most frequent first."""
    by_key: dict[str, list[Asked]] = {}
    for one in questions:
        by_key.setdefault(one.key, []).append(one)
    found = [Repeated(same[0].question, len(same), max(one.at for one in same), why(same[0])) for same in by_key.values()]
    return tuple(sorted(found, key=lambda one: (-one.times, -one.last.timestamp())))


def _awaited(questions: Sequence[Asked]) -> tuple[Awaited, ...]:
    by_place: dict[tuple[str, int, int], list[tuple[Late, datetime]]] = {}
    for one in questions:
        for late in one.late:
            by_place.setdefault((late.release_id, late.start, late.end), []).append((late, one.at))
    found = [Awaited(told[0][0], len(told), max(at for _, at in told)) for told in by_place.values()]
    return tuple(sorted(found, key=lambda one: (-one.times, -one.last.timestamp())))


def _people(questions: Sequence[Asked]) -> int:
    """How many people are known to have asked; those whom no surface knows are not counted."""
    return len({one.person for one in questions if one.person})


def _by_status(questions: Sequence[Asked]) -> dict[str, int]:
    counts = Counter(one.status for one in questions)
    return {status: counts[status] for status in STATUSES}


def _monday(moment: datetime) -> date:
    day = moment.astimezone().date()
    return day - timedelta(days=day.weekday())


def _mondays(since: datetime, until: datetime) -> list[date]:
    first, last = _monday(since), _monday(until)
    return [first + timedelta(weeks=number) for number in range((last - first).days // 7 + 1)]
