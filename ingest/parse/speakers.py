"""Who says what: the speakers of quoted words, and whose party they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.parse.page import Line
from ingest.release import Party

_VERB = r"(?:said|says|stated|states|commented|comments|added|adds|noted|notes|remarked|remarks|explained|explains|continued|concluded|concludes|shared|shares|stressed|emphasized|emphasised|expressed|declared|observed|reported|affirmed|highlighted|elaborated|reiterated|wrote|writes|quoted|replied|reflected|told|exclaimed|mentioned|asserted|announced|says)"
_PARTICLE = r"(?:de|van|von|der|den|bin|al|la|le|del|di|da|dos|el|ter)"
_TOKEN = r"(?:[A-Z][\w’'.-]*|[“\"(][A-Z][\w.’' -]{0,20}[”\")])"
_HONOUR = r"(?:(?:Dr|Mr|Ms|Mrs|Prof|Professor|Hon|Sir|Rep|Sen|Gov|Senator|Governor|Mayor|Congressman|Congresswoman|Lt|Gen|Col|Capt)\.?\s+)"
_POST = r"(?:,?\s*(?:Ph\.?\s?D\.?|M\.?D\.?|CFA|MBA|M\.B\.A\.|CPA|Esq\.?|Jr\.?|Sr\.?|III|II|P\.?\s?Geo\.?|P\.?\s?Eng\.?|R\.?N\.?|J\.?D\.?|D\.?O\.?|M\.?P\.?H\.?|M\.?Sc\.?|MSc|FACC|FAHA|FRCP|D\.?V\.?M\.?|Pharm\.?D\.?|DDS|Dr\.))*"
_NAME = rf"{_HONOUR}?{_TOKEN}(?:\s+(?:{_TOKEN}|{_PARTICLE})){{0,4}}{_POST}"
_TITLE = r"(?:[^“”\"]{2,230}?)"
_AFTER_VERB = re.compile(rf"^[\s,]*(?:{_VERB}|according to)\s+(?:the\s+)?(?P<name>{_NAME})(?P<title>,\s*[^“”\"]{{2,240}})?", re.DOTALL)
_NAME_VERB = re.compile(rf"^[\s,]*(?P<name>{_NAME})(?P<title>,\s*{_TITLE})?,?\s+(?:also\s+|further\s+|then\s+)?{_VERB}\b", re.DOTALL)
_TITLED = re.compile(
    rf"(?P<before>(?:(?:[A-Z][\w.&’'-]*|of|and|&|the)\s+){{0,8}}(?:CEO|CFO|COO|CTO|President|Chairman|Founder|Officer|Director|Executive|Manager|Chair|Owner)\s+)?(?P<name>{_NAME})(?P<title>,\s*[^“”\"]{{2,230}}?)?,?\s+(?:also\s+|further\s+|has\s+|then\s+)?(?:{_VERB}|expressed|elaborated|put it)\b[^“”\".]{{0,160}}[:,]?\s*$",
    re.DOTALL,
)
_COLON = re.compile(rf"^(?P<name>{_NAME})(?P<title>,\s*[^“”\":]{{2,160}})?\s*:\s*$")
_PRONOUN = re.compile(r"\b(?:He|She|They|he|she|they)\b")
_NO_NAME = re.compile(
    r"^(?:The|This|These|That|It|In|On|At|As|For|With|By|We|Our|He|She|They|Company|However|While|When|After|Commenting|According|And|But|If|Their|His|Her|Today|Additionally|Also|Both|Each|Such|To|From|Regarding|Reflecting|Speaking|About)\b"
)
_TITLE_END = re.compile(rf"\.(?=\s|$)(?<!\bInc\.)(?<!\bCorp\.)(?<!\bLtd\.)(?<!\bCo\.)(?<!\bDr\.)(?<!\bU\.S\.)|,?\s+(?:{_VERB}|in (?:a|the|his|her) (?:statement|announcement)|(?:in )?comment(?:ing|ed)|when|who|adding|regarding)\b|[;:]|\s[–—]\s")
_THIRD = re.compile(r"\b(?:analyst|professor|university|institute of|hospital|mayor|governor|senator|congress|minister|commissioner|department of|administration|councilor|attorney general|representative for district|association|foundation|society)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Characters ``[start, end)`` of the text that are somebody's words."""

    start: int
    end: int
    speaker: str
    party: Party


def read(lines: Sequence[Line], issuer: str) -> tuple[Quoted, ...]:
    """The quoted stretches of these lines with their speakers; a quote that nobody is named for is left out."""
    known: dict[str, str] = {}
    found: list[Quoted] = []
    last: str | None = None
    open_quote = False
    for line in lines:
        if line.kind in ("heading", "row"):
            open_quote = False
            continue
        stretches, still_open = _stretches(line.text, open_quote)
        if not stretches:
            open_quote = False
            continue
        speaker = _speaker(line.text, stretches, known, last, open_quote)
        if speaker:
            last = speaker
            found.extend(Quoted(line.start + a, line.start + b, speaker, _party(speaker, issuer)) for a, b in stretches if b - a > 20)
        open_quote = still_open
    return tuple(found)


