"""Chroma, embedded in a folder or on a server: the only file that knows chromadb.

Vectors come from us and texts are kept as documents; whatever Chroma raises becomes one RecordError.
"""

from __future__ import annotations

import functools
import logging
import warnings
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import disk_usage
from time import perf_counter
from typing import IO, Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import parse_qs, urlsplit

import chromadb
import httpx
import numpy as np
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError

from ingest.embedder import Vectors
from ingest.errors import RecordError

FULL = ("disk is full", "No space left", "disk I/O error", "File too large", "quota exceeded")
ROOM = 1_000_000  # bytes free with which a disk is as good as full
PAGE = 300  # rows a call: what Chroma Cloud takes; embedded, get() of very many fails with "too many SQL variables"
SECONDS = 60.0  # to wait for a server's reply
THRESHOLD = 1000  # writes after which Chroma writes an index out
# An index is always built, and none is searched (see nearness.py): the cheapest, in a quarter of the time of Chroma's usual one
INDEX = {"space": "cosine", "sync_threshold": THRESHOLD, "max_neighbors": 4, "ef_construction": 10}
DOCUMENT = 16_000  # bytes a document: Chroma Cloud takes 16,384
log = logging.getLogger("onrecord.figures.chroma")  # heard by who counts, see bot.watch
P = ParamSpec("P")
T = TypeVar("T")


def _translated(method: Callable[Concatenate[Chroma, P], T]) -> Callable[Concatenate[Chroma, P], T]:
    """Whatever Chroma raises, as one line that says what to do."""

    @functools.wraps(method)
    def run(self: Chroma, /, *args: P.args, **kwargs: P.kwargs) -> T:
        began, failed = perf_counter(), True
        try:
            got = method(self, *args, **kwargs)
            failed = False
            return got
        except (ChromaError, OSError, httpx.HTTPError, ValueError, KeyError) as error:
            raise fault(self.where, error) from error
        finally:
            figures = {"call": method.__name__, "seconds": perf_counter() - began, "failed": failed}
            log.debug("chroma", extra={"figures": figures})

    return run


def fault(where: str, error: Exception) -> RecordError:
    """What happened to the store, and what to do."""
    whole = " ".join(str(error).split()) or type(error).__name__
    if full := next((words for words in FULL if words in whole), "no room left" if _is_full(where) else None):
        return RecordError(
            f"The disk that holds {where} is full or failing ({full}). What was on record stands; make room and run it again."
        )
    said = whole[:200]
    if isinstance(error, httpx.HTTPError) or where.startswith("http"):
        return RecordError(f"The Chroma server {where} did not answer as it should ({said}). `onrecord doctor` says what is wrong.")
    return RecordError(f"The store {where} is damaged ({said}). Run `onrecord restore BACKUP`, or ingest its sources into a new folder.")


def _is_full(where: str) -> bool:
    """True where a folder's disk is full, which Chroma does not always say."""
    return Path(where).exists() and disk_usage(where).free < ROOM


@dataclass(frozen=True, slots=True)
class Server:
    """A Chroma server: http(s)://HOST:PORT[?tenant=T&database=D], and the token it asks for, if any."""

    url: str
    token: str | None = field(default=None, repr=False)


