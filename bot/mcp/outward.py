"""What leaves for an assistant: sources by name or URL, releases by the address of their resource, and for sales no claim."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.programs.claims import claims
from bot.web.outward import named

Plain = dict[str, Any]
BEGINS = "onrecord://releases/"


def address(release_id: str) -> str:
    """The address of a release as a resource."""
    return f"{BEGINS}{release_id}"


def outward(told: Plain) -> Plain:
    """The same with sources by name or URL, never by a path of this machine."""
    return {key: _named(value) if key in ("source", "sources") else _each(value, outward) for key, value in told.items()}


def without_claims(told: Plain) -> Plain:
    """The same without the quotes that say whether a product works or is safe; what happened, and when, stays."""
    quiet = {"quote": None, "start": None, "end": None} if claims(str(told.get("quote") or "")) else {}
    return {key: _each(value, without_claims) for key, value in told.items()} | quiet


def _each(value: Any, change: Callable[[Plain], Plain]) -> Any:  # noqa: ANN401 - any part of the JSON
    if isinstance(value, dict):
        return change(value)
    return [_each(part, change) for part in value] if isinstance(value, list | tuple) else value


def _named(value: Any) -> Any:  # noqa: ANN401 - one source or several
    return named(value) if isinstance(value, str) else [named(source) for source in value]
