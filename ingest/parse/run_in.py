"""Headings that run into their paragraph ("Safe Harbor Statement: This release ..."): lines cut where such a part begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.parse.page import Line

_LEGEND_WORDS = (
    r"(?:cautionary\s+(?:note|statements?|language)|safe[\s‐‑-]*harbou?r(?:\s+(?:act|statements?|provision|notice|language"
    r"|disclosure))?|forward[\s‐‑-]*looking\s+(?:statements?|information|disclaimer)|"
    r"disclaimers?|legal\s+(?:notice|disclaimer)|notice\s+regarding\s+forward[\s‐‑-]*looking\s+statements?"
    r"|(?:special\s+)?note\s+(?:regarding|on|about|concerning)\s+forward[\s‐‑-]*looking\s+statements?)"
)
_LEGEND = re.compile(
    rf"(?:^|(?<=[.!?])[”\")]?\s*)(?=(?i:{_LEGEND_WORDS})(?i:[^.:;]{{0,140}}?)\s*(?:[:–—-]|\.\s|\s(?=(?:This|Certain|Statements|Except"
    rf"|The|All|Some|In|Any|Matters)\b)|(?<=[a-z])(?=(?:This|Certain|Statements|Except|All)\s)))"
)
_ABOUT = re.compile(r"(?:^|(?<=[.!?])[”\")]?\s*)(?=(?:ABOUT|About) (?:[Tt]he )?(?P<first>[A-Z0-9i][\w®™’'&.-]*))")
_GLUED_ABOUT = re.compile(
    r"(?:ABOUT|About) (?:[\w.&’'-]+ ){0,5}[\w.&’'-]*[a-z](?=(?:The|With|Based|From|Founded|Headquartered|Established|Since|At|As|For"
    r"|We|Our|In|[A-Z][a-z]+-based)\s|[A-Z][a-z]+,? (?:Inc|Corp|Ltd|is|are|was|provides|offers|develops)\b)"
)
_ABOUT_MARK = re.compile(r"^(?:ABOUT|About) [A-Z0-9][^.:]{1,80}?(?:\s*[:–—]\s*|\s-{1,2}\s)(?=[A-Z“\"])")
_CONTACT = re.compile(
    r"(?:^|(?<=[.!?])[”\")]?\s*)(?=(?:(?:For (?:more|further|additional) information,? (?:please )?contact)|(?:(?:Media|Press"
    r"|Investors?|Corporate|Company|IR|PR)\s*(?:(?:and|&|/)\s*(?:Media|Investors?|Press|Company)\s*)?)?(?:Relations\s+)?(?:Contacts?"
    r"|CONTACTS?|Inquiries)(?:\s+(?:Details|Information|Info))?)\s*:?\s?(?=[A-Z:@+\d(]))"
)
_LEGEND_HEADING = re.compile(
    rf"(?i:{_LEGEND_WORDS})[^.:;]{{0,140}}?(?=\s*[:–—.-]|\s(?:This|Certain|Statements|Except|The|All|Some|In|Any|Matters)\b"
    rf"|(?<=[a-z])(?:This|Certain))"
)
_SOURCE = re.compile(r"(?:^|\s)(?=(?:SOURCE|Source)\s*:\s*[A-Z][^.]{1,80}(?:Inc\.|Corp\.|Ltd\.|[\w)])\s*$)")


def cut(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, paragraphs cut where an About, a legend, contacts or the source line begin inside them."""
    for line in lines:
        yield from line.split(*_cuts(line.text)) if line.kind == "paragraph" else (line,)


def _cuts(text: str) -> list[int]:
    found = {m.end() for m in _ABOUT.finditer(text) if _about(text[m.end() :], m["first"])} | {m.end() for m in _SOURCE.finditer(text)}
    found |= {
        m.end() for m in _LEGEND.finditer(text) if re.search(r"forward|statement|risk", text[m.end() + 10 : m.end() + 400], re.IGNORECASE)
    }
    found |= {m.end() for m in _CONTACT.finditer(text) if re.search(r"@|\d{3}[ .)-]+\d{3}", text[m.end() : m.end() + 300])}
    return sorted(found - {0})


def heading_in(text: str, kind: str) -> str:
    """The heading that runs into this text, for a section of this kind; empty where there is none."""
    if kind == "about" and (match := _ABOUT.match(text)):
        marked = _ABOUT_MARK.match(text)
        return _about(text, match["first"]) or (marked[0].strip(" :–—-") if marked else "")
    if kind == "legend" and _LEGEND.match(text):
        match = _LEGEND_HEADING.match(text)
        return match[0].strip() if match else ""
    return ""


def _about(text: str, first: str) -> str:
    """The words "About NAME" where the same name, or the first words of a text, follow at once."""
    if glued := _GLUED_ABOUT.match(text):
        return glued[0]
    if doubled := re.match(r"(\w{3,}?)\1", first):
        return text[: text.index(first) + len(doubled[1])]
    start = text.index(first) + len(first)
    again = re.search(
        rf"(?:\bThe )?(?<![\w-]){re.escape(first.rstrip('.,'))}(?![a-z])|(?<=[A-Za-z.]){re.escape(first)}(?![a-z])",
        text[start : start + 90],
        re.IGNORECASE,
    )
    name = text[: start + again.start()].rstrip(" :–—-,") if again else ""
    return name if name and len(name.split()) <= 10 and not re.search(r"\b(?:is|are|was|has|will|to|about)\b", name[6:]) else ""
