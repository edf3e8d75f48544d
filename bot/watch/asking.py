"""Which request this is: an id that its log lines, its trace and its journal entry share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """A request's id, and the trace that it is part of, as the header ``traceparent`` names it."""

    request_id: str = ""
    traceparent: str = ""


NOBODY = Asked()
_asked: ContextVar[Asked] = ContextVar("asked", default=NOBODY)


def asked() -> Asked:
    """The request that is being answered here; empty where there is none."""
    return _asked.get()


@contextmanager
def asking(request_id: str, traceparent: str = "") -> Iterator[None]:
    """What happens within belongs to this request."""
    token = _asked.set(Asked(request_id, traceparent))
    try:
        yield
    finally:
        _asked.reset(token)
