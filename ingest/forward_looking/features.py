"""What the labeller sees of a sentence: its words in runs of one to three, its cues, its periods, its form and its place.

Every feature is a name that is there or not; the weights file says what each name counts for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ingest.forward_looking.cues import SIDE, Cue, cues
from ingest.forward_looking.periods import Period, periods
from ingest.forward_looking.surroundings import Surroundings

_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d[\d,.]*|[;:%$?!]")
_CLAUSE = re.compile(r"[,;:–—]\s|\s(?:and|but|which|while|who|that)\s|\s-\s")
_LENGTHS = (5, 8, 12, 20, 30, 45)
_FORMS = (
    ("ends in colon", re.compile(r":\s*$")),
    ("no full stop", re.compile(r"[^.!?”\"']\s*$")),
    ("quote marks", re.compile(r"[“”\"]")),
    ("first person", re.compile(r"\b(?:[Ww]e|[Oo]ur|I|us)\b")),
    ("starts with to", re.compile(r"[*•–\- ]*To [a-z]")),
    ("starts with a participle", re.compile(r"[*•–\- ]*[A-Z][a-z]+ing\b")),
    ("named subject to act", re.compile(r"(?:[A-Z][\w&.,'’-]*\s){1,6}(?:[Tt]o) [A-Za-z][a-z]+")),
    ("wire dateline", re.compile(r"[-–(/ ](?:[A-Z]*WIRE|GLOBE NEWSWIRE|NewMediaWire|BUSINESS WIRE|Business Wire|PRNewswire|CNW|ACCESSWIRE)[)/ ]", re.IGNORECASE)),
    ("negated", re.compile(r"\b(?:not|no|never)\b")),
)


@dataclass(frozen=True)
class Seen:
    """One sentence with its cues and periods, each found once."""

    sentence: str
    place: Surroundings

    @cached_property
    def cues(self) -> list[Cue]:
        """The sentence's cues from left to right."""
        return cues(self.sentence)

    @cached_property
    def periods(self) -> list[Period]:
        """The sentence's periods from left to right; none where the day of publication is not known."""
        return periods(self.sentence, self.place.published) if self.place.published else []


def features(seen: Seen) -> set[str]:
    """The names of all that is seen."""
    return {*_word_runs(seen), *_cue_names(seen.cues), *_clauses(seen), *_period_names(seen), *_form(seen.sentence), *_place(seen.place)}


def _words(seen: Seen) -> list[str]:
    """The sentence's words; numbers made one, each period replaced by its side of the release's date."""
    text = seen.sentence.lower().replace("’", "'")
    pieces, last = [], 0
    for period in seen.periods:
        pieces += [text[last : period.start], f" zz{_side(seen, period)} "]
        last = period.end
    return ["#" if token[0].isdigit() else token for token in _TOKEN.findall("".join(pieces) + text[last:])]


def _side(seen: Seen, period: Period) -> str:
    return period.side(seen.place.published) if seen.place.published else "unknown"


def _word_runs(seen: Seen) -> Iterator[str]:
    words = ["^", *_words(seen), "$"]
    return (" ".join(words[i : i + n]) for n in (1, 2, 3) for i in range(len(words) - n + 1))


def _cue_names(found: list[Cue]) -> Iterator[str]:
    families = [cue.family for cue in found]
    yield from (f"cue:{family}" for family in families)
    yield from (f"cues:{a}>{b}" for a, b in zip(families, families[1:], strict=False))
    if families:
        yield f"first cue:{families[0]}"
        yield f"last cue:{families[-1]}"
    counts = Counter(SIDE[family] for family in families)
    yield from (f"at least {i} {side}" for side, count in counts.items() for i in range(1, min(count, 4) + 1))
    if not counts["ahead"]:
        yield "nothing ahead"
    elif not counts["past"]:
        yield "ahead and nothing past"


def _clauses(seen: Seen) -> Iterator[str]:
    """Cues of clauses that speak ahead and of nothing done: a mixed sentence looks ahead by any one of its clauses."""
    ends = [match.end() for match in _CLAUSE.finditer(seen.sentence.lower())]
    by_clause: dict[int, list[str]] = {}
    for cue in seen.cues:
        by_clause.setdefault(sum(cue.start >= end for end in ends), []).append(cue.family)
    clean = 0
    for families in by_clause.values():
        yield from (f"clause:{a}&{b}" for a in families for b in families if a < b)
        sides = {SIDE[family] for family in families}
        if "ahead" in sides and "past" not in sides:
            clean += 1
            yield from (f"clean:{family}" for family in families)
            yield f"clean clauses {min(clean, 2)}"


def _period_names(seen: Seen) -> Iterator[str]:
    for period in seen.periods:
        side = _side(seen, period)
        yield f"period:{side}"
        before = seen.sentence[: period.start].lower().split()[-1:]
        yield f"period:{' '.join(before)}>{side}"


def _form(sentence: str) -> Iterator[str]:
    words = sentence.split()
    yield from (f"at most {limit} words" for limit in _LENGTHS if len(words) <= limit)
    yield from (f"form:{name}" for name, pattern in _FORMS if (pattern.match if name.startswith(("starts", "named")) else pattern.search)(sentence))
    letters = [word for word in words if word[0].isalpha()]
    if sum(word[0].isupper() for word in letters) > 0.6 * len(letters):
        yield "form:title case"


def _place(place: Surroundings) -> Iterator[str]:
    if not place.known:
        return
    yield f"in:{place.kind}"
    yield f"as:{place.form}"
    for where, text in (("lead-in", place.lead_in), ("heading", place.heading), ("before", place.before), ("after", place.after)):
        yield from (f"{where}:{cue.family}" for cue in cues(text))
