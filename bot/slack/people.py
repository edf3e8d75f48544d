"""Who is who, as it stands: the company's file, or what an admin set since by /onrecord settings; every change can be undone."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.slack.intake import Store
from bot.slack.settings import People

CHANGEABLE = ("staff", "sales", "staff_channels", "sales_channels", "ir_channel")  # the admins stand in the file alone


@dataclass(frozen=True, slots=True)
class PeopleBook:
    """The table [slack] of the company's file, and the changes made since, which the replicas share."""

    file: People
    store: Store

    async def now(self) -> People:
        """Who is who now."""
        told = await self.store.settings()
        if told is None:
            return self.file
        lists: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in json.loads(told[0]).items() if key in CHANGEABLE
        }
        return replace(self.file, **lists)

    async def change(self, people: People, *, by: str) -> None:
        """Put a change in force."""
        kept = {key: value for key, value in asdict(people).items() if key in CHANGEABLE}
        await self.store.change_settings(json.dumps(kept), by)

    async def undo(self, *, by: str) -> bool:
        """Take the last change back; False where none was made."""
        return await self.store.undo_settings(by)

    async def changed_by(self) -> str | None:
        """Who made the last change; None where the file stands."""
        told = await self.store.settings()
        return told[1] if told else None
