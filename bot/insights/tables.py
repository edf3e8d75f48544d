"""The report as tables and as JSON, for spreadsheets and other programs."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, TextIO

from bot.insights.report import STATUSES, Insights
from bot.journal.export import cell

Rows = list[dict[str, Any]]


def tables(insights: Insights) -> dict[str, Rows]:
    """Every table of the report by its name."""
    return {
        "topics": [
            {
                "topic": topic.name,
                "example": topic.example,
                "questions": topic.questions,
                "people": topic.people,
                "open": topic.open,
                "declined": topic.declined,
                "disliked": topic.disliked,
                "overdue": topic.late,
                "trend": topic.trend,
            }
            for topic in insights.topics
        ],
        "unanswered": [
            {"question": one.question, "times": one.times, "last": _day(one.last), "missing": one.why} for one in insights.unanswered
        ],
        "declined": [
            {"question": one.question, "times": one.times, "last": _day(one.last), "reason": one.why} for one in insights.declined
        ],
        "disliked": [
            {"question": one.question, "comment": one.comment, "at": _day(one.at), "answer_id": one.answer_id} for one in insights.disliked
        ],
        "overdue": [
            {
                "expected": one.late.expected,
                "quote": one.late.quote,
                "release_id": one.late.release_id,
                "times": one.times,
                "last": _day(one.last),
            }
            for one in insights.awaited
        ],
        "weeks": [{"week": week.begins.isoformat(), **{status: week.counts[status] for status in STATUSES}} for week in insights.weeks],
    }


def write_table(rows: Sequence[dict[str, Any]], out: TextIO) -> None:
    """The rows as CSV under their names; nothing in them is taken for a formula."""
    if rows:
        table = csv.DictWriter(out, list(rows[0]))
        table.writeheader()
        table.writerows({key: cell(value) for key, value in row.items()} for row in rows)


def plain(insights: Insights) -> dict[str, Any]:
    """The report as JSON."""
    told = tables(insights)
    topics = [
        row | {"weeks": list(topic.weeks), "examples": list(topic.examples)}
        for row, topic in zip(told["topics"], insights.topics, strict=True)
    ]
    return {
        "since": insights.since.isoformat(),
        "until": insights.until.isoformat(),
        **{key: value for key, value in asdict(insights).items() if key in ("questions", "people", "statuses", "flagged")},
        **told,
        "topics": topics,
    }


def _day(moment: datetime) -> str:
    return str(moment.astimezone().date())
