"""Checking a draft, for staff alone: its words go into the answer to the person who gave them, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.chain import Chain
from bot.check import Checked, check
from bot.dates import spoken
from bot.desk import Desk
from bot.slack.links import to_words
from bot.slack.rich import Block, Element, cut, link, paragraph, quoted, rich, section, small, words
from bot.verify import Checker, open_checker
from ingest import draft_sentences
from prompts import text

MOST = 60  # sentences of a draft that are checked at once
LONGEST = 3_000  # characters that a field of a modal takes
MARKS = {"supported": "✅", "contradicted": "❌", "not_stated": "❔"}


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What was found for each sentence, and how many more there were."""

    checked: tuple[Checked, ...]
    left: int


async def checked(desk: Desk, draft: str, checker: str) -> Verdicts:
    """The draft's sentences checked, one after another, in a place of the desk."""

    def work(chain: Chain) -> Verdicts:
        sentences = draft_sentences(draft.encode(), name="draft.txt")
        found = tuple(check(one, chain.retriever, checker=_opened(checker)) for one in sentences[:MOST])
        return Verdicts(found, max(0, len(sentences) - MOST))

    return await desk.read(work)


def verdict_blocks(verdicts: Verdicts, base: str | None) -> list[Block]:
    """The draft with each sentence marked, the words for or against it beside it, and the count of each verdict."""
    if not verdicts.checked:
        return [paragraph(text("slack_check_empty"))]
    blocks = [rich(*_sentence(one, base)) for one in verdicts.checked]
    blocks += [paragraph(text("slack_check_left", number=str(verdicts.left)))] if verdicts.left else []
    return [*blocks, small(_counts(verdicts.checked), text("slack_check_kept"))]


def _sentence(one: Checked, base: str | None) -> list[Element]:
    verdict = text(f"slack_{one.verdict}")
    parts = [section(words(f"{MARKS[one.verdict]} {verdict}: ", bold=True), words(cut(one.text, LONGEST)))]
    parts += [section(words(f"↳ {one.reason}", italic=True))] if one.reason else []
    for citation in one.citations:
        said = words(f"{spoken(citation.published)}: “{cut(' '.join(citation.quote.split()), 1_200)}” ")
        parts.append(quoted(said, link(cut(citation.headline, 200), to_words(citation, base))))
    return parts


def _counts(found: Sequence[Checked]) -> str:
    numbers = {verdict: str(sum(one.verdict == verdict for one in found)) for verdict in MARKS}
    return text("slack_check_counts", **numbers)


@cache
def _opened(name: str) -> Checker | None:
    return open_checker(name)
