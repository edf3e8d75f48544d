"""The checker's material: claims, the sentences that settle them, and what can be made from those.

FOLDER/claims.jsonl has a line a claim: id, issuer, claim, label (supported, contradicted, not_stated) and evidence (a list of
{release, quote}); the releases are not needed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from ingest.errors import SourceError

VERDICTS = ("supported", "contradicted", "not_stated")
_NUMBER = re.compile(r"\b\d+(?:[.,]\d+)*\b")
MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905 - reads better
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
_VERB = re.compile(r"\b(is|are|was|were|has|have|had|will|can)\b (?!not\b|no\b)")


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, the words that it is held against, and its verdict as a place in VERDICTS."""

    issuer: str
    text: str
    basis: str
    verdict: int


def read_claims(folder: Path) -> list[Claim]:
    """The claims of a folder; SourceError where claims.jsonl cannot be read."""
    path = folder / "claims.jsonl"
    try:
        rows: list[dict[str, Any]] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return [
            Claim(row["issuer"], row["claim"], evidence["quote"], VERDICTS.index(row["label"]))
            for row in rows
            for evidence in row["evidence"]
        ]
    except OSError as error:
        raise SourceError(f"{path} could not be read: {error.strerror}. Give the folder that holds claims.jsonl.") from error
    except (KeyError, ValueError) as error:
        raise SourceError(f"{path} holds a line that is no claim ({error!r}).") from error


def made(claims: Sequence[Claim], dice: Random) -> Iterator[Claim]:
    """Further claims: each sentence of evidence as it stands, swapped and denied, and claims held against another's evidence."""
    by_issuer: dict[str, list[Claim]] = {}
    for claim in claims:
        by_issuer.setdefault(claim.issuer, []).append(claim)
    for claim in claims:
        if claim.verdict == 0:
            yield from (Claim(claim.issuer, text, claim.basis, 1) for text in [swapped(claim.text, dice)] if text)
        if dice.random() < 0.3:
            yield Claim(claim.issuer, claim.basis, claim.basis, 0)
            yield from (Claim(claim.issuer, text, claim.basis, 1) for text in [swapped(claim.basis, dice)] if text)
        others = [other for other in by_issuer[claim.issuer] if other.basis != claim.basis]
        if others and dice.random() < 0.5:
            yield Claim(claim.issuer, claim.text, dice.choice(others).basis, 2)


def swapped(text: str, dice: Random) -> str | None:
    """The text with one number or month changed, or one verb denied; None where it holds none of them."""
    ways = [way for way in (_other_number, _other_month, _denied) if way(text, dice)]
    return dice.choice(ways)(text, dice) if ways else None


def _other_number(text: str, dice: Random) -> str | None:
    found = [match for match in _NUMBER.finditer(text) if match[0].strip("0.,")]
    if not found:
        return None
    match = dice.choice(found)
    places = [place for place, letter in enumerate(match[0]) if letter.isdigit()]
    place = dice.choice(places[:2])
    digit = dice.choice([d for d in "123456789" if d != match[0][place]])
    return text[: match.start() + place] + digit + text[match.start() + place + 1 :]


def _other_month(text: str, dice: Random) -> str | None:
    match = _MONTH.search(text)
    return text[: match.start()] + dice.choice([m for m in MONTHS if m != match[0]]) + text[match.end() :] if match else None


def _denied(text: str, dice: Random) -> str | None:
    found = list(_VERB.finditer(text))
    return text[: (match := dice.choice(found)).end()] + "not " + text[match.end() :] if found else None
