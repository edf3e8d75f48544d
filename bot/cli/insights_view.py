"""The insights as a person reads them at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.insights.charts import LABELS
from bot.insights.report import Insights, Topic

TOPICS, LINES = 12, 8  # shown of each
LONGEST = 150  # characters shown of a quote
BARS = "▁▂▃▄▅▆▇█"


def report(insights: Insights) -> Group:
    """The whole report."""
    if not insights.questions:
        return Group(Text(f"Nothing was asked from {insights.since.astimezone():%Y-%m-%d} on."))
    return Group(_head(insights), Text(), _topics(insights.topics), *_lists(insights))


def _head(insights: Insights) -> Text:
    people = f" by {insights.people} people" if insights.people else ""
    counts = ", ".join(f"{count} {LABELS[status]}" for status, count in insights.statuses.items() if count)
    words = Text(
        f"{_times(insights.questions, 'question')}{people} from {insights.since.astimezone():%Y-%m-%d} to {insights.until.astimezone():%Y-%m-%d}"
    )
    words.append(f": {counts}.").append(f" By week {spark([week.total for week in insights.weeks])}", style="dim")
    if insights.flagged:
        words.append(
            f"\n{_times(insights.flagged, 'report')} of a side effect: `onrecord journal list --flag adverse_event`.", style="bold red"
        )
    return words


def _topics(topics: Sequence[Topic]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0), title_justify="left")
    table.add_column("topic", overflow="fold")
    for heading in ("asked", "open", "declined", "disliked", "overdue"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("by week", no_wrap=True)
    for topic in topics[:TOPICS]:
        name = Text(topic.name, style="bold").append(f"\n{topic.example}", style="dim not bold")
        counts = [str(count or "–") for count in (topic.questions, topic.open, topic.declined, topic.disliked, topic.late)]
        table.add_row(name, counts[0], Text(counts[1], style="yellow" if topic.open else ""), *counts[2:], spark(topic.weeks))
    if len(topics) > TOPICS:
        left = topics[TOPICS:]
        table.add_row(
            Text(f"{len(left)} more topics", style="dim"),
            str(sum(t.questions for t in left)),
            str(sum(t.open for t in left)),
            "",
            "",
            "",
            "",
        )
    return table


def _lists(insights: Insights) -> Iterator[Any]:
    unanswered = [_line(one.times, one.question, f"missing: {one.why}" if one.why else "") for one in insights.unanswered]
    yield from _list("Asked, and not on record", unanswered)
    yield from _list("Declined", [_line(one.times, one.question, one.why) for one in insights.declined])
    disliked = [_line(1, one.question, " ".join(filter(None, (one.comment, one.answer_id[:12])))) for one in insights.disliked]
    yield from _list("Answers that did not help", disliked)
    awaited = [
        _line(one.times, f"{one.late.expected}: “{cut(one.late.quote)}”", f"{one.late.published}, {one.late.release_id}")
        for one in insights.awaited
    ]
    yield from _list("Expected, overdue and asked about", awaited)


def _list(title: str, lines: Sequence[Text]) -> Iterator[Any]:
    if lines:
        yield Text(f"\n{title}", style="bold")
        yield from (Padding(line, (0, 0, 0, 2)) for line in lines[:LINES])
        if len(lines) > LINES:
            yield Padding(Text(f"and {len(lines) - LINES} more", style="dim"), (0, 0, 0, 2))


def _line(times: int, words: str, more: str) -> Text:
    return Text.assemble((f"{times}× ", "dim"), words, (f"  {more}" if more else "", "dim"))


def spark(counts: Sequence[int]) -> str:
    """The counts as a line of small bars."""
    most = max(counts, default=0)
    return "".join(BARS[round(count / most * (len(BARS) - 1))] if count else "·" for count in counts[-26:])


def cut(words: str) -> str:
    """The beginning of long words, on one line."""
    folded = " ".join(words.split())
    return folded if len(folded) <= LONGEST else f"{folded[:LONGEST].rsplit(' ', 1)[0]} …"


def _times(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
