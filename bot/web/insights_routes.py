"""Pages for staff: what people ask that has not been said. The browser asks for the token, as a password; the name is as you like."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from io import StringIO
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import HTMLResponse, Response

from bot.chain import Chain
from bot.errors import JournalError
from bot.insights.charts import LABELS, MOST_TOPICS, topics_chart, weeks_chart
from bot.insights.gather import gathered
from bot.insights.remembering import Remembering
from bot.insights.report import Insights
from bot.insights.tables import tables, write_table
from bot.journal.opening import open_book
from bot.web.gate import READING, spending, staff_at_a_browser, state
from bot.web.outward import page
from bot.web.page_routes import pages
from bot.web.pages import Markup
from bot.web.problems import Problem
from ingest import Embedder

SHOWN = 20  # of each list
STRETCHES = (7, 30, 90, 365)  # days one may choose from
_READ: dict[str, Remembering] = {}  # by encoder
Days = Annotated[int, Query(ge=1, le=3660)]
router = APIRouter(include_in_schema=False, dependencies=[Depends(spending(READING)), Depends(staff_at_a_browser)])


@router.get("/staff/insights", response_class=HTMLResponse)
async def insights(request: Request, days: Days = 30) -> HTMLResponse:
    """The report of the last ``days`` days."""
    here = state(request)
    found = await here.desk.read(lambda chain: _gathered(chain, days))
    return pages.page(
        "insights.html",
        company=here.settings.company,
        found=found,
        labels=LABELS,
        days=days,
        stretches=STRETCHES,
        shown=SHOWN,
        rows=MOST_TOPICS,
        link=page,
        weeks=Markup(weeks_chart(found)),  # our own drawings, which escape what they show
        topics=Markup(topics_chart(found)),
    )


@router.get("/staff/insights/{name}.csv", response_class=Response)
async def table(request: Request, name: Annotated[str, Path(max_length=20)], days: Days = 30) -> Response:
    """One table of the report, for a spreadsheet."""
    found = tables(await state(request).desk.read(lambda chain: _gathered(chain, days)))
    if name not in found:
        raise Problem(HTTPStatus.NOT_FOUND, "There is nothing at this address.")
    write_table(found[name], out := StringIO(newline=""))
    return Response(out.getvalue(), media_type="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}.csv"'})


def _gathered(chain: Chain, days: int) -> Insights:
    try:
        book = open_book(chain.settings.journal)
    except JournalError as error:
        raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "No journal can be read here; the log and `onrecord doctor` say why.") from error
    try:
        return gathered(book, lambda: _remembering(chain.retriever.embedder), since=datetime.now(UTC) - timedelta(days=days))
    finally:
        book.close()


def _remembering(embedder: Embedder) -> Remembering:
    return _READ.setdefault(embedder.name, Remembering(embedder))
