"""Which words of the releases name a program: code names, marks, generic names and capitalised ones, by what stands around them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.ledger.heard import Heard
from ingest.ledger.program import squeezed
from ingest.ledger.words import exact, names

NEEDED = {"code": 2, "generic": 3, "mark": 3, "name": 4}  # points of evidence, by how name-like the word itself is
STRONG, WEAK = 2, 1
ALONE = 6  # points from which a generic name may be the program where no other name is
OTHERS = 2  # how many times more evidence than for another's name there is for the issuer's own
LEAST_FIELD, FIELD_SHARE = 2, 0.1  # sentences on medicine that an issuer with a program has at least, and their share
CODE = r"(?<![\w.,$€£#/-])(?=[A-Za-z0-9-]*[A-Z])(?=[A-Za-z0-9-]*\d)[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8}){0,2}(?![\w]|-\w|\.\d|%)"
_CODE = re.compile(CODE)
_MARK = re.compile(r"(?<![\w-])([A-Z][\w-]*(?: [A-Z][\w-]*){0,2})\s?(?:™|®|\(TM\)|\(R\))")
_NAME = re.compile(r"(?<![\w’'-])[A-Z][A-Za-z0-9]*[A-Za-z][\w-]*(?![\w-])")
_CAMEL = re.compile(r"[a-z][A-Z]")
_COMPANY = re.compile(
    r"([A-Z][\w&-]+),? (?:(?:[A-Z]\w+ )?(?:Therapeutics|Pharma\w*|Bio\w+|Oncology|Sciences|Inc|Corp|Ltd|AG|plc)\b|\((?:NASDAQ|NYSE|OTC\w*|TSX\w*|LSE|ASX)\b)"
)
_OWNER = re.compile(r"([A-Z][\w&.-]*)[’']s?(?: \w+){0,3} [“\"(]?$")
_LISTED = re.compile(r"([A-Z][\w&-]+)(?:,? [A-Z][\w&.-]+){0,4} \((?:NASDAQ|NYSE|OTC\w*|TSX\w*|LSE|ASX|Nasdaq)\b")
_SELF = re.compile(r"\b(?:we|our|the [Cc]ompany)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:our|its|company[’']s|lead|flagship|proprietary|wholly[- ]owned)\b", re.IGNORECASE)
_EVIDENCE = (
    ("before_claim", WEAK),
    ("before_cleared", STRONG),
    ("before_candidate", STRONG),
    ("before_trial", STRONG),
    ("before_application", STRONG),
    ("before_designation", STRONG),
    ("before_noun", WEAK),
)
_EVIDENCE_AFTER = (
    ("after_being", STRONG),
    ("after_device", STRONG),
    ("after_stage", STRONG),
    ("after_use", WEAK),
    ("after_application", STRONG),
)


@dataclass(slots=True)
class Candidate:
    """A word that may name a program: how it is written, how often, where first, and the points of evidence for it."""

    written: Counter[str] = field(default_factory=Counter)
    kind: str = "name"
    points: int = 0
    seen: int = 0
    clinical: bool = False
    own: bool = False
    ours: int = 0
    others: int = 0
    trials: int = 0
    organisation: bool = False

    @property
    def is_trial(self) -> bool:
        """True for what names a trial rather than what is tried."""
        return self.trials * 3 >= self.seen

    @property
    def name(self) -> str:
        """As it is written most often."""
        return self.written.most_common(1)[0][0]


def candidates(releases: Sequence[Heard]) -> list[Candidate]:
    """The names of programs and of their trials in one issuer's releases, those with the most evidence first."""
    if not _in_the_field(releases):
        return []
    ordinary = _ordinary(releases)
    found: dict[str, Candidate] = defaultdict(Candidate)
    for heard in releases:
        owner = (heard.release.issuer or "").lower()
        for _, _, text in heard.of_the_field:
            for kind, match in _names(text, ordinary, owner):
                _weigh(found[squeezed(match)], kind, match, text, owner)
    _drop_others(found)
    lone = not any(c.own and c.kind != "generic" for c in found.values())
    kept = [c for c in found.values() if _holds(c, lone=lone)]
    return sorted(kept, key=lambda c: (-c.points, -c.seen, c.name))


def _drop_others(found: dict[str, Candidate]) -> None:
    """Leave out names that the issuer never claims, beside one of its own that is told of far more."""
    best = max((c.points for c in found.values() if c.own or c.ours), default=0)
    for key in [key for key, c in found.items() if c.others and not (c.own or c.ours) and c.points * OTHERS < best]:
        del found[key]


def _in_the_field(releases: Sequence[Heard]) -> bool:
    """True where the issuer speaks of medicine often enough to have a program of its own."""
    spoken = sum(bool(names("field").search(text)) for heard in releases for _, _, text in heard.of_the_field)
    return spoken >= max(LEAST_FIELD, FIELD_SHARE * sum(len(heard.sentences) for heard in releases))


def _holds(candidate: Candidate, *, lone: bool) -> bool:
    """True where the evidence is enough for a word of its kind; a generic name has to be the issuer's ``own``, or the ``lone`` one spoken of."""
    if candidate.organisation or (candidate.kind == "generic" and not (candidate.own or (lone and candidate.points >= ALONE))):
        return False
    if candidate.is_trial:
        return candidate.kind != "name"
    return candidate.clinical and candidate.points >= NEEDED[candidate.kind]


