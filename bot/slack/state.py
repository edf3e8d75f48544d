"""What the Slack app holds while it runs."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace

from slack_sdk.web.async_client import AsyncWebClient

from bot.desk import Desk
from bot.errors import UnknownProgram
from bot.programs import Programs
from bot.settings import Settings
from bot.slack.answers import Answers
from bot.slack.audience import Directory
from bot.slack.intake import Intake
from bot.slack.intake.ask_ir import AskIR
from bot.slack.intake.installations import Installations
from bot.slack.people import PeopleBook
from bot.slack.pictures import Pictures
from bot.slack.rich import Block
from bot.slack.settings import SlackSettings
from ingest import Ledger

SURFACE = "slack"


@dataclass(frozen=True, slots=True)
class SlackState:
    """Opened once, closed with the app."""

    settings: Settings
    slack: SlackSettings
    desk: Desk
    programs: Programs
    people: PeopleBook
    directory: Directory
    intake: Intake
    installations: Installations | None = None  # where several workspaces are served
    answers: Answers = field(default_factory=Answers)
    pictures: Pictures = field(default_factory=Pictures)

    @property
    def ask_ir(self) -> AskIR:
        """The way to a person."""
        return AskIR(self.intake, base=self.base)

    @property
    def base(self) -> str | None:
        """Where our pages of the releases are reached, if anywhere."""
        return self.slack.public_url

    async def picture(self, client: AsyncWebClient, team: str, name: str = "") -> list[Block]:
        """The picture of the pipeline as it stands, or of the program of this name."""
        return await self.pictures.blocks(client, team, await self.desk.read(lambda _: self._ledger(name)))

    def _ledger(self, name: str) -> Ledger:
        ledger = self.programs.ledger()
        try:
            return replace(ledger, programs=(self.programs.find(name),)) if name else ledger
        except UnknownProgram:
            return replace(ledger, programs=())

    async def close(self) -> None:
        """Let what is in work end, and let go of the files."""
        await self.intake.drain(20)
        await self.intake.store.close()
        await asyncio.to_thread(self.desk.close)
