"""What goes around every answer: a request id, security headers, a count, a line in the log without personal data."""

from __future__ import annotations

import logging
import re
from time import perf_counter
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.watch.asking import Asked, asking
from bot.watch.figures import Figures
from bot.web.problems import MEDIA_TYPE, as_problem, told

GIVEN = re.compile(r"[A-Za-z0-9_-]{8,64}")
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
SECURITY = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
log = logging.getLogger("onrecord.web")


class Envelope:
    """The outermost layer of ours: even a fault that nothing else caught leaves as a problem with its request id."""

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        self.app, self.figures = app, figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on an HTTP request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = perf_counter(), 0
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        request_id = given if GIVEN.fullmatch(given) else uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id

        async def send_dressed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _dress(MutableHeaders(scope=message), request_id, secure=scope["scheme"] == "https")
            await send(message)

        try:
            with asking(request_id, headers.get("traceparent", "")):
                await self.app(scope, receive, send_dressed)
        except Exception as error:
            problem = as_problem(error)
            if status:  # it has begun: there is nothing more to be said to the reader
                raise
            await JSONResponse(told(problem, request_id), problem.status, media_type=MEDIA_TYPE)(scope, receive, send_dressed)
        finally:
            route = getattr(scope.get("route"), "path", "none")
            took = perf_counter() - began
            self.figures.request(scope["method"], route, status, took)
            told_of = {"method": scope["method"], "route": route, "status": status, "elapsed_ms": round(1000 * took)}
            log.info("request", extra={"figures": told_of, "asked": Asked(request_id)})


def _dress(headers: MutableHeaders, request_id: str, *, secure: bool) -> None:
    headers["X-Request-Id"] = request_id
    for name, value in SECURITY.items():
        headers.setdefault(name, value)
    if secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
