"""The runs of words by which a question is judged: what does not depend on who is asked about."""

from __future__ import annotations

import re

from bot.understand import names

LONGEST = 3  # words in a run
_WORD = re.compile(r"\$?\d[\d.,]*\w*|[a-z0-9$%]+|\?")


def runs(question: str) -> frozenset[str]:
    """Every run of up to three words, those that begin the question marked; a name is "name" and a number "0"."""
    words = _words(question)
    inside = {" ".join(words[i : i + length]) for length in range(1, LONGEST + 1) for i in range(len(words) - length + 1)}
    return frozenset(inside | {"^" + " ".join(words[:length]) for length in (1, 2)})


def _words(question: str) -> list[str]:
    nameless = question.replace("’", "'")
    for name in sorted(names(question), key=len, reverse=True):
        nameless = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " name ", nameless)
    found = _WORD.findall(nameless.lower().replace("'", ""))
    return ["0" if word.lstrip("$")[:1].isdigit() else word for word in found]
