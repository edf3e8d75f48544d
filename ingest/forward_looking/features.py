"""What the labeller sees of a sentence: its words in runs of one to three, its cues, its periods, its form and its place.

Every feature is a name that is there or not; the weights file says what each name counts for. Names of what was looked for begin
with "@", so that no run of words can be taken for one.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise

from ingest.forward_looking import periods as calendar
from ingest.forward_looking.cues import Cue, cues
from ingest.forward_looking.periods import Period
from ingest.forward_looking.surroundings import Surroundings
from ingest.forward_looking.words import news, plain, runs

_CLAUSE = re.compile(r"[,;:–—]\s|\s(?:and|but|which|while|who|that)\s|\s-\s")
_BLOCKING = {"designed to", "intended for", "can", "enables"}
_LENGTHS = (5, 8, 12, 20, 30, 45)
_STARTS = (
    ("to", re.compile(r"[*•–\- ]*[Tt]o [a-z]")),
    ("participle", re.compile(r"[*•–\- ]*[A-Za-z][a-z]+ing\b")),
    ("named subject to act", re.compile(r"(?:[A-Z][\w&.,'’-]*\s){1,6}[Tt]o [A-Za-z][a-z]+")),
)
_HOLDS = (
    ("quote marks", re.compile(r"[“”\"]")),
    ("first person", re.compile(r"\b(?:[Ww]e|[Oo]ur|I|us)\b")),
    ("negation", re.compile(r"\b(?:not|no|never)\b")),
)
_FULL_STOP = (".", "!", "?", '"', "”", "'")
_TITLE_SHARE = 0.6
_WORD_BEFORE = 30  # characters in which the word before a period stands


@dataclass(frozen=True)
class Seen:
    """One sentence at its place, with its cues and periods, each looked for once."""

    sentence: str
    place: Surroundings

    @cached_property
    def news(self) -> str:
        """The sentence without a dateline."""
        return news(self.sentence)

    @cached_property
    def text(self) -> str:
        """The news in lower case."""
        return plain(self.news)

    @cached_property
    def cues(self) -> Sequence[Cue]:
        """The cues from left to right."""
        return cues(self.text)

    @cached_property
    def periods(self) -> list[tuple[Period, calendar.Side]]:
        """The periods from left to right with their side; none where the day of publication is not known."""
        day = self.place.published
        return [(period, period.side(day)) for period in calendar.periods(self.text, day)] if day else []


def features(seen: Seen) -> set[str]:
    """The names of all that is seen."""
    names = set(runs(seen.text, seen.periods))
    for found in (_cues(seen.cues), _clauses(seen), _periods(seen), _form(seen), _place(seen)):
        names.update(found)
    return names


def _cues(found: Sequence[Cue]) -> Iterator[str]:
    families = [cue.family for cue in found]
    yield from (f"@cue:{family}" for family in families)
    yield from (f"@cues:{a}>{b}" for a, b in pairwise(families))
    if families:
        yield f"@first:{families[0]}"
        yield f"@last:{families[-1]}"
    counts = Counter(cue.side for cue in found)
    yield from (f"@at least {i} {side}" for side, count in counts.items() for i in range(1, min(count, 4) + 1))
    if not counts["ahead"]:
        yield "@nothing ahead"
    elif not counts["past"]:
        yield "@ahead and nothing past"


def _clauses(seen: Seen) -> Iterator[str]:
    """Cues by clause: a mixed sentence looks ahead by any one clause in which nothing done stands before what is to come."""
    ends = [match.end() for match in _CLAUSE.finditer(seen.text)]
    by_clause: dict[int, list[Cue]] = {}
    for cue in seen.cues:
        by_clause.setdefault(bisect(ends, cue.start), []).append(cue)
    for clause in by_clause.values():
        yield from (f"@clause:{a}&{b}" for a, b in combinations(sorted({cue.family for cue in clause}), 2))
        yield from _clean(clause)


def _clean(clause: Sequence[Cue]) -> Iterator[str]:
    blocked = False
    for cue in clause:
        blocked = blocked or cue.side == "past" or cue.family in _BLOCKING
        if cue.side in ("ahead", "hint"):
            yield f"@{'blocked' if blocked else 'clean'}:{cue.family}"
            if not blocked:
                yield f"@clean {cue.side}"


def _periods(seen: Seen) -> Iterator[str]:
    for period, side in seen.periods:
        yield f"@period:{side}"
        word = "".join(seen.text[max(0, period.start - _WORD_BEFORE) : period.start].split()[-1:])
        yield f"@period:{word}>{side}"


def _form(seen: Seen) -> Iterator[str]:
    words = seen.news.split()
    yield from (f"@at most {limit} words" for limit in _LENGTHS if len(words) <= limit)
    yield from (f"@starts with:{name}" for name, pattern in _STARTS if pattern.match(seen.news))
    yield from (f"@holds:{name}" for name, pattern in _HOLDS if pattern.search(seen.news))
    if seen.news is not seen.sentence:
        yield "@dateline"
    if seen.news.rstrip().endswith(":"):
        yield "@ends in colon"
    if not seen.news.rstrip().endswith(_FULL_STOP):
        yield "@no full stop"
    letters = [word for word in words if word[0].isalpha()]
    if sum(word[0].isupper() for word in letters) > _TITLE_SHARE * len(letters):
        yield "@title case"


def _place(seen: Seen) -> Iterator[str]:
    place = seen.place
    if place.lead_in:
        yield from _lead_in(cues(plain(place.lead_in)))
    for where, text in (("before", place.before), ("after", place.after), ("headline", place.headline)):
        events = sum(cue.side == "event" for cue in cues(plain(text)))
        yield from (f"@{where} events {i}" for i in range(1, min(events, 2) + 1))
    shared, _ = place.topic(seen.text)
    yield from (f"@legend topic {i}" for i in range(1, min(shared, 4) + 1))


def _lead_in(found: Sequence[Cue]) -> Iterator[str]:
    """An item of a list looks ahead where the words that lead into the list do."""
    sides = {cue.side for cue in found}
    yield "@lead-in"
    yield from (f"@lead-in:{name}" for name in (*sides, *(cue.family for cue in found)))
    if not found:
        yield "@lead-in:no cue"
    if "ahead" in sides and "past" not in sides:
        yield "@lead-in:clean"
