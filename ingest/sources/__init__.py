"""Where raw releases come from: files and folders."""

from __future__ import annotations

from ingest.sources.files import SUFFIXES, Source, find

__all__ = ["SUFFIXES", "Source", "find"]
