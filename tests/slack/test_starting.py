"""Starting the app: what is wrong is one clear line, and the manifest asks for what is used and nothing more."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from postgres_server import free_port
from slack_office import PUBLIC, Office, office_of
from slack_server import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, LocalSlack, Person
from slack_server import manifest as manifests

from bot.cli.app import onrecord
from bot.settings import Settings
from bot.slack.manifest import manifest

TOKENS = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_SIGNING_SECRET": "s"}


@pytest.fixture(scope="module")
def slack() -> LocalSlack:  # type: ignore[misc]
    with LocalSlack() as slack:
        yield slack


def start(*arguments: str, **environment: str | None) -> Result:
    return CliRunner().invoke(onrecord, ["slack", *arguments], env=environment)


def one_line(result: Result) -> str:
    """The one line that was said, with exit status 1."""
    assert result.exit_code == 1, (result.output, result.exception)
    lines = [line for line in result.output.splitlines() if line.strip()]
    assert "Traceback" not in result.output
    assert len(lines) == 1, lines
    return lines[0]


@pytest.mark.parametrize("missing", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
def test_a_token_that_is_missing_is_named(missing: str, sample: Settings) -> None:
    line = one_line(start("--store", str(sample.store), **TOKENS | {missing: None}))
    assert missing in line


def test_a_token_of_another_kind_is_named_and_not_shown(sample: Settings) -> None:
    line = one_line(start("--store", str(sample.store), **TOKENS | {"SLACK_APP_TOKEN": "xoxp-secret"}))
    assert ("SLACK_APP_TOKEN" in line, "secret" in line) == (True, False)


def test_over_http_the_signing_secret_is_asked_for(sample: Settings) -> None:
    assert "SLACK_SIGNING_SECRET" in one_line(start("--http", "--store", str(sample.store), **TOKENS | {"SLACK_SIGNING_SECRET": None}))


def test_a_token_that_slack_does_not_take_is_said_in_a_line(slack: LocalSlack, sample: Settings) -> None:
    told = TOKENS | {"ONRECORD_SLACK_API_URL": slack.url, "SLACK_BOT_TOKEN": "xoxb-some-other"}
    assert "SLACK_BOT_TOKEN (invalid_auth)" in one_line(start("--store", str(sample.store), **told))


def test_an_app_token_that_slack_does_not_take_is_said_in_a_line(slack: LocalSlack, sample: Settings) -> None:
    told = TOKENS | {"ONRECORD_SLACK_API_URL": slack.url, "SLACK_APP_TOKEN": "xapp-some-other"}
    result = start("--store", str(sample.store), **told)
    assert result.exit_code == 1
    assert "SLACK_APP_TOKEN" in result.output.splitlines()[-1]
    assert "Traceback" not in result.output


def test_an_address_where_no_slack_is_is_said_in_a_line(sample: Settings) -> None:
    told = TOKENS | {"ONRECORD_SLACK_API_URL": "http://127.0.0.1:9/api/"}
    result = start("--store", str(sample.store), **told)
    assert (result.exit_code, "127.0.0.1:9" in result.output, "Traceback" in result.output) == (1, True, False)


@pytest.mark.parametrize(
    ("table", "named"), [('staff = "S1"', "slack.staff"), ('admin = ["U012"]', "slack.admin"), ('ir_channel = "#ir"', "slack.ir_channel")]
)
def test_what_is_wrong_in_the_companys_file_is_named(table: str, named: str, sample: Settings, tmp_path: Path) -> None:
    (tmp_path / "onrecord.toml").write_text(f"[slack]\n{table}\n", encoding="utf-8")
    line = one_line(start("--store", str(sample.store), **TOKENS | {"ONRECORD_CONFIG": str(tmp_path / "onrecord.toml")}))
    assert named in line


def test_an_unknown_channel_of_investor_relations_is_a_warning_and_nothing_else_is_affected(
    sample: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with office_of(sample, tmp_path / "state") as office:
        pass
    people = office.app.slack.people
    with office_of(sample, tmp_path / "other", people=type(people)(ir_channel="C404NOWHERE")) as office:
        lines = [record.getMessage() for record in caplog.records if "C404NOWHERE" in record.getMessage()]
        assert len(lines) == 1
        reply = office.reply(office.anna.mention(office.news, "When are top-line results from SUMMIT-1 expected?"))
        assert "third quarter of 2027" in reply.words
        office.anna.press(reply, "ask_ir")
        told = office.whisper(office.anna, "could not be passed on").words
        assert ("ir@corvaldane.example.com" in told, "C404NOWHERE" in told, "channel_not_found" in told) == (True, False, False)
        number = re.search(r"number (\w{10})\.", told)
        (line,) = [record.getMessage() for record in caplog.records if number and number[1] in record.getMessage()]
        assert "'C404NOWHERE', cannot be used (channel_not_found). Write /invite" in line
        assert "SUMMIT-1" not in line


def test_the_manifest_is_one_that_slack_takes() -> None:
    for told, arguments in ((False, []), (True, ["--http", PUBLIC])):
        printed = json.loads(CliRunner().invoke(onrecord, ["slack", "manifest", *arguments]).output)
        taken = manifests.read(printed, socket_mode=not told)
        assert taken.commands == {"/onrecord", "/program", "/check"}


def test_every_scope_is_used_and_none_is_missing(sample: Settings, tmp_path: Path) -> None:
    """Calls without their scope are refused, so that what is used is granted; here, what is granted is used."""
    with office_of(sample, tmp_path / "state") as office:
        walk(office)
        taken = manifests.read(manifest(), socket_mode=True)
        from_events = {manifests.EVENT_SCOPES.get(kind) for kind in office.slack.sent} - {None}
        used = office.slack.api.used_scopes | from_events | ({"commands"} if "slash_commands" in office.slack.sent else set())
        assert office.slack.refused() == []
        assert (taken.scopes or set()) - used == set()


def walk(office: Office) -> None:
    """A little of everything."""
    home = office.slack.workspace
    office.anna.open_home("messages")
    office.anna.command("/program", "")
    channels = [office.news, home.add_channel("closed", prefix="G"), home.add_channel("several", prefix="G", several=True)]
    for channel in channels:
        office.reply(office.anna.mention(channel, "Where do the programs stand?"))
    office.reply(office.anna.ask("program"))
    office.slack.wait_until_quiet(1.0)


@pytest.mark.parametrize("over_http", [False, True])
def test_a_question_in_work_is_answered_before_the_app_stops(sample: Settings, tmp_path: Path, over_http: bool) -> None:
    """The command itself, as a process; SIGTERM comes while the answer is made."""
    port = free_port()
    with LocalSlack(manifest(public_url=PUBLIC if over_http else None), over_http=over_http) as slack:
        slack.events_to = f"http://127.0.0.1:{port}/slack/events"
        told = TOKENS | {"ONRECORD_SLACK_API_URL": slack.url, "ONRECORD_STATE": str(tmp_path / "state"), "ONRECORD_CHOOSER": "none"}
        told |= {"SLACK_SIGNING_SECRET": SIGNING_SECRET}
        command = [sys.executable, "-c", "from bot.cli import main; main()", "slack", "--store", str(sample.store)]
        command += ["--http", "--port", str(port)] if over_http else []
        with subprocess.Popen(command, env=os.environ | told, stderr=subprocess.PIPE, text=True) as app:
            until = time.monotonic() + 60
            while not (reachable(port) if over_http else slack.socket.connections) and time.monotonic() < until:
                time.sleep(0.05)
            anna = Person(slack, slack.workspace.add_user("Anna"))
            slack.fail("assistant.threads.setStatus", delay=0.5)
            sent = anna.ask("When are top-line results from SUMMIT-1 expected?")
            app.terminate()
            said = app.communicate(timeout=60)[1]
        assert (app.returncode, "Traceback" in said, said.count("Stopping: ")) == (0, False, 1), said
        assert "third quarter of 2027" in anna.sees(anna.direct, sent.message.ts)[0].words


def reachable(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
