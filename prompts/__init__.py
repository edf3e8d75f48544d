"""Words kept once: notices to the reader, prompts to a model, and examples; no logic.

A text is a key of notices.toml or tools.toml or a file NAME.md, with ``$variables``; examples are lists of a file NAME.toml.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template

from prompts.errors import PromptError, UnknownName, WrongVariables

__all__ = ["Example", "PromptError", "UnknownName", "WrongVariables", "examples", "interface", "names", "text"]

NOTICES = "notices.toml"
TOOLS = "tools.toml"  # what assistants are told
SLACK = "slack.toml"
INTERFACE = "interface.toml"


@dataclass(frozen=True, slots=True)
class Example:
    """Words as somebody types them, and the class they belong to."""

    text: str
    label: str


def text(name: str, /, **variables: str) -> str:
    """The text of this name with its variables filled in; WrongVariables where one is missing or unknown."""
    template = _templates().get(name)
    if template is None:
        raise UnknownName(f"There is no text {name!r}; kept are {', '.join(sorted(_templates()))}.")
    expected = set(template.get_identifiers())
    if expected != variables.keys():
        missing, unknown = sorted(expected - variables.keys()), sorted(variables.keys() - expected)
        raise WrongVariables(f"The text {name!r} takes {sorted(expected)}; missing: {missing}, unknown: {unknown}.")
    return template.substitute(variables)


@cache
def examples(name: str) -> tuple[Example, ...]:
    """The labelled examples of this name, in the order of their file."""
    kept = {
        file.name.removesuffix(".toml"): file
        for file in files("prompts").iterdir()
        if file.name.endswith(".toml") and file.name not in (NOTICES, TOOLS, SLACK, INTERFACE)
    }
    if name not in kept:
        raise UnknownName(f"There are no examples {name!r}; kept are {', '.join(sorted(kept))}.")
    table = tomllib.loads(kept[name].read_text(encoding="utf-8"))
    return tuple(Example(words, label) for label, lines in table.items() for words in lines)


def interface() -> dict[str, dict[str, str]]:
    """The words of the chat widget by language code; ``{n}`` and the like are filled in where they are shown."""
    return tomllib.loads((files("prompts") / INTERFACE).read_text(encoding="utf-8"))


def names() -> tuple[str, ...]:
    """The names of all texts."""
    return tuple(sorted(_templates()))


@cache
def _templates() -> dict[str, Template]:
    kept = [tomllib.loads((files("prompts") / name).read_text(encoding="utf-8")) for name in (NOTICES, TOOLS, SLACK)]
    pages = {
        file.name.removesuffix(".md"): file.read_text(encoding="utf-8") for file in files("prompts").iterdir() if file.name.endswith(".md")
    }
    return {name: Template(words.strip()) for name, words in (kept[0] | kept[1] | kept[2] | pages).items()}
