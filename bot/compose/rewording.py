"""A follow-up reworded by a language model so that it stands alone; what it brings in from nowhere is not taken."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from bot.answer import Turn
from bot.compose.provider import ChatModel
from bot.errors import ModelError
from bot.understand import names
from bot.words import stems
from prompts import text

SHARE = 0.3  # of the time that a reader waits for the model; the answer needs the rest
TURNS = 3  # shown of the thread
LONGEST = 400  # characters of a question that was asked in a few words
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def reworded(question: str, turns: Sequence[Turn], model: ChatModel) -> str | None:
    """The question as it stands alone; None where the model fails, or names or counts what the conversation does not."""
    told = [{"question": turn.question, "answer": list(turn.said)} for turn in turns[-TURNS:]]
    request = text("stand_alone_request", question=question, turns="\n".join(json.dumps(turn, ensure_ascii=False) for turn in told))
    try:
        reply = "".join(model.pieces(text("stand_alone"), request, seconds=SHARE * model.seconds))
    except ModelError:
        return None  # the rules do instead; that the model is down, the answer will say
    line = " ".join(reply.split()).strip('"“” ')
    return line if 0 < len(line) <= LONGEST and not _foreign(line, f"{request} {question}") else None


def _foreign(line: str, known: str) -> bool:
    """True where the line names or counts anything that is not known."""
    words = stems(known)
    return any(not stems(name) <= words for name in names(line)) or not set(_NUMBER.findall(line)) <= set(_NUMBER.findall(known))
