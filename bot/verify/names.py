"""The proper names, codes, titles and trial phases that a sentence names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from bot.words import stems

_WORD = r"(?:[A-Z][\w’']*|[a-z]{1,2}[A-Z]\w*)(?:-\w+)*"
_LINK = r"(?: (?:of the|of|the|de|du|van|von|&) |[ .&/-]|, (?=Inc|Ltd|LLC|Corp))"
_RUN = re.compile(rf"(?<![\w$])(?:{_WORD}|\d+[A-Z]\w*)(?:{_LINK}(?=[A-Z]){_WORD})*")
_CODE = re.compile(
    r"(?<![\w$.,-])(?:[A-Za-z]+-?\d[\w-]*|\d+-[A-Z][\w-]*|\d+(?![KMB]\b|MM\b)[A-Z]\w*|[A-Z]{2,}-[A-Z\d][\w-]*)"
    r"|\b(?:Type|Tier|Class|Series|Level|Form|Block|Unit|Part|Grade|Category|Section|Rule|Cohort|Arm|Lot|Zone|Version|Nexus)s? (?:\d+(?:-?[A-Z])?|[A-Z]|I{1,3}|IV)\b"
)
_PHASE = re.compile(
    r"(?<!end-of-)(?<!end of )\bphases?[\s-]*(?P<number>(?:i{1,3}|iv|[1-4])[abc]?)\b(?:\s*(?:/|and|or|to|-|–)\s*(?:phase\s*)?(?P<other>(?:i{1,3}|iv|[1-4])[abc]?)\b)?"
    r"|\b(?P<early>pre-?clinical)\b|\b(?P<pivotal>pivotal|registrational?)\b",
    re.IGNORECASE,
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_TITLES = {
    "ceo": r"C\.?E\.?O|chief executive(?: officer)?",
    "cfo": r"C\.?F\.?O|chief financial officer|finance chief",
    "coo": r"COO|chief operating officer",
    "cmo": r"CMO|chief medical officer",
    "cso": r"CSO|chief scientific officer",
    "cto": r"CTO|chief technology officer",
    "chair": r"(?:vice[- ])?chair(?:man|woman|person)?(?! of the (?:session|panel))",
    "vice president": r"(?:S|E)?VP|vice[- ]president",
    "president": r"(?<!vice )(?<!vice-)president",
    "director": r"(?:board |independent |executive )?director",
    "founder": r"(?:co-?)?founder",
    "treasurer": r"treasurer",
    "secretary": r"corporate secretary",
    "counsel": r"(?:general|legal|chief) counsel",
}
TITLES = {name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for name, pattern in _TITLES.items()}
_NO_NAMES = """company companies inc corp corporation ltd limited llc plc co group holdings holding ag sa nv gmbh mr mrs ms dr prof ceo cfo coo cmo cso
cto vp svp evp us$ usd cad eur gbp q1 q2 q3 q4 h1 h2 fy monday tuesday wednesday thursday friday saturday sunday january february march april may
june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec i ii iii iv iia iib iic phase end phd md est edt pt et"""
NO_NAMES = frozenset(_NO_NAMES.split())
_ENDING = re.compile(r"\w{3}(?:ings?|ers|ed|ly|ions?|ments?|ists|ness|ies)$")  # of words that are hardly a name alone
_SAME = {
    "unitedstates": "us",
    "usa": "us",
    "american": "us",
    "america": "us",
    "americans": "us",
    "unitedkingdom": "uk",
    "british": "uk",
    "britain": "uk",
}
_SAME |= {"europeanunion": "eu", "european": "eu", "europe": "eu"}


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitals or a code at ``[start, end)``, and the words of it that name something, as they are compared."""

    text: str
    words: tuple[str, ...]
    start: int
    end: int
    code: bool = False


