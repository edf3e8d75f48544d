"""The log: plain lines or JSON lines, each with its request's id; of an exception its kind and place, not its words."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from traceback import extract_tb
from typing import Any

from bot.watch.asking import Asked, asked
from bot.watch.settings import LogForm


class Quiet(logging.Formatter):
    """Leaves out an exception's message, which may repeat what somebody asked."""

    def formatException(self, ei: Any) -> str:  # noqa: ANN401, N802 - logging's own signature
        """Kind and place."""
        frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(ei[2])]
        return f"{ei[0].__name__} at " + " > ".join(frames)


class Plain(Quiet):
    """Time, level, message, figures as key=value, request id."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and where it is an exception a second."""
        figures = " ".join(f"{key}={_short(value)}" for key, value in _figures(record).items() if value is not None)
        line = " ".join(filter(None, (self.formatTime(record), record.levelname, record.getMessage(), figures, _asked(record).request_id)))
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class JsonLines(Quiet):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record's parts and its figures."""
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": _asked(record).request_id or None,
            **_figures(record),
        }
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps({key: value for key, value in told.items() if value is not None}, ensure_ascii=False)


def log_settings(form: LogForm, *, quiet: bool = False) -> dict[str, Any]:
    """What ``logging.config.dictConfig`` takes: our own lines from INFO on, the server's from WARNING on."""
    levels = {} if quiet else {"uvicorn": "WARNING", "onrecord": "INFO"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": {"()": Plain}, "json": {"()": JsonLines}},
        "handlers": {"err": {"class": "logging.StreamHandler", "formatter": form, "level": "INFO"}},
        "loggers": {name: {"handlers": ["err"], "level": level, "propagate": False} for name, level in levels.items()},
    }


def _figures(record: logging.LogRecord) -> dict[str, Any]:
    return getattr(record, "figures", {})


def _asked(record: logging.LogRecord) -> Asked:
    return getattr(record, "asked", None) or asked()


def _short(value: Any) -> str:  # noqa: ANN401
    return ",".join(f"{key}:{part}" for key, part in value.items()) if isinstance(value, dict) else str(value)
