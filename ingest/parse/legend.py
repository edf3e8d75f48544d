"""The forward-looking-statements legend: which paragraphs are one, and what it says inside."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.parse import cautions, headings, splitter
from ingest.parse.cautions import Role
from ingest.parse.page import Line
from ingest.release import Legend, Span

_FLS = r"forward[\s‐‑–-]*looking"
_STRONG = re.compile(
    rf"""(?:release|announcement|communication|document|article|report|letter|presentation|content|statements?|information|matters|materials?|herein|post|page)\b[^.]{{0,160}}\b(?:contain|include|constitute|are|be|deemed|considered|involve|represent)\w*\b[^.]{{0,120}}\b{_FLS}\b |
      {_FLS}\s+(?:statements?|information)\b[^.]{{0,160}}\b(?:within\ the\ meaning|as\ (?:that\ term\ is\ )?defined|safe\ harbor|involves?|(?:is|are)\ subject\ to|(?:is|are)\ not\ (?:a\ )?guarantees?|identified\ by|(?:is|are)\ based\ (?:up)?on|are\ statements|include,|may\ include) |
      private\ securities\ litigation\ reform\ act | safe\ harbou?r\ (?:provisions?|for\ {_FLS}|statement|created|under) |
      (?:not|other\ than|except\ for)\ (?:statements\ of\ )?(?:purely\ )?historical\ (?:facts?|information)[^.]{{0,200}}\b{_FLS} | undue\ reliance[^.]{{0,60}}\b{_FLS}""",
    re.IGNORECASE | re.VERBOSE,
)
_WEAK = re.compile(
    rf"{_FLS}|(?:actual|future) (?:results?|events|outcomes)|undue reliance|risks? and uncertaint|risks?,? uncertaint|known (?:and"
    rf"|or) unknown|differ (?:materially|significantly|substantially)|"
    r"no (?:obligation|duty|assurance|guarantee)|not undertake|risk factors|caution(?:ed|ary|s)\b|these (?:statements|factors|risks)"
    r"|such (?:statements|factors|risks)|assumptions|"
    r"words such as|similar expressions|(?:securities and exchange commission|sec|sedar\+?)\b.{0,40}\bfil|filings? with|form 10-[kq]"
    r"|form 20-f|annual report|obligation to update|disclaims?|date (?:hereof|of this)|materially|beyond .{0,30}control|"
    r"expressly qualified|past performance|cannot (?:guarantee|assure|be predicted)",
    re.IGNORECASE,
)
_UPDATE = re.compile(
    r"\b(?:obligat\w+|undertak\w+|dut(?:y|ies)|intend\w*|intent\w*|disclaim\w*|commit\w*|plans?|required|responsibility|assum\w+"
    r"|will not|not)\b[^.]{0,160}\b(?:updat\w+|revis\w+|alter|correct|supplement|amend\w*|release publicly|publicly (?:release"
    r"|announce))\b"
    r"|\b(?:updat\w+|revis\w+)\b[^.]{0,120}\b(?:obligation|duty|undertak\w+|disclaim\w*)",
    re.IGNORECASE,
)


def opens(text: str) -> bool:
    """Does a legend begin with this paragraph, heading or not?"""
    return bool(_STRONG.search(text[:700])) and len(_WEAK.findall(text)) >= (2 if len(text) > 160 else 1)


def continues(text: str) -> bool:
    """Is this paragraph still legend where one is already open?"""
    found = len(_WEAK.findall(text))
    return found >= 2 or (found >= 1 and len(text) < 600)


def read(text: str, lines: Sequence[Line]) -> Legend:
    """The legend that these lines make, and its parts."""
    parts: dict[Role, list[Span]] = {"topics": [], "factors": [], "assumptions": []}
    units, lead = list[Span](), ""
    for line in lines:
        if headings.kind_of(line.text):
            continue
        if line.kind == "item":
            parts[cautions.role(lead) or "factors"].append(Span(line.start, line.end))
        else:
            lead = line.text
        units += [Span(line.start + a, line.start + b) for a, b in splitter.spans(line.text)]
    update = next((s for s in reversed(units) if _UPDATE.search(text[s.start : s.end])), None)
    for unit in units:
        if unit != update:
            for role, spans in cautions.parts(text, unit):
                parts[role] += spans
    factors = parts["factors"] or [s for s in units if s != update and cautions.is_risky(text[s.start : s.end])]
    return Legend(lines[0].start, lines[-1].end, _once(parts["topics"]), _once(factors), _once(parts["assumptions"]), update)


def _once(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans in the order of the text, each once."""
    return tuple(sorted({(s.start, s.end): s for s in spans}.values(), key=lambda s: s.start))
