"""The image and the compose file: no root, nothing written but where it is meant to, no secret in a file, settings that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.declared import NAMES

DEPLOY = Path(__file__).parents[2] / ".deploy"
OURS = ("bot-1", "bot-2", "ingester", "chroma")


@pytest.fixture(scope="module")
def services() -> dict[str, dict]:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]


def test_ours_run_without_rights_on_a_root_that_cannot_be_written(services: dict[str, dict]) -> None:
    for name in OURS:
        service = services[name]
        assert (service["read_only"], service["cap_drop"], service["security_opt"]) == (True, ["ALL"], ["no-new-privileges:true"])


def test_only_the_proxy_can_be_reached_from_outside(services: dict[str, dict]) -> None:
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert [services[name]["networks"] for name in ("chroma", "postgres")] == [["inside"], ["inside"]]


def test_every_setting_exists_and_every_secret_comes_from_the_environment(services: dict[str, dict]) -> None:
    example = (DEPLOY / "example.env").read_text(encoding="utf-8")
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text(encoding="utf-8")))
    assert asked == set(re.findall(r"^(\w+)=", example, re.M))
    for name in OURS:
        settings = services[name].get("environment", {})
        assert {key for key in settings if key.startswith("ONRECORD_")} <= NAMES
    assert not re.search(r"^\w*(PASSWORD|SALT|TOKENS)=.+", example, re.M)


def test_a_bot_is_given_longer_to_stop_than_an_answer_may_take(services: dict[str, dict]) -> None:
    assert int(services["bot-1"]["stop_grace_period"].rstrip("s")) > 20


def test_the_image_runs_as_nobody_in_particular_and_tells_of_its_health() -> None:
    _, last = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").split("FROM ${BASE}\n")
    assert re.search(r"^USER 10001:10001$", last, re.M)
    assert "/healthz" in last
    assert "ENTRYPOINT" in last
    assert set(re.findall(r"ONRECORD_\w+", last)) <= NAMES
