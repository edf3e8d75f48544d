"""What is set for the journal: where it is kept, for how long, and what of people it keeps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast, get_args

from bot.errors import SettingsError
from bot.places import record_name, state_folder

People = Literal["hashed", "named", "none"]
DAYS = 1095  # three years: a company may be asked long afterwards what its bot said
OFF = "none"


@dataclass(frozen=True, slots=True)
class JournalSettings:
    """In force for this process; ``url`` None keeps no journal, ``days`` None keeps it for ever.

    ``salt`` None is kept in ``folder``, made there once; it and the URL's password are secrets.
    """

    url: str | None = field(default=None, repr=False)
    days: int | None = DAYS
    people: People = "hashed"
    salt: str | None = field(default=None, repr=False)
    folder: Path | None = None


def read_journal_settings(environment: Mapping[str, str], *, store: Path, state: Path | None) -> JournalSettings:
    """Settings from the environment; SettingsError names the key, its value and what was expected."""
    folder = state_folder(state) / "journal"
    url = (
        environment.get("ONRECORD_JOURNAL")
        or environment.get("ONRECORD_DATABASE")
        or f"sqlite:///{folder.absolute() / record_name(store)}.sqlite"
    )
    people = environment.get("ONRECORD_JOURNAL_PEOPLE") or "hashed"
    if people not in get_args(People):
        raise SettingsError(f"ONRECORD_JOURNAL_PEOPLE is {people!r}; one of {', '.join(get_args(People))} was expected.")
    return JournalSettings(
        url=None if url.lower() == OFF else _url(url),
        days=_days(environment.get("ONRECORD_JOURNAL_DAYS") or str(DAYS)),
        people=cast(People, people),
        salt=environment.get("ONRECORD_JOURNAL_SALT") or None,
        folder=folder,
    )


def url_without_password(url: str) -> str:
    """The URL as it may be shown."""
    return re.sub(r"(//[^/@:]*):[^/]*@", r"\1:***@", url)


def _url(url: str) -> str:
    """A URL with the driver that we install; SettingsError where it is none."""
    if not re.match(r"[a-z0-9]+(\+[a-z0-9_]+)?://", url):
        expected = 'a database URL such as postgresql://user:password@host/name or sqlite:////path/journal.sqlite, or "none"'
        raise SettingsError(f"ONRECORD_JOURNAL is {url_without_password(url)!r}; {expected} was expected.")
    return re.sub(r"^postgres(?:ql)?://", "postgresql+psycopg://", url)


def _days(value: str) -> int | None:
    if value.lower() == OFF:
        return None
    if not value.isdecimal() or not int(value):
        raise SettingsError(f'ONRECORD_JOURNAL_DAYS is {value!r}; a whole number of days above 0, or "none", was expected.')
    return int(value)
