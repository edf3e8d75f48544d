"""The carried encoder's weights to one ONNX file with pooling and normalising inside; the only file that knows torch."""

from __future__ import annotations

import logging
import os
import warnings
from pathlib import Path
from typing import Any

from ingest.errors import EncoderError


def export(folder: Path, adapter: Path, path: Path) -> None:
    """Write the encoder in ``folder`` with ``adapter`` merged in to ``path``, whole or not at all; takes about 15 s and 800 MB."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        _export(folder, adapter, part)
        part.replace(path)
    except OSError as error:
        raise EncoderError(
            f"The encoder could not be written to {path}: {error}. Set ONRECORD_CACHE to a folder with 100 MB free."
        ) from error


def _export(folder: Path, adapter: Path, path: Path) -> None:
    import torch  # noqa: PLC0415 - needed once a machine, never when answering
    import transformers  # noqa: PLC0415
    from safetensors.torch import load_file  # noqa: PLC0415

    talk: Any = transformers.utils.logging  # carries no types
    talk.disable_progress_bar()
    talk.set_verbosity_error()
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)  # it names every operator library that is not installed

    def merge(model: torch.nn.Module, adapter: Path) -> None:
        """Add each layer's low-rank difference B @ A to its weights."""
        parts = load_file(adapter)
        with torch.no_grad():
            for name in {key.rsplit(".", 1)[0] for key in parts}:
                model.get_parameter(f"{name}.weight").add_(parts[f"{name}.B"].float() @ parts[f"{name}.A"].float())

    class Pooled(torch.nn.Module):
        """Mean of the token states under the mask, at unit length: as the carried model's own pooling does."""

        def __init__(self) -> None:
            super().__init__()
            self.model = transformers.AutoModel.from_pretrained(str(folder)).eval()
            merge(self.model, adapter)

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            """[batch, sequence] token ids and mask to [batch, 384] unit vectors."""
            states = self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            weights = attention_mask.unsqueeze(-1).to(states.dtype)
            return torch.nn.functional.normalize((states * weights).sum(1) / weights.sum(1), dim=1)

    batch, sequence = torch.export.Dim("batch"), torch.export.Dim("sequence", max=512)
    shape = {0: batch, 1: sequence}
    ids, mask = (
        torch.arange(18).reshape(2, 9),
        torch.ones(2, 9, dtype=torch.long),
    )  # two tensors: one given twice would be exported as one input
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns of its own deprecations
        torch.onnx.export(
            Pooled(),
            (ids, mask),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors"],
            dynamic_shapes={"input_ids": shape, "attention_mask": shape},
            dynamo=True,
            external_data=False,
            verbose=False,
        )
