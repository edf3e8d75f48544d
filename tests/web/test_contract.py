"""The OpenAPI document and the server agree: whatever is sent, no fault of the server and no answer that is not documented."""

from __future__ import annotations

import httpx
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

EXAMPLES = 15  # an address
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance, response_schema_conformance]


def test_whatever_is_sent_gets_a_documented_answer(url: str) -> None:
    described = schemathesis.openapi.from_url(f"{url}/openapi.json")
    for operation in described.get_all_operations():

        @given(case=operation.ok().as_strategy())
        @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
        def sent(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=CHECKS)

        sent()


def test_the_document_is_of_openapi_3_1_and_tells_the_public_addresses(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == {
        *(f"/v1/{who}{path}" for who in ("", "staff/", "sales/") for path in ("ask", "ask/stream")),
        "/v1/releases",
        "/v1/releases/{release_id}",
        "/v1/programs",
        "/v1/programs/{name}",
        "/v1/suggestions",
        "/v1/feedback",
        "/healthz",
        "/readyz",
        "/metrics",
    }


def test_the_schema_of_an_answer_has_every_key_of_the_contract(client: httpx.Client) -> None:
    told = client.get("/openapi.json").json()["components"]["schemas"]["Answer"]["properties"]
    answer = client.post("/v1/ask", json={"question": "Who is the CEO?"}).json()
    assert list(told) == list(answer)
