"""Is a statement said by the words that it cites? The check between a language model and its reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.verify.basis import basis
from bot.verify.features import Pair
from bot.verify.judge import Judged, judge
from bot.verify.model import carried
from bot.verify.turns import replaced_names, turns
from bot.verify.verdict import Checker, Cited, Difference, Ruling, Verdict
from bot.verify.wording import content
from bot.words import stems

LEAST = 0.1  # likelihood of support below which the words are about something else
COVERED = 0.25  # shared part of a statement's words below which they are, too
_MARK = re.compile(r"\s*\[\d+\]")


def verify(text: str, cited: Sequence[Cited], *, checker: Checker | None = None) -> Verdict:
    """The verdict on one statement and the quotes that it rests on; ``checker`` is asked beside the exact checks, which keep the last word."""
    said = _MARK.sub("", text).strip()
    invented = tuple(_quotes(cited))
    if invented or not said:
        return Verdict("not_stated", 0.0, invented)
    judged = judge(said, [(basis(cited), None)], checker=checker, model=carried())[0]
    wrong = (*judged.pair.differences, *_turned(judged.pair)) or tuple(_meaning(judged))
    ruling: Ruling = "supported" if not wrong else "contradicted" if any(d.found for d in wrong) else "not_stated"
    return Verdict(ruling, judged.supported, wrong)


def _quotes(cited: Sequence[Cited]) -> Iterator[Difference]:
    """Quotes that do not stand in the passage they are said to stand in, or whose passage is not the release's."""
    if not cited:
        yield Difference("quote", "no words on record")
    for one in cited:
        passage = one.passage
        stands = one.release.text[passage.start : passage.end] == passage.text and _one_line(one.quote) in _one_line(passage.text)
        if not one.quote.strip() or not stands:
            yield Difference("quote", one.quote)


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _turned(pair: Pair) -> Iterator[Difference]:
    """What the wording turns round: a denial, a plan, a direction, who does it to whom."""
    yield from turns(pair.claim, pair.basis)
    if (name := replaced_names(pair.claim, pair.basis)) is not None:
        yield Difference("party", name)
    for mine, theirs in pair.turned.opposite:
        yield Difference("direction", mine, theirs)


def _meaning(judged: Judged) -> Iterator[Difference]:
    """That the words cited speak of something else: too little of the statement, its names aside, is in them."""
    claim, found = judged.pair.claim, judged.pair.basis
    said = content(claim.text) - stems(" ".join(name.text for name in claim.names))
    known = content(found.told.text)
    if judged.supported < LEAST or len(said & known) < COVERED * len(said):
        yield Difference("meaning", claim.text)
