"""The forward-looking-statements legend: which paragraphs are one, and what it says inside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.parse import clauses, splitter
from ingest.release import Legend, Span

_FLS = r"forward[\s‐‑–-]*looking"
_STRONG = re.compile(
    rf"""(?:release|announcement|communication|document|article|report|letter|presentation|content|statements?|information|matters|materials?|herein|post|page)\b[^.]{{0,160}}\b(?:contain|include|constitute|are|be|deemed|considered|involve|represent)\w*\b[^.]{{0,120}}\b{_FLS}\b |
      {_FLS}\s+(?:statements?|information)\b[^.]{{0,160}}\b(?:within\ the\ meaning|as\ (?:that\ term\ is\ )?defined|safe\ harbor|involve|are\ subject\ to|are\ not\ guarantees|identified\ by|are\ based\ (?:up)?on|are\ statements|include,|may\ include) |
      private\ securities\ litigation\ reform\ act | safe\ harbou?r\ (?:provisions?|for\ {_FLS}|statement|created|under) |
      (?:not|other\ than|except\ for)\ (?:statements\ of\ )?(?:purely\ )?historical\ (?:facts?|information)[^.]{{0,200}}\b{_FLS} | undue\ reliance[^.]{{0,60}}\b{_FLS}""",
    re.IGNORECASE | re.VERBOSE,
)
_WEAK = re.compile(
    rf"{_FLS}|(?:actual|future) (?:results?|events|outcomes)|undue reliance|risks? and uncertaint|risks?,? uncertaint|known (?:and|or) unknown|differ (?:materially|significantly|substantially)|"
    r"no (?:obligation|duty|assurance|guarantee)|not undertake|risk factors|caution(?:ed|ary|s)\b|these (?:statements|factors|risks)|such (?:statements|factors|risks)|assumptions|"
    r"words such as|similar expressions|(?:securities and exchange commission|sec|sedar\+?)\b.{0,40}\bfil|filings? with|form 10-[kq]|form 20-f|annual report|obligation to update|disclaims?|date (?:hereof|of this)|materially|beyond .{0,30}control|"
    r"expressly qualified|past performance|cannot (?:guarantee|assure|be predicted)",
    re.IGNORECASE,
)
_UPDATE = re.compile(
    r"\b(?:obligat\w+|undertak\w+|dut(?:y|ies)|intend\w*|intent\w*|disclaim\w*|commit\w*|plans?|required|responsibility|assum\w+|will not|not)\b[^.]{0,160}\b(?:updat\w+|revis\w+|alter|correct|supplement|amend\w*|release publicly|publicly (?:release|announce))\b"
    r"|\b(?:updat\w+|revis\w+)\b[^.]{0,120}\b(?:obligation|duty|undertak\w+|disclaim\w*)",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    rf"(?:statements?|information|{_FLS}[^.:;]{{0,60}})\b[^.:;]{{0,140}}\b(?:regarding|concerning|relating to|related to|with respect to|about|as to|include[sd]?|including|pertaining to)\b[^.:;]{{0,80}}?"
    r"(?:but (?:are |is )?not limited to,?|without limitation,?|among (?:other things|others),?)?\s*:?\s*(?:,\s*)?(?:(?:statements|information|expectations?|those)\s+(?:of|about|regarding|concerning|relating to|related to|with respect to|as to)\s*:?\s*)?",
    re.IGNORECASE,
)
_FACTOR = re.compile(
    r"\b(?:(?:risks?|uncertaint(?:y|ies)|factors|assumptions|contingencies)\b[^.:;]{0,220}?\b(?:includ(?:e|es|ing)|such as|are|among (?:others|other things)|as follows)\b(?:[\s,]*(?:but (?:are |is )?not (?:necessarily )?limited to|without limitation|among (?:others|other things)|the following|the risks? that|the risks? of|risks (?:related|relating) to|those (?:related|relating) to|risks and uncertainties (?:associated|related) (?:with|to)))*[\s,:]*"
    r"|\b(?:result of|due to|because of|affected by|depend(?:s|ing)? (?:up)?on)\b(?:[^.:;]{0,60}?\b(?:factors|risks)\b[^.:;]{0,80}?\b(?:including|such as)\b)?(?:[\s,]*(?:but (?:are |is )?not limited to|without limitation|among (?:others|other things)))*[\s,:]*"
    r"|\brisks? (?:associated with|related to|relating to|that|of|in)\b[\s:]*)",
    re.IGNORECASE,
)
_RISKY = re.compile(r"\brisks?\b|uncertain|could (?:cause|differ|affect)|no assurance|cannot (?:assure|guarantee)|may not|not guarantees|adversely", re.IGNORECASE)
_ASSUMPTION = re.compile(
    r"\bassum(?:e[sd]?|ing|ptions?)\b[^.:;]{0,160}?\b(?:that|regarding|concerning|including|about|as to|with respect to|include|are|such as)\b(?:[\s,]*(?:but (?:are |is )?not limited to|without limitation|among (?:other things|others)|things))*[\s,:]*",
    re.IGNORECASE,
)
_NO_FACTOR = re.compile(r"(?:words|terminology|expressions|terms) (?:such as|like|and)|identif(?:y|ied)|similar expressions|Form (?:10|20|8)-|filings? with|\bSEC\b|Securities and Exchange Commission|SEDAR|risk factors", re.IGNORECASE)


def opens(text: str) -> bool:
    """Does a legend begin with this paragraph, heading or not?"""
    return bool(_STRONG.search(text[:700])) and len(_WEAK.findall(text)) >= (2 if len(text) > 160 else 1)


def continues(text: str) -> bool:
    """Is this paragraph still legend where one is already open?"""
    found = len(_WEAK.findall(text))
    return found >= 2 or (found >= 1 and len(text) < 600)


def read(text: str, start: int, end: int, items: Sequence[Span]) -> Legend:
    """The legend's parts in ``text[start:end]``; ``items`` are its list items."""
    bounds = [Span(start + a, start + b) for a, b in _paragraph_sentences(text[start:end])]
    units = sorted({(s.start, s.end): s for s in bounds}.values(), key=lambda s: s.start)
    update = next((s for s in reversed(units) if _UPDATE.search(text[s.start : s.end])), None)
    rest = [s for s in units if s != update]
    return Legend(
        start, end, tuple(_topics(text, rest)), tuple(_factors(text, rest, items)), tuple(_assumptions(text, rest)), update,
    )


