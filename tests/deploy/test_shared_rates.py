"""Rates in PostgreSQL: what one replica lets in another counts, and a database that is away lets nobody in freely."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.postgres import Database
from bot.web.rates import Rates
from bot.web.shared_rates import AWAY, SharedRates


@pytest.fixture
def replicas(database: str, tmp_path: Path) -> Iterator[list[SharedRates]]:
    replicas = [SharedRates(Database(database), Rates(tmp_path / f"{number}.sqlite")) for number in range(2)]
    yield replicas
    for replica in replicas:
        replica.close()


def test_two_replicas_take_from_one_bucket(replicas: list[SharedRates]) -> None:
    let = [replicas[number % 2].spend("address a", a_minute=4) for number in range(6)]
    assert let[:4] == [0] * 4
    assert all(10 <= wait <= 15 for wait in let[4:])
    assert replicas[0].spend("address b", a_minute=4) == 0


def test_no_more_is_let_in_when_many_ask_at_once(replicas: list[SharedRates]) -> None:
    with ThreadPoolExecutor(8) as pool:
        let = list(pool.map(lambda number: replicas[number % 2].spend("address a", a_minute=10) == 0, range(40)))
    assert sum(let) == 10


def test_parts_of_a_question_cost_parts_and_a_bucket_fills_again(replicas: list[SharedRates], database: str) -> None:
    assert [replicas[0].spend("k", a_minute=1, cost=0.4) for _ in range(3)][:2] == [0, 0]
    assert replicas[0].spend("k", a_minute=1, cost=0.4) in range(5, 13)
    server = Database(database)
    server.run("UPDATE onrecord_rates SET at = at - interval '30 seconds'")
    assert replicas[1].spend("k", a_minute=1, cost=0.4) == 0
    assert server.run("SELECT key FROM onrecord_rates")[0]["key"] != "k"
    server.close()


def test_while_the_database_is_away_each_process_counts_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    clock = iter([0.0, 0.0, 1.0, 2.0, AWAY + 1, AWAY + 1])
    rates = SharedRates(Database("postgresql://u:secret@127.0.0.1:9/x"), Rates(tmp_path / "alone.sqlite"), now=lambda: next(clock))
    let = [rates.spend("a", a_minute=2) == 0 for _ in range(4)]
    rates.close()
    assert let == [True, True, False, False]
    assert len([told for told in caplog.records if told.name == "onrecord.web"]) == 2
    assert "secret" not in caplog.text
