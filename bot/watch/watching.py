"""The readers that are set, listening together: what a surface enters once when it starts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from bot.watch.figures import Figures
from bot.watch.settings import WatchSettings
from bot.watch.spans import Spans


@contextmanager
def watching(settings: WatchSettings, figures: Figures | None = None) -> Iterator[Figures]:
    """Figures, shown at the port that is set unless the surface shows its own, and traces where they are sent."""
    own = figures is None
    figures = figures or Figures(settings.prices)
    shown = figures.shown(settings.metrics_port) if own and settings.metrics_port else nullcontext()
    with shown, figures.listening(), Spans().listening() if settings.traces else nullcontext():
        yield figures
