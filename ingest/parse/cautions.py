"""Topics, factors and assumptions of a legend: the clauses that its sentences list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Literal

from ingest.parse import clauses
from ingest.release import Span

Role = Literal["topics", "factors", "assumptions"]

_SO_ON = (
    r"(?:[\s,]*(?:(?:but|and)? ?(?:is |are )?not (?:necessarily )?limited to|without limitation|among (?:others|other things)"
    r"|the following|in particular))*[\s,:;]*"
)
_OF = (
    r"(?:regarding|concerning|relat(?:ing|ed|es?) to|with respect to|about|as to|pertaining to|associated with|inherent in"
    r"|arising from|of|that)"
)
_AGAIN = (
    rf"(?:(?:the |those |our |any )?(?:statements?|information|expectations?|risks?|uncertainties|factors|assumptions)?(?: (?:and"
    rf"|or) (?:information|uncertainties|expectations))?\s*{_OF}(?=[\s:,]){_SO_ON})?"
)
_LISTS = re.compile(rf"\b(?:(?:includes?|including)\b|such as|are as follows|(?<=others)|(?<=other things)){_SO_ON}{_AGAIN}", re.IGNORECASE)
_PREPOSITION = re.compile(
    rf"\b(?:statements?|information|expectations?|risks?|uncertainties|assumptions?)\b(?: \w+){{0,2}} (?:regarding|concerning"
    rf"|relat(?:ing|ed) to|with respect to|about|associated with|as to){_SO_ON}{_AGAIN}",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    rf"\b(?:due to|(?:as a )?result of|because of|affected by|dependent (?:up)?on|depends? (?:up)?on|are risks)\b{_SO_ON}{_AGAIN}",
    re.IGNORECASE,
)
_WORD_LIST = re.compile(
    r"\b(?:words|terminology|expressions|terms|phrases|verbs)\b[^.;]{0,40}(?:\b(?:such as|like|including)\b|[“\"‘'(])|\bsimilar expressions"
    r"|\bidentif(?:y|ied|iable)\b[^.]{0,40}\b(?:forward|by)\b|intended to identify|(?:preceded|accompanied) by",
    re.IGNORECASE,
)
_RISK = re.compile(r"\brisks?\b|uncertaint|\bfactors\b|\bdiffer\b|contingenc|could cause|may cause", re.IGNORECASE)
_RISKY = re.compile(
    r"\brisks?\b|uncertain|could (?:cause|differ|affect)|no assurance|cannot (?:assure|guarantee)|may not|not guarantees|adversely",
    re.IGNORECASE,
)
_ASSUMES = re.compile(
    r"\bassum(?:ed|ing|es|ptions?)\s+(?:\w+\s+){0,4}?(?:that|regarding|concerning|about|including|with respect to|as to|of|made"
    r"|underlying|set forth|believed|considered)\b|\bassum(?:ed|ing)\b|based (?:up)?on\b[^.]{0,80}\bassumptions\b|assumptions\s*:",
    re.IGNORECASE,
)
_ENDS_LIST = re.compile(
    r"(?:involve|involves|are|is|may|will|can|could|constitute|should|which (?:are|may|could|involve)|that (?:are|involve)"
    r"|many of which|any of which|all of which|most of which|some of which)\b",
    re.IGNORECASE,
)
_MOST_LISTS = 12  # ways to read a list that are tried in one sentence
_EMPTY = re.compile(
    r"(?:a |the )?(?:variety|number|various|numerous|several|many|certain|range)\b[^,;]*(?:factors|risks|assumptions)$|express or involve"
    r"|.*\bbased on\b.*\bassumptions|(?:they|known|unknown|as well as|as amended|not limited|but not|whether as|words|section \d|rule \d|subject to)\b"
    r"|the (?:private )?securities|item 1a|form (?:10|20|8)|beyond (?:the|our)|difficult to"
    r"|(?:and |or )?(?:all |any |the )?(?:other )?(?:important )?(?:uncertainties|factors|risks|those)(?: (?:and|or) (?:other )?(?:uncertainties|factors|risks))*"
    r"(?:,? (?:which|that (?:are|may|could|might|we)|as(?! to\b)|described|discussed|set|detailed|identified|disclosed|outlined|contained|included|listed|factors|risks|not)\b.*)?$"
    r"|.*(?:\b(?:filings? (?:with|made)|filed with|(?:SEC|our|its|[’']s|periodic|public|subsequent|other|recent|future|securities) filings?)\b|\bSEC\b"
    r"|Securities and Exchange Commission|SEDAR|Form (?:10|20|40|8)-|risk factors|\bcaption\b|Annual Report)"
    r"|.*\bforward[\s‐‑-]*looking\b|.*\bmaterially\b.*\bfrom\b",
    re.IGNORECASE | re.DOTALL,
)


def is_risky(sentence: str) -> bool:
    """Does this sentence speak of risk, in whatever general words?"""
    return bool(_RISKY.search(sentence)) and not _WORD_LIST.search(sentence)


def role(head: str) -> Role | None:
    """What a list is of, by the words that lead in to it."""
    if re.search(r"\bassum(?:ed|ing|e|ptions?)\b", head, re.IGNORECASE) and not _RISK.search(head):
        return "assumptions"
    if _RISK.search(head):
        return "factors"
    return "topics" if re.search(r"statements?|information|forward", head, re.IGNORECASE) else None


def parts(text: str, unit: Span) -> Iterator[tuple[Role, list[Span]]]:
    """What a sentence of the legend lists; an assumption that is not listed is the whole sentence."""
    words = text[unit.start : unit.end]
    if _WORD_LIST.search(words):
        return
    listed = next(((r, found) for head, found in _lists(text, unit) if (r := role(head)) and found), None)
    if listed:
        yield listed
    elif _ASSUMES.search(words) and not re.search(r"assumptions? (?:\w+ )?(?:prove|fail|be) |assumes? no\b", words):
        yield "assumptions", [unit]


def _lists(text: str, unit: Span) -> Iterator[tuple[str, list[Span]]]:
    """(lead-in, clauses) for each way to read a list in the sentence, the surest first."""
    words = text[unit.start : unit.end]
    colon = re.search(r":\s+(?=.*;|\(?(?:i|1|a)\))", words, re.DOTALL)
    starts = [colon.end()] if colon else []
    for lead in (_LISTS, _CAUSE, _PREPOSITION):
        starts += [m.end() for m in lead.finditer(words)]
    for start in starts[:_MOST_LISTS]:
        if start < len(words) - 8:
            yield words[:start], _clauses(text, unit.start + start, unit.end)


def _clauses(text: str, start: int, end: int) -> list[Span]:
    """The clauses from here to where the sentence goes on with its own verb, those left out that name nothing."""
    found = list(takewhile(lambda s: not _ENDS_LIST.match(text[s.start : s.end]), clauses.split(text, start, end)))
    return [s for s in found if not _EMPTY.match(text[s.start : s.end])]
