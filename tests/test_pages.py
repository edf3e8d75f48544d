"""Releases from pages and feeds, through the whole ingest; what has not changed is not fetched again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from web_server import Answer, Site, running

from ingest import Reach, Record, Report, ingest

LOCAL = Reach(private=frozenset({"127.0.0.1"}), pause=0.0)
PAGE = """<html><head><title>{title}</title></head><body><h1>{title}</h1>
<p>LEEDS, {day} -- Orvex Valves Ltd. (LSE: ORVX) today {news}</p>
<p>The company expects to hire 40 people by the end of 2025.</p>
<h2>About Orvex Valves</h2><p>Orvex Valves makes valves for water works.</p></body></html>"""
PLANT = PAGE.format(title="Orvex Valves Opens a Plant", day="March 4, 2025", news="opened a plant that makes 1,850 valves a day.")
LOAN = PAGE.format(title="Orvex Valves Signs a Loan", day="April 8, 2025", news="signed a loan of $3 million with a bank in York.")
TALK = "<html><body><h1>Blog</h1><p>Hello.</p></body></html>"
ITEM = "<item><title>{title}</title><link>{link}</link><pubDate>Tue, 04 Mar 2025 12:00:00 GMT</pubDate><description>{text}</description></item>"


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as site:
        yield site


def feed(site: Site, *items: tuple[str, str], **headers: str) -> str:
    listed = "".join(ITEM.format(title=f"About {path}", link=site.origin + path, text=text) for path, text in items)
    return site.put("/feed", f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{listed}</channel></rss>', **headers)


def run(url: str, store: Path) -> Report:
    return ingest([url], store, reach=LOCAL)


def test_a_page_becomes_a_release_that_names_its_url(site: Site, tmp_path: Path) -> None:
    url = site.put("/plant", PLANT)
    assert run(url, tmp_path / "store").added == [url]
    release = Record(tmp_path / "store").find("plant")
    assert (release.headline, release.url, release.source) == ("Orvex Valves Opens a Plant", url, url)


def test_an_unchanged_page_is_asked_for_once_more_and_not_read(site: Site, tmp_path: Path) -> None:
    url = site.put("/plant", PLANT, ETag='"1"')
    run(url, tmp_path / "store")
    report = run(url, tmp_path / "store")
    assert (report.unchanged, report.added) == ([url], [])
    assert site.asked[-1][1]["if-none-match"] == '"1"'
    assert "valves" not in (tmp_path / "store" / "visits.json").read_text()


def test_a_changed_page_replaces_its_release(site: Site, tmp_path: Path) -> None:
    url = site.put("/plant", PLANT, ETag='"1"')
    run(url, tmp_path / "store")
    site.put("/plant", PLANT.replace("1,850", "2,000"), ETag='"2"')
    assert run(url, tmp_path / "store").replaced == [url]
    assert "2,000 valves" in Record(tmp_path / "store").find("plant").text


def test_a_feed_gives_the_pages_it_links_to_each_once(site: Site, tmp_path: Path) -> None:
    site.put("/plant", PLANT)
    site.put("/loan", LOAN)
    site.put("/talk", TALK)
    report = run(feed(site, ("/plant", "a"), ("/loan", "b"), ("/talk", "c"), ("/plant", "a")), tmp_path / "store")
    assert report.added == [f"{site.origin}/plant", f"{site.origin}/loan"]
    assert [one.source for one in report.skipped] == [f"{site.origin}/talk"]
    assert {row.headline for row in Record(tmp_path / "store").rows()} == {"Orvex Valves Opens a Plant", "Orvex Valves Signs a Loan"}


def test_a_feed_that_says_nothing_new_of_its_entries_leaves_their_pages_alone(site: Site, tmp_path: Path) -> None:
    site.put("/plant", PLANT)
    site.put("/loan", LOAN)
    site.put("/talk", TALK)
    url = feed(site, ("/plant", "a"), ("/talk", "c"))
    first = run(url, tmp_path / "store")
    site.asked.clear()
    report = run(feed(site, ("/loan", "b"), ("/plant", "a"), ("/talk", "c")), tmp_path / "store")
    assert site.paths() == ["/robots.txt", "/feed", "/loan"]
    assert (report.added, report.unchanged) == ([f"{site.origin}/loan"], [f"{site.origin}/plant"])
    assert report.skipped == first.skipped


def test_a_feed_that_has_not_changed_is_one_request(site: Site, tmp_path: Path) -> None:
    site.put("/plant", PLANT)
    url = feed(site, ("/plant", "a"), ETag='"1"')
    for _ in range(3):
        site.asked.clear()
        report = run(url, tmp_path / "store")
    assert site.paths() == ["/robots.txt", "/feed"]
    assert (report.unchanged, report.failed) == ([url], [])


def test_an_entry_that_failed_is_tried_again_though_its_feed_has_not_changed(site: Site, tmp_path: Path) -> None:
    site.answers["/plant"] = Answer(status=500)
    url = feed(site, ("/plant", "a"), ETag='"1"')
    assert [one.source for one in run(url, tmp_path / "store").failed] == [f"{site.origin}/plant"]
    site.put("/plant", PLANT)
    assert run(url, tmp_path / "store").added == [f"{site.origin}/plant"]


def test_a_page_that_may_not_be_fetched_is_taken_from_a_feed_that_gives_it_whole(site: Site, tmp_path: Path) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /plant\n")
    whole = PLANT.split("<h1>")[1].split("</h1>")[1].split("</body>")[0] + "<p>" + "It has forty lines for casting. " * 40 + "</p>"
    url = feed(site, ("/plant", f"<![CDATA[{whole}]]>"))
    assert run(url, tmp_path / "store").added == [f"{site.origin}/plant"]
    assert "1,850 valves" in Record(tmp_path / "store").find("plant").text


def test_a_url_that_gives_nothing_is_named_and_stops_nothing(site: Site, tmp_path: Path) -> None:
    url = site.put("/plant", PLANT)
    report = ingest([f"{site.origin}/none", url], tmp_path / "store", reach=LOCAL)
    assert report.added == [url]
    assert report.failed[0].reason == f"{site.origin}/none answered 404 not found; check the URL"


def test_a_memory_that_is_broken_is_no_memory(site: Site, tmp_path: Path) -> None:
    url = site.put("/plant", PLANT, ETag='"1"')
    run(url, tmp_path / "store")
    for broken in ("{", json.dumps({"version": "0", "visits": {}}), json.dumps([])):
        (tmp_path / "store" / "visits.json").write_text(broken)
        assert run(url, tmp_path / "store").unchanged == [url]
