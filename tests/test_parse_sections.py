"""Sections, sentences, speakers, contacts and the legend of a release."""

from __future__ import annotations

import pytest

from ingest.parse import contacts, parse, splitter
from ingest.readers.blocks import Block, Document
from ingest.release import Release, Section

FIRST = "RENO, NV, May 6, 2024 – Orlen Vale Corp. (NASDAQ: ORVL) today announced that its first plant opened. It employs 40 people."
LEGEND = (
    "This press release contains forward-looking statements within the meaning of the Private Securities Litigation Reform Act of 1995, "
    "including statements regarding the opening of a second plant, future sales and hiring. "
    "We have made numerous assumptions regarding, among other things: the supply of steel; our ability to hire; and stable prices. "
    "Actual results could differ materially as a result of risks and uncertainties, including, but not limited to: "
    "delays in construction; loss of key people; and other risks described in our filings with the SEC. "
    "We undertake no obligation to update these statements."
)


def release(*blocks: Block | str) -> Release:
    made = tuple(b if isinstance(b, Block) else Block("paragraph", b) for b in (FIRST, *blocks))
    return parse(Document((Block("heading", "Orlen Vale Opens Its First Plant", 1), *made), "release.md"))


def kinds(parsed: Release) -> list[str]:
    return [section.kind for section in parsed.sections]


def holding(parsed: Release, words: str) -> Section:
    return next(section for section in parsed.sections if words in parsed.quote(section))


def test_sections_cover_the_text_in_order_and_sentences_lie_in_theirs() -> None:
    parsed = release(
        "About Orlen Vale", "Orlen Vale makes pumps.", "Forward-Looking Statements", LEGEND, "Contact: Jane Roe jane@orlen.example.com"
    )
    assert [s.start for s in parsed.sections] == [0, *(s.end for s in parsed.sections[:-1])]
    assert parsed.sections[-1].end == len(parsed.text)
    assert all(parsed.section_of(s).start <= s.start < s.end <= parsed.section_of(s).end for s in parsed.sentences)
    assert kinds(parsed) == ["body", "about", "legend", "contacts"]


def test_blocks_are_joined_by_blank_lines_and_items_marked() -> None:
    parsed = release(Block("item", "40 people", 1), Block("item", "two shifts", 1), "They began in May.")
    assert parsed.text.endswith("It employs 40 people.\n\n- 40 people\n- two shifts\n\nThey began in May.")


def test_an_item_carries_its_lead_in_as_context() -> None:
    parsed = release("The plant is new. It offers:", Block("item", "two halls", 1))
    item = next(s for s in parsed.sentences if s.form == "item")
    assert (parsed.quote(item), item.context) == ("two halls", "It offers:")


def test_rows_are_a_table_section_with_their_header_as_context() -> None:
    parsed = release(Block("row", "Revenue | $5", header="Quarter | 2024", table=1))
    row = next(s for s in parsed.sentences if s.form == "row")
    assert (parsed.section_of(row).kind, row.context) == ("table", "Quarter | 2024")


def test_headings_are_sentences_of_form_heading() -> None:
    parsed = release("Recent Highlights", "The plant opened in May and employs 40 people in two shifts.")
    assert [parsed.quote(s) for s in parsed.sentences if s.form == "heading"] == ["Orlen Vale Opens Its First Plant", "Recent Highlights"]


def test_a_business_outlook_under_a_forward_looking_heading_stays_body() -> None:
    parsed = release(
        "Forward-Looking Outlook", "The company will open a second plant in June and hire 20 people for it.", "Safe Harbor", LEGEND
    )
    assert holding(parsed, "second plant in June").kind == "body"
    assert parsed.legend is not None
    assert parsed.quote(parsed.legend).startswith("Safe Harbor")


def test_a_legend_without_a_heading_is_found() -> None:
    assert holding(release(LEGEND), "within the meaning of").kind == "legend"


def test_text_after_the_legend_is_body_again() -> None:
    notes = "Adjusted earnings leave out one-time items. Management uses them to plan the year ahead and to compare plants."
    parsed = release("Forward-Looking Statements", LEGEND, "Non-GAAP Measures", notes)
    assert holding(parsed, "Adjusted earnings").kind == "body"


def test_a_run_in_about_is_an_about_section() -> None:
    parsed = release("About Orlen Vale -- Orlen Vale makes pumps for mines and mills.")
    assert holding(parsed, "makes pumps").kind == "about"


