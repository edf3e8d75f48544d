"""Programs asked for by what they are for, or by their field of medicine."""

from __future__ import annotations

import pytest

from bot.programs.status import programs_named
from bot.programs.unnamed import programs_about
from ingest import Ledger, Program


def program(name: str, *indications: str) -> Program:
    return Program(name, (), indications, (), (), None, None, None, None, ())


PROGRAMS = (
    program("ORV-112", "chronic cough"),
    program("ORV-340", "open-angle glaucoma"),
    program("ORV-500", "atopic dermatitis", "acne"),
    program("ORV-777", "wet age-related macular degeneration"),
)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Where does the glaucoma programme stand?", ["ORV-340"]),
        ("What is the status of our dermatology program?", ["ORV-500"]),
        ("What is next for your candidate for macular degeneration?", ["ORV-777"]),
        ("What is the status of the ophthalmology programs?", ["ORV-340", "ORV-777"]),
        ("What is the status of Orvex's lead cough drug?", ["ORV-112"]),
        ("What is the status of our oncology program?", []),
        ("What is the status of the lead program?", []),
        ("Where does the drilling program stand?", []),
        ("Where do you stand?", []),
    ],
)
def test_a_program_is_known_by_what_it_is_for(asked: str, meant: list[str]) -> None:
    assert [p.name for p in programs_about(asked, PROGRAMS)] == meant


def test_a_name_wins_over_a_description() -> None:
    ledger = Ledger("2025-03-04", PROGRAMS)
    assert [p.name for p in programs_named("Is ORV-112 ahead of the glaucoma program?", ledger)] == ["ORV-112"]
