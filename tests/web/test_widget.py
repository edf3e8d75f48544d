"""The chat widget in a real browser, on the sample company's page and on sites of other origins."""

from __future__ import annotations

import gzip
import json
import re
import time
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from bot.journal.book import Book
from bot.settings import Settings
from tests.web.conftest import OpenPage, Serve, Site

AHEAD = "When are top-line results from SUMMIT-1 expected?"
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
QUIET_FAULTS = {"loud": False}  # where the test itself makes requests fail, the console says so


class Chat:
    """The widget on a page, as somebody uses it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.launcher = page.get_by_role("button", name="Ask a question")
        self.field = page.get_by_role("textbox", name="Your question")
        self.log = page.get_by_role("log")
        self.answers = page.locator(".answer")
        self.statements = page.locator(".statement")
        self.trouble = page.get_by_role("alert")

    def open(self) -> Chat:
        self.launcher.click()
        expect(self.field).to_be_focused()
        return self

    def send(self, question: str) -> Chat:
        self.field.fill(question)
        self.field.press("Enter")
        return self

    def ask(self, question: str) -> Locator:
        """Ask, and wait for the whole answer."""
        before = self.page.locator(".foot").count()
        self.send(question)
        expect(self.page.locator(".foot")).to_have_count(before + 1)
        return self.answers.last


@pytest.fixture
def chat(open_page: OpenPage, url: str) -> Chat:
    return Chat(open_page(f"{url}/demo")).open()


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"]]


def stream(*events: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    """An answer of a server, as the browser is told it."""
    body = "".join(f"event: {kind}\ndata: {json.dumps(data)}\n\n" for kind, data in events)
    return {"status": 200, "content_type": "text/event-stream", "headers": {"Access-Control-Allow-Origin": "*"}, "body": body}


def test_an_answer_comes_with_numbered_sources_cautions_and_its_date(chat: Chat) -> None:
    answer = chat.ask(AHEAD)
    first = chat.statements.first
    expect(first).to_contain_text("third quarter of 2027")
    expect(first.get_by_text("Looks ahead")).to_be_visible()
    caution = first.get_by_role("note")
    expect(caution).to_contain_text("Forward-looking as of")
    expect(caution).to_contain_text("Risks the release names")
    expect(answer).to_contain_text(re.compile(r"As of \w+ \d+, 2026 · Automated, from published releases"))


def test_a_number_opens_the_very_words_and_leads_to_them_in_the_release(chat: Chat) -> None:
    chat.ask(AHEAD)
    mark = chat.statements.first.get_by_role("button", name="Source 1: ")
    mark.click()
    card = chat.page.locator(".card")
    expect(card).to_be_visible()
    expect(mark).to_have_attribute("aria-expanded", "true")
    quote = card.locator("blockquote").inner_text()
    assert quote in chat.statements.first.inner_text()
    with chat.page.context.expect_page() as opened:
        card.get_by_role("link", name="Read the whole release").click()
    release = opened.value
    release.wait_for_load_state()
    expect(release.locator("mark")).to_have_text(quote)
    expect(release.locator("mark")).to_be_in_viewport()


def test_the_words_come_one_statement_after_another(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}/demo")
    page.evaluate("""() => { window.seen = []; }""")
    chat = Chat(page).open()
    page.evaluate(
        """() => { const log = document.querySelector('onrecord-chat').shadowRoot.querySelector('.log');
        new MutationObserver((all) => all.forEach((one) => one.addedNodes.forEach((node) => seen.push(node.className)))).observe(log, {childList: true, subtree: true}); }"""
    )
    chat.ask(AHEAD)
    seen = page.evaluate("seen")
    assert seen.index("answer") < seen.index("statement") < seen.index("caution") < seen.index("foot")


def test_a_follow_up_is_asked_in_the_thread_of_the_first_question(chat: Chat, url: str) -> None:
    chat.ask(AHEAD)
    with chat.page.expect_request("**/v1/ask/stream") as sent:
        chat.ask("And how far along is enrollment?")
    thread = sent.value.post_data_json["thread"]
    third = httpx.post(f"{url}/v1/ask", json={"question": "And in Europe?", "thread": thread}, timeout=20).json()
    assert third["thread"] == thread
    assert "SUMMIT-1" in third["standalone_question"]


def test_a_declined_question_gets_a_reason_and_the_contact_and_no_statement(chat: Chat) -> None:
    answer = chat.ask("Should I buy the stock before SUMMIT-1 reads out?")
    expect(answer).to_contain_text("I can't advise on buying")
    expect(answer.get_by_role("link", name="Contact investor relations")).to_have_attribute("href", "mailto:ir@corvaldane.example.com")
    assert chat.statements.count() == 0


def test_where_the_programs_stand_opens_the_answer_and_its_numbers_open_their_sources(chat: Chat) -> None:
    answer = chat.ask("Where do the programs stand?")
    items = answer.locator(".opening > li")
    expect(items).to_have_count(4)
    expect(items.nth(2)).to_contain_text("CVA-315 (PINERIDGE), for idiopathic pulmonary fibrosis: Discontinued")
    assert chat.statements.count() > 0
    items.nth(2).get_by_role("button").first.click()
    expect(chat.page.locator(".card")).to_contain_text("discontinued the development of CVA-315")
    chat.page.keyboard.press("Escape")
    assert violations(chat.page) == []
    expect(chat.ask("Who is the chief executive officer?").locator(".opening")).to_have_count(0)


def test_where_the_record_is_silent_the_nearest_releases_are_offered(chat: Chat) -> None:
    answer = chat.ask("Who invented the telephone?")
    expect(answer.get_by_role("listitem")).to_have_count(3)
    expect(answer).to_contain_text("Newest release on record: June 16, 2026")


def test_a_suggested_question_is_asked_by_a_click(chat: Chat) -> None:
    chat.page.get_by_role("group", name="You could ask").get_by_role("button").first.click()
    expect(chat.page.locator(".foot")).to_have_count(1)
    expect(chat.page.locator(".asked")).to_contain_text(AHEAD)
    expect(chat.page.get_by_role("group", name="You could ask")).to_have_count(0)


def test_feedback_is_sent_and_thanked_for(chat: Chat, settings: Settings) -> None:
    chat.ask("Who is the chief executive officer?")
    chat.page.get_by_role("button", name="Not helpful").click()
    expect(chat.page.get_by_text("Thank you.")).to_be_visible()
    expect(chat.page.get_by_role("button", name="Not helpful")).to_have_attribute("aria-pressed", "true")
    assert newest(settings) == (False, None)


def test_whoever_was_not_helped_may_say_why(chat: Chat, settings: Settings) -> None:
    chat.ask("Who is the chief executive officer?")
    why = chat.page.get_by_role("textbox", name="What was missing or wrong?")
    expect(why).to_have_count(0)
    chat.page.get_by_role("button", name="Not helpful").click()
    expect(why).to_be_focused()
    assert violations(chat.page) == []
    with chat.page.expect_response("**/v1/feedback") as sent:
        why.fill("Since when? <b>")
        chat.page.locator(".why").get_by_role("button", name="Send").click()
    assert sent.value.status == 204
    expect(why).to_have_count(0)
    assert newest(settings, comment="Since when? <b>") == (False, "Since when? <b>")
    chat.page.get_by_role("button", name="Not helpful").click()
    expect(why).to_be_visible()
    chat.page.get_by_role("button", name="Helpful", exact=True).click()
    expect(why).to_have_count(0)


def newest(settings: Settings, *, comment: str | None = None) -> tuple[bool | None, str | None]:
    """The opinion on the answer that was given last, once one with this comment is kept: the journal writes behind the reader's back."""
    book, until = Book(str(settings.journal.url)), time.monotonic() + 20
    told: tuple[bool | None, str | None] = (None, None)
    while time.monotonic() < until and (told[0] is None or told[1] != comment):
        entry = next(book.some())
        told = (entry.helpful, next((one.comment for one in entry.opinions), None))
    book.close()
    return told


