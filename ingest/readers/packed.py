"""Zip archives as strangers send them: checked for bombs, tricks in names and DTDs before anything in them is used."""

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from ingest.errors import ReadError
from ingest.readers.decode import short

MOST_UNPACKED = 100_000_000
MOST_PARTS = 2_000

_DECLARED = tuple(word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be"))


def parts_of(data: bytes, name: str) -> set[str]:
    """The names of an archive's parts; ReadError where it is broken, locked, or made to do harm."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            _check_sizes(infos, name)
            for info in infos:
                _check_name(info, name)
                if info.filename.endswith((".xml", ".rels")) and any(mark in archive.read(info) for mark in _DECLARED):
                    raise ReadError(f"{short(name)} declares entities in {info.filename}, which no release does: it is not read")
            return {info.filename for info in infos}
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, OverflowError) as error:
        locked = "password" in str(error) or "encrypted" in str(error)
        reason = "is locked by a password; save it without one" if locked else "is a broken Word or zip file; get the file anew"
        raise ReadError(f"{short(name)} {reason}") from error


def _check_sizes(infos: list[ZipInfo], name: str) -> None:
    if len(infos) > MOST_PARTS:
        raise ReadError(f"{short(name)} packs {len(infos):,} files; a Word file has at most {MOST_PARTS:,}")
    total = sum(info.file_size for info in infos)
    if total > MOST_UNPACKED:
        raise ReadError(f"{short(name)} would unpack to {total / 1e6:,.0f} MB; a release has at most {MOST_UNPACKED / 1e6:.0f} MB")


def _check_name(info: ZipInfo, name: str) -> None:
    path = info.filename
    if PurePosixPath(path).is_absolute() or PureWindowsPath(path).anchor or ".." in PureWindowsPath(path).parts:
        raise ReadError(f"{short(name)} names a file outside itself ({path[:80]}); no Word file does: it is not read")
