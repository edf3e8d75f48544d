"""Imports go one way, no room reaches behind another's door, and each outside library lives where the list says."""

from __future__ import annotations

import ast
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "ingest", "prompts")
MAY_ENTER = {"bot": {"ingest", "prompts"}, "ingest": set(), "prompts": set()}

# Where each outside library may be imported: files or folders.
HOMES = {
    "bm25s": ["ingest/lexical.py"],
    "Stemmer": ["ingest/lexical.py", "bot/words.py"],
    "chromadb": ["ingest/chroma.py"],
    "filelock": ["ingest/folder_place.py"],
    "onnxruntime": ["ingest/embedder.py"],
    "tokenizers": ["ingest/embedder.py", "ingest/cross_encoder.py", "ingest/training"],
    "sentence_transformers": ["ingest/embedder.py", "ingest/cross_encoder.py"],
    "platformdirs": ["ingest/embedder.py", "bot/places.py"],
    "torch": ["ingest/network_export.py", "ingest/cross_encoder.py", "ingest/training"],
    "transformers": ["ingest/network_export.py", "ingest/training"],
    "safetensors": ["ingest/network_export.py", "ingest/training/network.py"],
    "edgar": ["ingest/sources/edgar.py"],
    "httpx": ["ingest/chroma.py", "ingest/sources/addresses.py", "ingest/sources/web.py"],
    "watchfiles": ["ingest/sources/rounds.py"],
    "protego": ["ingest/sources/robots.py"],
    "selectolax": ["ingest/readers/html.py"],
    "lxml": ["ingest/readers/newsml.py"],
    "feedparser": ["ingest/readers/feeds.py"],
    "docx": ["ingest/readers/word.py"],
    "pypdfium2": ["ingest/readers/pdf/words.py"],
    "markdown_it": ["ingest/readers/markdown.py"],
    "dateutil": ["ingest/parse/dates.py"],
    "py3langid": ["ingest/parse/language.py"],
    "nupunkt": ["ingest/parse/splitter.py"],
    "sklearn": ["ingest/forward_looking/train.py", "bot/policy/train.py", "bot/check/train.py"],
    "scipy": ["ingest/forward_looking/train.py", "bot/policy/train.py", "bot/insights/topics.py"],
    "langgraph": ["bot/state.py", "bot/chain.py", "bot/memory.py", "bot/postgres_memory.py", "bot/redaction.py"],
    "psycopg": ["bot/postgres.py"],
    "psycopg_pool": ["bot/postgres.py"],
    "sqlalchemy": ["bot/journal", "bot/slack/intake"],
    "langchain": ["bot/compose/provider.py"],
    "langchain_core": ["bot/langchain_retriever.py"],
    "pydantic": ["bot/langchain_retriever.py", "bot/web", "bot/mcp/bodies.py", "bot/mcp/tools.py"],
    "mcp": ["bot/mcp/server.py"],
    "mcp_types": ["bot/mcp/server.py"],
    "fastapi": ["bot/web", "bot/slack/intake/http.py", "bot/slack/web.py"],
    "starlette": ["bot/web", "bot/slack/intake/http.py", "bot/mcp/server.py", "bot/mcp/http.py"],
    "slack_bolt": ["bot/slack"],
    "slack_sdk": ["bot/slack"],
    "cryptography": ["bot/slack/intake/sealed.py"],
    "aiohttp": ["bot/slack/intake/patience.py"],
    "uvicorn": ["bot/web/connections.py", "bot/web/stopping.py"],
    "jinja2": ["bot/web/pages.py"],
    "markupsafe": ["bot/web/pages.py"],
    "prometheus_client": ["bot/watch/figures.py"],
    "opentelemetry": ["bot/watch/spans.py"],
    "click": ["bot/cli"],
    "rich": ["bot/cli"],
    "PIL": ["bot/programs/diagram.py"],
    "tomlkit": ["bot/programs/reviews.py"],
}
ANYWHERE = {"numpy"}


def modules() -> dict[str, Path]:
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
    }


def imports(path: Path, *, top_level: bool = False) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_level else ast.walk(tree)
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def room_faults(name: str, path: Path) -> list[str]:
    room = name.split(".")[0]
    faults = []
    for imported in imports(path):
        other = imported.split(".")[0]
        if other == "tests":
            faults.append(f"{name} imports tests")
        if other in ROOMS and other != room and other not in MAY_ENTER[room]:
            faults.append(f"{name} may not enter {other}")
        if other in ROOMS and other != room and imported in modules() and imported != other:
            faults.append(f"{name} reaches behind the door of {other}: {imported}")
    return faults


def library_faults(name: str, path: Path) -> list[str]:
    where = path.relative_to(ROOT).as_posix()
    libraries = {imported.split(".")[0] for imported in imports(path)} - set(sys.stdlib_module_names) - set(ROOMS) - ANYWHERE
    return [
        f"{name} imports {library}, whose home is {HOMES.get(library, 'not listed')}"
        for library in libraries
        if not any(where == home or where.startswith(home + "/") for home in HOMES.get(library, []))
    ]


@pytest.mark.parametrize(("name", "path"), sorted(modules().items()))
def test_a_module_enters_only_rooms_it_may_by_their_door(name: str, path: Path) -> None:
    assert room_faults(name, path) == []


@pytest.mark.parametrize(("name", "path"), sorted(modules().items()))
def test_an_outside_library_is_imported_only_at_its_home(name: str, path: Path) -> None:
    assert library_faults(name, path) == []


def test_there_is_no_import_loop() -> None:
    known = modules()
    graph = {name: {i for i in imports(path, top_level=True) if i in known and i != name} for name, path in known.items()}
    packages = {name for name, path in known.items() if path.name == "__init__.py"}
    # a package's door imports its own parts; a part that names only the package's parts makes no loop
    for name in graph:
        graph[name] = {i for i in graph[name] if not (i in packages and name.startswith(i + "."))}
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"import loop: {' -> '.join(error.args[1])}")


def test_the_checks_see_a_wrong_import(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text("from ingest.record import Record\nfrom bot.chain import Chain\n")
    assert any("behind the door" in fault for fault in room_faults("bot.wrong", wrong))
    assert any("may not enter bot" in fault for fault in room_faults("ingest.wrong", wrong))


def test_the_top_level_is_what_it_is_meant_to_be() -> None:
    seen = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - {"dist", "build"}
    assert seen == {"pyproject.toml", "README.md", "bot", "ingest", "prompts", "tests", "data"}