def test_an_answer_is_copied_with_its_sources(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}/demo", permissions=["clipboard-read", "clipboard-write"])
    chat = Chat(page).open()
    chat.ask(AHEAD)
    page.get_by_role("button", name="Copy with sources").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(AHEAD)
    assert "[1] “" in copied
    assert f"{url}/releases/" in copied
    assert "As of " in copied


def test_starting_over_leaves_nothing(chat: Chat) -> None:
    chat.ask("Who is the chief executive officer?")
    chat.page.get_by_role("button", name="Start over").click()
    expect(chat.answers).to_have_count(0)
    expect(chat.page.get_by_role("group", name="You could ask")).to_be_visible()
    expect(chat.field).to_be_focused()


def test_what_fails_is_told_and_can_be_tried_again(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}/demo", **QUIET_FAULTS)
    chat = Chat(page).open()
    page.route("**/v1/ask/stream", lambda route: route.abort(), times=1)
    chat.send("Who is the chief executive officer?")
    expect(chat.trouble).to_contain_text("The answer did not come through.")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".foot")).to_have_count(1)
    expect(chat.trouble).to_have_count(0)
    expect(page.locator(".asked")).to_have_count(1)


def test_an_answer_that_breaks_off_is_taken_back_whole(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}/demo", **QUIET_FAULTS)
    chat = Chat(page).open()
    half = {
        "statement": {"text": "We expect results.", "citations": [], "forward_looking": True, "speaker": None, "source_party": "issuer"}
    }
    page.route("**/v1/ask/stream", lambda route: route.fulfill(**stream(("statement", half | {"citations": []}))), times=1)
    chat.send("When?")
    expect(chat.trouble).to_contain_text("The answer did not come through.")
    assert chat.statements.count() == 0


