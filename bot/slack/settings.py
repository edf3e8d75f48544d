"""What is set for Slack: tokens from the environment alone, who is who from the company's file, both read once."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.errors import SettingsError

API = "https://slack.com/api/"
USER, GROUP, CHANNEL = re.compile(r"[UW][A-Z0-9]{2,}"), re.compile(r"S[A-Z0-9]{2,}"), re.compile(r"[CG][A-Z0-9]{2,}")
IDS = {  # of the table [slack]: what each list holds
    "staff": (GROUP, "user groups such as S012AB3CD"),
    "sales": (GROUP, "user groups such as S012AB3CD"),
    "staff_channels": (CHANNEL, "channels such as C012AB3CD"),
    "sales_channels": (CHANNEL, "channels such as C012AB3CD"),
    "admins": (USER, "members such as U012AB3CD"),
}


@dataclass(frozen=True, slots=True)
class People:
    """Who is who in the workspace, by Slack's ids; whoever and whatever is not named is an investor."""

    staff: tuple[str, ...] = ()  # user groups
    sales: tuple[str, ...] = ()
    staff_channels: tuple[str, ...] = ()
    sales_channels: tuple[str, ...] = ()
    ir_channel: str | None = None  # where "Ask IR" posts; None offers no such button
    admins: tuple[str, ...] = ()  # may change all of these but the admins, by /onrecord settings


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """In force for this process."""

    bot_token: str | None = field(default=None, repr=False)
    app_token: str | None = field(default=None, repr=False)  # Socket Mode
    signing_secret: str | None = field(default=None, repr=False)  # HTTP mode
    client_id: str | None = None  # OAuth, for several workspaces
    client_secret: str | None = field(default=None, repr=False)
    keys: tuple[str, ...] = field(
        default=(), repr=False
    )  # by which the tokens of several workspaces are encrypted: the first; each decrypts
    api_url: str = API
    public_url: str | None = None  # where our web pages of the releases are reached, for links to the quoted words
    people: People = People()


def read_slack_settings(environment: Mapping[str, str] = os.environ, *, http: bool = False) -> SlackSettings:
    """Settings from the environment and the company's file; SettingsError names what is missing or wrong, and never a token."""
    if environment.get("SLACK_CLIENT_ID") and not http:
        raise SettingsError("SLACK_CLIENT_ID is set: several workspaces are served with --http alone. Unset it, or start with --http.")
    oauth = http and bool(environment.get("SLACK_CLIENT_ID"))
    needed = {"SLACK_SIGNING_SECRET": ""} if http else {"SLACK_APP_TOKEN": "xapp-"}
    needed |= {"SLACK_CLIENT_SECRET": ""} if oauth else {"SLACK_BOT_TOKEN": "xoxb-"}
    for key, start in needed.items():
        _look(environment, key, start)
    return SlackSettings(
        bot_token=environment.get("SLACK_BOT_TOKEN") or None,
        app_token=environment.get("SLACK_APP_TOKEN") or None,
        signing_secret=environment.get("SLACK_SIGNING_SECRET") or None,
        client_id=environment.get("SLACK_CLIENT_ID") or None,
        client_secret=environment.get("SLACK_CLIENT_SECRET") or None,
        keys=_keys(environment) if oauth else (),
        api_url=_url(environment, "ONRECORD_SLACK_API_URL") or API,
        public_url=_url(environment, "ONRECORD_PUBLIC_URL"),
        people=read_people(environment),
    )


def over_http(environment: Mapping[str, str] = os.environ) -> bool:
    """True where the web server is to answer Slack, too."""
    return bool(environment.get("SLACK_SIGNING_SECRET"))


def read_people(environment: Mapping[str, str] = os.environ) -> People:
    """The table [slack] of the company's file; empty where there is none."""
    path = Path(environment.get("ONRECORD_CONFIG") or "onrecord.toml")
    if not path.exists():
        return People()
    try:
        table: Any = tomllib.loads(path.read_text(encoding="utf-8")).get("slack", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"The settings file {path} could not be read: {error}.") from error
    if not isinstance(table, dict):
        raise SettingsError(f"slack in {path} is {table!r}; a table was expected.")
    if unknown := sorted(table.keys() - IDS.keys() - {"ir_channel"}):
        raise SettingsError(f"slack.{unknown[0]} in {path} is not known; known are {', '.join([*IDS, 'ir_channel'])}.")
    lists = {key: _ids(table.get(key, []), f"slack.{key} in {path}", *expected) for key, expected in IDS.items()}
    room = table.get("ir_channel")
    return People(
        ir_channel=_ids([room], f"slack.ir_channel in {path}", CHANNEL, "a channel such as C012AB3CD")[0] if room else None, **lists
    )


def _ids(value: Any, key: str, shape: re.Pattern[str], expected: str) -> tuple[str, ...]:  # noqa: ANN401 - whatever the file holds
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise SettingsError(f"{key} is {value!r}; a list of {expected} was expected.")
    for item in value:
        if not shape.fullmatch(item):
            raise SettingsError(f"{key} names {item!r}; {expected} were expected (in Slack: open it, then copy its id).")
    return tuple(value)


def _look(environment: Mapping[str, str], key: str, start: str) -> None:
    value = environment.get(key)
    if not value:
        raise SettingsError(f"{key} is not set. The README, under Slack, says where it is found.")
    if not value.startswith(start):
        raise SettingsError(f"{key} does not begin with {start}: it is some other token. The README, under Slack, says where it is found.")


def _keys(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Keys as cryptography's Fernet takes them: 32 bytes in base64, in either of its alphabets."""
    keys = [part.strip().replace("+", "-").replace("/", "_") for part in environment.get("ONRECORD_SLACK_KEY", "").split(",")]
    keys = [key for key in keys if key]
    told = "Make one (`openssl rand -base64 32`), and keep it apart from the database: it encrypts the tokens of the workspaces there."
    if not keys:
        raise SettingsError(f"ONRECORD_SLACK_KEY is not set. {told}")
    if not all(re.fullmatch(r"[A-Za-z0-9_-]{43}=", key) for key in keys):
        raise SettingsError(f"ONRECORD_SLACK_KEY holds what is no key of 32 bytes in base64. {told}")
    return tuple(keys)


def _url(environment: Mapping[str, str], key: str) -> str | None:
    value = environment.get(key)
    if not value:
        return None
    if not re.match(r"https?://[^\s/]+", value):
        raise SettingsError(f"{key} is {value!r}; an address that begins with https:// was expected.")
    return value if value.endswith("/") else value + "/"
