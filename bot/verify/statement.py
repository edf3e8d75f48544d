"""Is a statement said by the words that it cites? The check between a language model and its reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.verify.basis import basis
from bot.verify.differences import differences
from bot.verify.facts import facts
from bot.verify.verdict import Checker, Cited, Difference, Ruling, Verdict
from bot.words import stems

LEAST = 0.35  # shared part of a statement's words below which it is about something else
_MARK = re.compile(r"\s*\[\d+\]")


def verify(text: str, cited: Sequence[Cited], *, checker: Checker | None = None) -> Verdict:
    """The verdict on one statement and the quotes that it rests on; ``checker`` is asked beside the exact checks, which keep the last word."""
    said = _MARK.sub("", text).strip()
    wrong = [*_quotes(cited)]
    if not wrong and said:
        wrong = [*_exact(said, cited), *_meaning(said, cited)]
    support = _support(said, cited, checker)
    ruling: Ruling = "supported" if said and cited and not wrong else "contradicted" if any(d.found for d in wrong) else "not_stated"
    return Verdict(ruling, 0.0 if wrong else support, tuple(wrong))


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


def _exact(said: str, cited: Sequence[Cited]) -> Iterator[Difference]:
    found = basis(cited)
    yield from differences(facts(said, found.published), found)


def _meaning(said: str, cited: Sequence[Cited]) -> Iterator[Difference]:
    if _overlap(said, cited) < LEAST:
        yield Difference("meaning", said)


def _overlap(said: str, cited: Sequence[Cited]) -> float:
    words = stems(said)
    known = stems(" ".join(f"{one.release.headline} {one.passage.context} {one.passage.text}" for one in cited))
    return len(words & known) / max(1, len(words))


def _support(said: str, cited: Sequence[Cited], checker: Checker | None) -> float:
    if checker is None or not cited:
        return _overlap(said, cited) if cited else 0.0
    return float(checker.judge([(said, " ".join(one.passage.text for one in cited))])[0, 0])
