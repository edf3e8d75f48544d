"""The passes that every format's drafts go through before they are blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ingest.readers import bullets, flat_tables, furniture, headings, squeezed
from ingest.readers.blocks import Document
from ingest.readers.draft import Draft, blocks_of


def finished(
    drafts: Sequence[Draft],
    *,
    name: str,
    ruled: Sequence[int] = (),
    published: date | None = None,
    issuer: str | None = None,
    url: str | None = None,
) -> Document:
    """The document: furniture gone, bullets and flattened tables put right, headings told, the title at level 1."""
    url = furniture.original_url(drafts) or url
    kept = furniture.without(furniture.without_tail(drafts, ruled))
    kept = squeezed.parted(flat_tables.rebuilt(bullets.items(kept)))
    kept = captioned(headings.with_title(headings.promote(headings.unglued(kept))))
    return Document(blocks_of(kept), name=name, published=published, issuer=issuer, url=url)


def captioned(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the line that stands over a table, its heading or lead-in, in the header of each of its rows."""
    return list(_captioned(drafts))


def _captioned(drafts: Sequence[Draft]) -> Iterator[Draft]:
    table, caption = 0, ""
    for i, draft in enumerate(drafts):
        if draft.table and draft.table != table:
            table, caption = draft.table, _caption(drafts[max(i - 2, 0) : i])
        missing = draft.kind == "row" and caption and not draft.header.startswith(caption)
        yield replace(draft, header=" | ".join(filter(None, (caption, draft.header)))) if missing else draft


def _caption(above: Sequence[Draft]) -> str:
    """The line right above a table, and the one above that where the first only says in what units or whether audited."""
    if not above or not _stands_over(above[-1]):
        return ""
    aside = above[-1].text.startswith("(") and len(above) > 1 and _stands_over(above[-2])
    return " | ".join(draft.text for draft in (above if aside else above[-1:]))


def _stands_over(draft: Draft) -> bool:
    if draft.kind == "heading":
        return draft.level > 1
    return (
        draft.kind == "paragraph" and (draft.text.endswith(":") or not draft.text.endswith((".", "!", "?", ","))) and len(draft.text) <= 140
    )
