"""Which programs a sentence speaks of, and how sure that is: by name, by trial, by heading, by what stands before it, by partner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.ledger.called import Called
from ingest.ledger.heard import Heard
from ingest.ledger.program import squeezed
from ingest.ledger.uses import listed_stage
from ingest.release import Release, Sentence

NAMED, TRIAL, HEADED, SHORT, BEFORE, ONLY, HEADLINE, PARTNER = 1.0, 0.95, 0.85, 0.75, 0.65, 0.62, 0.6, 0.55
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_COUNTED = re.compile(
    rf"\b({'|'.join(_COUNTS)}) (?:[\w-]+ ){{0,3}}(?:candidates|programs|assets|indications|INDs|products|drugs|compounds|devices)\b",
    re.IGNORECASE,
)
CARRIED = 3  # sentences over which a program stays the one spoken of


class Words:
    """Words of several programs, found in one scan of a text."""

    def __init__(self, words: Iterable[tuple[str, int]], *, exact: bool = True) -> None:
        self._programs: dict[str, list[int]] = {}
        every = set()
        for word, number in words:
            every.add(word)
            self._programs.setdefault(squeezed(word), []).append(number)
        longest_first = "|".join(map(re.escape, sorted(every, key=len, reverse=True)))
        self._pattern = re.compile(rf"(?<![\w-])(?:{longest_first})(?!\w)", 0 if exact else re.IGNORECASE) if every else None

    def places(self, text: str) -> list[tuple[int, int, int]]:
        """(start, end, program) of every such word."""
        found = self._pattern.finditer(text) if self._pattern else ()
        return [(match.start(), match.end(), number) for match in found for number in self._programs[squeezed(match[0])]]

    def programs(self, text: str) -> list[int]:
        """The programs that the text names, in its order."""
        return list(dict.fromkeys(number for _, _, number in self.places(text)))


class Vocabulary:
    """All words by which programs are spoken of."""

    def __init__(self, called: Sequence[Called], releases: Iterable[Heard] = ()) -> None:
        numbered = list(enumerate(called))
        self.called = called
        self.names = Words((name, n) for n, p in numbered if not p.listed for name in p.names)
        self.trials = Words((trial, n) for n, p in numbered for trial in p.trials)
        uses = ((use, n) for n, p in numbered if not p.listed for use in (*p.shorts, *p.indications) if " " in use or use.isupper())
        self.uses = Words(uses, exact=False)
        self.partners = Words((p.partner.split()[0], n) for n, p in numbered if p.partner)

        self._groups: dict[int, list[int]] = {}
        for heard in releases:
            for _, _, text in heard.of_the_field:
                together = self.names.programs(text)
                if len(together) > 1:
                    self._groups[len(together)] = together

    def counted(self, text: str) -> list[int]:
        """The programs that "all four candidates" speaks of: those last named together, as many as that."""
        count = _COUNTED.search(text)
        return self._groups.get(_COUNTS[count[1].lower()], []) if count else []

    def mentions(self, text: str) -> list[tuple[int, int, int]]:
        """(start, end, program) of every name and trial in a text."""
        return sorted([*self.names.places(text), *self.trials.places(text)])

    def listed(self, text: str) -> list[int]:
        """The programs that a list of uses with stages tells of."""
        return [n for n, p in enumerate(self.called) if listed_stage(text, p)] if text.count(" of ") > 1 and text.count("(") > 1 else []

    def pieces(self, text: str) -> Iterator[tuple[str, int]]:
        """(words, place) of the parts of a text, cut where a new sentence begins with a program's name."""
        starts = [0, *(start for start, _, _ in self.mentions(text) if start > 2 and text[:start].endswith(". "))]
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            yield text[start:end].rstrip(), start


class Speaks:
    """What the sentences of one release speak of, asked for in the order of the text."""

    def __init__(self, release: Release, vocabulary: Vocabulary) -> None:
        self._release, self._vocabulary = release, vocabulary
        self._before: tuple[int, int, list[int]] = (-9, -1, [])
        self._headline = vocabulary.names.programs(release.headline) or vocabulary.uses.programs(release.headline)

    def of(self, index: int, sentence: Sentence, text: str) -> dict[int, float]:
        """The programs (by number) that the sentence speaks of, each with its certainty."""
        direct = self._directly(sentence, text)
        if direct:
            self._before = (index, sentence.section, list(direct))
            return direct
        return self._by_place(index, sentence, text)

    def _directly(self, sentence: Sentence, text: str) -> dict[int, float]:
        words = self._vocabulary
        if listed := words.listed(text):
            return dict.fromkeys(listed, HEADED)
        heading = f"{sentence.context} {self._release.section_of(sentence).heading}"
        ways = ((words.names, text, NAMED), (words.trials, text, TRIAL), (words.names, heading, HEADED), (words.trials, heading, HEADED))
        for which, where, certainty in (*ways, (words.uses, text, SHORT)):
            if found := which.programs(where):
                return dict.fromkeys(found, certainty)
        return {}

    def _by_place(self, index: int, sentence: Sentence, text: str) -> dict[int, float]:
        last, section, programs = self._before
        partners = self._vocabulary.partners.programs(text)
        if section == sentence.section and index - last <= CARRIED and not (partners and set(partners).isdisjoint(programs)):
            return dict.fromkeys(programs, BEFORE)
        if together := self._vocabulary.counted(text):
            return dict.fromkeys(together, PARTNER)
        if partners:
            return dict.fromkeys(partners, PARTNER)
        if self._release.section_of(sentence).kind == "about":
            return {}
        if len(self._headline) == 1:
            return dict.fromkeys(self._headline, HEADLINE)
        return {0: ONLY} if len(self._vocabulary.called) == 1 else {}
