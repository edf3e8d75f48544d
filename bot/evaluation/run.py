"""A run: every question of a file put to a record, judged, and kept in a file for a later comparison."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from bot.answer import Answer, Question
from bot.chain import Chain
from bot.contract import to_json
from bot.errors import QuestionError
from bot.evaluation.expected import Expected
from bot.evaluation.outcome import Outcome, judge

VERSION = 1
MISSING: dict[str, Any] = {
    "status": "missing",
    "text": "",
    "citations": [],
    "statements": [],
    "caveats": [],
    "composer": "",
    "elapsed_ms": None,
}


def outcomes(chain: Chain, questions: Sequence[Expected], *, as_of: date | None = None) -> Iterator[Outcome]:
    """Ask each question, a follow-up after the one that it follows on, and judge its answer; what cannot be taken as a question is missing."""
    answers: dict[str, Answer] = {}

    def text_of(release_id: str) -> str:
        return chain.record.release(release_id).text

    for wanted in questions:
        question = Question(wanted.question, wanted.audience, as_of, wanted.id)
        try:
            answer = chain.ask(question, after=answers.get(wanted.follow_up_to or ""))
        except QuestionError:
            yield judge(wanted, MISSING, text_of)
            continue
        answers[wanted.id] = answer
        yield judge(wanted, to_json(answer), text_of)


def save(path: Path, run: Iterable[Outcome], figures: dict[str, Any]) -> None:
    """Keep a run; QuestionError where it cannot be written."""
    kept = {"version": VERSION, "figures": figures, "outcomes": [asdict(outcome) for outcome in run]}
    try:
        path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise QuestionError(f"The run could not be written to {path}: {error.strerror}. Give another file with --save.") from error


def read(path: Path) -> dict[str, Outcome]:
    """The outcomes of a kept run by question id; QuestionError where it is none."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {one["id"]: _outcome(one) for one in kept["outcomes"]}
    except OSError as error:
        raise QuestionError(
            f"The run {path} could not be read: {error.strerror}. Give a file that `onrecord eval --save` wrote."
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise QuestionError(f"{path} is no run ({error}). Give a file that `onrecord eval --save` wrote.") from error


def _outcome(plain: dict[str, Any]) -> Outcome:
    counts = {name: (hits, chances) for name, (hits, chances) in plain["counts"].items()}
    return Outcome(**{**plain, "counts": counts})
