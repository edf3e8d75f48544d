"""What the machine gives: room on its disks, and the port."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from urllib.error import URLError
from urllib.request import urlopen

from bot.doctor.finding import Finding
from bot.settings import Settings
from ingest import cache_folder

ROOM = 200_000_000  # bytes that an ingest may need beside twice the store


def disk(settings: Settings) -> Iterator[Finding]:
    """Whether there is room for another ingest, and leave to write it."""
    for name, folder in (("store", settings.store), ("cache", cache_folder())):
        there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
        held = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if name == "store" and folder.exists() else 0
        free = shutil.disk_usage(there).free
        if not os.access(there, os.W_OK):
            yield Finding("disk", "wrong", f"the {name} may not be written at {there}", "Give this user leave, or name another folder.")
        if free < ROOM + 2 * held:
            yield Finding(
                "disk", "wrong", f"{free / 1e6:.0f} MB are free for the {name} at {there}", f"Make room: {(ROOM + 2 * held) / 1e6:.0f} MB."
            )
        else:
            yield Finding("disk", "right", f"{free / 1e9:.1f} GB are free for the {name} at {there}")


def port_in_use(port: int) -> Finding:
    """Whether `onrecord serve` could have the port."""
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            free.bind(("127.0.0.1", port))
        except OSError:
            return Finding("port", "look" if _is_ours(port) else "wrong", *_taken(port))
    return Finding("port", "right", f"{port} is free for `onrecord serve`")


def _taken(port: int) -> tuple[str, str]:
    if _is_ours(port):
        return f"`onrecord serve` answers at {port}", ""
    return f"{port} is in use by another program", "Stop it, or give another to `onrecord serve --port`."


def _is_ours(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/openapi.json", timeout=2) as reply:
            return b'"onrecord"' in reply.read(2000)
    except (URLError, OSError, ValueError):
        return False
