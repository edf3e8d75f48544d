"""The proper names, codes, titles and trial phases that a sentence names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.cues import BEGINNINGS, NO_NAMES

_WORD = r"(?:[A-Z][\w’']*|[a-z]{1,2}[A-Z]\w*)(?:-\w+)*"
_RUN = re.compile(
    rf"(?<![\w$])(?:{_WORD}|\d+[A-Z]\w*)(?:(?:,? (?:of|the|de|du|van|von|and|&|for) |[ .&/-]|, (?=Inc|Ltd|LLC|Corp))(?=[A-Z]){_WORD})*"
)
_CODE = re.compile(r"(?<![\w$])(?:[A-Za-z]+-?\d[\w-]*|\d+-[A-Z][\w-]*|[A-Z]{2,}-[\w-]+)")
_PHASE = re.compile(
    r"\bphases?[\s-]*(?P<number>(?:i{1,3}|iv|[1-4])[abc]?)(?:\s*(?:/|and|or|to|-|–)\s*(?:phase\s*)?(?P<other>(?:i{1,3}|iv|[1-4])[abc]?)\b)?"
    r"|\b(?P<early>pre-?clinical)\b|\b(?P<pivotal>pivotal|registrational?)\b",
    re.IGNORECASE,
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_TITLES = {
    "ceo": r"\bC\.?E\.?O\b|\bchief executive(?: officer)?\b",
    "cfo": r"\bC\.?F\.?O\b|\bchief financial officer\b|\bfinance chief\b",
    "coo": r"\bCOO\b|\bchief operating officer\b",
    "cmo": r"\bCMO\b|\bchief medical officer\b",
    "cso": r"\bCSO\b|\bchief scientific officer\b",
    "cto": r"\bCTO\b|\bchief technology officer\b",
    "chair": r"\bchair(?:man|woman|person)?\b",
    "vice president": r"\b(?:S|E)?VP\b|\bvice[- ]president\b",
    "president": r"(?<!vice )(?<!vice-)\bpresident\b",
    "director": r"\bdirector\b",
    "founder": r"\b(?:co-?)?founder\b",
    "treasurer": r"\btreasurer\b",
    "secretary": r"\bsecretary\b",
    "counsel": r"\bcounsel\b",
    "investigator": r"\binvestigator\b",
}
TITLES = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _TITLES.items()}
_ORDINARY_WORDS = """company companies the a an its our inc corp corporation ltd limited llc plc co group holdings holding ag sa nv gmbh mr mrs ms dr prof chief
    executive officer president vice senior chairman chairwoman chairperson chair director founder treasurer secretary counsel board phase study
    trial program programme agreement and of for in on at to by with under q1 q2 q3 q4 h1 h2 fy monday tuesday wednesday thursday friday saturday
    sunday january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov
    dec this that these those which class series section item form note part stage current annual general meeting shares common stock ceo cfo coo
    cmo cso cto vp svp evp us$ usd cad million billion thousand he she it they we i new i ii iii iv iia iib iic"""
_ORDINARY = frozenset(_ORDINARY_WORDS.split())
_SAME = {
    "united states": "us",
    "u.s.": "us",
    "u.s.a.": "us",
    "usa": "us",
    "american": "us",
    "america": "us",
    "united kingdom": "uk",
    "u.k.": "uk",
}
_SAME |= {"british": "uk", "european union": "eu", "european": "eu", "europe": "eu"}


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitals or a code at ``[start, end)``, and the words of it that name something."""

    text: str
    words: tuple[str, ...]
    start: int
    end: int
    code: bool = False


def names(text: str) -> tuple[Name, ...]:
    """The proper names and codes of a text, left to right; a capital that only begins a sentence makes none."""
    codes = [Name(m[0], (plain(m[0]),), m.start(), m.end(), True) for m in _CODE.finditer(text) if not _PHASE.match(m[0])]
    taken = [(name.start, name.end) for name in codes]
    runs = []
    for match in _RUN.finditer(text):
        words = _naming(match, text)
        if words and not any(start < match.end() and match.start() < end for start, end in taken):
            runs.append(Name(match[0], words, match.start(), match.end()))
    return tuple(sorted((*codes, *runs), key=lambda name: name.start))


def plain(word: str) -> str:
    """A name's word as it is compared: lower case, no possessive, no dots or marks."""
    lower = re.sub(r"[’']s?$|[®™©.,’']", "", word.lower())
    return _SAME.get(lower, lower)


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


def _arabic(number: str) -> str:
    lower = number.lower()
    base, letter = (lower[:-1], lower[-1]) if lower[-1] in "abc" else (lower, "")
    return _ROMAN.get(base, base) + letter


def _naming(match: re.Match[str], text: str) -> tuple[str, ...]:
    """The words of a run that name something."""
    words = [word for word in re.split(r"[\s/,&]+", match[0]) if word]
    if _begins(text, match.start()) and words and _only_begins(words):
        words = words[1:]
    return tuple(plain(word) for word in words if len(word) > 1 and plain(word) not in _ORDINARY)


def _begins(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"“'‘([*-•")
    return not before or before[-1] in ".!?:;\n"


def _only_begins(words: list[str]) -> bool:
    """True where the first word is one that has its capital from its place alone, as far as can be told."""
    first = words[0]
    if first.lower() in BEGINNINGS or first.lower() in NO_NAMES:
        return True
    return first[1:].islower() and len(words) == 1 and not first.endswith(("'s", "’s"))
