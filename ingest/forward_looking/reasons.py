"""Why a sentence got its label, in one short plain phrase."""

from __future__ import annotations

from datetime import date

from ingest.forward_looking.cues import SIDE, Cue
from ingest.forward_looking.features import Seen
from ingest.forward_looking.model import Model
from ingest.release import Label

_PRESENT = {
    "designed to": "says what it is for, not what is expected",
    "intended for": "says what it is for, not what is expected",
    "can": "says what can be done now",
    "enables": "says what it does now",
}
_PAST = {"counterfactual": "what did not come about", "past plan": "a past plan", "as expected": "a past expectation", "goal met": "a goal already met"}


def reason(label: Label, seen: Seen, model: Model) -> str:
    """The phrase for a label that the scores gave."""
    if label == "forward":
        return _ahead(seen, model)
    if label == "schedule":
        return _naming(seen, "event", "notice of an event", "notice of an event, by the sentences beside it")
    if label == "legend":
        return _naming(seen, "caution", "words of a legend", "worded as a legend")
    return _not_ahead(seen)


def _naming(seen: Seen, side: str, found: str, otherwise: str) -> str:
    words = [cue.words for cue in seen.cues if SIDE[cue.family] == side]
    return f"{found}: {words[0]}" if words else otherwise


def _ahead(seen: Seen, model: Model) -> str:
    def counts(cue: Cue) -> float:
        return model.forward_weight(f"cue:{cue.family}") + model.forward_weight(f"clean:{cue.family}")

    strongest = max((cue for cue in seen.cues if SIDE[cue.family] == "ahead"), key=counts, default=None)
    parts = [strongest.words] if strongest else []
    if seen.place.published:
        parts += [_lies(period.words, seen.place.published) for period in seen.periods if period.side(seen.place.published) == "after"][:1]
    if not parts and seen.place.lead_in:
        parts = ["an item under a lead-in that looks ahead"]
    return "; ".join(parts) or "worded as something yet to be done"


def _lies(words: str, published: date) -> str:
    return f"{words} lies after {published.isoformat()}"


def _not_ahead(seen: Seen) -> str:
    for kinds in (_PAST, _PRESENT):
        for cue in seen.cues:
            if cue.family in kinds:
                return f"{cue.words}: {kinds[cue.family]}"
    done = [cue.words for cue in seen.cues if SIDE[cue.family] == "past"]
    return f"already so: {done[0]}" if done else "states a fact; no plan, expectation or later date"
