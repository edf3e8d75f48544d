"""NewsML of both generations, RSS and Atom."""

from datetime import date
from pathlib import Path

import pytest

from ingest import Record, ingest
from ingest.drafts import read_releases
from ingest.errors import NotARelease, ReadError

NEWS = (
    "<p>BOSTON -- Orlen Vale Inc. today announced that it has opened its {} plant, which will make kits for the testing of blood, "
    "and that forty people have begun to work there.</p><p>Contact: jane@orlenvale.com</p>"
)
G2 = """<?xml version="1.0" encoding="utf-8"?>
<newsItem standard="NewsML-G2" guid="urn:newsml:wire:1" xmlns="http://iptc.org/std/nar/2006-10-01/">
  <itemMeta><versionCreated>2019-12-04T03:00:10+00:00</versionCreated><pubStatus qcode="stat:usable"/></itemMeta>
  <contentMeta><contentCreated>2019-12-03T17:00:10+00:00</contentCreated>
    <creator literal="wire"><organisationDetails><contactInfo><email>help@wire.example</email></contactInfo></organisationDetails></creator>
    <subject literal="O" type="cpnat:organisation"><name>Orlen Vale Diagnostics Inc.</name></subject>
    <headline>Orlen Vale Opens Its First Plant</headline><description role="abstract">BOSTON -- Orlen Vale today ...</description>
  </contentMeta>
  <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head>
  <body><h1>\nOrlen Vale Opens Its First Plant\n</h1><h2>Forty people at work</h2><div>NEWS</div></body></html></inlineXML></contentSet>
</newsItem>""".replace("NEWS", NEWS.format("first"))
ONE = """<?xml version="1.0" encoding="UTF-8"?>
<NewsML Version="1.2"><NewsEnvelope><DateAndTime>20190412T120000Z</DateAndTime></NewsEnvelope><NewsItem Duid="n1">
<Identification><NewsIdentifier><DateId>20190412</DateId></NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20190412T120000+0000</FirstCreated><Status FormalName="Usable"/></NewsManagement>
<NewsComponent><NewsComponent>
 <NewsComponent><Role FormalName="HeadLine"/><ContentItem><Format FormalName="XHTML"/><DataContent>
  <x:html xmlns:x="http://www.w3.org/1999/xhtml"><x:body><x:p>Orlen Vale Opens Its First Plant</x:p></x:body></x:html></DataContent></ContentItem></NewsComponent>
 <NewsComponent><Role FormalName="Body"/><ContentItem><Format FormalName="XHTML"/><DataContent>
  <x:html xmlns:x="http://www.w3.org/1999/xhtml"><x:body><x:p>BOSTON--(BUSINESS WIRE)--Orlen Vale Inc. (NASDAQ: ORLV) today announced
   that it has opened its first plant, &amp; that forty people work there.</x:p><x:table><x:tr><x:td>Kits</x:td><x:td>1,200</x:td></x:tr>
   <x:tr><x:td>Tests</x:td><x:td>9,100</x:td></x:tr></x:table></x:body></x:html></DataContent></ContentItem></NewsComponent>
 <NewsComponent><Role FormalName="Contact"/><ContentItem><Format FormalName="XHTML"/><DataContent>
  <x:html xmlns:x="http://www.w3.org/1999/xhtml"><x:body><x:p>Orlen Vale Inc.<x:br/>Jane Roe, 617-555-0100<x:br/>jane@orlenvale.com</x:p></x:body></x:html>
 </DataContent></ContentItem></NewsComponent>
</NewsComponent></NewsComponent></NewsItem></NewsML>"""


def item(title: str, body: str, number: int, tag: str = "content:encoded") -> str:
    return (
        f"<item><title>{title}</title><link>https://ir.orlenvale.com/news/{number}</link><guid>{number}</guid>"
        f"<pubDate>Tue, 0{number} Apr 2025 12:00:00 GMT</pubDate><{tag}><![CDATA[{body}]]></{tag}></item>"
    )


def rss(*items: str) -> bytes:
    top = '<?xml version="1.0"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Orlen Vale</title>'
    return (top + "".join(items) + "</channel></rss>").encode()


FIRST = item("Orlen Vale Opens Its First Plant", NEWS.format("first"), 1)
OTHER = (
    "<p>BASEL -- Orlen Vale Inc. today reported that the regulator of medicines has granted a licence for its newest instrument, "
    "which reads a hundred samples in an hour.</p>"
)
SECOND = item("Orlen Vale Receives a Licence for Its Instrument", OTHER, 2)


