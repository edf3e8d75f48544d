"""Traces: an answer is a span, its steps are spans below it; the only file that knows OpenTelemetry.

Made once the answer is there, from its times: nothing of the question, the answer or a draft can get in. Where they go, and as what
they are named, is set by OpenTelemetry's own variables (OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME, ...).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from time import time_ns
from typing import Any

from bot.errors import SettingsError
from bot.watch.asking import Asked
from bot.watch.telling import EVENTS

TOLD = ("surface", "audience", "status", "reason", "composer", "answer_id", "statements", "cut")


class Spans(logging.Handler):
    """Sends a trace for each answer that it is told of, over OTLP (HTTP)."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        try:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 - only where traces are sent
            from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
            from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
            from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
        except ImportError as error:
            raise SettingsError("Traces need a package that is not installed: pip install 'onrecord[otel]'") from error
        resource = Resource.create({} if os.environ.get("OTEL_SERVICE_NAME") else {"service.name": "onrecord"})
        self._provider = TracerProvider(resource=resource)
        self._provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        self._tracer = self._provider.get_tracer("onrecord")

    def emit(self, record: logging.LogRecord) -> None:
        """The trace of one answer."""
        if record.name != f"{EVENTS}.answer":
            return
        told: dict[str, Any] = record.figures  # type: ignore[attr-defined]
        asked: Asked = record.asked  # type: ignore[attr-defined]
        ended = time_ns()
        began = ended - int(told["elapsed_ms"] * 1e6)
        given = {f"onrecord.{key}": told[key] for key in TOLD if told[key] is not None}
        span = self._tracer.start_span(
            "answer", _parent(asked.traceparent), start_time=began, attributes=given | {"onrecord.request_id": asked.request_id}
        )
        for step, start, end in _stretches(told["steps"], began):
            self._tracer.start_span(step, _within(span), start_time=start).end(end)
        span.end(ended)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear what is told in this process; what is not yet sent is sent at the end."""
        logger = logging.getLogger(EVENTS)
        logger.setLevel(logging.INFO)
        logger.addHandler(self)
        try:
            yield
        finally:
            logger.removeHandler(self)
            self._provider.shutdown()


def _stretches(steps: dict[str, float], began: int) -> Iterator[tuple[str, int, int]]:
    for step, milliseconds in steps.items():
        ended = began + int(milliseconds * 1e6)
        yield step, began, ended
        began = ended


def _parent(traceparent: str) -> Any:  # noqa: ANN401 - OpenTelemetry's context
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415

    return TraceContextTextMapPropagator().extract({"traceparent": traceparent})


def _within(span: Any) -> Any:  # noqa: ANN401
    from opentelemetry.trace import set_span_in_context  # noqa: PLC0415

    return set_span_in_context(span)