def _weigh(candidate: Candidate, kind: str, name: str, text: str, owner: str) -> None:
    order = ("code", "generic", "mark", "name")
    candidate.kind = min(candidate.kind, kind, key=order.index)
    for start in _places(name, text):
        before, after = text[max(0, start - 140) : start], text[start + len(name) : start + len(name) + 160]
        candidate.seen += 1
        candidate.written[name] += 1
        candidate.others += any(match[1].lower() not in owner for match in _COMPANY.finditer(text))
        if _is_anothers(before, owner):
            continue
        candidate.ours += bool(owner and owner.split()[0] in text.lower()) or bool(_OWN.search(before[-60:]))
        if kind == "name" and (names("organisation").search(after) or names("agent").search(after) or _defined(before, after)):
            candidate.organisation = True
        elif names("after_trial").search(after) or names("before_trial_name").search(before):
            candidate.trials += 1
        else:
            _add_points(candidate, kind, before, after, owner)


def _add_points(candidate: Candidate, kind: str, before: str, after: str, owner: str) -> None:
    """The evidence that a name here names a program of the issuer's."""
    possessor = _OWNER.search(before)
    if names("foreign").search(before) or names("target").search(after):
        candidate.points -= 1
        return
    if possessor and possessor[1].lower() not in owner and possessor[1].lower() not in ("company", "issuer"):
        return
    heard = [points for name, points in _EVIDENCE if names(name).search(before)]
    heard += [points for name, points in _EVIDENCE_AFTER if names(name).search(after)]
    if kind == "code" and names("after_use").search(after):
        heard.append(WEAK)
    own = bool(heard and _OWN.search(before[-60:]))
    candidate.points += sum(heard) + own
    candidate.own |= own or names("before_candidate").search(before) is not None
    candidate.clinical |= STRONG in heard or (kind == "code" and sum(heard) >= STRONG)


def _is_anothers(before: str, owner: str) -> bool:
    """True where the word is named as a rival, or where the sentence has come to speak of another listed company, and not of the issuer."""
    if names("rival").search(before) and not _OWN.search(before[-60:]):
        return True
    listed = list(_LISTED.finditer(before))
    if not owner or not listed or listed[-1][1].lower() in owner:
        return False
    return not (re.search(rf"\b{re.escape(owner.split()[0])}\b", before, re.IGNORECASE) or _SELF.search(before))


def _defined(before: str, after: str) -> bool:
    """True for a short name of a party as contracts introduce it: (“Orvex”)."""
    return bool(re.search(r"\((?:the )?[“\"]$", before) and re.match(r"[”\"]", after))


def _names(text: str, ordinary: frozenset[str], owner: str) -> Iterator[tuple[str, str]]:
    """(kind, name) of every name-like word of a text, once each."""
    seen: set[str] = set()
    for kind, name in _all_names(text, ordinary, owner):
        if name not in seen:
            seen.add(name)
            yield kind, name


def _all_names(text: str, ordinary: frozenset[str], owner: str) -> Iterator[tuple[str, str]]:
    for match in _CODE.finditer(text):
        if is_code(match[0]):
            yield "code", match[0]
    for match in _MARK.finditer(text):
        name = _unled(match[1], ordinary)
        if name and not _is_owner(name, owner):
            yield "mark", name
    for match in exact("generic_name").finditer(text):
        yield "generic", match[0]
    for match in _NAME.finditer(text):
        name = match[0]
        around = text[max(0, match.start() - 25) : match.start()], text[match.end() : match.end() + 2]
        built = _CAMEL.search(name) and not re.search(r"[“\"(]$", around[0])
        alone = built or not (re.search(r"(?:^|[A-Z][\w&.-]* )$", around[0]) or re.match(r" [A-Z]", around[1]))
        if (
            alone
            and name.lower() not in ordinary
            and not _is_owner(name, owner)
            and not name.isupper()
            and not exact("not_name").match(name)
        ):
            yield "name", name


def is_code(word: str) -> bool:
    """True for what is built like a code name: MX-226, ABC123, L-DOS47."""
    letters, digits = sum(c.isalpha() for c in word), sum(c.isdigit() for c in word)
    lower = sum(c.islower() for c in word)
    if not letters or not digits or lower > 3 or not 3 <= len(word) <= 14 or (digits < 2 and "-" not in word):
        return False
    return not exact("not_code").match(word) and not re.match(r"\d+(?:-|[a-z]|[A-Z]{1,2}$)", word)


def _places(name: str, text: str) -> Iterator[int]:
    return (match.start() for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w])", text))


def _is_owner(name: str, owner: str) -> bool:
    return bool(owner) and name.lower().split()[0] in owner


def _unled(name: str, ordinary: frozenset[str]) -> str:
    """A mark without the ordinary words before it that only begin a sentence."""
    words = name.split()
    while len(words) > 1 and words[0].lower() in ordinary:
        words.pop(0)
    return " ".join(words)


def _ordinary(releases: Sequence[Heard]) -> frozenset[str]:
    """Words that these releases also write small: a capital on one of them makes no name."""
    words: set[str] = set()
    for heard in releases:
        words.update(re.findall(r"(?<![\w@./-])[a-z]{2,}(?![\w@]|[./]\w)", heard.release.text))
    return frozenset(words)
