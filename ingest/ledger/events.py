"""From the sentences of a release to events of programs: what happened, what is planned, of which program, when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.ledger import when
from ingest.ledger.called import Called
from ingest.ledger.heard import Heard
from ingest.ledger.program import Event
from ingest.ledger.reading import Reading, Told
from ingest.ledger.speaks import Speaks, Vocabulary
from ingest.ledger.stages import Stage
from ingest.ledger.uses import listed_stage
from ingest.release import Release

STANDS = "stands"  # the kind of a sentence that says where a program stands, and no more
SPOKEN, STATED = 0.8, 0.9  # how much less sure a speaker's words and a mere statement of the stage are
DIRECT = 0.8  # certainty from which the sentence itself, or its heading, names the program
_JOINED = re.compile(r"(?: \([^)]*\))?(?:,| and|, and) $")
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|remains?)\b")
Mentions = Sequence[tuple[int, int, int]]


def events(heard: Heard, vocabulary: Vocabulary) -> Iterator[Event]:
    """The events that a release tells of these programs, in the order of its text."""
    release = heard.release
    speaks = Speaks(release, vocabulary)
    hinted = {index for index, _, _ in heard.of_the_field}
    for index, sentence, whole in heard.sentences:
        for text, place in vocabulary.pieces(whole):
            about = speaks.of(index, sentence, text)
            if not about or index not in hinted or sentence.form in ("heading", "row"):
                continue
            reading, mentions = Reading(text, sentence, release.published), vocabulary.mentions(text)
            for number, sure in about.items():
                part = _Part(release, heard.release_id, index, place, reading, vocabulary.called[number])
                yield from part.events(sure * (SPOKEN if sentence.speaker else 1.0), mentions, number)


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence, or the part of it that begins at ``place``, read for one program."""

    release: Release
    release_id: str
    index: int
    place: int
    reading: Reading
    program: Called

    def events(self, certainty: float, mentions: Mentions, number: int) -> Iterator[Event]:
        """At most a deed and a plan, else where the program stands."""
        own = _own_stages(self.reading, mentions, number)
        done, ahead = [s for s, planned in own if not planned], [s for s, planned in own if planned]
        reached = listed_stage(self.reading.text, self.program) or (_furthest(done).words if done else None)
        told = [item for item in self.reading.told if _is_of(item, self.reading.text, mentions, number)]
        for item in told:
            nearest = min(ahead, key=lambda s: abs(s.start - item.start)).words if ahead else None
            yield self._event(item, nearest if item.planned else reached, certainty)
        bare = not told and not self.reading.of_business and not self.reading.sentence.speaker
        if bare and reached and certainty >= DIRECT:
            yield self._event(Told(None, planned=False), reached, certainty * STATED)

    def _event(self, item: Told, stage: str | None, certainty: float) -> Event:
        release, text, sentence = self.release, self.reading.text, self.reading.sentence
        published = release.published
        period, due = when.expected(text, published, item.end) if item.planned else (None, None)
        happened = when.happened(text, published, item.start, item.end) if item.kind else published.isoformat()
        trial = next((name for name in self.program.trials if re.search(rf"(?<![\w-]){re.escape(name)}(?!\w)", text)), "")
        return Event(
            program=self.program.name,
            kind=item.kind.name if item.kind else STANDS,
            what=_what(item, stage, trial),
            planned=item.planned,
            date=None if item.planned else happened,
            expected=period,
            due=due,
            stage=stage,
            trial=trial,
            party=sentence.party,
            release_id=self.release_id,
            index=self.index,
            published=published.isoformat(),
            source=release.source,
            quote=text,
            start=sentence.start + self.place,
            end=sentence.start + self.place + len(text),
            certainty=round(certainty, 2),
            boilerplate=release.section_of(sentence).kind == "about",
        )


def _is_of(item: Told, text: str, mentions: Mentions, number: int) -> bool:
    """False for what is told with a verb of its own of another program, named after this one."""
    before = [mention for mention in mentions if mention[1] <= item.start]
    if not before or before[-1][2] == number:
        return True
    if any(number == program and _JOINED.match(text[end : before[-1][0]]) for _, end, program in before[:-1]):
        return True
    return not (any(m[2] == number for m in before) and _VERB.search(text[before[-1][1] : item.end]))


def _own_stages(reading: Reading, mentions: Mentions, number: int) -> list[tuple[Stage, bool]]:
    """The stages that the sentence tells of this program, each with whether it is planned."""
    own = [pair for pair in reading.stages if _is_own(pair[0], mentions, number, alone=len(reading.stages) == 1)]
    if not own and reading.stages and mentions:
        until = _listed_until(reading.text, mentions, number)
        own = [pair for pair in reading.stages if pair[0].start >= until][:1]
    return own


def _is_own(stage: Stage, mentions: Mentions, number: int, *, alone: bool) -> bool:
    """True where no other program is named nearer to the stage; one told ``alone``, before a list of programs, is each one's."""
    if len({program for _, _, program in mentions}) < 2 or (alone and stage.end <= mentions[0][0]):
        return True
    nearest = min(mentions, key=lambda m: stage.start - m[1] if m[1] <= stage.start else abs(m[0] - stage.end))
    return nearest[2] == number


def _listed_until(text: str, mentions: Mentions, number: int) -> int:
    """Where the list of names ends that a program stands in ("X-1 and X-2, in Phase 1"); past the text where it stands in none."""
    until = len(text)
    for (_, end, program), (start, last, _) in pairwise(mentions):
        if program == number and _JOINED.match(text[end:start]):
            until = last
    return until


def _furthest(done: Sequence[Stage]) -> Stage:
    """The stage that counts of those reached: that a program has ended, else the one furthest on."""
    return next((s for s in done if s.rank < 0), None) or max(done, key=lambda s: s.rank)


def _what(item: Told, stage: str | None, trial: str) -> str:
    """What is told, in short words."""
    if item.kind is None:
        return f"Stands at: {stage}"
    where = " ".join(word for word in (stage if stage and stage.startswith("Phase") else "", trial) if word)
    return f"{item.kind.ahead if item.planned else item.kind.done}{f' ({where})' if where else ''}"
