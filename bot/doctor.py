"""What is set, what answers, what is stale: one finding a line, each fault with what to do."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Literal
from urllib.error import URLError
from urllib.request import urlopen

from bot.compose.provider import ALIASES, EXTRAS
from bot.errors import SettingsError
from bot.opening import open_record
from bot.settings import Settings, read_settings
from ingest import IngestError, Record, cache_folder, encoder_name, is_written_to, open_embedder, sources_changed, verify

Verdict = Literal["right", "look", "wrong"]
ROOM = 200_000_000  # bytes that an ingest may need beside twice the store
SKEW = 60  # seconds by which a clock may be off before embargoes lift at the wrong time
TOKENS = ("ONRECORD_STAFF_TOKENS", "ONRECORD_SALES_TOKENS")
SLACK = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what is so, and what to do where it is wrong and ``said`` does not tell already."""

    about: str
    verdict: Verdict
    said: str
    do: str = ""


def examine(environment: Mapping[str, str] = os.environ, *, store: Path | None = None, port: int = 8000) -> Iterator[Finding]:
    """Every finding; what cannot be looked at because of another fault is left out."""
    try:
        settings = read_settings(environment, store=store)
    except SettingsError as error:
        yield Finding("settings", "wrong", str(error), "Mend it, then run `onrecord doctor` again.")
        settings = Settings(store=store or Path(environment.get("ONRECORD_STORE") or ".onrecord"))
    else:
        yield _settings(settings, environment)
    for check in (_tokens, _model):
        yield from check(settings, environment)
    for look in (_encoder, _server, _record, _clock, _disk):
        yield from look(settings)
    yield _port(port)


def _settings(settings: Settings, environment: Mapping[str, str]) -> Finding:
    named = sorted(key for key in environment if key.startswith("ONRECORD_"))
    fixed = f"; now is fixed to {settings.now()}" if settings.today or settings.company.today else ""
    return Finding("settings", "right", f"{', '.join(named) or 'none set'}{fixed}")


def _tokens(settings: Settings, environment: Mapping[str, str]) -> Iterator[Finding]:
    for key in TOKENS:
        bad = [part for part in environment.get(key, "").split(",") if part.strip() and not _is_hash(part.strip())]
        if bad:
            yield Finding(
                "token", "wrong", f"{key} holds {len(bad)} that is no SHA-256", "Set it to the SHA-256 of the token, 64 hex digits."
            )
    for key, begins in SLACK.items():
        if environment.get(key) and not environment[key].startswith(begins):
            yield Finding(
                "token", "wrong", f"{key} is no token of that kind", f"Copy the one that begins with {begins} from the app's page."
            )


def _is_hash(text: str) -> bool:
    return len(text) == 64 and not set(text.lower()) - set("0123456789abcdef")


def _model(settings: Settings, environment: Mapping[str, str]) -> Iterator[Finding]:
    if not settings.model:
        return
    named = settings.model.partition(":")[0]
    provider = ALIASES.get(named, named)
    extra = EXTRAS.get(provider, provider)
    if find_spec(f"langchain_{provider.replace('azure_', '')}") is None:
        yield Finding("model", "wrong", f"{settings.model} needs a package that is not installed", f"pip install 'onrecord[{extra}]'")
    else:
        yield Finding("model", "right", settings.model)


def _encoder(settings: Settings) -> Iterator[Finding]:
    try:
        open_embedder(settings.encoder, may_export=False)
    except IngestError as error:
        yield Finding("encoder", "wrong", str(error), "Run `onrecord ingest` or `onrecord rebuild` once on this machine.")
    else:
        yield Finding("encoder", "right", encoder_name(settings.encoder))


def _server(settings: Settings) -> Iterator[Finding]:
    if settings.server is None:
        return
    url = settings.server.url.partition("?")[0].rstrip("/")
    try:
        with urlopen(f"{url}/api/v2/heartbeat", timeout=5) as reply:
            said = parsedate_to_datetime(reply.headers["Date"]) if reply.headers["Date"] else None
    except (URLError, OSError, ValueError) as error:
        yield Finding("Chroma", "wrong", f"{url} does not answer ({error})", "Start it (`chroma run`), or mend ONRECORD_CHROMA_URL.")
        return
    off = abs((said - datetime.now(UTC)).total_seconds()) if said else 0
    yield Finding("Chroma", "right", f"{url} answers")
    if off > SKEW:
        yield Finding("clock", "wrong", f"this clock and that of {url} are {off:.0f} s apart", "Set the clocks; embargoes lift by them.")


def _record(settings: Settings) -> Iterator[Finding]:
    try:
        record = open_record(settings, to_search=False)
    except IngestError as error:
        yield Finding("record", "wrong", str(error))
        return
    try:
        yield from _opened(record, settings)
    finally:
        record.close()


def _opened(record: Record, settings: Settings) -> Iterator[Finding]:
    rows, held = record.rows(), len(record.entries()) - len(record.rows())
    more = f", {held} held back or about to be replaced" if held else ""
    yield Finding("record", "right", f"{len(rows)} releases up to {record.as_of or 'no day'}{more}, in {record.place.name}")
    encoder = encoder_name(settings.encoder)
    if record.manifest.encoder != encoder:
        yield Finding(
            "encoder", "wrong", f"the store was made with {record.manifest.encoder}, in force is {encoder}", "Run `onrecord rebuild`."
        )
    if record.manifest.version == 1:
        yield Finding("record", "look", "the store has an older layout", "Run `onrecord rebuild` before the next ingest.")
    try:
        verify(record)
    except IngestError as error:
        yield Finding("record", "wrong", str(error))
    changed = sources_changed(record)
    if changed or record.stale:
        first = f", {changed[0]} for one" if changed else ""
        yield Finding(
            "record", "wrong", f"stale: {len(changed)} sources are not as they were ingested{first}", "Run `onrecord ingest` on them."
        )
    if is_written_to(record):
        yield Finding("record", "look", "an ingest is writing to it now", "What it adds is answered from when it is done.")


def _clock(settings: Settings) -> Iterator[Finding]:
    path = settings.store / "record.json"
    ahead = path.stat().st_mtime - time.time() if path.exists() else 0
    if ahead > SKEW:
        yield Finding("clock", "wrong", f"the store was written {ahead:.0f} s ahead of this clock", "Set the clock; embargoes lift by it.")


def _disk(settings: Settings) -> Iterator[Finding]:
    for name, folder in (("store", settings.store), ("cache", cache_folder())):
        there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
        held = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if name == "store" and folder.exists() else 0
        free = shutil.disk_usage(there).free
        if free < ROOM + 2 * held:
            yield Finding(
                "disk", "wrong", f"{free / 1e6:.0f} MB are free for the {name} at {there}", f"Make room: {(ROOM + 2 * held) / 1e6:.0f} MB."
            )
        else:
            yield Finding("disk", "right", f"{free / 1e9:.1f} GB are free for the {name} at {there}")


def _port(port: int) -> Finding:
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            free.bind(("127.0.0.1", port))
        except OSError:
            return Finding("port", "look" if _is_ours(port) else "wrong", *_taken(port))
    return Finding("port", "right", f"{port} is free for `onrecord serve`")


def _taken(port: int) -> tuple[str, str]:
    if _is_ours(port):
        return f"`onrecord serve` answers at {port}", ""
    return f"{port} is in use by another program", "Stop it, or give another to `onrecord serve --port`."


def _is_ours(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/openapi.json", timeout=2) as reply:
            return b'"onrecord"' in reply.read(2000)
    except (URLError, OSError, ValueError):
        return False
