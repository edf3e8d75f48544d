"""GET /healthz, /readyz and /metrics: for those who run the server."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Depends, Request
from fastapi.responses import PlainTextResponse, Response

from bot.watch.figures import MEDIA_TYPE
from bot.watch.telling import held
from bot.web.bodies import Health
from bot.web.gate import local_or_holding, state
from bot.web.problems import Problem, documented

router = APIRouter(tags=["running"])


@router.get("/healthz", summary="Whether the server lives")
async def healthz() -> Health:
    """The process answers."""
    return Health()


@router.get("/readyz", responses=documented(HTTPStatus.SERVICE_UNAVAILABLE), summary="Whether it can answer questions")
async def readyz(request: Request) -> Health:
    """The record is open and there is something on it."""
    record = state(request).desk.chain.record
    held(len(record.rows()), record.as_of)
    if record.as_of is None:
        raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "Nothing is on record yet.", headers={"Retry-After": "60"})
    return Health()


@router.get(
    "/metrics",
    response_class=PlainTextResponse,
    dependencies=[Depends(local_or_holding)],
    responses=documented(HTTPStatus.UNAUTHORIZED),
    summary="Figures for Prometheus",
)
async def metrics(request: Request) -> Response:
    """Counts and times; open on this machine, elsewhere with a token of staff."""
    return Response(state(request).figures.told(), media_type=MEDIA_TYPE)
