"""Bytes to labelled Releases: read, parse, label. An unpublished draft goes the same way, in memory, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ingest.errors import NotARelease
from ingest.forward_looking import label
from ingest.parse import parse, parse_part
from ingest.parse.splitter import spans
from ingest.passages import TELLING
from ingest.readers import Contents, Document, LeftOut, contents, read
from ingest.release import Release, SectionKind
from ingest.sources import NOTHING_KNOWN, Hints

DRAFTED: tuple[SectionKind, ...] = ("body", "about", "partner_release", "table", "other")  # what a draft tells: no legend, no contacts


@dataclass(frozen=True, slots=True)
class Held:
    """The releases that a file holds, the first under the file's own name (but in a collection), and the parts of it that are none."""

    releases: tuple[Release, ...]
    left_out: tuple[LeftOut, ...] = ()
    collection: bool = False


def read_releases(data: bytes, name: str, hints: Hints = NOTHING_KNOWN) -> Held:
    """The labelled releases that these bytes hold; ReadError or NotARelease where they hold none."""
    found = contents(data, name)
    found = replace(found, documents=tuple(_hinted(document, hints) for document in found.documents))
    if len(found.documents) == 1 and not found.documents[0].part:
        return Held((label(parse(found.documents[0])),), found.left_out)
    left_out = list(found.left_out)
    releases = tuple(_parsed(found, left_out))
    if not releases:
        raise NotARelease(f"{name} holds no release: " + "; ".join(f"{one.part}: {one.reason}" for one in left_out))
    return Held(releases, tuple(left_out), found.collection)


def _hinted(document: Document, hints: Hints) -> Document:
    """The document with what its source knows, where it says nothing itself."""
    return replace(
        document,
        published=document.published or hints.published,
        issuer=document.issuer or hints.issuer,
        url=document.url or hints.url,
    )


def _parsed(found: Contents, left_out: list[LeftOut]) -> Iterator[Release]:
    """Each part as a release; those after the first, and all of a collection, are sources of their own, named by the part."""
    first = not found.collection
    for document in found.documents:
        try:
            release = parse_part(document)
        except NotARelease as error:
            left_out.append(LeftOut(document.part, str(error).removeprefix(f"{document.name} ")))
            continue
        source = document.name if first else f"{document.name}#{document.part}"
        first = False
        yield label(replace(release, source=source, sources=(source,)))


def read_release(data: bytes, name: str) -> Release:
    """The first release that these bytes hold, labelled; ReadError or NotARelease where they hold none."""
    return read_releases(data, name).releases[0]


def label_draft(data: bytes, *, name: str, published: date) -> Release:
    """The draft as a labelled Release as of ``published``, which stands in where the draft gives no date of its own."""
    document = read(data, name)
    return label(parse(replace(document, published=document.published or published)))


def draft_sentences(data: bytes, *, name: str) -> tuple[str, ...]:
    """The sentences, items and rows of a draft that need not look like a release; ReadError where it cannot be read."""
    document = read(data, name)
    try:
        release = parse(document)
    except NotARelease:
        return tuple(_sentences(document))
    told = (s for _, s in release.sentences_of(*DRAFTED) if s.form != "heading")
    return tuple(f"{s.context}: {release.quote(s)}" if s.form == "row" and s.context else release.quote(s) for s in told)


def _sentences(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if block.kind == "row":
            yield f"{block.header}: {block.text}" if block.header else block.text
        elif block.kind != "heading" or len(block.text.split()) >= TELLING:
            yield from (block.text[start:end] for start, end in spans(block.text))
