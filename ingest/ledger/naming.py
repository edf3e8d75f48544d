"""From names to programs: which names are one program's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.ledger.called import Called
from ingest.ledger.candidates import CODE, Candidate, candidates, is_code
from ingest.ledger.heard import Heard
from ingest.ledger.program import Named, squeezed
from ingest.ledger.trials import with_trials
from ingest.ledger.uses import indications, listed
from ingest.ledger.words import exact

_SIGN = r"(?:\s?(?:™|®|\(TM\)|\(R\)))?"
_ALSO = (
    r"(?:also known as|a\.?k\.?a\.?|formerly(?: known as)?|f\.?k\.?a\.?|previously(?: known as)?|INN:?|marketed as|known as|identified as)"
)
_INSIDE = re.compile(rf"{_SIGN}\s?\(([^()]{{3,70}})\)")
_ALIAS_AFTER = re.compile(rf"{_SIGN},? \(?{_ALSO},? [“\"]?([A-Z][\w-]+|[a-z]{{6,}}\b)", re.IGNORECASE)
_WHOLE = re.compile(
    rf"{_SIGN}((?: (?!Phase|Inc|Corp|Clinical|Program|Trial|Study|Is|Has|And|For|Submi|Receiv|Announc)[A-Z][a-z]+){{1,4}})(?!\w)"
)
_FORMER = re.compile(rf"\s*{_ALSO}\s+", re.IGNORECASE)


@dataclass(slots=True)
class _Group:
    """Names that are one program's, while they are gathered."""

    names: Counter[str] = field(default_factory=Counter)
    given: Named | None = None

    @property
    def keys(self) -> set[str]:
        return {squeezed(name) for name in self.names}


def programs(releases: Sequence[Heard], given: Sequence[Named] = ()) -> list[Called]:
    """The programs of one issuer's releases, those that the company names itself first."""
    found = candidates(releases)
    groups = _groups([c for c in found if not c.is_trial], given, releases)
    called = [_called(group) for group in groups]
    called = [replace(p, indications=i, shorts=s) for p, (i, s) in zip(called, indications(called, releases), strict=True)]
    called = [_as_given(p, group.given) for p, group in zip(called, groups, strict=True)]
    called += list(listed(called, releases))
    return with_trials(called, [c.name for c in found if c.is_trial], releases)


def _groups(found: Sequence[Candidate], given: Sequence[Named], releases: Sequence[Heard]) -> list[_Group]:
    groups = [_Group(Counter((n.name, *n.aliases)), n) for n in given]
    for candidate in found:
        same = next((g for g in groups if squeezed(candidate.name) in g.keys), None) or _Group()
        same.names[candidate.name] += candidate.seen
        if same not in groups:
            groups.append(same)
    pairs = list(_pairs(releases, {key for g in groups for key in g.keys}, {name for g in groups for name in g.names}))
    common = Counter(squeezed(other) for other in {(name, squeezed(other)): other for name, other in pairs}.values())
    for name, other in pairs:
        _join(groups, name, other, common=common[squeezed(other)] > 1)
    shared = Counter(key for g in groups for key in g.keys)
    return [
        g
        for g in groups
        if g.given or not (all(shared[key] > 1 for key in g.keys) or any(_is_end_of(g, other) for other in groups if other is not g))
    ]


def _is_end_of(group: _Group, other: _Group) -> bool:
    """True where each name is but the end of another's: "Defense Shield" of "Tumor Defense Shield"."""
    return all(any(key != whole and whole.endswith(key) for whole in other.keys) for key in group.keys)


def _join(groups: list[_Group], name: str, other: str, *, common: bool) -> None:
    """``other`` is said to be the same as ``name``: one program, or an alias of it; a ``common`` name is an alias of several."""
    mine = [g for g in groups if squeezed(name) in g.keys]
    its = [g for g in groups if squeezed(other) in g.keys and g not in mine]
    for group in mine:
        if not its or common:
            group.names[other] += 0 if squeezed(other) in group.keys else 1
        elif len(mine) == len(its) == 1 and not (group.given and its[0].given):
            keep, drop = (its[0], group) if its[0].given else (group, its[0])
            keep.names.update(drop.names)
            groups.remove(drop)


