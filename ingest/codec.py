"""A Release to the string that the record keeps, and back."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from ingest.release import Contact, Legend, Release, Section, Sentence, Span


def encode(release: Release) -> str:
    """One compact JSON string that holds all of the release."""
    plain = {f.name: getattr(release, f.name) for f in fields(release)}
    plain["published"] = release.published.isoformat()
    plain["sections"] = [_row(s) for s in release.sections]
    plain["sentences"] = [_row(s) for s in release.sentences]
    plain["contacts"] = [asdict(c) for c in release.contacts]
    plain["legend"] = asdict(release.legend) if release.legend else None
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def decode(string: str) -> Release:
    """The release that ``encode`` wrote; KeyError, TypeError or ValueError where the string is not one."""
    plain: dict[str, Any] = json.loads(string)
    plain["published"] = date.fromisoformat(plain["published"])
    plain["sections"] = tuple(Section(*row) for row in plain["sections"])
    plain["sentences"] = tuple(Sentence(*row) for row in plain["sentences"])
    plain["contacts"] = tuple(Contact(**c) for c in plain["contacts"])
    plain["legend"] = _legend(plain["legend"])
    whole: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in plain.items()}
    return Release(**whole)


def _row(part: Section | Sentence) -> list[Any]:
    return [getattr(part, f.name) for f in fields(part)]


def _legend(plain: dict[str, Any] | None) -> Legend | None:
    if plain is None:
        return None
    lists = {key: tuple(Span(**span) for span in plain[key]) for key in ("topics", "factors", "assumptions")}
    policy = Span(**plain["update_policy"]) if plain["update_policy"] else None
    return Legend(plain["start"], plain["end"], update_policy=policy, **lists)
