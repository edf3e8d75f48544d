"""Lists gathered over releases: who was hired, which patents were granted, told by the headlines of the releases that tell of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.choose import Judge
from bot.retrieve import Candidate
from bot.understand import Intent
from ingest import BODY, Passage, Record

READ = 12  # releases whose first sentences the chooser reads beside the question
TELLS = 1.0  # logit from which one tells of a thing that is asked for; among 31 issuers it takes no release of another kind
FEWEST, MOST = 3, 7  # releases that make a list
NO_LIST = frozenset({"how_much", "change", "when", "yes_no", "risks", "contact", "figures"})
A_YEAR = timedelta(days=300)


def gathers(intent: Intent) -> bool:
    """True where things of one kind are asked for, of a year or of any time."""
    long = all(period.start and period.end and period.end - period.start >= A_YEAR for period in intent.periods)
    return long and len(intent.parts) == 1 and NO_LIST.isdisjoint(intent.wants) and (intent.many or "list" in intent.wants)


def with_others_of_its_kind(
    chosen: Sequence[Passage], candidates: Sequence[Candidate], record: Record, judge: Judge | None
) -> list[Passage]:
    """The best passage and, newest first, the headlines of the other releases that tell of such a thing; all as chosen where few releases do."""
    near = sorted((c for c in candidates if c.passage.kind in BODY), key=lambda c: -c.cosine)
    ids = list(dict.fromkeys(c.passage.release_id for c in near))[:READ]
    if not chosen or judge is None or len(ids) < FEWEST:
        return list(chosen)
    leads = [record.passage(release_id, _lead(record, release_id)) for release_id in ids]
    told = [lead for lead, logit in zip(leads, judge(leads), strict=True) if logit >= TELLS]
    if len(told) < FEWEST:
        return list(chosen)
    others = sorted((lead for lead in told if lead.release_id != chosen[0].release_id), key=lambda lead: lead.published, reverse=True)
    return [chosen[0], *(record.passage(lead.release_id, 0, chosen[0].score) for lead in others[:MOST])]


def _lead(record: Record, release_id: str) -> int:
    """The number of a release's first sentence, which tells what is announced."""
    return next((number for number, sentence in record.release(release_id).sentences_of("body") if sentence.form == "sentence"), 0)
