"""Labelled sentences for learning, each seen alone and at its place in its release."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ingest.errors import IngestError
from ingest.forward_looking.features import Seen, features
from ingest.forward_looking.labeller import place_in
from ingest.forward_looking.surroundings import Surroundings
from ingest.parse import parse
from ingest.readers import read
from ingest.release import Label, Release

_BY_SECTION = 0.2  # weight of a sentence that no reader labelled


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled sentence; ``views`` are what is seen of it alone and, where its release could be parsed, at its place."""

    views: tuple[frozenset[str], ...]
    label: Label
    issuer: str
    in_legend: bool = False
    weight: float = 1.0

    @property
    def judged(self) -> bool:
        """Whether a careful reader gave the label, rather than the section that the sentence stands in."""
        return self.weight == 1.0


def read_examples(folder: Path) -> Iterator[Example]:
    """Read the sentences of forward.jsonl, with their releases from below releases/; then those releases' legends."""
    files = {path.name: path for path in sorted((folder / "releases").rglob("*.*"))}
    releases: dict[str, Release | None] = {}
    for line in (folder / "forward.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        name = item["release"]
        if name not in releases:
            releases[name] = _parsed(files.get(name))
        yield _example(item["sentence"], item["label"], name, releases[name])
    yield from _legends(release for release in releases.values() if release)


def _legends(releases: Iterable[Release]) -> Iterator[Example]:
    """Each sentence of a legend section, once however often it is said."""
    known: set[str] = set()
    for release in releases:
        for _, sentence in release.sentences_of("legend"):
            text = release.quote(sentence)
            if text not in known and sentence.form != "heading":
                known.add(text)
                names = frozenset(features(Seen(text, Surroundings(published=release.published))))
                yield Example((names,), "legend", release.issuer or release.headline, in_legend=True, weight=_BY_SECTION)


def _parsed(path: Path | None) -> Release | None:
    """The release of a file, or nothing where there is none."""
    try:
        return parse(read(path.read_bytes(), path.name)) if path else None
    except IngestError:
        return None


def _example(sentence: str, label: Label, name: str, release: Release | None) -> Example:
    place = place_in(release, sentence) if release else None
    places = (Surroundings(published=date.fromisoformat(name[:10])), *((place,) if place else ()))
    return Example(
        views=tuple(frozenset(features(Seen(sentence, at))) for at in places),
        label=label,
        issuer=(release.issuer if release else None) or name[11:26],
        in_legend=place is not None and place.kind == "legend",
    )
