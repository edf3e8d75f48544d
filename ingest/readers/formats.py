"""Which reader a file goes to, by what it holds and then by its name."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath

from ingest.errors import NotARelease, ReadError
from ingest.readers import html, markdown, plain, submission
from ingest.readers.blocks import Contents, Document
from ingest.readers.decode import decoded, short

LARGEST = 20_000_000
LONGEST_LINE = 100_000
MOST_LETTERS = 1_500_000

_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "an old Word file"), (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"\x1f\x8b", "a gzip file"),
)  # fmt: skip
_HTML = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<DOCUMENT>.{0,500}?<TEXT>\s*)*<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEEDS = frozenset({"rss", "feed", "rdf:RDF", "RDF"})
_NEWSML = frozenset({"newsItem", "newsMessage", "NewsML"})
_ROOT = re.compile(r"\ufeff?\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?\s*>\s*)*<([\w.:-]+)", re.DOTALL)
_MARKUP = re.compile(r"<(?:!doctype html|html|head|body|p|div|table|font|center|br|h[1-6])\b[^>]*>", re.IGNORECASE)
_MARKDOWN = re.compile(r"^#{1,6} \S|\*\*\S[^*\n]*\*\*|\[[^\]\n]+\]\(https?://|^\|?\s*:?-{3,}:?\s*\|", re.MULTILINE)


def read(data: bytes, name: str) -> Document:
    """The first document that these bytes hold; ReadError or NotARelease, in one line, where they hold none that is read."""
    found = contents(data, name)
    if not found.documents:
        raise NotARelease(_without(found, name))
    return found.documents[0]


def contents(data: bytes, name: str) -> Contents:
    """All documents that these bytes hold, and what was left out; ReadError, in one line, where nothing can be read."""
    if not data.strip():
        raise ReadError(f"{short(name)} is empty")
    if len(data) > LARGEST:
        raise ReadError(f"{short(name)} has {len(data) / 1e6:.0f} MB; a release has at most {LARGEST / 1e6:.0f} MB")
    if data[:1024].lstrip().startswith(b"%PDF"):
        from ingest.readers import pdf  # noqa: PLC0415

        found = pdf.read(data, name)
        return replace(found, documents=tuple(_filled(document, name) for document in found.documents))
    if data.startswith(b"PK\x03\x04"):
        from ingest.readers import word  # noqa: PLC0415

        return Contents((_filled(word.read(data, name), name),))
    for signature, kind in _REFUSED:
        if data.startswith(signature):
            raise ReadError(f"{short(name)} is {kind}, which is not read; save it as .docx, .pdf, .html, .md or .txt")
    text = decoded(data, name)
    if submission.is_one(text):
        return submission.read(text, name, _read)
    if (root := _ROOT.match(text[:5000])) and root[1] in _FEEDS | _NEWSML:
        return _of_xml(data, text, name, is_feed=root[1] in _FEEDS)
    return Contents((_read(text, name),))


def _of_xml(data: bytes, text: str, name: str, *, is_feed: bool) -> Contents:
    """What a feed or NewsML holds; their readers' libraries are loaded when first needed."""
    if "<!ENTITY" in text:
        raise ReadError(f"{short(name)} declares entities of its own, which no release does: it is not read")
    if is_feed:
        from ingest.readers import feeds  # noqa: PLC0415

        return feeds.read(data, name, _read)
    from ingest.readers import newsml  # noqa: PLC0415

    return newsml.read(text, name, _read)


def _without(found: Contents, name: str) -> str:
    told = "; ".join(f"{one.part}: {one.reason}" for one in found.left_out[:5])
    return f"{short(name)} holds no release ({told or 'nothing'})"


def _read(text: str, name: str) -> Document:
    return _filled(_of_text(text, name), name)


def _filled(document: Document, name: str) -> Document:
    if not document.blocks:
        raise ReadError(f"{short(name)} holds no text that could be read")
    _check_letters(sum(len(block.text) for block in document.blocks), name)
    return document


def _check_letters(letters: int, name: str) -> None:
    if letters > MOST_LETTERS:
        raise ReadError(f"{short(name)} holds {letters:,} letters of text; a release has at most {MOST_LETTERS:,}: give it by itself")


def _of_text(text: str, name: str) -> Document:
    head = text[:5000]
    suffix = PurePath(name).suffix.lower()
    if suffix in (".htm", ".html") or _HTML.match(head):
        return html.read(text, name) if _MARKUP.search(text) else _lines(text, name, markdown_wanted=False)
    if suffix in (".xml", ".nsmap") or head.lstrip().startswith("<?xml"):
        raise ReadError(f"{short(name)} is XML of a kind that is not read (NewsML, RSS and Atom are); save its text as .md, .txt or .html")
    return _lines(text, name, markdown_wanted=suffix in (".md", ".markdown") or len(_MARKDOWN.findall(text)) >= 2)


def _lines(text: str, name: str, *, markdown_wanted: bool) -> Document:
    _check_letters(len(text) // 2, name)  # white space and marks may make up half of a text, not more
    longest = max(map(len, text.split("\n\n" if markdown_wanted else "\n")))
    if longest > LONGEST_LINE:
        raise ReadError(f"{short(name)} has a line or paragraph of {longest:,} characters; no release does (at most {LONGEST_LINE:,})")
    return markdown.read(text, name) if markdown_wanted else plain.read(text, name)