def test_an_exchange_s_notice_is_no_body() -> None:
    parsed = release("The Orlen Exchange has not reviewed and does not accept responsibility for the adequacy of this release.")
    assert holding(parsed, "not reviewed").kind == "legend"


def test_a_partner_s_release_ends_where_the_issuer_speaks_again() -> None:
    parsed = release(
        "Dunmore’s Press Release",
        "Dunmore announced that its order of pumps was filled in May and that it plans another order for June.",
        "Orlen Vale Upcoming Events",
        "Orlen Vale will present in June at a conference in Reno, where it will show its new pumps to visitors.",
    )
    assert [holding(parsed, words).kind for words in ("order of pumps", "will present in June")] == ["partner_release", "body"]
    assert {s.party for s in parsed.sentences if "order of pumps" in parsed.quote(s)} == {"partner"}


def test_the_legend_s_parts_are_verbatim_and_single() -> None:
    parsed = release("Forward-Looking Statements", LEGEND)
    legend = parsed.legend
    assert legend is not None
    assert parsed.quotes(legend.topics) == ["the opening of a second plant", "future sales and hiring"]
    assert parsed.quotes(legend.assumptions) == ["the supply of steel", "our ability to hire", "stable prices"]
    assert parsed.quotes(legend.factors) == ["delays in construction", "loss of key people"]
    assert legend.update_policy is not None
    assert parsed.quote(legend.update_policy) == "We undertake no obligation to update these statements."


def speakers(parsed: Release) -> list[tuple[str, str]]:
    return list(dict.fromkeys((s.speaker, s.party) for s in parsed.sentences if s.speaker))


def test_a_quote_is_attributed_to_name_and_title() -> None:
    parsed = release("“We are proud of this plant and its people,” said Jane Roe, M.D., CEO of Orlen Vale. “It will grow.”")
    assert speakers(parsed) == [("Jane Roe, M.D., CEO of Orlen Vale", "issuer")]


def test_a_name_before_the_quote_is_its_speaker() -> None:
    parsed = release("Jim Roe, Ph.D., President of Orlen Vale stated, “We are proud of this plant. It is our first one in Nevada.”")
    assert {s.speaker for s in parsed.sentences if "first one" in parsed.quote(s)} == {"Jim Roe, Ph.D., President of Orlen Vale"}


def test_another_company_s_officer_is_a_partner() -> None:
    parsed = release("“The pumps are what we needed for our mine,” said Ann Lee, Chief Executive Officer of Dunmore Inc.")
    assert speakers(parsed) == [("Ann Lee, Chief Executive Officer of Dunmore Inc.", "partner")]


def test_a_quote_that_runs_over_paragraphs_keeps_its_speaker() -> None:
    parsed = release("Jane Roe, CEO, said: “We opened our first plant this month.", "“The second one will open in June of next year.”")
    assert [s.speaker for s in parsed.sentences if "second one" in parsed.quote(s)] == ["Jane Roe, CEO"]


def test_contacts_are_read_from_lines_that_stick_together() -> None:
    parsed = release(
        "Contact:Jane RoeEmail: ir@orlenvale.com", "Dunmore Relations LLC", "Al Poe", "Tel: (604) 555-0199 Ext. 233", "apoe@dunmore.com"
    )
    first, second = parsed.contacts
    assert (first.name, first.email) == ("Jane Roe", "ir@orlenvale.com")
    assert (second.name, second.email, second.phone) == ("Al Poe", "apoe@dunmore.com", "(604) 555-0199 Ext. 233")


def test_a_title_stuck_to_an_address_is_taken_off() -> None:
    parsed = release("Contact: Jane Roe, CEOoffice@orlenvale.com")
    assert parsed.contacts[0].email == "office@orlenvale.com"


@pytest.mark.parametrize(
    "signed", ["Jane Roe, CEO, Orlen Vale Corp.", "– Jane Roe, CEO, Orlen Vale Corp.", "Jane Roe - CEO, Orlen Vale Corp."]
)
@pytest.mark.parametrize("quote", ["“We opened our first plant this month,”", '"We opened our first plant this month."'])
def test_who_signs_a_quote_in_its_line_or_below_is_its_speaker(quote: str, signed: str) -> None:
    expected = [("Jane Roe, CEO, Orlen Vale Corp.", "issuer")]
    assert speakers(release(f"{quote} {signed}")) == expected
    assert speakers(release(quote, signed)) == expected


def test_a_mark_turned_the_wrong_way_before_said_closes_the_quote() -> None:
    parsed = release("“We opened our first plant this month, “says Jane Roe, CEO. “The second one will open in June.”")
    assert [s.speaker for s in parsed.sentences if "plant this month" in parsed.quote(s)] == ["Jane Roe, CEO"]


def test_what_follows_a_quote_and_goes_on_does_not_sign_it() -> None:
    assert not speakers(
        release("The plant bears the words “We pump for all of the valley” Jane Roe, CEO, chose them in March of this year.")
    )
    assert not speakers(release("The motto is “We pump for all of the valley”", "Jane Roe, CEO, chose it. She likes it."))


def reached(*lines: str) -> list[tuple[str | None, str | None, str | None, str | None]]:
    return [(c.name, c.organization, c.phone, c.email) for c in contacts.read(lines, issuer="Orlen Vale Corp.")]


def test_a_phone_keeps_the_bracket_before_its_country() -> None:
    assert reached("Investor Relations Contact:7 Mill Road 118526(+65) 6555 0199Email: ir@orlen.com")[0][2] == "(+65) 6555 0199"


def test_an_organization_ends_where_its_legal_form_does() -> None:
    assert reached("Orlen Vale Corp.Jane Roe1408 S. Mill Avenue, Reno, NV 89501info@orlen.com+1 604-555-0199") == [
        ("Jane Roe", "Orlen Vale Corp.", "+1 604-555-0199", "info@orlen.com")
    ]
    assert reached("Contact: Orlen Vale Corp.info@orlen.com") == [(None, "Orlen Vale Corp.", None, "info@orlen.com")]


def test_a_sentence_is_no_organization_and_the_company_no_person() -> None:
    assert reached("Follow Orlen Vale Corp. on social media for all updates", "Contact: Orlen Vale", "info@orlen.com") == [
        (None, "Orlen Vale", None, "info@orlen.com")
    ]
    assert reached("To learn more of our Life Sciences, write to: info@orlen.com")[0][0] is None


def test_a_desk_is_no_organization() -> None:
    assert reached("Media and Investors: www.orlen.com/investorsir@orlen.com604-555-0199") == [(None, None, "604-555-0199", "ir@orlen.com")]


def test_a_name_stuck_to_desk_title_or_address_is_freed() -> None:
    assert reached("COMPANY CONTACTJane RoeChief Financial Officer", "ir@orlen.com")[0][0] == "Jane Roe"
    assert reached("Media ContactJane Roejroe@orlen.com") == [("Jane Roe", None, None, "jroe@orlen.com")]
    assert reached("Contact: Jane Roe Chief Executive Officer", "(604) 555-0199")[0][0] == "Jane Roe"


def test_a_second_block_of_details_is_another_contact() -> None:
    assert reached("For media: media@orlen.com", "Contact DetailsJane Roe", "+44 1902 555 019", "press@dunmore.com") == [
        (None, None, None, "media@orlen.com"),
        ("Jane Roe", None, "+44 1902 555 019", "press@dunmore.com"),
    ]


def test_a_phone_between_two_addresses_is_the_first_one_s() -> None:
    assert [(c[2], c[3]) for c in reached("Jane Roe, CEO, jane@orlen.com, 403-555-0144, info@orlen.com")] == [
        ("403-555-0144", "jane@orlen.com"),
        (None, "info@orlen.com"),
    ]


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in splitter.spans(text)]


def test_abbreviations_and_numbers_do_not_end_a_sentence() -> None:
    text = "Orlen Inc. met the U.S. FDA at 5:30 a.m. Eastern on Jan. 5 in No. 5, Ext. 233. Sales grew 2.5% to $3.1 million."
    assert sentences(text) == [text[: text.index(" Sales")], "Sales grew 2.5% to $3.1 million."]


def test_a_closing_quote_belongs_to_its_sentence() -> None:
    assert sentences("He said: “We did it. It works.” They left.") == ["He said: “We did it.", "It works.”", "They left."]


def test_sentences_without_a_space_between_are_parted() -> None:
    assert sentences("The plant opened.This is news for Reno.") == ["The plant opened.", "This is news for Reno."]
