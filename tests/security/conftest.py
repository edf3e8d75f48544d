"""A record of the sample company, and one into which a hostile feed has put everything it could think of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hostile import hostile

from bot.chain import Chain
from bot.opening import open_record
from bot.settings import Settings, read_company
from ingest import ingest, open_embedder

DATA = Path(__file__).parents[2] / "data"
CLEAN = (
    "2025-03-13-fourth-quarter-and-full-year-2024-results.md",
    "2025-12-02-cva-315-discontinued.txt",
    "2026-05-12-first-quarter-2026-results.html",
)
A_RELEASE = 40  # hostile strings in one release
SECRETS = {
    "ONRECORD_STAFF_TOKENS": "5ec2e7" * 10 + "abcd",
    "ONRECORD_CHROMA_TOKEN": "quillfeather-of-chroma",
    "SLACK_BOT_TOKEN": "xoxb-quillfeather",
    "OPENAI_API_KEY": "sk-quillfeather",
}
Open = Callable[..., Chain]


@pytest.fixture(autouse=True)
def _secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in SECRETS.items():
        monkeypatch.setenv(key, value)


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("clean") / "store"
    assert len(ingest([str(DATA / "releases" / name) for name in CLEAN], store).added) == len(CLEAN)
    return store


@pytest.fixture(scope="session")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same releases, and others with every hostile string that fits, in the three forms of text."""
    folder = tmp_path_factory.mktemp("poisoned")
    feed = folder / "feed"
    feed.mkdir()
    strings = [one.text for one in hostile() if len(one.text) < 2_000]
    for number, start in enumerate(range(0, len(strings), A_RELEASE)):
        (feed / f"{number}.{('md', 'txt', 'html')[number % 3]}").write_bytes(_release(number, strings[start : start + A_RELEASE]))
    report = ingest([str(DATA / "releases" / name) for name in CLEAN] + [str(feed)], folder / "store")
    assert len(report.added) > len(CLEAN) + 20, report
    return folder / "store"


def _release(number: int, strings: list[str]) -> bytes:
    headline, told = (
        f"Vexmoor Ltd. opens plant number {number}",
        f"LEEDS, March {number % 28 + 1}, 2026 – Vexmoor Ltd. today opened a plant.",
    )
    padding = "The plant makes valves and pumps for customers in many countries, and employs some two hundred people. " * 3
    if number % 3 == 2:
        paragraphs = "".join(f"<p>{words}</p>" for words in (told, padding, *strings))
        return f"<html><head><title>{headline}</title></head><body><h1>{headline}</h1>{paragraphs}</body></html>".encode(errors="replace")
    return "\n\n".join([f"# {headline}" if number % 3 == 0 else headline, told, padding, *strings]).encode(errors="replace")


@pytest.fixture(scope="session")
def open_chain() -> Iterator[Open]:
    chains = []

    def opened(store: Path, **changed: object) -> Chain:
        settings = Settings(
            store=store, state=store.parent / "state", chooser="none", company=read_company(DATA / "onrecord.toml"), **changed
        )  # type: ignore[arg-type]
        chains.append(Chain(open_record(settings), open_embedder(settings.encoder, may_export=False), settings))
        return chains[-1]

    yield opened
    for chain in chains:
        chain.record.close()
