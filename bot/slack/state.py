"""What the Slack app holds while it runs."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.desk import Desk
from bot.programs import Programs
from bot.settings import Settings
from bot.slack.answers import Answers
from bot.slack.audience import Directory
from bot.slack.intake import Intake
from bot.slack.pictures import Pictures
from bot.slack.settings import SlackSettings

SURFACE = "slack"


@dataclass(frozen=True, slots=True)
class SlackState:
    """Opened once, closed with the app."""

    settings: Settings
    slack: SlackSettings
    desk: Desk
    programs: Programs
    directory: Directory
    intake: Intake
    answers: Answers = field(default_factory=Answers)
    pictures: Pictures = field(default_factory=Pictures)

    @property
    def base(self) -> str | None:
        """Where our pages of the releases are reached, if anywhere."""
        return self.slack.public_url

    async def close(self) -> None:
        """Let what is in work end, and let go of the files."""
        await self.intake.drain(20)
        await asyncio.to_thread(self.desk.close)