def _paragraph_sentences(text: str) -> Iterator[tuple[int, int]]:
    for paragraph in re.finditer(r"[^\n]+", text):
        yield from ((paragraph.start() + a, paragraph.start() + b) for a, b in splitter.spans(paragraph[0]))


def _lists(text: str, span: Span, lead: re.Pattern[str]) -> Iterator[Span]:
    """The clauses of the list that the lead-in opens in this sentence."""
    match = lead.search(text, span.start, span.end)
    if match and match.end() < span.end - 10:
        yield from clauses.split(text, match.end(), span.end)


def _topics(text: str, units: Sequence[Span]) -> Iterator[Span]:
    for span in units:
        words = text[span.start : span.end]
        if re.search(_FLS + r"|statements", words, re.IGNORECASE) and not _FACTOR.search(words) and not re.search(r"words such as|identified by|identify", words, re.IGNORECASE):
            yield from _lists(text, span, _TOPIC)


def _factors(text: str, units: Sequence[Span], items: Sequence[Span]) -> Iterator[Span]:
    """Each factor alone: the clauses of lists of risks, the items, else whole sentences that speak of risk."""
    found: list[Span] = []
    for span in units:
        words = text[span.start : span.end]
        if any(item.start <= span.start and span.end <= item.end for item in items):
            found.append(span)
        elif _RISKY.search(words) or _FACTOR.search(words):
            found.extend(s for s in _lists(text, span, _FACTOR) if not _NO_FACTOR.search(text[s.start : s.end]))
    if not found:
        found = [s for s in units if _RISKY.search(text[s.start : s.end])]
    yield from sorted({(s.start, s.end): s for s in found}.values(), key=lambda s: s.start)


def _assumptions(text: str, units: Sequence[Span]) -> Iterator[Span]:
    for span in units:
        words = text[span.start : span.end]
        if not re.search(r"\bassum(?:e[sd]?|ing|ptions?)\b", words, re.IGNORECASE):
            continue
        parts = list(_lists(text, span, _ASSUMPTION))
        yield from parts if len(parts) > 1 else [span]
