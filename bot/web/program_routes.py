"""GET /v1/programs and /v1/programs/{name}: the ledger, as `onrecord programs --json` prints it, with public sources."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import JSONResponse, Response

from bot.programs.plain import plain_ledger, plain_program
from bot.web.gate import known_origin, state
from bot.web.outward import named
from bot.web.problems import documented
from bot.web.record_routes import OFTEN, reading

SHAPE: dict[int | str, dict[str, Any]] = {200: {"content": {"application/json": {"schema": {"type": "object"}}}}}
router = APIRouter(prefix="/v1/programs", tags=["record"], responses=OFTEN | SHAPE, dependencies=[Depends(known_origin), reading])


@router.get("", summary="Where the programs stand")
async def programs(request: Request) -> Response:
    """Each program's stage, partners, last event, next milestone and history, with the words it rests on."""
    here = state(request)
    ledger = await here.desk.read(lambda _: here.programs.ledger())
    return JSONResponse(outward(plain_ledger(ledger, here.settings.now())))


@router.get("/{name}", responses=documented(HTTPStatus.NOT_FOUND), summary="One program")
async def program(request: Request, name: Annotated[str, Path(max_length=100)]) -> Response:
    """The program of this name, alias or indication."""
    here = state(request)
    found = await here.desk.read(lambda _: here.programs.find(name))
    return JSONResponse(outward(plain_program(found, here.settings.now())))


def outward(told: Any) -> Any:  # noqa: ANN401 - any part of the JSON
    """The same with sources by name or URL."""
    if isinstance(told, dict):
        return {key: named(value) if key == "source" else outward(value) for key, value in told.items()}
    return [outward(part) for part in told] if isinstance(told, list) else told
