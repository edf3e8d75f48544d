"""Figures for Prometheus: the only file that knows its client. Counts and times, nothing of what was asked."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, start_http_server
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from bot.errors import SettingsError
from bot.watch.telling import EVENTS, FIGURES

MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20)  # seconds
SHARED = "PROMETHEUS_MULTIPROC_DIR"


class Figures(logging.Handler):
    """What one process counts of what it is told; where several share a folder, any of them tells of all."""

    def __init__(self, prices: tuple[float, float] | None = None) -> None:
        super().__init__(logging.DEBUG)
        _bury_the_dead()
        self._registry, self._prices = CollectorRegistry(), prices
        self._requests = self._counter("requests", "Requests by route and status.", "method", "route", "status")
        self._request_seconds = self._seconds("request_seconds", "Time to the last byte.", "route")
        self._answers = self._counter("answers", "Answers by surface, audience and status.", "surface", "audience", "status")
        self._answer_seconds = self._seconds("answer_seconds", "Time from question to answer, without waiting.", "surface")
        self._steps = self._seconds("step_seconds", "Time of each step of the chain.", "step")
        self._statements = self._counter("statements", "Statements of answers: shown, and cut as they did not hold.", "fate")
        self._calls = self._counter("model_calls", "Requests to the language model by outcome.", "model", "outcome")
        self._model_seconds = self._seconds("model_seconds", "Time of the language model's replies.", "model")
        self._tokens = self._counter("model_tokens", "Tokens that the language model read and wrote.", "model", "kind")
        self._dollars = self._counter("model_dollars", "What those tokens cost, by ONRECORD_MODEL_PRICES.", "model")
        self._chroma = self._seconds("chroma_seconds", "Time of calls to Chroma.", "call")
        self._chroma_faults = self._counter("chroma_faults", "Calls to Chroma that failed.", "call")
        self._turned_away = self._counter("turned_away", "Questions sent away as every place was taken.")
        self._taken = self._gauge("places_taken", "Answers in work and questions that wait.")
        self._cache = self._gauge("vector_cache_reads", "Vectors of questions looked for in the cache.", "outcome")
        self._releases = self._gauge("releases", "Releases on record.", mode="mostrecent")
        self._newest = self._gauge("newest_release_timestamp_seconds", "The day of the newest release.", mode="mostrecent")

    def emit(self, record: logging.LogRecord) -> None:
        """Count what was told."""
        heard = getattr(self, f"_hear_{record.name.rpartition('.')[2]}", None)
        if heard:
            heard(getattr(record, "figures", {}))

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        self._requests.labels(method, route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def told(self) -> bytes:
        """All figures in Prometheus' text format."""
        if SHARED not in os.environ:
            return generate_latest(self._registry)
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)

    @contextmanager
    def shown(self, port: int) -> Iterator[None]:
        """Show them at this port of this machine, for a surface that has no web server; SettingsError where it is taken."""
        try:
            server, thread = start_http_server(port, "127.0.0.1", registry=self._registry)
        except OSError as error:
            raise SettingsError(
                f"ONRECORD_METRICS_PORT is {port}, which cannot be listened at ({error.strerror}). Give another."
            ) from error
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear what is told in this process."""
        ours, counted = logging.getLogger(EVENTS), logging.getLogger(FIGURES)
        ours.setLevel(logging.INFO)
        counted.setLevel(logging.DEBUG)
        counted.propagate = False
        for logger in (ours, counted):
            logger.addHandler(self)
        try:
            yield
        finally:
            self._taken.set(0)
            for logger in (ours, counted):
                logger.removeHandler(self)

    def _hear_answer(self, told: dict[str, Any]) -> None:
        self._answers.labels(told["surface"], told["audience"], told["status"]).inc()
        self._answer_seconds.labels(told["surface"]).observe(told["elapsed_ms"] / 1000)
        for step, milliseconds in told["steps"].items():
            self._steps.labels(step).observe(milliseconds / 1000)
        self._statements.labels("shown").inc(told["statements"])
        self._statements.labels("cut").inc(told["cut"])

    def _hear_model(self, told: dict[str, Any]) -> None:
        self._calls.labels(told["model"], told["outcome"]).inc()
        self._model_seconds.labels(told["model"]).observe(told["seconds"])
        for kind in ("read", "written"):
            self._tokens.labels(told["model"], kind).inc(told[kind])
        if self._prices:
            self._dollars.labels(told["model"]).inc((told["read"] * self._prices[0] + told["written"] * self._prices[1]) / 1e6)

    def _hear_chroma(self, told: dict[str, Any]) -> None:
        self._chroma.labels(told["call"]).observe(told["seconds"])
        if told["failed"]:
            self._chroma_faults.labels(told["call"]).inc()

    def _hear_places(self, told: dict[str, Any]) -> None:
        self._taken.set(told["taken"])

    def _hear_turned_away(self, _: dict[str, Any]) -> None:
        self._turned_away.inc()

    def _hear_cache(self, told: dict[str, Any]) -> None:
        self._cache.labels("found").set(told["found"])
        self._cache.labels("missed").set(told["missed"])

    def _hear_record(self, told: dict[str, Any]) -> None:
        self._releases.set(told["releases"])
        self._newest.set(told["newest"])

    def _counter(self, name: str, says: str, *labels: str) -> Counter:
        return Counter(f"onrecord_{name}", says, labels, registry=self._registry)

    def _seconds(self, name: str, says: str, *labels: str) -> Histogram:
        return Histogram(f"onrecord_{name}", says, labels, buckets=BUCKETS, registry=self._registry)

    def _gauge(self, name: str, says: str, *labels: str, mode: Any = "livesum") -> Gauge:  # noqa: ANN401
        return Gauge(f"onrecord_{name}", says, labels, registry=self._registry, multiprocess_mode=mode)


def _bury_the_dead() -> None:
    """Of processes that were killed, no place stays taken."""
    for path in Path(os.environ[SHARED]).glob("gauge_live*_*.db") if SHARED in os.environ else ():
        number = int(path.stem.rpartition("_")[2])
        if not Path("/proc", str(number)).exists() and Path("/proc/self").exists():
            mark_process_dead(number)  # type: ignore[no-untyped-call]
