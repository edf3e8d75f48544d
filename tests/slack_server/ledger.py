"""Every call with its time, and the faults that a test asks for."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Call:
    """One call of the Web API, of a response_url ("response_url") or of an upload ("upload")."""

    method: str
    arguments: dict[str, Any]
    at: float  # monotonic seconds
    answer: dict[str, Any]
    status: int = 200
    token: str | None = None

    @property
    def error(self) -> str | None:
        return None if self.answer.get("ok") else str(self.answer.get("error"))


@dataclass
class Fault:
    """What goes wrong with calls of ``method`` ("*" is any): for ``times`` of them, or for a share (``chance``) of them."""

    method: str
    error: str | None = None
    status: int = 200
    retry_after: int | None = None
    delay: float = 0.0
    times: int = 1
    chance: float = 1.0
    when: Callable[[dict[str, Any]], bool] = lambda _: True


@dataclass
class Ledger:
    """Calls, in the order they were answered; a test may wait for one."""

    calls: list[Call] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    random: random.Random = field(default_factory=lambda: random.Random(7))
    changed: threading.Condition = field(default_factory=threading.Condition)

    def keep(self, call: Call) -> None:
        with self.changed:
            self.calls.append(call)
            self.changed.notify_all()

    def fault(self, method: str, arguments: dict[str, Any]) -> Fault | None:
        """The fault that strikes this call."""
        for fault in self.faults:
            if fault.method in (method, "*") and fault.times > 0 and fault.when(arguments) and self.random.random() < fault.chance:
                fault.times -= 1
                return fault
        return None

    def wait(self, true: Callable[[], Any], seconds: float, wanted: str) -> Any:
        """What ``true`` gives once it gives anything; an AssertionError with the last calls when ``seconds`` have passed."""
        until = time.monotonic() + seconds
        with self.changed:
            while not (got := true()):
                if not self.changed.wait(max(0.0, until - time.monotonic())) and time.monotonic() >= until:
                    last = [(call.method, call.error) for call in self.calls[-12:]]
                    raise AssertionError(f"{wanted} did not come within {seconds} s; last calls: {last}")
        return got
