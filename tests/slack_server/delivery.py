"""How Slack brings an app its events: over the app's WebSocket, or by signed requests."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import time
import urllib.parse
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import WSMsgType, web

Json = dict[str, Any]
SECONDS = 3.0  # that an app has for acknowledging


@dataclass(frozen=True)
class Ack:
    """An acknowledgement: after how long, with which status (408: none came) and body."""

    seconds: float
    status: int = 200
    payload: Json | str | None = None


@dataclass
class Socket:
    """Socket Mode: each envelope goes to one of the connections, in turn, and is acknowledged by its id."""

    tickets: set[str] = field(default_factory=set)
    connections: list[web.WebSocketResponse] = field(default_factory=list)
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)
    accepting: dict[str, bool] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)  # what the app sent that it may not send
    hellos: int = 0

    def __post_init__(self) -> None:
        self._numbers, self._turn = itertools.count(1), itertools.count()

    def ticket(self) -> str:
        """A ticket for one connection."""
        ticket = f"ticket-{next(self._numbers)}"
        self.tickets.add(ticket)
        return ticket

    async def link(self, request: web.Request) -> web.WebSocketResponse:
        """One connection of the app, from hello to close."""
        if request.query.get("ticket") not in self.tickets:
            raise web.HTTPForbidden(text="link_invalid")
        self.tickets.discard(request.query["ticket"])
        socket = web.WebSocketResponse(heartbeat=None)
        await socket.prepare(request)
        self.connections.append(socket)
        self.hellos += 1
        about = {"host": "applink-1", "approximate_connection_time": 18060, "build_number": 10}
        hello = {"type": "hello", "num_connections": len(self.connections), "connection_info": {"app_id": "A0APP"}, "debug_info": about}
        await socket.send_json(hello)
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self.heard(message.data)
        finally:
            self.connections.remove(socket)
        return socket

    def heard(self, words: str) -> None:
        """An acknowledgement; anything else is kept as a fault."""
        told = json.loads(words) if words.startswith("{") else None
        waiting = self.waiting.pop(told.get("envelope_id", ""), None) if told else None
        if told is None or waiting is None:
            self.faults.append(f"not an acknowledgement of an open envelope: {words[:200]}")
        elif told.get("payload") and not self.accepting.pop(told["envelope_id"], False):
            self.faults.append(f"a payload where none is accepted: {words[:200]}")
        elif not waiting.done():
            waiting.set_result(told)

    async def deliver(self, kind: str, payload: Json, retry: int = 0, reason: str = "") -> Ack:
        """Send an envelope and wait for its acknowledgement."""
        began, envelope = time.monotonic(), f"envelope-{next(self._numbers)}"
        if not self.connections:
            return Ack(0.0, 503)
        accepts = kind != "events_api"
        told: Json = {"type": kind, "envelope_id": envelope, "payload": payload, "accepts_response_payload": accepts}
        if kind == "events_api":
            told |= {"retry_attempt": retry, "retry_reason": reason}
        self.waiting[envelope], self.accepting[envelope] = asyncio.get_running_loop().create_future(), accepts
        await self.connections[next(self._turn) % len(self.connections)].send_json(told)
        try:
            ack = await asyncio.wait_for(asyncio.shield(self.waiting[envelope]), SECONDS)
        except TimeoutError:
            return Ack(time.monotonic() - began, 408)
        return Ack(time.monotonic() - began, 200, ack.get("payload"))

    async def disconnect(self, reason: str, *, close: bool) -> None:
        """Tell every connection to make a new one ("warning", "refresh_requested", "link_disabled"), or just go away."""
        for socket in list(self.connections):
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}})
            if close:
                await socket.close()


@dataclass
class Requests:
    """HTTP mode: each event is a POST, signed with the app's secret over the time and the body."""

    address: str
    secret: str

    def __post_init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def deliver(self, kind: str, payload: Json, retry: int = 0, reason: str = "") -> Ack:
        headers = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason} if retry else {}
        return await self.send(*body(kind, payload), headers)

    async def send(self, content: str, data: str, headers: dict[str, str], *, skew: float = 0.0, signature: str | None = None) -> Ack:
        """POST ``data``; ``skew`` seconds are added to the time that is signed, ``signature`` stands for the right one."""
        at = str(int(time.time() + skew))
        headers = headers | {"Content-Type": content, "X-Slack-Request-Timestamp": at}
        headers["X-Slack-Signature"] = sign(self.secret, at, data) if signature is None else signature
        self._session = self._session or aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        began = time.monotonic()
        try:
            timeout = aiohttp.ClientTimeout(total=SECONDS)
            async with self._session.post(self.address, data=data.encode(), headers=headers, timeout=timeout) as response:
                words = await response.text()
                is_json = response.content_type == "application/json" and words
                return Ack(time.monotonic() - began, response.status, json.loads(words) if is_json else words)
        except TimeoutError:
            return Ack(time.monotonic() - began, 408)
        except aiohttp.ClientConnectionError:
            return Ack(time.monotonic() - began, 503)

    async def close(self) -> None:
        if self._session:
            await self._session.close()


def sign(secret: str, at: str, data: str) -> str:
    """Slack's signature, version 0."""
    return "v0=" + hmac.new(secret.encode(), f"v0:{at}:{data}".encode(), hashlib.sha256).hexdigest()


def body(kind: str, payload: Json) -> tuple[str, str]:
    """(content type, body) as Slack sends it: events as JSON, commands as a form, interactions as JSON in a form."""
    if kind == "events_api":
        return "application/json", json.dumps(payload)
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return "application/x-www-form-urlencoded", urllib.parse.urlencode(form)
