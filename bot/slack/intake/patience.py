"""Calls of Slack's Web API that are repeated where that can do no harm, and no longer than a reader would wait.

slack_sdk's own handler of rate limits reads one digit of Retry-After (an asynchronous response gives it as a text, of which
it takes the first item), and its handler of connection faults may post twice; hence one handler of ours.
"""

from __future__ import annotations

import asyncio
import time

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient

TRIES = 5  # of one call, the first among them
LONGEST = 90.0  # seconds from the first try to the last: an answer that comes later is not waited for
UNREACHABLE = (aiohttp.ClientError, TimeoutError)  # what a call raises that Slack did not answer
SERVER_FAULTS = range(500, 600)
UNCERTAIN = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}  # Slack: it may have been done all the same

# What may be done twice, as the second time changes nothing. Whatever is not listed is repeated only where it has not been done.
REPEATABLE = {
    "api.test", "apps.connections.open", "assistant.threads.setStatus", "assistant.threads.setSuggestedPrompts",
    "assistant.threads.setTitle", "auth.test", "bots.info", "chat.delete", "chat.getPermalink", "chat.update", "conversations.history",
    "conversations.info", "conversations.list", "conversations.members", "conversations.open", "conversations.replies", "team.info",
    "usergroups.list", "usergroups.users.list", "users.conversations", "users.info", "views.publish", "views.update",
}  # fmt: skip

NOT_WAITED = {"chat.appendStream", "chat.startStream", "chat.stopStream"}  # there is another way at once: a message, or its update


def patient_client(token: str | None = None, *, base_url: str | None = None) -> AsyncWebClient:
    """A client of the Web API; ``base_url`` is another server's than Slack's, ending in ``/api/``."""
    return AsyncWebClient(token=token, base_url=base_url or AsyncWebClient.BASE_URL, retry_handlers=[Patience()], timeout=30)


class Patience(AsyncRetryHandler):
    """Waits as long as a 429 asks for; repeats after faults of the way or the server what may be repeated; stops after a bound."""

    def __init__(self, *, tries: int = TRIES, longest: float = LONGEST) -> None:
        super().__init__(max_retry_count=tries - 1)
        self.longest = longest

    async def _can_retry_async(
        self, *, state: RetryState, request: HttpRequest, response: HttpResponse | None = None, error: Exception | None = None
    ) -> bool:
        state.custom_values = state.custom_values or {"began": time.monotonic()}
        late = time.monotonic() - state.custom_values["began"] + _pause(state, response) > self.longest
        return not late and _may_repeat(request.url, response, error)

    async def prepare_for_next_attempt_async(
        self, *, state: RetryState, request: HttpRequest, response: HttpResponse | None = None, error: Exception | None = None
    ) -> None:
        """Wait, and have it tried again."""
        await asyncio.sleep(_pause(state, response))
        state.next_attempt_requested = True
        state.increment_current_attempt()


def uncertain(error: Exception) -> bool:
    """True where a call failed and may have been done all the same."""
    if isinstance(error, SlackApiError):
        named = error.response.get("error") if hasattr(error.response, "get") else None
        return named in UNCERTAIN or getattr(error.response, "status_code", 0) in SERVER_FAULTS
    return isinstance(error, UNREACHABLE) and not isinstance(error, aiohttp.ClientConnectorError)


def _may_repeat(url: str, response: HttpResponse | None, error: Exception | None) -> bool:
    method = url.rsplit("/", 1)[-1]
    if response is not None and response.status_code == 429:
        return method not in NOT_WAITED  # it was not done
    if isinstance(error, aiohttp.ClientConnectorError):
        return True  # it never arrived
    failed = error is not None and uncertain(error)
    refused = response is not None and (response.status_code in SERVER_FAULTS or (response.body or {}).get("error") in UNCERTAIN)
    return (failed or refused) and method in REPEATABLE


def _pause(state: RetryState, response: HttpResponse | None) -> float:
    """Seconds: what Slack asks for, else half a second, one, two, four."""
    if response is not None and response.status_code == 429:
        asked = response.headers.get("Retry-After") or response.headers.get("retry-after") or "1"
        asked = asked if isinstance(asked, str) else asked[0]
        return max(1.0, float(asked)) if asked.strip().replace(".", "", 1).isdecimal() else 1.0
    return float(0.5 * 2**state.current_attempt)
