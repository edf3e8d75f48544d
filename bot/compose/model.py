"""Answers composed by a language model: it may word them, and nothing that it says is shown before it has been checked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from time import monotonic

from bot.answer import Citation, Statement
from bot.compose.proposals import Proposal, proposals
from bot.compose.provider import ChatModel
from bot.compose.quotes import cite
from bot.errors import ModelError
from bot.verify import Checker, Cited, verify
from bot.verify.wording import content
from bot.words import same_words, stems
from ingest import Passage, Record
from prompts import text

MOST = 8  # statements of an answer, whatever the model sends
RESTS = 0.45  # part of a statement's words that the passages it cites have to have; true ones have 0.64 and more
LEFT = 2.0  # seconds without which nothing is sent back for repair
A_TOKEN = 3  # characters: fewer than the four of plain English, for figures and names take more tokens


@dataclass(slots=True)
class Composition:
    """One answer in the making; iterate over it for the statements that pass, then see what was ``cut`` and which ``fault`` ended it."""

    question: str
    passages: Sequence[Passage]
    record: Record
    model: ChatModel
    tokens: int
    checker: Checker | None = None
    cut: int = 0
    fault: ModelError | None = None
    statements: list[Statement] = field(default_factory=list)
    numbers: dict[tuple[str, int], int] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[Statement, tuple[Citation, ...]]]:
        ends = monotonic() + self.model.seconds
        told = self._told()
        try:
            refused: list[tuple[Proposal, str]] = []
            yield from self._passing(self._asked("answer_request", ends, passages=told), refused)
            self.cut = len(refused)
            if refused and ends - monotonic() > LEFT:
                again: list[tuple[Proposal, str]] = []
                yield from self._passing(self._asked("answer_repair", ends, passages=told, refused=_reasons(refused)), again)
                self.cut = len(again)
        except ModelError as error:
            self.fault = error

    @property
    def composer(self) -> str:
        """Whose words the answer has: the model's, or the quotes' where none of its statements is left."""
        return self.model.name if self.statements else "quotes"

    @property
    def notices(self) -> list[dict[str, str]]:
        """What the reader is told beside the answer, once all statements have come."""
        if self.statements:
            return [{"kind": "cut", "text": text("cut")}] if self.cut else []
        return [{"kind": "fallback", "text": text("fallback" if self.fault else "fallback_unsupported" if self.cut else "fallback_silent")}]

    def _asked(self, request: str, ends: float, **variables: str) -> Iterator[Proposal]:
        words = text(request, question=self.question, **variables)
        return proposals(self.model.pieces(text("answer"), words, seconds=ends - monotonic()))

    def _told(self) -> str:
        """The passages as lines of JSON, so that no release can pass for another or for the question; as many as the budget holds."""
        room = self.tokens * A_TOKEN - len(text("answer")) - len(self.question)
        lines: list[str] = []
        for number, passage in enumerate(self.passages, 1):
            lines.append(_line(number, passage))
            room -= len(lines[-1])
            if room < 0 and number > 1:
                return "\n".join(lines[:-1])
        return "\n".join(lines)

    def _passing(
        self, proposed: Iterable[Proposal], refused: list[tuple[Proposal, str]]
    ) -> Iterator[tuple[Statement, tuple[Citation, ...]]]:
        """The proposals that hold, as statements with their citations; the others are added to ``refused`` with the reason."""
        for proposal in proposed:
            if len(self.statements) == MOST:
                return
            reason = self._against(proposal)
            if reason:
                refused.append((proposal, reason))
            elif not any(same_words(proposal.text, s.text) for s in self.statements):
                yield self._statement(proposal)

    def _against(self, proposal: Proposal) -> str:
        """Why a proposal cannot be said; empty where it can."""
        if not proposal.evidence:
            return "no passage is given for it"
        if any(not 1 <= number <= len(self.passages) for number, _ in proposal.evidence):
            return "there is no passage of that number"
        pairs = [(self.passages[number - 1], quote) for number, quote in proposal.evidence]
        cited = [Cited(quote, passage, self.record.release(passage.release_id)) for passage, quote in pairs]
        verdict = verify(proposal.text, cited, checker=self.checker)
        if verdict.holds and _covered(proposal.text, [passage for passage, _ in pairs]) < RESTS:
            return "the passages given for it are about something else"
        return "" if verdict.holds else verdict.reason or "the passages do not say it"

    def _statement(self, proposal: Proposal) -> tuple[Statement, tuple[Citation, ...]]:
        """The statement as the reader gets it: what it rests on is the whole sentence of the release, not the model's cut of it."""
        passages = list(dict.fromkeys(self.passages[number - 1] for number, _ in proposal.evidence))
        citations = tuple(cite(self._number(passage), passage, self.record) for passage in passages)
        speakers = {passage.speaker for passage in passages}
        parties = {passage.party for passage in passages}
        statement = Statement(
            text=proposal.text,
            citations=tuple(citation.number for citation in citations),
            forward_looking=any(passage.label == "forward" for passage in passages),
            speaker=speakers.pop() if len(speakers) == 1 else None,
            source_party=parties.pop() if len(parties) == 1 else "issuer",
        )
        self.statements.append(statement)
        return statement, citations

    def _number(self, passage: Passage) -> int:
        return self.numbers.setdefault((passage.release_id, passage.index), len(self.numbers) + 1)


def _covered(said: str, passages: Sequence[Passage]) -> float:
    """The part of a statement's words that the very passages have: what stands beside them bears a statement out, but is not what it cites."""
    words = content(said)
    return len(words & stems(" ".join(f"{passage.context} {passage.text}" for passage in passages))) / max(1, len(words))


def _line(number: int, passage: Passage) -> str:
    told = {
        "passage": number,
        "published": passage.published,
        "headline": passage.headline,
        "section": passage.section,
        "speaker": passage.speaker,
        "party": passage.party if passage.party != "issuer" else "",
        "about": passage.context,
        "text": passage.text,
    }
    return json.dumps({key: value for key, value in told.items() if value}, ensure_ascii=False)


def _reasons(refused: Sequence[tuple[Proposal, str]]) -> str:
    return "\n".join(json.dumps({"text": proposal.text, "reason": reason}, ensure_ascii=False) for proposal, reason in refused)
