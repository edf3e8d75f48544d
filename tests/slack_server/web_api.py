"""The Web API over HTTP: which method, whose token, enough arguments, scopes; then what the method itself refuses."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from slack_server import chat, directory, streams, views
from slack_server.ledger import Call, Ledger
from slack_server.methods import METHODS
from slack_server.refused import Refused
from slack_server.workspace import SCOPES, Message, Workspace

Json = dict[str, Any]
HANDLERS: dict[str, Callable[[Workspace, Json], Json]] = chat.METHODS | streams.METHODS | views.METHODS | directory.METHODS
WRITTEN_AS_JSON = {"blocks", "view", "files", "prompts", "metadata", "chunks", "attachments", "loading_messages"}


@dataclass
class Grant:
    """What a token stands for; ``refused`` is Slack's name of why it does not any more."""

    workspace: Workspace
    scopes: set[str] | None = None  # None: whatever is asked
    refused: str | None = None
    app: bool = False  # an app-level token, for Socket Mode


@dataclass
class WebApi:
    """Answers calls and keeps them; ``wrote`` hears of every message that the app wrote, changed or took away."""

    ledger: Ledger
    grants: dict[str, Grant]
    open_socket: Callable[[], str]
    wrote: Callable[[Workspace, str, Message | None, Json], None]
    codes: dict[str, Json] = field(default_factory=dict)  # what oauth.v2.access gives for a code
    client: tuple[str, str] = ("", "")
    used_scopes: set[str] = field(default_factory=set)
    addresses: dict[str, Json] = field(default_factory=dict)  # response_urls

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/upload/{team}/{file}", self.upload),
            web.post("/response/{name}", self.respond),
            web.route("*", "/api/{method}", self.call),
        ]

    async def call(self, request: web.Request) -> web.Response:
        method, told = request.match_info["method"], await arguments(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or told.pop("token", None)
        fault = self.ledger.fault(method, told)
        if fault and fault.delay:
            await asyncio.sleep(fault.delay)
        status, headers = 200, {}
        if fault and fault.retry_after is not None:
            status, headers, answer = 429, {"Retry-After": str(fault.retry_after)}, {"ok": False, "error": "ratelimited"}
        elif fault and (fault.error or fault.status != 200):
            status, answer = fault.status, {"ok": False, "error": fault.error or "internal_error"}
        else:
            answer = self.answer(method, told, token, request)
        self.ledger.keep(Call(method, told, time.monotonic(), answer, status, token))
        return web.json_response(answer, status=status, headers=headers)

    def answer(self, method: str, told: Json, token: str | None, request: web.Request) -> Json:
        """What Slack says to this call."""
        try:
            if method not in METHODS:
                raise Refused("unknown_method", method)
            if method == "oauth.v2.access":
                return {"ok": True} | self.exchange(told, request)
            grant = self.granted(method, told, token)
            if method == "apps.connections.open":
                return {"ok": True, "url": self.open_socket()}
            before = told.get("ts") in getattr(grant.workspace.channels.get(told.get("channel", "")), "messages", {})
            answer = HANDLERS[method](grant.workspace, told)
            self.tell(grant.workspace, method, told, answer, existed=before)
            return {"ok": True} | answer
        except Refused as refused:
            return {"ok": False, "error": refused.error, "response_metadata": {"messages": list(refused.details)}}

    def granted(self, method: str, told: Json, token: str | None) -> Grant:
        """The token's grant, where it may do this."""
        if not token:
            raise Refused("not_authed")
        grant = self.grants.get(token)
        if grant is None or grant.app != (method == "apps.connections.open"):
            raise Refused("invalid_auth" if grant is None else "not_allowed_token_type")
        if grant.refused:
            raise Refused(grant.refused)
        known = METHODS[method]
        if missing := [name for name in known.required if told.get(name) in (None, "") and not (name == "status" and name in told)]:
            raise Refused("invalid_arguments", *(f"[ERROR] missing required field: {name}" for name in missing))
        channel = grant.workspace.channels.get(told.get(known.channel or "", ""))
        wanted = [scope.format(kind=SCOPES[channel.kind] if channel else "channels") for scope in known.scopes]
        if grant.scopes is not None and wanted and not grant.scopes & set(wanted):
            raise Refused("missing_scope", f"needed: {wanted}")
        self.used_scopes.update(wanted[:1])
        return grant

    def tell(self, home: Workspace, method: str, told: Json, answer: Json, *, existed: bool) -> None:
        """The events that follow from what was written."""
        if method in ("chat.postMessage", "chat.update", "chat.stopStream"):
            message = home.channels[answer["channel"]].messages[answer["ts"]]
            self.wrote(home, "posted" if method == "chat.postMessage" else "changed", message, told)
        elif method == "chat.delete" and existed:
            self.wrote(home, "deleted", None, told)

    def exchange(self, told: Json, request: web.Request) -> Json:
        """A code of an installation for a token of its workspace."""
        header = request.headers.get("Authorization", "").removeprefix("Basic ")
        given = tuple(base64.b64decode(header).decode().split(":", 1)) if header else (told.get("client_id"), told.get("client_secret"))
        if given[0] != self.client[0]:
            raise Refused("invalid_client_id")
        if given[1] != self.client[1]:
            raise Refused("bad_client_secret")
        if told.get("code") not in self.codes:
            raise Refused("invalid_code")
        return self.codes.pop(told["code"])

    async def upload(self, request: web.Request) -> web.Response:
        """The bytes of a file, of the length that was told; pictures must be what their name says."""
        data = await request.read()
        if request.content_type == "multipart/form-data":
            return web.Response(status=400, text="send the bytes themselves")
        home = next(grant.workspace for grant in self.grants.values() if grant.workspace.id == request.match_info["team"])
        file = home.files[request.match_info["file"]]
        fine = len(data) == file["length"] and (not file["name"].endswith(".png") or data.startswith(b"\x89PNG"))
        file["bytes"] = data if fine else None
        self.ledger.keep(Call("upload", {"file": file["id"], "length": len(data)}, time.monotonic(), {"ok": fine}, 200 if fine else 400))
        return web.Response(status=200 if fine else 400, text=f"OK - {len(data)}" if fine else "length or form is not as told")

    async def respond(self, request: web.Request) -> web.Response:
        """A response_url: five times within half an hour, to the one who asked unless in_channel."""
        told, address = await arguments(request), self.addresses.get(request.match_info["name"])
        answer: Json = {"ok": True}
        if address is None or address["uses"] >= 5 or address["workspace"].now() - address["made"] > 1800:
            answer = {"ok": False, "error": "used_url" if address else "expired_url"}
        else:
            address["uses"] += 1
            try:
                self.put_response(address, told)
            except Refused as refused:
                answer = {"ok": False, "error": refused.error, "response_metadata": {"messages": list(refused.details)}}
        self.ledger.keep(Call("response_url", told, time.monotonic(), answer, 200 if answer["ok"] else 404))
        return web.json_response(answer) if not answer["ok"] else web.Response(text="ok")

    def put_response(self, address: Json, told: Json) -> None:
        """What is told stands in the conversation: anew, or in the place of the message that was pressed."""
        home: Workspace = address["workspace"]
        source: Message | None = address["message"]
        kind = told.get("response_type", "ephemeral")
        if kind not in ("ephemeral", "in_channel"):
            raise Refused("invalid_arguments", f"response_type: {kind}")
        if told.get("delete_original") and source:
            home.channels[source.channel].messages.pop(source.ts, None)
            return
        chat.check_content(home, told)
        if told.get("replace_original") and source:
            source.text, source.blocks, source.edits = told.get("text", ""), told.get("blocks") or [], source.edits + 1
            return
        reader = address["user"] if kind == "ephemeral" else None
        home.put(
            Message(
                home.ts(),
                address["channel"],
                "U0BOT",
                told.get("text", ""),
                told.get("blocks") or [],
                told.get("thread_ts"),
                seen_by=reader,
            )
        )


async def arguments(request: web.Request) -> Json:
    """Arguments of a call, however they were sent; what is JSON inside a form is read."""
    told: Json = dict(request.query)
    if request.content_type == "application/json":
        told |= json.loads(await request.text() or "{}")
    elif request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        told |= dict(await request.post())
    return {key: read_json(value) if key in WRITTEN_AS_JSON and isinstance(value, str) else value for key, value in told.items()}


def read_json(words: str) -> Any:
    try:
        return json.loads(words)
    except json.JSONDecodeError:
        return words
