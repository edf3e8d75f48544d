"""What a question calls by a short word of the trade, in the words that releases use."""

from __future__ import annotations

import re

_TERMS = {
    r"top[- ]line(?= (?:and|number|figure|growth)| please|\?|$)|turnover": "revenue",
    r"bottom line|earnings(?! (?:call|release|date|report))": "net income, net loss",
    r"r ?& ?d|r and d": "research and development expenses",
    r"s ?g ?& ?a|g ?& ?a": "general and administrative expenses",
    r"opex": "operating expenses",
    r"capex": "capital expenditures, capital investment",
    r"eps": "earnings per share, loss per share",
    r"(?:cash )?burn(?: rate)?": "net cash used in operating activities",
    r"runway": "cash sufficient to fund operations into",
    r"(?:in the bank|cash pile|war chest|cash position)": "cash and cash equivalents",
    r"head ?count|staff(?:ing)? (?:level|number)s?": "number of employees",
    r"b(?:uy|ought|uying)[- ]?back(?: \w+){0,2}(?: (?:stock|shares))?|buybacks?": "share repurchase",
    r"uplist(?:ing)?": "listing on a national securities exchange",
    r"misstatements?|restat(?:e|ing)": "restatement of previously issued financial statements",
    r"write[- ]?(?:off|down)": "impairment",
    r"spin[- ]?off": "distribution of shares, separation",
    r"boss|chief exec(?:utive)?\b(?! officer)|head honcho|ceo": "Chief Executive Officer",
    r"cfo|finance chief": "Chief Financial Officer",
    r"coo": "Chief Operating Officer",
    r"cmo": "Chief Medical Officer",
    r"cso": "Chief Scientific Officer",
    r"cto": "Chief Technology Officer",
    r"chair(?:man|woman|person)?": "Chair of the Board",
    r"hep c": "hepatitis C",
    r"hep b": "hepatitis B",
    r"green ?light(?:ed)?": "approval, clearance",
    r"ind\b": "Investigational New Drug application",
    r"nda\b": "New Drug Application",
    r"bla\b": "Biologics License Application",
    r"ide\b": "Investigational Device Exemption",
    r"pma\b": "premarket approval",
    r"reverse split": "reverse stock split, share consolidation",
    r"divvy|payout": "dividend",
    r"ipo": "initial public offering",
    r"atm\b": "at-the-market offering",
    r"jv": "joint venture",
}
_PATTERNS = [(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), words) for pattern, words in _TERMS.items()]


def in_full(question: str) -> str:
    """The question, with the releases' words for its short ones behind it."""
    added = [words for pattern, words in _PATTERNS if pattern.search(question) and words.lower() not in question.lower()]
    return f"{question} ({'; '.join(added)})" if added else question
