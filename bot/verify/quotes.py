"""Is each statement said by the very words that it cites? What does not hold is cut before anyone sees it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import Citation, Statement
from ingest import Record


def holds(statement: Statement, citations: Sequence[Citation], record: Record) -> bool:
    """True where every citation is verbatim in its release and the statement repeats the cited words, in order."""
    cited = [citation for citation in citations if citation.number in statement.citations]
    verbatim = all(record.release(c.release_id).text[c.start : c.end] == c.quote for c in cited)
    return len(cited) == len(statement.citations) > 0 and verbatim and statement.text == " ".join(c.quote for c in cited)
