"""Releases in files: paths, folders and patterns become sources, in a settled order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from stat import S_ISREG

from ingest.errors import NotARelease, OtherKind, SourceError
from ingest.sources.hints import NOTHING_KNOWN, Hints

SUFFIXES = frozenset({".md", ".markdown", ".txt", ".htm", ".html", ".pdf", ".docx", ".xml", ".nsmap", ".rss", ".atom"})
CLOSED = frozenset(
    {".doc", ".rtf", ".odt", ".pages", ".eml", ".msg", ".mht", ".zip", ".gz", ".wpd"}
)  # in which a release may be that is not read
LARGEST = 20_000_000

_NEVER_MEANT = frozenset({"onrecord.toml", "thumbs.db"})


@dataclass(frozen=True, slots=True)
class Source:
    """A file that may hold a release; ``name`` is its absolute path, ``refusal`` why it is not read, if so."""

    name: str
    refusal: NotARelease | None = None
    hints: Hints = NOTHING_KNOWN

    def read(self) -> bytes:
        """The file's bytes; SourceError where they cannot be had, NotARelease where it is a kind of file that is not read."""
        path = Path(self.name)
        if self.refusal:
            raise self.refusal
        try:
            status = path.stat()
            if not S_ISREG(status.st_mode):
                raise SourceError(f"{self.name} is no file")
            if status.st_size > LARGEST:
                raise SourceError(f"{path.name} has {status.st_size / 1e6:.0f} MB; a release has at most {LARGEST / 1e6:.0f} MB")
            return path.read_bytes()
        except OSError as error:
            raise SourceError(f"{self.name} could not be read: {_why(error)}") from error


def find(paths: Iterable[str]) -> Iterator[Source]:
    """The sources at these paths, each once: a file as it is, a folder with all below it by name, a pattern's matches.

    Raises SourceError where a path leads to nothing. Links to folders inside a folder are not followed.
    """
    seen: set[str] = set()
    for source in (source for path in paths for source in _at(path)):
        if source.name not in seen:
            seen.add(source.name)
            yield source


def _at(path: str) -> Iterator[Source]:
    if has_magic(path) and not os.path.lexists(path):
        matches = sorted(glob(os.path.expanduser(path), recursive=True))
        if not matches:
            raise SourceError(f"nothing matches {path}; check the pattern")
        for match in matches:
            yield from _below(Path(match), lone=False)
    else:
        yield from _below(Path(os.path.expanduser(path)), lone=True)


def _below(path: Path, *, lone: bool) -> Iterator[Source]:
    """A file's source, or those of a folder; a file that is named by itself is read whatever its name ends in."""
    if not os.path.lexists(path):
        raise SourceError(f"there is nothing at {path.absolute()}; check the path")
    if not path.is_dir():
        yield _source(path, lone=lone)
        return
    sources = list(_in_folder(path))
    if all(source.refusal for source in sources):
        raise SourceError(f"the folder {path.absolute()} holds no release; {_wanted()} files are read")
    yield from sources


def _in_folder(folder: Path) -> Iterator[Source]:
    unread: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=unread.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not _is_never_meant(name):
                yield _source(Path(parent, name), lone=False)
    for error in unread:
        yield Source(os.path.abspath(error.filename), NotARelease(f"{Path(error.filename).name}: could not be read: {_why(error)}"))


def _source(path: Path, *, lone: bool) -> Source:
    """A file's source; one that is ``lone`` was named by itself and is meant, whatever its name ends in."""
    ending = path.suffix.lower()
    if lone or ending in SUFFIXES:
        return Source(os.path.abspath(path))
    kind = NotARelease if ending in CLOSED else OtherKind
    return Source(os.path.abspath(path), kind(f"{path.name}: {ending or 'such'} files are not read ({_wanted()} are)"))


def _is_never_meant(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _NEVER_MEANT or Path(name).stem.lower() == "readme"


def _wanted() -> str:
    return ".md, .txt, .html, .pdf, .docx and .xml"


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
