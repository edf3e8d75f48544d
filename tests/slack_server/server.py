"""The server itself: one thread with Web API and Socket Mode, and what a test says and asks."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from aiohttp import web

from slack_server import manifest as manifests
from slack_server.delivery import Ack, Requests, Socket
from slack_server.ledger import Call, Fault, Ledger
from slack_server.manifest import Manifest
from slack_server.web_api import Grant, WebApi
from slack_server.workspace import APP, BOT, BOT_USER, Json, Message, Workspace

APP_TOKEN, BOT_TOKEN, SIGNING_SECRET = "xapp-1-A0APP-1-local", "xoxb-1-local", "a-signing-secret"
EVENT_KINDS = {"channel": "message.channels", "group": "message.groups", "im": "message.im", "mpim": "message.mpim"}


class LocalSlack:
    """Slack with one workspace that the app is in; it speaks Socket Mode, or sends signed requests to ``events_to``."""

    def __init__(self, manifest: Json | None = None, *, over_http: bool = False) -> None:
        self.workspace, self.ledger, self.socket = Workspace(), Ledger(), Socket()
        self.over_http, self.requests = over_http, Requests("", SIGNING_SECRET)
        self.manifest = manifests.read(manifest, socket_mode=not self.over_http) if manifest else Manifest()
        grants = {BOT_TOKEN: Grant(self.workspace, self.manifest.scopes), APP_TOKEN: Grant(self.workspace, app=True)}
        self.api = WebApi(self.ledger, grants, self._socket_url, self._wrote)
        self.echoes = True  # the app hears of its own messages, too
        self.sent: set[str] = set()  # kinds of events that were delivered
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    # its life

    def __enter__(self) -> LocalSlack:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self.do(self._close())
        self._thread.join(10)

    def _run(self) -> None:
        self.loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self._serve())
        self.loop.run_until_complete(self._stopped.wait())
        self.loop.run_until_complete(self._runner.cleanup())
        self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        self.loop.close()

    async def _serve(self) -> None:
        self._stopped = asyncio.Event()
        self._tasks: set[asyncio.Task[Any]] = set()
        app = web.Application(client_max_size=10_000_000)
        app.add_routes([*self.api.routes(), web.get("/link", self.socket.link)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, backlog=512)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.workspace.origin = f"http://{host}:{port}"
        self._ready.set()

    async def _close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.requests.close()
        for socket in list(self.socket.connections):
            await socket.close()
        self._stopped.set()

    @property
    def url(self) -> str:
        """Where the Web API stands, as slack_sdk wants its base_url."""
        return f"{self.workspace.origin}/api/"

    def do(self, work: Coroutine[Any, Any, Any], seconds: float = 60) -> Any:
        """Run ``work`` in the server's loop, and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(seconds)

    # what it was asked

    @property
    def calls(self) -> list[Call]:
        return list(self.ledger.calls)

    def called(self, *methods: str, since: float = 0.0) -> list[Call]:
        """Calls of these methods that went well."""
        return [call for call in self.calls if call.method in methods and call.error is None and call.at >= since]

    def refused(self) -> list[Call]:
        """Calls that Slack would have refused, those left out that a test asked for."""
        asked = {fault.error for fault in self.ledger.faults} | {"ratelimited", "internal_error"}
        return [call for call in self.calls if call.error and call.error not in asked]

    def fail(self, method: str, error: str | None = None, **told: Any) -> Fault:
        """Let calls of ``method`` go wrong; see Fault."""
        fault = Fault(method, error, **told)
        self.ledger.faults.append(fault)
        return fault

    def wait(self, true: Callable[[], Any], seconds: float = 15.0, wanted: str = "what was waited for") -> Any:
        """What ``true`` gives, once a call made it give something."""
        return self.ledger.wait(true, seconds, wanted)

    def wait_until_quiet(self, quiet: float = 0.4, seconds: float = 15.0) -> None:
        """Until no call came for ``quiet`` seconds."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            seen = len(self.ledger.calls)
            time.sleep(quiet)
            if len(self.ledger.calls) == seen:
                return

    # events

    def event(self, event: Json, home: Workspace | None = None, **told: Any) -> Json:
        """An event in its envelope."""
        home = home or self.workspace
        channel = home.channels.get(str(event.get("channel", "")))
        number = home.number()
        allowed = [{"enterprise_id": None, "team_id": home.id, "user_id": BOT_USER, "is_bot": True, "is_enterprise_install": False}]
        shared = bool(channel and channel.shared)
        return {"token": "t", "team_id": home.id, "context_team_id": home.id, "api_app_id": APP, "event": event, "type": "event_callback",
                "event_id": f"Ev{home.id}{number}", "event_time": int(time.time()), "authorizations": allowed,
                "is_ext_shared_channel": shared} | told  # fmt: skip

    def kind_of(self, event: Json) -> str:
        """The name under which an event is subscribed to."""
        if event["type"] != "message":
            return str(event["type"])
        return EVENT_KINDS[event["channel_type"]]

    def subscribed(self, event: Json) -> bool:
        return self.manifest.events is None or self.kind_of(event) in self.manifest.events

    def deliver(self, kind: str, payload: Json, *, retry: int = 0, reason: str = "http_timeout") -> Ack:
        """Bring one event, command ("slash_commands") or interaction ("interactive") to the app."""
        return self.deliver_all([(kind, payload)], retry=retry, reason=reason)[0]

    def deliver_all(self, parcels: Iterable[tuple[str, Json]], *, retry: int = 0, reason: str = "http_timeout") -> list[Ack]:
        """Bring all of these at once."""
        return self.do(self._deliver_all(list(parcels), retry, reason))

    @property
    def events_to(self) -> str:
        """The address of an app that takes signed requests."""
        return self.requests.address

    @events_to.setter
    def events_to(self, address: str) -> None:
        self.requests.address = address

    async def _deliver_all(self, parcels: list[tuple[str, Json]], retry: int, reason: str) -> list[Ack]:
        way = self.requests if self.over_http else self.socket
        self.sent.update(self.kind_of(payload["event"]) if kind == "events_api" else kind for kind, payload in parcels)
        return list(await asyncio.gather(*(way.deliver(kind, payload, retry, reason if retry else "") for kind, payload in parcels)))

    def _socket_url(self) -> str:
        return f"{self.workspace.origin.replace('http', 'ws')}/link?ticket={self.socket.ticket()}&app_id={APP}"

    def _wrote(self, home: Workspace, how: str, message: Message | None, told: Json) -> None:
        """The app hears of what it wrote itself, as it does in Slack."""
        channel = home.channels[message.channel if message else told["channel"]]
        event: Json = {"type": "message", "hidden": True, "ts": home.ts()}
        if how == "posted" and message:
            event = message.told()
        elif how == "changed" and message:
            event |= {"subtype": "message_changed", "message": message.told(), "previous_message": message.told()}
        else:
            gone = {"user": BOT_USER, "ts": told["ts"], "bot_id": BOT}
            event |= {"subtype": "message_deleted", "deleted_ts": told["ts"], "previous_message": gone}
        event |= {"channel": channel.id, "channel_type": channel.kind, "event_ts": event["ts"]}
        if self.echoes and self.subscribed(event):
            task = self.loop.create_task(self._deliver_all([("events_api", self.event(event, home))], 0, ""))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
