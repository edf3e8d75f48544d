"""The dateline: the place and the date before the first words of the news."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ingest.parse import dates

_SEPARATOR = re.compile(r"[\s,|•:;.]*(?:[-–—―‐‑]+|/|\||,|\s|:|\.(?=\s*[-–—]))[\s,|•]*(?:[-–—/|]+\s*)*")
_DASH = re.compile(r"\s*(?:[-–—―]|/|\|)")
_DATE = re.compile(rf"\(?\s*{dates.DATE}\s*\)?(?:\s*(?:at|,)?\s*\d{{1,2}}:\d\d\s*(?:[ap]\.?m\.?)?\s*\(?[A-Z]{{2,4}}\)?)?", re.IGNORECASE)
_WIRE_NAME = (
    r"[\w .&+’'-]{0,30}(?:wire|news\s*direct|newsfile(?: corp\.?)?|cnw|marketwired|ein presswire|prweb|business\s*wire|access newswire"
    r"|einpresswire|"
    r"24-7 press release|send2press|equities\.?news|dow jones|reuters|first ?call|thomson"
    r"|media ?newswire)[\w .-]{0,24}"
)
_WIRE = re.compile(
    rf"(?:\(\s*(?:via\s+)?{_WIRE_NAME}(?:\s*[-–,]+\s*(?P<date>{dates.DATE}))?\s*\)|/\s*(?:{_WIRE_NAME}|[\w.-]+)\s*/|(?:via\s+)?{_WIRE_NAME}(?=\s*(?:[-–—/(]|$)))(?:\s*\([^)]{{0,80}}\))?",
    re.IGNORECASE,
)
_PLACE_WORD = r"(?:[A-Z][\w’'.]*(?:-[A-Z]\w*)*|de|del|la|le|las|los|of|the|and|&|upon|am|an|der|y)"
_PLACE = re.compile(rf"\(?[A-Z][\w’'.]*(?:-[A-Za-z]\w*)*(?:(?:\s*,\s*|\s+|\s*/\s*|\s*;\s*|\s*&\s*){_PLACE_WORD}){{0,13}}\)?")
_NOT_PLACE = re.compile(
    r"\b(?:Inc|Corp|Ltd|LLC|PLC|Company|Corporation|Announces?|Today|Group|Holdings|Technologies|Release|The Company|Contact|Report"
    r"|News|Investors?|Media|It|We|Our|This|In|On|By|With|For|From|A|An)\b"
)
_LEADS = re.compile(r"^(?:[*_|\s]|(?:press|news) release[\s:–-]+|for immediate release[\s:–-]+|-+\s*news\s?direct\s*-+)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the first words: place, date, and where those words begin in the line."""

    place: str | None
    published: date | None
    end: int


def read(text: str) -> Dateline | None:
    """The dateline that a paragraph begins with, or None."""
    lead = _LEADS.match(text)
    position = begin = lead.end() if lead else 0
    place: str | None = None
    published: date | None = None
    wire = False
    while position < min(len(text), 330):
        if (
            not wire
            and (found := _WIRE.match(text, position))
            and not (place is None and published is None and not found[0].startswith(("(", "/", "Via", "via", "VIA")))
        ):
            wire = True
            published = published or dates.find(found["date"] or "")
        elif published is None and (found := _DATE.match(text, position)) and dates.find(found[0]):
            published = dates.find(found[0])
        elif place is None and (found := _place(text, position)):
            place = found[0].strip(" ,()-/")
        else:
            break
        position = found.end()
        gap = _SEPARATOR.match(text, position)
        position = gap.end() if gap else position
    if position == begin or not _holds(place, published, wire, text, position):
        return None
    return Dateline(place, published, position)


def _place(text: str, position: int) -> re.Match[str] | None:
    """A place at this position: capitalised words up to a dash, a date, a wire or a bracket."""
    longest = _PLACE.match(text, position)
    if not longest:
        return None
    date_within = _DATE.search(longest.string, longest.start(), longest.end() + 30)
    wire_within = re.compile(
        r"[-–—/(,]?\s*/?\(?" + r"(?:via |new ?media ?wire|globe|prnewswire|business wire|access|news ?direct|prism|cnw)", re.IGNORECASE
    ).search(text, longest.start(), longest.end() + 20)
    limits = [m.start() for m in (date_within, wire_within) if m and m.start() > longest.start()]
    end = min([longest.end(), *limits])
    found = re.compile(r".*\S", re.DOTALL).match(text, longest.start(), end)
    if not found or _NOT_PLACE.search(found[0].strip(" ,-/")) or len(found[0]) > 90:
        return None
    rest = text[found.end() : found.end() + 4]
    return (
        found if limits or re.match(r"\s*(?:[-–—―/(|]|$)", rest) or re.match(r"\s*[:.]?\s*[-–—(]", rest) or rest.startswith(",") else None
    )


def _holds(place: str | None, published: date | None, wire: bool, text: str, position: int) -> bool:
    """Is what was read a dateline, and no sentence that begins like one?"""
    dashed = bool(re.search(r"(?:[-–—―/|:)]|^)\s*$", text[:position])) or position >= len(text)
    if published or wire:
        return dashed or (published is not None and place is not None)
    if not place or not dashed or text[:position].rstrip().endswith((")", ":")):
        return False
    first = re.split(r"[,/(]", place)[0].strip()
    return (first.isupper() and len(first) > 3) or ("," in place and len(place.split()) <= 7)
