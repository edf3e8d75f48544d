"""List items that a wire left inside a paragraph: "Results: • Revenue rose • Costs fell"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.readers.draft import Draft, collapse, split

MARKS = "•●○▪■□◦‣⁃➢➤►✓✔❖♦◆§"
_LEADING = re.compile(rf"(?:[{MARKS}·]|[*+–-](?=\s)|o(?=\s+[A-Z])|\uf0b7|\uf0a7)\s*(?=\S)")
_ANYWHERE = re.compile(rf"(?:^|(?<=[\s.;:,)%]))[{MARKS}\uf0b7\uf0a7]+\s*(?=\S)")
_STAR = re.compile(r"(?:^|(?<=[\s:]))\*\s+(?=[A-Z“\"$\d(])")
_DEEPER = "○◦o"


def items(drafts: Iterable[Draft]) -> list[Draft]:
    """Paragraphs that hold bullets, parted into the paragraph before them and one item a bullet."""
    return [part for draft in drafts for part in _parts(draft)]


def leading(line: str) -> bool:
    """True where a line begins with a bullet."""
    return _LEADING.match(line) is not None


def _parts(draft: Draft) -> Iterator[Draft]:
    if draft.kind not in ("paragraph", "item"):
        yield draft
        return
    text = draft.text
    for mark in (_ANYWHERE, _STAR):
        cuts = [match.start() for match in mark.finditer(text)]
        if cuts and _is_list(text, cuts, mark):
            yield from split(draft, [text[: cuts[0]]])
            for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
                yield _item(draft, text[start:end])
            return
    yield _item(draft, text) if draft.kind == "paragraph" and leading(text) else draft


def _is_list(text: str, cuts: list[int], mark: re.Pattern[str]) -> bool:
    """A bullet at the start is one; bullets further in may be separators in a line of names or addresses."""
    if cuts[0] == 0 and len(cuts) == 1:
        return True
    pieces = [text[start:end] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    long = sum(len(piece.split()) > 4 for piece in pieces)
    before = text[: cuts[0]].rstrip()
    return long * 2 >= len(pieces) if mark is _ANYWHERE or len(cuts) > 1 else long > 0 and not before.endswith("=")


def _item(draft: Draft, text: str) -> Draft:
    level = max(draft.level, 1) + (text.lstrip()[:1] in _DEEPER)
    bare = _LEADING.sub("", text.lstrip(), count=1)
    return replace(draft, kind="item", text=collapse(bare.lstrip(MARKS + "\uf0b7\uf0a7")), level=level)
