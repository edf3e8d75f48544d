"""What can go wrong between a question and its answer.

BotError
├── QuestionError    a question that cannot be taken: empty, too long, a batch line that is no JSON
├── ThreadError      a thread that cannot be kept or read
├── JournalError     a journal that cannot be written to or read, or an entry that it does not hold
├── DatabaseError    a database that does not answer
├── UnknownProgram   a program of which the record tells nothing
├── Busy             more is asked than can be answered at once
├── TooSlow          an answer that took longer than it may, and was given up
├── SlackError       Slack that refuses our token, or a channel we are to speak in, or cannot be reached
├── ModelError       a language model that gives no answer: down, slow, refusing; the quotes composer answers instead
└── SettingsError    a setting or the company's file that cannot be used

A message says what happened, the value received and what to do.
"""


class BotError(Exception):
    """Anything that the room `bot` refuses; its text is one clear line for a person."""


class QuestionError(BotError):
    """A question that cannot be taken."""


class SettingsError(BotError):
    """A setting that cannot be used."""


class UnknownProgram(BotError):
    """A program of which the record tells nothing."""


class ThreadError(BotError):
    """A thread that cannot be kept or read."""


class DatabaseError(BotError):
    """A database that does not answer as it should."""


class SlackError(BotError):
    """Slack that refuses what we need of it, or cannot be reached."""


class ModelError(BotError):
    """A language model that gives no answer."""


class Busy(BotError):
    """More is asked than can be answered at once; ``seconds`` from now there may be a place."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"All places are taken just now. Try again in {seconds} s.")
        self.seconds = seconds


class TooSlow(BotError):
    """An answer that took longer than it may."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"The answer took longer than {seconds:g} s and was given up. Try again, or ask for less at once.")


class JournalError(BotError):
    """A journal that cannot be written to or read, or an entry that it does not hold."""
