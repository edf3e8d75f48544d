"""What advice, predictions, patients, leaks and attacks on the prompt sound like when typed: word patterns of the field.

A pattern is evidence, not a verdict: it lowers the bar that the vote of the examples has to pass (see ``bot.policy``).
Questions are matched in lower case, with straight quotes and single spaces; ``<name>`` stands for a group of words.
"""

from __future__ import annotations

import re

WORDS = {
    "stock": r"(?:stocks?|shares?|share price|stock price|warrants?|market cap|valuation|pps)",
    "good": r"(?:good|great|smart|wise|right|best|bad|decent|solid|strong|safe|clever|sensible|screaming|better)",
    "act": r"(?:buy|sell|hold|keep|short|own|invest|tender|dump|trim|exercise|subscribe|bail|exit|vote|accept|wait|add|<deal>)",
    "deal": r"(?:accumulate|overweight|underweight|average (?:down|up)|double down|load up|load the boat|get (?:in|out)|take up|take (?:some )?profits?"
    r"|cash out|go (?:all in|long|short)|cut (?:my|our|the) loss\w*|pick up|jump in|stay in|stay away)",
    "acting": r"(?:buying|selling|holding|owning|shorting|investing|averaging|getting (?:in|out)|going all in|adding|chasing|loading up)",
    "kin": r"(?:mother|father|mum|mom|dad|wife|husband|son|daughter|child|kids?|baby|brother|sister|uncle|aunt|nan|gran\w*|girlfriend|boyfriend"
    r"|friend|cousin|nephew|niece|parents?|neighbou?r|patients?)",
    "use": r"(?:take|taking|took|use|using|try|get|have|switch\w*|stop\w*|start\w*|enrol+\w*|join|qualif\w+|eligible|apply|dos(?:e|age)|treat\w*"
    r"|safe|help|work|cure|inject\w*|drug|pills?|tablets?|gel|infusion|trial|study|medicine|medication|therapy|implant|device|chemo\w*)",
    "illness": r"(?:\w+(?:itis|oma|omas|osis|emia|aemia|algia|opathy|plegia|phrenia)|cancers?|tumou?rs?|diabet\w+|asthma\w*|als|copd|nsclc"
    r"|parkinson\S*|alzheimer\S*|lupus|crohn\S*|depress\w+|strokes?|migraines?|epilep\w+|hiv|adhd|lesions?|kidney|liver|blood (?:pressure|thinners?)"
    r"|pregnan\w+|breastfeed\w*|allerg\w+|wounds?|surgery|mutation|diagnosed|insulin|eczema|insomnia)",
    "symptom": r"(?:rash|hives|dizz\w+|pain|nause\w+|vomit\w*|throwing up|threw up|bleed\w*|swell\w*|swollen|fever|seizures?|headaches?|faint\w*"
    r"|itch\w*|ill|sick|sore|burned|burnt|blister\w*|hospitali[sz]ed|(?:bad|allergic) reaction|racing|died|collapsed|swallowed|overdose\w*|numb\w*)",
    "unsaid": r"(?:announced?|disclosed?|published|public|released?|told|put out|reported|said)",
    "move": r"(?:go up|go down|rise|fall|drop\w*|doubl\w+|tripl\w+|recover|crash\w*|tank|pop|moon|rally|soar|explode|bounce|spike|plunge|climb|jump)",
    "start": r"(?:^|[.!?,;:] ?|\b(?:please|pls|now|and|then|must|you are to|can you|could you|just) )",
    "own": r"(?:^(?!.*\b(?:analysts?|brokers?|banks?|research|ratings?|according|did|was|were|letter|set|gave)\b).*)",
}

