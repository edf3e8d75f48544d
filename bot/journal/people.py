"""What the journal keeps of people: a salted hash by which their own entries are found again, and nothing of what is in a question."""

from __future__ import annotations

import hmac
import os
import re
import secrets
from functools import cached_property
from hashlib import sha256

from bot.errors import JournalError
from bot.journal.settings import JournalSettings

LENGTH = 32  # hex digits of a hash: enough that no two people share one
_MASKED = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"(?<![\w$€£])(?:\+\d[\d ().-]{7,}\d|\(\d{3}\) ?\d{3}[-. ]\d{4}|\d{3}[-.]\d{3}[-.]\d{4})(?!\w)"), "[telephone]"),
)


class People:
    """Hashes persons and channels with the salt that is set, or with one that is made once and kept in the state folder."""

    def __init__(self, settings: JournalSettings) -> None:
        self._settings = settings

    def hashed(self, who: str | None) -> str | None:
        """The hash of a person or a channel; None for nobody, and where nothing of people is kept."""
        return self.pseudonym(who) if who and self._settings.people != "none" else None

    def pseudonym(self, who: str) -> str:
        """What stands for a name: the same for the same name, and not to be guessed without the salt."""
        return hmac.new(self._salt, who.encode("utf-8", "surrogatepass"), sha256).hexdigest()[:LENGTH]

    def name(self, who: str | None) -> str | None:
        """The name itself, only where names are kept."""
        return who if self._settings.people == "named" else None

    def masked(self, words: str) -> str:
        """The words as every database takes them, without e-mail addresses and telephone numbers unless names are kept."""
        words = words.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
        if self._settings.people == "named":
            return words
        for pattern, instead in _MASKED:
            words = pattern.sub(instead, words)
        return words

    @cached_property
    def _salt(self) -> bytes:
        if self._settings.salt:
            return self._settings.salt.encode()
        if self._settings.folder is None:
            raise JournalError("The journal has no salt. Set ONRECORD_JOURNAL_SALT to a long random text.")
        path = self._settings.folder / "salt"
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not path.exists():
                part = path.with_name(f"salt.{os.getpid()}.{secrets.token_hex(4)}")
                part.touch(mode=0o600)
                part.write_text(secrets.token_hex(32))
                _put(part, path)
            return path.read_bytes()
        except OSError as error:
            raise JournalError(
                f"The journal's salt {path} cannot be used ({error.strerror}). Set ONRECORD_JOURNAL_SALT, or free it."
            ) from error


def _put(part: os.PathLike[str], path: os.PathLike[str]) -> None:
    """Give the file its name, unless another process was first."""
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(part)
