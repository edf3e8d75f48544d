"""What is in force, and where each value came from: the environment, the company's file, or nobody's wish."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from bot.company_file import read_table
from bot.declared import NAMES, PREFIXES, SETTINGS, Setting

MASK = "********"
_PASSWORD = re.compile(r"(//[^/@:]*):[^/]*@")
_COMPANY = ("company", "contact", "medical_contact", "programs", "questions", "today", "model", "slack")


@dataclass(frozen=True, slots=True)
class InForce:
    """A setting, its value as it may be shown, and where that came from; ``origin`` is "default" where nobody set it."""

    name: str
    value: str
    origin: str


def in_force(environment: Mapping[str, str]) -> list[InForce]:
    """Every setting, those of the company's file last; SettingsError where the file cannot be read."""
    named = environment.get("ONRECORD_CONFIG")
    path = Path(named or "onrecord.toml")
    table = read_table(path) if named or path.exists() else {}
    return [_found(setting, environment, table, path) for setting in SETTINGS] + list(_of_the_file(table, path))


def unknown(environment: Mapping[str, str]) -> list[str]:
    """A line for each variable that looks like one of ours and is none, with the one that may be meant."""
    strays = sorted(name for name in environment if name.startswith(PREFIXES[0]) and name not in NAMES)
    return [f"{name} is set and is no setting.{_meant(name)}" for name in strays]


def masked(value: str, *, secret: bool) -> str:
    """The value as it may be shown: of a secret only that it is there, of a URL no password."""
    return MASK if secret else _PASSWORD.sub(rf"\1:{MASK}@", value)


def _found(setting: Setting, environment: Mapping[str, str], table: dict[str, Any], path: Path) -> InForce:
    if value := environment.get(setting.name):
        return InForce(setting.name, masked(value, secret=setting.secret), "environment")
    if setting.key and (told := table.get(setting.key) or table.get("company", {}).get(setting.key)):
        return InForce(setting.name, str(told), str(path))
    return InForce(setting.name, setting.usual.replace("`", ""), "default")


def _of_the_file(table: dict[str, Any], path: Path) -> Iterator[InForce]:
    """What the company's file says, table by table; lists of tables are counted."""
    for key in (key for key in table if key in _COMPANY and key not in ("today", "model")):
        value = table[key]
        parts = value.items() if isinstance(value, dict) else [("", value)]
        yield from (InForce(f"[{key}] {name}".strip(), _shown(part), str(path)) for name, part in parts if name != "today")


def _shown(value: Any) -> str:  # noqa: ANN401 - whatever the file holds
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return ", ".join(str(one.get("name", "?")) for one in value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _meant(name: str) -> str:
    near = get_close_matches(name, NAMES, 1, cutoff=0.8)
    return f" Is {near[0]} meant?" if near else " `onrecord config` lists those that there are."
