"""Which reader a file goes to, by what it holds and then by its name."""

from __future__ import annotations

import re
from pathlib import PurePath

from ingest.errors import ReadError
from ingest.readers import html, markdown, plain
from ingest.readers.blocks import Document
from ingest.readers.decode import decoded, short

LARGEST = 20_000_000
LONGEST_LINE = 100_000

_SIGNATURES = (
    (b"%PDF", "a PDF file"), (b"PK\x03\x04", "a Word or zip file"), (b"\xd0\xcf\x11\xe0", "an old Word file"), (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"\x1f\x8b", "a gzip file"),
)  # fmt: skip
_SUBMISSION = re.compile(r"<SEC-DOCUMENT>|<SEC-HEADER>|<SUBMISSION>|-----BEGIN PRIVACY-ENHANCED MESSAGE-----", re.IGNORECASE)
_HTML = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<DOCUMENT>.{0,500}?<TEXT>\s*)*<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKUP = re.compile(r"<(?:!doctype html|html|head|body|p|div|table|font|center|br|h[1-6])\b[^>]*>", re.IGNORECASE)
_MARKDOWN = re.compile(r"^#{1,6} \S|\*\*\S[^*\n]*\*\*|\[[^\]\n]+\]\(https?://|^\|?\s*:?-{3,}:?\s*\|", re.MULTILINE)


def read(data: bytes, name: str) -> Document:
    """The document that these bytes hold; ReadError, in one line, where they hold none that is read."""
    if not data.strip():
        raise ReadError(f"{short(name)} is empty")
    if len(data) > LARGEST:
        raise ReadError(f"{short(name)} has {len(data) / 1e6:.0f} MB; a release has at most {LARGEST / 1e6:.0f} MB")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise ReadError(f"{short(name)} is {kind}, which is not read yet; save its text as .md, .txt or .html")
    text = decoded(data, name)
    document = _read(text, name)
    if not document.blocks:
        raise ReadError(f"{short(name)} holds no text that could be read")
    return document


def _read(text: str, name: str) -> Document:
    head = text[:5000]
    suffix = PurePath(name).suffix.lower()
    if _SUBMISSION.search(head):
        raise ReadError(
            f"{short(name)} is a whole EDGAR submission, which is not read yet; give the press release exhibit (EX-99) by itself"
        )
    if suffix in (".htm", ".html") or _is_html(head):
        return html.read(text, name) if _MARKUP.search(text) else _lines(text, name, markdown_wanted=False)
    if suffix in (".xml", ".nsmap") or head.lstrip().startswith("<?xml"):
        raise ReadError(f"{short(name)} is XML of a kind that is not read yet; save its text as .md, .txt or .html")
    return _lines(text, name, markdown_wanted=suffix in (".md", ".markdown") or len(_MARKDOWN.findall(text)) >= 2)


def _is_html(head: str) -> bool:
    return _HTML.match(head) is not None


def _lines(text: str, name: str, *, markdown_wanted: bool) -> Document:
    longest = max(map(len, text.split("\n\n" if markdown_wanted else "\n")))
    if longest > LONGEST_LINE:
        raise ReadError(f"{short(name)} has a line or paragraph of {longest:,} characters; no release does (at most {LONGEST_LINE:,})")
    return markdown.read(text, name) if markdown_wanted else plain.read(text, name)
