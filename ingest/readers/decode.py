"""Bytes of a text file become text, or are refused."""

from __future__ import annotations

import codecs
from pathlib import PurePath

from ingest.errors import ReadError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_CONTROLS = bytes(sorted(set(range(32)) - {9, 10, 11, 12, 13, 26, 27}))


def decoded(data: bytes, name: str) -> str:
    """The text: by its byte order mark, else UTF-8, else Windows-1252; ReadError where it is none of them."""
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")
    if not encoding and _is_binary(data):
        raise ReadError(f"{short(name)} is a binary file, not the text of a release; give a .md, .txt or .html file")
    for attempt in [encoding] if encoding else ["utf-8", "cp1252"]:
        try:
            return data.decode(attempt).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            place = error.start
    raise ReadError(f"{short(name)} is neither UTF-8 nor Windows-1252 (byte 0x{data[place]:02x} at {place}); save it as UTF-8")


def _is_binary(data: bytes) -> bool:
    head = data[:65_536]
    return b"\0" in data or len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 100


def short(name: str) -> str:
    """The file's own name, for a message."""
    return PurePath(name).name or name
