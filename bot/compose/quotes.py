"""Answers composed of verbatim sentences: no language model is needed, and nothing can be said that was not published."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import Citation, Statement
from bot.dates import spoken
from ingest import Passage, Record
from prompts import text


def compose(passages: Sequence[Passage], record: Record) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """One statement a passage, each with its own citation, in the order given."""
    citations = tuple(cite(number, passage, record) for number, passage in enumerate(passages, 1))
    statements = tuple(
        Statement(
            text=passage.text,
            citations=(number,),
            forward_looking=passage.label == "forward",
            speaker=passage.speaker,
            source_party=passage.party,
        )
        for number, passage in enumerate(passages, 1)
    )
    return statements, citations


def written(statements: Sequence[Statement], citations: Sequence[Citation]) -> str:
    """The statements as a reader reads them: dated, attributed, each followed by its number."""
    lines = []
    by_number = {citation.number: citation for citation in citations}
    before: tuple[str, str | None, str] | None = None
    for statement in statements:
        citation = by_number[statement.citations[0]]
        attribution = (citation.release_id, statement.speaker, statement.source_party)
        opening = "" if attribution == before else lead(statement, citation)
        numbers = "".join(f"[{number}]" for number in statement.citations)
        lines.append(f"{opening}{on_one_line(statement.text)} {numbers}")
        before = attribution
    return "\n".join(lines)


def on_one_line(words: str) -> str:
    """The same words with white space folded: a contact card as a line."""
    return " ".join(words.split())


def lead(statement: Statement, citation: Citation) -> str:
    """Date and speaker that stand before a statement; another party's words are said to be that party's."""
    whose = statement.speaker or (text(f"said_by_{statement.source_party}") if statement.source_party != "issuer" else "")
    return f"{spoken(citation.published)}{', ' + whose if whose else ''}: "


def cite(number: int, passage: Passage, record: Record) -> Citation:
    """The passage as a citation of this number."""
    return Citation(
        number=number,
        release_id=passage.release_id,
        headline=passage.headline,
        published=passage.published,
        url=record.release(passage.release_id).url,
        source=passage.source,
        section=passage.section,
        quote=passage.text,
        start=passage.start,
        end=passage.end,
    )
