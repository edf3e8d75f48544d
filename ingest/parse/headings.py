"""Which lines are headings, and which kind of section a heading opens."""

from __future__ import annotations

import re

from ingest.parse.page import Line
from ingest.release import SectionKind

_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "its",
        "of",
        "on",
        "or",
        "per",
        "that",
        "the",
        "to",
        "vs",
        "with",
        "via",
        "our",
        "its",
        "your",
        "&",
        "–",
        "-",
        "—",
    ]
)
_WORD = re.compile(r"[A-Za-z][\w’'-]*")
_REACH = re.compile(r"@|https?://|www\.|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}")

_ABOUT = re.compile(
    r"^(?:about|more about|information (?:about|on))\b(?!.{0,30}\b(?:this (?:release|report)|forward|the (?:offering|transaction"
    r"|acquisition|merger|presentation|call|webinar|event)))"
    r"|^(?:company|corporate) (?:profile|overview|description|background|information)\b|^boilerplate\b|^who we are\b"
    r"|^(?:the )?company description\b",
    re.IGNORECASE,
)
_LEGEND = re.compile(
    r"forward[\s‐‑-]*looking|safe[\s‐‑-]*harbou?r|^cautionary|^caution(?:\s+(?:note|statement|regarding|concerning)|$)"
    r"|litigation reform act"
    r"|^(?:legal )?(?:disclaimers?|notices?|advisory|advisories)\b|^disclosures?(?: statements?)?$|^legal (?:disclaimer|notice"
    r"|advisory)|^reader advisor|^note to (?:readers|investors)|^risk factors$|^important (?:cautions?|notice)|^forward statement",
    re.IGNORECASE,
)
_FIRM = re.compile(
    r"(?:cautionary|safe[\s‐‑-]*harbou?r|disclaimer|litigation reform|notice|note|regarding|concerning|caution|advisory)"
    r"|forward[\s‐‑-]*looking\s+(?:statements?|information|disclosures?)",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"^(?:(?:for )?(?:media|press|investors?|investor relations|corporate|company|ir|pr|public relations|general|analysts?|editorial"
    r"|news|business)?"
    r"(?:\s*(?:&|and|/|or|,)\s*(?:media|press|investors?|investor relations|corporate|analysts?|public relations|ir"
    r"|pr))*\s*(?:relations |information |media |office |wire |service )*)"
    r"(?:contacts?|inquir(?:y|ies)|enquir(?:y|ies)|relations)\b.{0,60}$"
    r"|^contacts?\s*(?:details|information|info|us|person)?\b.{0,40}$|^for (?:further|more|additional|any|all) .{0,60}(?:information"
    r"|inquiries|enquiries|details|contact)\b.{0,60}$|^(?:investor|media|public) relations\b.{0,40}$"
    r"|^.{2,50}\bcontacts?(?: information| details| info)?(?:\s*[:–-].{0,40})?$|^follow .{2,40} (?:on|via)\b.{0,80}$|^(?:on behalf of"
    r"|signed|by order of)\b.{0,100}$|^company website\b.{0,100}$|^follow (?:us|the company)\b.{0,60}$",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"^(?:(?:Dr|Mr|Ms|Mrs)\.? )?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,3},\s+(?:[\w&-]+,? ){0,6}(?:Officer|President|CEO|CFO|COO|CTO"
    r"|Chair(?:man|woman|person)?|Director|Founder|Secretary|Manager)\b.{0,60}$"
    r"|.{3,120}\b(?:said|says|stated|states|commented|comments|added|adds|noted|remarked|continued|explained|concluded|shared|writes"
    r"|wrote)\W*$"
)
_TITLE_ONLY = re.compile(
    r"(?:(?:President|CEO|CFO|COO|CTO|Chief|Executive|Financial|Operating|Officer|Chair(?:man|woman)?|Director|Founder|Secretary|of|the|Board|and|&|,)\s*)+$"
)
_OTHER = re.compile(
    r"^(?:additional|important) information (?:and where|about|for|regarding)|^(?:no|not an) offer|^participants in the solicitation"
    r"|^use of (?:non|website)|^where to find|^sponsored|^disclosure of interest",
    re.IGNORECASE,
)
_PARTNER = re.compile(
    r"^[A-Z][\w&.’' -]{1,60}?[’']s?\s+(?i:press|news|media)\s+(?i:release)\b.{0,40}$"
    r"|^(?i:press|news|media) (?i:release) (?:of|from|by|issued by)\s+[A-Z].{1,60}$"
    r"|^(?i:text|extract|excerpt)s? (?:of|from) .{2,80}(?i:announcement|release)\W*$"
    r"|^The following (?:is|are)\b.{0,60}\b(?:extract|excerpt|text|copy|full text)\b.{0,160}\b(?:announcement|release)\b.{0,120}:$"
    r"|^.{0,80}\b(?:press|news) release (?:reads|read|follows|states)\b.{0,60}:$"
)


