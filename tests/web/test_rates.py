"""Token buckets: what is let through, when the next is, and that processes share them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.web.rates import KEPT, SWEEP, Rates
from bot.web.settings import WebSettings, read_web_settings


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def test_a_bucket_empties_and_fills_with_time(tmp_path: Path) -> None:
    clock = Clock()
    rates = Rates(tmp_path / "rates.sqlite", now=clock)
    assert [rates.spend("a", a_minute=6) for _ in range(7)] == [0, 0, 0, 0, 0, 0, 10]
    assert rates.spend("b", a_minute=6) == 0
    clock.at += 9
    assert rates.spend("a", a_minute=6) == 1
    clock.at += 1
    assert rates.spend("a", a_minute=6) == 0
    rates.close()


def test_a_small_cost_spends_little(tmp_path: Path) -> None:
    rates = Rates(tmp_path / "rates.sqlite", now=Clock())
    assert sum(rates.spend("a", a_minute=1, cost=0.2) == 0 for _ in range(10)) == 5
    rates.close()


def test_two_processes_spend_from_one_bucket(tmp_path: Path) -> None:
    clock = Clock()
    one, other = (Rates(tmp_path / "rates.sqlite", now=clock) for _ in range(2))
    assert [rates.spend("a", a_minute=3) for rates in (one, other, one, other)] == [0, 0, 0, 20]
    one.close()
    other.close()


def test_buckets_that_are_full_again_are_forgotten(tmp_path: Path) -> None:
    clock = Clock()
    rates = Rates(tmp_path / "rates.sqlite", now=clock)
    rates.spend("203.0.113.7", a_minute=5)
    clock.at += KEPT + 1
    for _ in range(SWEEP):
        rates.spend("b", a_minute=100_000)
    rates.close()
    assert b"203.0.113.7" not in (tmp_path / "rates.sqlite").read_bytes()


def test_what_is_set_is_read() -> None:
    read = read_web_settings({"ONRECORD_ORIGINS": "https://www.example.com/, http://localhost:3000", "ONRECORD_STAFF_TOKENS": "a" * 64})
    assert read == WebSettings(origins=("https://www.example.com", "http://localhost:3000"), staff_tokens=("a" * 64,))
    assert "aaaa" not in repr(read)


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("ONRECORD_ORIGINS", "*", "'*'"),
        ("ONRECORD_ORIGINS", "www.example.com", "'www.example.com'"),
        ("ONRECORD_STAFF_TOKENS", "secret", "64 hex digits"),
        ("ONRECORD_ADDRESS_RATE", "many", "'many'"),
        ("ONRECORD_ANSWERS_AT_ONCE", "0", "'0'"),
    ],
)
def test_a_wrong_setting_is_named(key: str, value: str, says: str) -> None:
    with pytest.raises(SettingsError, match=key) as refused:
        read_web_settings({key: value})
    assert says in str(refused.value)
    assert "secret" not in str(refused.value)
