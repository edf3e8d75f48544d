"""A PostgreSQL server of its own for tests: Debian's, on a free port of 127.0.0.1, in a temporary folder."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


def program(name: str) -> str | None:
    """One of PostgreSQL's programs, wherever Debian put it."""
    known = [str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    return shutil.which(name, path=os.pathsep.join([*known, os.environ.get("PATH", "")]))


def missing() -> str | None:
    """Why there can be no server here, or None."""
    if program("initdb") is None or program("pg_ctl") is None:
        return "PostgreSQL is not installed (apt-get install postgresql)"
    return None


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def running() -> Iterator[str]:
    """The URL of a database that is gone afterwards; the server is never root, as it refuses to be."""
    user = "postgres" if os.getuid() == 0 else None
    with TemporaryDirectory(prefix="onrecord-postgres-") as folder:
        if user:
            shutil.chown(folder, user)
        data, port = f"{folder}/data", free_port()
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off"

        def run(*command: str) -> None:
            subprocess.run(command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)

        run(str(program("initdb")), "-D", data, "-U", "onrecord", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")
        control = str(program("pg_ctl"))
        run(control, "-D", data, "-w", "-t", "60", "-l", f"{folder}/log", "-o", options, "start")
        try:
            yield f"postgresql://onrecord@127.0.0.1:{port}/postgres"
        finally:
            run(control, "-D", data, "-m", "immediate", "stop")
