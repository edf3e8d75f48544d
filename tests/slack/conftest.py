"""One workspace with the app in it for each of both modes; a test that breaks things opens one of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from slack_office import Office, office_of

from bot.journal.settings import JournalSettings
from bot.settings import Settings, read_company
from ingest import ingest

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The sample company's record, made once, with a journal."""
    folder = tmp_path_factory.mktemp("slack")
    made_before = os.environ.get("SAMPLE_STORE")  # saves a minute on a busy machine
    if made_before:
        shutil.copytree(made_before, folder / "store")
    else:
        assert len(ingest([str(DATA / "releases")], folder / "store").added) == 21
    journal = JournalSettings(url=f"sqlite:///{folder}/journal.sqlite", folder=folder / "journal")
    return Settings(store=folder / "store", chooser="none", company=read_company(DATA / "onrecord.toml"), journal=journal)


@pytest.fixture(scope="session", params=["socket", "http"])
def shared_office(request: pytest.FixtureRequest, sample: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    state = tmp_path_factory.mktemp("state")
    own = replace(sample, journal=replace(sample.journal, url=f"sqlite:///{state}/journal.sqlite", folder=state / "journal"))
    with office_of(own, state, over_http=request.param == "http") as office:
        yield office


@pytest.fixture
def office(shared_office: Office) -> Iterator[Office]:
    """The workspace, and at the end nothing that Slack would have refused."""
    slack = shared_office.slack
    before, faults = len(slack.ledger.calls), len(slack.ledger.faults)
    yield shared_office
    slack.wait_until_quiet(0.15)
    asked = {fault.error for fault in slack.ledger.faults[faults:]} | {"ratelimited", "internal_error"}
    refused = [
        (call.method, call.error, call.answer.get("response_metadata"))
        for call in slack.calls[before:]
        if call.error and call.error not in asked
    ]
    del slack.ledger.faults[faults:]
    assert refused == []
    assert slack.socket.faults == []
