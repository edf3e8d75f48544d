"""The readers that are set, listening together: what a surface enters once when it starts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from bot.watch.figures import Figures
from bot.watch.settings import WatchSettings
from bot.watch.spans import Spans


@contextmanager
def watching(settings: WatchSettings, figures: Figures | None = None) -> Iterator[Figures]:
    """Figures, shown at a port of their own where one is set, and traces where they are sent."""
    figures = figures or Figures(settings.prices)
    if settings.metrics_port:
        figures.serve(settings.metrics_port)
    with figures.listening(), Spans().listening() if settings.traces else nullcontext():
        yield figures
