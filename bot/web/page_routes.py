"""Pages for people, which work without JavaScript: the releases, one release with the cited words marked, the board."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.chain import Chain
from bot.programs.diagram import svg
from bot.programs.plain import is_overdue
from bot.web.gate import READING, spending, state
from bot.web.outward import named, page
from bot.web.pages import Markup, Pages
from bot.web.problems import Problem
from bot.web.typeset import title, typeset
from ingest import Ledger, Passage, Release, Span

PER_PAGE = 20
LATEST = 5  # releases on the investor page
FOUND = 60  # passages looked at for a search
LONGEST_SEARCH = 200  # characters
router = APIRouter(include_in_schema=False, dependencies=[Depends(spending(READING))])
pages = Pages()


@dataclass(frozen=True, slots=True)
class Entry:
    """A release in the list; ``passage`` are the words that match a search."""

    headline: str
    published: str
    page: str
    passage: str | None = None


@router.get("/", response_class=RedirectResponse)
async def home() -> RedirectResponse:
    """The list of releases is the front page."""
    return RedirectResponse("/releases")


@router.get("/demo", response_class=HTMLResponse)
async def demo(request: Request) -> HTMLResponse:
    """The investor page of the sample company, with the widget on it."""
    here = state(request)
    if not here.demo:
        raise Problem(HTTPStatus.NOT_FOUND, "There is nothing at this address.")
    entries = await here.desk.read(_all)
    return pages.page("demo.html", company=here.settings.company, entries=entries[:LATEST])


@router.get("/releases", response_class=HTMLResponse)
async def releases(request: Request, q: str = "", at: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1) -> HTMLResponse:
    """The releases, newest first; or those that match a search, best first."""
    here = state(request)
    words = " ".join(q.split())[:LONGEST_SEARCH]
    entries = await here.desk.read(lambda chain: _found(chain, words) if words else _all(chain))
    last = max(1, -(-len(entries) // PER_PAGE))
    if at > last:
        raise Problem(HTTPStatus.NOT_FOUND, f"There are {last} pages of releases.")
    shown = entries[(at - 1) * PER_PAGE : at * PER_PAGE]
    return pages.page("releases.html", company=here.settings.company, q=words, entries=shown, total=len(entries), at=at, last=last)


@router.get("/releases/{release_id}", response_class=HTMLResponse)
async def release(request: Request, release_id: str, start: Annotated[str, Query(alias="from")] = "", to: str = "") -> HTMLResponse:
    """One release as stored; the words from ``from`` to ``to`` are marked."""
    here = state(request)
    shown, notes = await here.desk.read(lambda chain: (chain.record.release(release_id), _notes(chain, release_id)))
    marked = _span(shown, start, to)
    return pages.page(
        "release.html",
        company=here.settings.company,
        release=shown,
        source=named(shown.source),
        url=shown.url if (shown.url or "").startswith(("https://", "http://")) else None,
        title=title(shown, marked),
        blocks=typeset(shown, marked),
        anchor=f"{marked.start}-{marked.end}" if marked else None,
        notes=notes,
        replaced=await here.desk.read(lambda _: _replaced(here.programs.ledger(), release_id)),
    )


@router.get("/programs", response_class=HTMLResponse)
async def programs(request: Request) -> HTMLResponse:
    """The board: the picture of the stages, and beside it all of it in words."""
    here = state(request)
    ledger = await here.desk.read(lambda _: here.programs.ledger())
    board = [(p, is_overdue(p.next, here.settings.now()) if p.next else False) for p in ledger.programs]
    picture = Markup(svg(ledger)) if board else None  # our own drawing, which escapes what it shows
    return pages.page("programs.html", company=here.settings.company, board=board, picture=picture, as_of=ledger.as_of, link=page)


def problem(request: Request, fault: Problem) -> Response:
    """A fault as a page."""
    company = state(request).settings.company
    shown = pages.page("problem.html", fault.status, company=company, title=fault.status.phrase, detail=fault.detail)
    shown.headers.update(fault.headers)
    return shown


def _replaced(ledger: Ledger, release_id: str) -> dict[str, list[str]]:
    """By program, the plans of this release that a later one has replaced."""
    replaced: dict[str, list[str]] = {}
    for program in ledger.programs:
        plans = [f"{e.what}, {e.expected}" for e in program.history if e.superseded and e.release_id == release_id and e.expected]
        if plans:
            replaced[program.name] = list(dict.fromkeys(plans))
    return replaced


def _all(chain: Chain) -> list[Entry]:
    return [Entry(row.headline, row.published, page(row.release_id)) for row in chain.record.rows()]


def _found(chain: Chain, words: str) -> list[Entry]:
    """Each release once, with its best passage."""
    best: dict[str, Passage] = {}
    for passage in chain.retriever.search(words, count=FOUND):
        best.setdefault(passage.release_id, passage)
    return [Entry(p.headline, p.published, page(p.release_id, p.start, p.end), p.text) for p in best.values()]


def _span(release: Release, start: str, end: str) -> Span | None:
    """The span that the address names; None where it names none or lies outside the text."""
    if not (start.isdecimal() and end.isdecimal() and len(start) < 10 and len(end) < 10):
        return None
    span = Span(int(start), int(end))
    return span if span.start < span.end <= len(release.text) else None


def _notes(chain: Chain, release_id: str) -> list[tuple[str, Entry]]:
    """Which releases this one corrects or restates, and which do so to it."""
    known = {row.release_id: Entry(row.headline, row.published, page(row.release_id)) for row in chain.record.rows()}
    this = chain.record.release(release_id)
    notes = [(words, known[other]) for words, other in (("Corrects", this.corrects), ("Restates", this.restates)) if other in known]
    for row in chain.record.rows():
        if row.published >= this.published.isoformat() and row.release_id != release_id:
            later = chain.record.release(row.release_id)
            if release_id in (later.corrects, later.restates):
                notes.insert(0, ("Corrected by" if later.corrects == release_id else "Restated by", known[row.release_id]))
    return notes
