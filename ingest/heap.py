"""The C library's heap: what is freed goes back to the system, so that a long run holds no more than it needs at once."""

from __future__ import annotations

import ctypes
import sys

MMAP_THRESHOLD, ARENA_MAX = -3, -8  # of glibc's malloc.h
LARGE = 1 << 18  # bytes from which a block is asked of the system by itself; glibc raises that, with each it frees, up to 32 MB


def keep_little() -> None:
    """Have glibc give every large block back once it is freed, and let new threads share one arena; with another C library nothing."""
    if sys.platform == "linux" and (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)):
        mallopt(MMAP_THRESHOLD, LARGE)
        mallopt(ARENA_MAX, 1)
