"""Killed at random moments: python tests/bench/kill.py [TIMES=40] [RELEASES=24]

Ingests synthetic releases, a third of which take the place of others, in volumes so small that some are closed in each run, kills
the ingest (SIGKILL) at a random moment, and ingests again. After each recovery every release must be on record once, whole, with all its vectors and its words in BM25. Prints how many were lost or doubled.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from releases import write_releases

from ingest import Record, ingest, writer

VOLUME = 100  # passages
INGEST = f"""
import sys; from pathlib import Path; from ingest import ingest, writer
writer.VOLUME = {VOLUME}
ingest([sys.argv[1]], Path(sys.argv[2]))
"""


def main() -> None:
    times, releases = (int(sys.argv[n]) if len(sys.argv) > n else usual for n, usual in ((1, 40), (2, 24)))
    lost = doubled = broken = 0
    writer.VOLUME = VOLUME
    with tempfile.TemporaryDirectory() as scratch:
        store, folder, rng = Path(scratch, "store"), Path(scratch, "releases"), random.Random(4)
        write_releases(folder, releases, seed=0)
        began = time.perf_counter()
        ingest([str(folder)], store)
        whole = time.perf_counter() - began
        for number in range(1, times + 1):
            write_releases(folder, releases, seed=number, changed=releases // 3)
            _killed(folder, store, after=rng.uniform(0.0, 2.0 * whole + 2.0))
            wrong = _answerable_halves(store)
            report = ingest([str(folder)], store)
            found = _sources(store)
            lost += releases - len(set(found))
            doubled += len(found) - len(set(found))
            broken += wrong + bool(report.failed) + _halves(store)
            print(f"{number:>3}: lost {lost}, doubled {doubled}, half there {broken}", flush=True)
    print(f"{times} kills, {times} recoveries: {lost} lost, {doubled} doubled, {broken} half there")
    sys.exit(bool(lost or doubled or broken))


def _killed(folder: Path, store: Path, *, after: float) -> None:
    process = subprocess.Popen([sys.executable, "-c", INGEST, str(folder), str(store)])
    try:
        process.wait(timeout=after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()


def _sources(store: Path) -> list[str]:
    record = Record(store)
    try:
        return [source for row in record.rows() for source in row.files]
    finally:
        record.close()


def _answerable_halves(store: Path) -> int:
    """What a bot would meet right after the kill."""
    return _halves(store)


def _halves(store: Path) -> int:
    """Releases that are answerable and not whole: text, vectors, words."""
    record = Record(store)
    try:
        return sum(vectors is None or not _in_bm25(record, row.release_id) for row, _, vectors in record.copies())
    finally:
        record.close()


def _in_bm25(record: Record, release_id: str) -> bool:
    return record.lexical.row((release_id, 0)) >= 0


if __name__ == "__main__":
    main()
