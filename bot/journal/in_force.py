"""What is in force when an answer is made: all that decides what it says, and the version under which that is kept."""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from bot.settings import Settings
from ingest import Record

VERSION_LENGTH = 16  # hex digits


def in_force(settings: Settings, record: Record) -> dict[str, Any]:
    """The encoder, the networks, the model, the program's version and the state of the record; no secret and no path of the record."""
    return {**_standing(settings), "record": record.manifest.generation}


def version_of(told: dict[str, Any]) -> str:
    """The version of what is in force: the same for the same."""
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:VERSION_LENGTH]


@lru_cache(8)
def _standing(settings: Settings) -> dict[str, Any]:
    return {
        "onrecord": version("onrecord"),
        "encoder": settings.encoder,
        "chooser": settings.chooser,
        "checker": settings.checker,
        "model": settings.model,
        "model_tokens": settings.model_tokens if settings.model else None,
        "company": sha256(repr(settings.company).encode()).hexdigest()[:VERSION_LENGTH],
        "today": str(settings.today or settings.company.today or "the clock's"),
    }
