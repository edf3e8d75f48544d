"""What a page adds around a release: link lists, pictures, "View source version on ...", page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.readers.draft import Draft

_PHRASES = re.compile(
    r"""(?:view|see|read)(?:\ the)?\ (?:source|original|full)(?:\ (?:version|release|press\ release|content|article|post))*
      (?:\ (?:here|on|at)\b.*)?
    | (?:the\ post|this\ (?:post|article|press\ release))\ .*
      \ (?:first\ )?(?:appeared|was\ (?:first|originally)\ published)\ (?:first\ )?(?:on|at)\ .{1,80}
    | (?:add|follow)\ .{1,60}\ as\ your\ preferred\ .{0,30}(?:news\ )?source\ on\ .{1,30}
    | (?:copy|share)(?:\ this)?(?:\ (?:link|article|release|post))?(?:\ (?:on|to|via|with|facebook|twitter|x|linkedin|email|clipboard))*
    | \S{2,30}\ on\ \S{2,30}:\ https?://\S+
    | (?:press\ release|news|content|story)\ (?:distributed|provided|supplied|powered)\ (?:by|through|via)\ .{1,80}
    | (?:original|source)(?:/source)?\ press\ release
    | -{1,3}\s?[A-Za-z][\w\ .]{2,30}\s?-{1,3}
    | \(?-?(?:end|ends|more|more\ to\ follow)-?\)? | -+\s?30\s?-+ | [-–—\#*=_~\s.]{2,} | \#
    | (?:exhibit|ex)[\ -]?\d{1,2}(?:\.\d{1,2})? | back\ to\ top | table\ of\ contents | advertisement
    | page\ \d{1,3}(?:\ of\ \d{1,3})? | skip\ to\ (?:main\ )?content""",
    re.IGNORECASE | re.VERBOSE,
)
_SOURCE_LINK = re.compile(r"original|source|permalink", re.IGNORECASE)
_SOURCE_URL = re.compile(r"(?:view|see|read)(?: the)? (?:source|original)\b.{0,60}?(?P<url>https?://[^\s)>\]]+)", re.IGNORECASE)
_ADDRESS = re.compile(r"\S*(?:@|www\.|https?://|\.(?:com|org|net|io|ca|co)\b)\S*", re.IGNORECASE)


def without(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts less page furniture, told by its shape."""
    return [draft for draft in drafts if not _is_furniture(draft)]


def original_url(drafts: Iterable[Draft]) -> str | None:
    """The address of the release itself, where a link or a line says that it is."""
    found: str | None = None
    for draft in drafts:
        if match := _SOURCE_URL.search(draft.text):
            found = match["url"].rstrip(".,;")
        elif draft.only_links and draft.links and _SOURCE_LINK.search(draft.text):
            return draft.links[0]
    return found


def without_tail(drafts: Sequence[Draft], ruled: Sequence[int]) -> list[Draft]:
    """Less the link list after the last rule of the page, where nothing but links stands there."""
    for start in reversed(ruled):
        if all(_is_link_line(draft) for draft in drafts[start:]):
            drafts = drafts[:start]
    return list(drafts)


def _is_link_line(draft: Draft) -> bool:
    return draft.only_links or not draft.text or (bool(draft.links) and len(draft.text.split()) <= 6) or _is_furniture(draft)


def _is_furniture(draft: Draft) -> bool:
    if draft.kind == "row":
        return False
    if not draft.text:
        return True
    if draft.only_links and draft.kind == "paragraph" and not _ADDRESS.search(draft.text):
        return len(draft.text.split()) <= 12 and not draft.text.endswith((".", "!", "?"))
    return len(draft.text) <= 400 and _PHRASES.fullmatch(draft.text) is not None
