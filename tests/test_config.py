"""What is set, where it came from, and that nothing is set but where it belongs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.app import onrecord
from bot.company_file import read_table
from bot.declared import NAMES, SETTINGS, as_table
from bot.errors import SettingsError
from bot.in_force import MASK, InForce, in_force, unknown
from bot.settings import read_settings
from bot.web.settings import read_web_settings

ROOT = Path(__file__).parents[1]
READ = re.compile(r"""["']((?:ONRECORD|SLACK)_[A-Z_]+[A-Z])["']""")
Config = Callable[..., Result]


@pytest.fixture
def config(monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.delenv("ONRECORD_CACHE", raising=False)
    return lambda *arguments, **environment: CliRunner().invoke(onrecord, ["config", *arguments], env=environment)


def found(environment: dict[str, str], name: str) -> InForce:
    return next(one for one in in_force(environment) if one.name == name)


def test_every_setting_that_the_code_reads_is_declared_and_no_other() -> None:
    files = [path for room in ("bot", "ingest", "prompts") for path in (ROOT / room).rglob("*.py") if path.name != "declared.py"]
    read = {name for path in files for name in READ.findall(path.read_text(encoding="utf-8"))}
    assert read == NAMES


def test_the_readmes_table_is_what_is_declared() -> None:
    assert as_table() in (ROOT / "README.md").read_text(encoding="utf-8"), "put the output of `onrecord config --table` into the README"


def test_defaults_are_told_as_they_are() -> None:
    settings, web = read_settings({}), read_web_settings({})
    usual = {one.name: one.usual.strip("`") for one in SETTINGS}
    assert usual["ONRECORD_STORE"] == str(settings.store)
    assert float(usual["ONRECORD_MODEL_SECONDS"]) == settings.model_seconds
    assert int(usual["ONRECORD_MODEL_TOKENS"]) == settings.model_tokens
    assert (usual["ONRECORD_CHECKER"], usual["ONRECORD_CHOOSER"]) == ("the carried checker", "the carried chooser")
    assert (settings.checker, settings.chooser, settings.model) == ("onrecord", "onrecord", None)
    assert int(usual["ONRECORD_ADDRESS_RATE"]) == web.address_rate
    assert int(usual["ONRECORD_SESSION_RATE"]) == web.session_rate
    assert int(usual["ONRECORD_ANSWERS_AT_ONCE"]) == web.at_once
    assert int(usual["ONRECORD_ANSWERS_WAITING"]) == web.waiting
    assert int(usual["ONRECORD_ANSWER_SECONDS"]) == web.seconds
    assert int(usual["ONRECORD_JOURNAL_DAYS"]) == settings.journal.days
    assert usual["ONRECORD_JOURNAL_PEOPLE"] == settings.journal.people


def test_each_value_is_told_with_where_it_came_from(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text('model = "openai:small"\n[company]\nname = "Orvex"\ntoday = 2025-03-10\n[[programs]]\nname = "OV-12"\n')
    environment = {"ONRECORD_CONFIG": str(file), "ONRECORD_STORE": "/data/record"}
    assert found(environment, "ONRECORD_STORE") == InForce("ONRECORD_STORE", "/data/record", "environment")
    assert found(environment, "ONRECORD_MODEL") == InForce("ONRECORD_MODEL", "openai:small", str(file))
    assert found(environment, "ONRECORD_TODAY") == InForce("ONRECORD_TODAY", "2025-03-10", str(file))
    assert found(environment, "ONRECORD_SESSION_RATE") == InForce("ONRECORD_SESSION_RATE", "20", "default")
    assert found(environment, "[company] name") == InForce("[company] name", "Orvex", str(file))
    assert found(environment, "[programs]") == InForce("[programs]", "OV-12", str(file))
    assert found(environment | {"ONRECORD_MODEL": "none"}, "ONRECORD_MODEL").origin == "environment"


@pytest.mark.parametrize("name", sorted(one.name for one in SETTINGS if one.secret))
def test_of_a_secret_it_is_told_only_that_it_is_set(name: str, config: Config) -> None:
    for arguments in ((), ("--json",), ("--set",)):
        said = config(*arguments, **{name: "postgresql://ann:quillfeather@db/x"})
        assert "quillfeather" not in said.output
        assert MASK in said.output


def test_a_password_in_an_address_is_not_told(config: Config) -> None:
    said = config("--json", ONRECORD_CHROMA_URL="http://ann:quillfeather@db:8000")
    assert "quillfeather" not in said.output
    assert f"http://ann:{MASK}@db:8000" in said.output


def test_what_nobody_set_can_be_left_out(config: Config) -> None:
    told = config("--set", "--json", ONRECORD_STORE="here")
    assert json.loads(told.stdout) == [{"name": "ONRECORD_STORE", "value": "here", "origin": "environment"}]
    assert config("--set").output == "Nothing is set.\n"


def test_a_value_that_cannot_be_used_is_named_and_the_rest_is_told(config: Config) -> None:
    told = config(ONRECORD_SESSION_RATE="many")
    assert told.exit_code == 1
    assert "ONRECORD_STORE" in told.output
    assert "ONRECORD_SESSION_RATE is 'many'; a whole number above 0 was expected." in told.output


def test_a_name_that_is_none_is_told_with_the_one_that_may_be_meant() -> None:
    assert unknown({"ONRECORD_STOER": "x", "PATH": "y"}) == ["ONRECORD_STOER is set and is no setting. Is ONRECORD_STORE meant?"]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('staff_token = "quillfeather"', "staff_token"),
        ('[slack]\nsigning_secret = "quillfeather"', "slack.signing_secret"),
        ('[openai]\napi_key = "quillfeather"', "openai.api_key"),
        ('[database]\nurl = "postgresql://ann:quillfeather@db/x"', "database.url"),
        ('[slack]\nbot = "xoxb-quillfeather"', "slack.bot"),
        ('[[programs]]\nname = "A"\npassword = "quillfeather"', "programs.password"),
    ],
)
def test_a_secret_in_the_companys_file_is_refused_in_one_line_that_does_not_tell_it(tmp_path: Path, line: str, key: str) -> None:
    file = tmp_path / "c.toml"
    file.write_text(line)
    with pytest.raises(SettingsError) as told:
        read_settings({"ONRECORD_CONFIG": str(file)})
    assert str(told.value).startswith(f"{key} in {file} looks like a secret; secrets are taken from the environment only.")
    assert "quillfeather" not in str(told.value)


def test_words_that_only_sound_like_secrets_are_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text('questions = ["What is the secret of the token economy?"]\n[company]\nwebsite = "https://orvex.example.com/a:b@c"\n')
    assert read_table(file)["company"]["website"].endswith("a:b@c")


def test_what_is_wrong_in_the_table_of_slack_is_said(config: Config, tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text('[slack]\nir_channel = "#ir"\n')
    done = config(ONRECORD_CONFIG=str(file))
    assert done.exit_code == 1
    assert "[slack] ir_channel" in done.output
    assert done.output.splitlines()[-1].startswith(f"onrecord: slack.ir_channel in {file} names '#ir'")
