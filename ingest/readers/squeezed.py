"""Tables squeezed into one line: "Revenue$ 7,476$ 4,77756%Net income 224 78", parted into rows where that is sure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count

from ingest.readers.draft import Draft, collapse

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,2}(?!\d))?|\d+\.\d{3}(?![\d.])|\d+\.\d{1,2}|\d+)"
_MONEY = r"(?:(?:US|C)?[$€£]\s*)"
_NIL = r"(?<=[A-Za-z)\d%\s–—-])[-–—](?=\s*(?:[-–—$€£(\d]|[A-Z]|$))"
_VALUE = re.compile(
    rf"(?<=[A-Za-z)])[-–—](?=\s*[-–—$€£(\d])|{_MONEY}[-–—](?!\d)|(?<![^\s(]){_MONEY}?-{_MONEY}?{_NUMBER}\s?%?"
    rf"|{_MONEY}?\(?\s?{_MONEY}?-?{_NUMBER}(?:\s?%)?(?:\s?\))?(?:\s?%)?|{_NIL}"
)
_DIGIT = re.compile(r"\d")
_PROSE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|expects?|pays?|paid)\b|[a-z\d)][.!?]\s+(?=[A-Z])")
SENTENCES = 3  # verbs and ends of sentences from which figures stand in prose, however many they are
_ADDRESS = re.compile(r"@|www\.|https?:|\(?\d{3}\)?[-. ]\d{3}[-.]\d{4}")
_SURE = re.compile(r"[,$€£.%(]|[-–—]")
_HEAD = re.compile(r".*(?:(?:19|20)\d\d|\(unaudited\)|\(restated\)|ended)(?:\s*(?:\$|%|change\b))*\s*(?=[A-Z(])", re.IGNORECASE | re.DOTALL)
_PERIOD = re.compile(r"(?:19|20)\d\d|ended|audited|restated", re.IGNORECASE)
_YEARS = re.compile(r"(?:(?:19|20)\d\d\s*){2,}")
_SECTION = re.compile(r"(?<=[A-Za-z)]):\s*(?=[A-Z])")
_GLUED = re.compile(
    r"(?<=\d{4})\s*(?=(?:19|20)\d\d)|(?<=[\d,a-z)])(?<!the)\s*(?=(?:For the )?(?:Three|Six|Nine|Twelve|Years?|Quarters?)\b)"
)


def parted(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with squeezed tables made rows; the short lines right before one are its heads."""
    tables = count(-100_001, -1)
    result: list[Draft] = []
    for draft in drafts:
        made = _table(draft.text) if draft.kind == "paragraph" and _is_dense(draft.text) else None
        if made is None:
            result.append(draft)
            continue
        lines, rest = made
        before = " | ".join(_heads(result))
        result.extend(_rows(before, lines, tables))
        result.extend([Draft("paragraph", rest)] if rest else [])
    return result


def _rows(before: str, lines: Sequence[list[str]], tables: Iterator[int]) -> Iterator[Draft]:
    """The rows; a line of one cell that names a period heads those after it, and a second one begins a table."""
    table, header = next(tables), before
    if before:
        yield Draft("row", before, table=table)
    for i, line in enumerate(lines):
        if len(line) == 1 and _PERIOD.search(line[0]):
            table = next(tables) if i else table
            head = " | ".join(part.strip() for part in _GLUED.split(line[0]) if part.strip())
            yield Draft("row", head, header=before, table=table)
            header = " | ".join(filter(None, (before, head)))
        else:
            yield Draft("row", " | ".join(line), header=header, table=table)


def _is_dense(text: str) -> bool:
    """True where figures make up so much of a text that it may be a table."""
    digits = len(_DIGIT.findall(text))
    return digits >= 12 and digits >= 0.08 * len(text) and not _ADDRESS.search(text) and len(_PROSE.findall(text)) < SENTENCES


def _heads(result: list[Draft]) -> list[str]:
    """The short lines that stand right before the table, taken off the result."""
    taken: list[str] = []
    while result and len(taken) < 5 and _heads_a_column(result[-1]):
        taken.insert(0, result.pop().text)
    return taken


def _heads_a_column(draft: Draft) -> bool:
    return draft.kind == "paragraph" and len(draft.text) <= 60 and not draft.text.endswith((".", ":"))


def _table(text: str) -> tuple[list[list[str]], str] | None:
    """(lines of cells, what follows), or None where it is not surely a table."""
    head: list[list[str]] = []
    if (years := _YEARS.search(text[:300])) and not _SURE.search(text[: years.start()].replace(",", "")):
        head, text = [[collapse(text[: years.end()])]], text[years.end() :]
    lines, end = _lines(text)
    counts = Counter(len(line) - 1 for line in lines)
    if len(lines) < 3 or counts.most_common(1)[0][1] < 0.5 * len(lines):
        return None
    return [*head, *_with_sections(lines)], collapse(text[end:])


def _lines(text: str) -> tuple[list[list[str]], int]:
    """[label, value, value, ...] for each label that two or more values follow, and where the last of them ends."""
    lines: list[list[str]] = []
    end = 0
    for run in _value_runs(text):
        label = collapse(text[end : run[0].start()])
        values = [collapse(match[0]).replace(" )", ")") for match in run]
        if len(run) > 1 and _SURE.search("".join(values)) and any(c.isalpha() for c in label):
            lines.append([label, *values])
            end = run[-1].end()
    return lines, end


def _value_runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Values with nothing but white space between them."""
    run: list[re.Match[str]] = []
    for match in _VALUE.finditer(text):
        if run and text[run[-1].end() : match.start()].strip():
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _with_sections(lines: Sequence[list[str]]) -> Iterator[list[str]]:
    """Heads of columns and titles of sections that are glued before a label stand in lines of their own."""
    for i, (label, *values) in enumerate(lines):
        if (head := _HEAD.match(label)) and head.end() < len(label) and (not i or "ended" in head[0].lower()):
            yield [collapse(head[0])]
            label = label[head.end() :]
        *sections, label = _SECTION.split(label)
        yield from ([section + ":"] for section in sections)
        yield [label, *values]
