"""What the tests of a deployment share: one PostgreSQL server, and an empty database for each test."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from urllib.parse import urlsplit, urlunsplit

import postgres_server
import pytest

from bot.postgres import Database

_numbers = count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    if why := postgres_server.missing():
        pytest.skip(why)
    with postgres_server.running() as url:
        yield url


@pytest.fixture
def database(postgres: str) -> str:
    """The URL of an empty database."""
    name = f"onrecord_{next(_numbers)}"
    server = Database(postgres)
    server.run(f"CREATE DATABASE {name}")
    server.close()
    return urlunsplit(urlsplit(postgres)._replace(path=f"/{name}"))