class Chroma:
    """Named collections of rows: an id, a vector, and metadata or a document."""

    def __init__(self, client: Callable[[], Any], where: str, prefix: str = "", held: IO[bytes] | None = None) -> None:
        self.where, self._prefix, self._held = where, prefix, held
        self._written: set[str] = set()
        self._make = client
        self._connect()

    @classmethod
    def embedded(cls, folder: Path, held: IO[bytes] | None = None) -> Chroma:
        """The collections in a folder, made where there is none; ``held`` is closed with them."""
        settings = Settings(anonymized_telemetry=False)
        return cls(lambda: chromadb.PersistentClient(str(folder), settings=settings), str(folder), held=held)

    @classmethod
    def served(cls, server: Server, prefix: str) -> Chroma:
        """The collections of this prefix on a server."""
        parts = urlsplit(server.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise RecordError(f"ONRECORD_CHROMA_URL is {server.url!r}; an address such as http://localhost:8000 was expected.")
        port = parts.port or (443 if parts.scheme == "https" else 8000)
        named: dict[str, Any] = {key: values[0] for key, values in parse_qs(parts.query).items() if key in ("tenant", "database")}
        named |= {"host": parts.hostname, "port": port, "ssl": parts.scheme == "https"}
        named |= {"headers": {"x-chroma-token": server.token}} if server.token else {}
        client = functools.partial(chromadb.HttpClient, settings=Settings(anonymized_telemetry=False), **named)
        return cls(client, f"{parts.scheme}://{parts.hostname}:{port}", prefix)

    def close(self) -> None:
        """Let go of files and connections."""
        self._let_go()

    @_translated
    def settle(self) -> None:
        """Write every vector index that was changed out and close: until then Chroma replays its log, and whoever opens the folder writes to it.

        There is no call for that; what works is a threshold of two writes, read when the folder is opened, and two writes.
        """
        for name in sorted(self._written):
            _set_threshold(self._there(name), 2)
        self.close()
        self._connect()
        for name in sorted(self._written):
            collection = self._there(name)
            row = collection.get(limit=1, include=["embeddings", "metadatas", "documents"])
            kept = {key: row[key] for key in ("embeddings", "metadatas", "documents") if key == "embeddings" or row[key][:1] != [None]}
            for _ in range(2 * len(row["ids"])):
                collection.upsert(ids=row["ids"], **kept)
            _set_threshold(collection, THRESHOLD)
        self._written.clear()
        self.close()

    def turn(self) -> None:
        """Settle and go on: an index that was written to is held in memory until it is closed."""
        self.settle()
        self._connect()

    @_translated
    def names(self) -> list[str]:
        """The names of all collections."""
        names: list[str] = []
        with _quiet():
            while page := self._client.list_collections(limit=PAGE, offset=len(names)):
                names += [collection.name for collection in page]
        return [name.removeprefix(self._prefix) for name in names if name.startswith(self._prefix)]

    @_translated
    def rows(self, name: str) -> list[tuple[str, dict[str, Any]]]:
        """(id, metadata) of all rows."""
        return [pair for got in self._paged(name, "metadatas") for pair in zip(got["ids"], got["metadatas"], strict=True)]

    @_translated
    def ids(self, name: str) -> list[str]:
        """The ids of all rows."""
        return [key for got in self._paged(name) for key in got["ids"]]

    @_translated
    def count(self, name: str) -> int:
        """How many rows there are."""
        return int(self._collection(name).count())

    @_translated
    def documents(self, name: str, ids: Sequence[str]) -> dict[str, str]:
        """The documents of these rows, as far as they are there."""
        pages = [self._collection(name).get(ids=page, include=["documents"]) for page in _pages(ids)]
        return {key: text for got in pages for key, text in zip(got["ids"], got["documents"], strict=True) if text is not None}

    @_translated
    def vectors(self, name: str, ids: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of these rows, as far as they are there."""
        pages = [self._collection(name).get(ids=page, include=["embeddings"]) for page in _pages(ids)]
        return {key: np.asarray(v, np.float32) for got in pages for key, v in zip(got["ids"], got["embeddings"], strict=True)}

    @_translated
    def put(
        self,
        name: str,
        ids: Sequence[str],
        *,
        vectors: Vectors | None = None,
        metadatas: Sequence[dict[str, Any]] | None = None,
        documents: Sequence[str] | None = None,
    ) -> None:
        """Write rows, over those that stand under these ids; a row without a vector gets one that says nothing."""
        vectors = np.ones((len(ids), 1), np.float32) if vectors is None else vectors
        for first in range(0, len(ids), PAGE):
            page = slice(first, first + PAGE)
            self._changing(name).upsert(
                ids=list(ids[page]),
                embeddings=vectors[page],
                metadatas=list(metadatas[page]) if metadatas else None,
                documents=list(documents[page]) if documents else None,
            )

    @_translated
    def tell(self, name: str, row: str, metadata: dict[str, Any]) -> None:
        """Change a row's metadata alone."""
        self._changing(name).update(ids=[row], metadatas=[metadata])

    @_translated
    def delete(self, name: str, ids: Sequence[str]) -> None:
        """Take rows out."""
        for page in _pages(ids):
            self._changing(name).delete(ids=page)

    @_translated
    def delete_of(self, name: str, release_id: str) -> None:
        """Take out all rows of a release."""
        self._changing(name).delete(where={"release": release_id})

    @_translated
    def drop(self) -> None:
        """Take out all collections of this prefix."""
        for name in self.names():
            self._client.delete_collection(f"{self._prefix}{name}")
        self._open.clear()

    @_translated
    def claim(self, name: str, said: dict[str, Any]) -> dict[str, Any] | None:
        """Make a collection that must not be there yet: None where it was made, else what its maker last said of it."""
        try:
            self._client.create_collection(f"{self._prefix}{name}", metadata=said, embedding_function=None)
        except ChromaError:
            return dict(self._there(name).metadata or {})
        return None

    @_translated
    def unclaim(self, name: str) -> None:
        """Take that collection out again."""
        self._client.delete_collection(f"{self._prefix}{name}")

    @_translated
    def say(self, name: str, said: dict[str, Any]) -> None:
        """Say something else of that collection."""
        self._there(name).modify(metadata=said)

    def _connect(self) -> None:
        self._open: dict[str, Any] = {}
        try:
            self._client = self._make()
            for session in _sessions(self._client):
                session.timeout = SECONDS
        except (ChromaError, OSError, httpx.HTTPError, ValueError, KeyError) as error:
            raise fault(self.where, error) from error
        self._let_go = weakref.finalize(self, _close, self._client, self._held)

    def _paged(self, name: str, *include: str) -> Iterator[Any]:
        collection = self._collection(name)
        return (collection.get(limit=PAGE, offset=offset, include=list(include)) for offset in range(0, collection.count(), PAGE))

    def _changing(self, name: str) -> Any:  # noqa: ANN401
        self._written.add(name)
        return self._collection(name)

    def _collection(self, name: str) -> Any:  # noqa: ANN401 - Chroma's collection types differ between embedded and server
        if name not in self._open:
            try:
                self._open[name] = self._there(name)
            except NotFoundError:
                self._open[name] = self._client.get_or_create_collection(
                    f"{self._prefix}{name}", embedding_function=None, configuration={"hnsw": INDEX}
                )
        return self._open[name]

    def _there(self, name: str) -> Any:  # noqa: ANN401
        return self._client.get_collection(f"{self._prefix}{name}", embedding_function=None)


def _pages(items: Sequence[str]) -> Iterator[list[str]]:
    return (list(items[first : first + PAGE]) for first in range(0, len(items), PAGE))


def _sessions(client: Any) -> list[httpx.Client]:  # noqa: ANN401
    """The connections to a server: Chroma waits for ever on them, and does not close them."""
    apis = (client._server, client._admin_client._server)
    return [api._session for api in apis if hasattr(api, "_session")]


def _close(client: Any, held: IO[bytes] | None) -> None:  # noqa: ANN401
    sessions = _sessions(client)
    client.close()
    for session in sessions:
        session.close()
    if held:
        held.close()


def _set_threshold(collection: Any, writes: int) -> None:  # noqa: ANN401
    with _quiet():
        collection.modify(configuration={"hnsw": {"sync_threshold": writes}})


@contextmanager
def _quiet() -> Iterator[None]:
    """Chroma warns that a collection without an embedding function of its own is the old way; ours come with vectors."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield
