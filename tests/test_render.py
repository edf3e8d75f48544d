"""An answer at a terminal: each caution right after what it belongs to, numbered sources, lines that fit."""

from __future__ import annotations

import click

from bot.answer import Answer, Caveat, Citation, Nearest, Question, Statement
from bot.cli.render import contact_line, terminal_width, told
from bot.compose.quotes import written
from ingest import Contact
from prompts import text

FIRST, SECOND, THIRD = "The plant makes 1,850 valves a day.", "It will make 3,000 by June.", "Orders rose."
AHEAD = Caveat(
    (1,), "As of May 6, 2025.", ("strikes;", "floods."), ("steel is cheap.",), "No duty to update.", "b" * 16, "2025-05-06", 9, 99
)
FOOTER = "As of May 6, 2025. Newest release on record: July 10, 2025. " + text("automated")


def citation(number: int, quote: str, release: str = "a", day: str = "2025-03-04", section: str = "") -> Citation:
    return Citation(number, release * 16, f"Orvex news {release}", day, None, f"{release}.md", section, quote, 0, len(quote))


CITATIONS = (citation(1, FIRST), citation(2, SECOND, "b", "2025-05-06", "Outlook"), citation(3, THIRD))
STATEMENTS = (Statement(FIRST, (1,)), Statement(SECOND, (2,), forward_looking=True, speaker="Ann Lee, CEO"), Statement(THIRD, (3,)))


def an_answer(
    *, statements: tuple[Statement, ...] = STATEMENTS, citations: tuple[Citation, ...] = CITATIONS, caveat: Caveat = AHEAD
) -> Answer:
    return Answer(
        Question("?"), "answered", "", "2025-07-10", "id", statements=statements, citations=citations, caveats=(caveat,), as_of="2025-05-06"
    )


def lines(answer: Answer, width: int | None = None) -> list[str]:
    return click.unstyle(told(answer, width=width)).splitlines()


def test_a_caution_stands_right_after_its_statement_and_before_the_next() -> None:
    assert lines(an_answer())[:7] == [
        f"March 4, 2025: {FIRST} [1]",
        f"May 6, 2025, Ann Lee, CEO: {SECOND} [2]",
        "  │ Caution on [2]: As of May 6, 2025.",
        "  │ Risk: strikes;",
        "  │ Risk: floods.",
        "  │ Assumption: steel is cheap.",
        "  │ Updating: No duty to update.",
    ]
    assert lines(an_answer())[7] == f"March 4, 2025: {THIRD} [3]"


def test_the_sources_are_numbered_with_headline_date_and_section() -> None:
    assert lines(an_answer())[8:] == [
        "",
        "Sources",
        "  [1] Orvex news a — March 4, 2025 (aaaaaaaaaaaaaaaa)",
        "  [2] Orvex news b — May 6, 2025, “Outlook” (bbbbbbbbbbbbbbbb)",
        "  [3] Orvex news a — March 4, 2025 (aaaaaaaaaaaaaaaa)",
        "",
        FOOTER,
    ]


def test_a_caution_for_two_statements_stands_after_the_later_and_names_both() -> None:
    caveat = Caveat((0, 2), "As of March 4, 2025.", (), (), None, "a" * 16, "2025-03-04", 0, 0)
    assert lines(an_answer(caveat=caveat))[2:5] == [f"March 4, 2025: {THIRD} [3]", "  │ Caution on [1], [3]: As of March 4, 2025.", ""]


def test_where_a_statement_was_cut_the_numbers_still_belong_together() -> None:
    caveat = Caveat((0,), "As of May 6, 2025.", (), (), None, "b" * 16, "2025-05-06", 0, 0)
    shown = lines(an_answer(statements=STATEMENTS[1:], citations=CITATIONS[1:], caveat=caveat))
    assert shown[:3] == [
        f"May 6, 2025, Ann Lee, CEO: {SECOND} [2]",
        "  │ Caution on [2]: As of May 6, 2025.",
        f"March 4, 2025: {THIRD} [3]",
    ]
    assert written(STATEMENTS[1:], CITATIONS[1:]) == f"May 6, 2025, Ann Lee, CEO: {SECOND} [2]\nMarch 4, 2025: {THIRD} [3]"


def test_date_and_speaker_stand_once_where_they_stay_the_same() -> None:
    both = (Statement(FIRST, (1,)), Statement(THIRD, (3,)))
    assert lines(an_answer(statements=both))[:2] == [f"March 4, 2025: {FIRST} [1]", f"{THIRD} [3]"]


def test_another_partys_words_are_said_to_be_theirs() -> None:
    partner = Statement(FIRST, (1,), source_party="partner")
    assert lines(an_answer(statements=(partner,), caveat=AHEAD))[0] == f"March 4, 2025, {text('said_by_partner')}: {FIRST} [1]"


def test_no_line_is_wider_than_the_terminal_and_a_caution_keeps_its_bar() -> None:
    wide = Caveat((1,), "word " * 60, ("risk " * 40,), (), "update " * 30, "b" * 16, "2025-05-06", 0, 0)
    shown = lines(an_answer(caveat=wide), width=40)
    assert max(map(len, shown)) <= 40
    first, after = next(n for n, line in enumerate(shown) if "Caution" in line), shown.index(f"March 4, 2025: {THIRD} [3]")
    assert {line[:4] for line in shown[first:after]} == {"  │ "}
    assert after - first > 10


def test_a_card_of_several_lines_is_told_on_one() -> None:
    card = "Ann Lee\n  ir@orvex.example.com"
    answer = an_answer(statements=(Statement(card, (1,)),))
    assert lines(answer)[0] == "March 4, 2025: Ann Lee ir@orvex.example.com [1]"


def test_where_nothing_is_found_the_nearest_and_the_contact_are_told() -> None:
    contact = Contact("Ann Lee", "ir@orvex.example.com", None, "Orvex")
    near = (Nearest("a" * 16, "Orvex opens a plant", "2025-03-04"),)
    answer = Answer(Question("?"), "not_found", "Nothing.", "2025-07-10", "id", reason="not_on_record", nearest=near, contact=contact)
    assert lines(answer) == [
        "Nothing.",
        "",
        "The nearest releases",
        "  March 4, 2025: Orvex opens a plant (aaaaaaaaaaaaaaaa)",
        "",
        "Contact: Ann Lee, Orvex, ir@orvex.example.com",
        "",
        f"Newest release on record: July 10, 2025. {text('automated')}",
    ]


def test_a_contact_without_a_name_leaves_no_gap() -> None:
    assert contact_line(Contact(None, None, "555-0142", "Orvex")) == "Orvex, 555-0142"


def test_what_is_no_terminal_is_not_wrapped() -> None:
    assert terminal_width() is None
