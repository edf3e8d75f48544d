"""What each tool does and who may use it: the same chain, policy and checks as every other surface, answers as plain JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Any

from pydantic import ValidationError

from bot.answer import Audience, Question
from bot.chain import Chain
from bot.check import check
from bot.contract import release_to_json, to_json
from bot.desk import Desk
from bot.errors import QuestionError
from bot.mcp.bodies import ANSWER, DRAFT, PROGRAMS, RELEASE, RESULTS, Arguments, Ask, CheckDraft, ProgramStatus, Search, ShowRelease
from bot.mcp.outward import Plain, address, outward, without_claims
from bot.programs.plain import plain_ledger, plain_program
from bot.settings import Settings
from bot.verify import open_checker
from ingest import Release, Row, draft_sentences

EVERYBODY: tuple[Audience, ...] = ("investor", "staff", "sales")


@dataclass(frozen=True, slots=True)
class Tool:
    """What it takes, what it gives, and for whom it is there; its description is the text ``tool_NAME`` in `prompts`."""

    takes: type[Arguments]
    gives: Plain
    audiences: tuple[Audience, ...] = EVERYBODY


TOOLS = {
    "ask": Tool(Ask, ANSWER),
    "search": Tool(Search, RESULTS),
    "show_release": Tool(ShowRelease, RELEASE, ("investor", "staff")),  # a whole release may make claims that sales may not pass on
    "program_status": Tool(ProgramStatus, PROGRAMS),
    "check_draft": Tool(CheckDraft, DRAFT, ("staff",)),
}


class Counter:
    """Where an assistant's calls are served, one desk for all audiences."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        self.desk, self._settings = desk, settings
        self._checker = cache(lambda: open_checker(settings.checker))  # opened with the first draft, if there is one
        self._served: dict[str, Callable[[Any, Audience], Awaitable[Plain]]] = {
            "ask": self._ask,
            "search": self._search,
            "show_release": self._show_release,
            "program_status": self._program_status,
            "check_draft": self._check_draft,
        }

    async def call(self, name: str, arguments: Plain, audience: Audience) -> Plain:
        """What the tool gives; QuestionError where it cannot take the arguments, naming the field and never what stood in it."""
        try:
            taken = TOOLS[name].takes.model_validate(arguments)
        except ValidationError as error:
            raise QuestionError("; ".join(f"{_place(e['loc'])}: {e['msg']}" for e in error.errors()) + ".") from None
        return await self._served[name](taken, audience)

    async def releases(self) -> Sequence[Row]:
        """Every release on record, newest first."""
        return await self.desk.read(lambda chain: chain.record.rows())

    async def release(self, name: str) -> Release:
        """The release of this id or name; NotOnRecord where there is none."""
        return await self.desk.read(lambda chain: chain.record.find(name))

    async def _ask(self, asked: Ask, audience: Audience) -> Plain:
        answer = await self.desk.ask(Question(asked.question, audience, asked.as_of, thread=asked.thread))
        told = to_json(answer)
        for citation in told["citations"]:
            citation["url"] = citation["url"] or address(citation["release_id"])
        return outward(told)

    async def _search(self, sought: Search, audience: Audience) -> Plain:
        def look(chain: Chain) -> list[Plain]:
            found = chain.retriever.search(sought.query, count=sought.count, until=sought.as_of)
            said = chain.desk.sayable([[p.release_id, p.index, p.score] for p in found], audience, sought.as_of)
            keys = {(release_id, index) for release_id, index, _ in said}
            return [asdict(p) for p in found if (p.release_id, p.index) in keys]

        keys = RESULTS["$defs"]["Found"]["properties"]
        return outward({"results": [{key: one[key] for key in keys} for one in await self.desk.read(look)]})

    async def _show_release(self, shown: ShowRelease, audience: Audience) -> Plain:
        release = await self.release(shown.release)
        return outward(release_to_json(release) | {"text": release.text})

    async def _program_status(self, asked: ProgramStatus, audience: Audience) -> Plain:
        now = self._now(asked.as_of)

        def look(chain: Chain) -> Plain:
            programs = chain.desk.programs
            ledger = programs.ledger(asked.as_of)
            if asked.program is None:
                return plain_ledger(ledger, now)
            return {"as_of": ledger.as_of, "programs": [plain_program(programs.find(asked.program, asked.as_of), now)]}

        told = outward(await self.desk.read(look))
        return without_claims(told) if audience == "sales" else told

    async def _check_draft(self, checked: CheckDraft, audience: Audience) -> Plain:
        sentences = draft_sentences(checked.draft.encode(), name="draft.txt")

        def look(chain: Chain) -> list[Plain]:
            return [asdict(check(sentence, chain.retriever, until=checked.as_of, checker=self._checker())) for sentence in sentences]

        keys = DRAFT["$defs"]["Checked"]["properties"]
        return outward({"sentences": [{key: one[key] for key in keys} for one in await self.desk.read(look)]})

    def _now(self, until: date | None) -> date:
        return min(until, self._settings.now()) if until else self._settings.now()


def _place(path: tuple[int | str, ...]) -> str:
    return ".".join(map(str, path)) or "arguments"
