"""Commands, the shortcut, the home and the settings."""

from __future__ import annotations

from slack_office import Office
from slack_server.workspace import texts

from bot.slack.home import fitting

WHEN = "When are top-line results from SUMMIT-1 expected?"
THEN = "third quarter of 2027"
DRAFT = "Top-line results from SUMMIT-1 are expected in the first half of 2027. The moon is made of a zirconium alloy."


def test_a_command_is_answered_for_who_gave_it_alone(office: Office) -> None:
    channel = office.channel("command")
    assert office.anna.command("/onrecord", WHEN, channel).status == 200
    assert office.whisper(office.anna, THEN, channel=channel).seen_by == office.anna.user.id
    assert office.sam.sees(channel) == []


def test_an_answer_is_shared_where_all_see_it(office: Office) -> None:
    channel = office.channel("shared")
    office.anna.command("/onrecord", WHEN, channel)
    whisper = office.whisper(office.anna, THEN, channel=channel)
    assert office.anna.press(whisper, "share").status == 200
    shared = office.slack.wait(lambda: [m for m in office.sam.sees(channel) if THEN in m.words], wanted="the shared answer")
    assert shared[0].seen_by is None


def test_where_the_app_is_no_member_sharing_says_so(office: Office) -> None:
    channel = office.slack.workspace.add_channel("stranger", members={office.anna.user.id})
    office.anna.command("/onrecord", WHEN, channel)
    office.slack.fail("chat.postMessage", "not_in_channel", times=1)
    office.anna.press(office.whisper(office.anna, THEN, channel=channel), "share")
    assert "/invite" in office.whisper(office.anna, "/invite").words


def test_a_command_without_a_question_says_how_to_ask(office: Office) -> None:
    before = len(office.whispers(office.sam))
    assert office.sam.command("/onrecord", "").status == 200
    assert "/check" in office.whisper(office.sam, "/check", since=before).words


def test_the_board_comes_with_its_picture(office: Office) -> None:
    office.anna.command("/program", "")
    board = office.whisper(office.anna, "CVA-422")
    assert "CVA-208" in board.words
    shown = office.slack.wait(
        lambda: [b for m in office.whispers(office.anna) for b in m.blocks if b["type"] == "image"], wanted="a picture"
    )
    assert "CVA-422" in shown[-1]["alt_text"]


def test_one_program_is_looked_up_by_its_other_name(office: Office) -> None:
    before = len(office.whispers(office.anna))
    office.anna.command("/program", "torvapixant")
    assert "SUMMIT" in office.whisper(office.anna, "CVA-101", since=before).words


def test_a_program_that_is_not_on_record_is_said_to_be_none(office: Office) -> None:
    before = len(office.whispers(office.anna))
    office.anna.command("/program", "ZZZ-999")
    answered = office.slack.wait(lambda: [m for m in office.whispers(office.anna)[before:] if m.blocks], wanted="an answer")
    assert "ir@corvaldane.example.com" in answered[-1].words


def test_staff_check_a_draft_sentence_by_sentence(office: Office) -> None:
    assert office.ines.command("/check", "").status == 200
    view = office.view(office.ines, callback_id="check_draft")
    assert office.ines.submit(view, draft=DRAFT).status == 200
    found = " ".join(texts(office.view(office.ines, "Contradicted")["blocks"]))
    assert "Not stated" in found
    assert "2026: “" in found  # the words that say otherwise, with their day


def test_drafts_are_refused_to_everyone_else(office: Office) -> None:
    for person, channel in (
        (office.anna, office.news),
        (office.sam, office.news),
        (office.gus, office.news),
        (office.ines, office.partners),
    ):
        before, views = len(office.whispers(person)), len(office.slack.workspace.views)
        person.command("/check", DRAFT, channel)
        assert "staff" in office.whisper(person, "staff", since=before).words
        assert len(office.slack.workspace.views) == views


def test_a_message_is_checked_by_its_shortcut(office: Office) -> None:
    said = office.anna.compose(office.channel("shortcut"), DRAFT).message
    office.ines.shortcut("check_message", said)
    assert "Contradicted" in " ".join(texts(office.view(office.ines, "Contradicted")["blocks"]))


def test_a_draft_in_a_direct_message_is_checked_in_its_thread(office: Office) -> None:
    sent = office.ines.ask(f"check: {DRAFT}")
    assert "Contradicted" in office.reply(sent).words


def test_a_draft_by_mention_is_answered_to_its_author_alone(office: Office) -> None:
    channel = office.channel("draft")
    office.ines.mention(channel, f"check: {DRAFT}")
    assert "Not stated" in office.whisper(office.ines, "Contradicted", channel=channel).words
    assert office.sam.sees(channel) == []


def test_the_home_shows_programs_releases_and_what_was_asked(office: Office) -> None:
    office.reply(office.sam.ask(WHEN))
    assert office.sam.open_home().status == 200
    shown = office.slack.wait(lambda: office.slack.workspace.homes.get(office.sam.user.id), wanted="a home")
    words = " ".join(texts(shown["blocks"]))
    assert "CVA-101" in words
    assert "June 16, 2026" in words
    assert WHEN in words


def test_a_board_too_long_for_the_home_is_asked_for_whole() -> None:
    board = [{"type": "section", "text": {"type": "mrkdwn", "text": f"Program {n}"}} for n in range(90)]
    assert fitting(board, 90) == board
    head, told, ask = fitting(board, 89)
    assert (head, texts([told])) == (board[0], ["There is more than fits here."])
    assert ask["elements"][0]["value"] == "Where do the programs stand?"


def test_a_question_in_the_home_is_asked_again(office: Office) -> None:
    office.reply(office.sam.ask("When will the HARBOR results be reported?"))
    office.sam.open_home()
    shown = office.slack.wait(
        lambda: (v := office.slack.workspace.homes.get(office.sam.user.id)) and "HARBOR" in " ".join(texts(v["blocks"])) and v
    )
    before = len(office.sam.sees(office.sam.direct))
    office.sam.press_in_view(shown, "home_ask_0")
    office.replies(office.sam.direct, least=1)
    again = office.slack.wait(lambda: office.sam.sees(office.sam.direct)[before + 1 :], wanted="an answer")
    assert again


def test_settings_are_for_named_admins_and_come_into_force(office: Office) -> None:
    before = len(office.whispers(office.anna))
    office.anna.command("/onrecord", "settings")
    assert office.whisper(office.anna, "admins", since=before)
    office.ines.command("/onrecord", "settings", office.news)
    view = office.view(office.ines, callback_id="settings")
    chosen = {
        "staff": ["S0STAFF"],
        "sales": ["S0SALES"],
        "staff_channels": [office.news.id],
        "sales_channels": [],
        "ir_channel": office.ir.id,
    }
    assert office.ines.submit(view, **chosen).status == 200
    office.slack.wait_until_quiet()
    office.anna.command("/check", "", office.news)  # whoever writes there is staff now
    assert office.view(office.anna, callback_id="check_draft")
    office.ines.command("/onrecord", "settings", office.news)
    view = office.view(office.ines, callback_id="settings")
    office.ines.press_in_view(view, "settings_undo")
    office.slack.wait_until_quiet()
