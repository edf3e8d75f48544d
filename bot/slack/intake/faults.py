"""Faults get an id that both the log and the reader have; the log has no word of what was asked."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from slack_sdk.errors import SlackApiError

from bot.errors import DatabaseError, SlackError

REVOKED = {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}
OF_NO_QUESTION = (SlackError, DatabaseError)  # whose words say what an administrator is to do
log = logging.getLogger("onrecord.slack")


def note(error: BaseException, where: str) -> str:
    """Log what went wrong with where it happened, and give its id.

    An error's own words are left out, for they may repeat a question; its kind, what Slack answered and the lines of code are enough.
    Only those of ``OF_NO_QUESTION`` are there.
    """
    fault = uuid4().hex[:10]
    if isinstance(error, SlackApiError) and slack_name(error) in REVOKED:
        log.error(
            "fault %s at %s: Slack takes our token no more (%s). Install the app in that workspace again.", fault, where, slack_name(error)
        )
        return fault
    frames = "".join(traceback.format_tb(error.__traceback__)[-6:]).rstrip()
    told = f": {error}" if isinstance(error, OF_NO_QUESTION) else ""
    log.error("fault %s at %s: %s%s\n%s", fault, where, kind(error), told, frames)
    return fault


@contextmanager
def noted(where: str) -> Iterator[None]:
    """Around what may fail without harm to the rest: it is logged, and no more."""
    try:
        yield
    except Exception as error:
        note(error, where)


def kind(error: BaseException) -> str:
    """The kind of an error, with Slack's own name for it where there is one."""
    name = type(error).__name__
    return f"{name} {slack_name(error)}" if isinstance(error, SlackApiError) else name


def slack_name(error: SlackApiError) -> str:
    """What Slack calls an error, such as ``channel_not_found``; else its HTTP status."""
    response = error.response
    named = response.get("error") if hasattr(response, "get") else None
    return str(named or f"HTTP {getattr(response, 'status_code', '?')}")
