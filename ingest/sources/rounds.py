"""When to ingest again: after something changed in a folder, or when its time has come.

watchfiles, because it hears of changes from the system instead of looking for them, and waits until a burst of them is over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event
from time import monotonic

TICK = 0.5  # seconds within which a stop is heard of
SELDOM = 3600.0  # seconds after which a watched folder is looked through anyway: some file systems tell of no change


def rounds(folders: Sequence[Path], *, every: float | None, store: Path, stop: Event) -> Iterator[None]:
    """Yield at once, then after each change below ``folders`` and after ``every`` seconds, until ``stop`` is set."""
    due = 0.0
    for changed in _ticks([folder.resolve() for folder in folders], store.resolve(), stop):
        if changed or monotonic() >= due:
            yield
            due = monotonic() + (every or SELDOM)


def _ticks(folders: Sequence[Path], store: Path, stop: Event) -> Iterator[bool]:
    """Every ``TICK`` seconds, and as soon as something changes: has it? What changes while a round is at work is told of after it."""
    if not folders:
        yield False
        while not stop.wait(TICK):
            yield False
        return
    from watchfiles import watch  # noqa: PLC0415

    def counts(_: object, path: str) -> bool:
        below = next((Path(path).relative_to(folder) for folder in folders if Path(path).is_relative_to(folder)), Path(path))
        return not Path(path).is_relative_to(store) and not any(part.startswith(".") for part in below.parts)

    wait = int(1000 * TICK)
    for changes in watch(*folders, watch_filter=counts, stop_event=stop, rust_timeout=wait, yield_on_timeout=True, raise_interrupt=False):
        yield bool(changes)