@pytest.mark.parametrize(("status", "kind"), [(503, "sent away"), (429, "too often")])
def test_who_is_sent_away_hears_when_to_come_back(open_page: OpenPage, url: str, status: int, kind: str) -> None:
    page = open_page(f"{url}/demo", **QUIET_FAULTS)
    chat = Chat(page).open()
    page.route("**/v1/ask/stream", lambda route: route.fulfill(status=status, headers={"Retry-After": "7"}, body="{}"), times=1)
    chat.send("When?")
    expect(chat.trouble).to_contain_text("Try again in 7 seconds.")


def test_offline_it_says_so_and_goes_on_when_the_line_is_back(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}/demo", **QUIET_FAULTS)
    chat = Chat(page).open()
    page.context.set_offline(True)
    chat.send("Who is the chief executive officer?")
    expect(chat.trouble).to_contain_text("You seem to be offline.")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".foot")).to_have_count(1)


def test_the_keyboard_alone_is_enough(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}/demo")
    chat = Chat(page)
    chat.launcher.focus()
    page.keyboard.press("Enter")
    expect(chat.field).to_be_focused()
    page.keyboard.type(AHEAD)
    page.keyboard.press("Enter")
    expect(page.locator(".foot")).to_have_count(1)
    mark = page.get_by_role("button", name="Source 1: ")
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if mark.evaluate("(each) => each.getRootNode().activeElement === each"):
            break
    expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Read the whole release")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_be_hidden()
    expect(mark).to_be_focused()
    page.keyboard.press("Escape")
    expect(chat.log).to_have_count(0)
    expect(chat.launcher).to_be_focused()


def test_a_closed_panel_is_silent_and_gives_the_focus_back(chat: Chat) -> None:
    chat.ask("Who is the chief executive officer?")
    chat.page.get_by_role("button", name="Close").click()
    expect(chat.launcher).to_be_focused()
    assert chat.page.get_by_role("log").count() == 0
    assert chat.page.get_by_role("status").count() == 0
    chat.open()
    expect(chat.answers).to_have_count(1)


def test_on_a_phone_the_panel_is_the_screen(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}/demo", reduced_motion="reduce", **PHONE)
    chat = Chat(page)
    chat.launcher.tap()
    chat.ask(AHEAD)
    assert page.locator("dialog").bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    page.locator(".mark").first.tap()
    card = page.locator(".card").bounding_box()
    assert card is not None
    assert (card["x"], round(card["y"] + card["height"])) == (0, 844)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_text_of_twice_the_size_still_fits(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}/demo", viewport={"width": 640, "height": 400}, device_scale_factor=2)
    chat = Chat(page).open()
    chat.ask(AHEAD)
    expect(chat.field).to_be_in_viewport()
    panel = page.locator("dialog")
    assert panel.evaluate("(each) => each.scrollWidth <= each.clientWidth")
    assert chat.log.evaluate("(each) => each.scrollWidth <= each.clientWidth")


