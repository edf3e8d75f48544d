"""What can go wrong with the words kept here.

PromptError
├── UnknownName       no text or examples are kept under this name
└── WrongVariables    a text was given too few or too many variables

A message names the text, the value received and what is kept or expected.
"""


class PromptError(Exception):
    """Anything that the room `prompts` refuses; its text is one clear line."""


class UnknownName(PromptError):
    """No text or examples are kept under this name."""


class WrongVariables(PromptError):
    """A text was given too few or too many variables."""
