"""GET /widget.js, the widget in one file, and the style sheets and scripts of the pages."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from importlib.resources import files

from fastapi import APIRouter, Request
from fastapi.responses import Response

from prompts import interface

PARTS = ("words.js", "elements.js", "talk.js", "statement.js", "source.js", "conversation.js", "panel.js", "start.js")
FILES = {"pages.css": "text/css", "demo.css": "text/css", "release.js": "text/javascript"}
router = APIRouter(include_in_schema=False)


@router.get("/widget.js")
async def widget_js(request: Request) -> Response:
    """The widget: a page of any site may load it; what it may ask is decided where it asks."""
    return _cached(
        request, widget(), "text/javascript", {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}
    )


@router.get("/static/{name}")
async def static(request: Request, name: str) -> Response:
    """One of the pages' own files."""
    if name not in FILES:
        return Response(status_code=404)
    return _cached(request, (files("bot.web") / "static" / name).read_bytes(), FILES[name], {})


@cache
def widget() -> bytes:
    """The widget's parts, its style and its words, joined into one script that leaves no name behind."""
    folder = files("bot.web") / "widget"
    style = (folder / "widget.css").read_text(encoding="utf-8")
    parts = [(folder / name).read_text(encoding="utf-8") for name in PARTS]
    given = f"const STYLE = {json.dumps(style)};\nconst WORDS = {json.dumps(interface(), ensure_ascii=False)};"
    return "\n".join(['(() => {\n"use strict";', given, *parts, "})();"]).encode()


def _cached(request: Request, content: bytes, kind: str, more: dict[str, str]) -> Response:
    """The file, or the word that it has not changed since it was last asked for."""
    tag = f'"{sha256(content).hexdigest()[:16]}"'
    headers = {"ETag": tag, "Cache-Control": "public, max-age=300", **more}
    if request.headers.get("if-none-match", "").removeprefix("W/") == tag:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=kind, headers=headers)
