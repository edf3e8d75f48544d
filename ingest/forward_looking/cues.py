"""The words that speak of the future, of the past or of neither: one scan of a sentence gives its cues in order.

A cue is a named family of words and phrases. Families are tried in the order of the list, so that a phrase which takes the
future out of a word ("than expected", "would have") stands before that word and consumes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Side = Literal["ahead", "past", "present", "event", "caution"]

_PLAN_WORD = r"(?:expect|anticipat|plann|project|forecast|schedul|intend|target|estimat|propos|hop|slat)(?:e?d)?"
_YARDSTICK = r"(?:expectations?|forecasts?|targets?|projections?|goals?|guidance|estimates|objectives?)"

FAMILIES: tuple[tuple[str, Side, str], ...] = (
    # the past of a plan, and what never came about
    ("counterfactual", "past", r"(?:would|could|should|might|may) (?:not |only |never )*have\b"),
    (
        "past plan",
        "past",
        rf"(?:was|were|had been|had|wasn't|weren't) (?:\w+ )?(?:{_PLAN_WORD}|supposed|set|due|going|hopeful|hoping|looking|aiming|seeking|aimed|meant)\b"
        r"|(?:was|were) to (?!our|the|a|its)\w+"
        rf"|(?:originally|initially|previously|formerly) (?:\w+ )?{_PLAN_WORD}"
        rf"|(?:we|company|it|they|management|he|she|i) (?:\w+ly )?(?:expected|anticipated|planned|intended|hoped|believed|aimed|sought|estimated|projected|targeted|wanted)\b",
    ),
    ("as expected", "past", rf"(?:than|as) (?:\w+ )?{_PLAN_WORD}\b|(?:ahead of|on) (?:schedule|plan) and"),
    (
        "goal met",
        "past",
        rf"(?:exceed(?:ed|ing|s)|surpass(?:ed|ing|es)|achieved|accomplished|met|beat|reached|outperformed) (?:\w+ ){{0,3}}{_YARDSTICK}",
    ),
    ("measured", "past", r"(?:for|during|in|of) the (?:\w+ )?(?:\w+ )?(?:months?|quarters?|years?|weeks?|period) ended|compared (?:to|with)|as of"),
    # what a thing is for, and what it can do
    (
        "designed to",
        "present",
        r"(?:designed|engineered|structured|tailored|formulated|configured|optimi[sz]ed|purpose-built|developed|created|built|formed|established|used"
        r"|dedicated|committed|meant) (?:\w+ly )?(?:to|for|as)\b",
    ),
    ("intended for", "present", r"(?:intended|aimed|geared) (?:for|as|at|towards?)\b|for the purposes? of|in order to"),
    ("can", "present", r"(?:can|cannot|able to|ability to|capable of)\b"),
    ("enables", "present", r"(?:allow|enabl|empower|permit|ensur|provid|support|offer|help)(?:s|es|ing)\b"),
    # notices of events
    (
        "event",
        "event",
        r"(?:conference|investor|earnings|analyst|shareholder) (?:conference )?calls?|webcasts?|webinars?|livestream(?:ed)?|fireside chat|dial[- ]in|toll[- ]free"
        r"|replay|audio recording|(?:annual|special|general) (?:\w+ ){0,3}meeting|annual (?:\w+ )?conference|(?:investor|investment|healthcare|growth) conference"
        r"|booth|expo|exhibition|trade ?show|convention|symposium|summit|conference|conference id|passcode|access code|registration|register|attendees?|q&a",
    ),
    ("attends", "event", r"(?:to |will |be )?(?:host|present|attend|exhibit|participat|showcas|speak)(?:s|e|es|ing)?\b"),
    ("clock time", "event", r"\d{1,2}(?::\d\d)? ?(?:a\.?m|p\.?m)\b|(?:eastern|pacific|central|mountain)(?: (?:standard|daylight))? time|\b(?:et|edt|est|pst|pdt|gmt|utc)\b"),
    ("results date", "event", r"(?:will|to|plans to|expects to) (?:report|announce|release|issue|publish|file) (?:\w+[ ,'’]+){0,8}?(?:results|earnings)\b"),
    # the safe harbor's own words
    (
        "legend words",
        "caution",
        r"forward[- ]looking (?:statements?|information)|safe[- ]harbou?r|litigation reform act|section (?:27a|21e)|undertakes? no (?:obligation|duty)"
        r"|(?:no|any) (?:obligation|intention) (?:or \w+ )?to (?:publicly )?(?:update|revise)|differ materially|materially different|risks? and uncertainties|risk factors|undue reliance"
        r"|(?:words|terms) such as|similar expressions|no assurances?|cannot (?:be )?(?:assured?|guarantee)|beyond (?:the company's|our|its) control"
        r"|actual results|known and unknown|speak only as of|10-[kq]|securities and exchange commission|cautioned|cautionary",
    ),
    # the future, said outright
    ("going to", "ahead", r"(?:is|are|am|we're|it's|'re|'s) going to"),
    ("will", "ahead", r"will|shall|won't|'ll|’ll"),
    ("looks forward", "ahead", r"look(?:s|ing)? (?:forward|ahead)|eagerly await\w*"),
    ("expects", "ahead", r"expects?|expecting|anticipates?|anticipating|foresees?|foreseeing|envisions?|envisioning|envisages?|predicts?|predicting|projecting"),
    ("hopes", "ahead", r"hopes?|hoping|hopeful|aspires?|aspiring|wish(?:es)? to|want(?:s|ing)? to"),
    ("forecasts", "ahead", r"forecast(?:s|ing|ed)?|projections?|guidance|outlook"),
    ("intends", "ahead", r"intends?|intending|intentions?|is intended to|are intended to"),
    ("plans to", "ahead", r"plans? (?:to|on|for|is|are|call|calls|include|includes)\b|planning (?:to|on|for)|with plans|in planning|plans (?:are )?under ?way|(?:is|are) planning"),
    ("aims", "ahead", r"aims? (?:to|at|for)|aiming|(?:is|are) aimed|aimed to|look(?:s|ing)? to|strives?|striving|endeavou?rs?"),
    ("seeks", "ahead", r"seeks?|seeking|pursu(?:e|es|ing)|in pursuit|work(?:s|ing)? (?:to|towards?)"),
    ("on track", "ahead", r"on (?:track|schedule|pace|course|target)|on the (?:verge|cusp|path|horizon)|in the (?:works|pipeline)|under ?way to|well[- ]positioned|(?:is|are|now|better|uniquely|strongly|strategically) positioned"),
    ("set to", "ahead", r"(?:set|poised|about|ready|bound|positioned|tipped|primed|likely) to\b|due to (?:begin|start|commence|launch|open|complete|be|close|expire)\b"),
    ("expected to", "ahead", r"(?:expected|anticipated|projected|forecast(?:ed)?|scheduled|slated|targeted|planned|proposed|intended) to\b"),
    ("estimated to", "ahead", r"estimated to(?: be)?"),
    ("preparing", "ahead", r"prepar(?:es|ing) (?:to|for)|gear(?:s|ing) up|getting ready|in preparation|in the process of|finali[sz](?:e|es|ing)|budgeting|scouting"),
    ("expected", "ahead", r"expected|anticipated|projected|forecasted"),
    ("planned", "ahead", r"planned|proposed|slated|scheduled|prospective|contemplated|to-be"),
    ("targeted", "ahead", r"target(?:s|ing|ed)?"),
    ("upcoming", "ahead", r"upcoming|forthcoming|imminent(?:ly)?|impending|coming (?:soon|online|weeks?|months?|years?|quarters?|days?|season|fiscal)|the coming"),
    ("soon", "ahead", r"soon|shortly|in due course|tomorrow|eventually|thereafter|going forward|moving forward|ultimately"),
    ("span ahead", "ahead", r"(?:over|in|within|during|for|of|through) the (?:next|coming|following|near|foreseeable|ensuing)\b|next (?:\w+ )?(?:years?|quarters?|months?|weeks?|phase|steps?|stage|season|summer|spring|fall|winter)"
     r"|later (?:this|in)|(?:by|before|at|until) (?:the )?(?:end of|year[- ]end|late|mid|early)|within (?:\w+ )?(?:\w+[- ])?(?:days|weeks|months|years)|to follow|by (?:late|early|mid|\d{4})"),
    ("in future", "ahead", r"(?:in|for|into) the (?:near |foreseeable )?future"),
    ("future", "ahead", r"future"),
    ("horizon", "ahead", r"(?:near|mid|medium|long|longer|short)[- ]term|long[- ]range"),
    ("awaits", "ahead", r"await(?:s|ing)?|pending|remains? (?:subject|to)"),
    ("yet to", "present", r"yet to|not yet|until"),
    ("to be done", "ahead", r"to be (?:\w+ly )?\w+(?:ed|en|de|ld|nt|un|wn|ne|id|ut|ht)\b|(?:is|are) to (?:be )?(?!the|a|our)\w+"),
    ("once", "ahead", r"once|upon|when|whenever|following|after"),
    ("conditional", "ahead", r"if|unless|assuming|assumes?|in the event|provided that|subject to|contingent|conditional|conditioned|depend(?:s|ing|ent)? (?:up)?on|as long as|should (?:the|we|it|our|any)"),
    ("may", "ahead", r"may(?! \d| of)|might|could"),
    ("would", "ahead", r"would"),
    ("should", "ahead", r"should|must|needs? to|required to|obligated to"),
    ("likely", "ahead", r"likely|unlikely|possib(?:le|ly|ility)|probabl[ey]|prospects?"),
    ("confident", "ahead", r"confident|confidence|optimistic|optimism"),
    ("believes", "ahead", r"believes?|believing|belief|convinced|in our view"),
    ("goal", "ahead", r"goals?|objectives?|ambitions?|ambitious|aspirations?|priority|priorities|mandate"),
    ("plan", "ahead", r"plans?|planning|road ?maps?|next steps?|milestones?|timelines?"),
    ("strategy", "present", r"strateg(?:y|ies)|initiatives?|vision|mission|commitments?"),
    ("focuses", "present", r"focus(?:es|ed|ing)?(?: on)?"),
    ("potential", "ahead", r"potential|potentially|upside|runway"),
    ("opportunity", "present", r"opportunit(?:y|ies)"),
    ("estimate", "ahead", r"estimates?|estimated"),
    ("expectation", "ahead", r"expectations?"),
    ("continues to", "ahead", r"continu(?:e|es|ing) to"),
    ("continues", "present", r"continu(?:e|es|ing|ed)|remain(?:s|ing)? (?:focused|committed|dedicated)|ongoing|under ?way|in progress"),
    ("exploring", "present", r"explor(?:e|es|ing)|evaluat(?:e|es|ing)|consider(?:s|ing)?|discussions?|negotiat(?:e|es|ing|ions?)|in talks|letter of intent|memorandum of understanding|loi|mou|non-binding"),
    ("begins", "present", r"(?:commenc|launch|begin|initiat|start|introduc|expand|clos)(?:e|s|es|ing|ning)?\b|roll(?:s|ing)? ?out|entry|enter(?:s|ing)?\b|complet(?:e|ion|ing)|clos(?:e|ing)"),
    # done
    ("announces", "past", r"(?:today )?announc(?:ed|es|e)(?: today)?|(?:is |are )?(?:pleased|proud|excited|thrilled|delighted|honou?red) to (?:announce|report|share|welcome|have|be|provide|introduce)|reported|reports"),
    ("perfect", "past", r"(?:has|have|had|having) (?:\w+ly |now |already |also |since |just |not )*(?:been |begun|become|made|taken|grown|risen|led|won|sold|paid|met|held|come|gone|given|built|brought|seen|got|kept|put|set|shown|proven|\w+ed)\b"),
    ("passive past", "past", r"(?:was|were) (?:\w+ly |also |not )*\w+ed\b"),
    (
        "done",
        "past",
        r"(?:complet|sign|enter|execut|receiv|achiev|secur|acquir|appoint|grant|approv|clos|submitt|fil|issu|award|join|serv|increas|decreas|improv|declin|generat|deliver|expand|launch"
        r"|establish|identif|obtain|reduc|rais|report|record|total|demonstrat|initiat|start|found|own|agree|highlight|reach|result|show|provid|participat|conduct|publish|elect|retir|resign|select|test|drill|return|intersect)i?ed"
        r"|became|began|made|took|grew|rose|fell|led|won|sold|paid|held|came|went|gave|brought|saw|drove|was|were|did",
    ),
    ("already", "past", r"already|recently|previously|yesterday|earlier this|last (?:year|quarter|month|week)|since|historically|to date|so far|ago|prior|in the past|formerly"),
    ("now", "present", r"now|currently|today|present(?:ly)?"),
)

_SCAN = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<f{i}>{pattern})" for i, (_, _, pattern) in enumerate(FAMILIES)) + r")(?![\w])"
)
_NAMES = tuple(name for name, _, _ in FAMILIES)
SIDE: dict[str, Side] = {name: side for name, side, _ in FAMILIES}


@dataclass(frozen=True, slots=True)
class Cue:
    """One family's words as found at ``[start, end)`` of the sentence."""

    family: str
    words: str
    start: int
    end: int


def cues(sentence: str) -> list[Cue]:
    """The cues of a sentence from left to right, none overlapping."""
    found = []
    for match in _SCAN.finditer(sentence.lower().replace("’", "'")):
        family = _NAMES[int((match.lastgroup or "f0")[1:])]
        found.append(Cue(family, match.group(), match.start(), match.end()))
    return found
