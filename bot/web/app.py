"""The web application: its routes, what goes around them, and what it holds while it runs."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from typing import get_args

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware

from bot.answer import Audience
from bot.chain import Chain
from bot.desk import Desk, HeldRecord
from bot.errors import BotError
from bot.opening import open_record
from bot.postgres import Database
from bot.programs import Programs
from bot.settings import Settings, read_settings
from bot.watch.figures import Figures
from bot.watch.settings import read_watch_settings
from bot.watch.watching import watching
from bot.web import ask_routes, health_routes, insights_routes, page_routes, program_routes, record_routes, widget_routes
from bot.web.envelope import Envelope
from bot.web.intake import Intake
from bot.web.problems import ProblemBody, handle_problems
from bot.web.rates import Rates
from bot.web.settings import WebSettings, read_web_settings
from bot.web.shared_rates import SharedRates
from bot.web.state import WebState
from bot.web.stopping import CANNOT_START
from ingest import IngestError, open_embedder

DESCRIPTION = "Answers investors' questions from a company's news releases, every statement with the very words it rests on."


def create_app(settings: Settings, web: WebSettings, *, demo: bool = False) -> FastAPI:
    """The application over one record, opened here, so that what is wrong is told before anything is served."""
    held = _opened(settings, web, demo=demo)
    app = FastAPI(
        title="onrecord",
        version=version("onrecord"),
        description=DESCRIPTION,
        docs_url=None,  # its pages load scripts from another site
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.held = held
    for audience in get_args(Audience):
        app.include_router(ask_routes.routes(audience))
    for part in (record_routes, program_routes, health_routes, widget_routes, page_routes, insights_routes):
        app.include_router(part.router)
    handle_problems(app, page_routes.problem)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(web.origins),
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type"],
        expose_headers=["X-Request-Id", "Retry-After"],
        max_age=600,
    )
    app.add_middleware(Intake)
    app.add_middleware(Envelope, figures=held.figures)
    _document(app)
    return app


def app_of_environment() -> FastAPI:
    """The application as the environment sets it: what each of several worker processes makes; a fault is one line, and ends all of them."""
    try:
        return create_app(read_settings(), read_web_settings())
    except (BotError, IngestError) as error:
        print(f"onrecord: {error}", file=sys.stderr)
        sys.exit(CANNOT_START)


def _opened(settings: Settings, web: WebSettings, *, demo: bool) -> WebState:
    record = open_record(settings, kind=HeldRecord)
    chain = Chain(record, open_embedder(settings.encoder, may_export=False), settings, surface="web")
    desk = Desk(chain, record, at_once=web.at_once, waiting=web.waiting, seconds=web.seconds)
    watch = read_watch_settings()
    figures = Figures(watch.prices)
    return WebState(settings, web, desk, Programs(record, settings.company), _rates(settings, web), figures, watch, demo)


def _rates(settings: Settings, web: WebSettings) -> Rates | SharedRates:
    shared = Path(web.shared or tempfile.mkdtemp(prefix="onrecord-"))  # readable by this user alone
    alone = Rates(shared / "rates.sqlite")
    return SharedRates(Database(settings.database), alone) if settings.database else alone


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    held: WebState = app.state.held
    with watching(held.watch, held.figures):
        try:
            yield
        finally:
            held.close()


def _document(app: FastAPI) -> None:
    """The OpenAPI document, with the schema of problems, which no route returns as its own."""
    document = app.openapi()
    document["components"]["schemas"]["ProblemBody"] = ProblemBody.model_json_schema()
    for unused in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(unused, None)
