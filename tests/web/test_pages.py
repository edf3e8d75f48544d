"""The pages of the releases, with and without JavaScript, for eyes, keyboards and readers of screens."""

from __future__ import annotations

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.web.conftest import OpenPage

WORDS = "As of June 12, 2026, 371 of the 675 patients planned for SUMMIT-1 had been randomized"


@pytest.fixture
def newest(client: httpx.Client) -> dict[str, str]:
    release_id = client.get("/v1/releases").json()["releases"][0]["release_id"]
    release: dict[str, str] = client.get(f"/v1/releases/{release_id}").json()
    return release


def span(release: dict[str, str], words: str) -> tuple[int, int]:
    start = release["text"].index(words)
    return start, start + len(words)


def test_cited_words_are_marked_and_shown_without_javascript(open_page: OpenPage, url: str, newest: dict[str, str]) -> None:
    start, end = span(newest, WORDS)
    page = open_page(f"{url}/releases/{newest['release_id']}?from={start}&to={end}#{start}-{end}", java_script_enabled=False)
    expect(page.locator("mark")).to_have_text(WORDS)
    expect(page.locator("mark")).to_be_in_viewport()


def test_a_sentence_is_shown_by_its_address_alone_without_javascript(open_page: OpenPage, url: str, newest: dict[str, str]) -> None:
    start, end = span(newest, "Hollenfeldt expects top-line results in the first half of 2028.")
    page = open_page(f"{url}/releases/{newest['release_id']}#{start}-{end}", java_script_enabled=False)
    target = page.locator(":target")
    expect(target).to_have_text("Hollenfeldt expects top-line results in the first half of 2028.")
    assert target.evaluate("(each) => getComputedStyle(each).backgroundColor") != "rgba(0, 0, 0, 0)"
    expect(target).to_be_in_viewport()


def test_any_words_are_shown_by_their_address_alone(open_page: OpenPage, url: str, newest: dict[str, str]) -> None:
    start, end = span(newest, "371 of the 675 patients")
    page = open_page(f"{url}/releases/{newest['release_id']}#{start}-{end}")
    expect(page.locator("mark")).to_have_text("371 of the 675 patients")


def test_words_across_sentences_and_blocks_are_all_marked(client: httpx.Client, newest: dict[str, str]) -> None:
    start, end = span(newest, "had been randomized, at 118")[0], span(newest, "Chief Medical Officer")[1]
    shown = client.get(f"/releases/{newest['release_id']}", params={"from": start, "to": end}).text
    assert shown.count("<mark") > 3
    assert shown.count(f'id="{start}-{end}"') == 1


@pytest.mark.parametrize(("start", "end"), [("5", "2"), ("0", "99999999"), ("x", "9"), ("-3", "4"), ("1" * 40, "2" * 40)])
def test_an_address_that_names_no_words_shows_the_release_unmarked(
    client: httpx.Client, newest: dict[str, str], start: str, end: str
) -> None:
    shown = client.get(f"/releases/{newest['release_id']}", params={"from": start, "to": end})
    assert shown.status_code == 200
    assert "<mark" not in shown.text


def test_the_whole_release_is_on_its_page(open_page: OpenPage, url: str, newest: dict[str, str]) -> None:
    page = open_page(f"{url}/releases/{newest['release_id']}", java_script_enabled=False)
    shown = page.locator("article").inner_text()
    squeezed = "".join(shown.split())
    assert all("".join(part.split()).removeprefix("-") in squeezed for part in newest["text"].split("\n\n"))


def test_plans_that_a_later_release_replaced_are_marked(client: httpx.Client) -> None:
    listed = client.get("/v1/releases", params={"limit": 200}).json()["releases"]
    shown = {
        r["published"]: client.get(f"/releases/{r['release_id']}").text for r in listed if r["published"] in ("2025-09-16", "2026-06-16")
    }
    assert "A later release has replaced what this one plans for CVA-101" in shown["2025-09-16"]
    assert "A later release has replaced" not in shown["2026-06-16"]


def test_the_list_is_searched_and_leads_to_the_words(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}/releases", java_script_enabled=False)
    assert page.locator("main time").first.inner_text() == "June 16, 2026"
    page.get_by_role("searchbox", name="Search the releases").fill("shortage of cough monitors")
    page.get_by_role("button", name="Search").click()
    page.locator("main li a").first.click()
    expect(page.locator("mark")).to_be_in_viewport()


def test_a_long_list_has_pages(client: httpx.Client) -> None:
    assert client.get("/releases").text.count("<time") == 20
    assert client.get("/releases", params={"page": 2}).text.count("<time") == 1
    assert client.get("/releases", params={"page": 3}).status_code == 404


def test_the_board_draws_the_stages_and_tells_them_in_words(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}/programs", java_script_enabled=False)
    expect(page.get_by_role("img", name="Programs by stage")).to_be_visible()
    expect(page.get_by_role("heading", name="CVA-101")).to_be_visible()
    lead = page.locator("section").filter(has_text="CVA-422").first
    expect(lead).to_contain_text("that date has passed; no later release on record reports it")
    lead.get_by_role("link").first.click()
    expect(page.locator("mark")).to_be_in_viewport()


def test_the_ledger_is_told_as_json(client: httpx.Client) -> None:
    told = client.get("/v1/programs").json()
    assert [program["program"] for program in told["programs"]] == ["CVA-101", "CVA-208", "CVA-315", "CVA-422"]
    assert "/" not in told["programs"][0]["latest_event"]["source"]
    assert client.get("/v1/programs/torvapixant").json()["program"] == "CVA-101"
    assert client.get("/v1/programs/aspirin").status_code == 404


def test_what_is_not_there_is_told_to_people_on_a_page(client: httpx.Client) -> None:
    missing = client.get("/releases/0000000000000000", headers={"Accept": "text/html"})
    assert missing.status_code == 404
    assert missing.headers["content-type"].startswith("text/html")
    assert "Nothing of that name is on record." in missing.text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_the_way_on_the_pages(open_page: OpenPage, url: str, newest: dict[str, str], scheme: str) -> None:
    start, end = span(newest, WORDS)
    marked = f"/releases/{newest['release_id']}?from={start}&to={end}#{start}-{end}"
    for address in ("/releases", "/releases?q=cough", marked, "/programs", "/demo"):
        page = open_page(url + address, color_scheme=scheme)
        found = Axe().run(page).response["violations"]
        assert [f"{address} {v['id']}: {node['html'][:100]}" for v in found for node in v["nodes"]] == []


def test_pages_do_not_scroll_sideways_on_a_phone(open_page: OpenPage, url: str, newest: dict[str, str]) -> None:
    for address in ("/releases", f"/releases/{newest['release_id']}", "/programs", "/demo"):
        page = open_page(url + address, viewport={"width": 360, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") == 360, address
