"""Bytes of a release in any known format become a Document of clean blocks; a file may hold several."""

from __future__ import annotations

from ingest.readers.blocks import Block, Contents, Document, LeftOut
from ingest.readers.formats import contents, read

__all__ = ["Block", "Contents", "Document", "LeftOut", "contents", "read"]