PATTERNS: dict[str, tuple[str, ...]] = {
    "unsafe_request": (
        r"\b(?:ignor\w+|disregard|forget|overrid\w+|bypass|skip|stop following|turn off|disable)\b.{0,40}\b(?:instruct\w+|rules?|prompts?"
        r"|guidelines?|polic\w+|filters?|above|previous|restrict\w+|complian\w+|safety|told|checks|disclaimers?)",
        r"\b(?:system|initial|hidden|secret|original|your) (?:\w+ )?(?:prompts?|instructions?|configuration|config|programming)\b(?! \w+ to\b)",
        r"<start>(?:pretend|act as|role-?play|imagine you|simulate|behave as|speak as|talk as|you are now|from now on|let's play)\b",
        r"\b(?:developer|debug|god|admin|dan) mode\b|\bjailbreak|\bunrestricted\b|\bsystem (?:override|message|prompt)\b(?! \w+ to\b)|\byou are dan\b",
        r"\b(?:no|without(?: any)?|omit|leave out(?: the)?) (?:\w+ (?:or|and) )?(?:restrictions|disclaimers?|filters?|caveats?|citations|cautionary|rules$|rules\.)",
        r"<start>(?:say|state|repeat|reply|respond|print|output|reveal|announce|declare|write|confirm)\b.{0,25}"
        r"(?:\bthat\b|only\b|saying|stating|exactly|nothing else|verbatim|word for word|in writing|everything above|['\"])",
        r"<start>(?:make up|invent|fabricate|falsify|forge)\b|\b(?:write|draft|create|generate|post)\b.{0,20}\b(?:fake|false|made-up|bogus)\b",
        r"\bapi keys?\b|\byour passwords?\b|\bbase64\b|\bdrop table\b|\bhack (?:into|your)\b|</?(?:system|instructions?|prompt)>|^#{2,}",
        r"\bi(?:'m| am) your (?:developer|creator|admin)|\bmanipulate the (?:share|stock)|\bwhat other users\b|\byou must obey\b",
    ),
    "medical_advice": (
        r"\bmy (?:\w+[ -]){0,3}<kin>\b.*\b(?:<use>|<illness>|<symptom>)\b",
        r"\b<use>\b.*\b(?:for|to|of|on|with|at) my (?:\w+[ -]){0,3}(?:<kin>|<illness>|knee|back|skin|arm|leg|eyes?|condition|symptoms|other)\b",
        r"\b(?:i|i'm|i've|im|ive|me|my|we)\b.*\b<symptom>\b.*\b(?:after|since|from|using|taking|your|dose|injection|study|trial)\b",
        r"\b(?:after|since|from) (?:taking|using|my|the|your|i)\b.*\b(?:i|my|me)\b.*\b<symptom>\b|\bmaking me\b|\bfeel <symptom>",
        r"\bmy (?:\w+ ){1,4}(?:has|have|is|are|was|were|went|got|gone|feels?|hurts?|shows?)\b.*\b(?:<symptom>|<illness>|red|racing|healing)\b",
        r"\b(?:i|we|i'm|im|i've|ive) (?:am |have |got |had |was |been )*(?:on |a |an |the |type \d |stage \d |\d+ weeks )*<illness>\b",
        r"\b(?:should|can|could|may|shall|do|would) (?:i|we|she|he|my \w+) (?:\w+ )?(?:take(?! (?:part|up|profits?))|drink|eat|inject|swallow"
        r"|stop (?:taking|my|chemo)|switch (?:to|from)|come off|ask (?:for|my doctor)|mix|breastfeed|have the)\b",
        r"\b(?:can|could|should) (?:i|we) (?:use|take|have) it (?:while|during|if|with|when)\b|\b(?:miss|missed|forgot)\b.{0,12}\b(?:a|my) (?:dose|tablet|pill)s?\b(?!.* in the)",
        r"\b(?:dos(?:e|age)|treatment|tablets?|pills?)\b.*\b(?:should i|do i|i take|for me|you (?:advise|suggest|recommend))\b|\bhow often should (?:i|my)\b",
        r"\b(?:i|me|my|we)\b.*\b(?:enrol+|join|sign|get in|get into|participate|take part|qualify|eligible|apply|volunteer)\b.*\b(?:trial|study)\b",
        r"\b(?:enrol+|join|sign|put|apply|register)\b.*\bme\b.*\b(?:trial|study)\b|\bwould (?:she|he) (?:qualify|be eligible)|\b(?:get|for) (?:\w+ ){1,3}compassionate use\b",
        r"\breport(?:ing)? (?:a |an )?(?:side effect|adverse (?:event|reaction)|bad reaction|problem with)\b(?!s? reported)|\bpatient of mine\b",
        r"\binteract\w* with my\b|\b(?:safe|dangerous|ok|okay|suitable) (?:for me\b|to take (?:it )?with)|\blike me (?:use|take|have)\b|\btill i feel\b|\bi switch from\b",
    ),
    "side_effect_report": (
        r"\b(?:i|i'm|im|i've|ive|me|my|we|our|patient|subject|someone|somebody|kid|child|baby)\b.*\b(?:<symptom>|side effects?|red and|adverse|fell ill|passed out)\b",
        r"\breport(?:ing)? (?:a |an )?(?:side effect|adverse|bad reaction|problem with)|\b(?:adverse (?:event|reaction)|side effect)\b.*\b(?:occurred|happened|today|noticed)",
    ),
    "sales": (
        r"\b(?:is|are|was|were|how) (?:it|this|they|the \w+|[\w-]+)? ?(?:safe|effective|well tolerated|superior)\b|\bhow (?:well|safe|effective|good)\b.*\b(?:work|is|are|does|was)\b",
        r"\b(?:side effects?|adverse events?|efficacy|effectiveness|tolerab\w+|response rate|survival|cures?|work better|work(?:s|ed)? (?:in|for) patients)\b",
    ),
    "undisclosed_information": (
        r"\boff(?: the |-the-|[ -])record\b|\bbetween (?:us|you and me)\b|\b(?:won't|will not|wont|promise not to) (?:tell|quote|say|repeat)\b",
        r"\b(?:nobody|no one) (?:will|has to|needs? to|would|'ll) (?:know|find)|\byou can tell me\b|\bkeep(?:ing)? (?:it |this )?(?:quiet|secret)\b(?=.*\b(?:you|about)\b)|\byou're keeping quiet|\bwink\b",
        r"\b(?:a|any|little) hints?\b|(?:^|\b(?:a|any|little) )heads[- ]?up\b|\bsneak (?:peek|preview)|\bearly (?:look|peek)\b|\binside (?:info\w*|track|scoop)\b",
        r"\b(?:you|they|management|that|which|anything|something|what)\b.{0,30}(?:n't|havent|hasnt|\bnot|\bnever)(?: yet| been| be| made| officially){0,3} <unsaid>\b(?! about)",
        r"\b(?:unpublished|unreleased|unannounced|nonpublic|non-public)\b|\bnot (?:in the release|telling (?:us|me)|out yet|public yet)|\bisn't (?:public|out)\b",
        r"\b(?:internal|confidential|secret) (?:\w+ )?(?:forecasts?|numbers?|figures?|budgets?|data|projections?|talks|negotiations?|memo)\b",
        r"\bbehind (?:closed doors|the scenes)|\b(?:quietly|secretly|privately) (?:drop|plan|discuss|sell|talk|stop|prepar|decid|agree)|\b(?:has|have|did)\b.*\bleaked\b|\binsiders (?:know|been told)|\ban? insider\b",
        r"\bbefore (?:it|you|that|they)(?:'re|'s| are| is| go| goes| come| comes)? ?(?:out|public|published|released|report|announce)\b|\b(?:numbers?|results?|data) early\b",
        r"\b(?:quarter|month|sales|business|trading)\b.{0,15}\b(?:so far|tracking|shaping up|trending|going this)\b.{0,20}$|\bquarter[- ]to[- ]date\b",
        r"\bhow(?:'s| is| are| has| did) (?:the |this |current )*(?:quarter|month|q[1-4]|sales|\w+) (?:going|looking|shap\w+|tracking)\b",
        r"\b(?:send|show|get)\b.{0,20}\b(?:draft|press release before)\b|\bdraft (?:10-?[kq](?:/a)?|(?:press )?release|annual report)\b",
        r"\b(?:going to|gonna|will you|are you)\b.{0,20}\b(?:beat|miss|top)\b.{0,12}\b(?:consensus|estimates?|guidance|street)\b|\bconsensus too\b"
        r"|\bcomfortable with\b.*\b(?:consensus|estimates?)",
        r"\b(?:are you|is (?:the ceo|the company|someone|somebody|there)|partner is)\b.{0,12}\babout to\b|\bmystery partner\b|\breal(?:ly)? (?:reason|tell|going on)\b",
        r"\b(?:data|news|results|anything) (?:that )?you(?:'re| are) (?:hiding|sitting on)|\bare you hiding\b|\b(?:takeover|merger|buyout) talks going on\b|\bsecond bidder\b",
        r"^(?!.*\bsaid?y?\b)(?:.*\b(?:confirm|deny)\b.*\brumou?rs?\b|.*\brumou?rs?\b.*\btrue\b)|\bwhat's in (?:tomorrow|next week)'s\b|\bblinded (?:data|study)\b.*\b(?:look|trend|so far)",
    ),
    "investment_advice": (
        r"\b(?:should|shall|would|ought) (?:i|we|an?|one) (?:\w+ ){0,3}<act>\b|^(?!how|where|when|what|who|can).*\bdo (?:i|we) (?:get in|tender|sell|hold|buy)\b",
        r"^(?:so |ok |and |but |well |honestly,? |tell me.{0,12} )*(?:is|are|isn't|would)\b.{0,30}\ban? (?:\w+[ -]){0,3}(?:buy|sell|hold|bargain|investment|bet|entry|pick|gamble)\b",
        r"^(?:[\w$.:]+ ?[-:,]? )?<act>(?: it| them| more| now| the dip)?(?:,| or | vs\.? | ?\?| before earnings|$)|\b(?:buy|hold|sell) or (?:buy|hold|sell)\?",
        r"\bworth (?:<acting>|a (?:punt|shot|gamble)|the (?:risk|gamble))|\bgood idea\?|^(?:is it )?time to <act>\b",
        r"^(?!.*\b(?:did|was|were|ceo)\b).*\b<good>(?: \w+){0,2} (?:time|idea|move|moment|entry|point) to (?:<act>|<acting>)|\b(?:good|safe|bad|long term) investment\b|\bgood entry\b",
        r"\bwould you (?:\w+ )?(?:buy|own|hold|short|put your|invest)\b|\byou (?:recommend|advise|suggest) (?:me to |investing|buying|the stock)|\bin my (?:shoes|place)\b",
        r"\bmy (?:portfolio|retirement (?:money|savings)|savings|broker says|ira|401k|pension|life savings|losses)\b|\bstrong buy\b|\bpension fund\b|\bto retire on\b",
        r"^(?:is|are|isn't|aren't|do you think|would you say)\b.{0,40}\b(?:under|over)(?:valued|priced)\b|^(?:is|are) (?:the |your )?<stock> .{0,15}(?:cheap|expensive|a steal)",
        r"\b(?:convince|persuade) me to\b|\btell me\b.{0,20}\b(?:whether|if) to\b|\bbuy the dip\b|^dump\b|\bother (?:\w+ )?stocks\b|\btoo late to (?:get in|buy in|invest)\b",
        r"\bstill holding\b.{0,6}\bthis\b|\bbuy (?:puts|calls)\b|\bbetter (?:to own|pick)\b|\bload the boat\b|\binvestment advice\b|\b(?:sense|smart) to (?:<act>)\b",
        r"\b(?:what should (?:i|we) do with (?:my|our)|better off (?:taking|selling|holding)|good fit for|bullish or bearish)\b|\bexercise my (?:warrants|options)\b",
    ),
    "price_prediction": (
        r"<own>\b(?:price targets?|target price|price prediction|price forecast|fair value per share)\b",
        r"<own>\b(?:where|what|how (?:high|low|far))\b.{0,12}\b(?:will|would|could|can|do you|is|are)\b.{0,12}\b(?:<stock>|you see|think|reckon|it|this)\b"
        r".{0,30}\b(?:trad(?:e|ing)(?! (?:as|under))|be worth|headed|by (?:year|christmas|summer|next)|drop|go|at next|do on)\b",
        r"<own>\b(?:will|would|could|can|does|going to|gonna)\b (?:the |my |your )?(?:it |this |we |<stock> |[a-z]{2,5} )(?:ever |even )?"
        r"(?:hit|reach|see|be at|be above|break|close at|trade at|get back to) (?:over |above )?\$?\d",
        r"<own>\b(?:will|would|could|can|going to|gonna|expect|think|chance)\b (?:the |my |your )?(?:it|this|<stock>)(?: \w+){0,2} <move>\b",
        r"\b(?:predict|forecast|guess|prediction)\b.{0,25}\b(?:<stock>|price|close)\b|\bshort squeeze\b|\bto the moon\b|\b(?:ten|10)[- ]?bagger\b|\bbottom in\b",
        r"\b(?:going|gonna) to (?:crash|tank|moon|explode|squeeze)|\bnext stop\b|\bhow (?:low|high|far) (?:is|can|will|could) (?:it|this|the (?:stock|shares?))"
        r"|\bupside (?:from here|left)|\bcrash after\b",
        r"\b(?:what|where) (?:will|would)\b.{0,20}\b(?:close|trade|be trading)\b.{0,8}\b(?:at |tomorrow|next|by)|\bdo you see\b.{0,30}\btrading\b|\bdoes this hit\b",
    ),
    "promotional_claim": (
        r"\b(?:write|draft|prepare|make|give|phrase|compose)\b.{0,40}\b(?:pitch|slogan|advert|marketing|tweet|post|one-?pager|brochure|points?|line|email)\b"
        r".*\b(?:safe\w*|cure\w*|best|better|superior\w*|effective|works?|fewer|no side effects)\b",
        r"\b(?:can|may|could|what can) (?:i|we) (?:say|tell|claim|promise)\b.*\b(?:safe|effective|cures?|better|beats?|superior|prefer|convince|proven)\b",
    ),
    "off_topic": (
        r"\b(?:tell|write|sing|make|give) (?:me |us )?(?:an? |another )?(?:\w+ )?(?:joke|poem|haiku|limerick|song|story|rap)\b|^(?:lol|haha\w*|lmao|asdf\w*)[.! ]*$",
        r"\bwhat(?:'s| is) the (?:weather|capital of|meaning of life)(?: in\b|\?|$| today)|\bwill it rain\b|\brecipe for\b|\bmy homework\b|^(?:\w+ )?write (?:python|code)",
        r"\bare (?:you|u) (?:a |an )?(?:human|robot|bot|ai|real|single|married)\b|^what(?:'s|s| is) \d+ ?(?:times|plus|minus|x|\*|\+)",
        r"^(?:you're|you are|ur) (?:\w+ )?(?:useless|stupid|dumb|an? idiot)|^i(?:'m| am) (?:so )?(?:bored|tired|lonely)\b|\bwho should i vote for\b|\bdo you (?:like|love)\b",
    ),
    "help": (
        r"^(?:hi|hello|hey|hiya|yo|greetings|good (?:morning|afternoon|evening|day)|thanks?|thank you|many thanks|thx|cheers|bye|goodbye|help|start|test|got it)"
        r"(?:[ ,]*(?:there|all|team|everyone|mate|a lot|so much|very much|again|you|me|please|that (?:was|is|helps).*|are you there|bye|thanks|thank you))*[ .!?]*$",
        r"^(?:ok|okay|great|perfect|cool)?[ ,]*(?:thanks|thank you|bye)[ \w]{0,12}[.!]*$|^(?:hi,? |hello,? )?(?:who|what|how) are you(?: doing| today)?[ .!?]*$",
        r"^(?:hi,? |hello,? |so )*(?:what (?:can|do) you do|what (?:can|could|should) i ask(?: you)?|how (?:do|can) i use (?:this|you)(?: \w+)?"
        r"|how (?:can|do) you help(?: me)?|what (?:kind|sort|type)s? of questions .*|what questions .*|how does this bot work|can you help(?: me)?)[ .!?]*$",
    ),
}


def _compiled(pattern: str) -> re.Pattern[str]:
    while named := re.search(r"<([a-z]+)>", pattern):
        pattern = pattern.replace(named[0], WORDS[named[1]])
    return re.compile(pattern)


RULES = {reason: tuple(_compiled(pattern) for pattern in patterns) for reason, patterns in PATTERNS.items()}

REASONS = tuple(reason for reason in RULES if reason not in ("side_effect_report", "sales"))


def plain(question: str) -> str:
    """The question as the patterns read it."""
    straight = question.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})
    return " ".join(straight.lower().split())


def heard(question: str, *, sales: bool = False, only: tuple[str, ...] = REASONS) -> frozenset[str]:
    """The reasons whose patterns are heard in the question; what ``sales`` may not be told counts as a promotional claim."""
    words = plain(question)
    found = {reason for reason in only if any(pattern.search(words) for pattern in RULES[reason])}
    if sales and any(pattern.search(words) for pattern in RULES["sales"]):
        found.add("promotional_claim")
    return frozenset(found)
