"""Lines that breaks make within a block, joined again where a sentence goes on over the break."""

from __future__ import annotations

from ingest.readers.draft import collapse
from ingest.readers.headings import title_like
from ingest.readers.lines import begins_an_address


def parted(text: str) -> list[str]:
    """The lines of a text with line ends in it."""
    lines: list[str] = []
    for line in map(collapse, text.split("\n")):
        if lines and line and _goes_on(lines[-1], line):
            lines[-1] = f"{lines[-1]} {line}"
        elif line:
            lines.append(line)
    return lines


def _goes_on(line: str, following: str) -> bool:
    if begins_an_address(following):
        return False
    return following[:1].islower() or (len(line) > 60 and line[-1] not in '.:!?”"' and not title_like(line))
