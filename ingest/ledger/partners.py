"""Who shares a program with the issuer: licensees, licensors and co-developers, as releases name them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.ledger.called import Called
from ingest.ledger.heard import Heard
from ingest.ledger.speaks import PARTNER, Speaks, Vocabulary
from ingest.release import Release

MOST = 3
_SUFFIX = r"(?:Inc|Corp|Corporation|Ltd|Limited|LLC|AG|S\.?A|SE|GmbH|plc|N\.?V|Co|Pharma\w*|Therapeutics|Bio\w+|Sciences|Laboratories|Company|Holdings|Medical|Healthcare|Oncology)"
ORGANISATION = rf"(?P<who>(?:[A-Z][\w&’-]+ ){{0,3}}?[A-Z][\w&’-]+(?:,? (?:[A-Z][\w&’-]+,? )*?{_SUFFIX}\b\.?)+|[A-Z][a-z]+[A-Z]\w+|(?<=partner )[A-Z][a-z]{{4,}}(?! [A-Z])|(?<=partner, )[A-Z][a-z]{{4,}}(?! [A-Z]))"
_WAYS = tuple(
    re.compile(pattern.replace("{who}", ORGANISATION))
    for pattern in (
        r"\bpartner(?:s|ed)?,?(?: for [^,;.]{0,60}[,;])? (?:with )?{who}",
        r"\b(?:licens\w+|collaborat\w+|co-development|partnership|option|commercialization)(?: and \w+)? (?:agreement|deal|partnership)s? (?:\([^)]*\) )?with (?:its (?:[\w-]+ ){0,3})?{who}",
        r"\b(?:licensed|out-licensed) [^.;]{0,70}?\bto {who}",
        r"\bin (?:collaboration|partnership) with (?:its partner,? )?{who}",
        r"{who}(?: \([^)]*\))?,? (?:holds|receives|has acquired|acquired|has licensed|obtained|retains) [^.;]{0,40}\b(?:rights|licen[sc]e)",
        r"{who}(?: \([^)]*\))?,? (?:one of )?(?:its|our|the Company[’']s|their) (?:[\w-]+ ){0,3}partners?\b",
        r"\bpayments? (?:[^.;]{0,40} )?from (?:its partner,? )?{who}",
    )
)
_NOBODY = frozenset(
    ["the", "company", "fda", "phase", "this", "these", "in", "for", "u", "us", "european", "food", "university", "national", "global"]
)


def partners(releases: Sequence[Heard], called: Sequence[Called], issuer: str) -> list[tuple[str, ...]]:
    """For each program its partners, the one told of most first; a partner that the company names itself stands alone."""
    vocabulary = Vocabulary(called, releases)
    told_of: list[Counter[str]] = [Counter() for _ in called]
    for heard in releases:
        speaks = Speaks(heard.release, vocabulary)
        spoken: Counter[int] = Counter()
        met: Counter[str] = Counter()
        for index, sentence, text in heard.sentences:
            about = [number for number, sure in speaks.of(index, sentence, text).items() if sure >= PARTNER]
            spoken.update(about)
            for name in _heard(text, issuer):
                met[name] += 1
                for number in about:
                    told_of[number][name] += 2
        _from_headline(heard.release, spoken, met, told_of, named=bool(vocabulary.mentions(heard.release.headline)))
    return [(p.partner,) if p.partner else _most(counts) for p, counts in zip(called, told_of, strict=True)]


def _from_headline(release: Release, spoken: Counter[int], met: Counter[str], told_of: Sequence[Counter[str]], *, named: bool) -> None:
    """A release that names a partner in its headline, and no program there, tells it of all programs that it speaks of again and again."""
    for name in met:
        if name.split()[0] in release.headline and not named:
            for number, times in spoken.items():
                told_of[number][name] += min(times, 2)


def _heard(text: str, issuer: str) -> Iterator[str]:
    for way in _WAYS:
        for match in way.finditer(text):
            name = (
                match["who"].strip(" ,").removesuffix(".")
                if not match["who"].endswith((" Inc.", " Ltd.", " Corp.", " Co."))
                else match["who"]
            )
            first = name.split()[0].lower()
            if first not in _NOBODY and first not in issuer.lower():
                yield name


def _most(counts: Counter[str]) -> tuple[str, ...]:
    """Those told of most, each by its longest name."""
    by_first: dict[str, Counter[str]] = {}
    for name, count in counts.items():
        by_first.setdefault(name.split()[0].lower(), Counter())[name] += count
    whole = sorted(((sum(names.values()), max(names, key=len)) for names in by_first.values()), key=lambda pair: -pair[0])
    return tuple(name for count, name in whole if count * 4 >= whole[0][0] and count > 1)[:MOST]
