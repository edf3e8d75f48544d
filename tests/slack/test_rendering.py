"""Every answer renders within Slack's limits: by slack_sdk's own models of blocks, and by our checks of what those let pass."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from slack_server import blocks
from slack_server.workspace import texts

from bot.answer import Answer, Audience, Question
from bot.chain import Chain
from bot.opening import open_record
from bot.settings import Settings
from bot.slack.limits import parted
from bot.slack.render import answer_blocks, fallback, offered
from ingest import ingest, open_embedder

DATA = Path(__file__).parents[2] / "data"
SHARED = Path(__file__).parents[3] / "shared"
GOLD = sorted((SHARED / "gold" / "dev").glob("*.questions.jsonl"))
PUBLIC = "https://ir.example.com/"


def questions(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def answers(settings: Settings, path: Path) -> Iterator[Answer]:
    """What is answered to each question of a file, follow-ups in their threads."""
    with closing(open_record(settings)) as record:
        chain = Chain(record, open_embedder(settings.encoder, may_export=False), settings)
        for asked in questions(path):
            audience: Audience = str(asked.get("audience") or "investor")  # type: ignore[assignment]
            thread = str(asked.get("follow_up_to") or asked["id"])
            yield chain.ask(Question(str(asked["question"]), audience, thread=f"{thread}/{audience}"))


def check_message(answer: Answer) -> int:
    """Refused where Slack would refuse a message of this answer; how many messages it takes."""
    pages = parted([*answer_blocks(answer, PUBLIC), *offered(answer, ask_ir=True)])
    for page in pages:
        blocks.check(page, "message")
    assert 0 < len(fallback(answer)) <= 4_000
    assert all(statement.text.split()[0] in " ".join(texts(pages)) for statement in answer.statements)
    return len(pages)


def test_every_question_of_the_sample_renders_within_the_limits(sample: Settings, tmp_path: Path) -> None:
    settings = replace(sample, state=tmp_path, journal=replace(sample.journal, url=None))
    pages = [check_message(answer) for answer in answers(settings, DATA / "questions.jsonl")]
    assert (len(pages), max(pages)) == (46, 1)


def test_an_answer_beyond_every_limit_is_parted(sample: Settings, tmp_path: Path) -> None:
    settings = replace(sample, state=tmp_path, journal=replace(sample.journal, url=None))
    answer = next(answers(settings, DATA / "questions.jsonl"))
    long = replace(answer.statements[0], text="Very long words. " * 400)
    assert check_message(replace(answer, statements=(long,) * 60, caveats=())) > 1


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.name)
def test_every_question_asked_of_real_releases_renders_within_the_limits(gold: Path, tmp_path: Path) -> None:
    """Makes each company's record first, unless STORES names a folder where they stand."""
    company = gold.name.removesuffix(".questions.jsonl")
    made = os.environ.get("STORES")
    store = Path(made) / company if made else tmp_path / "store"
    if not made:
        ingest([str(SHARED / "releases" / company)], store)
    settings = Settings(store=store, state=tmp_path / "state", chooser="none")
    pages = [check_message(answer) for answer in answers(settings, gold)]
    assert len(pages) == len(questions(gold))
