"""Where raw releases come from: files and folders, pages and feeds, EDGAR."""

from __future__ import annotations

from ingest.sources.files import SUFFIXES, Source, find
from ingest.sources.hints import NOTHING_KNOWN, Hints, Readable
from ingest.sources.reach import USUAL, Reach
from ingest.sources.remote import Remote, is_remote

__all__ = ["NOTHING_KNOWN", "SUFFIXES", "USUAL", "Hints", "Reach", "Readable", "Remote", "Source", "find", "is_remote"]
