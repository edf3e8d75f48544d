"""Batches: JSON lines from a file or standard input."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.errors import QuestionError


def items(name: str) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines file, or of standard input where ``name`` is "-"; QuestionError names a bad line."""
    try:
        lines = (sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")).split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(f"The batch file {name!r} could not be read: {error}.") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _object(line, f"line {number} of {name}")


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise QuestionError(f"{where} is not JSON ({error.msg}): {line[:80]!r}. One object a line is expected.") from error
    if not isinstance(value, dict):
        raise QuestionError(f"{where} is no JSON object: {line[:80]!r}. One object a line is expected.")
    return value
