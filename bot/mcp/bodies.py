"""What the tools take and give: read with pydantic, and told to assistants as JSON schemas."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.answer import Citation
from bot.understand import LONGEST
from bot.web.bodies import AnswerBody

LONGEST_DRAFT = 50_000  # characters: some thirty pages
AS_OF = Field(None, description="Answer as the record stood on this day, such as 2026-06-30.")


class Arguments(BaseModel):
    """What a tool takes; a key that it does not know is refused, so that no wish is dropped in silence."""

    model_config = ConfigDict(extra="forbid")


class Ask(Arguments):
    """A question; who asks is decided by the connection, never by what is sent."""

    question: str = Field(min_length=1, max_length=LONGEST)
    thread: str | None = Field(None, max_length=64, description="The thread of an earlier answer, to follow up on it.")
    as_of: date | None = AS_OF


class Search(Arguments):
    """Words to look for."""

    query: str = Field(min_length=1, max_length=LONGEST, pattern=r"\S")
    count: int = Field(10, ge=1, le=50, description="How many passages.")
    as_of: date | None = AS_OF


class ShowRelease(Arguments):
    """Which release."""

    release: str = Field(min_length=1, max_length=300, description="An id, the beginning of one, or a file name.")


class ProgramStatus(Arguments):
    """Which program, or all."""

    program: str | None = Field(None, max_length=100, description="A name, alias or indication; all programs where left out.")
    as_of: date | None = AS_OF


class CheckDraft(Arguments):
    """A draft, which is kept nowhere."""

    draft: str = Field(min_length=1, max_length=LONGEST_DRAFT, pattern=r"\S")
    as_of: date | None = AS_OF


class Found(BaseModel):
    """A passage, as `onrecord search --json` prints it."""

    release_id: str
    source: str
    published: str
    section: str
    kind: str
    start: int
    end: int
    text: str
    score: float


class Results(BaseModel):
    """The passages that rank highest."""

    results: list[Found]


class Checked(BaseModel):
    """A sentence of a draft, as `onrecord check --json` prints it."""

    text: str
    verdict: Literal["supported", "contradicted", "not_stated"]
    citations: list[Citation]
    reason: str | None


class CheckedDraft(BaseModel):
    """Every sentence of a draft."""

    sentences: list[Checked]


RELEASE: dict[str, Any] = {
    "type": "object",
    "description": "A release as `onrecord show --json` prints it, with the stored text that every span counts in.",
    "required": ["release_id", "headline", "published", "sections", "text"],
}
PROGRAMS: dict[str, Any] = {
    "type": "object",
    "description": "Programs as `onrecord programs --json` prints them.",
    "required": ["as_of", "programs"],
}
ANSWER, RESULTS, DRAFT = (body.model_json_schema() for body in (AnswerBody, Results, CheckedDraft))
