"""Answers and releases as the JSON contract (version 1) that the command line, the web and the journal print."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bot.answer import Answer
from ingest import Release

VERSION = 1


def to_json(answer: Answer) -> dict[str, Any]:
    """The contract's keys in the contract's order; tuples as lists."""
    plain = asdict(answer)
    question = plain.pop("question")
    return {
        "version": VERSION,
        "id": question["id"],
        "answer_id": plain["answer_id"],
        "thread": plain["thread"],
        "question": question["text"],
        "standalone_question": plain["standalone_question"] or question["text"],
        "audience": question["audience"],
        **{key: plain[key] for key in KEYS},
    }


KEYS = (
    "status",
    "reason",
    "text",
    "statements",
    "citations",
    "caveats",
    "as_of",
    "record_as_of",
    "missing",
    "notices",
    "suggestions",
    "superseded",
    "overdue",
    "nearest",
    "contact",
    "composer",
    "elapsed_ms",
)


def release_to_json(release: Release) -> dict[str, Any]:
    """The contract of `show --json` and of the web's releases."""
    legend = release.legend
    return {
        "release_id": release.release_id,
        "headline": release.headline,
        "subheadline": release.subheadline,
        "published": release.published.isoformat(),
        "dateline": release.dateline,
        "issuer": release.issuer,
        "tickers": list(release.tickers),
        "language": release.language,
        "source": release.source,
        "sources": list(release.sources),
        "url": release.url,
        "contacts": [asdict(contact) for contact in release.contacts],
        "sections": [{"heading": s.heading, "kind": s.kind, "start": s.start, "end": s.end} for s in release.sections],
        "legend": {
            "start": legend.start,
            "end": legend.end,
            "topics": release.quotes(legend.topics),
            "factors": release.quotes(legend.factors),
            "assumptions": release.quotes(legend.assumptions),
            "update_policy": release.quote(legend.update_policy) if legend.update_policy else None,
        }
        if legend
        else None,
        "corrects": release.corrects,
        "restates": release.restates,
        "embargoed_until": release.embargoed_until,
        "characters": len(release.text),
    }
