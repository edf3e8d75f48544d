"""The web as it is served: the sample company's record behind a real server on a free port of this machine."""

from __future__ import annotations

import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.journal.settings import JournalSettings
from bot.settings import Settings, read_company
from bot.web.app import create_app
from bot.web.settings import WebSettings
from ingest import ingest

DATA = Path(__file__).parents[2] / "data"
STAFF, SALES = "a-token-of-staff", "a-token-of-sales"
LOCAL = re.compile(r"http://127\.0\.0\.1:|data:|about:|blob:")
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
    journal = JournalSettings(url=f"sqlite:///{store.parent}/journal.sqlite", folder=store.parent)
    company = read_company(DATA / "onrecord.toml")
    return Settings(store=store, state=store.parent / "state", chooser="none", company=company, journal=journal)


@pytest.fixture(scope="session")
def web() -> WebSettings:
    hashes = {name: (sha256(token.encode()).hexdigest(),) for name, token in (("staff_tokens", STAFF), ("sales_tokens", SALES))}
    return WebSettings(address_rate=100_000, session_rate=100_000, seconds=60, **hashes)


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
    with httpx.Client(base_url=url, timeout=60) as client:
        yield client


REQUIRED = os.environ.get("ONRECORD_BROWSER") == "required"  # set where a skipped test would hide a fault


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless; it ends with the module, for its loop would stand in the way of other tests."""
    path = shutil.which("chromium")
    if path is None:
        (pytest.fail if REQUIRED else pytest.skip)("needs chromium: apt-get install chromium")
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens pages in contexts of their own; an error in the console or a request to somewhere else fails the test."""
    contexts, faults = [], []

    def open_one(address: str = "about:blank", *, loud: bool = True, **options: object) -> Page:
        contexts.append(browser.new_context(**options))  # type: ignore[arg-type]
        page = contexts[-1].new_page()
        page.set_default_timeout(15_000)
        if loud:
            page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
            page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: faults.append(request.url) if LOCAL.match(request.url) is None else None)
        page.goto(address)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def site() -> Iterator[Site]:
    """A company's site on another origin than the server."""
    with Site() as site:
        yield site


class Site:
    """Serves one page, with a content security policy where one is set."""

    def __init__(self) -> None:
        self.html, self.policy = "", ""
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                if site.policy:
                    self.send_header("Content-Security-Policy", site.policy)
                self.end_headers()
                self.wfile.write(site.html.encode())

            def log_message(self, *told: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def embed(self, host: str, attributes: str = "", *, page: str = 'lang="en"', more: str = "", policy: str = "") -> None:
        script = f'<script src="{host}/widget.js" {attributes} async></script>'
        icon = '<link rel="icon" href="data:,">' if not policy else ""
        self.html = f"<!doctype html><html {page}><head><title>A site</title>{icon}{script}</head><body><main><h1>Investors</h1>{more}</main></body></html>"
        self.policy = policy

    def __enter__(self) -> Site:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()
