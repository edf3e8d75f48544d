"""What must not be said of a product that is not approved: that it works, or that it is safe.

A sponsor's people may tell its stage, dates and partner; the words below are those by which results and their worth are told.
"""

from __future__ import annotations

import re

_CLAIMS = re.compile(
    r"\b(?:efficac\w+|effective(?:ness|ly)?|ineffective|safe(?:ty|ly|r|st)?|toler(?:ated|able|ability)|toxic\w*|adverse|side[- ]effects?"
    r"|superior\w*|inferior\w*|non-inferior\w*|benefits?|beneficial|improv\w+|reduc(?:ed|es|ing|tions?)|respond\w*|response rates?|responses|surviv\w+"
    r"|remissions?|end-?points?|statistical\w*|significan\w+|confidence interval|hazard ratio|placebo|versus|vs\.?|promising|encouraging|positive|favou?rabl\w+"
    r"|potential (?:to|for|as|treatment|therap\w+)|groundbreaking|game-?chang\w+|first-in-class|best-in-class|novel|differentiated|cur(?:e[sd]?|ing)"
    r"|relie(?:f|ves?)|alleviat\w+|meaningful\w*|demonstrat\w+|show(?:ed|s|n)|proven|anti-?tumou?r|activity|better|greater|stronger|success\w*"
    r"|liver enzymes?|deaths?|mortality|events? occurred|well controlled|transform\w*|breakthrough(?! (?:therapy|device)? ?designation))\b"
    r"|\bp ?[=<]|\d ?%|\bmet (?:its|the|all)\b|\b(?:compared|relative) (?:to|with)\b|\b(?:fell|rose|increased|decreased) by\b",
    re.IGNORECASE,
)
_FISHING = re.compile(
    r"\b(?:works?|working|worked|effective\w*|efficac\w+|safe\w*|harm\w*|danger\w*|side[- ]effects?|adverse|tolera\w+|toxic\w*|better|best|superior\w*|stronger"
    r"|beats?|outperform\w*|compare[sd]?|versus|vs|benefits?|help(?:s|ed)? (?:patients|people|with)|cur(?:e[sd]?|ing)|treats?|relie(?:f|ves?)|improv\w+|reduc\w+"
    r"|respon(?:se|ses|d|ded|ders?)|surviv\w+|remission|endpoints?|p[- ]?values?|statistical\w*|significan\w+|placebo|percent|results? (?:show|look|say|mean)"
    r"|data (?:show|look|say|prove|support)|how good|good data|great data|strong data|claims?|promot\w+|recommend\w*|prescri\w+|off[- ]label|doctors?|physicians?"
    r"|clinicians?|cut(?:s|ting)?|lower(?:s|ed)?|problems?|great|strong|impressive|hcps?|pitch|talking points?|selling points?|superlative|first-in-class|best-in-class|breakthrough|proven|prove[sd]?|game[- ]?changer)\b",
    re.IGNORECASE,
)


_CLINICAL = re.compile(
    r"\b(?:doctors?|physicians?|clinicians?|patients?|effica\w+|safe\w*|side[- ]effects?|results?|data|dos(?:e|es|ing)|endpoints?|liver|heart)\b",
    re.IGNORECASE,
)


def claims(words: str) -> bool:
    """True where words speak of results or of their worth: efficacy, safety, comparison, promise."""
    return bool(_CLAIMS.search(words))


def fishes(question: str) -> bool:
    """True where a question asks for such words."""
    return bool(_FISHING.search(question))


def clinical(question: str) -> bool:
    """True where a question speaks of patients, doses and results, whatever product is meant."""
    return bool(_CLINICAL.search(question))
