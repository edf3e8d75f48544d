"""Lanes: what comes into one lane has its turn in the order in which it came; lanes do not wait for one another."""

from __future__ import annotations

import asyncio


class Place:
    """A place in a lane; whoever holds it leaves it in the end, whether it had its turn or not."""

    def __init__(self, before: asyncio.Future[None] | None) -> None:
        self._before = before
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def turn(self) -> None:
        """Wait until all that stood before have left."""
        if self._before:
            await asyncio.wait([self._before])

    def leave(self) -> None:
        """Make way, but for those behind only once those before have left, too."""
        if self._before and not self._before.done():
            self._before.add_done_callback(self._make_way)
        else:
            self._make_way()

    def _make_way(self, _: object = None) -> None:
        if not self.gone.done():
            self.gone.set_result(None)


class Lanes:
    """Lanes by name, kept only while somebody stands in them."""

    def __init__(self) -> None:
        self._last: dict[str, asyncio.Future[None]] = {}

    def enter(self, lane: str) -> Place:
        """The place behind all that stand in this lane now."""
        place = Place(self._last.get(lane))
        self._last[lane] = place.gone
        place.gone.add_done_callback(lambda gone: self._empty(lane, gone))
        return place

    def __len__(self) -> int:
        return len(self._last)

    def _empty(self, lane: str, gone: asyncio.Future[None]) -> None:
        if self._last.get(lane) is gone:
            del self._last[lane]
