"""The page for staff: what people ask that has not been said, behind the token."""

from __future__ import annotations

import time
from collections.abc import Callable

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

STAFF, SALES = "a-token-of-staff", "a-token-of-sales"
HOSTILE = "Is <script>alert(1)</script> =cmd the price of torvapixant?"
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def asked(url: str) -> str:
    """A server of which a few things were asked."""
    with httpx.Client(base_url=url, timeout=60) as client:
        for question in ("When are HARBOR results due?", HOSTILE, HOSTILE, "Should I buy the stock?", "I took CVA-101 and got a rash"):
            answer = client.post("/v1/ask", json={"question": question}).json()
        client.post("/v1/feedback", json={"answer_id": answer["answer_id"], "helpful": False, "comment": "No <b>help</b>"})
    until = time.monotonic() + 20  # the journal is written beside the answers
    while "No &lt;b&gt;help" not in httpx.get(f"{url}/staff/insights", auth=("ann", STAFF), timeout=60).text:
        assert time.monotonic() < until
        time.sleep(0.1)
    return url


@pytest.mark.parametrize("who", [None, ("staff", "wrong"), ("staff", SALES), ("", ""), (STAFF, "")])
def test_nobody_without_the_token_of_staff_gets_in(asked: str, who: tuple[str, str] | None) -> None:
    for path in ("/staff/insights", "/staff/insights/topics.csv"):
        refused = httpx.get(asked + path, auth=who, headers={"Accept": "text/html"}, timeout=60)
        assert refused.status_code == 401
        assert refused.headers["WWW-Authenticate"].startswith("Basic realm=")
        assert "This page is for staff." in refused.text
        assert "HARBOR" not in refused.text


def test_staff_see_what_was_asked_and_nothing_of_it_is_markup(asked: str) -> None:
    page = httpx.get(f"{asked}/staff/insights", auth=("ann", STAFF), timeout=60)
    assert page.status_code == 200
    assert "Is &lt;script&gt;alert(1)&lt;/script&gt; =cmd the price of torvapixant?" in page.text
    assert "<script" not in page.text.replace("&lt;script", "")
    assert "No &lt;b&gt;help&lt;/b&gt;" in page.text
    assert "of a side effect" in page.text
    assert httpx.get(f"{asked}/staff/insights?days=0", auth=("ann", STAFF), timeout=60).status_code == 422


def test_the_tables_are_handed_out_for_spreadsheets(asked: str) -> None:
    table = httpx.get(f"{asked}/staff/insights/declined.csv?days=7", auth=("ann", STAFF), timeout=60)
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert table.text.splitlines()[0] == "question,times,last,reason"
    assert httpx.get(f"{asked}/staff/insights/secrets.csv", auth=("ann", STAFF), timeout=60).status_code == 404


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_and_shows_its_pictures(open_page: OpenPage, asked: str, scheme: str) -> None:
    credentials = {"username": "ann", "password": STAFF, "send": "always"}
    page = open_page(f"{asked}/staff/insights?days=7", http_credentials=credentials, color_scheme=scheme)
    expect(page.get_by_role("img", name="Questions by week")).to_be_visible()
    expect(page.get_by_role("img", name="Questions by topic")).to_be_visible()
    expect(page.get_by_role("heading", name="What people ask")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
