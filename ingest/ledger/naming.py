"""From names to programs: which names are one program's, its trials, its indications, and programs told by their use alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.ledger.candidates import CODE, Candidate, candidates, is_code
from ingest.ledger.heard import Heard
from ingest.ledger.program import Named, squeezed
from ingest.ledger.words import exact, names, part

MOST_INDICATIONS = 3
NEAR = 90  # characters after a name within which its indication stands
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
_INGREDIENT = re.compile(r"\s*,? the (?:\w+ ){0,3}(?:ingredient|substance|compound|component) (?:in|of) $")
_ACRONYM = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]{2,}(?:-\d)?(?![\w-])")
_LED = re.compile(r"^(?:(?:treat|target|lower|prevent|reduc|manag)(?:ing|s|ed)? )?(?:(?:various|multiple|many|certain|all|severe) )?")
_VAGUE = re.compile(
    r"(?:this|that|these|those|other|both|such|any|their|his|her|perceived|subjectively)\b|(?:disease|cancer|pain|infection|disorder|tumou?r)s?$",
    re.IGNORECASE,
)
_COMMON = {
    *("the", "and", "of", "a", "an", "with", "patients", "serious", "chronic", "acute"),
    *("infection", "infections", "disease", "diseases", "disorder", "disorders"),
}
_DISEASE = part("disease")
_PHRASE = re.compile(
    rf"(?:\(|:\s|\b(?:for|in|of|targeting|treat|treating|treats|against|with|control|prevent|preventing|to)\s)(?:the |an? |its )?"
    rf"(?:(?:potential |effective )?(?:treatment|prevention|control|management|therapy) of )?(?:(?:patients|adults|people|children|subjects|adolescents)\b(?: [\w-]+)? (?:with|suffering from|undergoing) )?"
    rf"(?P<use>(?:(?!(?:for|in|of|the|and|with|to|is|are|as|by|that|which|who|has|have|was)\b)[\w’'/-]+ ){{0,5}}{_DISEASE}(?: (?!in\b|and\b|with\b|is\b|has\b|are\b|was\b|at\b|by\b|to\b|or\b|that\b|for\b|who\b|as\b|on\b|of\b)[\w-]*(?:{_DISEASE}))?(?: [A-Z]\b)?)"
    rf"(?: \((?P<short>[A-Z][A-Za-z]{{1,6}})\))?"
)
_LISTED = re.compile(
    rf"(?:the )?(?:treatment|prevention|control|management|diagnosis) of (?:the )?(?P<use>[\w’' /-]{{3,70}}?) \((?P<stage>[^()]*(?:{part('phase')}|(?i:pre-?clinical|discovery|pivotal|IND|submission|marketed|approved))[^()]*)\)"
)


@dataclass(frozen=True, slots=True)
class Called:
    """A program with all by which it is spoken of: aliases, trials, short names of its indications; ``listed`` is a stage told in a list."""

    name: str
    aliases: tuple[str, ...] = ()
    trials: tuple[str, ...] = ()
    indications: tuple[str, ...] = ()
    shorts: tuple[str, ...] = ()
    partner: str | None = None
    listed: bool = False
    given: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and aliases."""
        return (self.name, *self.aliases)


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
    called = [replace(p, indications=i, shorts=s) for p, (i, s) in zip(called, _indications(called, releases), strict=True)]
    called = [_as_given(p, group.given) for p, group in zip(called, groups, strict=True)]
    called += list(_listed(called, releases))
    return _with_trials(called, [c.name for c in found if c.is_trial], releases)


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


