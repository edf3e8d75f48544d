"""The pipeline board: a line a program from the ledger, its sentences and their cautions, without a question being asked."""

from __future__ import annotations

from bot.answer import Answer, Audience, Question
from bot.caveats import caveats
from bot.chain import Chain
from bot.compose.quotes import compose
from bot.slack.render import opening, statements
from bot.slack.rich import Block, small
from prompts import text


def board(chain: Chain, audience: Audience, base: str | None) -> list[Block]:
    """The board for one audience; empty where no program is on record."""
    card = chain.desk.card(text("slack_where_all"), audience, declined=None, until=None)
    if card is None:
        return []
    said, citations = compose([chain.record.passage(*key) for key in card.chosen], chain.record)
    answer = Answer(
        question=Question(text("slack_where_all"), audience),
        status="answered",
        text=card.heading,
        record_as_of=chain.record.as_of,
        answer_id="",
        statements=said,
        citations=citations,
        caveats=tuple(caveats(said, citations, chain.record)),
        notices=chain.desk.notices(audience, None),
        opening=card.heading,
    )
    notices = [small(notice.text) for notice in answer.notices]
    return [*opening(answer, base), *statements(answer, base), *notices]
