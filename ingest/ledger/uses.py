"""What programs are for: their indications, and programs without a name that a list tells by their use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.ledger.called import Called, by_name, program_of
from ingest.ledger.heard import Heard
from ingest.ledger.words import part

MOST_INDICATIONS = 3
NEAR = 90  # characters after a name within which its indication stands
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


def indications(called: Sequence[Called], releases: Sequence[Heard]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
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


def listed(called: Sequence[Called], releases: Sequence[Heard]) -> Iterator[Called]:
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
