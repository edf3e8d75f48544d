"""The report as pictures: SVG that needs no script and no style sheet, each with its words as a text alternative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from bot.insights.report import STATUSES, Insights, Topic, Week

COLOURS = {"answered": "#1f5fa8", "partial": "#7fb0e2", "not_found": "#d97706", "declined": "#8b929b"}
LABELS = {"answered": "answered", "partial": "answered in part", "not_found": "not on record", "declined": "declined"}
INK, QUIET, LINE, PAPER = "#1a1d21", "#5f6670", "#d9dde3", "#ffffff"
WIDTH, MARGIN, HEAD = 760, 16, 44  # pixels
PLOT, AXIS = 180, 34  # pixels: the height of the weeks' bars, and what stands below them
ROW, NAME = 30, 290  # pixels: a topic's height, and the width of its name
MOST_TOPICS, MOST_WEEKS = 12, 52
FONT = 'font-family="Helvetica, Arial, sans-serif"'


def weeks_chart(insights: Insights) -> str:
    """The questions of each week as stacked bars, by what came of them."""
    weeks = insights.weeks[-MOST_WEEKS:]
    told = ". ".join(f"Week of {w.begins}: " + ", ".join(f"{w.counts[s]} {LABELS[s]}" for s in STATUSES) for w in weeks)
    return _picture("Questions by week", told, HEAD + PLOT + AXIS, [*_legend(), *_bars(weeks)])


def topics_chart(insights: Insights) -> str:
    """The topics as bars: orange what the record did not tell, blue the rest."""
    topics = insights.topics[:MOST_TOPICS]
    told = ". ".join(f"{topic.name}: {topic.questions} asked, {topic.open} not told in full" for topic in topics)
    most = max((topic.questions for topic in topics), default=1)
    rows = [shape for number, topic in enumerate(topics) for shape in _row(topic, HEAD - 16 + number * ROW, most)]
    return _picture("Questions by topic", told, HEAD + ROW * max(1, len(topics)), rows)


def _picture(title: str, told: str, height: int, shapes: Sequence[str]) -> str:
    name = title.lower().replace(" ", "-")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-labelledby="{name}-title {name}-told" {FONT}><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-told">{escape(told)}.</desc>{_box(0, 0, WIDTH, height, PAPER)}{"".join(shapes)}</svg>\n'
    )


def _legend() -> Iterator[str]:
    x = MARGIN
    for status in STATUSES:
        yield _box(x, 12, 12, 12, COLOURS[status])
        yield _words(x + 18, 18, LABELS[status], 12, QUIET)
        x += 36 + 7 * len(LABELS[status])


def _bars(weeks: Sequence[Week]) -> Iterator[str]:
    most = max((week.total for week in weeks), default=0) or 1
    step = (WIDTH - 3 * MARGIN - 24) / max(1, len(weeks))
    floor, left = HEAD + PLOT, 2 * MARGIN + 16
    for part in sorted({0, most // 2, most}):
        y = floor - PLOT * part / most
        yield _box(left, y, WIDTH - left - MARGIN, 1, LINE)
        yield _words(left - 8, y, str(part), 11, QUIET, "end")
    every = -(-len(weeks) // 12)
    for number, week in enumerate(weeks):
        x, y = left + number * step + step * 0.15, floor
        for status in STATUSES:
            height = PLOT * week.counts[status] / most
            y -= height
            yield _box(x, y, step * 0.7, height, COLOURS[status]) if height else ""
        if number % every == 0:
            yield _words(left + (number + 0.5) * step, floor + 16, f"{week.begins:%b} {week.begins.day}", 11, QUIET, "middle")


def _row(topic: Topic, top: float, most: int) -> Iterator[str]:
    unit = (WIDTH - NAME - 3 * MARGIN - 70) / most
    told, untold = (topic.questions - topic.open) * unit, topic.open * unit
    yield _words(MARGIN, top + ROW / 2, topic.name if len(topic.name) < 42 else topic.name[:40] + "…", 13)
    yield _box(NAME, top + 6, untold, ROW - 12, COLOURS["not_found"]) if untold else ""
    yield _box(NAME + untold, top + 6, told, ROW - 12, COLOURS["answered"]) if told else ""
    yield _words(NAME + told + untold + 8, top + ROW / 2, f"{topic.questions}" + (f" ({topic.open} open)" if topic.open else ""), 12, QUIET)


def _box(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:.4g}" y="{y:.4g}" width="{width:.4g}" height="{height:.4g}" fill="{fill}"/>'


def _words(x: float, y: float, words: str, size: int, fill: str = INK, anchor: str = "start") -> str:
    return f'<text x="{x:.4g}" y="{y:.4g}" font-size="{size}" fill="{fill}" text-anchor="{anchor}" dominant-baseline="central">{escape(words)}</text>'
