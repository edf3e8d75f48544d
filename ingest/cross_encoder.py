"""Two texts read together: the carried cross-encoders, run by onnxruntime, or any of sentence-transformers by name or folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
import tokenizers

from ingest.embedder import cache_folder, carried_folder, digest, encoder_adapter, exported, session
from ingest.errors import EncoderError
from ingest.models import weights_file
from ingest.network_export import export_pairs

TOKENS = {"chooser": 96, "checker": 128, "labeller": 128}  # what each was trained to read of a pair; the longer text is cut first
Logits = npt.NDArray[np.float32]


CARRIED_PAIRS = "onrecord"  # the setting that means our own
NONE = "none"
TOGETHER = 8  # pairs in one run: more take more memory and no less time
TASKS = ("chooser", "labeller", "checker")


class CrossEncoder(Protocol):
    """Reads pairs of texts; ``name`` tells which one it is."""

    name: str

    def logits(self, pairs: Sequence[tuple[str, str]]) -> Logits:
        """Float32 [len(pairs), outputs]."""
        ...


def open_cross_encoder(task: str, model: str = CARRIED_PAIRS, *, may_export: bool = True) -> CrossEncoder | None:
    """The carried cross-encoder for a task ("chooser" or "checker"), another by name or folder, or None where the name is "none"."""
    if model == NONE:
        return None
    return CarriedCrossEncoder(task, may_export=may_export) if model == CARRIED_PAIRS else SentenceTransformerCrossEncoder(model)


def prepare(tasks: Sequence[str] = TASKS) -> None:
    """Export what the carried cross-encoders need on this machine and do not have yet; half a minute the first time."""
    for task in tasks:
        if not _exported(task, cache_folder()).exists():
            export_pairs(carried_folder(), _adapters(task), _exported(task, cache_folder()))


class CarriedCrossEncoder:
    """The carried weights with the encoder's adapter and, upon it, one that was trained for ``task`` and holds its head."""

    def __init__(self, task: str, *, may_export: bool = True, cache: Path | None = None, threads: int | None = None) -> None:
        folder, path = carried_folder(), _exported(task, cache or cache_folder())
        self.name = _name(task)
        if not path.exists():
            if not may_export:
                raise EncoderError(
                    f"The {task} has not been prepared on this machine ({path} is missing). Run `onrecord ingest` once; it does so."
                )
            export_pairs(folder, _adapters(task), path)
        self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(TOKENS[task])
        self._session = session(path, threads or min(os.cpu_count() or 1, 4))

    def logits(self, pairs: Sequence[tuple[str, str]]) -> Logits:
        """Float32 [len(pairs), outputs]."""
        if not pairs:
            return np.zeros((0, 1), np.float32)
        encoded = self._tokenizer.encode_batch(list(pairs))
        order = sorted(range(len(pairs)), key=lambda n: len(encoded[n].ids))  # those of a length together: less to fill up
        runs = [self._run([encoded[n] for n in order[first : first + TOGETHER]]) for first in range(0, len(order), TOGETHER)]
        found: Logits = np.concatenate(runs)[np.argsort(order)]
        return found

    def _run(self, encoded: Sequence[tokenizers.Encoding]) -> Logits:
        filled = np.zeros((3, len(encoded), max(len(e.ids) for e in encoded)), np.int64)
        for row, e in enumerate(encoded):
            filled[:, row, : len(e.ids)] = e.ids, e.type_ids, e.attention_mask
        inputs = dict(zip(("input_ids", "token_type_ids", "attention_mask"), filled, strict=True))
        found: Logits = self._session.run(None, inputs)[0]
        return found


class SentenceTransformerCrossEncoder:
    """Any sentence-transformers CrossEncoder by name or folder; needs torch while it runs."""

    def __init__(self, model: str) -> None:
        from sentence_transformers import CrossEncoder as Model  # noqa: PLC0415 - six seconds and 420 MB, only where it is asked for

        try:
            self._model = Model(model, device="cpu", max_length=256)
        except (OSError, ValueError) as error:
            raise EncoderError(
                f"The cross-encoder {model!r} could not be loaded: {error}. Give a CrossEncoder's name or folder."
            ) from error
        self.name = model

    def logits(self, pairs: Sequence[tuple[str, str]]) -> Logits:
        """Float32 [len(pairs), outputs of the model], as they leave its head."""
        import torch  # noqa: PLC0415 - here already, with the model

        found = self._model.predict(list(pairs), activation_fn=torch.nn.Identity(), show_progress_bar=False)
        return np.asarray(found, np.float32).reshape(len(pairs), -1)


def _adapters(task: str) -> list[Path]:
    """The encoder's adapter, and the task's own with its head."""
    name = f"{task}.safetensors"
    if not weights_file(name, Path(__file__).with_name(name)).exists():
        raise EncoderError(
            f"There are no weights for a {task}. Train one (`onrecord train`) and set ONRECORD_MODELS, or name a CrossEncoder."
        )
    return [encoder_adapter(), weights_file(name, Path(__file__).with_name(name))]


def _name(task: str) -> str:
    return f"onrecord-{task}:{digest(carried_folder() / 'model.safetensors', *_adapters(task))}"


def _exported(task: str, cache: Path) -> Path:
    return exported(_name(task), cache)
