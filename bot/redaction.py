"""Taking the words of a withdrawn release out of what is kept of questions and answers: the threads and the journal."""

from __future__ import annotations

from collections.abc import Iterable

from langgraph.checkpoint.base import BaseCheckpointSaver

from bot.threads import plain, redacted, whole


def redact_threads(saver: BaseCheckpointSaver[str], keys: Iterable[str], release_id: str) -> None:
    """Write these threads anew without the words of that release: the turns stay, with where the words stood and their hashes."""
    for key in keys:
        config = {"configurable": {"thread_id": key, "checkpoint_ns": ""}}
        newest = saver.get_tuple(config)  # type: ignore[arg-type]
        saver.delete_thread(key)
        if newest:
            values = newest.checkpoint["channel_values"]
            turns = redacted([whole(turn) for turn in values.get("turns", [])], release_id)
            values["turns"] = [plain(turn) for turn in turns]
            saver.put(config, newest.checkpoint, newest.metadata, newest.checkpoint["channel_versions"])  # type: ignore[arg-type]
