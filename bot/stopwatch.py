"""How long each step of an answer took."""

from __future__ import annotations

from time import perf_counter


class Stopwatch:
    """Begins when it is made; a step lasts until the next one begins, in milliseconds."""

    def __init__(self) -> None:
        self._began = perf_counter()
        self._marks: list[tuple[str, float]] = []

    def begin(self, step: str) -> None:
        """A step begins here."""
        self._marks.append((step, perf_counter()))

    def elapsed(self) -> float:
        """Milliseconds since the beginning."""
        return _milliseconds(perf_counter() - self._began)

    def steps(self) -> dict[str, float]:
        """Milliseconds by step, in their order; the last one has lasted until now."""
        ends = [at for _, at in self._marks[1:]] + [perf_counter()]
        return {step: _milliseconds(end - at) for (step, at), end in zip(self._marks, ends, strict=True)}


def _milliseconds(seconds: float) -> float:
    return round(1000 * seconds, 1)
