"""The words by which a question shows what it wants, and those that begin a question without naming anything."""

from __future__ import annotations

import re

_MEASURES = (
    "much|many|big|large|high|low|far|long|deep|tall|old|fast|heavy|wide|steep|thick|small|often|quick|quickly|strong|early|late|close"
)
_MONEY = "revenues?|turnover|sales|loss|losses|income|profit|cash|expens\\w*|r&d|ebitda|eps|top line|bottom line|margins?|royalt\\w+|dividends?|payout"
_PATTERNS = {
    "now": r"\b(?:now|current(?:ly)?|latest|newest|today|at present|at the moment|so far|to date|most recent(?:ly)?|still|as of the last"
    r"|stands?|up to date|these days|yet|already|by now|any (?:update|news|word|progress)|where (?:is|are) .{1,40} (?:at|with)\b|how far along)\b",
    "present": r"^(?!.*\b(?:did|was|were|had|when)\b).*\b(?:is|are|does|do|has|have|who's|what's|where's)\b",
    "change": r"\b(?:chang\w+|trend\w*|over the (?:last|past)|how (?:has|have|did|does) .{1,60} develop(?:ed)?\b|shift\w*|mov(?:e|es|ed|ing)\b|evolv\w+|compare\w*|versus|vs|against last|from .{1,40} to|differ\w*|over time"
    r"|walk me through|trac(?:e|ing)\b|before and after|gr[oe]w\w*|growth|increase\w*|decrease\w*|fell|rose|up or down|than (?:last|a year|the year))\b",
    "newest": r"\b(?:latest|newest|most recent|last) (?:[\w'-]+ ){0,2}(?:releases?|announcements?|news|updates?|reports?|wording|letters?|statements?|filings?)\b",
    "list": r"\b(?:list(?! price)|what are|name (?:the|all)|names of|all (?:the|of)|every|each|how many different|who are)\b|\b(?:programs|programmes"
    r"|products|candidates|partners|families|trials|indications|analysts|directors|members|risks|terms|conditions|milestones|steps)\b",
    "who": r"\b(?:who|whom|whose|who's|ceo|cfo|coo|cmo|cto|chair(?:man|woman|person)?|president|director|officer|founder|speakers?|speaks|exec\w*"
    r"|boss|chief|lawyer|attorney|spokes\w+|whatever (?:his|her) name)\b|\bname of the (?:person|man|woman|doctor|banker|analyst)",
    "when": r"\b(?:when|(?:what|which|whose) (?:date|day|month|year|quarter|time|hour|week)|how (?:soon|long|early|late|recently)|timeline|timing"
    r"|timetable|time slot|by what|until when|since when|deadline|due|schedul\w*|expected?|earliest|date of|dates?)\b",
    "how_much": rf"\b(?:how (?:{_MEASURES})|what (?:percent\w*|share|portion|slice|size|amount|price|premium|total|number|stake|rate|fee|dose|multiple"
    rf"|valuation|grade|yield)|size of|amount|percent\w*|total|{_MONEY}|per share|(?:interest|exercise|conversion|strike) (?:rate|price)|rate on"
    r"|valuation|strike|raised|worth|costs?|dollars?|figures?|(?<!phone )(?<!fax )numbers?|price tag|pays?|paid|headcount|count)\b|[$%]",
    "why": r"\b(?:why|reasons?|because|how come|what (?:caused|drove|led|made)|what(?:'s| is| was) behind|what went wrong|explain\w*|due to|point of"
    r"|purpose|rationale|held back)\b",
    "risks": r"\b(?:(?<!at )risks?|uncertaint\w+|cautionary|safe harbou?r|disclaimer|forward[- ]looking|assum\w+|(?:take|taken|took) (?:\w+ ){0,2}for granted|(?:could|might) go wrong|warn(?:s|ed|ings?)?\b(?! letter))",
    "assumptions": r"\b(?:assum\w+|(?:take|taken|took) (?:\w+ ){0,2}for granted|suppos(?:e|es|ed|ing|ition\w*)|premises?)\b",
    "contact": r"\b(?:contact|phone|telephone|e-?mails?|mailbox|hotline|ring|dial|fax|get (?:in touch|hold of)|investor (?:relations|line|desk)"
    r"|media relations|press office|address|website|(?:how|where|who) (?:do|can|should|would|could) (?:i|we|one|\w+ holders?|shareholders) "
    r"(?:reach|call|write|ask|turn|talk|speak|get)|reach (?:out|ir|them|him|her|you)|headquarter\w*|where (?:is|are) .{1,30} based)\b",
    "company": r"\b(?:what (?:does|do) .{1,40} (?:do|make|sell)|what kind of (?:company|business|firm|outfit)|(?:line of|what|in which) business"
    r"|business (?:model|is|are)|about the company|describe the company|headquarter\w*|based|founded|industry|employees|people work"
    r"|pipeline|what .{0,20}company does|focus\w*|what (?:is|are|was|'s) (?:the )?[\w-]+(?: [\w-]+)?\??$)\b",
    "conference": r"\b(?:conference|webcast|present(?:s|ing|ation)?|(?:the|earnings|results|investor|next|conference|quarterly|that|sept\w*) call"
    r"|summit|forum|meeting|event|dial|replay|booth|stand|stage|expo|congress|show)\b",
    "figures": r"\b(?:revenues?|turnover|sales|net (?:loss|income)|loss(?:es)?|profits?|cash|expens\w+|r ?& ?d|g ?& ?a|ebitda|eps|earnings|margins?"
    r"|assets|liabilities|debt|backlog|deficit|(?:top|bottom) line)\b",
    "table": rf"\b(?:table|balance sheet|income statement|cash flow|quarter|fiscal|{_MONEY}|assets|liabilities|per share|shares outstanding|gross)\b",
    "quote": r"\b(?:said|says?|told|quote[ds]?|comment\w*|remark\w*|according to|words|stated?|called|describ\w+|whose|hails?|claims?|predict\w*"
    r"|think|thinks|reckons?|view|opinion|thank\w*|prais\w+|credit(?:s|ed)|vouch\w*|talked|spoke|calls|put it|boast\w*|promis\w+|welcom\w+)\b",
    "future": r"\b(?:will|expect\w*|plan(?:s|n\w+)?|next|upcoming|going to|guidance|guiding|outlook|forecast\w*|target\w*|aim\w*|intend\w*|future|supposed"
    r"|potential\w*|could|anticipat\w*|due|timetable|hop(?:e|es|ing)|goal|project(?:ed|ion|ions|s)|should|shoot(?:ing)? for|want\w* to)\b",
    "yes_no": r"^(?:and |but |so )?(?:is|are|was|were|has|have|had|did|does|do|can|could|will|would|should|am|any)\b",
}
CUES = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _PATTERNS.items()}
MANY = re.compile(
    r"\b(?:list|terms of|who (?:has|have) .{1,30}(?:hired|joined|appointed|promoted)|all|every|each|names? of the \w+s|history|timeline|walk me through|over time|compare\w*|versus|vs|both|total and|as well as"
    r"|together with|alongside|next to|what else|what all|then and now|first .{1,30} then|and (?:is|was|did|does|on|over|at|for|to|from|where|how)"
    r"|break .{1,50} down|breakdown|split by|running total|two (?:[\w'-]+ ){0,2}[\w-]+s|(?:moved|shifted|changed) (?:between|from|over|around)"
    r"|(?:has|did|have) .{1,60} (?:move|shift|change|evolve)d?"
    r"|(?:which|what|what are the|who are the) (?:[\w'-]+ ){0,3}(?!this\b|is\b|was\b|has\b|does\b|its\b)[\w-]{2,}[^s\W]s"
    r"(?= (?:and|are|were|have|do|did|will|can|could|would|does|has|is|in|on|of|from|at|to|for|that|with|come|they|you)\b|\?|$))\b",
    re.IGNORECASE,
)

_BEGINNINGS = """a about actually after all already also an and any are as at average back been before both but by can cash could current did dividend do
does dollar due during each earliest email everything exact exactly ever explain final finally first for former from give given go going had has
have hello hey hi highest his how i i'd i'll i'm i've if in interest into is it its just last latest level list lowest main max maximum media
min more most my name names net new next no not of oh ok old on once one only or our out over per phone please press price put quick rate
remind revenue roughly sales say shares show since size so some still strike tell thanks that the their them then there these they this those
time to today total under until up was we were what what'd what's whats when when's where where's which while who who'd who's whom whose why
will with would year yet you your"""
_NO_NAMES = """january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
q1 q2 q3 q4 h1 h2 fy fiscal monday tuesday wednesday thursday friday saturday sunday christmas easter i i'm ceo cfo coo cto cmo ir pr ipo eps
ebitda gaap usd cad eur agm us$ ok vp svp evp r&d q&a faq et est edt pm mr ms mrs dr"""
BEGINNINGS = frozenset(_BEGINNINGS.split())  # capitals of these begin a question, no more
NO_NAMES = frozenset(_NO_NAMES.split())  # capitals by rule: times, titles, terms of the trade
