"""From a question to the passages that answer it: found in the record, and chosen among what was found."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from bot.absent import absent, missing_parts
from bot.announced import with_announced
from bot.beside import with_beside
from bot.choose import choose, judge_of
from bot.currency import Currency
from bot.gathered import gathers, with_others_of_its_kind
from bot.named_releases import asks_for_the_latest, named_releases, newest
from bot.other_names import other_names
from bot.programs.desk import Desk
from bot.retrieve import Retriever
from bot.settings import Settings
from bot.state import State, day, to_read
from bot.then_and_now import asks_how_it_changed, in_time
from bot.understand import Intent, following, understand, unframed
from bot.words import stems
from ingest import CrossEncoder, Passage

CANDIDATES = 50  # passages to choose from: the answer is among them nine times in ten


class Finder:
    """The chain's two steps that look into the record."""

    def __init__(self, retriever: Retriever, currency: Currency, desk: Desk, settings: Settings, chooser: CrossEncoder | None) -> None:
        self.record, self.retriever, self.currency, self.desk, self.settings = retriever.record, retriever, currency, desk, settings
        self.chooser = chooser

    def retrieve(self, state: State) -> State:
        """What may answer, and which releases are named."""
        question = state["standalone"]
        named = named_releases(question, self._intent(question), self.record.rows())
        search = partial(self.retriever.search, count=CANDIDATES, until=day(state["until"]), only=frozenset().union(*named))
        asked = unframed(question)
        found = search(asked)
        if also := other_names(question, found):
            found = search(f"{asked} ({'; '.join(also)})")
        keys = self.desk.sayable(_keys(found), state["audience"], day(state["until"]))
        return {"candidates": keys, "named": [sorted(ids) for ids in named], "also": list(also)}

    def choose(self, state: State) -> State:
        """What answers, and which parts of the question nothing on record speaks of."""
        question, read = state["standalone"], to_read(state)
        if asks_for_the_latest(question):
            return {"chosen": _keys(newest(self.record, day(state["until"])))}
        intent = self._intent(question)
        lacking, asking = missing_parts(intent, absent(question, intent, self.record, known=self.settings.company.names))
        if lacking and not asking:
            return {"chosen": [], "missing": lacking}
        if lacking:
            question = read = "; ".join(asking)
            intent = self._intent(question)
        if read != question:
            intent = following(self._intent(read), intent)
        found: State = {"chosen": _keys(self._chosen(unframed(question), unframed(read), intent, state))}
        return {**found, "missing": lacking} if lacking else found

    def _chosen(self, question: str, read: str, intent: Intent, state: State) -> list[Passage]:
        """The passages, each in its newest wording and with what it announces; the chooser reads ``read``."""
        also = f" ({'; '.join(state['also'])})" if state["also"] else ""
        candidates = self.retriever.candidates(question + also, [self.record.passage(*key) for key in state["candidates"]])
        words = stems(question + also).union(*(stems(c.passage.text) for c in candidates))
        rarity = {stem: self.record.lexical.rarity(stem) for stem in words}
        parts = [f"{part}?" for part in intent.parts] if len(intent.parts) > 1 else []
        judge = judge_of([read + also, *parts], self.chooser, {(release_id, start) for release_id, start in state["leant"]})
        chosen = choose(question + also, intent, candidates, rarity, state["named"], judge)
        now_meant = not (intent.periods or state["named"] or "change" in intent.wants)
        chosen = self.currency.renewed(chosen, [c.passage for c in candidates], now_meant=now_meant, until=day(state["until"]))
        if gathers(intent) and not state["named"]:
            chosen = with_others_of_its_kind(chosen, candidates, self.record, judge)
        chosen = with_beside(chosen, self.record, intent.wants)
        if asks_how_it_changed(intent) and not state["named"]:
            chosen = in_time(chosen)
        return with_announced(chosen, self.record, whole="list" in intent.wants)

    def _intent(self, question: str) -> Intent:
        return understand(question, today=self.settings.now())


def _keys(passages: Sequence[Passage]) -> list[list[Any]]:
    """Passages as the state holds them: release id, index, score."""
    return [[passage.release_id, passage.index, passage.score] for passage in passages]
