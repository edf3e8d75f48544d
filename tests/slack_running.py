"""The app as it runs, before a Slack of our own: in this process, in a thread with a loop of its own, in either mode."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import uvicorn
from fastapi import FastAPI
from slack_bolt.async_app import AsyncApp

from bot.settings import Settings
from bot.slack.app import create_slack_app
from bot.slack.intake import Intake, patient_client
from bot.slack.intake.http import mount_slack
from bot.slack.opening import desk_of, opened
from bot.slack.run import answer
from bot.slack.settings import SlackSettings
from bot.slack.web import answering


@dataclass
class RunningApp:
    """Started and stopped by ``with``; ``here`` is what the app holds."""

    settings: Settings
    slack: SlackSettings
    over_http: bool = False
    places: tuple[int, int] | None = None  # answers in work, and questions that may wait; over HTTP
    address: str = ""
    fault: BaseException | None = None
    _ready: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> RunningApp:
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(60), "the app did not start"
        if self.fault:
            raise self.fault
        return self

    def __exit__(self, *_: object) -> None:
        if not self.fault:
            self.loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(30)
        assert not self._thread.is_alive(), "the app did not stop"

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Run ``work`` in the app's loop, and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    def _run(self) -> None:
        try:
            asyncio.run(self._main())
        except BaseException as error:
            self.fault = error
            self._ready.set()

    async def _main(self) -> None:
        self.loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        await (self._serve() if self.over_http else self._link())

    async def _link(self) -> None:
        ready = asyncio.Event()
        answering = asyncio.create_task(answer(self.settings, self.slack, stop=self._stopping, ready=ready))
        await asyncio.wait([answering, asyncio.create_task(ready.wait())], return_when=asyncio.FIRST_COMPLETED)
        if not answering.done():
            self._ready.set()
        await answering

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[AsyncApp]:
        if self.places is None:
            desk = desk_of(self.settings)
            async with answering(self.settings, self.slack, desk) as bolt:
                yield bolt
            desk.close()
            return
        client = patient_client(self.slack.bot_token, base_url=self.slack.api_url)
        here = await opened(self.settings, self.slack, client)
        here = replace(here, intake=Intake(here.intake.store, at_once=self.places[0], waiting=self.places[1]))
        try:
            yield create_slack_app(here, client)
        finally:
            await here.close()

    async def _serve(self) -> None:
        web = FastAPI()
        mount_slack(web, self._opened)
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{listening.getsockname()[1]}/slack/events"
        server = uvicorn.Server(uvicorn.Config(web, log_level="warning", access_log=False))
        serving = asyncio.create_task(server.serve([listening]))
        while not server.started and not serving.done():
            await asyncio.sleep(0.01)
        self._ready.set()
        await self._stopping.wait()
        server.should_exit = True
        await serving
        listening.close()
