"""What a sentence tells, whichever program it is of: kinds of events and stages, each done or planned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.forward_looking.periods import periods
from ingest.ledger import stages
from ingest.ledger.stages import Stage
from ingest.ledger.when import REACH
from ingest.ledger.words import Kind, kinds, names
from ingest.release import Sentence

_ORDER = re.compile(
    r"(?:Report|Submit|Complete|Initiate|Start|File|Begin|Advance|Dose|Launch|Announce|Enrol+|Obtain|Commence|Finali[sz]e)\s"
)
NEVER_PLANNED = ("refusal", "paused")  # what nobody plans: words of them in a plan are of something past
_NUMBERED = re.compile(r"\(\w{1,3}\)\s")  # a member of a list of purposes, without a verb of its own
_NOT = re.compile(r"\b(?:not|no|never|without|neither|nor|if|whether)\b[^,;]{0,60}$", re.IGNORECASE)
_HAS = re.compile(r"\b(?:has|have|was|were)\b")
_FINITE = re.compile(r"\b(?:has|have|had|was|were|been|\w{3,}ed)\b")


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence tells at ``[start, end)``: an event of a kind (None: where a program stands, no more), done or planned."""

    kind: Kind | None
    planned: bool
    start: int = 0
    end: int = 0


class Reading:
    """A sentence, or a part of one, as it stands in a release of a day."""

    def __init__(self, text: str, sentence: Sentence, published: date) -> None:
        self.text, self.sentence, self.published = text, sentence, published
        self.of_business = bool(names("business").search(text))
        self._opening = opening.end() if (opening := names("opening").match(text)) else 0
        self._cuts = [self._opening, *(match.start() for match in names("clause").finditer(text))]
        self._ahead = [p.start for p in periods(text.lower(), published) if p.side(published) == "after"]
        listed = bool(_NUMBERED.match(text) and not _FINITE.search(text))
        self._ordered = bool(
            _ORDER.match(text) or listed or (sentence.form == "item" and not _HAS.search(text) and names("ahead").search(sentence.context))
        )
        self.told = [] if self.of_business and not names("money").search(text) else list(self._told())
        found = [s for s in stages.found(text) if not _NOT.search(text[: s.start])]
        judged = [(s, s.rank >= 0 and self._planned(s.start, s.end)) for s in found]
        self.stages: list[tuple[Stage, bool]] = [(stage, planned) for stage, planned in judged if planned is not None]

    def _told(self) -> Iterator[Told]:
        """The first deed and the first plan."""
        seen: set[bool] = set()
        for kind in kinds():
            match = kind.find(self.text)
            if not match or (self.of_business and kind.name != "payment"):
                continue
            if kind.name == "approval" and _NOT.search(self.text[: match.start() + 25]):
                continue
            planned = self._planned(match.start(), match.end())
            if (
                planned is False
                and kind.name == "approval"
                and names("not_approval").search(self.text[max(0, match.start() - 40) : match.end()])
            ):
                continue
            if planned is not None and planned not in seen and not (planned and kind.name in NEVER_PLANNED):
                seen.add(planned)
                yield Told(kind, planned, match.start(), match.end())
                if len(seen) == 2:
                    return

    def _planned(self, start: int, end: int) -> bool | None:
        """True where what stands at ``[start, end)`` is planned rather than done; None where it is a plan of the past."""
        first, last = self._clause(start, end)
        told, rest = _plainly(self.text[first:end]), _plainly(self.text[end:last])
        if names("ahead_before").search(told + rest):
            return None
        if names("settled").search(told + rest) or names("adjective").search(told):
            return False
        led, follows = names("ahead").search(told), names("ahead_after").search(rest)
        there = (first == 0 and names("present").match(told)) or names("recent").search(self.text[first:start])
        if there and not led and not follows:
            return False
        if self._ordered or led or follows or any(start < place < min(start + REACH, last) for place in self._ahead):
            return True
        return self.sentence.label == "forward" and not _FINITE.search(told + rest)

    def _clause(self, start: int, end: int) -> tuple[int, int]:
        """The clause that ``[start, end)`` stands in."""
        return max((c for c in self._cuts if c <= start), default=0), min((c for c in self._cuts if c >= end), default=len(self.text))


def _plainly(text: str) -> str:
    """The words without a regulator's "may", which is no plan."""
    return text.replace("may proceed", "proceeds").replace("can proceed", "proceeds")
