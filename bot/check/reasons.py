"""Why a sentence does not stand: what differs from the words on record, told in one line."""

from __future__ import annotations

from bot.dates import spoken
from bot.verify import Cited
from bot.verify.features import Pair
from prompts import text


def against(pair: Pair) -> str:
    """What the words on record say otherwise."""
    told = [d.words for d in pair.differences if d.found] or [d.words for d in pair.differences]
    return "; ".join(told) if told else _turn(pair)


def missing(pair: Pair) -> str:
    """What the nearest words on record do not hold."""
    lacking = ", ".join(dict.fromkeys(d.said for d in pair.differences))
    if lacking:
        return text("check_lacks", lacking=lacking)
    if pair.turned.sweeping:
        return text("check_more", words=", ".join(dict.fromkeys(pair.turned.sweeping)))
    return text("check_nothing")


def replaced(older: Cited, newer: Cited) -> str:
    """That it was so once, and when it was replaced."""
    return text("check_stale", before=spoken(older.passage.published), since=spoken(newer.passage.published))


def _turn(pair: Pair) -> str:
    turned = pair.turned
    if turned.denies != turned.denied:
        return text("check_denied" if turned.denied else "check_not_denied")
    if turned.told_as_done or (turned.done and turned.is_ahead and not turned.ahead):
        return text("check_planned")
    if turned.told_as_planned:
        return text("check_done")
    if turned.opposite:
        said, found = turned.opposite[0]
        return text("check_opposite", said=said, found=found)
    if turned.sweeping:
        return text("check_more", words=", ".join(dict.fromkeys(turned.sweeping)))
    return text("check_otherwise")
