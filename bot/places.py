"""Where a machine keeps what is not the record: the user's state folder, and how a record is called there."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from platformdirs import user_state_path


def state_folder(state: Path | None) -> Path:
    """``state`` where it is set, else the user's own state folder."""
    return state or user_state_path("onrecord")


def record_name(store: Path) -> str:
    """The name under which something of this record is kept: no two folders share one, and none tells its path."""
    return sha256(str(store.resolve()).encode()).hexdigest()[:16]
