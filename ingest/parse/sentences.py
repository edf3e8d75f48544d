"""The Sentences of a release: sentences, items, rows and headings, with their context and speaker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.parse import splitter
from ingest.parse.page import Line, is_flat_table
from ingest.parse.sections import Placed
from ingest.parse.speakers import Quoted
from ingest.release import Form, Party, Section, Sentence

CARD = 600  # characters of contact lines that are shown as one

_ROW_END = re.compile(r"(?<=[\d)%—-])\s*(?=[A-Z][a-z]+|[A-Z]{3,}\b|\(?[A-Z][a-z]+ [a-z])(?![A-Z]?\d)")


def read(
    placed: Sequence[Placed], indexes: Sequence[int], sections: Sequence[Section], quoted: Sequence[Quoted], first_words: int = 0
) -> Iterator[Sentence]:
    """Every unit that can be labelled, searched and cited, in the order of the text; the first sentence begins at its ``first_words``, the dateline its context."""
    lead, heads = "", list[str]()
    for position, (one, section) in enumerate(zip(placed, indexes, strict=True)):
        heads = _heads(heads, one)
        context = _context(one, lead, heads)
        for begin, end in _spans(one):
            start, given = begin, context
            if begin < first_words < end:
                start, given = first_words, one.line.text[begin - one.line.start : first_words - one.line.start].strip(" -–—/:|,")
            speaker, party = _speaker(start, end, quoted) if one.kind != "legend" else (None, "issuer")
            if sections[section].kind == "partner_release" and party == "issuer":
                party = "partner"
            yield Sentence(start, end, section, _form(one), given, speaker, party)
        if one.line.kind != "item":
            lead = one.line.text if _leads(one, placed[position + 1 : position + 2]) else ""


def gathered(several: Iterable[Sentence], sections: Sequence[Section]) -> Iterator[Sentence]:
    """The same sentences, with the lines of a contacts section joined to cards: a name without its telephone answers nothing."""
    card: Sentence | None = None
    for one in several:
        joins = card is not None and one.section == card.section and one.end - card.start <= CARD
        if card is not None and joins:
            card = replace(card, end=one.end)
            continue
        if card is not None:
            yield card
        card = replace(one, form="item") if sections[one.section].kind == "contacts" else None
        if card is None:
            yield one
    if card is not None:
        yield card


def _heads(heads: list[str], one: Placed) -> list[str]:
    """The short lines that stand right above a flat table and serve as its caption and header."""
    return (
        [*heads, one.line.text][-5:]
        if one.is_heading or (len(one.line.text) < 80 and one.line.kind == "paragraph")
        else ([] if one.kind != "table" else heads)
    )


def _leads(one: Placed, following: Sequence[Placed]) -> bool:
    """Does this line lead in to the list below it?"""
    return bool(following) and following[0].line.kind == "item"


def _context(one: Placed, lead: str, heads: list[str]) -> str:
    if one.line.kind == "row":
        return one.line.header
    if one.line.kind == "item":
        return _last_sentence(lead)
    return " | ".join(heads) if one.kind == "table" and not one.is_heading else ""


def _last_sentence(lead: str) -> str:
    """The sentence of a lead-in paragraph that opens the list."""
    *_, (start, end) = [(0, 0), *splitter.spans(lead)] if lead else [(0, 0)]
    return lead[start:end]


def _spans(one: Placed) -> Iterator[tuple[int, int]]:
    """``[start, end)`` of a line's sentences in the text; a flat table's rows; a heading or a row whole."""
    line = one.line
    if one.is_heading or line.kind in ("heading", "row"):
        yield line.start, line.end
    elif one.kind == "table" and is_flat_table(line.text):
        yield from ((part.start, part.end) for part in _rows(line))
    else:
        yield from ((line.start + a, line.start + b) for a, b in splitter.spans(line.text))


def _rows(line: Line) -> Iterator[Line]:
    yield from line.split(*sorted({m.end() for m in _ROW_END.finditer(line.text)} - {0, len(line.text)}))


def _form(one: Placed) -> Form:
    if one.is_heading or one.line.kind == "heading":
        return "heading"
    if one.kind == "table" and one.line.kind != "item":
        return "row"
    return "item" if one.line.kind == "item" else "sentence"


def _speaker(start: int, end: int, quoted: Sequence[Quoted]) -> tuple[str | None, Party]:
    """The speaker of a sentence: the one whose quoted words overlap it most."""
    last = bisect_right(quoted, end, key=lambda q: q.start)
    best = max(quoted[max(0, last - 8) : last], key=lambda q: min(q.end, end) - max(q.start, start), default=None)
    if best is None or min(best.end, end) - max(best.start, start) < min(15, end - start):
        return None, "issuer"
    return best.speaker, best.party
