"""What is sent to us is taken in whole before anything is done with it, up to a size and a time."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.problems import Problem

LARGEST = 16_384  # bytes: a question has at most 2,000 characters
LARGER = {"/slack/": 1_048_576}  # below these paths: a form with a draft in it, a message with all its blocks
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
            first: Message | None = await asyncio.wait_for(_whole(receive, _largest(scope["path"])), SLOWEST)
        except TimeoutError as error:
            raise Problem(HTTPStatus.REQUEST_TIMEOUT, f"The request did not come within {SLOWEST:g} s. Send it again.") from error

        async def again() -> Message:
            nonlocal first
            message, first = first, None
            return message or await receive()

        await self.app(scope, again, send)


def _largest(path: str) -> int:
    return next((size for start, size in LARGER.items() if path.startswith(start)), LARGEST)


async def _whole(receive: Receive, largest: int) -> Message:
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return message
        body += message.get("body", b"")
        if len(body) > largest:
            raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The request has more than {largest:,} bytes. Shorten it.")
        if not message.get("more_body"):
            return {"type": "http.request", "body": body, "more_body": False}