def test_an_item_of_newsml_g2_is_read_with_what_its_wire_says_of_it() -> None:
    (release,) = read_releases(G2.encode(), "a.xml").releases
    assert (release.headline, release.subheadline) == ("Orlen Vale Opens Its First Plant", "Forty people at work")
    assert (release.published, release.issuer, release.dateline) == (date(2019, 12, 3), "Orlen Vale Diagnostics Inc.", "BOSTON")
    assert [contact.email for contact in release.contacts] == ["jane@orlenvale.com"]
    assert release.text.count("Opens Its First Plant") == 1
    assert "help@wire.example" not in release.text


def test_an_item_of_newsml_1_is_read_from_its_components() -> None:
    (release,) = read_releases(ONE.encode(), "a.xml").releases
    assert (release.headline, release.published, release.tickers) == (
        "Orlen Vale Opens Its First Plant",
        date(2019, 4, 12),
        ("NASDAQ: ORLV",),
    )
    assert release.contacts[0].email == "jane@orlenvale.com"
    assert "plant, & that forty" in release.text
    assert "Kits | 1,200\nTests | 9,100" in release.text


def test_an_item_that_its_wire_withdrew_is_refused() -> None:
    with pytest.raises(ReadError, match="withdrew"):
        read_releases(G2.replace("stat:usable", "stat:canceled").encode(), "a.xml")


def test_several_items_in_one_message_are_several_releases() -> None:
    bare = G2.partition("\n")[2]
    other = bare.replace("wire:1", "wire:2").replace("First", "Second").replace("first", "second")
    held = read_releases(
        f"<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>{bare}{other}</itemSet></newsMessage>".encode(), "a.xml"
    )
    assert [release.source for release in held.releases] == ["a.xml#urn:newsml:wire:1", "a.xml#urn:newsml:wire:2"]


def test_each_entry_of_a_feed_is_a_release_with_its_day_and_address() -> None:
    held = read_releases(rss(SECOND, FIRST), "news.xml")
    assert [(r.source, r.headline, r.published, r.url) for r in held.releases] == [
        ("news.xml#2", "Orlen Vale Receives a Licence for Its Instrument", date(2025, 4, 2), "https://ir.orlenvale.com/news/2"),
        ("news.xml#1", "Orlen Vale Opens Its First Plant", date(2025, 4, 1), "https://ir.orlenvale.com/news/1"),
    ]


def test_an_entry_of_an_atom_feed_is_read_too() -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Orlen</title><entry><title>Orlen Vale Opens Its First Plant</title><id>tag:1</id>'
        '<updated>2025-04-01T09:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
        f"{NEWS.format('first')}</div></content></entry></feed>"
    )
    (release,) = read_releases(feed.encode(), "atom.xml").releases
    assert (release.headline, release.published, release.source) == ("Orlen Vale Opens Its First Plant", date(2025, 4, 1), "atom.xml#tag:1")


def test_an_entry_that_only_points_to_its_release_is_left_out_with_the_address() -> None:
    held = read_releases(
        rss(FIRST, item("Orlen Vale Opens Its Second Plant", "BOSTON -- Orlen Vale today ...", 2, "description")), "news.xml"
    )
    assert [(one.part, one.reason) for one in held.left_out] == [
        ("2", "the feed gives only a summary; ingest the release itself: https://ir.orlenvale.com/news/2")
    ]


def test_an_entry_that_is_no_news_is_left_out() -> None:
    with pytest.raises(NotARelease, match=r"news.xml holds no release: 1: has no dateline"):
        read_releases(rss(item("Our garden", "<p>" + "The roses are in bloom and we like to look at them. " * 5 + "</p>", 1)), "news.xml")


def test_what_a_feed_holds_no_longer_stays_on_record(tmp_path: Path) -> None:
    feed = tmp_path / "news.xml"
    for items, added in ((FIRST, 1), (SECOND, 1), (SECOND, 0)):
        feed.write_bytes(rss(items))
        report = ingest([str(feed)], tmp_path / "store")
        assert (len(report.added), len(report.replaced)) == (added, 0)
    record = Record(tmp_path / "store")
    assert sorted(row.sources[0].rpartition("#")[2] for row in record.rows()) == ["1", "2"]
    record.close()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (rss(), "a.xml is a feed without entries"),
        (b"<NewsML><NewsEnvelope/></NewsML>", "a.xml is NewsML without a news item in it"),
        (G2[:900].encode(), "a.xml is broken XML"),
    ],
)
def test_xml_without_news_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        read_releases(data, "a.xml")
