"""From a release, or one sentence, to labels with their reasons."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from ingest.forward_looking.features import Seen, features
from ingest.forward_looking.model import Model, carried
from ingest.forward_looking.reasons import reason
from ingest.forward_looking.surroundings import Surroundings, surroundings
from ingest.release import Label, Release

# An expectation in the present tense for a time that lies ahead: a missed caution costs more than a needless one, so no weight outvotes it.
_OUTRIGHT = re.compile(
    r"\b(?:is|are|remains?|now|still|currently|continues? to be)\s+(?:\w+\s+){0,2}(?:expected|anticipated|projected|forecast|planned|targeted|slated|on track)\b"
    r"|\b(?:expects?|anticipates?|plans?|intends?|projects|forecasts|aims?|targets|hopes?)\s+(?:to|that)\b",
    re.IGNORECASE,
)
# Worded like a plan, and settled all the same: what a decision was, what a study is designed to find out.
_SETTLED = {
    "a decision taken": re.compile(
        r"\b(?:announced|decided|determined|elected|resolved|concluded|agreed)\b[^.;]{0,60}\b(?:not to|will not)\s"
        r"(?:proceed|pursue|continue|renew|exercise|extend|move forward|go ahead)\b",
        re.IGNORECASE,
    ),
    "what a study is designed to find out": re.compile(
        r"\b(?:objectives?|endpoints?|aims?|purpose)\b[^.;]{0,80}\b(?:is|are|was|were) to "
        r"(?:evaluate|assess|determine|measure|compare|examine|investigate|establish)\b",
        re.IGNORECASE,
    ),
}
_SPACES = re.compile(r"[\W_]+")


def label(release: Release) -> Release:
    """The same release with a label, as of its date, and the reason on each sentence."""
    model = carried()
    judged = []
    for sentence, place in zip(release.sentences, surroundings(release), strict=True):
        found, why = judge(release.quote(sentence), place, model)
        judged.append(replace(sentence, label=found, reason=why))
    return replace(release, sentences=tuple(judged))


def label_sentence(sentence: str, *, release: Release | None = None, published: date | None = None) -> tuple[Label, str]:
    """The label of one sentence and the reason; where the release is given, with the context it has there."""
    place = place_in(release, sentence) if release else None
    day = published or (release.published if release else None)
    return judge(sentence, place or Surroundings(published=day), carried())


def judge(sentence: str, place: Surroundings, model: Model) -> tuple[Label, str]:
    """Label and reason of a sentence at its place."""
    if place.kind == "legend":
        return "legend", "stands in the release's own legend"
    seen = Seen(sentence, place)
    names = features(seen)
    found = model.decide(names)
    if found == "historical" and "@period:after" in names and _OUTRIGHT.search(sentence):
        found = "forward"
    settled = next((why for why, pattern in _SETTLED.items() if pattern.search(sentence)), None)
    if found == "forward" and settled and "@period:after" not in names:
        return "historical", settled
    return found, reason(found, seen, model)


def place_in(release: Release, sentence: str) -> Surroundings | None:
    """Where a sentence stands: the unit that equals it, or the longest that shares its text."""
    wanted = _plain(sentence)
    best: tuple[int, Surroundings] | None = None
    for unit, place in zip(release.sentences, surroundings(release), strict=True):
        text = _plain(release.quote(unit))
        shared = len(text) if text and text in wanted else len(wanted) if wanted and wanted in text else 0
        if shared > (best[0] if best else 0):
            best = shared, place
    return best[1] if best else None


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text.lower()).strip()
