"""The carried weights with our adapters merged in, to ONNX files that run without torch; what answering needs no more, once done."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import EncoderError

if TYPE_CHECKING:
    from torch import Tensor, nn

FORM = "16"  # of the files: their words' vectors have 16 bits, a quarter less to load, and answers the same to six digits
SAMPLE = (2, 9)  # texts and tokens of the example that the exporter follows; both may vary


def export_encoder(folder: Path, adapter: Path, path: Path) -> None:
    """Text to a unit vector, pooling inside: [batch, tokens] ids and mask to [batch, 384]; takes about 15 s and 800 MB."""
    _whole(path, lambda part: _export(_encoder(folder, adapter), ["input_ids", "attention_mask"], part))


def export_pairs(folder: Path, adapters: Sequence[Path], path: Path) -> None:
    """Two texts to logits: [batch, tokens] ids, sides and mask to [batch, outputs]; the last adapter holds the head."""
    _whole(path, lambda part: _export(_pairs(folder, adapters), ["input_ids", "token_type_ids", "attention_mask"], part))


def _whole(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file whole or not at all."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        write(part)
        part.replace(path)
    except OSError as error:
        raise EncoderError(
            f"The encoder could not be written to {path}: {error}. Set ONRECORD_CACHE to a folder with 200 MB free."
        ) from error


def _base(folder: Path, adapters: Sequence[Path]) -> nn.Module:
    """The network in ``folder`` with each adapter's low-rank differences B @ A added to its weights."""
    import transformers  # noqa: PLC0415 - needed once a machine, never when answering

    quiet()
    model: nn.Module = transformers.AutoModel.from_pretrained(str(folder)).eval()
    for adapter in adapters:
        merge(model, adapter)
    return _with_short_words(model)


def _with_short_words(model: nn.Module) -> nn.Module:
    """The network with the vectors of its words, half of all weights, kept in 16 bits."""
    import torch  # noqa: PLC0415 - as above

    class Words(torch.nn.Module):
        """Looked up as they are kept, reckoned with in 32 bits."""

        def __init__(self, weight: Tensor) -> None:
            super().__init__()
            self.register_buffer("weight", weight.half())

        def forward(self, ids: Tensor) -> Tensor:
            """[batch, tokens] ids to [batch, tokens, width]."""
            return torch.nn.functional.embedding(ids, self.get_buffer("weight")).float()

    name = "embeddings.word_embeddings"
    model.set_submodule(name, Words(model.get_parameter(f"{name}.weight").detach()))
    return model


def quiet() -> None:
    """Keep transformers from telling what it loads."""
    import transformers  # noqa: PLC0415 - as above

    talk: Any = transformers.utils.logging  # carries no types
    talk.disable_progress_bar()
    talk.set_verbosity_error()


def merge(model: nn.Module, adapter: Path) -> None:
    """Add a file's low-rank differences B @ A to a model's weights."""
    import torch  # noqa: PLC0415 - as above
    from safetensors.torch import load_file  # noqa: PLC0415 - as above

    parts = load_file(adapter)
    with torch.no_grad():
        for name in {key[:-2] for key in parts if key.endswith(".A")}:
            model.get_parameter(f"{name}.weight").add_(parts[f"{name}.B"].float() @ parts[f"{name}.A"].float())


def _encoder(folder: Path, adapter: Path) -> nn.Module:
    import torch  # noqa: PLC0415 - as above

    class Pooled(torch.nn.Module):
        """Mean of the token states under the mask, at unit length: as the carried model's own pooling does."""

        def __init__(self) -> None:
            super().__init__()
            self.model = _base(folder, [adapter])

        def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
            """[batch, tokens] ids and mask to [batch, 384] unit vectors."""
            states = self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            return unit_mean(states, attention_mask)

    return Pooled()


def _pairs(folder: Path, adapters: Sequence[Path]) -> nn.Module:
    import torch  # noqa: PLC0415 - as above
    from safetensors.torch import load_file  # noqa: PLC0415 - as above

    parts = load_file(adapters[-1])

    class Paired(torch.nn.Module):
        """The network and the head over what ``read`` sees."""

        def __init__(self) -> None:
            super().__init__()
            self.model = _base(folder, adapters)
            outputs, inputs = parts["head.weight"].shape
            self.head = torch.nn.Linear(inputs, outputs)
            self.head.load_state_dict({"weight": parts["head.weight"].float(), "bias": parts["head.bias"].float()})

        def forward(self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor) -> Tensor:
            """[batch, tokens] ids, sides (0 or 1) and mask to [batch, outputs] logits."""
            states = self.model(input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask).last_hidden_state
            logits: Tensor = self.head(read(states, token_type_ids, attention_mask))
            return logits

    return Paired()


def unit_mean(states: Tensor, mask: Tensor) -> Tensor:
    """Mean of token states [n, tokens, width] under a mask [n, tokens], at unit length."""
    import torch  # noqa: PLC0415 - as above

    weights = mask.unsqueeze(-1).to(states.dtype)
    return torch.nn.functional.normalize((states * weights).sum(1) / weights.sum(1), dim=1)


def read(states: Tensor, sides: Tensor, mask: Tensor) -> Tensor:
    """What a head reads of a pair: the first token's state, and how the two sides' means agree and differ: [n, 3 * width]."""
    import torch  # noqa: PLC0415 - as above

    one, other = unit_mean(states, mask * (1 - sides)), unit_mean(states, mask * sides)
    scale = states.shape[-1] ** 0.5
    return torch.cat([states[:, 0], one * other * scale, (one - other).abs() * scale], dim=1)


def _export(model: nn.Module, inputs: list[str], path: Path) -> None:
    import torch  # noqa: PLC0415 - as above

    logging.getLogger("torch.onnx").setLevel(logging.ERROR)  # it names every operator library that is not installed
    batch, tokens = torch.export.Dim("batch"), torch.export.Dim("tokens", max=512)
    # a tensor of its own for each input: one given twice would be exported as one input
    values = {
        "input_ids": torch.arange(SAMPLE[0] * SAMPLE[1]).reshape(SAMPLE),
        "token_type_ids": (torch.arange(SAMPLE[1]) > SAMPLE[1] // 2).long().expand(SAMPLE).clone(),
        "attention_mask": torch.ones(SAMPLE, dtype=torch.long),
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns of its own deprecations
        torch.onnx.export(
            model,
            tuple(values[name] for name in inputs),
            str(path),
            input_names=inputs,
            output_names=["output"],
            dynamic_shapes={name: {0: batch, 1: tokens} for name in inputs},
            dynamo=True,
            external_data=False,
            verbose=False,
        )
