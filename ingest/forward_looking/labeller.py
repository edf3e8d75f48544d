"""From a release, or one sentence, to labels with their reasons."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import date

from ingest.forward_looking.features import Seen, features
from ingest.forward_looking.model import Model, carried
from ingest.forward_looking.reasons import reason
from ingest.forward_looking.second_reader import odds
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
UNSURE = 1.0  # odds of the linear model below which a sentence is read again: one in six
AHEAD = -1.0  # of both odds together: a missed caution costs more than a needless one
_SPACES = re.compile(r"[\W_]+")


def label(release: Release) -> Release:
    """The same release with a label, as of its date, and the reason on each sentence."""
    places = list(surroundings(release))
    found = judge_all([(release.quote(sentence), place) for sentence, place in zip(release.sentences, places, strict=True)], carried())
    labelled = (replace(one, label=label, reason=why) for one, (label, why) in zip(release.sentences, found, strict=True))
    return replace(release, sentences=tuple(labelled))


def label_sentence(sentence: str, *, release: Release | None = None, published: date | None = None) -> tuple[Label, str]:
    """The label of one sentence and the reason; where the release is given, with the context it has there."""
    place = place_in(release, sentence) if release else None
    day = published or (release.published if release else None)
    return judge_all([(sentence, place or Surroundings(published=day))], carried())[0]


def judge_all(sentences: Sequence[tuple[str, Surroundings]], model: Model) -> list[tuple[Label, str]]:
    """Label and reason of each sentence at its place; what the model is unsure of is read again, all at once."""
    seen = [Seen(sentence, place) for sentence, place in sentences]
    names = [features(one) for one in seen]
    unsure = [n for n, one in enumerate(seen) if one.place.kind != "legend" and model.unsure(names[n], UNSURE)]
    again = dict(zip(unsure, odds([sentences[n] for n in unsure]), strict=True))
    return [judge(one, found, model, again.get(n)) for n, (one, found) in enumerate(zip(seen, names, strict=True))]


def judge(seen: Seen, names: Set[str], model: Model, again: float | None = None) -> tuple[Label, str]:
    """Label and reason of a sentence by its features and, where it was read ``again``, by the odds that gave."""
    sentence = seen.sentence
    if seen.place.kind == "legend":
        return "legend", "stands in the release's own legend"
    found = model.decide(names)
    if again is not None and found in ("forward", "historical"):
        found = "forward" if model.scores(names)[0] + again > AHEAD else "historical"
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
