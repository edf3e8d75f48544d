"""The picture of the pipeline in a message: uploaded once for each state of the ledger, then shown by its file's id."""

from __future__ import annotations

import asyncio
import logging
import time

from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.programs.diagram import png, told
from bot.slack.rich import Block, cut
from ingest import Ledger
from prompts import text

PATIENCE = 4.0  # seconds that an answer waits for its picture; then it goes without
log = logging.getLogger("onrecord.slack")


class Pictures:
    """The files of the pictures by workspace and by what they show."""

    def __init__(self) -> None:
        self._files: dict[tuple[str, str], str] = {}
        self._ready: set[str] = set()
        self._lock = asyncio.Lock()

    async def blocks(self, client: AsyncWebClient, team: str, ledger: Ledger) -> list[Block]:
        """The picture as a block; nothing where no program is on record, or where it cannot be uploaded."""
        if not ledger.programs:
            return []
        try:
            file = await self._file(client, team, ledger)
            ready = await self._looked_through(client, file)
        except SlackClientError as error:
            log.warning("the picture of the pipeline could not be uploaded: %s", type(error).__name__)
            return []
        if not ready:
            return []
        return [{"type": "image", "slack_file": {"id": file}, "alt_text": _alt(ledger)}]

    async def _file(self, client: AsyncWebClient, team: str, ledger: Ledger) -> str:
        key = (team, told(ledger))
        async with self._lock:
            if key not in self._files:
                drawn = await asyncio.to_thread(png, ledger)
                made = await client.files_upload_v2(
                    content=drawn, filename="pipeline.png", title=text("slack_pipeline"), alt_txt=_alt(ledger)
                )
                self._files[key] = str(made["file"]["id"])
            return self._files[key]

    async def _looked_through(self, client: AsyncWebClient, file: str) -> bool:
        """True once Slack has looked a file through, which takes it a moment: a message that shows the file before is refused."""
        until = time.monotonic() + PATIENCE
        while file not in self._ready:
            if (await client.files_info(file=file))["file"].get("mimetype"):
                self._ready.add(file)
            elif time.monotonic() > until:
                return False
            else:
                await asyncio.sleep(0.25)
        return True


def _alt(ledger: Ledger) -> str:
    return cut(told(ledger), 1_000)
