"""The cautions that a release itself gives for its forward-looking statements, chosen to fit each statement.

A general paragraph is no caution (CSA Staff Notice 51-330): factors and assumptions are chosen by the topics and words
that they share with the statement, and stand beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer import Caveat, Citation, Statement
from bot.dates import spoken
from bot.words import stems
from ingest import Record, Release, Span
from prompts import text

FACTORS, ASSUMPTIONS = 4, 4  # at most so many beside a statement; a reader skips more
TOPICS = {
    "trial": r"clinical|trial|stud(?:y|ies)|enrol|patient|subject|data|top-?line|endpoint|results? of|efficacy|safety|phase|dos(?:e|ing)|recruit",
    "regulatory": r"regulat|approv|clearance|FDA|EMA|submission|submit|NDA|BLA|IND\b|IDE\b|PMA|510\(k\)|De Novo|designation|marketing authori|CE mark|compliance|label",
    "partner": r"partner|licens|licenc|collaborat|third part|milestone payment|royalt|agreement|distribut|customer|supplier",
    "money": r"financ|capital|cash|fund|liquidity|offering|proceeds|dilut|going concern|warrant|debt|loan|credit|raise|dividend|repurchase",
    "results": r"revenue|sales|margin|EBITDA|earnings|guidance|outlook|profit|loss|expens|cost|demand|pric(?:e|ing)|growth|backlog|order|operating results",
    "market": r"market|compet|commerciali[sz]|launch|reimburse|adoption|demand|econom|inflation|interest rate|tariff|trade|consumer",
    "deal": r"merger|acqui|transaction|clos(?:e|ing)|tender|shareholder approval|stockholder approval|divest|spin|takeover|buyout|integration|synerg",
    "making": r"manufactur|supply|supplies|production|capacity|plant|facility|scale|raw material|inventory|logistic",
    "rights": r"patent|intellectual property|trademark|litigation|lawsuit|claim|settlement|court",
    "people": r"personnel|executive|officer|employee|management team|key (?:people|staff)|scientist|recruit|retain",
    "listing": r"listing|Nasdaq|NYSE|exchange|delist|bid price|reverse split|uplist",
    "restatement": r"restat|internal control|audit|10-Q|10-K|accounting|material weakness",
}
AKIN = {"trial": ("regulatory",), "regulatory": ("trial",), "deal": ("regulatory", "money"), "results": ("market",)}  # what hangs on what
_TOPICS = {name: re.compile(rf"\b(?:{pattern})", re.IGNORECASE) for name, pattern in TOPICS.items()}


def caveats(statements: Sequence[Statement], citations: Sequence[Citation], record: Record) -> tuple[Caveat, ...]:
    """One caveat for each release whose forward-looking words the answer repeats, with that release's own cautions."""
    by_number = {citation.number: citation for citation in citations}
    groups: dict[str, list[int]] = {}
    for index, statement in enumerate(statements):
        if statement.forward_looking:
            for number in statement.citations[:1]:
                groups.setdefault(by_number[number].release_id, []).append(index)
    return tuple(_caveat(record.release(release_id), indices, statements) for release_id, indices in groups.items())


def _caveat(release: Release, indices: list[int], statements: Sequence[Statement]) -> Caveat:
    published = release.published.isoformat()
    legend = release.legend
    if legend is None:
        notice = text("caution_without_legend", published=spoken(published))
        return Caveat(tuple(indices), notice, (), (), None, release.release_id, published, 0, 0)
    said = [statements[i].text for i in indices]
    return Caveat(
        statements=tuple(indices),
        notice=text("caution", published=spoken(published)),
        factors=tuple(_fitting(release, legend.factors, said, FACTORS)),
        assumptions=tuple(_fitting(release, legend.assumptions, said, ASSUMPTIONS)),
        update_policy=release.quote(legend.update_policy) if legend.update_policy else None,
        release_id=release.release_id,
        published=published,
        start=legend.start,
        end=legend.end,
    )


def _fitting(release: Release, spans: Sequence[Span], said: Sequence[str], most: int) -> list[str]:
    """The factors or assumptions that speak best to each of the statements, in the legend's order; its first ones where none does."""
    quotes = release.quotes(tuple(spans))
    chosen: set[int] = set()
    for statement in said:
        topics, words = _topics(statement), stems(statement)
        fits = {n: _fit(quote, topics, words) for n, quote in enumerate(quotes)}
        chosen |= set(sorted((n for n in fits if fits[n] > 0), key=lambda n: -fits[n])[:most])
    return [quotes[n] for n in sorted(chosen or range(min(most, len(quotes))))]


def _fit(quote: str, topics: set[str], words: frozenset[str]) -> float:
    found = _topics(quote)
    akin = {other for topic in topics for other in AKIN.get(topic, ())} - topics
    return 2.0 * len(topics & found) + 1.0 * len(akin & found) + len(words & stems(quote) - _COMMON) / 4


def _topics(words: str) -> set[str]:
    return {name for name, pattern in _TOPICS.items() if pattern.search(words)}


_COMMON = stems(
    "the a an of to in and or our its that will be is are may could not for with by on as from any other this we it have has company"
)
