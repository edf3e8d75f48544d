"""Follow-ups made to stand alone by rules: what is swapped, what is carried over, what is asked about the last answer itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from bot.answer import Turn
from bot.periods import Period, periods
from bot.thread_periods import named_alone, shifted
from bot.understand import names

SHORT = 8  # words of a follow-up that may be no more than another period, place or name
PRESSING = 3  # words that only press for an answer
CARRIED = 40  # words of earlier questions that go before a new one; more drown it
_LEADS = re.compile(r"^(?:and|but|so|then|ok(?:ay)?|also|or|(?:what|how) about|same (?:for|question))\b", re.IGNORECASE)
_POINTS = re.compile(
    r"\b(?:it|its|they|them|their|those|these|he|his|him|she|hers?|the (?:other|first|second|last|latter|former|same) one|that one|then\W*$"
    r"|this(?! (?:year|quarter|month|week|fiscal|morning|fall|spring|summer|winter))|that|(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )there)\b",
    re.IGNORECASE,
)
_ITS_OWN = re.compile(
    r"\b(?:cash|revenues?|net (?:loss|income)|r&d|sg&a|g&a|expenses?|ceo|cfo|coo|cmo|chief \w+ officer|chair(?:man|woman)?|head(?:quarters|count)|employees|ticker"
    r"|shares? outstanding|market cap\w*|dividends?|guidance|earnings|annual meeting|investor relations|auditors?|pipeline|board|news|latest|company)\b",
    re.IGNORECASE,
)  # matters of a company as a whole: asked for in few words, they stand alone
_LEAD = r"^(?:(?:ok(?:ay)?|so|and|but|or|also|then|now|hm+|well)\b[, ]*)*(?:(?:what|how) about|what of|same (?:question )?(?:for|in|with)|(?:and )?for|and)?\b[, ]*"
_ABOUT_ANSWER = re.compile(
    r"^(?:(?:and|so|but|ok)\b[, ]*)?(?:says who|according to whom|source|where (?:does|did) (?:it|that|this|they) (?:say|stand|come from)(?: (?:that|so))?"
    r"|(?:who|when|where|which release|in which release) (?:said|says|say|wrote|stated?|told|announced|claims?|claimed|reported|published)(?: (?:so|that|this|it|the (?:last|first) (?:one|part)))?"
    r"|when (?:was|is) (?:that|this|it) (?:said|announced|reported|published|released|from)|who(?:se words| is it who| was it that)?(?: (?:are|were|is|was))? (?:that|those|this|these|it)(?: (?:from|by|said by))?"
    r"|when did (?:they|he|she|it|you|the company) (?:say|announce|report|publish) (?:so|that|this|it)"
    r"|(?:what(?:'s| is| was)|give me|show me) the source(?: (?:for|of) (?:that|this|it))?|who (?:is|was) (?:that |the )?(?:quote|speaker)\w*(?: (?:from|by))?)\W*$",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"^(?:(?:and|but|so|ok)\b[, ]*)?(?:why|how come|what for|for what reason|why (?:not|so|is that|was that|that|is it|was it|did (?:that|it) happen)"
    r"|what(?:'s| is| was) (?:the|its) (?:reason|cause)(?: (?:for|of) (?:that|this|it))?|what caused (?:that|this|it)|because of what)\W*$",
    re.IGNORECASE,
)
_BECAUSE = re.compile(r"^(?:(?:and|but|so|is (?:that|it)|was (?:that|it))\b[, ]*)?(?:because|due to|owing to)\b", re.IGNORECASE)
_ASKING = re.compile(
    r"^(?:and |but |so )?(?:(?:by |since |until |at |on |in |to |for |from )?(?:when|where|whom|what (?:date|day|month|year|quarter|price|time)|how (?:long|often|far|soon)|how (?:much|many)"
    r"(?P<noun>(?: (?!(?:is|are|was|were|will|did|does|do|has|have|had|can|could|would)\b)\w+)*)|why|how|who|what))\s+(?=(?:is|are|was|were|will|did|does|do|has|have|had|can|could|would)\b)",
    re.IGNORECASE,
)
_PLACE = (
    r"(?:the )?(?:U\.?S\.?A?\.?|United States|America|E\.?U\.?|European Union|Europe|Japan|China|Canada|U\.?K\.?|United Kingdom|Britain|Germany|France|Italy|Spain"
    r"|Switzerland|Australia|India|(?:South )?Korea|Taiwan|Hong Kong|Israel|Brazil|Mexico|North America|South America|Latin America|Asia(?:[- ]Pacific)?|Africa"
    r"|Middle East|rest of the world)(?!\w)"
)
_PLACED = re.compile(rf"\b(?P<how>in|for|within|across|to|from|outside)\s+(?P<place>{_PLACE}(?:(?:,| and| or|, and) {_PLACE})*)")
_FIGURE = re.compile(
    r"\b(?:(?:research and development|r&d|(?:selling, )?general and administrative|sg&a|g&a|operating|total operating)(?: (?:expenses?|costs?|spending))?"
    r"|(?:(?:collaboration|product|net|total|gross|licen[sc]e) )?(?:revenues?|sales)|net (?:loss|income|profit)|operating (?:loss|income)"
    r"|(?:net )?(?:loss|income|earnings) per share|eps|gross (?:profit|margin)s?|ebitda|cash(?: position| balance)?|expenses|interest income|total assets|liabilities)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_OWNED = re.compile(r"\b(?:his|her)\b", re.IGNORECASE)
_NO_NOUN = re.compile(
    r"\b(?:is|are|was|were|will|did|does|do|has|have|had|can|could|would|should|who|what|when|where|why|how|which)\b", re.IGNORECASE
)


def leans_back(question: str) -> bool:
    """True where a question does not stand alone: it begins as a follow-up, points at what is not in it, or names nothing."""
    points = _POINTS.search(question)
    if _LEADS.match(question) or about_the_answer(question) or (points and not names(question[: points.start()])):
        return True
    return len(question.split()) <= PRESSING or not (names(question) or _ITS_OWN.search(question))


def about_the_answer(question: str) -> bool:
    """True where what is asked is who said the last answer, when or where: it is answered by saying it again with its source."""
    return bool(_ABOUT_ANSWER.match(question.strip()))


def presses(question: str) -> bool:
    """True where a question adds nothing to the one before it: why, why not, or a word or three of asking again."""
    return bool(_WHY.match(question)) or (len(question.split()) <= PRESSING and not _ITS_OWN.search(question) and not names(question))


def stand_alone(question: str, before: Turn | None, *, today: date, reword: Callable[[], str | None] = lambda: None) -> str:
    """A follow-up with what it leans on put in; a question that stands alone, or the first of a thread, as it is.

    ``reword`` is asked where no rule is sure of what is meant; None from it leaves that to the rule of last resort.
    """
    if before is None or not leans_back(question):
        return question
    if about_the_answer(question) and before.said:
        return f"{question[0].upper()}{question[1:].rstrip(' ?!.')}: “{before.said[0].rstrip('.')}”?"
    if _WHY.match(question):
        return _why(before.question)
    if _BECAUSE.match(question):
        return f"{_why(before.question).rstrip('?')}, {question}"
    return _swapped(question, before, today=today) or reword() or _carried(question, before)


def _why(asked: str) -> str:
    """The last question as a question for reasons: "When was it stopped?" becomes "Why was it stopped?"."""
    if match := _ASKING.match(asked):
        verb, _, rest = asked[match.end() :].partition(" ")
        return f"Why {verb}{match['noun'] or ''} {rest}"
    if re.match(r"(?:is|are|was|were|will|did|does|do|has|have|had|can|could)\b", asked, re.IGNORECASE):
        return f"Why {asked[0].lower()}{asked[1:]}"
    return f"Why? {asked}"


def _swapped(question: str, before: Turn, *, today: date) -> str | None:
    """The last question with its period, place or name replaced by the one that the follow-up consists of; None where it is more than that."""
    rest = re.sub(_LEAD, "", question.strip(), flags=re.IGNORECASE).strip(" ?!.,")
    if not rest or len(rest.split()) > SHORT:
        return None
    asked = before.question
    return _other_period(rest, before, today) or _other_place(rest, asked) or _other_figure(rest, asked) or _other_name(rest, asked)


def _other_period(rest: str, before: Turn, today: date) -> str | None:
    asked = periods(before.question, today=today)
    told = [period for words in before.said[:1] for period in periods(words, today=today)]
    anchor = next((period for period in [*asked, *told] if period.start), None)
    wanted = shifted(rest, anchor, published=before.published) or named_alone(rest, anchor, today=today)
    if wanted is None:
        return None
    return _put_in(before.question, asked[0] if asked else None, wanted)


def _put_in(asked: str, old: Period | None, new: str) -> str:
    if old is None:
        return f"{asked.rstrip(' ?')} in {new}?"
    first, _, last = asked.partition(old.text)
    return f"{first}{new.removeprefix('the ') if first.endswith('the ') else new}{last}"


def _other_place(rest: str, asked: str) -> str | None:
    match = re.fullmatch(rf"(?:(?P<how>in|for|within|across|to|from|outside) )?(?P<place>{_PLACE})", rest)
    if not match:
        return None
    old = _PLACED.search(asked)
    how = match["how"] or (old["how"] if old else "in")
    place = match["place"]
    return asked[: old.start()] + f"{how} {place}" + asked[old.end() :] if old else f"{asked.rstrip(' ?')} {how} {place}?"


def _other_figure(rest: str, asked: str) -> str | None:
    """Another line of the accounts in the place of the old one."""
    old = _FIGURE.search(asked)
    if not old or not _FIGURE.fullmatch(rest.removeprefix("the ")):
        return None
    return asked[: old.start()] + rest.removeprefix("the ") + asked[old.end() :]


def _other_name(rest: str, asked: str) -> str | None:
    """Another name of the same make in the place of the old one: a code for a code, capitals for capitals, a person for a person."""
    found = names(f"of {rest}")
    bare = re.sub(r"^(?:for|in|with|at|on|of|the|to|from) ", "", rest)
    if len(found) != 1 or found[0] != bare.removeprefix("the ") or _NO_NOUN.search(rest):
        return None
    old = [name for name in names(asked) if _make(name) == _make(found[0])]
    if len(old) != 1 or old[0] == found[0]:
        return None
    return asked.replace(old[0], found[0])


def _make(name: str) -> str:
    return "code" if any(c.isdigit() for c in name) or (name.isupper() and len(name) > 3) else "words" if " " in name else "word"


def _carried(question: str, before: Turn) -> str:
    """The question after the one that it follows on; where that named nothing, after what its answer was about."""
    if before.speaker and not names(question):
        name = before.speaker.split(",")[0]
        question = _OWNED.sub(f"{name}'s", _PERSON.sub(name, question))
    asked = before.question
    topics = [topic for topic in before.topics if topic.lower() not in f"{asked} {question}".lower()]
    about = f"{', '.join(topics)}: " if topics and not names(asked) and not names(question) else ""
    words = asked.split()
    return f"{about}{' '.join(words[-CARRIED:])} {question}"
