"""What a lying model says: true sentences falsified in one thing each."""

from __future__ import annotations

import re
from collections.abc import Iterator

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
ORDINALS = ["first", "second", "third", "fourth"]
PEOPLE = [
    "Miriam Castellane",
    "Rohan Velasquez-Thorne",
    "Leland Osei-Marsh",
    "Ingrid Solbakk",
    "Caroline Ashdown-Ruiz",
    "Matthias Brenner-Kohl",
]
TRIALS = ["RIDGELINE", "TIDEMARK", "PINERIDGE", "HARBOR", "SUMMIT-1", "SUMMIT-2"]
CODES = ["CVA-101", "CVA-208", "CVA-315", "CVA-422"]
PLACES = ["United States", "Canada", "Europe", "Japan", "Boston", "United Kingdom"]
FIRMS = ["Garrowby & Finch LLC", "Stellmark Securities", "Pell Harbor Capital Markets"]
DONE = {
    "report": "reported", "start": "started", "complete": "completed", "submit": "submitted", "request": "requested", "take": "taken",
    "dose": "dosed", "enroll": "enrolled", "bear": "borne", "conduct": "conducted", "manufacture": "manufactured", "receive": "received",
    "record": "recorded", "pay": "paid", "retire": "retired", "serve": "served", "hold": "held", "be": "been", "fund": "funded",
    "develop": "developed", "bring": "brought",
}  # fmt: skip


def lies(text: str) -> Iterator[tuple[str, str]]:
    """(kind, false sentence) for each way in which this true sentence can be falsified."""
    for kind, falsified in (
        ("number", numbers(text)), ("date", dates(text)), ("name", names(text)), ("negation", negations(text)),
        ("phase", phases(text)), ("party", parties(text)), ("planned", done(text)),
    ):  # fmt: skip
        yield from ((kind, false) for false in dict.fromkeys(falsified) if false != text)


def numbers(text: str) -> Iterator[str]:
    """Another figure: a digit more, a digit changed, a unit changed."""
    plain = re.sub(r"\b(?:19|20)\d\d\b|(?:{}) \d+|[A-Z]+-\d+|Phase \d\w?".format("|".join(MONTHS)), lambda m: "#" * len(m[0]), text)
    for match in re.finditer(r"\d[\d,]*(?:\.\d+)?", plain):
        figure = match[0]
        digit = str((int(figure[0]) % 9) + 1)
        for other in (digit + figure[1:], figure + "0" if "." not in figure else figure.replace(".", "")):
            yield text[: match.start()] + other + text[match.end() :]
    if "million" in text:
        yield text.replace("million", "billion", 1)


def dates(text: str) -> Iterator[str]:
    """Another year, month, day, quarter or half."""
    for match in re.finditer(r"\b20\d\d\b", text):
        yield text[: match.start()] + str(int(match[0]) + 1) + text[match.end() :]
    for match in re.finditer(rf"\b({'|'.join(MONTHS)})( \d+)?", text):
        month = MONTHS[(MONTHS.index(match[1]) + 1) % 12]
        yield text[: match.start()] + month + (match[2] or "") + text[match.end() :]
        if match[2]:
            yield text[: match.start()] + match[1] + f" {(int(match[2]) % 27) + 1}" + text[match.end() :]
    for match in re.finditer(r"\b(first|second|third|fourth) (quarter|half)", text):
        other = ORDINALS[(ORDINALS.index(match[1]) + 1) % (2 if match[2] == "half" else 4)]
        yield text[: match.start()] + f"{other} {match[2]}" + text[match.end() :]


def names(text: str) -> Iterator[str]:
    """Another person, trial, program, place or firm."""
    for group in (PEOPLE, TRIALS, CODES, PLACES, FIRMS):
        for name in group:
            if name in text:
                yield text.replace(name, next(other for other in group[group.index(name) + 1 :] + group if other not in text))


def phases(text: str) -> Iterator[str]:
    """Another phase."""
    for match in re.finditer(r"(?<!of-)Phase (\d\w?)", text):
        for other in ("1", "2", "3"):
            if other != match[1][0]:
                yield text[: match.start()] + f"Phase {other}" + text[match.end() :]


def parties(text: str) -> Iterator[str]:
    """The partner for the company, the company for the partner, one regulator for another."""
    swap = {
        "Corvaldane": "Hollenfeldt",
        "Hollenfeldt": "Corvaldane",
        "the FDA": "the EMA",
        "The FDA": "The EMA",
        "The company": "Hollenfeldt",
    }
    pattern = re.compile("|".join(swap))
    if pattern.search(text):
        yield pattern.sub(lambda match: swap[match[0]], text)


_DENIED = (
    (" did not meet", " met"),
    ("was not ", "was "),
    (" not ", " "),
    ("There were no ", "There were "),
    ("No milestone", "A milestone"),
    ("None of them", "All of them"),
)
_AFFIRMED = r"\b(was|were|has|have|had|is|are|will|stood|came|said|met|brought|puts|receives|holds|closed|sells|fell|caused|dosed|appointed|paused|priced|entitles|agreed|enrolled|completed|licensed|expects|plans|asked|informed|continues)\b"
_AUXILIARY = {"was", "were", "has", "have", "had", "is", "are", "will"}
_STEM = {"stood": "stand", "came": "come", "said": "say", "met": "meet", "brought": "bring", "puts": "put", "receives": "receive", "holds": "hold",
         "closed": "close", "sells": "sell", "fell": "fall", "caused": "cause", "dosed": "dose", "appointed": "appoint", "paused": "pause",
         "priced": "price", "entitles": "entitle", "agreed": "agree", "enrolled": "enroll", "completed": "complete", "licensed": "license",
         "expects": "expect", "plans": "plan", "asked": "ask", "informed": "inform", "continues": "continue"}  # fmt: skip


def negations(text: str) -> Iterator[str]:
    """What is affirmed denied, what is denied affirmed."""
    for denied, affirmed in _DENIED:
        if denied in text:
            yield text.replace(denied, affirmed, 1)
            return
    match = re.search(_AFFIRMED, text)
    if match and match[0] in _AUXILIARY:
        yield text[: match.end()] + " not" + text[match.end() :]
    elif match:
        does = "does" if match[0].endswith("s") else "did"
        yield text[: match.start()] + f"{does} not {_STEM[match[0]]}" + text[match.end() :]


def done(text: str) -> Iterator[str]:
    """What is planned told as done."""
    planned = re.search(r"(?:continues to expect|now expects|expects|now plans|plans|planned|continues to plan|is|are) to (\w+)", text)
    if planned and planned[1] in DONE:
        yield text[: planned.start()] + f"has {DONE[planned[1]]}" + text[planned.end() :]
    will = re.search(r"\bwill (\w+)", text)
    if will and will[1] in DONE:
        yield text[: will.start()] + f"has {DONE[will[1]]}" + text[will.end() :]
        yield text[: will.start()] + f"{'was' if will[1] == 'be' else DONE[will[1]]}" + text[will.end() :]
    for expected in re.finditer(r"\b(is|are) (?:now )?(expected|planned|scheduled)\b(?! to\b)", text):
        yield text[: expected.start()] + ("was" if expected[1] == "is" else "were") + " reached" + text[expected.end() :]
