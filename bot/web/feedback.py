"""What readers say of answers: a line each in ``feedback.jsonl`` in the record's folder."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Opinion:
    """Whether an answer helped, and what the reader added; no address and no name is kept."""

    answer_id: str
    helpful: bool
    comment: str | None = None


class Feedback:
    """Appends opinions to one file; a line is written in one piece, so that processes may share it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "feedback.jsonl"

    def add(self, opinion: Opinion) -> None:
        """Keep one opinion, with the time."""
        line = json.dumps({"at": datetime.now(UTC).isoformat(timespec="seconds"), **asdict(opinion)}, ensure_ascii=False) + "\n"
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, line.encode())
        finally:
            os.close(file)
