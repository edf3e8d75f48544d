"""Settings: the environment before the file, the file before nothing, and one clear line where something is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.journal.settings import JournalSettings
from bot.settings import Company, Program, Settings, read_company, read_settings
from ingest import CARRIED, Contact

FILE = """
[company]
name = "Orvex Valves Ltd."
tickers = ["LSE: ORVX"]
website = "https://orvex.example.com"
today = 2025-03-10
questions = ["How many valves?"]

[contact]
name = "Ann Lee"
email = "ir@orvex.example.com"

[[programs]]
name = "OV-12"
aliases = ["quiet valve"]
partner = "Brassworks"
"""


def settings_file(tmp_path: Path, words: str) -> Path:
    path = tmp_path / "company.toml"
    path.write_text(words, encoding="utf-8")
    return path


def test_nothing_set_means_the_carried_encoder_and_the_clock() -> None:
    read = replace(read_settings({}), journal=JournalSettings())
    assert read == Settings(store=Path(".onrecord"), encoder=CARRIED, today=None, company=Company())
    assert read_settings({}).now() == date.today()


def test_the_companys_file_is_read_whole(tmp_path: Path) -> None:
    assert read_company(settings_file(tmp_path, FILE)) == Company(
        name="Orvex Valves Ltd.",
        tickers=("LSE: ORVX",),
        website="https://orvex.example.com",
        contact=Contact("Ann Lee", "ir@orvex.example.com", None, None),
        medical_contact=None,
        programs=(Program("OV-12", ("quiet valve",), None, "Brassworks"),),
        questions=("How many valves?",),
        today=date(2025, 3, 10),
    )


def test_the_file_in_the_working_folder_is_found_without_being_named() -> None:
    Path("onrecord.toml").write_text('[company]\nname = "Orvex"\n')
    assert read_settings({}).company == Company(name="Orvex")


def test_the_environment_wins_over_the_file_and_the_option_over_both(tmp_path: Path) -> None:
    named = {"ONRECORD_CONFIG": str(settings_file(tmp_path, FILE)), "ONRECORD_STORE": "/s", "ONRECORD_ENCODER": "other"}
    assert read_settings(named).now() == date(2025, 3, 10)
    settings = read_settings(named | {"ONRECORD_TODAY": "2026-01-02"})
    assert (settings.store, settings.encoder, settings.now()) == (Path("/s"), "other", date(2026, 1, 2))
    assert read_settings(named, store=Path("/typed")).store == Path("/typed")


def test_an_empty_variable_is_one_that_is_not_set() -> None:
    empty = {"ONRECORD_STORE": "", "ONRECORD_ENCODER": "", "ONRECORD_TODAY": "", "ONRECORD_CONFIG": ""}
    assert read_settings(empty) == read_settings({})


def test_a_wrong_day_in_the_environment_is_named() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({"ONRECORD_TODAY": "yesterday"})
    assert str(caught.value) == "ONRECORD_TODAY is 'yesterday'; a date such as 2026-06-30 was expected."


def test_a_named_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "nowhere.toml"
    with pytest.raises(SettingsError) as caught:
        read_settings({"ONRECORD_CONFIG": str(path)})
    assert str(caught.value) == f"The settings file {path} could not be read (No such file or directory). Give its path in ONRECORD_CONFIG."


@pytest.mark.parametrize(
    ("words", "key", "value", "expected"),
    [
        ('[company]\ntoday = "soon"', "today", "'soon'", "a date such as 2026-06-30"),
        ('[company]\ntickers = "LSE: ORVX"', "company.tickers", "'LSE: ORVX'", "a list of texts"),
        ("[company]\nquestions = [1]", "company.questions", "[1]", "a list of texts"),
        ('questions = "How many?"', "questions", "'How many?'", "a list of texts"),
        ("[company]\nname = 5", "company.name", "5", "a text"),
        ('company = "Orvex"', "company", "'Orvex'", "a table"),
        ('contact = "ir@orvex.example.com"', "contact", "'ir@orvex.example.com'", "a table"),
        ("[contact]\nphone = 5550142", "contact.phone", "5550142", "a text"),
        ('programs = ["OV-12"]', "programs", "['OV-12']", "a list of tables"),
        ('[[programs]]\naliases = ["quiet valve"]', "programs.name", "None", "a text"),
    ],
)
def test_a_wrong_value_is_told_by_key_value_and_what_was_expected(words: str, key: str, value: str, expected: str, tmp_path: Path) -> None:
    path = settings_file(tmp_path, words)
    with pytest.raises(SettingsError) as caught:
        read_company(path)
    assert str(caught.value) == f"{key} in {path} is {value}; {expected} was expected."


@pytest.mark.parametrize("data", [b"[company\n", b"name = 'half", b"\xff\xfe\x00"])
def test_what_is_no_toml_is_said_in_one_line(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(data)
    with pytest.raises(SettingsError) as caught:
        read_company(path)
    assert str(caught.value).startswith(f"The settings file {path} is not valid TOML: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("environment", "model"),
    [
        ({}, "openai:a"),
        ({"ONRECORD_MODEL": "ollama:b"}, "ollama:b"),
        ({"ONRECORD_MODEL": "none"}, None),
        ({"ONRECORD_MODEL": ""}, "openai:a"),
    ],
)
def test_the_model_is_the_environments_before_the_companys(tmp_path: Path, environment: dict[str, str], model: str | None) -> None:
    path = settings_file(tmp_path, 'model = "openai:a"\n')
    assert read_settings({"ONRECORD_CONFIG": str(path), **environment}).model == model


@pytest.mark.parametrize("value", ["soon", "0", "-1", "inf", "nan"])
def test_a_time_limit_that_is_none_is_named(value: str) -> None:
    with pytest.raises(SettingsError, match=f"ONRECORD_MODEL_SECONDS is '{value}'; a number above 0"):
        read_settings({"ONRECORD_MODEL_SECONDS": value})
