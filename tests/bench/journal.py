"""How long noting an answer holds it up: `python tests/bench/journal.py STORE [URL]`, milliseconds over 200 answers, SQLite unless a URL is given."""

from __future__ import annotations

import statistics
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import uuid4

from bot.answer import Question
from bot.chain import Chain
from bot.journal.in_force import in_force
from bot.journal.journal import Journal
from bot.journal.settings import JournalSettings
from bot.settings import Settings
from ingest import Record, open_embedder

store = Path(sys.argv[1])
settings = Settings(store=store, chooser="none")
record = Record(store)
answer = Chain(record, open_embedder(), settings).ask(Question("When are the top-line results expected?"))
with TemporaryDirectory() as folder:
    url = sys.argv[2] if len(sys.argv) > 2 else f"sqlite:///{folder}/journal.sqlite"
    began = perf_counter()
    journal = Journal(JournalSettings(url=url, folder=Path(folder)))
    journal.flush()
    opened = 1000 * (perf_counter() - began)
    times = []
    for _ in range(200):
        began = perf_counter()
        journal.note(replace(answer, answer_id=uuid4().hex), in_force(settings, record), surface="bench")
        times.append(1000 * (perf_counter() - began))
    journal.close()
times.sort()
print(
    f"opened in {opened:.0f} ms, behind the first answer; noting: median {statistics.median(times):.1f} ms, p95 {times[190]:.1f} ms, most {times[-1]:.1f} ms"
)
