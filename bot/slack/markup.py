"""Slack's markup taken off what people typed."""

from __future__ import annotations

import re

MENTION = re.compile(r"<@[A-Z0-9]+(?:\|[^>]*)?>")
LINK = re.compile(r"<(?:https?|mailto|tel):[^|>]*\|([^>]*)>|<((?:https?|mailto|tel):[^|>]*)>")
PLACE = re.compile(r"<[#!][^|>]*\|([^>]*)>|<[#!][^>]*>")


def spoken(told: str) -> str:
    """What was typed: without mentions, links and channels by their words."""
    plain = PLACE.sub(lambda m: m[1] or "", LINK.sub(lambda m: m[1] or m[2], MENTION.sub(" ", told)))
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()
