"""The carried network with low-rank adapters; besides train.py and the export, the only file that knows torch."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ingest.embedder import Vectors, carried_folder
from ingest.network_export import quiet

if TYPE_CHECKING:
    from torch import Tensor, nn

Pair = tuple["Tensor", "Tensor"]  # A [rank, in] and B [out, rank]
TOKENS = 4096  # a run, padding included: what two cores do best


def adapt(model: nn.Module, rank: int) -> dict[str, Pair]:
    """Freeze a model and add x A' B' to what each of its linear layers gives; B starts at zero, so nothing changes yet."""
    from torch import nn  # noqa: PLC0415 - seconds and 400 MB, only where it is trained

    model.requires_grad_(False)
    return {name: _adapt(layer, rank) for name, layer in model.named_modules() if isinstance(layer, nn.Linear)}


def _adapt(layer: nn.Linear, rank: int) -> Pair:
    import torch  # noqa: PLC0415 - as above

    a = (torch.randn(rank, layer.in_features) / layer.in_features**0.5).requires_grad_()
    b = torch.zeros(layer.out_features, rank, requires_grad=True)
    layer.register_forward_hook(lambda _, inputs, output: output + (inputs[0] @ a.T) @ b.T)
    return a, b


class Network:
    """Text to unit vectors, as the carried encoder makes them, with an adapter on each of its linear layers that can learn."""

    def __init__(self, *, rank: int, limit: int, seed: int) -> None:
        import torch  # noqa: PLC0415 - as above
        from tokenizers import Tokenizer  # noqa: PLC0415 - with the network
        from transformers import BertModel  # noqa: PLC0415 - six seconds

        quiet()
        torch.manual_seed(seed)
        self._model = BertModel.from_pretrained(
            carried_folder(),
            add_pooling_layer=False,
            hidden_dropout_prob=0.0,  # so few weights learn little by heart
            attention_probs_dropout_prob=0.0,
        )
        self.adapters = adapt(self._model, rank)
        self._tokenizer = Tokenizer.from_file(str(carried_folder() / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(limit)

    def weights(self) -> list[Tensor]:
        """All that learns."""
        return [tensor for pair in self.adapters.values() for tensor in pair]

    def embed(self, texts: Sequence[str]) -> Tensor:
        """Unit vectors [len(texts), 384] that carry gradients."""
        import torch  # noqa: PLC0415 - as above

        rows = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        parts: list[Tensor] = []
        order: list[int] = []
        for batch in by_length([len(row) for row in rows], TOKENS):
            parts.append(self._run([rows[i] for i in batch]))
            order += batch
        return torch.cat(parts)[torch.argsort(torch.tensor(order))]

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32 [len(texts), 384], of distinct texts made once."""
        import torch  # noqa: PLC0415 - as above

        distinct = {text: place for place, text in enumerate(dict.fromkeys(texts))}
        with torch.inference_mode():
            made = self.embed(list(distinct)).numpy()
        vectors: Vectors = made[np.array([distinct[text] for text in texts])]
        return vectors

    def _run(self, rows: list[list[int]]) -> Tensor:
        import torch  # noqa: PLC0415 - as above

        sequences = [torch.tensor(row) for row in rows]
        ids = torch.nn.utils.rnn.pad_sequence(sequences, batch_first=True)
        mask = torch.nn.utils.rnn.pad_sequence([torch.ones_like(row) for row in sequences], batch_first=True)
        states = self._model(input_ids=ids, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).to(states.dtype)
        return torch.nn.functional.normalize((states * weights).sum(1) / weights.sum(1), dim=1)


def save(adapters: dict[str, Pair], facts: dict[str, object], path: Path, head: nn.Linear | None = None) -> None:
    """Write LAYER.A and LAYER.B (and the head) in half precision, facts as JSON under `onrecord`; W += B A merges them, with no scale."""
    from safetensors.torch import save_file  # noqa: PLC0415 - brings torch

    tensors = {
        f"{name}.{letter}": tensor.detach().half().contiguous()
        for name, pair in adapters.items()
        for letter, tensor in zip("AB", pair, strict=True)
    }
    if head is not None:
        tensors |= {"head.weight": head.weight.detach().half(), "head.bias": head.bias.detach().half()}
    save_file(tensors, path, metadata={"onrecord": json.dumps(facts)})


def by_length(lengths: Sequence[int], most: int) -> Iterator[list[int]]:
    """Indices in batches of like length, each of at most so many tokens with its padding."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[index] > most:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