def _pairs(releases: Sequence[Heard], known: set[str], written: Collection[str]) -> Iterator[tuple[str, str]]:
    """(known name, another name of the same program) as the texts say it."""
    seen: Counter[tuple[str, str]] = Counter()
    named_in = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(written, key=len, reverse=True)))}|{CODE})(?![\w])")
    for heard in releases:
        for _, _, text in heard.of_the_field:
            seen.update(_said_pairs(text, known, named_in))
    yield from ((name, other) for (name, other), count in seen.most_common() if count > 1 or not other.startswith(f"{name} "))


def _said_pairs(text: str, known: set[str], named_in: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    for match in named_in.finditer(text):
        name, rest = match[0], text[match.end() : match.end() + 90]
        if inside := _INSIDE.match(rest):
            yield from _inside(name, inside[1], known)
        if squeezed(name) not in known:
            continue
        if after := _ALIAS_AFTER.match(rest):
            yield name, after[1]
        if (slashed := re.match(rf"{_SIGN}/([\w-]+)", rest)) and (squeezed(slashed[1]) in known or is_code(slashed[1])):
            yield name, slashed[1]
        before = text[max(0, match.start() - 90) : match.start()]
        if marked := re.search(r"((?:[A-Z][\w-]+ ){1,3})?([A-Z][\w-]+)\s?(?:™|®|\(TM\)) $", before):
            yield name, (marked[1] or "") + marked[2]
        if of := re.search(r"([\w-]+)(?=,? the (?:\w+ ){0,3}(?:ingredient|substance|compound|component) (?:in|of) $)", before):
            yield from ((name, of[1]) for _ in range(is_code(of[1])))
        if (whole := _WHOLE.match(rest)) and not is_code(name):
            yield name, name + whole[1]


def _inside(name: str, words: str, known: set[str]) -> Iterator[tuple[str, str]]:
    """What stands in brackets after a name: other names, unless several programs stand there, whose common name this is."""
    pieces = [piece.strip(' “”"') for piece in re.split(r"[;,/]| or | and ", words)]
    named = [word for piece in pieces for word in re.findall(r"[\w-]+", piece)[:1] if squeezed(word) in known]
    if squeezed(name) not in known and not (named and is_code(name)):
        return
    if len(named) > 1:
        yield from ((known_name, name) for known_name in named)
        return
    for piece in pieces:
        bare = _FORMER.sub("", piece)
        if squeezed(bare) in known or is_code(bare) or bare != piece or exact("generic_name").fullmatch(bare) or _generic_salt(bare):
            yield (name, bare) if squeezed(name) in known else (bare, name)


def _generic_salt(words: str) -> bool:
    """True for a generic name with its salt or form: omiganan pentahydrochloride 1% gel."""
    return bool(
        re.match(
            r"[a-z]{6,} (?:\w*(?:chloride|bromide|sulfate|sulphate|sodium|acetate|maleate|mesylate|citrate|phosphate|tartrate|fumarate)\b|\d)",
            words,
        )
    )


def _called(group: _Group) -> Called:
    name = group.given.name if group.given else _best(group.names)
    others = [other for other, _ in group.names.most_common() if squeezed(other) != squeezed(name)]
    own = {squeezed(other): other for other in reversed(others)}
    return Called(name, tuple(own[key] for key in dict.fromkeys(map(squeezed, others))), given=group.given is not None)


def _best(written: Counter[str]) -> str:
    """The name used most, a code or mark before a generic name."""
    return max(written, key=lambda name: (not name.islower(), written[name], len(name)))


def _as_given(program: Called, given: Named | None) -> Called:
    if given is None:
        return program
    return replace(program, indications=(given.indication,) if given.indication else program.indications, partner=given.partner)
