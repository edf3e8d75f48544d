"""The carried network read as a cross-encoder: two texts together, to logits; with low-rank adapters and a head that learn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ingest.embedder import carried_folder
from ingest.network_export import merge, quiet, read
from ingest.training.network import adapt, by_length

if TYPE_CHECKING:
    from torch import Tensor

TextPair = tuple[str, str]
WIDTH = 384  # of a token's state
DROPOUT = 0.1
TOKENS = 3072  # a run, padding included


class PairNetwork:
    """Pairs of texts to logits [pairs, outputs]: a linear head over the first token's state and how the two sides' means agree and differ."""

    def __init__(self, *, rank: int, limit: int, seed: int, outputs: int, merged: Sequence[Path] = ()) -> None:
        import torch  # noqa: PLC0415 - seconds and 400 MB, only where it is trained
        from tokenizers import Tokenizer  # noqa: PLC0415 - with the network
        from transformers import BertModel  # noqa: PLC0415 - six seconds

        quiet()
        torch.manual_seed(seed)
        self._model = BertModel.from_pretrained(
            carried_folder(), add_pooling_layer=False, hidden_dropout_prob=DROPOUT, attention_probs_dropout_prob=0.0
        )
        for path in merged:
            merge(self._model, path)
        self.adapters = adapt(self._model, rank)
        self.head = torch.nn.Linear(3 * WIDTH, outputs)
        torch.nn.init.zeros_(self.head.weight)
        self._tokenizer = Tokenizer.from_file(str(carried_folder() / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(limit)
        self.half = bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())  # twice the speed where the processor has it

    def rates(self, adapters: float, head: float) -> list[tuple[list[Tensor], float]]:
        """All that learns, each with its full rate."""
        return [([tensor for pair in self.adapters.values() for tensor in pair], adapters), ([self.head.weight, self.head.bias], head)]

    def training(self, learning: bool) -> None:
        """Dropout on or off."""
        self._model.train(learning)

    def logits(self, pairs: Sequence[TextPair]) -> Tensor:
        """Float32 [pairs, outputs], carrying gradients; each text of a pair is cut to leave the other its half of the limit."""
        import torch  # noqa: PLC0415 - as above

        rows = [(encoding.ids, encoding.type_ids) for encoding in self._tokenizer.encode_batch(list(pairs))]
        parts: list[Tensor] = []
        order: list[int] = []
        for batch in by_length([len(ids) for ids, _ in rows], TOKENS):
            parts.append(self._run([rows[i] for i in batch]))
            order += batch
        return torch.cat(parts)[torch.argsort(torch.tensor(order))]

    def scores(self, pairs: Sequence[TextPair]) -> npt.NDArray[np.float32]:
        """The logits without gradients or dropout."""
        import torch  # noqa: PLC0415 - as above

        self.training(False)
        with torch.inference_mode():
            found: npt.NDArray[np.float32] = self.logits(pairs).numpy()
        return found

    def _run(self, rows: list[tuple[list[int], list[int]]]) -> Tensor:
        import torch  # noqa: PLC0415 - as above

        pad = torch.nn.utils.rnn.pad_sequence
        ids = pad([torch.tensor(ids) for ids, _ in rows], batch_first=True)
        sides = pad([torch.tensor(types) for _, types in rows], batch_first=True, padding_value=-1)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.half):
            states = self._model(input_ids=ids, token_type_ids=sides.clamp(min=0), attention_mask=(sides >= 0).long()).last_hidden_state
        logits: Tensor = self.head(read(states.float(), sides.clamp(min=0), (sides >= 0).long()))
        return logits
