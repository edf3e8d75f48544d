"""The material: issuers, the passages of their releases, and questions with what answers them.

FOLDER/questions.jsonl has a line a question: id, issuer, question, answerable, evidence (a list of {release, quote}), near_miss (a
list of sentences that look like an answer and are none); if given, ``answer`` and a further ``release`` are heeded. Releases are files
below FOLDER/releases; where the id begins with p3- they are looked for in releases/part3 first.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.errors import IngestError, SourceError
from ingest.lexical import Lexical
from ingest.parse import parse
from ingest.passages import bare_text, passage, searchable, titled_text
from ingest.readers import read
from ingest.release import Release
from ingest.training.matching import holds, matches, plain, touches

HARD = 15  # of the passages that rank highest by words and are no answer, so many are kept
_LEGAL_FORM = re.compile(
    r"\b(?:incorporated|corporation|company|holdings|limited|group|corp|inc|ltd|llc|plc|asa|the|co|lp|ag|sa|se|nv|ab)\b"
)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Passage:
    """``text`` is embedded, ``paired`` read beside a question; those with the same ``words`` are twins and count as one, wherever they stand."""

    text: str
    words: str
    paired: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answers, what looks like one, and the words of all that may not be held against it."""

    text: str
    answers: tuple[Passage, ...]
    near: tuple[Passage, ...]
    hard: tuple[Passage, ...]
    spared: frozenset[str]


@dataclass(frozen=True, slots=True)
class Issuer:
    """One issuer under all names that its questions give it; ``silent`` are the questions that its passages do not answer."""

    names: tuple[str, ...]
    passages: tuple[Passage, ...]
    questions: tuple[Question, ...]
    silent: tuple[Question, ...] = ()


def read_material(folder: Path, progress: Callable[[str], None] | None = None) -> Iterator[Issuer]:
    """Read the issuers that have a question to train on, by name; SourceError where questions.jsonl cannot be read."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(folder / "questions.jsonl"):
        groups[issuer_key(row["issuer"])].append(row)
    for number, (_, rows) in enumerate(sorted(groups.items()), 1):
        issuer = _issuer(folder, rows)
        if issuer.questions:
            yield issuer
        if progress and (number % 50 == 0 or number == len(groups)):
            progress(f"read {number} of {len(groups)} issuers")


def issuer_key(name: str) -> str:
    """An issuer's name without its legal form, so that one issuer's questions stay together."""
    flat = plain(name)
    return " ".join(_LEGAL_FORM.sub(" ", flat).split()) or flat


def _rows(path: Path) -> list[Row]:
    rows: list[Row] = []
    try:
        for line in filter(str.strip, path.read_text(encoding="utf-8").split("\n")):
            rows.append(json.loads(line))
            if missing := {"id", "issuer", "question", "answerable", "evidence"} - rows[-1].keys():
                raise SourceError(f"{path}: question {len(rows)} has no {', '.join(sorted(missing))}")
    except OSError as error:
        raise SourceError(f"{path} could not be read: {error.strerror}. Give the folder that holds questions.jsonl.") from error
    except ValueError as error:
        raise SourceError(f"{path}: question {len(rows) + 1} is no JSON: {error}") from error
    return rows


def _issuer(folder: Path, rows: Sequence[Row]) -> Issuer:
    releases = list(_releases(sorted({path for row in rows for path in _files(folder, row)})))
    passages = tuple(
        Passage(titled_text(release, sentence), plain(bare_text(release, sentence)), passage(release, index).paired)
        for release in releases
        for index, sentence in searchable(release)
    )
    lexical = Lexical.build(releases)  # its rows are the passages, in this order
    questions = tuple(question for row in rows if row["answerable"] and (question := _question(row, passages, lexical)).answers)
    silent = tuple(_question(row, passages, lexical) for row in rows if not row["answerable"])
    return Issuer(tuple(sorted({row["issuer"] for row in rows})), _once(passages), questions, silent)


def _question(row: Row, passages: Sequence[Passage], lexical: Lexical) -> Question:
    quotes = [plain(item["quote"]) for item in row["evidence"]]
    misses = [plain(text) for text in row.get("near_miss") or ()]
    answer = plain(row.get("answer") or "")
    answers = _once(p for p in passages if any(matches(p.words, quote) for quote in quotes))
    spared = {p.words for p in passages if holds(p.words, answer) or any(touches(p.words, quote) for quote in quotes)}
    spared |= {p.words for p in answers}
    near = _once(p for p in passages if p.words not in spared and any(matches(p.words, miss) for miss in misses))
    scores = lexical.scores(row["question"])[1]
    ranked = (passages[i] for i in (-scores).argsort(kind="stable") if scores[i] > 0)
    hard = _once(p for p in ranked if p.words not in spared)[:HARD]
    return Question(row["question"], answers, near, hard, frozenset(spared))


def _once(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    return tuple(dict.fromkeys(passages))


def _files(folder: Path, row: Row) -> Iterator[Path]:
    names = {item["release"] for item in row["evidence"]} | ({row["release"]} if row.get("release") else set())
    part = re.match(r"p(\d+)-", str(row["id"]))
    places = [folder / "releases" / f"part{part[1]}"] if part else []
    for name in names:
        yield from [path for place in [*places, folder / "releases"] if (path := place / name).is_file()][:1]


def _releases(paths: Iterable[Path]) -> Iterator[Release]:
    """Each release once; a file that cannot be read as one is passed over."""
    seen: set[str] = set()
    for path in paths:
        try:
            release = parse(read(path.read_bytes(), path.name))
        except IngestError:
            continue
        if release.release_id not in seen:
            seen.add(release.release_id)
            yield release
