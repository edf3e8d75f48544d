"""Bytes of a release in any known format become a Document of clean blocks."""

from __future__ import annotations

from ingest.readers.blocks import Block, Document
from ingest.readers.formats import read

__all__ = ["Block", "Document", "read"]
