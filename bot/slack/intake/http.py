"""Slack over HTTP: its requests are answered in the web server, at one address for events, buttons, views and commands alike."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from starlette.responses import JSONResponse, Response

EVENTS, INSTALL, REDIRECT = "/slack/events", "/slack/install", "/slack/oauth_redirect"
SKEW = 300  # seconds that a request may be old, or come from the future: what Slack says, and what slack_sdk checks
log = logging.getLogger("onrecord.slack")


def mount_slack(app: FastAPI, opened: Callable[[], AbstractAsyncContextManager[AsyncApp]]) -> None:
    """Answer Slack in this server; what ``opened`` opens is opened with the server, and closed before it."""
    around = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[Any]:
        async with around(app) as state, opened() as bolt:
            app.state.slack = AsyncSlackRequestHandler(bolt)
            yield state

    app.router.lifespan_context = lifespan
    app.add_api_route(EVENTS, _heard, methods=["POST"], include_in_schema=False)
    for path in (INSTALL, REDIRECT):
        app.add_api_route(path, _handled, methods=["GET"], include_in_schema=False)


async def _heard(request: Request) -> Response:
    """A request that Slack signed; any other is refused with 401, and the log says in one line why."""
    body = await request.body()
    if fault := _unsigned(request, body):
        log.warning("a request to %s was refused: %s", EVENTS, fault)
        return JSONResponse({"error": "invalid request"}, HTTPStatus.UNAUTHORIZED)
    if again := request.headers.get("x-slack-retry-num"):
        log.info("delivery %s of an event (%s)", again, request.headers.get("x-slack-retry-reason", "no reason given"))
    response = await _handled(request)
    if response.status_code == HTTPStatus.UNAUTHORIZED:
        log.warning("a request to %s was refused: its signature is not made with SLACK_SIGNING_SECRET", EVENTS)
    return response


def _unsigned(request: Request, body: bytes) -> str | None:
    """Why a request cannot be one that Slack signed just now, so far as that is seen without the secret; None where it may be."""
    stamp = request.headers.get("x-slack-request-timestamp", "")
    if not (stamp.isascii() and stamp.isdecimal()):
        return "it has no time"
    off = time.time() - int(stamp)
    if abs(off) > SKEW:
        return f"its time is {abs(off):.0f} s {'behind' if off > 0 else 'ahead of'} ours; if Slack sent it, set this machine's clock"
    try:
        body.decode()
    except UnicodeDecodeError:
        return "it is no text"
    return None


async def _handled(request: Request) -> Response:
    handler: AsyncSlackRequestHandler = request.app.state.slack
    return await handler.handle(request)
