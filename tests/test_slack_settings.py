"""What is set for Slack: a wrong value is one line that names it, and never a token; the manifest asks for what is used."""

from __future__ import annotations

import base64
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from bot.errors import SettingsError
from bot.slack import manifest as manifests
from bot.slack.manifest import COMMANDS, EVENTS, SCOPES, manifest
from bot.slack.people_view import chosen, settings_modal
from bot.slack.settings import People, SlackSettings, read_people, read_slack_settings

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1-secret", "SLACK_APP_TOKEN": "xapp-1-secret", "SLACK_SIGNING_SECRET": "signed-secret"}
OAUTH = {**TOKENS, "SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "secret"}
KEY = base64.b64encode(b"\xfb\xef" * 16).decode()  # with + and /
ROOT = Path(manifests.__file__).parent
README = (ROOT.parents[1] / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def company(tmp_path: Path) -> Any:
    def write(table: str) -> dict[str, str]:
        path = tmp_path / "onrecord.toml"
        path.write_text(table, encoding="utf-8")
        return {**TOKENS, "ONRECORD_CONFIG": str(path)}

    return write


def test_tokens_come_from_the_environment_and_are_not_shown() -> None:
    settings = read_slack_settings(TOKENS)
    assert (settings.bot_token, settings.app_token, settings.api_url) == ("xoxb-1-secret", "xapp-1-secret", "https://slack.com/api/")
    assert "secret" not in repr(settings)


def test_a_key_is_taken_in_either_alphabet_of_base64_and_not_shown() -> None:
    settings = read_slack_settings({**OAUTH, "ONRECORD_SLACK_KEY": f"{KEY}, {KEY}"}, http=True)
    assert settings.keys == (KEY.replace("+", "-").replace("/", "_"),) * 2
    assert settings.keys[0] not in repr(settings)


@pytest.mark.parametrize(
    ("environment", "http", "told"),
    [
        ({}, False, "SLACK_APP_TOKEN is not set"),
        ({"SLACK_APP_TOKEN": "xapp-1-secret"}, False, "SLACK_BOT_TOKEN is not set"),
        ({**TOKENS, "SLACK_BOT_TOKEN": "xoxp-secret"}, False, "SLACK_BOT_TOKEN does not begin with xoxb-"),
        ({"SLACK_BOT_TOKEN": "xoxb-secret"}, True, "SLACK_SIGNING_SECRET is not set"),
        ({"SLACK_SIGNING_SECRET": "s", "SLACK_CLIENT_ID": "1.2"}, True, "SLACK_CLIENT_SECRET is not set"),
        ({**OAUTH, "ONRECORD_SLACK_KEY": " , "}, True, "ONRECORD_SLACK_KEY is not set. Make one"),
        ({**OAUTH, "ONRECORD_SLACK_KEY": f"{KEY},secret"}, True, "ONRECORD_SLACK_KEY holds what is no key of 32 bytes in base64."),
        (
            {**TOKENS, "ONRECORD_SLACK_API_URL": "slack.local"},
            False,
            "ONRECORD_SLACK_API_URL is 'slack.local'; an address that begins with",
        ),
        ({**TOKENS, "ONRECORD_PUBLIC_URL": "ir.example.com"}, False, "ONRECORD_PUBLIC_URL is 'ir.example.com'"),
    ],
)
def test_what_is_missing_or_wrong_is_one_line_without_a_token(environment: dict[str, str], http: bool, told: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read_slack_settings(environment, http=http)
    assert str(refused.value).startswith(told)
    assert "\n" not in str(refused.value)
    assert "secret" not in str(refused.value).replace("SECRET", "")


def test_the_companys_file_says_who_is_who(company: Any) -> None:
    told = '[slack]\nstaff = ["S01IR"]\nsales = ["S02SALES"]\nstaff_channels = ["C01IR"]\nir_channel = "C02ASK"\nadmins = ["U01ADA"]\n'
    people = read_slack_settings(company(told)).people
    assert people == People(staff=("S01IR",), sales=("S02SALES",), staff_channels=("C01IR",), ir_channel="C02ASK", admins=("U01ADA",))


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('[slack]\nstaff = "S01IR"', r"slack.staff in .*onrecord.toml is 'S01IR'; a list of user groups such as S012AB3CD was expected"),
        ('[slack]\nstaff_channels = ["#ir"]', r"slack.staff_channels in .* names '#ir'; channels such as C012AB3CD were expected"),
        ('[slack]\nadmins = ["S01IR"]', r"slack.admins in .* names 'S01IR'; members such as U012AB3CD were expected"),
        ('[slack]\nir_channel = "ir"', r"slack.ir_channel in .* names 'ir'"),
        ("[slack]\nadmin = []", r"slack.admin in .* is not known; known are staff, sales"),
        ("slack = 1", r"slack in .* is 1; a table was expected"),
    ],
)
def test_a_wrong_entry_of_the_file_is_named(company: Any, table: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        read_people(company(table))


def test_the_examples_of_the_file_and_of_the_readme_are_read_and_name_every_key(company: Any) -> None:
    file = (ROOT.parents[1] / "data" / "onrecord.toml").read_text(encoding="utf-8")
    assert read_people(company(file)) == People()  # nobody is named until a line's # is taken away
    table = re.sub(r"^# ", "", file.partition("[slack]\n")[2], flags=re.MULTILINE)
    readme = README.partition("[slack]\n")[2].partition("```")[0]
    for told in (table, readme):
        people = read_people(company(f"[slack]\n{told}"))
        assert [line.split()[0] for line in told.splitlines()] == [field.name for field in fields(People)]
        assert (people.ir_channel, people.admins) == ("C078IR9KL", ("U012AB3CD",))


def test_the_manifest_asks_for_the_scopes_that_the_code_says_the_use_of() -> None:
    made = manifest()
    assert made["oauth_config"]["scopes"]["bot"] == list(SCOPES)
    assert made["settings"]["socket_mode_enabled"] is True
    assert "request_url" not in str(made)


def test_over_http_everything_comes_to_one_address() -> None:
    made = manifest(public_url="https://ir.example.com/")
    urls = re.findall(r"https://[^']+", str(made))
    assert urls == ["https://ir.example.com/slack/events"] * (2 + len(COMMANDS))
    assert made["settings"]["socket_mode_enabled"] is False


METHODS = {  # which scopes a method needs, by Slack's reference
    "assistant_threads_": {"assistant:write"},
    "chat_": {"chat:write"},
    "conversations_info": {"channels:read", "groups:read", "mpim:read"},
    "conversations_replies": {"channels:history", "groups:history", "im:history", "mpim:history"},
    "conversations_history": {"channels:history", "groups:history", "im:history", "mpim:history"},
    "files_upload_v2": {"files:write"},
    "files_info": {"files:read"},
    "usergroups_": {"usergroups:read"},
    "users_info": {"users:read"},
    "views_": set(),
    "auth_test": set(),
    "apps_connections_open": set(),  # of the app's own token: connections:write
}
HEARD = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
}


def test_the_scopes_are_those_of_the_methods_that_are_called_and_the_events_that_are_heard() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py"))
    called = set(re.findall(r"client\.([a-z]+(?:_[a-zA-Z0-9]+)+)\(", code))
    assert {"chat_startStream", "users_info", "views_publish"} <= called
    methods = [next(scopes for start, scopes in METHODS.items() if method.startswith(start)) for method in called]
    assert set(SCOPES) == set().union(*methods) | {HEARD[event] for event in EVENTS if event != "app_home_opened"} | {"commands"}


def test_the_readme_says_what_each_scope_is_for() -> None:
    for scope, use in SCOPES.items():
        assert f"| `{scope}` | {use} |" in README


def test_the_settings_modal_gives_back_what_it_shows() -> None:
    people = People(staff=("S01",), staff_channels=("C01",), ir_channel="C02", admins=("U01",))
    view = settings_modal(people, [("S01", "Investor relations"), ("S02", "Field force")], by=None)
    shown = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    assert [option["value"] for option in shown["staff"]["initial_options"]] == ["S01"]
    assert shown["ir_channel"]["initial_conversation"] == "C02"
    values: dict[str, Any] = {
        "staff": {"staff": {"selected_options": []}},
        "sales": {"sales": {"selected_options": [{"value": "S02"}]}},
        "staff_channels": {"staff_channels": {"selected_conversations": ["C01", "C03"]}},
        "ir_channel": {"ir_channel": {"selected_conversation": None}},
    }
    assert chosen({"state": {"values": values}}, people) == People(sales=("S02",), staff_channels=("C01", "C03"), admins=("U01",))


def test_settings_hold_nothing_by_default() -> None:
    assert [field.name for field in fields(SlackSettings) if getattr(SlackSettings(), field.name)] == ["api_url", "people"]


def test_several_workspaces_are_sent_back_to_us_and_tell_when_they_leave() -> None:
    made = manifest(public_url="https://ir.example.com/", several=True)
    assert made["oauth_config"]["redirect_urls"] == ["https://ir.example.com/slack/oauth_redirect"]
    assert {"app_uninstalled", "tokens_revoked"} <= set(made["settings"]["event_subscriptions"]["bot_events"])
    assert made["oauth_config"]["scopes"] == manifest()["oauth_config"]["scopes"]
