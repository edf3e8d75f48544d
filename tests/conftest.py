"""Every test starts from a clean environment and a folder of its own; nothing but localhost is reached."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from ingest import (
    Contact,
    Embedder,
    Label,
    Legend,
    Record,
    Release,
    Section,
    SectionKind,
    Sentence,
    Span,
    Vectors,
    cache_folder,
    open_embedder,
)
from ingest.cross_encoder import prepare
from ingest.passages import searchable, titled_text


class WordEmbedder:
    """A small real embedder: words hashed to directions, so that texts that share words are near."""

    name = "words"

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        self.embedded.extend(texts)
        vectors = np.stack([_vector(text) for text in texts]) if texts else np.empty((0, 64), np.float32)
        if progress:
            progress(len(texts))
        return vectors


def _vector(text: str) -> Vectors:
    total = np.full(64, 1e-3, np.float32)
    for word in text.lower().split():
        total += np.random.default_rng(abs(hash_of(word))).standard_normal(64).astype(np.float32)
    return total / np.linalg.norm(total)


def hash_of(word: str) -> int:
    return int.from_bytes(word.encode()[:8].ljust(8, b"."), "big")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for key in [key for key in os.environ if key.startswith("ONRECORD_") and key != "ONRECORD_CACHE"]:
        monkeypatch.delenv(key)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session", autouse=True)
def _prepared() -> None:
    """What the first ingest on a machine does; tests that ask a record of their own making need it, too. Once, however many run tests."""
    cache_folder().mkdir(parents=True, exist_ok=True)
    with FileLock(cache_folder() / "prepared.lock"):
        open_embedder()
        prepare()


@pytest.fixture
def embedder() -> Embedder:
    return WordEmbedder()


class ReleaseWriter:
    """Writes a small release sentence by sentence, each on lines of its own."""

    def __init__(self, headline: str) -> None:
        self.text, self.sections = headline, [Section(0, len(headline), "", "body")]
        self.sentences = [Sentence(0, len(headline), 0, form="heading")]

    def put(self, kind: SectionKind, label: Label, sentences: Sequence[str]) -> tuple[Span, ...]:
        """A section of these sentences, and where they stand."""
        spans = []
        for words in sentences:
            start = len(self.text) + 2
            self.text += f"\n\n{words}"
            spans.append(Span(start, len(self.text)))
            self.sentences.append(Sentence(start, len(self.text), len(self.sections), label=label))
        if spans:
            self.sections.append(Section(spans[0].start, spans[-1].end, "", kind))
        return tuple(spans)


def write_release(
    *told: str,
    headline: str = "Orvex opens a plant",
    day: str = "2025-03-04",
    ahead: Sequence[str] = (),
    about: Sequence[str] = (),
    factors: Sequence[str] = (),
    assumptions: Sequence[str] = (),
    update: Sequence[str] = (),
    contacts: tuple[Contact, ...] = (),
) -> Release:
    """A release that tells, looks ``ahead``, describes its issuer, and cautions."""
    writer = ReleaseWriter(headline)
    writer.put("body", "historical", told)
    writer.put("body", "forward", ahead)
    writer.put("about", "historical", about)
    cautions = [writer.put("legend", "legend", sentences) for sentences in (factors, assumptions, update)]
    spans = [span for several in cautions for span in several]
    policy = cautions[2][0] if update else None
    legend = Legend(spans[0].start, spans[-1].end, (), cautions[0], cautions[1], policy) if spans else None
    return Release(
        text=writer.text,
        headline=headline,
        published=date.fromisoformat(day),
        sections=tuple(writer.sections),
        sentences=tuple(writer.sentences),
        contacts=contacts,
        legend=legend,
    )


@pytest.fixture(scope="session")
def a_release() -> Callable[..., Release]:
    return write_release


@pytest.fixture
def a_record(tmp_path: Path, embedder: Embedder) -> Callable[..., Record]:
    def build(*releases: Release) -> Record:
        record = Record.create(tmp_path / "made-up", encoder=embedder.name)
        for number, release in enumerate(releases):
            vectors = embedder.embed([titled_text(release, s) for _, s in searchable(release)])
            record.add(release, {f"/r/{number}.md": "0" * 64}, vectors)
        record.commit()
        return record

    return build
