"""POST /v1/ask and /v1/ask/stream for everybody, /v1/staff/… and /v1/sales/… for those who hold a token."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response, StreamingResponse
from fastapi.sse import format_sse_event

from bot.answer import Audience, Question
from bot.contract import to_json
from bot.events import Event, plain
from bot.understand import cleaned
from bot.web.bodies import AnswerBody, Ask
from bot.web.gate import holding, known_origin, spend_in_session, spending, state
from bot.web.outward import public_answer, public_event
from bot.web.problems import as_problem, documented, told

FAULTS = documented(
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
STREAM = (
    "Server-sent events: `status` (the step that begins), `statement` (one that has passed its check, with its citations), "
    "`caveat`, and at the end `done` (the whole answer) or `error` (a problem)."
)
EVENT = {
    "type": "object",
    "required": ["event", "data"],
    "properties": {
        "event": {"enum": ["status", "statement", "caveat", "done", "error"]},
        "data": {"type": "string", "contentMediaType": "application/json"},
    },
}
STREAMED: dict[int | str, dict[str, Any]] = {200: {"description": STREAM, "content": {"text/event-stream": {"schema": EVENT}}}}


class EventStream(StreamingResponse):
    """Server-sent events."""

    media_type = "text/event-stream"


def routes(audience: Audience) -> APIRouter:
    """The two routes of one audience; the investor's are the public ones."""
    public = audience == "investor"
    router = APIRouter(
        prefix="/v1" if public else f"/v1/{audience}",
        tags=[audience],
        responses=FAULTS if public else FAULTS | documented(HTTPStatus.UNAUTHORIZED),
        dependencies=[Depends(known_origin), Depends(spending(1.0)), *([] if public else [Depends(holding(audience))])],
    )

    @router.post("/ask", response_model=AnswerBody, summary="Ask a question", operation_id=f"ask_as_{audience}")
    async def ask(body: Ask, request: Request) -> Response:
        """Answer from the releases on record: checked statements with their sources, their cautions and an as-of date."""
        here = state(request)
        await run_in_threadpool(spend_in_session, request, body.thread)
        answer = await here.desk.ask(_question(body, audience))
        return JSONResponse(to_json(public_answer(answer, str(request.base_url))))

    @router.post(
        "/ask/stream", response_class=EventStream, responses=STREAMED, summary="Ask, and hear", operation_id=f"stream_as_{audience}"
    )
    async def ask_stream(body: Ask, request: Request) -> Response:
        """The same answer as it comes about."""
        await run_in_threadpool(spend_in_session, request, body.thread)
        events = state(request).desk.stream(_question(body, audience))
        return EventStream(_sent(events, request, audience), headers={"X-Accel-Buffering": "no"})  # a proxy must not gather them

    return router


def _question(body: Ask, audience: Audience) -> Question:
    return Question(cleaned(body.question), audience, body.as_of, body.id, body.thread)


async def _sent(events: AsyncIterator[Event], request: Request, audience: Audience) -> AsyncIterator[bytes]:
    """The events on the wire; a fault is the last of them, never a stream that just ends."""
    try:
        async for event in events:
            body = plain(public_event(event, str(request.base_url)))
            yield _wire(body.pop("kind"), body.get("answer", body))
    except Exception as error:  # whatever it is, the reader is told
        yield _wire("error", told(as_problem(error), request.state.request_id))


def _wire(kind: str, data: dict[str, Any]) -> bytes:
    return format_sse_event(event=kind, data_str=json.dumps(data, ensure_ascii=False))
