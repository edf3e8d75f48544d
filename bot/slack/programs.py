"""Where the programs stand: the question that /program and its mention ask."""

from __future__ import annotations

import re

from prompts import text

BY_MENTION = re.compile(r"/?programs?:?(?:\s+([^\s?]+(?:\s+[^\s?]+){0,2}))?", re.IGNORECASE)  # a name has three words at most


def program_of(said: str) -> str | None:
    """The program that "program NAME" names, "" for all of them; None for words that ask something else."""
    found = BY_MENTION.fullmatch(said)
    return (found[1] or "") if found else None


def question(name: str) -> str:
    """Where a program stands, or, without a name, all of them."""
    return text("slack_where", name=name) if name else text("slack_where_all")
