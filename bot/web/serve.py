"""Run the web application: the only file that knows uvicorn."""

from __future__ import annotations

import os
import tempfile
from typing import Any

import uvicorn

from bot.settings import Settings
from bot.web.app import create_app
from bot.web.settings import WebSettings

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(message)s"}},
    "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        name: {"handlers": ["err"], "level": level, "propagate": False} for name, level in (("uvicorn", "WARNING"), ("onrecord", "INFO"))
    },
}


def serve(settings: Settings, web: WebSettings, *, host: str, port: int, workers: int = 1, demo: bool = False, quiet: bool = False) -> None:
    """Serve until stopped; several ``workers`` are processes that share their rates and figures."""
    options: dict[str, Any] = {
        "host": host,
        "port": port,
        "access_log": False,
        "server_header": False,
        "timeout_graceful_shutdown": web.seconds,
    }
    options |= {
        "log_config": LOGGING | ({"loggers": {}} if quiet else {}),
        "timeout_keep_alive": 15,
        "h11_max_incomplete_event_size": 16_384,
    }
    if workers == 1:
        uvicorn.run(create_app(settings, web, demo=demo), **options)
        return
    with tempfile.TemporaryDirectory(prefix="onrecord-") as shared:
        os.environ |= {"ONRECORD_SHARED": shared, "ONRECORD_STORE": str(settings.store), "PROMETHEUS_MULTIPROC_DIR": shared}
        uvicorn.run("bot.web.app:app_of_environment", factory=True, workers=workers, **options)