def is_heading(line: Line, following: Line | None) -> bool:
    """Is this line a heading: marked as one, or short, capitalised, without an end, and followed by text?"""
    if line.kind != "paragraph":
        return (
            line.kind == "heading" and not _SIGNATURE.match(line.text) and not _TITLE_ONLY.match(line.text) and not _is_lead_in(line.text)
        )
    text = line.text.rstrip(" :")
    if (
        following is not None
        and len(text) <= 90
        and not _REACH.search(text)
        and re.match(r"(?:About|ABOUT) [A-Z]", text)
        and len(text.split(". ")) == 1
    ):
        return True
    words = text.split()
    if (
        not words
        or len(text) > 120
        or len(words) > 16
        or (text[-1] in '.;,&”"|' and not re.search(r"\b(?:Inc|Corp|Ltd|Co|S\.A)\.$", text))
        or _REACH.search(text)
        or _SIGNATURE.match(line.text)
        or _TITLE_ONLY.match(line.text)
    ):
        return False
    if following is None or not (text[0].isupper() or text[0].isdigit() or text[0] in '“"‘('):
        return False
    if kind_of(text) is not None:
        return True
    return _is_title(words) and (len(following.text) > len(text) or following.kind != "paragraph" or len(following.text) < 100)


def _is_lead_in(text: str) -> bool:
    """Do these words lead in to a list, as a sentence does, rather than name it?"""
    words = [w for w in text.split() if w.lower().strip(":,") not in _SMALL]
    return text.endswith(":") and len(words) > 2 and kind_of(text) is None and sum(w[0].isupper() for w in words) < 0.6 * len(words)


def _is_title(words: list[str]) -> bool:
    """Mostly capitalised words, or few words that hold no verb."""
    letters = [w for w in words if _WORD.match(w.strip('(“"‘')) and w.lower().strip(":,") not in _SMALL]
    if not letters:
        return False
    capitals = sum(w.strip('(“"‘')[0].isupper() for w in letters)
    return capitals >= 0.6 * len(letters) or (len(words) <= 8 and words[0][0].isupper())


def kind_of(heading: str) -> SectionKind | None:
    """The kind of section that a heading opens; None where it opens body text."""
    text = heading.strip(" *_:#•").strip()
    if _PARTNER.match(text):
        return "partner_release"
    if _ABOUT.match(text) and len(text.split()) <= 16:
        return "about"
    if _LEGEND.search(text) and len(text.split()) <= 24 and not (text.endswith(".") and len(text.split()) > 9):
        return "legend"
    if _OTHER.match(text):
        return "other"
    return "contacts" if _CONTACT.match(text) and not re.search(r"\b(?:conference call|webcast|call)\b", text, re.IGNORECASE) else None


def is_firm_legend(heading: str) -> bool:
    """Does this heading open a legend whatever follows, unlike one such as "Forward-Looking Outlook"?"""
    return bool(_FIRM.search(heading)) and not re.search(
        r"forward[\s‐‑-]*looking\s+(?:outlook|plans?|strateg|vision|guidance)", heading, re.IGNORECASE
    )
