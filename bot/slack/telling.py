"""An answer told as it comes about: what looks ahead waits for its caution, and what follows it waits, too."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.answer import Answer, Citation, Statement
from bot.events import Event
from bot.slack.render import closing, fared, opening, said, statements
from bot.slack.reply import Reply, batches
from bot.slack.rich import Block, rich, section, words


class Telling:
    """Shows the statements of one answer as they pass their checks, then the rest."""

    def __init__(self, reply: Reply, base: str | None) -> None:
        self._reply, self._base = reply, base
        self._said: list[tuple[Statement, tuple[Citation, ...]]] = []
        self._shown = 0

    async def heard(self, events: AsyncIterator[Event]) -> Answer:
        """Show the statements that come early; the whole answer, of which ``rest`` is still to be shown."""
        async for batch in batches(events):
            for event in batch:
                if event.answer:
                    return event.answer
                if event.statement:
                    self._said.append((event.statement, event.citations))
            await self._show()
        raise RuntimeError("the chain ended without an answer")

    def rest(self, answer: Answer) -> list[Block]:
        """What has not been shown, with what has become of the statements that have."""
        late = [_late(answer, index, line) for index in range(self._shown) for line in fared(index, answer)]
        return [*opening(answer, self._base), *statements(answer, self._base, since=self._shown), *late, *closing(answer, self._base)]

    def together(self, answer: Answer) -> int:
        """How many blocks of the rest must be shown at once, so that nothing that looks ahead stands without its caution."""
        if answer.opening or not answer.statements:
            return len(self.rest(answer))
        upto = next((max(caveat.statements) for caveat in answer.caveats if self._shown in caveat.statements), self._shown)
        return 1 + upto - self._shown

    async def _show(self) -> None:
        ready: list[Block] = []
        known = [citation for _, citations in self._said for citation in citations]
        while self._shown < len(self._said) and not self._said[self._shown][0].forward_looking:
            before = self._said[self._shown - 1][0] if self._shown else None
            ready.append(rich(said(self._said[self._shown][0], known, self._base, before=before)))
            self._shown += 1
        if ready:
            await self._reply.show(ready)


def _late(answer: Answer, index: int, line: str) -> Block:
    return rich(section(words(f"↳ [{answer.statements[index].citations[0]}] {line}", italic=True)))