def names(text: str) -> tuple[Name, ...]:
    """The proper names and codes of a text, left to right; a capital that only begins a sentence makes none."""
    phases_at = [(match.start(), match.end()) for match in _PHASE.finditer(text)]
    codes = [Name(m[0], (plain(m[0]),), m.start(), m.end(), True) for m in _CODE.finditer(text) if not _inside(m, phases_at)]
    taken = [(name.start, name.end) for name in codes] + phases_at
    runs = []
    for match in _RUN.finditer(text):
        words = _naming(match, text, taken)
        if words:
            runs.append(Name(match[0], words, match.start(), match.end()))
    return tuple(sorted((*codes, *runs), key=lambda name: name.start))


def plain(word: str) -> str:
    """A name's word as it is compared: small letters and digits alone, no possessive."""
    lower = re.sub(r"[^\w]|_", "", re.sub(r"[’']s?$", "", word.lower().strip('()[]{}"“”,;:.!?*')))
    return _SAME.get(lower, lower)


def known_words(text: str) -> frozenset[str]:
    """All words of a text as names are compared, whole and by their parts; two in a row too ("OTC QB", "United States")."""
    whole = [word for word in re.split(r"\s+", text) if word]
    parts = [part for word in whole for part in re.split(r"[-/–—®™]|(?<=\w)[.](?=\w\w)|[’'](?=\W|$)", word)]
    pairs = [plain(a) + plain(b) for a, b in pairwise(whole)]
    codes = [plain(match[0]) for match in _CODE.finditer(text)]
    return frozenset((*map(plain, whole), *map(plain, parts), *(_SAME.get(pair, pair) for pair in pairs), *codes)) - {""}


def phases(text: str) -> frozenset[str]:
    """The trial phases named: "1" to "4" with their letter ("2b"), "preclinical", "pivotal"."""
    found: set[str] = set()
    for match in _PHASE.finditer(text):
        if match["early"] or match["pivotal"]:
            found.add("preclinical" if match["early"] else "pivotal")
        found |= {_arabic(number) for number in (match["number"], match["other"]) if number}
    return frozenset(found)


def titles(text: str) -> frozenset[str]:
    """The offices named, by one name each."""
    return frozenset(name for name, pattern in TITLES.items() if pattern.search(text))


@cache
def ordinary() -> frozenset[str]:
    """Words that releases of many issuers write in small letters, and their stems: with a capital they need not be names."""
    words = Path(__file__).with_name("ordinary.txt").read_text(encoding="utf-8").split()
    return frozenset(words) | stems(" ".join(words))


def is_ordinary(word: str) -> bool:
    """True for a word that only its place gives a capital."""
    if len(word) > 3 and word.isupper():
        return False
    lower = re.sub(r"[’']s?$", "", word.lower())
    return len(lower) < 3 or lower in ordinary() or stems(lower) <= ordinary() or bool(_ENDING.search(lower))


def _arabic(number: str) -> str:
    lower = number.lower()
    base, letter = (lower[:-1], lower[-1]) if lower[-1] in "abc" else (lower, "")
    return _ROMAN.get(base, base) + letter


def _inside(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end in spans)


def _naming(match: re.Match[str], text: str, taken: list[tuple[int, int]]) -> tuple[str, ...]:
    """The words of a run that name something."""
    found = [(m[0], match.start() + m.start()) for m in re.finditer(r"[^\s/,&]+", match[0])]
    kept = [(w, at) for w, at in found if not any(start <= at < end for start, end in taken)]
    if kept and _begins(text, kept[0][1]) and (is_ordinary(kept[0][0]) or kept[0][0].lower() in ("the", "a", "an")):
        kept = kept[1:]
    return tuple(dict.fromkeys(p for word, _ in kept for p in _parts(word) if p not in NO_NAMES and len(p) > 1))


def _parts(word: str) -> list[str]:
    """A compound's parts that have a capital: of "Nasdaq-listed" the first."""
    if word[0].islower() and not any(letter.isupper() for letter in word):
        return []
    return [plain(part) for part in re.split(r"[-–—]", word) if any(letter.isupper() for letter in part)]


def _begins(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"“'‘([*-•")
    return not before or before[-1] in ".!?:;\n"
