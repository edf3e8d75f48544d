"""A record in a folder: each commit is a whole new generation beside the old one, and then one file says which counts.

``record.json`` names the generation; ``generation-N/`` holds ``chroma/``, ``lexical/`` and its seal, and is never written to
again. So a writer that is killed, or that finds the disk full, has changed nothing that counts, and readers see no half written file.
Layout 1 (``chroma/`` and ``lexical-N/`` beside record.json) is read, not written.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from filelock import FileLock, Timeout

from ingest import manifest as manifests
from ingest.chroma import Chroma, fault
from ingest.errors import RecordError
from ingest.lexical import Lexical
from ingest.manifest import Manifest
from ingest.scrub import scrub
from ingest.seal import NAME as SEAL
from ingest.seal import check, seal

if sys.platform != "win32":
    import fcntl


class FolderPlace:
    """The generations in one folder."""

    exact = True

    def __init__(self, folder: Path) -> None:
        self.folder, self.name = folder, str(folder)

    def make(self, encoder: str) -> None:
        """Begin an empty store where there is none."""
        if not (self.folder / manifests.NAME).exists():
            manifests.make(self.folder, encoder)

    def mend(self, encoder: str) -> Manifest:
        """The manifest, or where it is lost or damaged one that comes after every generation that is there."""
        try:
            return self.manifest()
        except RecordError:
            numbers = [int(path.name.removeprefix("generation-")) for path in self.folder.glob("generation-*")]
            if not numbers and self.folder.exists() and any(path.name not in ("lock", manifests.NAME) for path in self.folder.iterdir()):
                raise RecordError(f"{self.folder} is no store of onrecord and not an empty folder. Give another with --store.") from None
            return Manifest(manifests.VERSION, encoder, max(numbers, default=0))

    def manifest(self) -> Manifest:
        """What record.json says."""
        return manifests.read(self.folder)

    def home(self, manifest: Manifest) -> Path:
        """The folder of a generation."""
        return self.folder / f"generation-{manifest.generation}"

    def open(self, manifest: Manifest) -> Chroma:
        """A generation, its seal checked first; it is kept on disk for as long as this Chroma is open."""
        if manifest.version == 1:
            return Chroma.embedded(self.folder / "chroma")
        if not manifest.generation:
            return Chroma.embedded(self.home(manifest) / "chroma")
        check(self.home(manifest))
        try:
            held = _hold(self.home(manifest) / SEAL)
        except OSError as error:
            raise fault(self.name, error) from error
        return Chroma.embedded(self.home(manifest) / "chroma", held)

    def lexical(self, manifest: Manifest, build: Callable[[], Lexical]) -> Lexical:
        """The BM25 that the writer left."""
        if not manifest.generation or manifest.version == 1:
            return build()
        try:
            return Lexical.load(self.home(manifest) / "lexical")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise fault(self.name, error) from error

    def draft(self, manifest: Manifest, *, fresh: bool) -> tuple[Chroma, int]:
        """A copy of this generation, or an empty one, in the next one's folder."""
        before, after = self.home(manifest) / "chroma", self.folder / f"generation-{manifest.generation + 1}" / "chroma"
        try:
            shutil.rmtree(after.parent, ignore_errors=True)
            after.mkdir(parents=True)
            if not fresh and manifest.generation:
                shutil.copytree(before, after, dirs_exist_ok=True)
        except OSError as error:
            shutil.rmtree(after.parent, ignore_errors=True)
            raise fault(self.name, error) from error
        return Chroma.embedded(after), 0

    def turn(self, draft: Chroma) -> None:
        """Write the draft's indexes out and open it again."""
        draft.turn()

    def publish(self, draft: Chroma, manifest: Manifest, lexical: Lexical) -> None:
        """Seal the draft and let record.json name it."""
        draft.settle()
        home = self.home(manifest)
        try:
            scrub(home)
            lexical.save(home / "lexical")
            seal(home)
            manifests.write(self.folder, manifest)
        except OSError as error:
            raise fault(self.name, error) from error

    def sweep(self, *, all_of_it: bool = False) -> None:
        """Remove the generations that do not count and that nobody reads, and what is left of layout 1."""
        counts = manifests.read(self.folder)
        for path in self.folder.glob("generation-*"):
            if path != self.home(counts) and (all_of_it or _is_free(path / SEAL)):
                shutil.rmtree(path, ignore_errors=True)
        if counts.version > 1:
            for path in (self.folder / "chroma", *self.folder.glob("lexical-*")):
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the folder for writing; the lock of a writer that was killed is free."""
        lock = FileLock(self.folder / "lock", timeout=0)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as error:
            raise RecordError(f"Another ingest is writing to {self.folder}. Wait until it is done, then try again.") from error
        except OSError as error:
            raise fault(self.name, error) from error
        try:
            yield
        finally:
            lock.release()

    def stay_alive(self) -> None:
        """Nothing: the system frees the lock of a process that died."""


def _hold(path: Path) -> IO[bytes]:
    """Say that this generation is being read, for as long as the file is open: the system lets go of it when a process dies."""
    file = path.open("rb")
    if sys.platform != "win32":
        fcntl.flock(file, fcntl.LOCK_SH)
    return file


def _is_free(path: Path) -> bool:
    """True where nobody reads the generation; a folder without a seal was never finished."""
    if sys.platform == "win32" or not path.exists():
        return True  # where files in use cannot be removed, they stay until the next sweep
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
