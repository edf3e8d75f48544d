"""Is this sentence said by these words? Exact for numbers, dates, names and phases; then nearness in meaning."""

from bot.verify.basis import Basis, basis
from bot.verify.judge import Judged, judge, ruling
from bot.verify.model import carried
from bot.verify.names import is_ordinary
from bot.verify.network import open_checker
from bot.verify.quotes import holds
from bot.verify.statement import verify
from bot.verify.verdict import RULINGS, Checker, Cited, Difference, Probabilities, Ruling, Verdict

__all__ = [
    "RULINGS",
    "Basis",
    "Checker",
    "Cited",
    "Difference",
    "Judged",
    "Probabilities",
    "Ruling",
    "Verdict",
    "basis",
    "carried",
    "holds",
    "is_ordinary",
    "judge",
    "open_checker",
    "ruling",
    "verify",
]
