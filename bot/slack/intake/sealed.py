"""Tokens of workspaces as they lie in the database: encrypted, and of no use to whoever has the database alone."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import MetaData, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

SECRETS = {"bot_token", "bot_refresh_token", "user_token", "user_refresh_token", "incoming_webhook_url"}
log = logging.getLogger("onrecord.slack")


class Sealed(TypeDecorator[str]):
    """Words encrypted with the first of the keys (Fernet: AES-128-CBC, HMAC-SHA-256), decrypted with whichever fits."""

    impl = Text
    cache_ok = False  # a key is to stand in no cache of statements

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__()
        self._box = MultiFernet([Fernet(key) for key in keys])

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """As it lies there."""
        return None if value is None else self._box.encrypt(value.encode()).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """As it is used; None where no key fits, as if the app were not installed."""
        if value is None:
            return None
        try:
            return self._box.decrypt(value.encode()).decode()
        except InvalidToken:
            log.error(
                "The token of a workspace cannot be read with ONRECORD_SLACK_KEY. "
                "Put the key that it was kept with beside the new one, or install the app there again."
            )
            return None


def seal(tables: MetaData, keys: Sequence[str]) -> None:
    """Have the secrets among the columns of slack_sdk's tables lie encrypted."""
    for table in tables.tables.values():
        for column in table.columns:
            if column.name in SECRETS:
                column.type = Sealed(keys)
