"""NewsML-G2 (wires and agencies) and NewsML 1 (Business Wire): one item or many, their text in XHTML.

lxml, as it keeps mixed content whole, serializes a part as HTML for the HTML reader, limits depth and size by itself,
and python-docx brings it anyway. Entities are refused before it is asked, and none is resolved, nor anything fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from html import escape

from lxml import etree

from ingest.errors import IngestError, ReadError
from ingest.readers.blocks import Contents, Document, LeftOut
from ingest.readers.decode import short

_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]*\?>")
_WITHDRAWN = re.compile(r"cancel+ed|withheld", re.IGNORECASE)
_ORGANISATIONS = (
    './/*[local-name()="contentMeta"]/*[local-name()="subject"][contains(@type, "organisation")]/*[local-name()="name"]/text()',
    './/*[local-name()="Property"][@FormalName="Organization" or @FormalName="Company"]/@Value',
)
_CREATED = ("contentCreated", "firstCreated", "versionCreated", "FirstCreated", "DateAndTime", "DateId")
_HEADLINES = (
    '*[local-name()="contentMeta"]/*[local-name()="headline"]',
    './/*[local-name()="NewsLines"]/*[local-name()="HeadLine"]',
    './/*[local-name()="NewsComponent"][*[local-name()="Role"][@FormalName="HeadLine"]]//*[local-name()="DataContent"]',
)
_SUBHEADLINES = (
    './/*[local-name()="NewsComponent"][*[local-name()="Role"][@FormalName="SubHeadLine"]]//*[local-name()="DataContent"]',
    './/*[local-name()="NewsLines"]/*[local-name()="SubHeadLine"]',
)
_TEXTS = (
    '*[local-name()="contentSet"]/*[local-name()="inlineXML"]',
    '*[local-name()="contentSet"]/*[local-name()="inlineData"]',
    './/*[local-name()="NewsComponent"][*[local-name()="Role"][@FormalName="Body" or @FormalName="Contact" or @FormalName="Main"]]'
    '/*[local-name()="ContentItem"][not(*[local-name()="Format"]) or *[local-name()="Format"][contains(@FormalName, "HTML")]]'
    '/*[local-name()="DataContent"]',
    './/*[local-name()="ContentItem"]/*[local-name()="DataContent"]',
)


def read(text: str, name: str, read_html: Callable[[str, str], Document]) -> Contents:
    """Each news item's text as ``read_html(page, name)`` reads it, with the date and issuer that the item gives; ReadError where broken."""
    items = list(_items(_root(text, name)))
    if not items:
        raise ReadError(f"{short(name)} is NewsML without a news item in it; give the item itself")
    documents: list[Document] = []
    left_out: list[LeftOut] = []
    for number, item in enumerate(items, 1):
        part = "" if len(items) == 1 else item.get("guid") or item.get("Duid") or str(number)
        try:
            documents.append(replace(_document(item, name, read_html), part=part))
        except IngestError as error:
            if len(items) == 1:
                raise
            left_out.append(LeftOut(part, str(error)))
    return Contents(tuple(documents), tuple(left_out), collection=len(items) > 1)


def _root(text: str, name: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(_DECLARATION.sub("", text, count=1).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"{short(name)} is broken XML: {' '.join(str(error.msg).split())}; get the file anew") from error


def _items(root: etree._Element) -> Iterator[etree._Element]:
    if etree.QName(root).localname == "newsItem":
        yield root
    yield from root.xpath('.//*[local-name()="newsItem" or local-name()="NewsItem"]')


def _document(item: etree._Element, name: str, read_html: Callable[[str, str], Document]) -> Document:
    status = item.xpath('.//*[local-name()="pubStatus"]/@qcode | .//*[local-name()="NewsManagement"]/*[local-name()="Status"]/@FormalName')
    if any(_WITHDRAWN.search(word) for word in status):
        raise ReadError(f"{short(name)} holds a news item that its wire withdrew ({status[0]})")
    texts: list[etree._Element] = next((found for path in _TEXTS if (found := item.xpath(path))), [])
    page = "".join(map(_headed, texts))
    heads = "".join(f"<h{level}>{escape(words)}</h{level}>" for level, words in _heads(item) if not _opens_with(page, words))
    document = read_html(f"<html><body>{heads}{page}</body></html>", f"{name}.html")
    return replace(document, name=name, published=_published(item) or document.published, issuer=_issuer(item))


def _heads(item: etree._Element) -> Iterator[tuple[int, str]]:
    """(level, words) of the headline and the subheadline."""
    for level, paths in ((1, _HEADLINES), (2, _SUBHEADLINES)):
        found = next((elements[0] for path in paths if (elements := item.xpath(path))), None)
        if found is not None and (words := " ".join("".join(found.itertext()).split())):
            yield level, words


def _opens_with(page: str, words: str) -> bool:
    """True where the page begins with a heading of these very words."""
    headings = re.findall(r"<h[12]\b[^>]*>(.*?)</h[12]>", page[:20_000], re.DOTALL | re.IGNORECASE)
    return escape(words, quote=False) in (" ".join(re.sub(r"<[^>]*>", "", heading).split()) for heading in headings[:3])


def _headed(content: etree._Element) -> str:
    """The content as HTML; what the item marks as contacts stands under a heading that says so."""
    role = content.xpath('ancestor::*[local-name()="NewsComponent"][1]/*[local-name()="Role"]/@FormalName')
    return ("<h3>Contacts</h3>" if role == ["Contact"] else "") + _html(content)


def _html(content: etree._Element) -> str:
    """The element's content as HTML: as it stands where it was escaped, else its body without prefixes of namespaces."""
    content = next(iter(content.xpath('.//*[local-name()="body"]')), content)
    if not len(content):
        held = content.text or ""
        return held if "<" in held else "".join(f"<p>{escape(line)}</p>" for line in re.split(r"\n\s*\n", held))
    for element in content.iter("*"):
        element.tag = etree.QName(element).localname
    etree.cleanup_namespaces(content)
    return "".join([escape(content.text or ""), *(etree.tostring(child, method="html", encoding="unicode") for child in content)])


def _published(item: etree._Element) -> date | None:
    """The day on which the item was first made, as its wire's clock had it."""
    around = item.getroottree().getroot()
    for name in _CREATED:
        for words in [*item.xpath(f'.//*[local-name()="{name}"]/text()'), *around.xpath(f'.//*[local-name()="{name}"]/text()')]:
            try:
                return date.fromisoformat(words.strip()[: 10 if "-" in words else 8])
            except ValueError:
                continue
    return None


def _issuer(item: etree._Element) -> str | None:
    """The organization that the item is about, where it names just one."""
    names = {name.strip() for path in _ORGANISATIONS for name in item.xpath(path)} - {""}
    return next(iter(names)) if len(names) == 1 else None
