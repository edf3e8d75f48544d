"""How the server says no, with Slack's own names."""

from __future__ import annotations


class Refused(Exception):
    """``error`` is Slack's name of what is wrong; ``details`` are the lines of response_metadata.messages."""

    def __init__(self, error: str, *details: str) -> None:
        super().__init__(f"{error}: {'; '.join(details)}" if details else error)
        self.error, self.details = error, details
