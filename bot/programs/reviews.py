"""The company's own decisions on the ledger: a versioned, readable TOML file beside its settings, which people may edit too.

tomlkit writes it, since it leaves comments and order as people wrote them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.errors import SettingsError
from ingest import Decision, Event

VERSION = 1
FIELDS = ("what", "date", "expected", "stage", "program", "planned")  # what may be corrected
VERDICTS = ("accept", "reject", "correct")
_HEAD = "Decisions on the program ledger: what people accepted, rejected or corrected. They win over what is read from the releases."


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions kept in this file; none where there is no file. SettingsError names what cannot be used."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"The decisions in {path} could not be read: {error}.") from error
    if table.get("version") != VERSION:
        raise SettingsError(f"version in {path} is {table.get('version')!r}; {VERSION} was expected.")
    return tuple(_decision(entry, number, path) for number, entry in enumerate(table.get("decision", []), 1))


def _decision(entry: dict[str, Any], number: int, path: Path) -> Decision:
    for key in ("program", "quote", "verdict"):
        if not isinstance(entry.get(key), str):
            raise SettingsError(f"{key} of decision {number} in {path} is {entry.get(key)!r}; a text was expected.")
    if entry["verdict"] not in VERDICTS:
        raise SettingsError(f"verdict of decision {number} in {path} is {entry['verdict']!r}; one of {', '.join(VERDICTS)} was expected.")
    changes = entry.get("changes", {})
    if wrong := [key for key in changes if key not in FIELDS]:
        raise SettingsError(f"changes of decision {number} in {path} name {wrong[0]!r}; one of {', '.join(FIELDS)} was expected.")
    told = tuple((key, str(value).lower() if isinstance(value, bool) else str(value)) for key, value in changes.items())
    return Decision(entry["program"], str(entry.get("published")), entry["quote"], bool(entry.get("planned")), entry["verdict"], told)


def keep_decision(path: Path, event: Event, verdict: str, changes: Sequence[tuple[str, str]], today: date) -> None:
    """Write a decision down, in place of an earlier one on the same event."""
    from tomlkit import aot, comment, document, dumps, inline_table, nl, table  # noqa: PLC0415 - for writing alone

    kept = _without(path, event.key)
    if kept is None:
        kept = document()
        kept.add(comment(_HEAD))
        kept.add("version", VERSION)
        kept.add(nl())
    entry = table()
    values = {"program": event.program, "published": date.fromisoformat(event.published), "planned": event.planned, "verdict": verdict}
    for key, value in values.items():
        entry.add(key, value)
    if changes:
        made = inline_table()
        made.update({key: value == "true" if key == "planned" else value for key, value in changes})
        entry.add("changes", made)
    entry.add("quote", event.quote)
    entry.add("reviewed", today)
    kept.setdefault("decision", aot()).append(entry)
    _write(path, dumps(kept))


def drop_decision(path: Path, key: str) -> bool:
    """Take a decision back; False where none is kept under this key."""
    from tomlkit import dumps  # noqa: PLC0415

    if all(decision.key != key for decision in read_decisions(path)):
        return False
    _write(path, dumps(_without(path, key)))
    return True


def _without(path: Path, key: str) -> Any:  # noqa: ANN401 - tomlkit's document
    """The file's document without the decision of this key; None where there is no file."""
    from tomlkit import parse  # noqa: PLC0415

    decisions = read_decisions(path)
    if not path.exists():
        return None
    kept = parse(path.read_text(encoding="utf-8"))
    entries = kept.get("decision", [])
    for number in reversed([n for n, decision in enumerate(decisions) if decision.key == key]):
        del entries[number]
    return kept


def _write(path: Path, words: str) -> None:
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(words, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise SettingsError(f"The decision could not be written to {path}: {error.strerror}.") from error
