"""Connections of a server that is being stopped: what is on its way already is still answered."""

from __future__ import annotations

from uvicorn.protocols.http.h11_impl import H11Protocol

GRACE = 1.0  # seconds in which a request that was sent before we said goodbye arrives


class Patient(H11Protocol):
    """uvicorn hangs up at once on who has no request in work; we answer for a moment what comes, and ask for no more."""

    leaving = False

    def shutdown(self) -> None:
        """Called once, when the server takes no new connections any more."""
        self.leaving = True
        self._say_so()
        self._unset_keepalive_if_required()
        self.loop.call_later(GRACE, self._hang_up)

    def handle_events(self) -> None:
        """Read requests."""
        super().handle_events()
        if self.leaving:
            self._say_so()

    def _say_so(self) -> None:
        """The response in work ends with ``Connection: close``, as if that had been asked for."""
        if self.cycle and not self.cycle.response_started:
            self.cycle.scope["headers"].append((b"connection", b"close"))  # type: ignore[attr-defined]

    def _hang_up(self) -> None:
        if not self.transport.is_closing():
            super().shutdown()
