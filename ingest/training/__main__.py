"""Train the encoder's adapter: python -m ingest.training FOLDER OUT.safetensors [--seed N] [--fresh OUT.txt].

FOLDER holds questions.jsonl and the releases below releases/ (see material.py). Half an hour on two cores.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ingest.errors import IngestError
from ingest.training.train import Plan, train


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments, train, and say how far it is on standard error."""
    parser = argparse.ArgumentParser(prog="python -m ingest.training", description="Train the encoder's adapter on questions to releases.")
    parser.add_argument("folder", type=Path, help="holds questions.jsonl and releases/")
    parser.add_argument("out", type=Path, help="the adapter, a .safetensors file")
    parser.add_argument(
        "--seed", type=int, default=Plan.seed, help="of the held-back issuers, the first weights and the order (default %(default)s)"
    )
    parser.add_argument("--fresh", type=Path, help="write here the issuers that were held back, one a line")
    options = parser.parse_args(arguments)
    try:
        train(options.folder, options.out, Plan(seed=options.seed), fresh=options.fresh, progress=_say)
    except IngestError as error:
        sys.exit(str(error))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
