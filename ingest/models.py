"""Where the small models' weights are: those that `onrecord train` made, where they are set, else those that come with the program."""

from __future__ import annotations

import os
from pathlib import Path


def weights_file(name: str, packaged: Path) -> Path:
    """The file of this name in the folder ONRECORD_MODELS where there is one, else ``packaged``."""
    folder = os.environ.get("ONRECORD_MODELS")
    own = Path(folder) / name if folder else packaged
    return own if own.exists() else packaged
