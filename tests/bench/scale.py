"""Scale: python tests/bench/scale.py [--by-lot] [PASSAGES ...] (1000 10000 50000), prints a table and draws tests/bench/scale.png

For each size, in a process of its own: synthetic releases are ingested in one run (rate, peak memory, size of the store), ingested again
unchanged, and a store that is open is asked (median and 95th percentile; the encoder's time is part of it). With ``--by-lot`` vectors are drawn by lot while ingesting: all but the encoder's own time, in a fraction of it. Needs: pip install -e ".[bench]"
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from releases import write_releases

PER_RELEASE = 23  # passages of a release of 18 sentences

INGEST = """
import json, resource, sys, time
from pathlib import Path
from zlib import crc32
import numpy as np
from ingest import encoder_name, ingest, pipeline

class ByLot:
    name = encoder_name()
    def embed(self, texts, progress=None):
        vectors = np.stack([np.random.default_rng(crc32(text.encode())).standard_normal(384, np.float32) for text in texts])
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

if sys.argv[3:] == ["--by-lot"]:
    pipeline.open_embedder = lambda model: ByLot()
began = time.perf_counter()
report = ingest([sys.argv[1]], Path(sys.argv[2]))
seconds = time.perf_counter() - began
print(json.dumps({"seconds": seconds, "releases": len(report.added), "unchanged": len(report.unchanged),
                  "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""

ASK = """
import json, resource, statistics, sys, time
from pathlib import Path
from bot.answer import Question
from bot.chain import Chain
from bot.settings import Settings
from ingest import Record, open_embedder
began = time.perf_counter()
record = Record(Path(sys.argv[1]))
opened = time.perf_counter() - began
chain = Chain(record, open_embedder(), Settings())
rows = record.rows()
names = [row.headline.split(" on ")[1].split(",")[0] for row in rows[:: max(1, len(rows) // 60)]][:60]
asked = [words.format(name) for name in names for words in ("When are top-line results of {} expected?", "Who licensed {}?")]
for question in asked[:10]:
    chain.ask(Question(question))
times = sorted(chain.ask(Question(question)).elapsed_ms for question in asked)
print(json.dumps({"passages": len(record.lexical.owner), "open_s": opened, "median_ms": statistics.median(times),
                  "p95_ms": times[int(0.95 * len(times))], "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def main() -> None:
    by_lot = [text for text in sys.argv[1:] if text == "--by-lot"]
    sizes = [int(text) for text in sys.argv[1:] if text not in by_lot] or [1000, 10_000, 50_000]
    rows = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            rows.append(_measured(size, Path(scratch), by_lot))
            print(json.dumps(rows[-1]), flush=True)
    rows.sort(key=lambda row: row["passages"])
    print(_table(rows))
    _draw(rows, Path(__file__).with_name("scale.png"))


def _measured(size: int, scratch: Path, by_lot: list[str]) -> dict[str, float]:
    write_releases(scratch / "releases", max(1, size // PER_RELEASE), seed=0)
    first = _run(INGEST, scratch / "releases", scratch / "store", *by_lot)
    again = _run(INGEST, scratch / "releases", scratch / "store")
    asked = _run(ASK, scratch / "store")
    held = sum(path.stat().st_size for path in (scratch / "store").rglob("*") if path.is_file())
    return {
        "passages": asked["passages"],
        "releases": first["releases"],
        "per_second": asked["passages"] / first["seconds"],
        "ingest_mb": first["peak_mb"],
        "again_s": again["seconds"],
        "store_mb": held / 1e6,
        "open_s": asked["open_s"],
        "median_ms": asked["median_ms"],
        "p95_ms": asked["p95_ms"],
        "ask_mb": asked["peak_mb"],
    }


def _run(code: str, *arguments: Path | str) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-c", code, *map(str, arguments)], stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def _table(rows: list[dict[str, float]]) -> str:
    head = "| passages | releases | ingested a second | peak of the ingest | ingested again | store | opened | answer, median | p95 | peak of the bot |"
    lines = [
        f"| {r['passages']:,.0f} | {r['releases']:,.0f} | {r['per_second']:.0f} | {r['ingest_mb']:,.0f} MB | {r['again_s']:.1f} s | {r['store_mb']:,.0f} MB "
        f"| {r['open_s']:.2f} s | {r['median_ms']:.0f} ms | {r['p95_ms']:.0f} ms | {r['ask_mb']:,.0f} MB |"
        for r in rows
    ]
    return "\n".join([head, "|" + "---|" * 10, *lines])


def _draw(rows: list[dict[str, float]], path: Path) -> None:
    import matplotlib  # noqa: PLC0415 - an extra, for this picture alone

    matplotlib.use("Agg")
    import matplotlib.pyplot as plot  # noqa: PLC0415

    sizes = [row["passages"] for row in rows]
    figure, axes = plot.subplots(2, 2, figsize=(9, 6), layout="constrained")
    shown = (
        ("ingested a second", [("per_second", "passages")]),
        ("answer, ms", [("median_ms", "median"), ("p95_ms", "95th percentile")]),
        ("peak memory, MB", [("ingest_mb", "ingest"), ("ask_mb", "bot")]),
        ("store, MB", [("store_mb", "on disk")]),
    )
    for axis, (title, lines) in zip(axes.flat, shown, strict=True):
        for key, label in lines:
            axis.plot(sizes, [row[key] for row in rows], marker="o", label=label)
        axis.set(title=title, xscale="log", xlabel="passages", ylim=(0, None))
        axis.legend(frameon=False)
        axis.grid(alpha=0.3)
    figure.savefig(path, dpi=110)


if __name__ == "__main__":
    main()
