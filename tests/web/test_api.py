"""The web API as a client meets it."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import httpx
import pytest

from bot.answer import Question
from bot.chain import Chain
from bot.contract import to_json
from bot.journal.book import Book
from bot.settings import Settings
from ingest import Record, open_embedder
from tests.web.conftest import SALES, STAFF, Serve

post, get, options = (partial(method, timeout=60) for method in (httpx.post, httpx.get, httpx.options))  # a machine may be busy
DIFFERENT = {"id", "answer_id", "thread", "url", "source", "elapsed_ms"}


def ask(client: httpx.Client, question: str, path: str = "/v1/ask", **more: Any) -> httpx.Response:
    return client.post(path, json={"question": question, **more})


def events(client: httpx.Client, question: str) -> list[tuple[str, dict[str, Any]]]:
    parts = ask(client, question, "/v1/ask/stream").text.split("\n\n")
    fields = [dict(line.split(": ", 1) for line in part.splitlines()) for part in parts if part]
    return [(field["event"], json.loads(field["data"])) for field in fields]


def same(value: Any) -> Any:
    """An answer without what may differ between the places where it was asked."""
    if isinstance(value, dict):
        return {key: same(inner) for key, inner in value.items() if key not in DIFFERENT}
    return [same(inner) for inner in value] if isinstance(value, list) else value


def test_the_web_gives_the_answer_of_the_command_line(client: httpx.Client, settings: Settings) -> None:
    chain = Chain(Record(settings.store), open_embedder(), settings)
    for question in ("When are top-line results from SUMMIT-1 expected?", "Should I buy the stock?", "Who invented the telephone?"):
        answer = ask(client, question, id="7").json()
        assert answer["id"] == "7"
        assert same(answer) == same(json.loads(json.dumps(to_json(chain.ask(Question(question))))))


def test_a_follow_up_is_understood_in_the_thread_that_we_issued(client: httpx.Client) -> None:
    first = ask(client, "When are top-line results from SUMMIT-1 expected?").json()
    second = ask(client, "And how far along is enrollment?", thread=first["thread"]).json()
    assert second["thread"] == first["thread"]
    assert "SUMMIT-1" in second["standalone_question"]


def test_a_thread_that_we_did_not_issue_or_of_another_audience_starts_anew(client: httpx.Client) -> None:
    issued = ask(client, "When are top-line results from SUMMIT-1 expected?").json()["thread"]
    staff = {"Authorization": f"Bearer {STAFF}"}
    for path, thread, headers in (("/v1/ask", "mine", {}), ("/v1/ask", "0" * 32, {}), ("/v1/staff/ask", issued, staff)):
        answer = client.post(path, json={"question": "And how far along is enrollment?", "thread": thread}, headers=headers).json()
        assert answer["thread"] not in (thread, None)
        assert "SUMMIT-1" not in answer["standalone_question"]


def test_a_conversation_that_asks_too_often_is_told_when_to_come_back(serve_session: Serve) -> None:
    url = serve_session(session_rate=1)
    thread = post(url + "/v1/ask", json={"question": "Should I buy?"}).json()["thread"]
    asked = [post(url + "/v1/ask", json={"question": "Should I buy?", "thread": thread}) for _ in range(3)]
    assert [answer.status_code for answer in asked] == [200, 429, 429]
    assert 1 <= int(asked[2].headers["retry-after"]) <= 60


def test_a_source_is_a_name_and_links_to_its_words_on_this_server(client: httpx.Client) -> None:
    citation = ask(client, "When are top-line results from SUMMIT-1 expected?").json()["citations"][0]
    assert "/" not in citation["source"]
    shown = get(citation["url"]).text
    assert f'id="{citation["start"]}-{citation["end"]}"' in shown


def test_a_stream_tells_steps_then_statements_then_cautions_then_the_whole(client: httpx.Client) -> None:
    told = events(client, "When are top-line results from SUMMIT-1 expected?")
    kinds = list(dict.fromkeys(kind for kind, _ in told))
    assert set(kinds) == {"status", "statement", "caveat", "done"}
    assert kinds.index("statement") < kinds.index("caveat") < kinds.index("done")
    answer = told[-1][1]
    assert [data["statement"] for kind, data in told if kind == "statement"] == answer["statements"]
    assert [c for kind, data in told if kind == "statement" for c in data["citations"]] == answer["citations"]


def test_who_asks_is_decided_by_the_server(client: httpx.Client) -> None:
    assert ask(client, "Who is the CEO?").json()["audience"] == "investor"
    refused = ask(client, "Who is the CEO?", audience="staff")
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["errors"] == ["body.audience: Extra inputs are not permitted"]


@pytest.mark.parametrize(
    ("path", "token"), [("/v1/staff/ask", SALES), ("/v1/sales/ask", STAFF), ("/v1/staff/ask", ""), ("/v1/sales/ask/stream", "x")]
)
def test_staff_and_sales_need_a_token_of_their_own(client: httpx.Client, path: str, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    refused = client.post(path, json={"question": "Who is the CEO?"}, headers=headers)
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(("who", "token"), [("staff", STAFF), ("sales", SALES)])
def test_a_token_lets_in_whom_it_is_for(client: httpx.Client, who: str, token: str) -> None:
    answer = client.post(f"/v1/{who}/ask", json={"question": "Who is the CEO?"}, headers={"Authorization": f"Bearer {token}"})
    assert answer.json()["audience"] == who


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"question": ""}, 422),
        ({"question": " \n "}, 422),
        ({"question": "why " * 501}, 422),
        ({}, 422),
        ({"question": "x" * 20_000}, 413),
    ],
)
def test_what_cannot_be_taken_is_a_problem(client: httpx.Client, sent: dict[str, str], status: int) -> None:
    for path in ("/v1/ask", "/v1/ask/stream"):
        problem = client.post(path, json=sent)
        assert problem.status_code == status
        assert problem.headers["content-type"] == "application/problem+json"
        assert set(problem.json()) == {"type", "title", "status", "detail", "request_id", "errors"}
        assert "why why" not in problem.text


def test_the_releases_are_listed_newest_first_and_found_by_their_headline(client: httpx.Client) -> None:
    listed = client.get("/v1/releases").json()
    assert listed["total"] == 21
    days = [release["published"] for release in listed["releases"]]
    assert days == sorted(days, reverse=True)
    assert listed["record_as_of"] == days[0] == "2026-06-16"
    assert [r["published"] for r in client.get("/v1/releases", params={"q": "discontinues cva-315"}).json()["releases"]] == ["2025-12-02"]
    assert [r["published"] for r in client.get("/v1/releases", params={"limit": 1, "offset": 1}).json()["releases"]] == days[1:2]


def test_a_release_comes_with_its_text_and_without_a_path(client: httpx.Client) -> None:
    release_id = client.get("/v1/releases").json()["releases"][0]["release_id"]
    release = client.get(f"/v1/releases/{release_id}").json()
    assert release["characters"] == len(release["text"])
    assert release["source"] == "2026-06-16-summit-2-first-patient.md"
    assert client.get("/v1/releases/ffffffffffffffff").json()["detail"] == "Nothing of that name is on record."


def test_suggestions_come_with_the_company_and_its_contact(client: httpx.Client) -> None:
    offered = client.get("/v1/suggestions").json()
    assert offered["company"] == "Corvaldane Therapeutics, Inc."
    assert len(offered["suggestions"]) == 4
    assert offered["contact"]["email"] == "ir@corvaldane.example.com"


def test_feedback_goes_into_the_journal_with_the_answer_and_without_a_name(client: httpx.Client, settings: Settings) -> None:
    told = ask(client, "When are top-line results from SUMMIT-1 expected?")
    answer_id = told.json()["answer_id"]
    assert client.post("/v1/feedback", json={"answer_id": answer_id, "helpful": False, "comment": "Which year?"}).status_code == 204
    entry = Book(str(settings.journal.url)).one(answer_id)
    assert (entry.surface, entry.audience, entry.person, entry.request) == ("web", "investor", None, told.headers["X-Request-Id"])
    assert [(o.helpful, o.comment, o.person) for o in entry.opinions] == [(False, "Which year?", None)]
    assert client.post("/v1/feedback", json={"answer_id": "none", "helpful": True}).status_code == 422


def test_a_request_is_given_an_id_or_keeps_a_decent_one(client: httpx.Client) -> None:
    assert len(client.get("/healthz").headers["x-request-id"]) == 32
    assert client.get("/healthz", headers={"X-Request-Id": "from-my-proxy-1"}).headers["x-request-id"] == "from-my-proxy-1"
    assert len(client.get("/healthz", headers={"X-Request-Id": "<script>"}).headers["x-request-id"]) == 32
    problem = client.get("/nowhere", headers={"X-Request-Id": "from-my-proxy-2"})
    assert problem.json()["request_id"] == "from-my-proxy-2"


def test_it_is_ready_and_counts_what_it_does(client: httpx.Client) -> None:
    assert client.get("/readyz").json() == {"status": "ok"}
    ask(client, "Who is the CEO?")
    figures = client.get("/metrics").text
    assert 'onrecord_requests_total{method="POST",route="/v1/ask",status="200"}' in figures
    assert 'onrecord_answers_total{audience="investor",status="answered",surface="web"}' in figures
    assert "CEO" not in figures


def test_figures_are_for_this_machine_and_for_staff(client: httpx.Client) -> None:
    far = {"X-Forwarded-For": "203.0.113.9"}
    assert client.get("/metrics", headers=far).status_code == 401
    assert client.get("/metrics", headers=far | {"Authorization": f"Bearer {STAFF}"}).status_code == 200


def test_every_answer_carries_security_headers(client: httpx.Client) -> None:
    for path in ("/v1/releases", "/releases", "/nowhere", "/widget.js"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "server" not in headers


def test_a_site_that_is_not_on_the_list_is_refused(serve_session: Serve) -> None:
    url = serve_session(origins=("https://www.example.com",))
    for origin, status in (("https://www.example.com", 200), ("https://evil.example", 403), ("null", 403), (url, 200)):
        for path in ("/v1/ask", "/v1/ask/stream"):
            assert post(url + path, json={"question": "Who is the CEO?"}, headers={"Origin": origin}).status_code == status
        assert get(url + "/v1/suggestions", headers={"Origin": origin}).status_code == status
    allowed = get(url + "/v1/suggestions", headers={"Origin": "https://www.example.com"})
    assert allowed.headers["access-control-allow-origin"] == "https://www.example.com"
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert options(url + "/v1/ask", headers={"Origin": "https://evil.example", **asked}).status_code == 400
    assert get(url + "/v1/suggestions", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_an_address_that_asks_too_often_is_told_when_to_come_back(serve_session: Serve) -> None:
    url = serve_session(address_rate=3)

    def asked(address: str) -> httpx.Response:
        return post(url + "/v1/ask", json={"question": "Should I buy?"}, headers={"X-Forwarded-For": address})

    assert [asked("203.0.113.1").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert 1 <= int(asked("203.0.113.1").headers["retry-after"]) <= 20
    assert asked("203.0.113.2").status_code == 200
    assert [asked(f"2001:db8::{n}").status_code for n in range(4)] == [200, 200, 200, 429]  # one customer's network


def test_a_question_is_never_given_back_as_markup(client: httpx.Client) -> None:
    evil = "<script>alert(1)</script>"
    assert ask(client, evil).headers["content-type"] == "application/json"
    assert evil not in client.get("/releases", params={"q": evil}).text
    assert evil not in client.get("/releases/" + evil).text
