"""Faults as problem+json (RFC 9457): what happened and what to do, and nothing of what lies behind."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from bot.errors import BotError, Busy, DatabaseError, QuestionError, TooSlow, UnknownProgram
from ingest import IngestError, NotOnRecord

MEDIA_TYPE = "application/problem+json"
log = logging.getLogger("onrecord.web")


class ProblemBody(BaseModel):
    """A fault as the client reads it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    request_id: str
    errors: list[str] = Field(default_factory=list, description="Which fields could not be taken, and why.")


class Problem(Exception):
    """A fault with its status and one clear line; ``headers`` such as Retry-After go with it."""

    def __init__(
        self, status: HTTPStatus, detail: str, *, headers: Mapping[str, str] | None = None, errors: list[str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers, self.errors = status, detail, dict(headers or {}), errors or []


def documented(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """The faults that a route may answer with, for the OpenAPI document."""
    schema = {"$ref": "#/components/schemas/ProblemBody"}
    return {int(s): {"description": s.phrase, "content": {MEDIA_TYPE: {"schema": schema}}} for s in sorted(statuses)}


def as_problem(error: Exception) -> Problem:
    """Any exception as a problem; what was not foreseen is logged, and told without particulars."""
    match error:
        case Problem():
            return error
        case Busy():
            return Problem(HTTPStatus.SERVICE_UNAVAILABLE, str(error), headers={"Retry-After": str(error.seconds)})
        case TooSlow():
            return Problem(HTTPStatus.GATEWAY_TIMEOUT, str(error))
        case QuestionError():
            return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
        case UnknownProgram() | NotOnRecord():
            return Problem(HTTPStatus.NOT_FOUND, "Nothing of that name is on record.")
        case RequestValidationError():
            errors = [f"{'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors()]
            return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "The request could not be read as this address expects it.", errors=errors)
        case HTTPException():
            return Problem(HTTPStatus(error.status_code), _said(error), headers=error.headers)
        case DatabaseError():
            log.error("%s", error)
            return Problem(
                HTTPStatus.SERVICE_UNAVAILABLE, "Questions cannot be taken just now. Try again later.", headers={"Retry-After": "10"}
            )
        case IngestError():
            log.error("the record cannot be read: %s", error)
            return Problem(
                HTTPStatus.SERVICE_UNAVAILABLE, "The record cannot be read just now. Try again later.", headers={"Retry-After": "60"}
            )
    log.error("unforeseen: %s", type(error).__name__, exc_info=error)
    return Problem(
        HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side. Try again, or write to the company's investor contact."
    )


def told(problem: Problem, request_id: str) -> dict[str, Any]:
    """A problem as JSON."""
    body = ProblemBody(
        title=problem.status.phrase, status=problem.status, detail=problem.detail, request_id=request_id, errors=problem.errors
    )
    return body.model_dump()


def handle_problems(app: FastAPI, page: Callable[[Request, Problem], Response]) -> None:
    """Every fault of the app is answered in this one way: to people who look at a page by a ``page``, else as JSON."""

    async def answer(request: Request, error: Exception) -> Response:
        problem = as_problem(error)
        if "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/v1/"):
            return page(request, problem)
        content = told(problem, request.state.request_id)
        return JSONResponse(content, problem.status, headers=problem.headers, media_type=MEDIA_TYPE)

    for kind in (Problem, BotError, IngestError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, answer)


def _said(error: HTTPException) -> str:
    known = {404: "There is nothing at this address.", 405: "This address does not take that method."}
    return known.get(error.status_code, "The request could not be taken as it was sent.")
