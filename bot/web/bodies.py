"""What requests and answers look like, for reading them and for the OpenAPI document."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from bot.answer import Answer, Audience
from bot.contract import KEYS, VERSION
from bot.understand import LONGEST
from ingest import Contact


class Ask(BaseModel):
    """A question. Who asks is decided by the address it is sent to, never by what is sent."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(min_length=1, max_length=LONGEST, examples=["When are the top-line results expected?"])
    thread: str | None = Field(
        None, max_length=64, description="The thread of an earlier answer, to follow up on it; an unknown one starts anew."
    )
    as_of: date | None = Field(None, description="Answer as the record stood on this day.")
    id: str | None = Field(None, max_length=100, description="Given back in the answer.")


class Opine(BaseModel):
    """What a reader thinks of an answer."""

    model_config = ConfigDict(extra="forbid")

    answer_id: str = Field(pattern="^[0-9a-f]{32}$")
    helpful: bool
    comment: str | None = Field(None, max_length=1000)


class Listed(BaseModel):
    """A release in a list; ``source`` is a name or a URL, never a path; ``page`` is its address on this server."""

    release_id: str
    headline: str
    published: str = Field(json_schema_extra={"format": "date"})
    issuer: str | None
    source: str
    page: str


class Releases(BaseModel):
    """A stretch of the releases on record, newest first; ``total`` counts all that match."""

    releases: list[Listed]
    total: int
    record_as_of: str | None


class Suggestions(BaseModel):
    """What one could ask, and whom to turn to."""

    company: str | None
    suggestions: list[str]
    contact: Contact | None
    record_as_of: str | None


class Health(BaseModel):
    """Whether the server lives, or can answer."""

    status: Literal["ok"] = "ok"


def _answer_body() -> type[BaseModel]:
    """The contract of an answer, made from its nouns, so that the document cannot tell otherwise than the code."""
    hints = get_type_hints(Answer)
    first: dict[str, Any] = {
        "version": Literal[VERSION],
        "id": str | None,
        "answer_id": str,
        "thread": str | None,
        "question": str,
        "standalone_question": str,
        "audience": Audience,
    }
    fields: dict[str, Any] = {key: (kind, ...) for key, kind in (first | {key: hints[key] for key in KEYS}).items()}
    return create_model("Answer", __doc__="A checked answer: what `onrecord ask --json` prints.", **fields)


AnswerBody = _answer_body()
