"""A record on a Chroma server: its rows in collections there, BM25 of each generation in a folder here.

``onrecord-state`` holds the manifest and ``onrecord-EDITION-*`` the rows. A writer changes rows where they stand, a release's own
row last, and the manifest at the end; a rebuild writes a new edition beside the old one. Deleting is logical: what the server
keeps on its own disk is its own affair.
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time

from ingest import manifest as manifests
from ingest import shelf
from ingest.chroma import Chroma, Server
from ingest.errors import RecordError
from ingest.lexical import Lexical
from ingest.manifest import VERSION, Manifest

STATE, ROW, WRITER = "state", "manifest", "writing"
FORGOTTEN = 600.0  # seconds after which a writer that has said nothing is taken to be dead
SAYING = 30.0  # seconds between two signs of life


class ServerPlace:
    """The editions on one server; ``folder`` keeps what is built from them."""

    exact = False

    def __init__(self, server: Server, folder: Path) -> None:
        self._server, self._folder = server, folder
        self._state = Chroma.served(server, "onrecord-")
        self.name = self._state.where
        self._said = 0.0

    def make(self, encoder: str) -> None:
        """Begin an empty store where there is none."""
        if not self._state.documents(STATE, [ROW]):
            self._write(Manifest(VERSION, encoder, 0))

    def mend(self, encoder: str) -> Manifest:
        """The manifest, or a new one where there is none."""
        self.make(encoder)
        return self.manifest()

    def manifest(self) -> Manifest:
        """What the server's row says."""
        found = self._state.documents(STATE, [ROW])
        if not found:
            raise RecordError(f"There is no store on {self.name}. Make one with `onrecord ingest PATH`.")
        return manifests.parsed(found[ROW], self.name)

    def open(self, manifest: Manifest) -> Chroma:
        """The rows of this edition, as they are now."""
        return self._edition(manifest.edition)

    def lexical(self, manifest: Manifest, build: Callable[[], Lexical]) -> Lexical:
        """The BM25 of this generation, built by whoever reads it first on this machine."""
        home = self._kept(manifest)
        try:
            return Lexical.load(home)
        except (OSError, ValueError, KeyError, TypeError):
            lexical = build()
            self._keep(lexical, home)
            self.sweep()
            return lexical

    def draft(self, manifest: Manifest, *, fresh: bool) -> tuple[Chroma, int]:
        """The rows where they stand, or the collections of a new edition."""
        if not fresh:
            return self._edition(manifest.edition), manifest.edition
        edition = manifest.generation + 1
        draft = self._edition(edition)
        draft.drop()
        return draft, edition

    def turn(self, draft: Chroma) -> None:
        """Nothing: what a server holds in memory is its own affair."""

    def publish(self, draft: Chroma, manifest: Manifest, lexical: Lexical) -> None:
        """Let the manifest name the new generation; an older edition goes."""
        before = self.manifest().edition
        self._keep(lexical, self._kept(manifest))
        self._write(manifest)
        if before != manifest.edition:
            self._edition(before).drop()

    def sweep(self, *, all_of_it: bool = False) -> None:
        """Remove what is kept here of older generations."""
        counts = self.manifest()
        for path in self._folder.glob("served-*"):
            if path != self._kept(counts):
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the server's store for writing; what a writer that died there left half done is taken out first."""
        other = self._state.claim(WRITER, {"by": _me(), "at": time()})
        if other is not None:
            if not _is_dead(str(other.get("by", "")), float(other.get("at", 0))):
                raise RecordError(f"Another ingest ({other.get('by')}) is writing to {self.name}. Wait until it is done, then try again.")
            self._state.say(WRITER, {"by": _me(), "at": time()})
            shelf.sweep(self._edition(self.manifest().edition))
        try:
            yield
        except BaseException:
            self._state.say(WRITER, {"by": _me(), "at": 0.0})  # the next writer sweeps
            raise
        self._state.unclaim(WRITER)

    def stay_alive(self) -> None:
        """Say, now and then, that this writer still runs."""
        if time() - self._said > SAYING:
            self._said = time()
            self._state.say(WRITER, {"by": _me(), "at": self._said})

    def _edition(self, number: int) -> Chroma:
        return Chroma.served(self._server, f"onrecord-{number}-")

    def _write(self, manifest: Manifest) -> None:
        self._state.put(STATE, [ROW], documents=[manifests.written(manifest)])

    def _kept(self, manifest: Manifest) -> Path:
        return self._folder / f"served-{manifest.edition}-{manifest.generation}"

    def _keep(self, lexical: Lexical, home: Path) -> None:
        part = home.with_name(f"{home.name}.{os.getpid()}.part")
        shutil.rmtree(part, ignore_errors=True)
        try:
            lexical.save(part)
            if not home.exists():
                part.rename(home)
        except OSError as error:
            raise RecordError(f"{home} could not be written ({error}). Make room, or give another folder with --store.") from error


def _me() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def _is_dead(writer: str, at: float) -> bool:
    """True where the writer was on this machine and runs no more, or has said nothing for long."""
    host, _, number = writer.rpartition(":")
    here = host == socket.gethostname() and Path("/proc/self").exists()
    return time() - at > FORGOTTEN or (here and not Path("/proc", number).exists())
