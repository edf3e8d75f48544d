"""Sections: which stretch of the text is news, About, legend, contacts, a partner's release or a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.parse import contacts, furniture, headings, legend, run_in
from ingest.parse.page import Line, is_flat_table
from ingest.release import Section, SectionKind

_LONG = 220
_CUE = re.compile(r"\b(?:contacts?|inquir|enquir|call|reach|e-?mail|tel|phone)\b|@", re.IGNORECASE)
_CALL = re.compile(r"[a-z]{3}\.\s+[A-Z]|\b(?:will|has|have|register|dial|webcast|conference call|passcode|visit)\b")
_CONTACT_PROSE = re.compile(
    r"(?:for|to) .{0,80}(?:information|inquir|enquir|questions|interviews?)\b.{0,80}\bcontact\b|(?:\w+ ){0,3}contacts?\b.{0,30}:",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with the section it belongs to, and whether it is a heading."""

    line: Line
    kind: SectionKind
    heading: str
    is_heading: bool = False


class Sorter:
    """Walks down the lines and remembers which section is open."""

    def __init__(self, lines: Sequence[Line], letterhead: frozenset[int], names: Sequence[str], news: int) -> None:
        self._lines = lines
        self._news = news
        self._letterhead = letterhead
        self._names = [name.lower() for name in names]
        self._kind: SectionKind = "body"
        self._heading = ""
        self._partner = False

    def place(self) -> Iterator[Placed]:
        """Each line with its section."""
        for index, line in enumerate(self._lines):
            if line.start in self._letterhead:
                yield Placed(line, "contacts", "")
            elif line.start < self._news:
                yield Placed(line, "body", "", line.kind == "heading" or (line.kind == "paragraph" and len(line.text) < 250))
            elif headings.is_heading(line, self._next(index)) and not self._inside_contacts(index):
                self._open(index, line.text.strip(" :*"))
                yield Placed(line, self._kind, self._heading, self._kind != "contacts" or headings.kind_of(line.text) is not None)
            else:
                yield self._text(index, line)

    def _next(self, index: int) -> Line | None:
        return self._lines[index + 1] if index + 1 < len(self._lines) else None

    def _inside_contacts(self, index: int) -> bool:
        """A name or title among contact lines looks like a heading and is none."""
        line = self._lines[index]
        if self._kind != "contacts" or headings.kind_of(line.text) is not None:
            return False
        following = self._lines[index + 1 : index + 3]
        if line.kind == "heading" and not any(contacts.reaches(other.text) for other in following):
            return False
        return not any(len(other.text) > _LONG or is_flat_table(other.text) or other.kind == "row" for other in following)

    def _open(self, index: int, heading: str) -> None:
        """Open the section that this heading names."""
        kind = "contacts" if self._opens_contacts(index) else headings.kind_of(heading)
        if kind == "legend" and not self._legend_follows(index, heading):
            kind = "other" if re.match(r"(?:legal )?(?:disclaimer|disclosure|notice)", heading, re.IGNORECASE) else None
        if kind is None and self._kind == "legend" and self._legend_follows(index, ""):
            return
        if kind == "partner_release":
            self._partner = not self._names_issuer(heading)
            kind = kind if self._partner else None
        elif kind is not None or self._names_issuer(heading):
            self._partner = False
        self._kind, self._heading = kind or ("partner_release" if self._partner else "body"), heading

    def _opens_contacts(self, index: int) -> bool:
        """A short line after the news, with nothing but short lines and an address below it."""
        below = [other.text for other in self._lines[index + 1 : index + 4]]
        late = self._kind in ("legend", "about") or index > len(self._lines) * 0.6
        return (
            late and len(self._lines[index].text) < 60 and all(len(text) < 80 for text in below) and any(map(contacts.reaches, below[:3]))
        )

    def _names_issuer(self, heading: str) -> bool:
        return any(name in heading.lower() for name in self._names)

    def _legend_follows(self, index: int, heading: str) -> bool:
        following = [other.text for other in self._lines[index + 1 : index + 3] if other.kind in ("paragraph", "item")]
        if headings.is_firm_legend(heading) and not following:
            return True
        return any(
            legend.opens(text) or (headings.is_firm_legend(heading) and legend.continues(text)) for text in following[: 2 if heading else 1]
        )

    def _text(self, index: int, line: Line) -> Placed:
        """A line of text: in the open section, unless its words belong elsewhere."""
        text = line.text
        if line.kind == "row" or (line.kind == "paragraph" and is_flat_table(text)):
            self._back_to_body()
            return Placed(line, "table", line.header or self._heading)
        if furniture.is_exchange_notice(text):
            return Placed(line, "legend", "")
        if furniture.is_offer_notice(text):
            return Placed(line, "other", "")
        if furniture.is_closing(text) or self._is_reference(index, line):
            return Placed(line, "contacts", "")
        if re.match(r"(?:Contact Details|CONTACT DETAILS|Company Website)(?=[A-Z:\s]|http|$)", text):
            self._heading = self._heading if self._kind == "contacts" else ""
            self._kind, self._partner = "contacts", False
            return Placed(line, "contacts", self._heading)
        if text.endswith(":") and headings.kind_of(text) == "partner_release":
            self._open(index, text.strip(" :*"))
        elif (about := run_in.heading_in(text, "about")) and headings.kind_of(about) == "about":
            self._kind, self._heading, self._partner = "about", about, False
        elif self._kind != "legend" and (line.kind == "paragraph" or len(text) > 300) and legend.opens(text):
            self._kind, self._heading, self._partner = "legend", run_in.heading_in(text, "legend"), False
        elif self._is_contact(index, line):
            self._kind, self._heading = "contacts", self._heading if self._kind == "contacts" else ""
        elif self._ended(index, line):
            self._back_to_body()
        return Placed(line, self._kind, self._heading)

    def _is_reference(self, index: int, line: Line) -> bool:
        """A line after the news that only points to a website."""
        late = index > len(self._lines) // 2 and self._kind in ("legend", "contacts")
        return (
            late
            and len(line.text) < 160
            and bool(
                re.match(
                    r"(?:for more|for further|to learn more|visit|follow|connect with|learn more)\b.*(?:www|http|\.com|@|social)",
                    line.text,
                    re.IGNORECASE,
                )
            )
        )

    def _back_to_body(self) -> None:
        if self._kind != "body":
            self._kind, self._heading = "body", ""

    def _is_contact(self, index: int, line: Line) -> bool:
        """A line that says how to reach somebody and hardly more."""
        text = line.text
        if line.kind != "paragraph" or not contacts.reaches(text):
            return False
        if self._kind == "contacts" and len(text) < _LONG:
            return True
        late = index > len(self._lines) // 3 or self._kind in ("legend", "about")
        short = len(text) < 140 and bool(_CUE.search(text)) and not _CALL.search(text)
        return (late and short) or (len(text) < 400 and bool(_CONTACT_PROSE.match(text)))

    def _ended(self, index: int, line: Line) -> bool:
        """Has the open section ended before this line, though no heading says so?"""
        text = line.text
        if self._kind == "legend":
            ahead = [other for other in self._lines[index : index + 3] if other.kind in ("paragraph", "item")]
            return (
                not legend.continues(text)
                and line.kind == "paragraph"
                and not any(legend.continues(other.text) for other in ahead[1:])
                and not self._just_opened(index)
            )
        if self._kind == "contacts":
            return (len(text) > _LONG and not contacts.reaches(text)) or (line.kind == "item" and len(text) > 120)
        return False

    def _just_opened(self, index: int) -> bool:
        before = self._lines[index - 1].text.strip(" :*") if index else ""
        return bool(self._heading) and before == self._heading and headings.is_firm_legend(before)


def cover(placed: Sequence[Placed], length: int) -> tuple[tuple[Section, ...], list[int]]:
    """The sections that cover the text in order, and for each line the index of its section."""
    starts: list[tuple[int, Placed]] = []
    indexes: list[int] = []
    for one in placed:
        if not starts or (one.kind, one.heading) != (starts[-1][1].kind, starts[-1][1].heading):
            starts.append((one.line.start, one))
        indexes.append(len(starts) - 1)
    ends = [start for start, _ in starts[1:]] + [length]
    sections = tuple(
        Section(start if i else 0, end, one.heading, one.kind) for i, ((start, one), end) in enumerate(zip(starts, ends, strict=True))
    )
    return sections, indexes
