"""Fetching pages: robots, conditions, limits, redirects, addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from time import monotonic

import pytest
from web_server import Answer, Site, running

from ingest.errors import SourceError
from ingest.sources import Reach
from ingest.sources.addresses import is_public
from ingest.sources.web import Web

LOCAL = Reach(private=frozenset({"127.0.0.1"}), pause=0.0)


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as site:
        yield site


def get(url: str, reach: Reach = LOCAL, **conditions: str) -> bytes | None:
    with Web(reach) as web:
        return web.get(url, **conditions).data


def refusal(url: str, reach: Reach = LOCAL) -> str:
    with pytest.raises(SourceError) as caught:
        get(url, reach)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_page_comes_with_what_tells_whether_it_changes(site: Site) -> None:
    url = site.put("/a", "words", ETag='"1"', Last_Modified="Tue, 04 Mar 2025 12:00:00 GMT")
    with Web(LOCAL) as web:
        found = web.get(url)
    assert (found.data, found.etag, found.modified) == (b"words", '"1"', "Tue, 04 Mar 2025 12:00:00 GMT")


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site) -> None:
    url = site.put("/a", "words", ETag='"1"')
    assert get(url, etag='"1"') is None
    assert get(url, etag='"0"') == b"words"


def test_the_user_agent_says_who_asks(site: Site) -> None:
    url = site.put("/a", "words")
    get(url)
    get(url, replace(LOCAL, agent="Orvex IR (ir@orvex.example)"))
    agents = [headers["user-agent"] for path, headers in site.asked if path == "/a"]
    assert agents[0].startswith("onrecord/")
    assert agents[1] == "Orvex IR (ir@orvex.example)"


def test_robots_txt_is_read_once_and_obeyed(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/\n")
    site.put("/private/a", "words")
    open_to_all = site.put("/b", "words")
    with Web(LOCAL) as web:
        with pytest.raises(SourceError, match="is not for robots"):
            web.get(f"{site.origin}/private/a")
        assert web.get(open_to_all).data == b"words"
    assert site.paths() == ["/robots.txt", "/b"]


def test_rules_for_onrecord_by_name_are_obeyed(site: Site) -> None:
    site.put("/robots.txt", "User-agent: onrecord\nDisallow: /\n\nUser-agent: *\nAllow: /\n")
    assert "is not for robots" in refusal(site.put("/a", "words"))


def test_a_robots_txt_that_cannot_be_had_forbids_everything(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(status=503)
    assert "robots.txt answered 503" in refusal(site.put("/a", "words"))
    assert site.paths() == ["/robots.txt"]


def test_redirects_are_followed_and_asked_leave_for(site: Site) -> None:
    site.answers["/old"] = Answer(status=301, headers={"Location": "/new"})
    site.put("/new", "words")
    assert get(f"{site.origin}/old") == b"words"
    site.put("/robots.txt", "User-agent: *\nDisallow: /new\n")
    assert "/new is not for robots" in refusal(f"{site.origin}/old")


def test_redirects_without_end_are_left(site: Site) -> None:
    site.answers["/round"] = Answer(status=302, headers={"Location": "/round"})
    assert "redirected more than 5 times" in refusal(f"{site.origin}/round")
    assert site.paths().count("/round") == 6


def test_a_redirect_to_another_scheme_is_refused(site: Site) -> None:
    site.answers["/away"] = Answer(status=302, headers={"Location": "file:///etc/passwd"})
    assert "begins with http:// or https://" in refusal(f"{site.origin}/away")


def test_a_private_address_is_refused_before_anything_is_sent(site: Site) -> None:
    url = site.put("/a", "words")
    assert "127.0.0.1 is at the private address 127.0.0.1" in refusal(url, Reach())
    assert "localhost is at the private address" in refusal(url.replace("127.0.0.1", "localhost"), Reach())
    assert site.asked == []


def test_a_redirect_to_a_private_address_is_refused(site: Site) -> None:
    with running("127.0.0.2") as inner:
        site.answers["/in"] = Answer(status=302, headers={"Location": inner.put("/a", "secret")})
        assert "127.0.0.2 is at the private address" in refusal(f"{site.origin}/in")
        assert inner.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::5db8:d822", True),
    ],
)
def test_only_public_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_page_too_large_is_left_unread(site: Site) -> None:
    assert "has more than 1 MB" in refusal(site.put("/a", b"x" * 3_000_000), replace(LOCAL, largest=1_000_000))


def test_a_page_that_takes_too_long_is_left(site: Site) -> None:
    site.answers["/slow"] = Answer(b"words", seconds=2.0)
    assert "took longer than 0.2 s" in refusal(f"{site.origin}/slow", replace(LOCAL, seconds=0.2))


def test_two_requests_to_one_host_keep_the_delay_it_asks_for(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.3\n")
    url = site.put("/a", "words")
    with Web(LOCAL) as web:
        began = monotonic()
        web.get(url)
        web.get(url)
    assert monotonic() - began >= 0.3


@pytest.mark.parametrize(("status", "words"), [(404, "404 not found"), (403, "403 forbidden"), (500, "500 internal server error")])
def test_an_answer_without_a_page_is_named(site: Site, status: int, words: str) -> None:
    site.answers["/a"] = Answer(status=status)
    assert f"/a answered {words}" in refusal(f"{site.origin}/a")


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/a", "http://nowhere.invalid/a", "http://", "http://[::1/a", "http://x:99999999/"])
def test_what_cannot_be_reached_is_one_line(url: str) -> None:
    assert "check the URL" in refusal(url) or "begins with" in refusal(url)
