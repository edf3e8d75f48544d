"""How one answer fared: a count of hits and of chances for each figure, so that figures of any set of questions are sums."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.evaluation.expected import TO_DECLINE, Expected
from bot.evaluation.wording import numbers, overlap, plain, squeezed

Answer = dict[str, Any]  # by the contract of `ask --json`
Count = tuple[int, int]  # hits, chances
RATIOS = (
    "right",
    "evidence_cited",
    "newest_used",
    "refused_rightly",
    "policy_declined",
    "quotes_verbatim",
    "statements_supported",
    "caveat_recall",
    "caveat_precision",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question: ``counts`` by the names of RATIOS, ``words`` None for what should not be answered.

    The status "missing" is that of a question that could not be taken.
    """

    id: str
    question: str
    category: str
    status: str
    text: str
    counts: dict[str, Count]
    words: int | None
    elapsed_ms: float | None

    @property
    def good(self) -> bool:
        """True where it was answered rightly, or rightly not answered."""
        hits, _ = self.counts.get("right") or self.counts["refused_rightly"]
        return bool(hits)


def judge(wanted: Expected, answer: Answer, text_of: Callable[[str], str]) -> Outcome:
    """The outcome of an answer; ``text_of`` gives the stored text of a release by its id."""
    counts = _grounds(answer, text_of) | (_answerable(wanted, answer) if wanted.answerable else _not_answerable(wanted, answer))
    return Outcome(
        id=wanted.id,
        question=wanted.question,
        category=wanted.category,
        status=answer["status"],
        text=answer["text"],
        counts=counts,
        words=len(answer["text"].split()) if wanted.answerable else None,
        elapsed_ms=answer["elapsed_ms"],
    )


def _grounds(answer: Answer, text_of: Callable[[str], str]) -> dict[str, Count]:
    """Quotes that stand in their release, and statements that rest on their quotes."""
    quotes = {c["number"]: c["quote"] for c in answer["citations"]}
    verbatim = sum(squeezed(c["quote"]) in squeezed(text_of(c["release_id"])) for c in answer["citations"])
    held = sum(_held(s, quotes, answer["composer"]) for s in answer["statements"])
    return {"quotes_verbatim": (verbatim, len(quotes)), "statements_supported": (held, len(answer["statements"]))}


def _held(statement: dict[str, Any], quotes: dict[int, str], composer: str) -> bool:
    basis = " ".join(quotes.get(number, "") for number in statement["citations"])
    words = statement["text"]
    said = squeezed(words) in squeezed(basis) if composer == "quotes" else numbers(words) <= numbers(basis)
    return bool(statement["citations"]) and said


def _answerable(wanted: Expected, answer: Answer) -> dict[str, Count]:
    cited = [c["published"] for c in answer["citations"] if any(overlap(c["quote"], quote) for quote in wanted.evidence)]
    counts = {"right": (int(_right(wanted, answer)), 1), "evidence_cited": (int(bool(cited)), 1)}
    if wanted.newest_needed:
        counts["newest_used"] = (int(max(cited, default="") >= wanted.newest_needed), 1)
    if _said(answer) and wanted.forward_looking is not None:
        due, has = wanted.forward_looking, _cautioned(answer)
        counts["caveat_recall"] = (int(due and has), int(due))
        counts["caveat_precision"] = (int(due and has), int(has))
    return counts


def _not_answerable(wanted: Expected, answer: Answer) -> dict[str, Count]:
    counts = {"refused_rightly": (int(answer["status"] in ("not_found", "declined")), 1)}
    if wanted.category in TO_DECLINE:
        counts["policy_declined"] = (int(answer["status"] == "declined"), 1)
    return counts


def _right(wanted: Expected, answer: Answer) -> bool:
    said = plain(answer["text"])
    return (
        _said(answer)
        and len(answer["text"].split()) <= wanted.words
        and all(any(plain(one) in said for one in group) for group in wanted.must_include)
        and not any(plain(bad) in said for bad in wanted.must_not_include)
    )


def _said(answer: Answer) -> bool:
    return answer["status"] in ("answered", "partial")


def _cautioned(answer: Answer) -> bool:
    """True where a release that is cited brings its caution for a statement."""
    cited = {c["release_id"] for c in answer["citations"]}
    return any(
        c["release_id"] in cited and c["statements"] and (c["factors"] or c["assumptions"] or c["notice"]) for c in answer["caveats"]
    )
