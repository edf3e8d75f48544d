"""What Slack is sent for an answer: the very words, nothing that calls or links on its own, within Slack's limits."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, cast

from slack_sdk.models.blocks import Block as SlackBlock

from bot.answer import Answer, Caveat, Citation, Notice, Question, Statement
from bot.events import Event
from bot.slack.limits import MOST_BLOCKS, MOST_CHARACTERS, characters, parted
from bot.slack.links import to_words
from bot.slack.private import MOST_MESSAGES, pages, share
from bot.slack.render import VALUE, answer_blocks, fallback, offered, opening, spans, statements
from bot.slack.reply import Reply, batches
from bot.slack.rich import Block, paragraph
from bot.slack.telling import Telling
from ingest import Contact

HOSTILE = "<!here> <@U0123> *bold* _it_ `x` <https://evil.example|click> & ~no~ :tada: > quote"
BASE = "https://ir.example.com/"


def citation(number: int = 1, quote: str = "Orvex makes 1,850 valves a day.", **told: Any) -> Citation:
    return Citation(**{"number": number, "release_id": "aaaa", "headline": "Orvex opens a plant", "published": "2025-05-06", "url": None,
                       "source": "plant.md", "section": "Output", "quote": quote, "start": 120, "end": 151} | told)  # fmt: skip


def answer(*said: Statement, citations: tuple[Citation, ...] = (citation(),), **told: Any) -> Answer:
    shared: dict[str, Any] = {
        "question": Question("How many valves?"),
        "status": "answered",
        "text": "the text",
        "record_as_of": "2025-06-01",
    }
    return Answer(**shared | {"answer_id": "a1", "statements": said, "citations": citations, "as_of": "2025-05-06"} | told)


def caveat(*indices: int, **told: Any) -> Caveat:
    return Caveat(**{"statements": indices, "notice": "It may not come about.", "factors": ("A strike.",), "assumptions": ("Steel comes.",),
                     "update_policy": "None.", "release_id": "aaaa", "published": "2025-05-06", "start": 900, "end": 990} | told)  # fmt: skip


def told(part: Any) -> str:
    """The words that a reader sees, in their order."""
    if isinstance(part, dict):
        shown = part["text"] if isinstance(part.get("text"), str) else ""
        return shown + "".join(told(value) for key, value in part.items() if key not in ("url", "value"))
    return "".join(told(one) for one in part) if isinstance(part, list) else ""


def elements(part: Any, kind: str) -> list[dict[str, Any]]:
    if isinstance(part, dict):
        return ([part] if part.get("type") == kind else []) + [e for value in part.values() for e in elements(value, kind)]
    return [e for one in part for e in elements(one, kind)] if isinstance(part, list) else []


def accepted(blocks: list[Block]) -> None:
    for block in blocks:
        made = SlackBlock.parse(block)
        assert made is not None
        made.validate_json()


ONE = Statement("Orvex makes 1,850 valves a day.", (1,), speaker="Ada Vane, CEO")
AHEAD = Statement("Orvex expects 2,400 valves a day in 2026.", (2,), forward_looking=True)


def test_a_statement_stands_with_its_day_its_speaker_and_a_linked_number() -> None:
    [block] = statements(answer(ONE), BASE)
    assert told(block) == "May 6, 2025, Ada Vane, CEO: Orvex makes 1,850 valves a day. [1]"
    assert [e["url"] for e in elements(block, "link")] == ["https://ir.example.com/releases/aaaa?from=120&to=151#120-151"]


def test_the_same_speaker_of_the_same_release_is_named_once() -> None:
    both = answer(ONE, replace(ONE, text="Orvex has two plants.", citations=(2,)), citations=(citation(), citation(2)))
    assert told(statements(both, None)[1]) == "Orvex has two plants. [2]"


def test_the_caution_stands_in_the_block_of_the_statement_it_belongs_to() -> None:
    both = answer(AHEAD, ONE, citations=(citation(2), citation(1, release_id="bbbb")), caveats=(caveat(0),))
    ahead, plain = statements(both, BASE)
    assert told(ahead).startswith(
        "May 6, 2025: Orvex expects 2,400 valves a day in 2026. [2] (looks ahead)Caution on [2]: It may not come about."
    )
    assert "Risk: A strike." in told(ahead)
    assert "Assumption: Steel comes." in told(ahead)
    assert "Updating: None." in told(ahead)
    assert elements(ahead, "link")[-1]["url"] == "https://ir.example.com/releases/aaaa?from=900&to=990#900-990"
    assert "Caution" not in told(plain)


def test_what_was_said_before_and_what_is_overdue_stand_below_their_statement() -> None:
    superseded = ({"statement": 0, "release_id": "cccc", "published": "2024-01-02", "quote": "900 valves a day"},)
    overdue = ({"statement": 0, "expected": "first half of 2025", "note": "that date has passed"},)
    [block] = statements(answer(ONE, superseded=superseded, overdue=overdue), None)
    assert "↳ Before, on January 2, 2024: “900 valves a day”↳ first half of 2025: that date has passed" in told(block)


def test_untrusted_words_are_shown_and_do_nothing() -> None:
    hostile = answer(
        Statement(HOSTILE, (1,), speaker=HOSTILE),
        citations=(citation(quote=HOSTILE, headline=HOSTILE, section=HOSTILE),),
        opening=HOSTILE,
        missing=(HOSTILE,),
        notices=(Notice("cut", HOSTILE),),
        contact=Contact(name=HOSTILE),
        status="partial",
        text=HOSTILE,
    )
    blocks = [*answer_blocks(hostile, BASE), *offered(hostile, ask_ir=True)]
    accepted(blocks)
    assert told(blocks).count(HOSTILE) == 8
    assert not elements(blocks, "mrkdwn")
    assert not elements(blocks, "markdown")
    assert {kind for kind in ("broadcast", "user", "usergroup", "emoji") if elements(blocks, kind)} == set()
    assert fallback(hostile).startswith("&lt;!here&gt; &lt;@U0123&gt; *bold*")


def test_no_answer_says_its_text_the_nearest_releases_and_whom_to_ask() -> None:
    silent = Answer(Question("x"), "not_found", "Nothing on this.", "2025-06-01", "a2", contact=Contact(name="IR", email="ir@example.com"))
    assert told(answer_blocks(silent, BASE)) == (
        "Nothing on this.Contact: IR, ir@example.comNewest release on record: June 1, 2025. "
        "This is an automated answer, made of the company's published words; it is no advice."
    )


def test_an_answer_offers_its_words_a_person_and_the_native_feedback() -> None:
    row, opinion = offered(answer(ONE), ask_ir=True)
    assert [(e["action_id"], e["value"]) for e in row["elements"]] == [("show_words", "aaaa:120:151"), ("ask_ir", "a1|How many valves?")]
    [buttons] = elements(opinion, "feedback_buttons")
    assert (opinion["type"], buttons["positive_button"]["value"], buttons["negative_button"]["value"]) == (
        "context_actions",
        "helpful:a1",
        "unhelpful:a1",
    )
    assert [e["action_id"] for e in offered(answer(ONE))[0]["elements"]] == ["show_words"]


def test_a_button_carries_as_many_places_as_it_can() -> None:
    many = tuple(citation(n, release_id="0eec8b1ce22b5e5f", start=n * 1000) for n in range(1, 200))
    assert len(spans(many)) <= VALUE
    assert spans(many).split("|")[-1].count(":") == 2


def test_what_a_release_says_at_length_stays_within_slacks_limits_and_loses_no_statement() -> None:
    many = tuple(citation(n, quote="long " * 900) for n in range(1, 61))
    long = answer(*(Statement(f"{n} " + "long " * 900, (n,), forward_looking=True) for n in range(1, 61)), citations=many,
                  caveats=(caveat(*range(60), factors=("risk " * 900,) * 12, assumptions=("guess " * 900,) * 5),))  # fmt: skip
    pages = parted([*answer_blocks(long, BASE), *offered(long)])
    for page in pages:
        accepted(page)
        assert len(page) <= MOST_BLOCKS < 50
        assert characters(page) <= 13_000
    for n in range(1, 61):
        assert f"{n} long" in told(pages)


def test_messages_are_parted_between_blocks_and_in_their_order() -> None:
    blocks = [paragraph(f"{n}" + "x" * 4_000) for n in range(7)]
    pages = parted(blocks)
    assert [len(page) for page in pages] == [2, 2, 2, 1]
    assert [block for page in pages for block in page] == blocks
    assert all(characters(page) <= MOST_CHARACTERS for page in pages)
    assert parted([]) == [[]]


def test_a_citation_leads_to_the_words_in_the_release_itself() -> None:
    short = citation(url="https://www.orvex.example/plant", quote="1,850 valves - a day & more")
    assert to_words(short, BASE) == "https://www.orvex.example/plant#:~:text=1%2C850%20valves%20%2D%20a%20day%20%26%20more"
    long = citation(url="https://www.orvex.example/plant#top", quote="one two three four five six seven eight nine ten eleven")
    assert (
        to_words(long, BASE)
        == "https://www.orvex.example/plant#top:~:text=one%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven"
    )


def test_without_an_address_a_number_stands_without_a_link() -> None:
    assert to_words(citation(), None) is None
    assert to_words(citation(url="javascript:alert(1)"), None) is None
    assert elements(statements(answer(ONE), None), "link") == []


def test_nothing_shown_is_lost_in_json() -> None:
    blocks = answer_blocks(answer(ONE, caveats=(caveat(0),)), BASE)
    assert json.loads(json.dumps(blocks)) == blocks


def test_a_number_in_the_lines_that_open_an_answer_leads_to_its_source() -> None:
    [block] = opening(answer(ONE, opening="Plant: built [1]; next: [7]\nMine: sold [1]"), BASE)
    [listed] = block["elements"]
    assert [told(item) for item in listed["elements"]] == ["Plant: built [1]; next: [7]", "Mine: sold [1]"]
    assert [link["text"] for link in elements(block, "link")] == ["[1]", "[1]"]


def test_what_is_said_before_the_lines_with_numbers_is_no_item_of_their_list() -> None:
    told_first = answer(ONE, opening="That I can't say.\nPlant: built [1]\nMine: sold [1]")
    said, listed = opening(told_first, BASE)
    assert told(said) == "That I can't say."
    assert [told(item) for item in elements(listed, "rich_text_list")[0]["elements"]] == ["Plant: built [1]", "Mine: sold [1]"]
    assert not elements(opening(answer(ONE, opening="That I can't say.\nPlant: built [1]"), BASE), "rich_text_list")


def test_a_release_stands_once_among_the_sources_with_all_its_numbers() -> None:
    cited = (citation(1), citation(2, release_id="bbbb", headline="Orvex sells a mine", section=""), citation(3, start=7, section="Plans"))
    [listed] = elements(answer_blocks(answer(ONE, citations=cited), BASE), "rich_text_list")
    assert [told(item) for item in listed["elements"]] == [
        "[1] [3] Orvex opens a plant — May 6, 2025, “Output”, “Plans”",
        "[2] Orvex sells a mine — May 6, 2025",
    ]
    urls = [link["url"].partition("#")[2] for link in elements(listed, "link")]
    assert urls == ["120-151", "7-151", "120-151", "120-151", "120-151"]


def test_what_looks_ahead_is_never_shown_without_its_caution() -> None:
    both = answer(AHEAD, replace(AHEAD, text="And 3,000 in 2027."), ONE, citations=(citation(2), citation(1)), caveats=(caveat(0, 1),))
    telling = Telling(cast(Reply, None), BASE)
    assert telling.together(both) == 2
    assert "Caution on [2], [2]" in told(telling.rest(both)[:2])
    assert telling.together(answer(ONE, AHEAD, citations=(citation(2), citation(1)), caveats=(caveat(1),))) == 1
    carded = answer(ONE, opening="Plant: next milestone in 2026 [1]", caveats=(caveat(0),))
    assert telling.together(carded) == len(telling.rest(carded))


def test_statements_that_come_at_once_are_told_at_once_and_late_ones_later() -> None:
    async def scene() -> list[list[int]]:
        async def events() -> AsyncIterator[Event]:
            for number in range(4):
                await asyncio.sleep(0.3 if number == 2 else 0)
                yield Event("status", step=str(number))

        return [[int(event.step or "") for event in batch] async for batch in batches(events(), 0.05)]

    assert asyncio.run(scene()) == [[0, 1], [2, 3]]


def test_what_is_over_the_messages_that_one_person_gets_is_a_press_away_with_all_buttons() -> None:
    said = [Statement(f"Valve {n}: " + "x" * 2_400, (1,)) for n in range(30)]
    long, short = answer(*said), answer(said[0])
    assert pages(answer_blocks(short, BASE), short, share("?")) == parted([*answer_blocks(short, BASE), *offered(short, share("?"))])
    shown = pages(answer_blocks(long, BASE), long, share("?"))
    assert len(shown) == MOST_MESSAGES
    assert shown[:-1] == parted(answer_blocks(long, BASE))[: MOST_MESSAGES - 1]
    assert told(shown[-1][0]) == "The answer is longer than fits here."
    assert [(e["action_id"], e["value"]) for e in shown[-1][1]["elements"]] == [
        ("show_words", "aaaa:120:151"),
        ("show_all", "a1|How many valves?"),
        ("share", "?"),
    ]
