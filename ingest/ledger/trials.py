"""The names of trials, and whose they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.ledger.called import Called, spoken_of
from ingest.ledger.heard import Heard
from ingest.ledger.program import squeezed
from ingest.ledger.words import exact, names

_ACRONYM = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]{2,}(?:-\d)?(?![\w-])")


def with_trials(called: Sequence[Called], known: Sequence[str], releases: Sequence[Heard]) -> list[Called]:
    """Each program with the names of its trials: those told in one sentence with it more often than with any other."""
    together: dict[str, Counter[int]] = {}
    for heard in releases:
        headed = spoken_of(heard.release.headline, called)
        for _, sentence, text in heard.of_the_field:
            for name in set(_trial_names(text, known)):
                near = (
                    spoken_of(text, called)
                    or spoken_of(f"{sentence.context} {heard.release.section_of(sentence).heading}", called)
                    or headed
                )
                together.setdefault(name, Counter()).update(near if len(near) == 1 else [])
    owners = {name: counts.most_common(1)[0][0] for name, counts in together.items() if counts}
    own = {squeezed(name) for program in called for name in (program.names if not program.given else (program.name,))}
    trials = [tuple(sorted(name for name, owner in owners.items() if owner == n and squeezed(name) not in own)) for n in range(len(called))]
    return [replace(program, trials=names_) for program, names_ in zip(called, trials, strict=True)]


def _trial_names(text: str, known: Sequence[str]) -> Iterator[str]:
    for match in _ACRONYM.finditer(text):
        before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 90]
        if match[0] in known or (
            not exact("no_trial").match(match[0]) and (names("after_trial").search(after) or names("before_trial_name").search(before))
        ):
            yield match[0]
