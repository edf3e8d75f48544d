"""Who says what: the speakers of quoted words, and whose party they are of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.parse.page import Line
from ingest.parse.people import Person, after_quote, before_quote, signature
from ingest.release import Party

_SPEECH = re.compile(r"\b(?:said|says|added|adds|continued|stated|noted|commented|concluded|explained|remarked|shared)\b")
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey)\b")
_THIRD = re.compile(
    r"\b(?:analyst|professor|university|institute of|hospital|mayor|governor|senator|congress|minister|commissioner|department of"
    r"|administration|councilor|attorney general|representative for district|association|foundation|society)\b",
    re.IGNORECASE,
)
_ROLE_IN = re.compile(
    r"\b(?:Head|(?<!Executive )(?<!Managing )Director|(?:Vice|vice) [Pp]resident|VP|(?<!General )Manager|Lead|Leader|Chief|Professor"
    r"|Secretary|Member|Chair)\W+$"
)
_OF = re.compile(r"\b(?:of|at|for|with|from|and)\s+(?:the\s+)?([A-Z][\w.&’'-]*(?:\s+[A-Z][\w.&’'-]*)*)")
_FIELD = re.compile(
    r"(?:Board|Directors|Investor|Business|Operations|Sales|Marketing|Research|Finance|Strategy|Technology|Communications|North|Europe"
    r"|Asia|Its|Our)\b"
)
_BARE = re.compile(r"(?:CEO|President|Chairman|Founder|Director|Officer|Manager),\s+([A-Z][\w.&’'-]*(?:\s+[A-Z][\w.&’'-]*)*)\s*$")
_POST = r"(?:CEO|CFO|COO|CTO|President|Officer|Chair\w*|Director|Founder|Manager|Head|Vice|VP|Partner|Analyst|Professor|Geologist)"
_SHORTEST = 20


@dataclass(frozen=True, slots=True)
class Quoted:
    """Characters ``[start, end)`` of the text that are somebody's words."""

    start: int
    end: int
    speaker: str
    party: Party


@dataclass(slots=True)
class _Reader:
    text: str
    known: dict[str, str] = field(default_factory=dict)
    last: str | None = None

    def speaker(self, before: str, text: str, after: str, stretches: Sequence[tuple[int, int]], goes_on: bool) -> str | None:
        """Who speaks in a paragraph: named after a quote, before one, meant by "he added", or signing below."""
        if goes_on and self.last and stretches[0][0] == 0:
            named = after_quote(text[stretches[0][1] :])
            return self._full(named) if named else self.last
        for start, end in stretches:
            if end - start <= _SHORTEST or not re.search(r"\s\S+\s\S+", text[start:end]):
                continue
            lead = text[:start] if text[:start].strip() else before if before.rstrip().endswith((":", ",")) else ""
            if person := after_quote(text[end : end + 400]) or signature(text[end:].strip(" ,")) or before_quote(lead[-420:]):
                return self._full(person)
            around = text[max(0, start - 120) : start] + text[end : end + 60]
            if self.last and _PRONOUN.search(around) and _SPEECH.search(around):
                return self.last
        signed = signature(after) if stretches[-1][1] > len(text) - 3 else None
        return self._full(signed) if signed else None

    def _full(self, person: Person) -> str:
        """The fuller form by which the same person was named before, or is introduced elsewhere in the release."""
        keys = [w.lower() for w in re.findall(r"[A-Z][\w’'-]{2,}", person.name)] or [person.name.lower()]
        key = keys[-1]
        words = str(person)
        if "," not in words and key not in self.known:
            words = self._introduced(person.name) or words
        if "," in words and len(words) > len(self.known.get(key, "")):
            self.known.update(dict.fromkeys(keys, words))
        return self.known.get(key) or self.known.setdefault(key, words)

    def _introduced(self, name: str) -> str | None:
        """Full name and title where the release introduces the bearer of this name."""
        last = re.escape(re.sub(r"^(?:Dr|Mr|Ms|Mrs|Prof)\.?\s+", "", name))
        match = re.search(
            rf"((?:(?:Dr|Prof)\. )?(?:[A-Z](?:\.|[\w'’-]*) ){{0,3}}{last}(?:,? (?:Ph\.?D\.?|M\.?D\.?|CPA|CFA|Jr\.?))*), "
            rf"((?:[A-Za-z&’'-]+,? ){{0,7}}{_POST}\b[^.,;“”\"()\n]{{0,60}})",
            self.text,
        )
        if match:
            return f"{match[1]}, {match[2].strip()}"
        before = re.search(
            rf"((?:[A-Z][\w&’'-]*,? (?:and )?){{0,5}}{_POST}) ((?:(?:Dr|Prof)\. )?(?:[A-Z](?:\.|[\w'’-]*) ){{1,3}}{last})\b", self.text
        )
        return f"{before[2]}, {before[1]}" if before else None


def read(lines: Sequence[Line], names: Sequence[str]) -> tuple[Quoted, ...]:
    """The quoted stretches of these lines with their speakers; a quote that nobody is named for is left out."""
    reader = _Reader("\n".join(line.text for line in lines))
    found: list[Quoted] = []
    open_quote, before = False, ""
    for line, after in zip(lines, [*(other.text for other in lines[1:]), ""], strict=False):
        stretches, still_open = _stretches(line.text, open_quote) if line.kind not in ("heading", "row") else ([], False)
        speaker = reader.speaker(before, line.text, after, stretches, open_quote) if stretches else None
        if speaker:
            reader.last = speaker
            found.extend(Quoted(line.start + a, line.start + b, speaker, party(speaker, names)) for a, b in stretches if b - a > _SHORTEST)
        open_quote, before = still_open, line.text
    return tuple(found)


def _stretches(text: str, open_before: bool) -> tuple[list[tuple[int, int]], bool]:
    """``[start, end)`` between quote marks, and whether the last is still open at the end of the paragraph."""
    marks = [(m.start(), "”" if _SPEECH.match(text, m.end()) else m[0]) for m in re.finditer(r"[“”\"]", text)]
    found: list[tuple[int, int]] = []
    begin = 0 if open_before and not (marks and marks[0][0] == 0) else None
    for position, mark in marks:
        if begin is None and mark != "”":
            begin = position
        elif begin is not None and mark != "“":
            found.append((begin, position + 1))
            begin = None
    if begin is not None and len(text) - begin > _SHORTEST:
        found.append((begin, len(text)))
    return [(a, b) for a, b in found if b - a > 12], begin is not None


def party(speaker: str, names: Sequence[str]) -> Party:
    """The issuer's, unless the title names another organisation; ``names`` are what the issuer is called."""
    title = speaker.partition(",")[2]
    if not title or any(name.lower() in title.lower() for name in names) or re.search(r"\bthe Company\b", title):
        return "issuer"
    named = [m[1] for m in _OF.finditer(title) if not m[0].startswith("and") and not _ROLE_IN.search(title[: m.start()])]
    if not [n for n in named if not _FIELD.match(n)] and not _BARE.search(title):
        return "third_party" if _THIRD.search(title) else "issuer"
    return "third_party" if _THIRD.search(title) else "partner"
