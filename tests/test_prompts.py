"""Words kept once: filled in completely or not at all."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from re import findall

import pytest

import prompts
from prompts import Example, PromptError, UnknownName, WrongVariables, examples, text


def test_a_variable_is_filled_in() -> None:
    assert text("partial", missing="the net loss") == "Part of the question is not answered by the releases on record: the net loss."


def test_a_missing_variable_is_named() -> None:
    with pytest.raises(WrongVariables, match=r"'partial' takes \['missing'\]; missing: \['missing'\], unknown: \[\]"):
        text("partial")


def test_an_unknown_variable_is_named() -> None:
    with pytest.raises(WrongVariables, match=r"'not_found' takes \[\]; missing: \[\], unknown: \['name'\]"):
        text("not_found", name="x")


def test_an_unknown_text_is_named_with_those_kept() -> None:
    with pytest.raises(UnknownName, match=r"no text 'greeting'; kept are answer, answer_repair"):
        text("greeting")


def test_unknown_examples_are_named_with_those_kept() -> None:
    with pytest.raises(UnknownName, match=r"no examples 'notices'; kept are policy"):
        examples("notices")


def test_both_errors_can_be_caught_as_one() -> None:
    assert issubclass(UnknownName, PromptError)
    assert issubclass(WrongVariables, PromptError)


def test_a_value_with_a_dollar_sign_stays_as_it_is() -> None:
    assert text("partial", missing="$5 million") == "Part of the question is not answered by the releases on record: $5 million."


@pytest.mark.parametrize("name", tomllib.loads((files("prompts") / prompts.NOTICES).read_text(encoding="utf-8")))
def test_a_notice_is_one_to_four_plain_sentences(name: str) -> None:
    words = prompts._templates()[name].template
    assert 1 <= words.count(". ") + words.count("? ") + 1 <= 4
    assert words == " ".join(words.split())


def test_examples_come_with_their_class() -> None:
    assert examples("policy")[0] == Example("Should I buy the stock?", "investment_advice")
    assert {example.label for example in examples("policy")} >= {"factual", "help", "off_topic", "medical_advice"}


def test_every_language_of_the_widget_says_the_same_things() -> None:
    spoken = prompts.interface()
    assert set(spoken) == {"en", "fr", "de", "es", "ja"}
    for words in spoken.values():
        assert words.keys() == spoken["en"].keys()
        assert all(set(findall(r"{\w+}", words[key])) == set(findall(r"{\w+}", spoken["en"][key])) for key in words)
