"""How it is watched: the form of the log, where figures are shown, what a model's tokens cost, whether traces are sent."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from bot.errors import SettingsError

LogForm = Literal["plain", "json"]
ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """In force for this process; ``prices`` are dollars for a million tokens that a model reads, and writes."""

    log: LogForm = "plain"
    metrics_port: int | None = None  # where a surface without the web shows its figures, on this machine alone
    prices: tuple[float, float] | None = None
    traces: bool = False


def read_watch_settings(environment: Mapping[str, str] = os.environ) -> WatchSettings:
    """Settings from the environment; SettingsError names the key, its value and what was expected."""
    log = environment.get("ONRECORD_LOG") or "plain"
    if log not in ("plain", "json"):
        raise SettingsError(f"ONRECORD_LOG is {log!r}; plain or json was expected.")
    sent = environment.get("OTEL_TRACES_EXPORTER") == "otlp" or any(environment.get(key) for key in ENDPOINTS)
    off = environment.get("OTEL_SDK_DISABLED", "").lower() == "true" or environment.get("OTEL_TRACES_EXPORTER") == "none"
    return WatchSettings(cast(LogForm, log), _port(environment), _prices(environment), sent and not off)


def _port(environment: Mapping[str, str]) -> int | None:
    value = environment.get("ONRECORD_METRICS_PORT")
    if value and not (value.isdecimal() and 0 < int(value) < 65_536):
        raise SettingsError(f"ONRECORD_METRICS_PORT is {value!r}; a port from 1 to 65535 was expected.")
    return int(value) if value else None


def _prices(environment: Mapping[str, str]) -> tuple[float, float] | None:
    value = environment.get("ONRECORD_MODEL_PRICES")
    if not value:
        return None
    try:
        read, written = (float(part) for part in value.split(","))
        if min(read, written) < 0:
            raise ValueError
    except ValueError as error:
        expected = "dollars for a million tokens read and written, such as 0.40,1.60"
        raise SettingsError(f"ONRECORD_MODEL_PRICES is {value!r}; {expected}, was expected.") from error
    return read, written