def test_targets_are_large_enough_to_hit(chat: Chat) -> None:
    chat.ask(AHEAD)
    for each in chat.page.locator("onrecord-chat button:visible").all():
        box = each.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24, each.get_attribute("aria-label")


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_it_follows_the_reader_into_the_dark(open_page: OpenPage, url: str, scheme: str, dark: bool) -> None:
    page = open_page(f"{url}/demo", color_scheme=scheme)
    Chat(page).open()
    colour = page.locator("dialog").evaluate("(each) => getComputedStyle(each).backgroundColor")
    assert (sum(int(part) for part in colour[4:-1].split(",")) < 300) is dark


def test_a_company_sets_its_own_colours(open_page: OpenPage, site: Site, serve_session: Serve) -> None:
    site.embed(serve_session(origins=(site.url,)), more="<style>body { --onrecord-accent: rgb(120, 0, 80) }</style>")
    launcher = Chat(open_page(site.url)).launcher
    assert launcher.evaluate("(each) => getComputedStyle(each).backgroundColor") == "rgb(120, 0, 80)"


def test_from_right_to_left_everything_stands_on_the_other_side(open_page: OpenPage, site: Site, serve_session: Serve) -> None:
    site.embed(serve_session(origins=(site.url,)), page='lang="ar" dir="rtl"')
    page = open_page(site.url)
    chat = Chat(page)
    box = chat.launcher.bounding_box()
    assert box is not None
    assert box["x"] < 100
    chat.open()
    head = {name: page.get_by_role("button", name=name).bounding_box() for name in ("Close", "Start over")}
    assert head["Close"]["x"] < head["Start over"]["x"]  # type: ignore[index]


def test_motion_is_left_out_where_it_is_not_wanted(open_page: OpenPage, url: str) -> None:
    for motion, animated in (("reduce", "none"), ("no-preference", "rise")):
        page = open_page(f"{url}/demo", reduced_motion=motion)
        Chat(page).open()
        assert page.locator("dialog").evaluate("(each) => getComputedStyle(each).animationName") == animated


@pytest.mark.parametrize(
    ("language", "opens", "field", "dated"),
    [
        ("fr", "Poser une question", "Votre question", "Dernier communiqué enregistré : 16 juin 2026"),
        ("de", "Eine Frage stellen", "Ihre Frage", "Neueste erfasste Mitteilung: 16. Juni 2026"),
        ("es-MX", "Hacer una pregunta", "Su pregunta", "Comunicado más reciente: 16 de junio de 2026"),
        ("ja", "質問する", "ご質問", "最新のリリース：2026年6月16日"),
    ],
)
def test_it_speaks_the_language_of_the_page(
    open_page: OpenPage, site: Site, serve_session: Serve, language: str, opens: str, field: str, dated: str
) -> None:
    site.embed(serve_session(origins=(site.url,)), page=f'lang="{language}"')
    page = open_page(site.url)
    page.get_by_role("button", name=opens).click()
    page.get_by_role("textbox", name=field).fill("Who invented the telephone?")
    page.keyboard.press("Enter")
    expect(page.locator(".foot")).to_contain_text(dated)


def test_under_a_strict_policy_on_another_origin_everything_works(open_page: OpenPage, site: Site, serve_session: Serve) -> None:
    host = serve_session(origins=(site.url,))
    site.embed(host, policy=f"default-src 'self'; script-src {host}; style-src {host}; connect-src {host}")
    page = open_page(site.url, reduced_motion="reduce")
    chat = Chat(page).open()
    chat.ask(AHEAD)
    page.locator(".mark").first.click()
    expect(page.locator(".card")).to_be_visible()
    assert page.locator("dialog").evaluate("(each) => getComputedStyle(each).position") == "fixed"
    box, mark = page.locator(".card").bounding_box(), page.locator(".mark").first.bounding_box()
    assert box is not None
    assert mark is not None
    assert 0 <= box["y"] - mark["y"] - mark["height"] <= 12


def test_it_stands_within_a_page_where_it_is_told_to(open_page: OpenPage, site: Site, serve_session: Serve) -> None:
    site.embed(serve_session(origins=(site.url,)), 'data-into="#ask" data-title="Ask us"', more='<div id="ask"></div>')
    page = open_page(site.url)
    chat = Chat(page)
    expect(page.locator("#ask").get_by_role("heading", name="Ask us")).to_be_visible()
    assert chat.launcher.count() == 0
    chat.ask("Who is the chief executive officer?")


