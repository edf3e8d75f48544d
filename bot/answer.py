"""The nouns of an answer, and its JSON contract (version 1) that every surface prints."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from ingest import Contact, Party

Audience = Literal["investor", "staff", "sales"]
Status = Literal["answered", "partial", "not_found", "declined", "help"]
Reason = Literal[
    "investment_advice",
    "price_prediction",
    "medical_advice",
    "undisclosed_information",
    "promotional_claim",
    "off_topic",
    "unsafe_request",
    "not_on_record",
]
NoticeKind = Literal["investigational", "fallback", "cut", "automated"]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks and where, in ids of the surface; the journal keeps a salted hash of each, and nothing else does."""

    person: str | None = field(default=None, repr=False)
    channel: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks, who asks, and up to which publication date the record may answer."""

    text: str
    audience: Audience = "investor"
    as_of: date | None = None
    id: str | None = None
    thread: str | None = None  # a name of any kind; None keeps nothing
    asker: Asker = Asker()


@dataclass(frozen=True, slots=True)
class Turn:
    """What a thread keeps of one question: as it stood alone, and of its answer what a follow-up can lean on.

    ``cited`` are (release_id, start) of the sentences in ``said``, ``speaker`` the first's, ``topics`` the programs they speak of, ``at`` an ISO time.
    ``withdrawn`` are (release_id, start, SHA-256) of what was said from a release withdrawn since.
    """

    question: str
    status: Status = "answered"
    said: tuple[str, ...] = ()
    cited: tuple[tuple[str, int], ...] = ()
    speaker: str | None = None
    published: str | None = None
    topics: tuple[str, ...] = ()
    at: str = ""
    withdrawn: tuple[tuple[str, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """The very words that a statement rests on: characters ``[start, end)`` of one release."""

    number: int
    release_id: str
    headline: str
    published: str
    url: str | None
    source: str
    section: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer, the numbers of its citations, and whose words it repeats."""

    text: str
    citations: tuple[int, ...]
    forward_looking: bool = False
    speaker: str | None = None
    source_party: Party = "issuer"
    superseded_by: str | None = None


@dataclass(frozen=True, slots=True)
class Caveat:
    """The cautions of one release for the forward-looking statements (indices) that rest on it."""

    statements: tuple[int, ...]
    notice: str
    factors: tuple[str, ...]
    assumptions: tuple[str, ...]
    update_policy: str | None
    release_id: str
    published: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence that must stand with the answer."""

    kind: NoticeKind
    text: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """A release offered where the record is silent."""

    release_id: str
    headline: str
    published: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A checked answer; ``to_json`` gives the contract of version 1."""

    question: Question
    status: Status
    text: str
    record_as_of: str | None
    answer_id: str
    reason: Reason | None = None
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    as_of: str | None = None
    missing: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    suggestions: tuple[str, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    contact: Contact | None = None
    opening: str = ""  # what ``text`` begins with, before the statements
    composer: str = "quotes"
    elapsed_ms: float = 0.0
    thread: str | None = None
    standalone_question: str | None = None
    superseded: tuple[dict[str, Any], ...] = field(default=())
    overdue: tuple[dict[str, Any], ...] = field(default=())
    turns: tuple[Turn, ...] = ()  # of the thread so far, this one the last; not part of the contract, nor is what follows
    steps: dict[str, float] = field(default_factory=dict)  # milliseconds by step
    flags: tuple[str, ...] = ()  # "adverse_event" where a side effect is reported
