"""Is this sentence said by these words? Exact for numbers, dates, names and phases; then nearness in meaning."""

from bot.verify.quotes import holds
from bot.verify.statement import verify
from bot.verify.verdict import RULINGS, Checker, Cited, Difference, Probabilities, Ruling, Verdict

__all__ = ["RULINGS", "Checker", "Cited", "Difference", "Probabilities", "Ruling", "Verdict", "holds", "verify"]