def _indications(called: Sequence[Called], releases: Sequence[Heard]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """For each program what it is for, told most often, and the short names of that."""
    uses: list[Counter[str]] = [Counter() for _ in called]
    shorts: list[Counter[str]] = [Counter() for _ in called]
    known = by_name(called)
    for heard in releases:
        for _, _, text in heard.of_the_field:
            marks = list(known.finditer(text)) if known else []
            ends = [mark.start() for mark in marks[1:]] + [len(text)]
            for mark, end in zip(marks, ends, strict=False):
                end = min(end, mark.end() + NEAR + 60)
                for number, program in enumerate(called):
                    if program_of(mark[0], program):
                        _note(text[mark.end() : end], uses[number], shorts[number])
    for use, short in zip(uses, shorts, strict=True):
        yield _commonest(use), tuple(s for s, n in short.most_common() if n == max(other[s] for other in shorts))


def _note(after: str, uses: Counter[str], shorts: Counter[str]) -> None:
    if bracket := re.match(r"[™®]?\s?\(?([A-Z]{3,6})\)", after):
        shorts[bracket[1]] += 2
    for found in list(_PHRASE.finditer(after))[:2]:
        if found.start() < NEAR:
            use = _LED.sub("", found["use"].strip())
            uses[use] += not _VAGUE.match(use)
            if found["short"]:
                shorts[found["short"]] += 1


def _commonest(uses: Counter[str]) -> tuple[str, ...]:
    """The phrases used most, none a part of another, spelled alike."""
    kept: list[str] = []
    most = max(uses.values(), default=0)
    for use, count in sorted(uses.items(), key=lambda item: (-item[1], -len(item[0]))):
        words = set(re.findall(r"\w+", use.lower()))
        if count and count * 3 > most and not any(words & set(re.findall(r"\w+", other.lower())) for other in kept):
            kept.append(use)
    return tuple(kept[:MOST_INDICATIONS])


def _listed(called: Sequence[Called], releases: Sequence[Heard]) -> Iterator[Called]:
    """Programs that have no name and are told by their use, in a list with stages: "the treatment of X (Phase II)"."""
    seen: list[str] = []
    for heard in releases:
        for _, _, text in heard.of_the_field:
            found = list(_LISTED.finditer(text))
            for item in found if len(found) > 1 else ():
                use = item["use"].strip()
                if not any(_akin(use, other) for other in [*seen, *(i for p in called for i in p.indications)]):
                    seen.append(use)
                    yield Called(f"{use[0].upper()}{use[1:]} program", indications=(use,), listed=True)


def _akin(use: str, other: str) -> bool:
    mine, its = (set(re.findall(r"[\w-]+", words.lower())) - _COMMON for words in (use, other))
    return 2 * len(mine & its) > len(mine | its)


def listed_stage(text: str, program: Called) -> str | None:
    """The stage that a list tells of a program by its use, in the list's words."""
    if text.count(" of ") < 2 or text.count("(") < 2:
        return None
    found = list(_LISTED.finditer(text))
    return (
        next((item["stage"] for item in found for use in program.indications if _akin(use, item["use"])), None) if len(found) > 1 else None
    )


def _with_trials(called: Sequence[Called], known: Sequence[str], releases: Sequence[Heard]) -> list[Called]:
    """Each program with the names of its trials: those told in one sentence with it more often than with any other."""
    together: dict[str, Counter[int]] = {}
    for heard in releases:
        headed = _spoken_of(heard.release.headline, called)
        for _, sentence, text in heard.of_the_field:
            for name in set(_trial_names(text, known)):
                near = (
                    _spoken_of(text, called)
                    or _spoken_of(f"{sentence.context} {heard.release.section_of(sentence).heading}", called)
                    or headed
                )
                together.setdefault(name, Counter()).update(near if len(near) == 1 else [])
    owners = {name: counts.most_common(1)[0][0] for name, counts in together.items() if counts}
    own = {squeezed(name) for program in called for name in (program.names if not program.given else (program.name,))}
    trials = [tuple(sorted(name for name, owner in owners.items() if owner == n and squeezed(name) not in own)) for n in range(len(called))]
    return [replace(program, trials=names_) for program, names_ in zip(called, trials, strict=True)]


def _spoken_of(text: str, called: Sequence[Called]) -> list[int]:
    return [
        n for n, program in enumerate(called) if any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w])", text) for name in program.names)
    ]


def _trial_names(text: str, known: Sequence[str]) -> Iterator[str]:
    for match in _ACRONYM.finditer(text):
        before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 90]
        if match[0] in known or (
            not exact("no_trial").match(match[0]) and (names("after_trial").search(after) or names("before_trial_name").search(before))
        ):
            yield match[0]


def by_name(called: Sequence[Called]) -> re.Pattern[str] | None:
    """One pattern for all names of all programs, longest first; None where there is none."""
    every = sorted({name for program in called for name in program.names if not program.listed}, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, every))})(?![\w])", re.IGNORECASE) if every else None


def program_of(word: str, program: Called) -> bool:
    """True where the word is one of the program's names."""
    return squeezed(word) in {squeezed(name) for name in program.names}
