"""Who is let in: the origin allow-list, the rates, and the tokens of staff and sales."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBasic, HTTPBasicCredentials, HTTPBearer

from bot.answer import Audience
from bot.tokens import is_one_of
from bot.web.problems import Problem
from bot.web.state import WebState

READING = 0.2  # of a question: what looking up a release or a page costs
password = HTTPBasic(auto_error=False)
bearer = HTTPBearer(auto_error=False, description="A token of staff or sales.")


def known_origin(request: Request) -> None:
    """Refuse pages of other sites that are not on the list: what a page may ask, it asks from an origin that the browser states."""
    origin = request.headers.get("origin")
    if origin is None:
        if request.headers.get("sec-fetch-site") == "cross-site":
            raise Problem(HTTPStatus.FORBIDDEN, "This may not be asked from another site.")
        return
    if urlsplit(origin).netloc != request.headers.get("host") and origin.lower() not in state(request).web.origins:
        readable = {"Access-Control-Allow-Origin": "*"}  # the refusal alone may be read, so that the widget can say what is wrong
        raise Problem(HTTPStatus.FORBIDDEN, "This site is not on the list of those that may ask here.", headers=readable)


def spending(cost: float) -> Callable[[Request], None]:
    """A dependency that takes ``cost`` from the bucket of the client's address."""

    def spend(request: Request) -> None:
        here = state(request)
        wait = here.rates.spend(f"address {address(request)}", a_minute=here.web.address_rate, cost=cost)
        if wait:
            raise TooMany(wait)

    return spend


class TooMany(Problem):
    """More than the rate allows."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            HTTPStatus.TOO_MANY_REQUESTS,
            f"Too many questions in a short time. Try again in {seconds} s.",
            headers={"Retry-After": str(seconds)},
        )


def spend_in_session(request: Request, thread: str | None) -> None:
    """Take one from the bucket of a conversation; a question without one has only its address to spend from."""
    here = state(request)
    if thread and (wait := here.rates.spend(f"session {thread}", a_minute=here.web.session_rate)):
        raise TooMany(wait)


def address(request: Request) -> str:
    """The client's address; of IPv6 the network of 64 bits, which is what one customer gets."""
    host = request.client.host if request.client else "local"
    try:
        parsed = ipaddress.ip_address(host)
    except ValueError:
        return host
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else host


def holding(*audiences: Audience) -> Callable[[Request, HTTPAuthorizationCredentials | None], None]:
    """A dependency that asks for the token of one of these audiences."""

    def check(request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]) -> None:
        web = state(request).web
        allowed = [token for who in audiences for token in (web.staff_tokens if who == "staff" else web.sales_tokens)]
        if not is_one_of(credentials.credentials if credentials else "", allowed):
            raise Problem(HTTPStatus.UNAUTHORIZED, "This needs a bearer token.", headers={"WWW-Authenticate": "Bearer"})

    return check


def staff_at_a_browser(request: Request, credentials: Annotated[HTTPBasicCredentials | None, Depends(password)]) -> None:
    """Ask a browser for the token of staff, as a password; what the name is does not matter."""
    if not is_one_of(credentials.password if credentials else "", state(request).web.staff_tokens):
        challenge = {"WWW-Authenticate": 'Basic realm="Staff: the token as password", charset="UTF-8"'}
        raise Problem(HTTPStatus.UNAUTHORIZED, "This page is for staff. Give any name, and your token as the password.", headers=challenge)


def local_or_holding(request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]) -> None:
    """Let in whoever asks from this machine; others need the token of staff."""
    host = request.client.host if request.client else ""
    if host not in ("127.0.0.1", "::1"):
        holding("staff")(request, credentials)


def state(request: Request) -> WebState:
    """What the app holds."""
    held: WebState = request.app.state.held
    return held
