"""Synthetic releases, as varied as benchmarks need them: results, trials, financings, agreements, people, of companies that do not exist."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

STEMS = [
    "Cal",
    "Ver",
    "Nor",
    "Tel",
    "Qua",
    "Sy",
    "Mar",
    "Lu",
    "Or",
    "Pre",
    "Zan",
    "Ri",
    "Fen",
    "Dor",
    "Ky",
    "Bel",
    "Tha",
    "Vis",
    "Em",
    "Jor",
]
ENDS = ["vexa", "dian", "lumen", "mira", "tone", "quil", "stra", "phane", "dorin", "vela", "gen", "rix", "sol", "tava", "bryn", "nova"]
CITIES = ["LEEDS, England", "BOSTON", "VANCOUVER, British Columbia", "BASEL, Switzerland", "SAN DIEGO", "LYON, France", "AUSTIN, Texas"]
ILLNESSES = [
    "chronic cough",
    "plaque psoriasis",
    "hepatitis B",
    "dry eye",
    "Crohn's disease",
    "migraine",
    "heart failure",
    "asthma",
    "gout",
]
ROLES = ["Chief Executive Officer", "Chief Financial Officer", "Chief Medical Officer", "Chairman of the Board"]
FIRST = ["Ana", "Boris", "Carla", "Dmitri", "Edith", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kira", "Liam"]
QUARTERS = ["first", "second", "third", "fourth"]
FACTORS = [
    "the cost, timing and results of clinical trials", "the need for further capital", "decisions of regulators", "competition",
    "dependence on partners and suppliers", "the protection of intellectual property", "demand for its products", "changes of law",
]  # fmt: skip


class Company:
    """One company, with what its releases keep saying."""

    def __init__(self, rng: random.Random) -> None:
        self.name = (
            rng.choice(STEMS) + rng.choice(ENDS) + rng.choice([" Therapeutics, Inc.", " Biosciences Ltd.", " Medical Corp.", " plc"])
        )
        self.programs = [f"{rng.choice('ABCDKLMTVX')}{rng.choice('CLMNRTV')}-{rng.randint(100, 999)}" for _ in range(4)]
        self.people = [f"{rng.choice(FIRST)} {rng.choice(STEMS)}{rng.choice(ENDS)}, {role}" for role in ROLES]
        self.city, self.illnesses = rng.choice(CITIES), rng.sample(ILLNESSES, 4)
        self.factors = rng.sample(FACTORS, 5)


def write_releases(folder: Path, count: int, *, seed: int, sentences: int = 18, changed: int | None = None) -> None:
    """Write ``count`` releases of some ``sentences`` sentences as Markdown; with ``changed`` write so many of them anew, chosen by the seed."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen = range(count) if changed is None else random.Random(seed).sample(range(count), changed)
    for number in chosen:
        (folder / f"{_day(number)}-{number:05}.md").write_text(
            release(number, version=seed if changed else 0, sentences=sentences), encoding="utf-8"
        )


def release(number: int, *, version: int = 0, sentences: int = 18) -> str:
    """The release of this number: forty a company, each on a day of its own, the figures in it the version's."""
    company, rng = Company(random.Random(number // 40)), random.Random(number * 7919 + version)
    day = _day(number)
    program, illness = rng.choice(list(zip(company.programs, company.illnesses, strict=True)))
    told = [rng.choice(KINDS)(company, program, illness, day, rng) for _ in range(sentences)]
    body = "\n\n".join(" ".join(told[first : first + 3]) for first in range(0, sentences, 3))
    headline = f"{company.name.split(',')[0]} Reports {rng.choice(['Progress', 'Results', 'Data', 'News'])} on {program} in {illness}, No. {number}"
    return (
        f"# {headline}\n\n{company.city}, {day:%B} {day.day}, {day.year} -- {company.name} today gave an update numbered {number}. {body}\n\n"
        f"## About {company.name}\n\n{company.name} develops medicines for {', '.join(company.illnesses)}.\n\n"
        f"## Forward-Looking Statements\n\nThis release contains forward-looking statements. Results may differ because of {', '.join(company.factors)}. "
        f"{company.name} undertakes no obligation to update them.\n"
    )


def _day(number: int) -> date:
    return date(2016, 1, 4) + timedelta(days=9 * number % 3600)


def _trial(company: Company, program: str, illness: str, day: date, rng: random.Random) -> str:
    return f"The Phase {rng.randint(1, 3)} trial of {program} in {illness} enrolled {rng.randint(20, 900)} patients at {rng.randint(3, 90)} sites."


def _expected(company: Company, program: str, illness: str, day: date, rng: random.Random) -> str:
    return (
        f"Top-line results of {program} in {illness} are expected in the {rng.choice(QUARTERS)} quarter of {day.year + rng.randint(0, 2)}."
    )


def _cash(company: Company, program: str, illness: str, day: date, rng: random.Random) -> str:
    return f"Cash and cash equivalents were ${rng.randint(3, 400)}.{rng.randint(0, 9)} million at the end of the {rng.choice(QUARTERS)} quarter of {day.year}."


def _result(company: Company, program: str, illness: str, day: date, rng: random.Random) -> str:
    return f"Patients with {illness} on {program} had {rng.randint(5, 80)}.{rng.randint(0, 9)}% fewer episodes than on placebo (p=0.0{rng.randint(10, 99)})."


def _quote(company: Company, program: str, illness: str, day: date, rng: random.Random) -> str:
    who = rng.choice(company.people)
    return f'"We {rng.choice(["believe", "expect", "hope"])} that {program} will help {rng.randint(2, 60)} thousand people," said {who}.'


def _deal(company: Company, program: str, illness: str, day: date, rng: random.Random) -> str:
    partner = rng.choice(STEMS) + rng.choice(ENDS)
    return f"{partner} licensed {program} for {illness} for ${rng.randint(1, 90)} million up front and royalties of {rng.randint(4, 22)}%."


def _spent(company: Company, program: str, illness: str, day: date, rng: random.Random) -> str:
    return f"Research and development cost ${rng.randint(1, 60)}.{rng.randint(0, 9)} million in the {rng.choice(QUARTERS)} quarter, on {program} above all."


def _filed(company: Company, program: str, illness: str, day: date, rng: random.Random) -> str:
    return f"An application numbered {rng.randint(10_000, 99_999)} for {program} was filed with the regulator in {illness}."


KINDS = [_trial, _expected, _cash, _result, _quote, _deal, _spent, _filed]