def test_a_site_that_is_not_on_the_list_is_told_so_and_nothing_more(open_page: OpenPage, site: Site, serve_session: Serve) -> None:
    site.embed(serve_session(origins=("https://www.example.com",)))
    page = open_page(site.url, loud=False)
    chat = Chat(page)
    chat.launcher.click()
    expect(chat.trouble).to_contain_text("This assistant is not available on this site.")
    expect(chat.field).to_be_disabled()


def test_one_request_no_cookie_and_nothing_stored(open_page: OpenPage, site: Site, serve_session: Serve) -> None:
    host = serve_session(origins=(site.url,))
    site.embed(host)
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.url)
    Chat(page).launcher.wait_for()
    assert [address for address in asked if address.startswith(host)] == [f"{host}/widget.js"]
    Chat(page).open().ask("Who is the chief executive officer?")
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_it_is_small(url: str) -> None:
    assert len(gzip.compress(httpx.get(f"{url}/widget.js").content, 6)) <= 15_000
    assert httpx.get(f"{url}/widget.js", headers={"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"
    tag = httpx.get(f"{url}/widget.js").headers["etag"]
    assert httpx.get(f"{url}/widget.js", headers={"If-None-Match": tag}).status_code == 304


def test_the_panel_is_painted_within_a_tenth_of_a_second(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}/demo")
    Chat(page).launcher.wait_for()
    painted = page.evaluate(
        """async () => { const root = document.querySelector('onrecord-chat').shadowRoot, times = [];
        for (let n = 0; n < 5; n++) {
          const began = performance.now();
          root.querySelector('.launcher').click();
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          times.push(performance.now() - began);
          root.querySelector('dialog').close();
          await new Promise((done) => setTimeout(done, 50));
        } return times; }"""
    )
    assert min(painted) <= 100


def test_what_is_said_is_never_markup(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}/demo")
    chat = Chat(page).open()
    chat.ask("<img src=x onerror=document.title='caught'> <b>Who</b> is the CEO?")
    expect(page.locator(".asked")).to_contain_text("<img src=x onerror=document.title='caught'>")
    assert page.title() == "Investors · Corvaldane Therapeutics, Inc."


def answer_of(page: Page, url: str) -> dict[str, Any]:
    """A real answer, to be changed."""
    whole: dict[str, Any] = httpx.post(f"{url}/v1/ask", json={"question": AHEAD}, timeout=30).json()
    return whole


def test_what_was_said_before_stands_below_what_is_said_now(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}/demo", reduced_motion="reduce")
    answer = answer_of(page, url)
    cited = answer["citations"][0]
    before = {
        "statement": 0,
        "release_id": cited["release_id"],
        "published": "2025-09-16",
        "quote": "In the first half of 2027.",
        "start": 0,
        "end": 9,
    }
    late = {"statement": 0, "expected": "first half of 2027", "note": "that date has passed; no later release on record reports it"}
    changed = answer | {"superseded": [before, before], "overdue": [late], "missing": ["the cost"], "suggestions": ["And SUMMIT-2?"]}
    said = [("statement", {"statement": s, "citations": [c]}) for s, c in zip(answer["statements"], answer["citations"], strict=True)]
    page.route("**/v1/ask/stream", lambda route: route.fulfill(**stream(*said, ("done", changed))), times=1)
    chat = Chat(page).open()
    chat.ask(AHEAD)
    told = chat.statements.first.inner_text()
    assert told.index("Now") < told.index("third quarter of 2027") < told.index("that date has passed") < told.index("Before")
    assert told.index("Before") < told.index("In the first half of 2027.")
    assert told.count("Now") == 1
    expect(chat.answers).to_contain_text("Not on record the cost")
    chat.page.get_by_role("button", name="And SUMMIT-2?").click()
    expect(page.locator(".asked").last).to_contain_text("And SUMMIT-2?")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_the_way_on_the_open_widget(open_page: OpenPage, url: str, scheme: str) -> None:
    page = open_page(f"{url}/demo", color_scheme=scheme, reduced_motion="reduce")
    assert violations(page) == []
    chat = Chat(page).open()
    page.get_by_role("group", name="You could ask").wait_for()
    assert violations(page) == []
    chat.ask(AHEAD)
    chat.ask("Who invented the telephone?")
    page.locator(".mark").first.click()
    assert violations(page) == []
