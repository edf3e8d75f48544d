"""Blocks -> Release: headline, dateline, sections, sentences, speakers, contacts and legend, each a span of one text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ingest.errors import NotARelease
from ingest.parse import (
    contacts,
    corrections,
    dates,
    front,
    furniture,
    issuer,
    language,
    legend,
    run_in,
    sections,
    sentences,
    speakers,
    tickers,
)
from ingest.parse.front import Front
from ingest.parse.page import Line, Page, lay_out
from ingest.parse.sections import Placed
from ingest.readers.blocks import Document
from ingest.release import Contact, Legend, Release

__all__ = ["parse", "parse_part"]

_FORM = re.compile(
    r"exact name of registrant|pursuant to section 13 or 15\(d\)|commission file n|state or other jurisdiction of"
    r"|former name or former address|registrant[’']s telephone number|date of earliest event",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"\b(?:press|news|media) release\b|\bfor (?:immediate|general) release\b|\btoday (?:announced|reported|said|provided)\b"
    r"|\b(?:announce[sd]?|reports?|reported) (?:\w+ ){0,6}(?:results|earnings|agreement|appointment|offering|acquisition)\b",
    re.IGNORECASE,
)
_EMBARGO = re.compile(r"\bembargo(?:ed)?\b[^.\n]{0,20}\b(?:until|till|for release)\b\W*([^\n]{4,80})", re.IGNORECASE)


def parse_part(document: Document) -> Release:
    """Read a part of a file (an exhibit, a feed's entry), which may well be no news: a script, slides, a supplement; NotARelease where so."""
    opening = front.read(document.blocks)
    head = " ".join(block.text for block in document.blocks[:20])
    if opening is None or (opening.dateline is None and not _NEWS.search(head[:3000])):
        raise NotARelease(f"{document.name} has no dateline and does not call itself a release")
    return parse(document)


def parse(document: Document) -> Release:
    """Read a document's blocks as a news release; raise NotARelease where they are none."""
    opening = front.read(document.blocks)
    if opening is None or _is_form(document, opening):
        raise NotARelease(
            f"{document.name} holds no news: a cover form, a list or an empty page; give the release itself, such as exhibit 99.1"
        )
    page, letterhead, news = _page(document, opening)
    name = _issuer(opening, page, document)
    published = _published(document, opening, name)
    symbols = tickers.of_issuer(opening.first_words, name, page.text)
    names = issuer.aliases(name, opening.first_words, symbols)
    placed = list(sections.Sorter(page.lines, letterhead, names, news).place())
    parts, indexes = sections.cover(placed, len(page.text))
    quoted = speakers.read([p.line for p in placed if p.kind in ("body", "partner_release", "other", "about")], names)
    return Release(
        text=page.text,
        headline=opening.headline,
        published=published,
        subheadline=opening.subheadline,
        dateline=opening.dateline.place if opening.dateline else None,
        issuer=name,
        tickers=symbols,
        language=language.of(page.text),
        source=document.name,
        sources=(document.name,),
        url=document.url,
        contacts=_contacts(placed, name),
        sections=parts,
        sentences=tuple(sentences.gathered(sentences.read(placed, indexes, parts, quoted, _first_words(opening, page.text, news)), parts)),
        legend=_legend(page.text, placed),
        corrects=corrections.corrects(opening.headline, [line.text for line in page.lines]),
        restates=corrections.restates(opening.headline, [line.text for line in page.lines]),
        embargoed_until=next((m[1].strip() for b in document.blocks[:20] if (m := _EMBARGO.search(b.text))), None),
    )


def _first_words(opening: Front, text: str, news: int) -> int:
    """Where the first sentence begins: after the place, date and wire of the dateline, which are no part of what it says."""
    begins = news + (opening.dateline.end if opening.dateline else 0)
    return begins if opening.first_words and text.startswith(opening.first_words[:30], begins) else news


def _is_form(document: Document, opening: Front) -> bool:
    """Is this a filing's cover, not a release?"""
    head = " ".join(b.text for b in document.blocks[:25])
    return opening.dateline is None and len({m[0].lower() for m in _FORM.finditer(head)}) >= 2


def _page(document: Document, opening: Front) -> tuple[Page, frozenset[int], int]:
    """The text without furniture, where its letterhead lines start, and where the news does."""
    kept = [(i, b) for i, b in enumerate(document.blocks) if not furniture.is_dropped(b.text)]
    page = lay_out(b for _, b in kept)
    starts = {i: line.start for (i, _), line in zip(kept, page.lines, strict=True)}
    letterhead = frozenset(starts[i] for i in opening.letterhead if i in starts)
    news = starts.get(opening.body, 0)
    return Page(page.text, tuple(run_in.cut(page.lines))), letterhead, news


def _published(document: Document, opening: Front, name: str | None) -> date:
    """The dateline's date, else the container's, else the file name's."""
    from_name = dates.in_name(document.name)
    published = opening.published or document.published or from_name or dates.find(opening.first_words[:120])
    if published is None:
        raise NotARelease(
            f"{document.name} bears no date in its dateline, its container or its file name; name the file by its date, such as 2024-05-14-title.md"
        )
    if name is None and opening.dateline is None and from_name is None:
        raise NotARelease(f"{document.name} names no company and has no dateline, so it is no news release")
    return published


def _issuer(opening: Front, page: Page, document: Document) -> str | None:
    """The issuer by the dateline's sentence, the About sections, the source line and the container."""
    abouts: list[str] = []
    source: str | None = None
    for line, following in zip(page.lines, [*page.lines[1:], None], strict=True):
        if re.match(r"(?i)about\s+\S", line.text) and len(line.text) < 100 and following:
            abouts.append(line.text[5:].strip(" :"))
            abouts.extend(
                name for name in [issuer.leading_name(following.text)] if name and abouts[-1].lower().startswith(name.split()[0].lower())
            )
        elif match := re.match(r"(?i)\W*source:?\s+(.{3,80})$", line.text):
            source = match[1].strip()
    return issuer.find(opening.first_words, opening.headline, opening.dateline is not None, abouts, source, document.issuer, page.text)


def _contacts(placed: Sequence[Placed], name: str | None) -> tuple[Contact, ...]:
    """Contacts of the contact sections; where there are none, those that any line with an address names."""
    text = "\n".join(p.line.text for p in placed)
    found = contacts.read([p.line.text for p in placed if p.kind == "contacts" and not furniture.is_closing(p.line.text)], text, name)
    return found or contacts.read([p.line.text for p in placed if contacts.emails(p.line.text)], text, name)


def _legend(text: str, placed: Sequence[Placed]) -> Legend | None:
    """The longest run of legend lines that speaks of what lies ahead."""
    best = max(_runs(placed), key=lambda run: run[-1].end - run[0].start, default=None)
    return legend.read(text, best) if best else None


def _runs(placed: Sequence[Placed]) -> Iterator[list[Line]]:
    run: list[Line] = []
    for one in [*placed, None]:
        if one is not None and one.kind == "legend" and not furniture.is_exchange_notice(one.line.text):
            run.append(one.line)
        elif run:
            yield run
            run = []
