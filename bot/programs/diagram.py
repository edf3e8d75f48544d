"""The stage diagram, programs by stage as companies draw their pipeline: as SVG with a text alternative, and as PNG.

It is laid out once, as boxes and words, and drawn twice. Pillow draws the PNG: it carries a font and needs no library of the system.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from io import BytesIO
from typing import Any

from ingest import Ledger, Program

COLUMNS = ("Preclinical", "Phase 1 / pilot", "Phase 2", "Phase 3 / pivotal", "Submission", "Approved")
_UPTO = (2.9, 5.4, 6.4, 7.9, 8.9)  # the rank up to which each column but the last reaches
LEFT, COLUMN, HEAD, ROW, BAR, MARGIN = 250, 125, 46, 54, 22, 16  # pixels
DONE, AHEAD, ENDED, INK, FAINT, PAPER = "#1f5fa8", "#a9c6ea", "#5f6670", "#1a1d21", "#d9dde3", "#ffffff"
SCALE = 2  # pixels of the PNG for one of the SVG, for sharp screens


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text that begins at (x, y), its middle line."""

    x: float
    y: float
    text: str
    size: int = 13
    fill: str = INK


def svg(ledger: Ledger) -> str:
    """The diagram as SVG; what it shows is told in its title and description too, and it needs no style sheet."""
    width, height = _size(ledger)
    drawn = "".join(_as_svg(shape) for shape in _shapes(ledger))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-labelledby="pipeline-title pipeline-description" font-family="Helvetica, Arial, sans-serif">'
        f'<title id="pipeline-title">Programs by stage</title><desc id="pipeline-description">{escape(told(ledger))}</desc>{drawn}</svg>\n'
    )


def png(ledger: Ledger) -> bytes:
    """The diagram as PNG."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - 50 ms, for the picture alone

    width, height = _size(ledger)
    image = Image.new("RGB", (width * SCALE, height * SCALE), PAPER)
    draw = ImageDraw.Draw(image)
    for shape in _shapes(ledger):
        x, y = shape.x * SCALE, shape.y * SCALE
        if isinstance(shape, Box):
            draw.rectangle((x, y, x + shape.width * SCALE - 1, y + shape.height * SCALE - 1), fill=shape.fill)
        else:
            draw.text((x, y), shape.text, fill=shape.fill, font=_font(shape.size * SCALE), anchor="lm")
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def told(ledger: Ledger) -> str:
    """The diagram in words."""
    if not ledger.programs:
        return "No program is on record."
    return " ".join(f"{p.name}{_for(p)}: {p.stage or 'stage not told'}." for p in ledger.programs) + f" As of {ledger.as_of}."


def _for(program: Program) -> str:
    return f" ({'; '.join(program.indications)})" if program.indications else ""


def _size(ledger: Ledger) -> tuple[int, int]:
    return LEFT + COLUMN * len(COLUMNS) + MARGIN, HEAD + ROW * max(1, len(ledger.programs)) + 2 * MARGIN


def _shapes(ledger: Ledger) -> Iterator[Box | Words]:
    width, height = _size(ledger)
    yield Box(0, 0, width, height, PAPER)
    for number, name in enumerate(COLUMNS):
        yield Words(LEFT + number * COLUMN + 6, HEAD / 2, name)
        yield Box(LEFT + number * COLUMN, HEAD, 1, ROW * max(1, len(ledger.programs)), FAINT)
    for number, program in enumerate(ledger.programs):
        yield from _row(program, HEAD + number * ROW)
    yield Words(MARGIN, height - MARGIN, f"As of {ledger.as_of or 'no release'}. Dark: reached. Light: planned. Grey: ended.", 11, ENDED)


def _row(program: Program, top: float) -> Iterator[Box | Words]:
    yield Box(MARGIN, top, LEFT + COLUMN * len(COLUMNS) - MARGIN, 1, FAINT)
    yield Words(MARGIN, top + 18, _cut(program.name, LEFT - 2 * MARGIN, 14), 14)
    yield Words(MARGIN, top + 37, _cut("; ".join(program.indications), LEFT - 2 * MARGIN, 11), 11, ENDED)
    reached, planned = _columns(program.reached), _columns(program.planned)
    if planned > reached and not program.ended:
        yield Box(LEFT + 1, top + (ROW - BAR) / 2, planned * COLUMN - 5, BAR, AHEAD)
    if program.stage:
        yield Box(LEFT + 1, top + (ROW - BAR) / 2, reached * COLUMN - 5, BAR, ENDED if program.ended else DONE)


def _columns(rank: float) -> int:
    """How many columns a rank fills."""
    return 1 + sum(rank > upto for upto in _UPTO)


def _cut(words: str, width: float, size: int) -> str:
    """The words as far as they fit."""
    fits = words
    while fits and _font(size).getlength(fits) > width:
        fits = fits[:-1]
    return words if fits == words else f"{fits[:-1].rstrip()}…"


@cache
def _font(size: int) -> Any:  # noqa: ANN401 - Pillow's font types
    from PIL import ImageFont  # noqa: PLC0415

    return ImageFont.load_default(size)


def _as_svg(shape: Box | Words) -> str:
    if isinstance(shape, Box):
        return f'<rect x="{shape.x:g}" y="{shape.y:g}" width="{shape.width:g}" height="{shape.height:g}" fill="{shape.fill}"/>'
    return (
        f'<text x="{shape.x:g}" y="{shape.y:g}" font-size="{shape.size}" fill="{shape.fill}" dominant-baseline="central">'
        f"{escape(shape.text)}</text>"
    )
