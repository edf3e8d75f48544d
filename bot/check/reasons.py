"""Why a sentence does not stand: what differs from the words on record, told in one line."""

from __future__ import annotations

from bot.dates import spoken
from bot.verify import Cited, Difference
from bot.verify.features import Pair
from bot.verify.turns import replaced_names, turns
from prompts import text


def against(pair: Pair) -> str:
    """What the words on record say otherwise: a figure, a date, a phase, a denial, a plan, a direction, a name; empty where nothing does."""
    told = [difference.words for difference in pair.differences if difference.found]
    return "; ".join(told) or _turn(pair) or _other(pair)


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
    turned, kinds = pair.turned, {difference.kind for difference in turns(pair.claim, pair.basis)}
    if "negation" in kinds or turned.denied_near != turned.denies:
        return text("check_not_denied" if turned.denies else "check_denied")
    if "planned" in kinds or turned.told_as_done or (turned.done and turned.is_ahead and not turned.ahead and not turned.is_done):
        return text("check_planned")
    if turned.told_as_planned:
        return text("check_done")
    if turned.opposite:
        said, found = turned.opposite[0]
        return text("check_opposite", said=said, found=found)
    return ""


def _other(pair: Pair) -> str:
    """Who does it, and whom the words on record do not name."""
    others = [difference for difference in turns(pair.claim, pair.basis) if difference.kind == "party"]
    if not others and (name := replaced_names(pair.claim, pair.basis)):
        others = [Difference("party", name)]
    return "; ".join(difference.words for difference in (*others, *pair.differences) if difference.kind in ("party", "name"))
