"""The company's onrecord.toml as it stands; a file that people pass around holds no secret."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.errors import SettingsError

_SECRET = re.compile(r"(?:^|_)(?:tokens?|secrets?|passwords?|passwd|credentials?|salt)$|api_?keys?$|private_?key$|signing")
_LOOKS_SECRET = re.compile(r"^(?:xox[a-z]-|xapp-|sk-|Bearer )\S{6,}|://[^/\s:@]+:[^/\s@]+@")


def read_table(path: Path) -> dict[str, Any]:
    """The file's table; SettingsError where it cannot be read, or where a secret stands in it."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"The settings file {path} could not be read ({error.strerror}). Give its path in ONRECORD_CONFIG.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"The settings file {path} is not valid TOML: {error}.") from error
    for key in _secrets(table, ""):
        raise SettingsError(
            f"{key} in {path} looks like a secret; secrets are taken from the environment only. "
            "Take it out of the file, set its variable (`onrecord config` lists them), and change it if the file was passed on."
        )
    return table


def _secrets(value: Any, key: str) -> Iterator[str]:  # noqa: ANN401 - whatever the file holds
    if isinstance(value, dict):
        for name, part in value.items():
            place = f"{key}.{name}" if key else name
            if _SECRET.search(name.lower().replace("-", "_")):
                yield place
            yield from _secrets(part, place)
    elif isinstance(value, list):
        for part in value:
            yield from _secrets(part, key)
    elif isinstance(value, str) and _LOOKS_SECRET.search(value):
        yield key
