"""The LangGraph graph from a question to its answer: understand, decide, retrieve, choose, compose, verify, caution.

Every step is a plain function in a file of its own; the state is plain JSON, so that it can be checkpointed.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import asdict, replace
from functools import cache, partial
from itertools import pairwise
from typing import Any

from langgraph.config import get_stream_writer
from langgraph.graph import END, START, StateGraph

from bot.answer import Answer, Audience, Question, Status
from bot.caveats import caveats
from bot.compose.model import Composition
from bot.compose.provider import ChatModel
from bot.compose.quotes import compose
from bot.compose.rewording import reworded
from bot.currency import Currency
from bot.events import Event
from bot.finding import Finder
from bot.finish import finished
from bot.follow_ups import about_the_answer, stand_alone
from bot.journal.in_force import in_force
from bot.journal.journal import Journal
from bot.journal.noting import Noting
from bot.memory import Shelf, thread_key
from bot.named_releases import asks_for_the_latest
from bot.policy import Decision, decide, learnt_with
from bot.programs.desk import Desk
from bot.retrieve import Retriever
from bot.settings import Settings
from bot.state import (
    State,
    answered_before,
    citations_of,
    day,
    event,
    plain_noun,
    statements_of,
)
from bot.stopwatch import Stopwatch
from bot.threads import attributed, leant_on, named, plain, sentences_at, turn_of, whole
from bot.understand import cleaned
from bot.verify import holds, open_checker
from bot.watch.telling import answered
from bot.words import stems
from ingest import Embedder, Record, open_cross_encoder

TOPIC = 3  # words of a question that is no more than a topic
SHOWN = 12  # passages that a language model is shown: the answer is among them as often as it is at all


class Chain:
    """Answers questions from one record."""

    def __init__(self, record: Record, embedder: Embedder, settings: Settings, *, surface: str = "cli") -> None:
        self.record, self.settings, self.surface = record, settings, surface
        self.retriever = Retriever(record, embedder)
        self.currency = Currency(record, self.retriever)
        self._checker = open_checker(settings.checker) if settings.model else None  # the quotes need none
        self.desk = Desk(record, settings)
        chooser = open_cross_encoder("chooser", settings.chooser, may_export=False)
        self._finder = Finder(self.retriever, self.currency, self.desk, settings, chooser)
        self.journal = Journal(settings.journal)
        self._judge_by_vector = learnt_with(embedder.name)
        self._model = _open_model(settings)
        self._graph = self._build()
        self._alone = self._graph.compile()
        self._memory = Shelf(settings.state, settings.store, settings.database)
        self._remembering = cache(self._with_memory)

    def ask(self, question: Question, *, after: Answer | None = None) -> Answer:
        """A checked answer; QuestionError where there is no question in it.

        It follows on what its thread remembers; or on ``after``, an earlier answer, and then nothing is kept.
        """
        answers = (event.answer for event in self.stream(question, after=after))
        return next(answer for answer in answers if answer is not None)

    def stream(self, question: Question, *, after: Answer | None = None) -> Iterator[Event]:
        """What ``ask`` gives, as it comes about: steps, each statement once it has passed its check, caveats, the answer last."""
        with Noting(self.journal, question, self.surface, lambda: in_force(self.settings, self.record)) as noting:
            for told in self._told(question, after):
                noting.hear(told)
                yield told

    def _told(self, question: Question, after: Answer | None) -> Iterator[Event]:
        watch = Stopwatch()
        thread = named(question.thread)
        state: State = {
            "question": cleaned(question.text),
            "audience": question.audience,
            "until": question.as_of.isoformat() if question.as_of else None,
            "turns": [] if thread or not after else [plain(turn) for turn in after.turns],
        }
        self.record.refresh()
        final: Any = state
        for mode, told in self._run(state, thread):
            if mode == "values":
                final = told
            elif mode == "custom":
                yield event(told)
            elif "input" in told:  # a task that begins; its end is told without
                watch.begin(told["name"])
                yield Event("status", step=told["name"])
        answer = replace(
            finished(question, final, self.record, self.settings, self.desk, self.currency), elapsed_ms=watch.elapsed(), steps=watch.steps()
        )
        answered(
            answer, self.surface, cut=final.get("cut", 0), cache=self.retriever.vector.cache_info()[:2], releases=len(self.record.rows())
        )
        yield Event("done", answer=answer)

    def at(self, surface: str) -> Chain:
        """The same chain at another surface, whose threads are its own."""
        other = copy(self)
        other.surface = surface
        return other

    def remembers(self, thread: str, audience: Audience = "investor") -> bool:
        """True where this surface has had something asked in this thread by this audience."""
        return bool(self._remembering()[1].known(thread_key(self.surface, audience, thread)))

    def forget(self, thread: str, audience: Audience = "investor") -> None:
        """Remove all that is remembered of a thread."""
        self._remembering()[1].forget(thread_key(self.surface, audience, thread))

    def _run(self, state: State, thread: str | None) -> Iterator[Any]:
        """The graph's own stream; in a thread it starts from what is remembered, and what it adds is kept at its end."""
        modes = ["tasks", "custom", "values"]
        if thread is None:
            yield from self._alone.stream(state, stream_mode=modes)
            return
        graph, memory = self._remembering()
        key = thread_key(self.surface, state["audience"], thread)
        yield from graph.stream(state, {"configurable": {"thread_id": key}}, stream_mode=modes, durability="exit")
        memory.settle(key)

    def _with_memory(self) -> tuple[Any, Any]:
        memory = self._memory.open()
        return self._graph.compile(checkpointer=memory), memory

    def _build(self) -> Any:  # noqa: ANN401 - LangGraph's compiled graph has six type parameters
        graph = StateGraph(State)
        graph.add_node("understand", self._understand)
        graph.add_node("decide", self._decide)
        graph.add_node("retrieve", self._finder.retrieve)
        graph.add_node("choose", self._finder.choose)
        graph.add_edge(START, "understand")
        graph.add_edge("understand", "decide")
        graph.add_node("recite", self._recite)
        graph.add_node("remember", self._remember)
        graph.add_conditional_edges("decide", _after_deciding)
        graph.add_conditional_edges("recite", lambda state: "compose" if state["chosen"] or not answered_before(state) else "retrieve")
        if self._model:
            graph.add_node("draft", partial(self._draft, self._model))
            graph.add_conditional_edges("choose", lambda state: "draft" if state["chosen"] else "compose")
            graph.add_conditional_edges("draft", lambda state: "caution" if state["statements"] else "compose")
        else:
            graph.add_edge("choose", "compose")
        graph.add_node("compose", self._compose)
        graph.add_node("verify", self._verify)
        graph.add_node("caution", self._caution)
        graph.add_edge("retrieve", "choose")
        for before, after in pairwise(["compose", "verify", "caution", "remember", END]):
            graph.add_edge(before, after)
        return graph

    def _understand(self, state: State) -> State:
        turns = [whole(turn) for turn in state["turns"]]
        turn = leant_on(state["question"], turns)
        standalone = stand_alone(
            state["question"],
            turn,
            today=self.settings.now(),
            reword=lambda: reworded(state["question"], turns, self._model) if self._model else None,
        )
        return {
            "standalone": standalone,
            "leant": [list(place) for place in turn.cited] if turn and standalone != state["question"] else [],
            "judged": standalone if turn and turn.status == "declined" else state["question"],
            "matter": turn.question if turn and about_the_answer(state["question"]) else standalone,
        }

    def _recite(self, state: State) -> State:
        """The sentences of the last answer again, for who asks whose words they are; what is no longer on record is left out."""
        turn = leant_on(state["question"], [whole(turn) for turn in state["turns"]])
        found = sentences_at(self.record, turn.cited if turn else (), day(state["until"]))
        return {"chosen": [[p.release_id, p.index, p.score] for p in found], "candidates": [], "named": [], "recited": bool(found)}

    def _remember(self, state: State) -> State:
        """What the next question may lean on."""
        declined = state["decision"]
        statements, citations = ((), ()) if declined else (statements_of(state), citations_of(state))
        status: Status = declined["status"] if declined else "answered" if statements else "not_found"
        asked = state["question"] if declined else state["matter"]
        return {"turns": [plain(turn_of(asked, status, statements, citations, self.settings.company.programs))]}

    def _decide(self, state: State) -> State:
        question = state["judged"]
        decision = self._decided(question, state["audience"], patterns_only=self._is_topic(question) or self._leans(state))
        card = self.desk.card(
            state["standalone"], state["audience"], declined=decision.notice if decision else None, until=day(state["until"])
        )
        if card and card.fished and not decision:
            decision = Decision("declined", "promotional_claim", "promotional_claim")
        found: State = {"heading": card.heading, "chosen": card.chosen, "candidates": []} if card else {}
        return {"decision": asdict(decision) if decision else None, **found}

    def _decided(self, question: str, audience: Audience, *, patterns_only: bool = False) -> Decision | None:
        vector = self.retriever.vector(question) if self._judge_by_vector else None
        return decide(question, audience=audience, vector=vector, patterns_only=patterns_only)

    def _is_topic(self, question: str) -> bool:
        """True where a question is no more than a word or three that stand on record: "warrants"."""
        words = stems(question)
        return len(question.split()) <= TOPIC and bool(words) and all(self.record.lexical.knows(word) for word in words)

    def _leans(self, state: State) -> bool:
        """True for a follow-up in few words ("has that slipped?") that, said in full, asks what is published."""
        return state["judged"] != state["standalone"] and self._decided(state["standalone"], state["audience"]) is None

    def _draft(self, model: ChatModel, state: State) -> State:
        """What a language model says and the record bears out, each statement told as soon as it has passed."""
        more = [] if asks_for_the_latest(state["standalone"]) else state["candidates"]
        sayable = self.desk.sayable([*state["chosen"], *more], state["audience"], day(state["until"]))
        keys = list(dict.fromkeys((release_id, index) for release_id, index, _ in sayable))[:SHOWN]
        passages = [self.record.passage(*key) for key in keys]
        draft = Composition(state["standalone"], passages, self.record, model, self.settings.model_tokens, self._checker)
        said: list[dict[str, Any]] = []
        cited: dict[int, dict[str, Any]] = {}
        tell = get_stream_writer()
        for statement, citations in draft:
            said.append(plain_noun(statement))
            cited |= {citation.number: plain_noun(citation) for citation in citations}
            tell({"statement": said[-1], "citations": [plain_noun(citation) for citation in citations]})
        return {
            "statements": said,
            "citations": list(cited.values()),
            "composer": draft.composer,
            "notices": draft.notices,
            "cut": draft.cut,
        }

    def _compose(self, state: State) -> State:
        keys = self.desk.sayable(state["chosen"], state["audience"], day(state["until"]))
        statements, citations = compose([self.record.passage(*key) for key in keys], self.record)
        if state.get("recited"):
            statements = attributed(statements, citations, self.record)
        return {"statements": [plain_noun(s) for s in statements], "citations": [plain_noun(c) for c in citations]}

    def _verify(self, state: State) -> State:
        statements, citations = statements_of(state), citations_of(state)
        kept = [s for s in statements if holds(s, citations, self.record)]
        cited = [c for c in citations if any(c.number in s.citations for s in kept)]
        tell = get_stream_writer()
        for statement in kept:
            tell({"statement": plain_noun(statement), "citations": [plain_noun(c) for c in cited if c.number in statement.citations]})
        cut = state.get("cut", 0) + len(statements) - len(kept)
        return {"statements": [plain_noun(s) for s in kept], "citations": [plain_noun(c) for c in cited], "cut": cut}

    def _caution(self, state: State) -> State:
        found = [plain_noun(c) for c in caveats(statements_of(state), citations_of(state), self.record)]
        tell = get_stream_writer()
        for caveat in found:
            tell({"caveat": caveat})
        return {"caveats": found}


def _open_model(settings: Settings) -> ChatModel | None:
    return ChatModel(settings.model, seconds=settings.model_seconds) if settings.model else None


def _after_deciding(state: State) -> str:
    """The step after "decide": a card or a refusal needs no retrieval, a question about the last answer recites it."""
    if "heading" in state:
        return "compose"
    if state["decision"]:
        return "remember"
    return "recite" if about_the_answer(state["question"]) else "retrieve"
