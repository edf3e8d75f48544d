"""What is sent to us is taken in whole before anything is done with it, up to a size and a time."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.problems import Problem

LARGEST = 16_384  # bytes: a question has at most 2,000 characters
SLOWEST = 10.0  # seconds


class Intake:
    """Refuses a body that is too large or too slow as a problem, whether or not its length was announced."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on the request with its body in one piece."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        try:
            first: Message | None = await asyncio.wait_for(_whole(receive), SLOWEST)
        except TimeoutError as error:
            raise Problem(HTTPStatus.REQUEST_TIMEOUT, f"The request did not come within {SLOWEST:g} s. Send it again.") from error

        async def again() -> Message:
            nonlocal first
            message, first = first, None
            return message or await receive()

        await self.app(scope, again, send)


async def _whole(receive: Receive) -> Message:
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return message
        body += message.get("body", b"")
        if len(body) > LARGEST:
            raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The request has more than {LARGEST:,} bytes. Shorten it.")
        if not message.get("more_body"):
            return {"type": "http.request", "body": body, "more_body": False}
