"""What is set, and by whom: the environment and the company's onrecord.toml, read once, at the edge."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from bot.company_file import read_table
from bot.errors import SettingsError
from bot.journal.settings import JournalSettings, read_journal_settings
from ingest import CARRIED, Contact, Server, end_of

DECISIONS = "onrecord-programs.toml"  # stands beside the company's file
MODEL_SECONDS = 12.0  # a reader waits no longer for a model before the quotes answer instead
MODEL_TOKENS = 6_000  # of one request; twelve passages take some 2,000, so that only what is out of the common is cut


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
    model: str | None = None
    decisions: Path = field(default=Path(DECISIONS), compare=False)  # what people decided on the program ledger

    @property
    def names(self) -> tuple[str, ...]:
        """Its own name and its programs', with their aliases and partners."""
        of_programs = (name for p in self.programs for name in (p.name, *p.aliases, p.indication, p.partner) if name)
        return tuple(name for name in (self.name, *self.tickers, *of_programs) if name)


@dataclass(frozen=True, slots=True)
class Settings:
    """What is in force for this process."""

    store: Path = Path(".onrecord")
    encoder: str = CARRIED
    checker: str = "onrecord"  # beside the exact checks: our own ("onrecord"), an NLI CrossEncoder's name or folder, or "none"
    chooser: str = "onrecord"  # of passages: our own ("onrecord"), a CrossEncoder's name or folder, or "none"
    today: date | None = None
    company: Company = Company()
    model: str | None = None  # provider:model; None composes from quotes
    model_seconds: float = MODEL_SECONDS
    model_tokens: int = MODEL_TOKENS
    state: Path | None = None  # None is the user's state folder
    database: str | None = field(default=None, repr=False)  # PostgreSQL's URL: threads and rates that replicas share
    server: Server | None = None  # the Chroma server that holds the record; None is the store's own folder
    journal: JournalSettings = field(default_factory=JournalSettings)  # keeps none, unless read from the environment

    def now(self) -> date:
        """The day that "now" means: ONRECORD_TODAY, else the company's own, else the clock's."""
        return self.today or self.company.today or date.today()

    def moment(self) -> datetime:
        """The moment that "now" means, by which embargoes are judged: the end of the day that is set, else the clock's."""
        return end_of(self.now()) if self.today or self.company.today else datetime.now().astimezone()


def read_settings(environment: Mapping[str, str] = os.environ, *, store: Path | None = None) -> Settings:
    """Settings from the environment and the company's file; SettingsError names the key, its value and what was expected."""
    named = environment.get("ONRECORD_CONFIG")
    path = Path(named or "onrecord.toml")
    company = read_company(path) if named or path.exists() else Company()
    store = store or Path(environment.get("ONRECORD_STORE") or ".onrecord")
    state = Path(environment["ONRECORD_STATE"]) if environment.get("ONRECORD_STATE") else None
    return Settings(
        store=store,
        encoder=environment.get("ONRECORD_ENCODER") or CARRIED,
        checker=environment.get("ONRECORD_CHECKER") or "onrecord",
        chooser=environment.get("ONRECORD_CHOOSER") or "onrecord",
        today=_day("ONRECORD_TODAY", environment["ONRECORD_TODAY"]) if environment.get("ONRECORD_TODAY") else None,
        company=company,
        model=_model(environment.get("ONRECORD_MODEL") or company.model),
        model_seconds=_number(environment, "ONRECORD_MODEL_SECONDS", MODEL_SECONDS),
        model_tokens=int(_number(environment, "ONRECORD_MODEL_TOKENS", MODEL_TOKENS)),
        state=state,
        journal=read_journal_settings(environment, store=store, state=state),
        database=environment.get("ONRECORD_DATABASE") or None,
        server=Server(environment["ONRECORD_CHROMA_URL"], environment.get("ONRECORD_CHROMA_TOKEN"))
        if environment.get("ONRECORD_CHROMA_URL")
        else None,
    )


def read_company(path: Path) -> Company:
    """The company's file."""
    return _company(_Table(read_table(path), path))


class _Table:
    """A table of the file; what has another shape than asked for is named with its key and value."""

    def __init__(self, values: dict[str, Any], path: Path, name: str = "") -> None:
        self.values, self.path, self.name = values, path, name

    def text(self, key: str) -> str | None:
        """A text, or None where there is none."""
        value = self.values.get(key)
        return value if value is None or isinstance(value, str) else self._refuse(key, "a text")

    def needed(self, key: str) -> str:
        """A text that has to be there."""
        return self.text(key) or self._refuse(key, "a text")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where there is none."""
        value = self.values.get(key, [])
        right = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return tuple(value) if right else self._refuse(key, "a list of texts")

    def table(self, key: str) -> _Table:
        """A table, empty where there is none."""
        value = self.values.get(key, {})
        return _Table(value, self.path, f"{self.name}{key}.") if isinstance(value, dict) else self._refuse(key, "a table")

    def tables(self, key: str) -> list[_Table]:
        """A list of tables, empty where there is none."""
        value = self.values.get(key, [])
        right = isinstance(value, list) and all(isinstance(item, dict) for item in value)
        return [_Table(item, self.path, f"{self.name}{key}.") for item in value] if right else self._refuse(key, "a list of tables")

    def _refuse(self, key: str, expected: str) -> NoReturn:
        raise SettingsError(f"{self.name}{key} in {self.path} is {self.values.get(key)!r}; {expected} was expected.")


def _company(table: _Table) -> Company:
    company = table.table("company")
    today = company.values.get("today", table.values.get("today"))
    return Company(
        name=company.text("name"),
        tickers=company.texts("tickers"),
        website=company.text("website"),
        contact=_contact(table.table("contact")),
        medical_contact=_contact(table.table("medical_contact")),
        programs=_programs(table),
        questions=table.texts("questions") or company.texts("questions"),
        today=_day(f"today in {table.path}", str(today)) if today else None,
        model=table.text("model"),
        decisions=table.path.with_name(DECISIONS),
    )


def _contact(table: _Table) -> Contact | None:
    return Contact(**{key: table.text(key) for key in ("name", "email", "phone", "organization")}) if table.values else None


def _programs(table: _Table) -> tuple[Program, ...]:
    """The programs; no two may share a name or alias."""
    programs = tuple(_program(p) for p in table.tables("programs"))
    owners: dict[str, str] = {}
    for program in programs:
        for name in {"".join(filter(str.isalnum, own)).lower(): own for own in (program.name, *program.aliases)}.items():
            other = owners.setdefault(name[0], program.name)
            if other != program.name:
                raise SettingsError(
                    f"[[programs]] in {table.path}: {name[1]!r} names both {other} and {program.name}. Give each name to one program."
                )
    return programs


def _program(table: _Table) -> Program:
    return Program(table.needed("name"), table.texts("aliases"), table.text("indication"), table.text("partner"))


def _day(key: str, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise SettingsError(f"{key} is {value!r}; a date such as 2026-06-30 was expected.") from error


def _model(name: str | None) -> str | None:
    """The model's name; "none" turns off one that the company's file sets."""
    return None if name is None or name.lower() == "none" else name


def _number(environment: Mapping[str, str], key: str, default: float) -> float:
    """A number above 0."""
    value = environment.get(key) or str(default)
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise SettingsError(f"{key} is {value!r}; a number above 0 was expected, for example {default:g}.")
    return number
