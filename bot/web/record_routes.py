"""GET /v1/releases, /v1/releases/{id}, /v1/suggestions and POST /v1/feedback."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from bot.chain import Chain
from bot.contract import release_to_json
from bot.web.bodies import Listed, Opine, Releases, Suggestions
from bot.web.gate import READING, known_origin, spending, state
from bot.web.outward import named, page
from bot.web.problems import documented
from ingest import Release, Row

OFTEN = documented(
    HTTPStatus.FORBIDDEN,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
OFFERED = 4  # questions offered to begin with
ReleaseId = Annotated[str, Path(pattern="^[0-9a-f]{16}$")]
router = APIRouter(prefix="/v1", tags=["record"], responses=OFTEN, dependencies=[Depends(known_origin)])
reading = Depends(spending(READING))


@router.get("/releases", dependencies=[reading], summary="List the releases")
async def list_releases(
    request: Request,
    q: Annotated[str, Query(max_length=200, description="Words of the headline.")] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Releases:
    """The releases on record, newest first."""
    rows, newest = await state(request).desk.read(lambda chain: (matching(chain, q), chain.record.as_of))
    stretch = [listed(row) for row in rows[offset : offset + limit]]
    return Releases(releases=stretch, total=len(rows), record_as_of=newest)


@router.get(
    "/releases/{release_id}",
    dependencies=[reading],
    responses={200: {"content": {"application/json": {"schema": {"type": "object"}}}}, **documented(HTTPStatus.NOT_FOUND)},
    summary="One release",
)
async def one_release(request: Request, release_id: ReleaseId) -> Response:
    """A release as parsed, with the stored text that every span counts in."""
    return JSONResponse(await state(request).desk.read(lambda chain: public_release(chain.record.release(release_id))))


@router.get("/suggestions", dependencies=[reading], summary="What one could ask")
async def suggestions(request: Request) -> Suggestions:
    """Questions to begin with, the company's name and its investor contact."""
    here = state(request)
    company = here.settings.company
    newest = await here.desk.read(lambda chain: chain.record.as_of)
    return Suggestions(company=company.name, suggestions=list(company.questions[:OFFERED]), contact=company.contact, record_as_of=newest)


@router.post(
    "/feedback",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=[Depends(spending(READING))],
    responses=documented(HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    summary="Say whether an answer helped",
)
def feedback(body: Opine, request: Request) -> None:
    """Keep in the journal what a reader thinks of an answer; neither address nor name is kept."""
    state(request).desk.chain.journal.feedback(body.answer_id, helpful=body.helpful, comment=body.comment)


def matching(chain: Chain, words: str) -> list[Row]:
    """The releases whose headline has all these words, newest first; all where there are none."""
    wanted = words.casefold().split()
    return [row for row in chain.record.rows() if all(word in row.headline.casefold() for word in wanted)]


def listed(row: Row) -> Listed:
    """A row as the public sees it."""
    return Listed(
        release_id=row.release_id,
        headline=row.headline,
        published=row.published,
        issuer=row.issuer,
        source=named(row.sources[0]),
        page=page(row.release_id),
    )


def public_release(release: Release) -> dict[str, Any]:
    """The contract of a release with public sources, and its text."""
    parsed = release_to_json(release)
    return parsed | {"source": named(release.source), "sources": [named(s) for s in release.sources], "text": release.text}
