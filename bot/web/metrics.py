"""Figures for Prometheus: the only file that knows its client. Counts and times, nothing of what was asked."""

from __future__ import annotations

import os
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector

MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20)  # seconds


class Metrics:
    """What one process counts; where several share a folder (PROMETHEUS_MULTIPROC_DIR), any of them tells of all."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "onrecord_requests", "Requests by route and status.", ["method", "route", "status"], registry=self._registry
        )
        self._seconds = Histogram("onrecord_request_seconds", "Time to the last byte.", ["route"], buckets=BUCKETS, registry=self._registry)
        self._answers = Counter("onrecord_answers", "Answers by audience and status.", ["audience", "status"], registry=self._registry)
        self._taken = Gauge(
            "onrecord_places_taken", "Answers in work and questions that wait.", registry=self._registry, multiprocess_mode="livesum"
        )

    def watch(self, taken: Callable[[], int]) -> None:
        """Read the places that are taken from ``taken`` when asked."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            self._taken.set_function(taken)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def answer(self, audience: str, status: str) -> None:
        """Count one answer."""
        self._answers.labels(audience, status).inc()

    def told(self) -> bytes:
        """All figures in Prometheus' text format."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return generate_latest(self._registry)
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
