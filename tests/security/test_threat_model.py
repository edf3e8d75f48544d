"""The README's threat model names tests that there are."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_each_threat_names_tests_that_there_are() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme[readme.index("## Security\n") :].split("\n## ", 1)[0]
    rows = [line for line in section.splitlines() if line.startswith("| ") and "`tests/" in line]
    assert len(rows) == 11
    named = {name for row in rows for name in re.findall(r"`(tests/[\w/.]+)`", row)}
    assert [name for name in sorted(named) if "def test_" not in (ROOT / name).read_text(encoding="utf-8")] == []
