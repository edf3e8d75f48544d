"""What stands beside a chosen sentence and belongs to its answer: the cause, what was before, or what its speaker says next."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from ingest import Passage, Record, Release

WORDS = 110  # of an answer from which its last passages give way to what is added
SAYS_LITTLE = 14  # words of speech that hardly say more than what is spoken of

_CAUSE = re.compile(
    r"\b(?:because|due (?:(?:mainly|primarily|largely|in part|principally) )?to|owing to|thanks to|as a (?:result|consequence) of|resulted from"
    r"|driven (?:(?:mainly|primarily|largely|in part|principally) )?by|caused by|attribut(?:able|ed) to|reflect(?:s|ed|ing)|stem(?:s|med|ming) from"
    r"|led to|on account of|in order to|so that|the reasons?)\b",
    re.IGNORECASE,
)
_SO = re.compile(
    r"^(?:as a (?:result|consequence)\b(?! of)|accordingly|consequently|therefore|thus|hence|for (?:this|that|these|those) reasons?)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:previous(?:ly)?|originally|initially|formerly|earlier|instead of|rather than"
    r"|had (?:been |first |also )?(?:expect|plann|anticipat|schedul|target|forecast)\w*)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"]([^”\"]*)")

Rule = Callable[[Release, int], int | None]  # the number of the sentence that belongs to the one of this number


def with_beside(passages: Sequence[Passage], record: Record, wants: Collection[str]) -> list[Passage]:
    """The passages in their order, some with the sentence beside them that is asked for (``wants``: keys of CUES); the last give way to it."""
    found = list(passages)
    if "why" in wants:
        found = _with(found, record, _cause)
    if "change" in wants:
        found = _with(found, record, _earlier)
    if "quote" in wants and "who" not in wants:
        found = _with(found, record, _spoken_on, among=2, most=2)
    return found


def _with(passages: Sequence[Passage], record: Record, rule: Rule, *, among: int | None = None, most: int = 1) -> list[Passage]:
    """The passages with at most so many sentences that the rule finds beside the first of them, each pair in the order of its release."""
    chosen = {(passage.release_id, passage.index) for passage in passages}
    added: dict[int, Passage] = {}
    for place, passage in enumerate(passages[:among]):
        number = rule(record.release(passage.release_id), passage.index)
        if number is None:
            continue
        if len(added) == most or (passage.release_id, number) in chosen:
            break  # enough, or said already
        chosen.add((passage.release_id, number))
        added[place] = record.passage(passage.release_id, number, passage.score)
    if not added:
        return list(passages)
    pairs = [sorted(filter(None, (passage, added.get(place))), key=lambda one: one.index) for place, passage in enumerate(passages)]
    return _short([one for pair in pairs for one in pair], needed=1 + max(added) + len(added))


def _short(passages: list[Passage], *, needed: int) -> list[Passage]:
    """The first ``needed`` passages, and of the others those that keep the answer short."""
    while len(passages) > needed and sum(len(passage.text.split()) for passage in passages) > WORDS:
        passages = passages[:-1]
    return passages


def _cause(release: Release, index: int) -> int | None:
    """The sentence that gives the cause of what one without any says: "This was due to ..." after it, or what stands before "As a result"."""
    if _SO.search(_said(release, index)):
        return _neighbour(release, index, -1)
    if _CAUSE.search(_said(release, index)):
        return None
    after, before = _neighbour(release, index, 1), _neighbour(release, index, -1)
    if before is not None and _SO.search(_said(release, before)):
        before = _neighbour(release, before, -1)
        return before if after is None or not _CAUSE.search(_said(release, after)) else after
    return next((number for number in (after, before) if number is not None and _CAUSE.search(_said(release, number))), None)


def _earlier(release: Release, index: int) -> int | None:
    """The sentence that tells how it was, beside one that does not: "It had previously expected ..."."""
    if _BEFORE.search(_said(release, index)):
        return None
    beside = (_neighbour(release, index, step) for step in (1, -1))
    return next((number for number in beside if number is not None and _BEFORE.search(_said(release, number))), None)


def _spoken_on(release: Release, index: int) -> int | None:
    """The speaker's next sentence after one that says little: "We are making progress," said the chief executive.

    One that looks ahead would need a caution for nothing.
    """
    own, after = release.sentences[index], _neighbour(release, index, 1)
    if after is None or own.speaker is None or len(_spoken(_said(release, index)).split()) > SAYS_LITTLE:
        return None
    following = release.sentences[after]
    return after if following.speaker == own.speaker and following.label in ("historical", own.label) else None


def _spoken(words: str) -> str:
    """What of the words is spoken: what stands within quotation marks, or all where there are none."""
    return " ".join(_QUOTED.findall(words)) or words


def _neighbour(release: Release, index: int, step: int) -> int | None:
    """The number of the next (1) or last (-1) sentence, where it stands in the same paragraph or list."""
    number = index + step
    if not 0 <= number < len(release.sentences):
        return None
    first, second = (release.sentences[n] for n in sorted((index, number)))
    together = (
        first.section == second.section and "row" not in (first.form, second.form) and "\n\n" not in release.text[first.end : second.start]
    )
    return number if together else None


def _said(release: Release, index: int) -> str:
    return release.quote(release.sentences[index])
