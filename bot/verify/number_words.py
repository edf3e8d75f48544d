"""How numbers are written: the words, signs and patterns that `numbers` reads."""

from __future__ import annotations

import re

from bot.verify.units import UNIT

SCALES = {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mm": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "b": 1e9}
SCALES |= {"trillion": 1e12, "tn": 1e12}
_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NTH = "first second third fourth fifth sixth seventh eighth ninth tenth"
CARDINALS = {word: float(n) for n, word in enumerate(_ONES.split())} | {word: 10.0 * n for n, word in enumerate(_TENS.split(), 2)}
CARDINALS |= {"dozen": 12.0, "a": 1.0, "an": 1.0, "half": 0.5}
ORDINALS = {word: float(n) for n, word in enumerate(_NTH.split(), 1)} | {"inaugural": 1.0}
PARTS = {"half": 50.0, "halves": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}
TIMES = {"twice": 2.0, "double": 2.0, "twofold": 2.0, "two-fold": 2.0, "triple": 3.0, "threefold": 3.0, "three-fold": 3.0, "tenfold": 10.0}
TIMES |= {"quadruple": 4.0, "doubling": 2.0, "tripling": 3.0}
CURRENCIES = {"$": "$", "dollar": "$", "usd": "US$", "us": "US$", "usdollar": "US$", "cad": "C$", "c": "C$", "cdn": "C$", "ca": "C$"}
CURRENCIES |= {"canadiandollar": "C$", "a": "A$", "aud": "A$", "au": "A$", "hk": "HK$", "nt": "NT$", "€": "€", "eur": "€", "euro": "€"}
CURRENCIES |= {"£": "£", "gbp": "£", "¥": "¥", "yen": "¥", "rmb": "RMB", "₹": "₹", "inr": "₹", "chf": "CHF"}

_MONEY = r"(?:\b(?:US|USD|U\.S\.|C|CA|CDN|CAD|A|AU|AUD|HK|NT)\s?\$|[$€£¥₹]|\b(?:USD|CAD|CDN|EUR|GBP|AUD|RMB|CHF|INR)\b)\s?"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_SCALE = r"(?:\s?-?(?:hundred|thousand|million|billion|trillion)s?\b|\s?(?-i:k|K|M|B|MM|mm|bn|BN|mn|tn)\b)"
_COUNTED = (
    r"(?:\s?%|[\s-]?per\s?cent\b|\s(?:percentage |basis )?points?\b|\s(?:U\.?S\.? |Canadian )?dollars\b|\s(?:euros?|yen)\b|\s?(?:USD|CAD|EUR|GBP)\b(?!\s?\d)"
    rf"|\s(?:Canadian |US )?cents?\b|\s?¢|\spenn(?:y|ies)\b|[\s-]?fold\b|[\s-]times\b|x\b|{UNIT})"
)
_SPELLED = "|".join(word for word in CARDINALS if word not in ("a", "an", "half"))
_ONE = r"half an?(?= (?:million|billion|hour|day|year|century|mile|per)\b| percent)|an?(?= (?:half|hundred|thousand|million|billion|dozen|decade|century|penny)\b)"
_A_SPAN = "|".join(
    rf"(?<={word} )an?(?= (?:year|month|week|day|hour)\b(?! (?:ago|earlier|later)))"
    for word in ["in", "for", "than", "under", "over", "about", "after", "within"]
)
NUMBER = re.compile(
    rf"(?<![\w.])(?P<money>{_MONEY})?(?P<digits>{_DIGITS})(?P<nth>(?:st|nd|rd|th)\b)?(?!\d)(?P<half>\s?(?:and a half|½))?(?P<scale>{_SCALE})?\)?(?P<unit>{_COUNTED})?"
    rf"|\b(?P<many>one|two|three|four|nine|(?<!and )a)[\s-](?P<part>half|halves|third|quarter|fifth|tenth)s?\b(?!\s+(?:quarter|half|of (?:19|20)))"
    rf"|\b(?P<words>(?:{_SPELLED}|{_ONE}|{_A_SPAN})(?:[\s-](?:{_SPELLED})\b)*)\b(?P<whalf> and a half)?(?P<wscale>{_SCALE})?(?P<wunit>{_COUNTED})?"
    rf"|\b(?P<bare>half)(?=\s+(?:of|the|its|their|a|an)\b)"
    rf"|\b(?P<times>{'|'.join(TIMES)})d?\b"
    rf"|\b(?P<ordinal>{'|'.join(ORDINALS)})\b(?![\s-](?:quarter|half|fiscal))",
    re.IGNORECASE,
)
TO = re.compile(r"^\s*(?:-|–|—|to|through|and|or)\s*$", re.IGNORECASE)
ABOUT = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|some|nearly|almost|close to|circa|an estimated|approx\.?|just (?:over|under)|a little (?:over|under)"
    r"|not quite|well over)|~)\s*$",
    re.IGNORECASE,
)
OVER = re.compile(
    r"(?:\b(?:more than|over|above|at least|exceed(?:s|ed|ing)?|in excess of|greater than|upwards? of|north of|no fewer than|no less than"
    r"|beyond|topp?(?:s|ed|ing)|surpass(?:es|ed|ing)?|a minimum of|past)(?: the)?|[>≥])\s*$",
    re.IGNORECASE,
)
UNDER = re.compile(
    r"(?:\b(?:less than|under|below|fewer than|up to|as much as|as many as|at most|no more than|a maximum of|within)|[<≤])\s*$",
    re.IGNORECASE,
)
CODE_GOES_ON = re.compile(r"[-/]?[A-Za-z]{1,4}\d|-\d{3,}|/\d")  # the rest of a code, a telephone number, a share of days
