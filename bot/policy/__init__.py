"""What is declined, per audience, and what is said instead."""

from bot.policy.beside import instead
from bot.policy.decision import Decision, decide, learnt_with

__all__ = ["Decision", "decide", "instead", "learnt_with"]
