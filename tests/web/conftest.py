"""The web as it is served: the sample company's record behind a real server on a free port of this machine."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from bot.settings import Settings, read_company
from bot.web.app import create_app
from bot.web.settings import WebSettings
from ingest import ingest

DATA = Path(__file__).parents[2] / "data"
STAFF, SALES = "a-token-of-staff", "a-token-of-sales"
Serve = Callable[..., str]


class Server:
    """uvicorn in a thread, on a port that was free."""

    def __init__(self, app: FastAPI) -> None:
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False))
        self._thread = threading.Thread(target=self._server.run, args=([self.socket],), daemon=True)

    def start(self) -> Server:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self.socket.close()


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    store = tmp_path_factory.mktemp("web") / "store"
    assert len(ingest([str(DATA / "releases")], store).added) == 21
    return Settings(store=store, company=read_company(DATA / "onrecord.toml"))


@pytest.fixture(scope="session")
def web() -> WebSettings:
    hashes = {name: (sha256(token.encode()).hexdigest(),) for name, token in (("staff_tokens", STAFF), ("sales_tokens", SALES))}
    return WebSettings(address_rate=100_000, session_rate=100_000, **hashes)


@pytest.fixture(scope="session")
def serve_session(settings: Settings, web: WebSettings) -> Iterator[Serve]:
    servers = []

    def start(*, demo: bool = False, **changed: object) -> str:
        servers.append(Server(create_app(settings, replace(web, **changed), demo=demo)).start())  # type: ignore[arg-type]
        return servers[-1].url

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def url(serve_session: Serve) -> str:
    """Where the sample is served, with its investor page."""
    return serve_session(demo=True)


@pytest.fixture
def client(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, timeout=20) as client:
        yield client
