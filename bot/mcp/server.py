"""The record as a server of the Model Context Protocol; the folder's only file that knows the official SDK.

Its low-level server is used, because who asks decides which tools there are, and because it writes no argument to a log.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import mcp_types as types
from mcp import MCPError
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from starlette.applications import Starlette

from bot.answer import Audience
from bot.errors import Busy, DatabaseError, QuestionError, TooSlow, UnknownProgram
from bot.mcp.outward import BEGINS, Plain, address
from bot.mcp.tools import TOOLS, Counter
from ingest import NotOnRecord, ReadError, RecordError, Row
from prompts import text

LARGEST = 300_000  # bytes of a request: a draft in any script
PAGE = 200  # releases a listing shows at once
TEXT = "text/plain"
HINTS = types.ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
Context = ServerRequestContext[Any, Any]
TELLABLE = (QuestionError, UnknownProgram, Busy, TooSlow, NotOnRecord, ReadError)  # faults whose words are for the assistant
log = logging.getLogger("onrecord.mcp")


@dataclass(frozen=True, slots=True)
class Handlers:
    """Answers the protocol's requests; ``audience`` tells from a request who asks."""

    counter: Counter
    audience: Callable[[Context], Audience]

    async def list_tools(self, ctx: Context, params: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        """The tools that this audience may use."""
        who = self.audience(ctx)
        return types.ListToolsResult(tools=[_listed(name) for name, tool in TOOLS.items() if who in tool.audiences])

    async def call_tool(self, ctx: Context, params: types.CallToolRequestParams) -> types.CallToolResult:
        """What a tool gives, as JSON and as the same JSON in words; a fault is one clear line for the assistant."""
        who = self.audience(ctx)
        if params.name not in TOOLS or who not in TOOLS[params.name].audiences:
            raise MCPError(types.INVALID_PARAMS, "There is no such tool here. tools/list names those that there are.")
        try:
            told = await self.counter.call(params.name, params.arguments or {}, who)
        except TELLABLE as error:
            return types.CallToolResult(content=[types.TextContent(text=str(error))], is_error=True)
        except Exception as error:  # whatever it is, the assistant is told, and no word of a draft is logged
            fault = str(error) if isinstance(error, DatabaseError | RecordError) else type(error).__name__
            log.error("%s failed: %s", params.name, fault)
            return types.CallToolResult(content=[types.TextContent(text=text("tool_failed"))], is_error=True)
        return _result(told)

    async def list_resources(self, ctx: Context, params: types.PaginatedRequestParams | None) -> types.ListResourcesResult:
        """A page of the releases on record, newest first."""
        rows = await self.counter.releases() if self._may_read(ctx) else []
        start = _position(params.cursor if params else None)
        more = str(start + PAGE) if start + PAGE < len(rows) else None
        return types.ListResourcesResult(resources=[_resource(row) for row in rows[start : start + PAGE]], next_cursor=more)

    async def list_templates(self, ctx: Context, params: types.PaginatedRequestParams | None) -> types.ListResourceTemplatesResult:
        """How a release is addressed."""
        template = types.ResourceTemplate(
            name="release", uri_template=BEGINS + "{release_id}", description=text("resource_release"), mime_type=TEXT
        )
        return types.ListResourceTemplatesResult(resource_templates=[template] if self._may_read(ctx) else [])

    async def read_resource(self, ctx: Context, params: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        """The stored text of a release."""
        release_id = str(params.uri).removeprefix(BEGINS)
        if not self._may_read(ctx) or not str(params.uri).startswith(BEGINS) or len(release_id) != 16:
            raise MCPError(types.INVALID_PARAMS, f"There is no such resource; releases are {BEGINS}RELEASE_ID.")
        try:
            release = await self.counter.release(release_id)
        except NotOnRecord as error:
            raise MCPError(types.INVALID_PARAMS, str(error)) from error
        return types.ReadResourceResult(contents=[types.TextResourceContents(uri=params.uri, text=release.text, mime_type=TEXT)])

    def _may_read(self, ctx: Context) -> bool:
        return self.audience(ctx) in TOOLS["show_release"].audiences


def server(counter: Counter, audience: Callable[[Context], Audience]) -> Server[Any]:
    """A server of the protocol over one counter."""
    handlers = Handlers(counter, audience)
    return Server(
        "onrecord",
        version=version("onrecord"),
        instructions=text("tools"),
        on_list_tools=handlers.list_tools,
        on_call_tool=handlers.call_tool,
        on_list_resources=handlers.list_resources,
        on_list_resource_templates=handlers.list_templates,
        on_read_resource=handlers.read_resource,
    )


def serve_stdio(counter: Counter, audience: Audience) -> None:
    """Serve one assistant over standard input and output until it closes them; nothing else is written there."""

    async def run() -> None:
        serving = server(counter, lambda ctx: audience)
        async with stdio_server() as (read, write):
            await serving.run(read, write, serving.create_initialization_options())

    asyncio.run(run())


def http_app(counter: Counter, host: str) -> Starlette:
    """The same over streamable HTTP at /mcp, without sessions; the request's state tells the audience that its token has."""
    serving = server(counter, _of_the_request)
    return serving.streamable_http_app(stateless_http=True, json_response=True, host=host, max_request_body_size=LARGEST)


def _of_the_request(ctx: Context) -> Audience:
    assert ctx.request is not None  # over HTTP there is one
    audience: Audience = ctx.request.state.audience
    return audience


def _listed(name: str) -> types.Tool:
    tool = TOOLS[name]
    schema = tool.takes.model_json_schema()
    return types.Tool(name=name, description=text(f"tool_{name}"), input_schema=schema, output_schema=tool.gives, annotations=HINTS)


def _result(told: Plain) -> types.CallToolResult:
    words = json.dumps(told, ensure_ascii=False)
    return types.CallToolResult(content=[types.TextContent(text=words)], structured_content=json.loads(words))


def _resource(row: Row) -> types.Resource:
    about = " · ".join(part for part in (row.published, row.issuer) if part)
    return types.Resource(uri=address(row.release_id), name=row.release_id, title=row.headline, description=about, mime_type=TEXT)


def _position(cursor: str | None) -> int:
    if cursor is not None and not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 10):
        raise MCPError(types.INVALID_PARAMS, "The cursor is none that a listing gave.")
    return int(cursor or 0)
