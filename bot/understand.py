"""What a question wants: its intent, the periods and names in it, and a follow-up made to stand alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.periods import Period, periods

CUES = {
    "now": r"\b(?:now|current(?:ly)?|latest|newest|today|at present|so far|to date|most recent(?:ly)?|still|as of the last|stands?|up to date|these days|right now|yet|any (?:update|news)|where (?:is|are|does|do))\b",
    "change": r"\b(?:chang\w+|shift\w*|mov(?:e|ed)\b|evolv\w+|compare\w*|versus|vs?\.?\b|against|from .{1,40} to\b|differ\w*|walk me through|over time|since|before and after|grow[nt]?\w*|increase\w*|decrease\w*)",
    "list": r"\b(?:list|which|what are|name (?:the|all)|all (?:the|of)|every|each|how many different|who are)\b|\b(?:programs|programmes|products|candidates|partners|families|trials|indications|analysts|directors|members|risks|terms|conditions|milestones|steps)\b",
    "who": r"\b(?:who|whom|whose|ceo|cfo|coo|cmo|chair(?:man|woman|person)?|president|director|officer|founder|speaks?|executive)\b",
    "when": r"\b(?:when|what date|which date|what day|which day|how soon|timeline|timing|timetable|by what|until when|how long|deadline|due|schedule\w*|expected?|what (?:time|hour|year|month|quarter)|since when)\b",
    "how_much": r"\b(?:how (?:much|many|big|large|high|low|far|long)|what (?:percent\w*|share|portion|size|amount|price|premium|total|number)|size of|amount|percent\w*|total|revenues?|sales|loss|income|profit|cash|expens\w*|r&d|ebitda|eps|per share|margin|royalt\w+|raised|worth|cost|dollars?|figures?|numbers?)\b|[$%]",
    "why": r"\b(?:why|reasons?|because|how come|what (?:caused|drove|led)|what went wrong|explain\w*|due to)\b",
    "risks": r"\b(?:risks?|uncertaint\w+|cautionary|safe harbou?r|disclaimer|forward[- ]looking|assum\w+|could go wrong|warn\w*)\b",
    "contact": r"\b(?:contact|reach|phone|telephone|e-?mail|call (?:ir|them|you)|investor relations|media relations|get in touch|address|headquarter\w*|where (?:is|are) .{1,30} based|website)\b",
    "company": r"\b(?:what (?:does|do|is|kind of) .{1,40}\b(?:do|company|business|make)|business|about the company|describe the company|headquarter\w*|based|founded|industry|employees|pipeline|what .{0,20}company does|focus\w*)\b",
    "conference": r"\b(?:conference|webcast|present(?:s|ing|ation)|call|summit|forum|meeting|event|dial|replay|booth)\b",
    "table": r"\b(?:table|balance sheet|income statement|cash flow|quarter|fiscal|revenues?|net (?:loss|income)|r&d|expens\w*|assets|liabilities|ebitda|eps|per share|cash|shares outstanding|gross)\b",
    "quote": r"\b(?:said|says?|quote[ds]?|comment\w*|according to|words|stated?|called|describ\w+|whose|hails?|claims?|predict\w*|think|view|opinion)\b",
    "future": r"\b(?:will|expect\w*|plan\w*|next|upcoming|going to|guidance|guiding|outlook|forecast\w*|target\w*|when do|when will|aim\w*|intend\w*|future|supposed|potential\w*|could|anticipat\w*|due|timetable|hope\w*)\b",
    "yes_no": r"^(?:is|are|was|were|has|have|had|did|does|do|can|could|will|would|should)\b",
}
_CUES = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in CUES.items()}
_MANY = re.compile(
    r"\b(?:list|all|every|each|which .{1,30}s\b|names? of|history|timeline|walk me through|over time|compare\w*|versus|vs\.?|and (?:what|who|when|how|why|which|where|by|is|was|did|does|on|over|at)\b|both|total and|as well as|together with|alongside|next to|what else|then and now|first .{1,30} then)",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b(?:[A-Z][A-Za-z]*-?\d[\w-]*|[A-Z]{2,}[A-Za-z]*\b|[A-Z][a-z]+[A-Z]\w*|[A-Z][a-z]{2,}\b)")
_PARTS = re.compile(
    r"\?\s+|;\s+|,\s*(?:and\s+)?(?=(?:who|what|when|where|why|how|which|whom|by|on|at|over)\b)|\band\s+(?=(?:who|what|when|where|why|how|which|whom|by how|over how|on what)\b)",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r"^(?:and|but|so|then|what about|how about|why|who said|when was that|because|ok|also|is that|was that|did that|does that|did they|how much of)\b|\b(?:that|those|it|they|them|this|these|he|she|there|one)\b",
    re.IGNORECASE,
)
_PLAIN = frozenset(
    ["What", "Who", "When", "Where", "Why", "How", "Which", "Did", "Does", "Do", "Is", "Are", "Was", "Were", "Has", "Have", "Had", "Can", "Could", "Will", "Would", "The", "And", "But", "For", "From", "Any", "Give", "Tell", "List", "Name", "Show", "Please", "Since", "Until", "After", "Before", "With", "About", "Suppose", "There", "Their", "They", "You", "Your"]
)


@dataclass(frozen=True, slots=True)
class Intent:
    """What a question wants; ``wants`` holds keys of CUES, ``parts`` the questions that stand in it, ``names`` its proper names and codes."""

    wants: frozenset[str]
    periods: tuple[Period, ...]
    names: tuple[str, ...]
    parts: tuple[str, ...]
    many: bool


def understand(question: str, *, today: date) -> Intent:
    """The intent of a question that stands alone."""
    parts = tuple(part.strip(" ?.,;") for part in _PARTS.split(question) if len(part.split()) > 1) or (question,)
    return Intent(
        wants=frozenset(name for name, pattern in _CUES.items() if pattern.search(question)),
        periods=periods(question, today=today),
        names=tuple(dict.fromkeys(name for name in _NAME.findall(question) if name not in _PLAIN)),
        parts=parts,
        many=len(parts) > 1 or bool(_MANY.search(question)),
    )


def stand_alone(question: str, previous: str | None) -> str:
    """A follow-up with the question that it follows on before it, where it leans on that; any other as it is."""
    if previous and (_FOLLOWS.search(question) or len(question.split()) <= 6 or not _NAME.search(question[1:])):
        return f"{previous} {question}"
    return question
