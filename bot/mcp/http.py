"""The tools over HTTP: nothing is answered without a bearer token, and the token tells who asks."""

from __future__ import annotations

import tempfile
from hashlib import sha256
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.answer import Audience
from bot.errors import SettingsError
from bot.mcp.server import http_app
from bot.mcp.tools import Counter
from bot.tokens import is_one_of
from bot.web import stopping
from bot.web.rates import Rates
from bot.web.settings import WebSettings


class Gate:
    """Lets in who holds a token, as its audience, so often a minute."""

    def __init__(self, app: ASGIApp, web: WebSettings, rates: Rates) -> None:
        self.app, self._rates, self._a_minute = app, rates, web.address_rate
        self._known: tuple[tuple[Audience, tuple[str, ...]], ...] = (
            ("staff", web.staff_tokens),
            ("sales", web.sales_tokens),
            ("investor", web.mcp_tokens),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on a request whose token is known."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        token = _token(scope)
        audience = self._audience(token)
        if audience is None:
            await _refused(401, "This needs a bearer token.", {"WWW-Authenticate": "Bearer"})(scope, receive, send)
        elif wait := self._rates.spend(sha256(token.encode()).hexdigest(), a_minute=self._a_minute):
            detail = f"Too many requests in a short time. Try again in {wait} s."
            await _refused(429, detail, {"Retry-After": str(wait)})(scope, receive, send)
        else:
            scope.setdefault("state", {})["audience"] = audience
            await self.app(scope, receive, send)

    def _audience(self, token: str) -> Audience | None:
        held = [audience for audience, hashes in self._known if is_one_of(token, hashes)]
        return held[0] if held else None


def need_a_token(web: WebSettings) -> None:
    """SettingsError where no token is set that would open the tools."""
    if not (web.staff_tokens or web.sales_tokens or web.mcp_tokens):
        raise SettingsError(
            "No token is set that would open the tools. Make one (`openssl rand -hex 32`), and put its SHA-256 "
            "(`printf %s TOKEN | sha256sum`) into ONRECORD_STAFF_TOKENS, ONRECORD_SALES_TOKENS or ONRECORD_MCP_TOKENS."
        )


def serve_http(counter: Counter, web: WebSettings, *, host: str, port: int) -> None:
    """Serve at /mcp until stopped; what is in work is finished."""
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:  # readable by this user alone
        app = http_app(counter, host)
        app.add_middleware(Gate, web=web, rates=Rates(Path(folder) / "rates.sqlite"))
        stopping.run(
            app, host=host, port=port, access_log=False, server_header=False, log_level="warning", timeout_graceful_shutdown=web.seconds
        )


def _token(scope: Scope) -> str:
    kind, _, token = Headers(scope=scope).get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _refused(status: int, detail: str, headers: dict[str, str]) -> JSONResponse:
    return JSONResponse({"title": detail, "status": status}, status, headers=headers, media_type="application/problem+json")
