"""What is set for the web alone: who may embed the widget, who holds a token, and how much is let in."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.errors import SettingsError

ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d+)?")
SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class WebSettings:
    """In force for this process; tokens are kept as SHA-256, in hex, so that a leak of the settings opens nothing."""

    origins: tuple[str, ...] = ()  # sites that may embed the widget, such as https://www.example.com; our own is always one
    staff_tokens: tuple[str, ...] = field(default=(), repr=False)
    sales_tokens: tuple[str, ...] = field(default=(), repr=False)
    mcp_tokens: tuple[str, ...] = field(default=(), repr=False)  # of investors' assistants
    address_rate: int = 60  # questions a minute from one address, and as many at once
    session_rate: int = 20  # questions a minute in one conversation, and as many at once
    at_once: int = 2  # answers made at the same time in one process: a core each is all they can use
    waiting: int = 16  # questions that may wait for their turn; the next is told to come back
    seconds: int = 20  # an answer that takes longer is given up
    shared: str | None = None  # the folder that the processes of one server share; made by `onrecord serve`


def read_web_settings(environment: Mapping[str, str] = os.environ) -> WebSettings:
    """Settings from the environment; SettingsError names the key, its value and what was expected."""
    usual = WebSettings()
    return WebSettings(
        origins=_list(environment, "ONRECORD_ORIGINS", ORIGIN, "origins such as https://www.example.com"),
        staff_tokens=_list(environment, "ONRECORD_STAFF_TOKENS", SHA256, "SHA-256 hashes of tokens, 64 hex digits each", secret=True),
        sales_tokens=_list(environment, "ONRECORD_SALES_TOKENS", SHA256, "SHA-256 hashes of tokens, 64 hex digits each", secret=True),
        mcp_tokens=_list(environment, "ONRECORD_MCP_TOKENS", SHA256, "SHA-256 hashes of tokens, 64 hex digits each", secret=True),
        address_rate=_count(environment, "ONRECORD_ADDRESS_RATE", usual.address_rate),
        session_rate=_count(environment, "ONRECORD_SESSION_RATE", usual.session_rate),
        at_once=_count(environment, "ONRECORD_ANSWERS_AT_ONCE", usual.at_once),
        waiting=_count(environment, "ONRECORD_ANSWERS_WAITING", usual.waiting),
        seconds=_count(environment, "ONRECORD_ANSWER_SECONDS", usual.seconds),
        shared=environment.get("ONRECORD_SHARED") or None,
    )


def _list(environment: Mapping[str, str], key: str, shape: re.Pattern[str], expected: str, *, secret: bool = False) -> tuple[str, ...]:
    values = tuple(part.strip().rstrip("/").lower() for part in environment.get(key, "").split(",") if part.strip())
    for value in values:
        if not shape.fullmatch(value):
            raise SettingsError(
                f"{key} holds {'something' if secret else repr(value)} that is none; {expected} were expected, parted by commas."
            )
    return values


def _count(environment: Mapping[str, str], key: str, usual: int) -> int:
    value = environment.get(key) or str(usual)
    if not value.isdecimal() or not int(value):
        raise SettingsError(f"{key} is {value!r}; a whole number above 0 was expected.")
    return int(value)
