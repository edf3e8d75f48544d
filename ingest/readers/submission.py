"""EDGAR full-text submissions (SGML): the press release exhibits among a filing's documents, dated and named by its header.

The container is a handful of line tags (<DOCUMENT>, <TYPE>, <TEXT>) and no true SGML, so no parser of markup reads it; the one kept
library that does (edgartools) brings pandas and a network client for it. What the exhibits hold goes to the readers of text and HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ingest.errors import IngestError
from ingest.readers.blocks import Contents, Document, LeftOut

_BEGINS = re.compile(r"<SEC-DOCUMENT>|<SEC-HEADER>|<SUBMISSION>|-----BEGIN PRIVACY-ENHANCED MESSAGE-----", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"<DOCUMENT>[ \t]*\n(?P<head>(?:<\w+>[^\n]*\n)*?)<TEXT>[ \t]*\n?(?P<text>.*?)(?:</TEXT>|</DOCUMENT>|\Z)", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"<(TYPE|FILENAME|DESCRIPTION)>[ \t]*([^\n]*)", re.IGNORECASE)
_INNER = re.compile(r"\A\s*</?(?:HTML-?DOC|PDF|XML|XBRL|JSON)>\s*\n", re.IGNORECASE)
_ENCODED = re.compile(r"\A\s*(?:<PDF>\s*)?begin \d{3} \S", re.IGNORECASE)
_STUFFED = re.compile(r"^- (?=-)", re.MULTILINE)
_FILED_BY = re.compile(r"^FILER:?\s|^<FILER>", re.MULTILINE)
_NAME = re.compile(r"(?:COMPANY CONFORMED NAME:|<CONFORMED-NAME>)[ \t]*([^\n]+)")
_FILED = re.compile(r"(?:FILED AS OF DATE:|<FILING-DATE>)\s*(\d{8})")
_PERIOD = re.compile(r"(?:CONFORMED PERIOD OF REPORT:|<PERIOD>)\s*(\d{8})")
_STATE = re.compile(r"\s*/[A-Z]{2,}/?\s*$|/(?:ADR|FI|NEW)\s*$")
_DATA = re.compile(r"EX-101|XML|ZIP|GRAPHIC|EXCEL|JSON|COVER|EX-104", re.IGNORECASE)
_NEAR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class _Part:
    """One document of a submission."""

    type: str
    filename: str
    description: str
    text: str


def is_one(text: str) -> bool:
    """True for a whole submission, with its header or as two documents and more."""
    return _BEGINS.search(text[:5000]) is not None or len(re.findall(r"^<DOCUMENT>\s*\n<TYPE>", text, re.MULTILINE)) > 1


def read(text: str, name: str, read_text: Callable[[str, str], Document]) -> Contents:
    """The EX-99 exhibits, each read by ``read_text(text, file name)``; the other documents are named as left out."""
    if "PRIVACY-ENHANCED" in text[:500]:
        text = _STUFFED.sub("", text)
    published, issuer = _published(text), _issuer(text)
    documents: list[Document] = []
    left_out: list[LeftOut] = []
    for part in _parts(text):
        if reason := _refusal(part):
            left_out.append(LeftOut(part.type, reason))
            continue
        try:
            document = read_text(_INNER.sub("", part.text), part.filename)
        except IngestError as error:
            left_out.append(LeftOut(part.type, str(error)))
        else:
            documents.append(replace(document, name=name, part=part.type, published=published, issuer=issuer))
    return Contents(tuple(documents), tuple(left_out) or (() if documents else (LeftOut("the submission", "no document in it"),)))


def _parts(text: str) -> Iterator[_Part]:
    """The documents that people read, in order; data and pictures are passed over."""
    for match in _DOCUMENT.finditer(text):
        tags = {key.upper(): value.strip() for key, value in _TAG.findall(match["head"])}
        kind = tags.get("TYPE", "").upper() or "a document"
        if not _DATA.match(kind):
            yield _Part(kind, tags.get("FILENAME") or f"{kind}.txt", tags.get("DESCRIPTION", ""), match["text"])


def _refusal(part: _Part) -> str:
    """Why this document is none to read, or nothing."""
    if not part.type.startswith("EX-"):
        return "a cover form, not a release"
    if not part.type.startswith("EX-99"):
        return "no press release exhibit (EX-99)"
    return "a picture or PDF in the place of text" if _ENCODED.match(part.text) else ""


def _published(text: str) -> date | None:
    """The day of what is reported where that lies shortly before the filing, else the day of filing."""
    period, filed = (_day(pattern.search(text[:50_000])) for pattern in (_PERIOD, _FILED))
    return period if period and filed and filed - _NEAR <= period <= filed else filed or period


def _day(match: re.Match[str] | None) -> date | None:
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def _issuer(text: str) -> str | None:
    """The filer's name, as its own documents write it where they do: the header has it in capitals and without points."""
    header = text[: first.start()] if (first := _DOCUMENT.search(text)) else text[:50_000]
    filer = _FILED_BY.search(header)
    found = _NAME.search(header, filer.start() if filer else 0) or _NAME.search(header)
    if found is None:
        return None
    words = _STATE.sub("", found[1].strip()).split()
    spelt = re.compile(r"\b" + r"[,.]?\s+".join(re.escape(word.strip(",.")) for word in words) + r"\b\.?", re.IGNORECASE)
    written = (" ".join(match[0].split()) for match in spelt.finditer(text, len(header)))
    return next((name for name in written if not name.isupper()), " ".join(words))
