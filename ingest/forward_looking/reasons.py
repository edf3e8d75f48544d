"""Why a sentence got its label, in one short plain phrase."""

from __future__ import annotations

from ingest.forward_looking.cues import Cue
from ingest.forward_looking.features import Seen
from ingest.forward_looking.model import Model
from ingest.release import Label

_PRESENT = {
    "designed to": "says what it is for, not what is expected",
    "intended for": "says what it is for, not what is expected",
    "can": "says what can be done now",
    "enables": "says what it does now",
}
_PAST = {
    "counterfactual": "what did not come about",
    "past plan": "a past plan",
    "as expected": "a past expectation",
    "goal met": "a goal already met",
}
_SHARED = 2  # roots that a sentence and a topic of the legend must share to speak of the same
_LONGEST_TOPIC = 80  # characters


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
    words = [cue.words for cue in seen.cues if cue.side == side]
    return f"{found}: {words[0]}" if words else otherwise


def _ahead(seen: Seen, model: Model) -> str:
    def counts(cue: Cue) -> float:
        return model.forward_weight(f"@cue:{cue.family}") + model.forward_weight(f"@clean:{cue.family}")

    strongest = max((cue for cue in seen.cues if cue.side in ("ahead", "hint")), key=counts, default=None)
    parts = [strongest.words] if strongest else []
    if day := seen.place.published:
        parts += [f"{period.words} lies after {day.isoformat()}" for period, side in seen.periods if side == "after"][:1]
    if not parts and seen.place.lead_in:
        parts = ["an item under a lead-in that looks ahead"]
    shared, topic = seen.place.topic(seen.text)
    if shared >= _SHARED:
        parts.append(f"the legend names {topic}" if len(topic) <= _LONGEST_TOPIC else "a topic that the legend names")
    return "; ".join(parts) or "worded as something yet to be done"


def _not_ahead(seen: Seen) -> str:
    for kinds in (_PAST, _PRESENT):
        for cue in seen.cues:
            if cue.family in kinds:
                return f"{cue.words}: {kinds[cue.family]}"
    done = [cue.words for cue in seen.cues if cue.side == "past"]
    return f"already so: {done[0]}" if done else "states a fact; no plan, expectation or later date"
