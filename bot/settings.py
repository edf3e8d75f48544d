"""What is set, and by whom: the environment and the company's onrecord.toml, read once, at the edge."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.errors import SettingsError
from ingest import CARRIED, Contact


@dataclass(frozen=True, slots=True)
class Program:
    """A program as the company names it."""

    name: str
    aliases: tuple[str, ...] = ()
    indication: str | None = None
    partner: str | None = None


@dataclass(frozen=True, slots=True)
class Company:
    """What onrecord.toml says of the company whose releases are on record; all of it may be left out."""

    name: str | None = None
    tickers: tuple[str, ...] = ()
    website: str | None = None
    contact: Contact | None = None
    medical_contact: Contact | None = None
    programs: tuple[Program, ...] = ()
    questions: tuple[str, ...] = ()
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What is in force for this process."""

    store: Path = Path(".onrecord")
    encoder: str = CARRIED
    today: date | None = None
    company: Company = Company()

    def now(self) -> date:
        """The day that "now" means: ONRECORD_TODAY, else the company's own, else the clock's."""
        return self.today or self.company.today or date.today()


def read_settings(environment: Mapping[str, str] = os.environ, *, store: Path | None = None) -> Settings:
    """Settings from the environment and the company's file; SettingsError names the key, its value and what was expected."""
    named = environment.get("ONRECORD_CONFIG")
    path = Path(named or "onrecord.toml")
    company = read_company(path) if named or path.exists() else Company()
    return Settings(
        store=store or Path(environment.get("ONRECORD_STORE") or ".onrecord"),
        encoder=environment.get("ONRECORD_ENCODER") or CARRIED,
        today=_day("ONRECORD_TODAY", environment["ONRECORD_TODAY"]) if environment.get("ONRECORD_TODAY") else None,
        company=company,
    )


def read_company(path: Path) -> Company:
    """The company's file."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"The settings file {path} could not be read ({error.strerror}). Give its path in ONRECORD_CONFIG.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"The settings file {path} is not valid TOML: {error}.") from error
    try:
        return _company(table, path)
    except (TypeError, AttributeError, KeyError) as error:
        raise SettingsError(
            f"The settings file {path} has a table of another shape than expected ({error}). See the README's settings."
        ) from error


def _company(table: dict[str, Any], path: Path) -> Company:
    company = table.get("company", {})
    today = company.get("today", table.get("today"))
    return Company(
        name=company.get("name"),
        tickers=tuple(company.get("tickers", ())),
        website=company.get("website"),
        contact=_contact(table.get("contact")),
        medical_contact=_contact(table.get("medical_contact")),
        programs=tuple(_program(p) for p in table.get("programs", ())),
        questions=tuple(table.get("questions", company.get("questions", ()))),
        today=_day(f"today in {path}", str(today)) if today else None,
    )


def _contact(table: dict[str, str] | None) -> Contact | None:
    return Contact(**{key: table.get(key) for key in ("name", "email", "phone", "organization")}) if table else None


def _program(table: dict[str, Any]) -> Program:
    return Program(table["name"], tuple(table.get("aliases", ())), table.get("indication"), table.get("partner"))


def _day(key: str, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise SettingsError(f"{key} is {value!r}; a date such as 2026-06-30 was expected.") from error