def _stretches(text: str, open_before: bool) -> tuple[list[tuple[int, int]], bool]:
    """``[start, end)`` between quote marks, and whether the last is still open at the end of the paragraph."""
    marks = [(m.start(), m[0]) for m in re.finditer(r"[“”\"]", text)]
    found: list[tuple[int, int]] = []
    begin = 0 if open_before and not (marks and marks[0][0] == 0) else None
    for position, mark in marks:
        if begin is None and mark != "”":
            begin = position
        elif begin is not None and mark != "“":
            found.append((begin, position + 1))
            begin = None
    if begin is not None and len(text) - begin > 20:
        found.append((begin, len(text)))
    return [(a, b) for a, b in found if b - a > 20 or len(found) > 1 and b - a > 12], begin is not None


def _speaker(text: str, stretches: Sequence[tuple[int, int]], known: dict[str, str], last: str | None, goes_on: bool) -> str | None:
    """Who speaks in this paragraph: named after a quote, before one, or meant by "he added"."""
    if goes_on and last and stretches[0][0] == 0:
        named = next(_named_after(text, stretches[:1]), None)
        return _full(named, known) if named else last
    for start, end in stretches:
        if end - start <= 20 or not re.search(r"\s\S+\s\S+", text[start:end]):
            continue
        before = _named_before(text[:start])
        after = next(_named_after(text, [(start, end)]), None)
        if chosen := after or before:
            return _full(chosen, known)
        around = text[max(0, start - 120) : start] + text[end : end + 60]
        if last and (_PRONOUN.search(around) and re.search(_VERB, around)):
            return last
    return None


def _named_after(text: str, stretches: Sequence[tuple[int, int]]) -> Iterator[str]:
    for _, end in stretches:
        rest = text[end : end + 400]
        for pattern in (_AFTER_VERB, _NAME_VERB):
            if (match := pattern.match(rest)) and (words := _words(match)):
                yield words


def _named_before(before: str) -> str | None:
    """The speaker that the words before a quote name: "X, title of Y, stated," or "X: "."""
    tail = before[-420:]
    cut = max((m.end() for m in re.finditer(r"(?<=[a-z\d)][.!?])\s+(?=[A-Z])(?<!Dr\.\s)|[”\"]\s+", tail)), default=0)
    for begin in dict.fromkeys((cut, 0)):
        clause = tail[begin:].lstrip()
        match = _COLON.match(clause.rstrip()) or _TITLED.search(clause)
        if match and (words := _words(match)):
            return words
    return None


def _words(match: re.Match[str]) -> str | None:
    """ "Name, Title" as the release gives it, cut where the title ends."""
    name = match["name"].strip(" ,")
    if _NO_NAME.match(name) or name.isupper() and len(name.split()) == 1:
        return None
    title = (match["title"] or "").strip(" ,")
    before = (match.groupdict().get("before") or "").strip()
    end = _TITLE_END.search(title)
    title = title[: end.start()].strip(" ,") if end else title
    if re.match(r"(?:and|but|who|which|while|adding|as|noting|in|after|during|when|at|on)\b", title):
        title = ""
    if not title and before and not _NO_NAME.match(before):
        return f"{name}, {before}"
    return f"{name}, {title}" if title else name


def _full(words: str, known: dict[str, str]) -> str:
    """The fuller form by which the same person was named before; remembers new ones by their last name."""
    name = words.split(",")[0]
    key = re.sub(r"^.*\s", "", name.rstrip(" .")).lower()
    if "," in words and len(words) > len(known.get(key, "")):
        known[key] = words
    return known.get(key) or known.setdefault(key, words)


def _party(speaker: str, issuer: str) -> Party:
    """The issuer's unless the title names another organisation."""
    title = speaker.partition(",")[2]
    key = issuer.lower()
    if not title or (key and key in title.lower()) or re.search(r"\bthe Company\b", title):
        return "issuer"
    organization = re.search(r"\b(?:of|at|for|with|from)\s+(?:the\s+)?([A-Z][\w.&’'-]*(?:\s+[A-Z][\w.&’'-]*)*)", title) or re.search(r"\b(?:CEO|President|Chairman|Founder|Director|Officer|Manager),\s+([A-Z][\w.&’'-]*(?:\s+[A-Z][\w.&’'-]*)*)\s*$", title)
    if not organization or re.match(r"(?:Board|Directors|Investor|Business|Operations|Sales|Marketing|Research|Clinical|Product|Corporate|Global|Strategy|Engineering|Technology|Finance|Communications|Exploration|Development|North|South|US|U\.S|America|Europe|Asia|Medical|Science|Public|Government|Human|Legal|Regulatory|Commercial|Strategic|Digital|Content|Programs?|Partnerships|Growth|AI|Data|IT|Staff)", organization[1]):
        return "third_party" if _THIRD.search(title) and not organization else "issuer"
    return "third_party" if _THIRD.search(title) else "partner"
