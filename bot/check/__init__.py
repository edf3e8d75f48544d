"""Is a draft covered by what is on record? Sentence by sentence, newest release first."""

from bot.check.claim import Checked, check

__all__ = ["Checked", "check"]
