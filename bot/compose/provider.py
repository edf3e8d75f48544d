"""A language model of any provider, by `provider:model`; the only file that knows LangChain's chat models.

LangChain's own table of providers finds the class; each package retries and reads its own keys. What it does not promise
for all of them, an end in time, is kept here: a reply is read in a thread that is left behind when its time is up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import Any

from bot.errors import ModelError, SettingsError
from bot.watch.telling import tell

EXTRAS = {"openai": "openai", "azure_openai": "openai", "anthropic": "anthropic", "google_genai": "google", "ollama": "ollama"}
ALIASES = {"google": "google_genai", "gemini": "google_genai", "claude": "anthropic", "gpt": "openai"}
RETRIES = 2  # by the provider's own client, which knows what is worth trying again and how long to wait
REPLY = 1_200  # tokens of a reply: an answer of a few sentences with their quotes


class ChatModel:
    """One model, asked at temperature 0; ``name`` is `provider:model`, ``seconds`` the longest wait for a whole reply."""

    def __init__(self, name: str, *, seconds: float) -> None:
        self.name, self.seconds = name, seconds
        self._model: Any = _open(name, seconds)

    def pieces(self, instructions: str, request: str, *, seconds: float | None = None) -> Iterator[str]:
        """The reply piece by piece as it arrives; ModelError where there is none, or no end of it in time."""
        began = monotonic()
        ends = began + (self.seconds if seconds is None else seconds)
        spent: Counter[str] = Counter()
        outcome = "left"
        told: SimpleQueue[str | Exception | None] = SimpleQueue()
        left = Event()
        messages = [("system", instructions), ("human", request)]
        Thread(target=self._read, args=(messages, told, left, spent), daemon=True, name="onrecord-model").start()
        try:
            while (piece := _next(told, ends, self.name)) is not None:
                yield piece
            outcome = "done"
        except ModelError:
            outcome = "failed"
            raise
        finally:
            left.set()
            seconds = round(monotonic() - began, 3)
            tell("model", model=self.name, outcome=outcome, seconds=seconds, read=spent["input_tokens"], written=spent["output_tokens"])

    def _read(self, messages: list[tuple[str, str]], told: SimpleQueue[str | Exception | None], left: Event, spent: Counter[str]) -> None:
        try:
            for chunk in self._model.stream(messages):
                if left.is_set():
                    return
                used = chunk.usage_metadata or {}
                spent.update({kind: used.get(kind, 0) for kind in ("input_tokens", "output_tokens")})
                told.put(str(chunk.text))
        except Exception as error:  # every provider has its own; it is raised again, as ours, where the reply is awaited
            told.put(error)
        else:
            told.put(None)


def _next(told: SimpleQueue[str | Exception | None], ends: float, name: str) -> str | None:
    try:
        piece = told.get(timeout=max(0.0, ends - monotonic()))
        if monotonic() > ends:
            raise Empty  # what comes too late does not count, however fast it comes
    except Empty:
        raise ModelError(f"The model {name!r} has not answered in time. Ask again, or set ONRECORD_MODEL_SECONDS higher.") from None
    if isinstance(piece, Exception):
        raise ModelError(
            f"The model {name!r} could not answer ({_brief(piece)}). Ask again later, or set another ONRECORD_MODEL."
        ) from piece
    return piece


def _open(name: str, seconds: float) -> Any:  # noqa: ANN401 - the class is the provider's
    provider, _, model = name.partition(":")
    provider = ALIASES.get(provider, provider)
    if not provider or not model:
        raise SettingsError(f"The model is {name!r}; provider:model was expected, for example openai:gpt-4.1-mini or ollama:llama3.1.")
    try:
        from langchain.chat_models import init_chat_model  # noqa: PLC0415 - a second, and only where a model is set

        return init_chat_model(model, model_provider=provider, **_options(provider, seconds))
    except ImportError as error:
        raise SettingsError(_missing(name, provider, error)) from error
    except ValueError as error:
        if "Unsupported provider" not in str(error):
            raise SettingsError(f"The model {name!r} cannot be set up: {_brief(error)}") from error
        raise SettingsError(
            f"The model is {name!r}, and {provider!r} is no provider; among others there are {', '.join(EXTRAS)}."
        ) from error
    except Exception as error:  # a missing key is told by each provider's own class
        raise SettingsError(f"The model {name!r} cannot be set up: {_brief(error)}") from error


def _options(provider: str, seconds: float) -> dict[str, Any]:
    if provider == "ollama":
        return {"temperature": 0, "num_predict": REPLY, "client_kwargs": {"timeout": seconds}}
    return {"temperature": 0, "max_tokens": REPLY, "timeout": seconds, "max_retries": RETRIES}


def _missing(name: str, provider: str, error: ImportError) -> str:
    install = f"pip install 'onrecord[{EXTRAS[provider]}]'" if provider in EXTRAS else _brief(error)
    return f"The model {name!r} needs a package that is not installed: {install}"


def _brief(error: Exception) -> str:
    """An error on one line, no longer than a terminal is wide twice over."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:160]
