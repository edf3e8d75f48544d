"""Short claims made of long ones, to learn from: people who write drafts say "it grew", labelled claims say a dozen words.

A claim is cut where a phrase begins; what is left of a true one is true. Then the same falsified in one thing, and said of another
issuer, on whose record it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from bot.verify.names import names
from bot.verify.wording import content
from ingest import swapped

LEAST, MOST = 2, 6  # content words of a short form
TWICE, SELF = 2, 0.4  # others of whom a claim is said, and how often by "the company"
_CUT = re.compile(
    r",? (?:and|but|with|in|on|by|for|at|from|after|before|while|under|through|which|who|as|of|to|than|over|during|until|since|including)\b"
    r"|,(?!\d)|[;:–]"
)
_NO_SUBJECT = re.compile(
    r"(?:in|at|with|to|by|for|from|on|under|after|before|while|as|if|when|since|over|during|close|according|asked|once|until|because)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\b(?:is|are|was|were|has|have|had|be|been|its|the|a|an|to|of|can|will|than|about|some|more|up|over|not|no|said|says|that)$"
)
_VERB = re.compile(
    r" (?:is|are|was|were|has|have|had|will|can|\w+ed|\w+s|won|got|made|took|put|held|sold|bought|paid|grew|rose|fell|set|began|ran|led|gave|cut)\b"
)
_FIGURE = re.compile(r"\d[\d.,]*\b|\b(?:January|February|March|April|June|July|August|September|October|November|December)\b")


Claim = Mapping[str, Any]


def short_forms(claim: str) -> list[str]:
    """The beginnings of a claim that stand as sentences of their own, shortest first."""
    if _NO_SUBJECT.match(claim):
        return []
    heads = (claim[: match.start()].rstrip(" ,") for match in _CUT.finditer(claim))
    return [f"{head}." for head in heads if LEAST <= len(content(head)) <= MOST and _VERB.search(head) and not _GOES_ON.search(head)]


def made_short(claims: Sequence[Claim], dice: Random) -> Iterator[Claim]:
    """Short claims as lines of claims.jsonl with a ``weight`` each, which leaves the labels in nearly the shares of the long ones."""
    true: list[tuple[Claim, str]] = []
    for claim in claims:
        forms = short_forms(claim["claim"])
        if not forms:
            continue
        if claim["label"] == "supported":
            true += [(claim, form) for form in dict.fromkeys((forms[0], forms[-1]))]
            yield from (_made(claim, false, "contradicted", 1.0) for false in [swapped(forms[-1], dice)] if false)
        elif claim["label"] == "not_stated" and claim.get("kind") == "invented":
            yield _made(claim, forms[-1], "not_stated", 1.2)
        elif claim["label"] == "contradicted" and _other_figure(forms[-1], claim):
            yield _made(claim, forms[-1], "contradicted", 1.0)
    yield from (_made(claim, form, "supported", 0.5) for claim, form in true)
    yield from _said_of_others(true, dice)


def _made(claim: Claim, words: str, label: str, weight: float) -> Claim:
    return {**claim, "claim": words, "label": label, "weight": weight}


def _other_figure(form: str, claim: Claim) -> bool:
    """True where a falsified claim's beginning holds a figure or a month that its evidence does not."""
    quotes = " ".join(evidence["quote"] for evidence in claim["evidence"])
    return any(match[0] not in quotes for match in _FIGURE.finditer(form))


def _said_of_others(true: Sequence[tuple[Claim, str]], dice: Random) -> Iterator[Claim]:
    """What is true of one issuer, said of others: nothing on their record says so."""
    called = {claim["issuer"]: name for claim, form in true if (name := _subject(form))}
    for claim, form in true:
        name, others = _subject(form), sorted(called.keys() - {claim["issuer"]})
        if not name or len(names(form)) > 1 or not others:
            continue
        for other in (dice.choice(others) for _ in range(TWICE)):
            rest = form[len(name) :]
            subject = "The company" if rest.startswith(" ") and dice.random() < SELF else called[other]
            yield _made({**claim, "issuer": other, "evidence": []}, subject + rest, "not_stated", 0.8)


def _subject(form: str) -> str:
    """The name that a sentence begins with, empty where it begins with none."""
    found = names(form)
    return found[0].text if found and found[0].start == 0 and found[0].words else ""
