"""Run the web application: its server's settings."""

from __future__ import annotations

import os
import tempfile
from importlib import import_module
from typing import Any

from bot.opening import open_record
from bot.settings import Settings
from bot.watch.logs import log_settings
from bot.watch.settings import read_watch_settings
from bot.web import stopping
from bot.web.connections import Patient
from bot.web.settings import WebSettings

READY = 60  # seconds in which a process that takes another's place has to be ready, or the other stays


def serve(
    settings: Settings,
    web: WebSettings,
    *,
    host: str,
    port: int,
    workers: int = 1,
    demo: bool = False,
    quiet: bool = False,
    application: str = "bot.web.app",
) -> None:
    """Serve until stopped; several ``workers`` are processes that share their rates and figures.

    SIGTERM takes no more questions, finishes those in work, and ends with exit code 0. SIGHUP puts a new process, which reads code and
    company file anew, in the place of each of several workers, one after another, and lets each old one finish. ``application`` is the
    module that makes what is served.
    """
    options: dict[str, Any] = {
        "host": host,
        "port": port,
        "access_log": False,
        "server_header": False,
        "http": Patient,
        "timeout_graceful_shutdown": web.seconds,
        "timeout_worker_healthcheck": READY,
        "log_config": log_settings(read_watch_settings().log, quiet=quiet),
        "timeout_keep_alive": 15,
        "h11_max_incomplete_event_size": 16_384,
    }
    with stopping.stoppable():
        if workers == 1:
            stopping.run(import_module(application).create_app(settings, web, demo=demo), **options)
        else:
            open_record(settings).close()  # what is wrong is told here, once
            _serve_in_several(settings, application, workers=workers, **options)


def _serve_in_several(settings: Settings, application: str, **options: Any) -> None:  # noqa: ANN401 - as uvicorn.Config takes them
    with tempfile.TemporaryDirectory(prefix="onrecord-") as shared:
        os.environ |= {"ONRECORD_SHARED": shared, "ONRECORD_STORE": str(settings.store), "PROMETHEUS_MULTIPROC_DIR": shared}
        stopping.run(f"{application}:app_of_environment", factory=True, **options)
