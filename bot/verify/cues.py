"""The words that turn a meaning: denials, opposites, plans and possibilities, and what claims more than was said."""

from __future__ import annotations

import re


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


DENIAL = _words(
    r"not(?! only| limited to)", r"no(?! doubt|\.? ?\d)", "never", "none", "nor", "neither", "nothing", "nobody", "without", "cannot", r"\w+n['’]t",
    "unable", "fail(?:s|ed|ing|ure)?", "declin(?:ed|es|ing) to", "(?:decid|vot|advis)(?:ed|es) against", "refus(?:e|ed|es|al)", "lack(?:s|ed|ing)?", "denie[sd]",
    "withdr(?:ew|awn|aw|awal)", "cancel(?:l?ed|s|ling|lation)?", "terminat(?:ed?|es|ing|ion)", "halt(?:ed|s)?", "suspend(?:ed|s)?", r"discontinu\w+",
    "abandon(?:ed|s|ing)?", "reject(?:ed|s|ion)?", "rather than", "instead of", "no longer", "stopp(?:ed|ing)", "ceased?", "waived?", "unchanged",
)  # fmt: skip
AHEAD = _words(
    "will", "would", "shall", "plans?", "planned", "planning", "expect(?:s|ed|ing|ation|ations)?", "anticipat(?:es?|ed|ing)", "intend(?:s|ed|ing)?",
    "intention", "aim(?:s|ed|ing)?", "seek(?:s|ing)?", "hop(?:es?|ed|ing)", "propos(?:es?|ed|al|ing)", "target(?:s|ed|ing)?", "going to", "set to", "due to (?:be|start|begin|close)",
    "scheduled", "slated", "upcoming", "forthcoming", "future", "look(?:s|ing)? (?:to|forward)", "on track", "prepar(?:es?|ing|ed) (?:to|for)", "pending", "about to",
    "once", "upon", "until", "if", "subject to", "contingent", "project(?:s|ed|ion|ions)(?= to| that|\\b)", "forecasts?", "guidance", "yet to", "next", "working (?:to|toward|towards|on)",
    "is to", "are to", "to be", "toward", "towards", "wants? to", "means to", "mean to", "begun", "in the process", "under way", "underway", "negotiat\\w+", "in talks", "consider(?:s|ing)", "explor(?:es?|ing)",
    "pursu(?:es?|ing)", "evaluat(?:es?|ing)", "nearing", "in process", "final stages", "advancing efforts", "ready to", "poised", "goal", "objective", "estimat(?:es?|ed)",
)  # fmt: skip
PLANNED = _words(
    "will", "shall", "plans?", "planned", "expect(?:s|ed)", "anticipat(?:es|ed)", "intend(?:s|ed)", "aims?", "propos(?:es|ed)", "targeted", "going to",
    "scheduled", "slated", "to be", "(?:is|are) (?:due )?to", "hopes? to", "seeks? to", "set to", "on track to", "would", "forecast", "projected",
)  # fmt: skip
DONE = _words(
    "has", "have", "had", "was", "were", "completed?", "finished", "already", "achieved", "received", "signed", "closed", "launched", "obtained", "granted",
    "delivered", "filed", "began", "started", "entered", "acquired", "did", "now (?:has|is|owns|holds)", "took", "got", "won", "sold", "bought", "paid", "been", "made", "set up",
)  # fmt: skip
PAST = _words(
    "was", "were", "has", "have", "had", "did", "been", r"(?!need|feed|seed|speed|indeed|exceed|proceed|succeed|based|related|limited|planned|expected|anticipated|scheduled|intended|proposed|targeted|estimated|projected|slated)\w{2,}ed",
    "took", "made", "began", "became", "got", "gave", "held", "sold", "bought", "paid", "won", "met", "sent", "built", "led", "left", "grew", "rose", "fell", "went", "came", "brought", "set", "borne", "put",
)  # fmt: skip
_VERBS = """pay paid|hold held|bear borne bore|take took taken|begin began begun|make made|give gave given|get got|become became|bring brought|build built
buy bought|sell sold|send sent|spend spent|lead led|leave left|lose lost|meet met|run ran|see saw seen|show shown|win won|grow grew grown|rise rose risen
fall fell fallen|go went gone|come came|do did done|know knew known|speak spoke spoken|write wrote written|find found|keep kept|mean meant|say said
tell told|think thought|draw drew drawn|drive drove driven|choose chose chosen|withdraw withdrew withdrawn|hire hired|begin beginning"""
IRREGULAR = {form: verb.split()[0] for verb in re.split(r"[|\n]", _VERBS) for form in verb.split()[1:]}  # a form and its verb
MAYBE = _words(
    "may", "might", "could", "can", "potential(?:ly)?", "possibl[ey]", "possibility", "believ(?:es?|ed|ing)", "appears?", "suggest(?:s|ed|ing)?", "likely", "up to", "designed to",
    "feels?", "thinks?", "in (?:its|our|their) (?:view|opinion)", "seems?", "indicat(?:es?|ed|ing)", "expect\\w*", "option(?:s)?", "eligible", "opportunity", "preliminary", "approximately", "about",
)  # fmt: skip
SWEEPING = _words(
    "all", "every", "each", "always", "only", "sole(?:ly)?", "exclusive(?:ly)?", "any", "entire(?:ly)?", "whole", "full(?:y)?", "complete(?:ly)?", "first", "best", "largest", "leading", "biggest", "highest",
    "most", "guarante\\w+", "ensur\\w+", "prov(?:en?|es|ed)", "confirm(?:s|ed)?", "cures?", "cured", "certain(?:ly)?", "definit\\w+", "eliminat\\w+", "100%", "everyone", "everywhere", "worldwide", "global(?:ly)?",
    "nationwide", "permanent(?:ly)?", "forever", "immediate(?:ly)?", "never", "no one", "nobody", "none", "unique", "unmatched", "record", "superior", "more than any", "unlimited", "both", "top", "anywhere", "must", "binding", "sure", "number one", "final(?:ly)?",
)  # fmt: skip
_OPPOSITES = """increas\\w*|rose|rise[sn]?|rising|grew|gr[eo]wn?|growth|gains?|gained|higher|up|climb\\w*|jump\\w*|surg\\w*|improv\\w*|more|expand\\w*|exceed\\w*|above|raised?|double[ds]?
decreas\\w*|fell|fall\\w*|declin\\w*|dropp?\\w*|lower\\w*|down|reduc\\w*|cut|cuts|shrank|shrink\\w*|worsen\\w*|less|fewer|narrow\\w*|below|slipp?\\w*
before|prior to|ahead of|earlier
after|following|later|since
buy\\w*|bought|acquir\\w*|purchas\\w*
sell\\w*|sold|divest\\w*|dispos\\w*
profit\\w*|net income|earn(?:s|ed)
loss|losses|lost|deficit
approv\\w*|clear(?:s|ed|ance)|accept\\w*|granted
reject\\w*|refus\\w*|denied|declin\\w*
appoint\\w*|join\\w*|hire[ds]?|named|promot\\w*|elected
resign\\w*|retire\\w*|depart\\w*|left|step\\w* down|leave|leaving|remov\\w*|dismiss\\w*
start\\w*|beg[iau]n\\w*|launch\\w*|commenc\\w*|open\\w*|initiat\\w*
stop\\w*|end(?:s|ed|ing)?|clos\\w*|halt\\w*|ceas\\w*|terminat\\w*|conclu\\w*|complet\\w*|finish\\w*
exclusive\\w*|sole\\w*
non-?exclusive\\w*
secured
unsecured
audited
unaudited
positive|favou?rabl\\w*|success\\w*|strong\\w*|better|well
negative|unfavou?rabl\\w*|fail\\w*|weak\\w*|worse|poor\\w*
pay|pays|paid|paying|owes?|owed
receiv\\w*|collect\\w*
private\\w*
public\\w*
majority|most
minority|few
optional|voluntar\\w*|choose
mandatory|required|must|binding
domestic\\w*
international\\w*|foreign|abroad|overseas
short\\w*
long\\w*|extend\\w*
early|earlier|ahead of schedule|quick\\w*|faster
late|later|delay\\w*|behind|postpon\\w*|slow\\w*
met|meets?|reached|achiev\\w*
miss\\w*|short of|fail\\w*
minimum|at least|more than
maximum|at most|up to|less than
oral|verbal
written
keep\\w*|kept|retain\\w*|remain\\w*|continu\\w*|stay\\w*|unchanged|maintain\\w*
replac\\w*|giv(?:e|es|ing) up|gave up|wind\\w* down|wound down|surrender\\w*|relinquish\\w*|scrap\\w*
temporar\\w*|interim
permanent\\w*"""
_LISTED = [_words(line) for line in _OPPOSITES.split("\n")]
OPPOSITES = tuple(zip(_LISTED[::2], _LISTED[1::2], strict=True))
