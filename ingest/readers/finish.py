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
    notes: Sequence[str] = (),
) -> Document:
    """The document: furniture gone, bullets and flattened tables put right, headings told, the title at level 1."""
    url = furniture.original_url(drafts) or url
    kept = furniture.without(furniture.without_tail(drafts, ruled))
    kept = squeezed.parted(flat_tables.rebuilt(bullets.items(kept)))
    kept = captioned(headings.with_title(headings.promote(kept)))
    return Document(blocks_of(kept), name=name, published=published, issuer=issuer, url=url, notes=tuple(notes))


def captioned(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the line that stands over a table, its heading or lead-in, in the header of each of its rows."""
    return list(_captioned(drafts))


def _captioned(drafts: Sequence[Draft]) -> Iterator[Draft]:
    before, caption = None, ""
    for draft in drafts:
        if draft.kind == "row" and (before is None or before.table != draft.table):
            caption = before.text if before is not None and _stands_over(before) else ""
        before = draft
        missing = draft.kind == "row" and caption and not draft.header.startswith(caption)
        yield replace(draft, header=" | ".join(filter(None, (caption, draft.header)))) if missing else draft


def _stands_over(draft: Draft) -> bool:
    return (draft.kind == "heading" and draft.level > 1) or (draft.text.endswith(":") and len(draft.text) <= 160)
