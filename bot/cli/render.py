"""An answer as a person reads it at a terminal: wrapped, numbered, the caution beside what it belongs to."""

from __future__ import annotations

import shutil
import sys
import textwrap

import click

from bot.answer import Answer, Caveat, Citation, Statement
from bot.compose.quotes import lead, on_one_line
from bot.dates import spoken
from ingest import Contact
from prompts import text

WIDEST = 100  # columns; longer lines are hard to read


def told(answer: Answer, *, width: int | None = None) -> str:
    """The whole answer, its cautions, sources and dates; ``width`` None leaves lines unwrapped."""
    parts = [_wrapped(answer.opening, width)] if answer.opening else []
    parts += [_said(answer, width) if answer.statements else _wrapped(answer.text, width)]
    if answer.statements and answer.notices:
        parts.append("\n".join(_wrapped(notice.text, width) for notice in answer.notices))
    if answer.statements and answer.missing:
        parts.append(_wrapped(text("partial", missing="; ".join(answer.missing)), width))
    if answer.citations:
        parts.append("\n".join(["Sources", *(_source(c, width) for c in answer.citations)]))
    if answer.nearest:
        near = [_wrapped(f"{spoken(n.published)}: {n.headline} ({n.release_id})", width, "  ") for n in answer.nearest]
        parts.append("\n".join(["The nearest releases", *near]))
    if answer.suggestions:
        parts.append("\n".join(["You could ask", *(f"  {s}" for s in answer.suggestions)]))
    if answer.contact and answer.status in ("not_found", "declined", "partial"):
        parts.append(f"Contact: {contact_line(answer.contact)}")
    parts.append(_footer(answer, width))
    return "\n\n".join(part for part in parts if part)


def terminal_width() -> int | None:
    """Columns to wrap at; None where standard output is no terminal."""
    return min(WIDEST, shutil.get_terminal_size().columns) if sys.stdout.isatty() else None


def contact_line(contact: Contact) -> str:
    """A contact on one line."""
    return ", ".join(part for part in (contact.name, contact.organization, contact.email, contact.phone) if part)


def _said(answer: Answer, width: int | None) -> str:
    """The statements, each dated and attributed where that changes, each release's caution after its last statement."""
    after = {max(c.statements): c for c in answer.caveats}
    lines = []
    by_number = {citation.number: citation for citation in answer.citations}
    before = None
    for index, statement in enumerate(answer.statements):
        citation = by_number[statement.citations[0]]
        key = (citation.release_id, statement.speaker, statement.source_party)
        lines.append(
            _wrapped(("" if key == before else lead(statement, citation)) + f"{on_one_line(statement.text)} {_marks(statement)}", width)
        )
        before = key
        lines += _fared(index, answer, width)
        if index in after:
            lines.append(_caution(after[index], answer, width))
    return "\n".join(lines)


def _marks(statement: Statement) -> str:
    return "".join(f"[{number}]" for number in statement.citations)


def _fared(index: int, answer: Answer, width: int | None) -> list[str]:
    """What has become of a statement: what it replaced, by what it was replaced, which date has passed."""
    before = [
        text("before", published=spoken(one["published"]), quote=on_one_line(one["quote"]))
        for one in answer.superseded
        if one["statement"] == index
    ]
    newer = answer.statements[index].superseded_by
    replaced = [text("superseded", release=_numbered(newer, answer))] if newer else []
    passed = [f"{one['expected']}: {one['note']}" for one in answer.overdue if one["statement"] == index]
    return [_wrapped(words, width, "  ↳ ") for words in (*before, *replaced, *passed)]


def _numbered(release_id: str, answer: Answer) -> str:
    """A release by its number among the sources, else by its id."""
    return next((f"[{c.number}]" for c in answer.citations if c.release_id == release_id), release_id)


def _caution(caveat: Caveat, answer: Answer, width: int | None) -> str:
    numbers = ", ".join(f"[{answer.statements[index].citations[0]}]" for index in caveat.statements)
    lines = [_wrapped(f"Caution on {numbers}: {caveat.notice}", width, "  │ ")]
    for name, quotes in (("Risk", caveat.factors), ("Assumption", caveat.assumptions)):
        lines += [_wrapped(f"{name}: {quote}", width, "  │ ") for quote in quotes]
    if caveat.update_policy:
        lines.append(_wrapped(f"Updating: {caveat.update_policy}", width, "  │ "))
    return click.style("\n".join(lines), dim=True)


def _source(citation: Citation, width: int | None) -> str:
    where = f", “{citation.section}”" if citation.section else ""
    return _wrapped(f"[{citation.number}] {citation.headline} — {spoken(citation.published)}{where} ({citation.release_id})", width, "  ")


def _footer(answer: Answer, width: int | None) -> str:
    as_of = f"As of {spoken(answer.as_of)}. " if answer.as_of else ""
    newest = f"Newest release on record: {spoken(answer.record_as_of)}. " if answer.record_as_of else ""
    return click.style(_wrapped(as_of + newest + text("automated"), width), dim=True)


def _wrapped(words: str, width: int | None, indent: str = "") -> str:
    if width is None:
        return textwrap.indent(words, indent)
    paragraphs = (textwrap.fill(line, width, initial_indent=indent, subsequent_indent=indent) for line in words.splitlines())
    return "\n".join(paragraphs)
