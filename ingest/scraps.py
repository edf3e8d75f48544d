"""Scraps: what stands in a release and says nothing by itself, such as a lone date, "NEWS RELEASE" or a website's words around it."""

from __future__ import annotations

import re

LONGEST = 200  # characters of a scrap

_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\W*)?"
    rf"(?:{_MONTH}\s*(?:{_DAY}\s*,?\s*)?(?:19|20)\d\d|{_DAY}\s+(?:of\s+)?{_MONTH},?\s*(?:19|20)\d\d|(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?"
    r"|\d{1,2}[/.]\d{1,2}[/.](?:19|20)?\d\d)"
)
_TIME = r"(?:at\W*)?\d{1,2}[:.]\d\d(?::\d\d)?\W*(?:[ap]\.?\s?m\b\.?)?\W*(?:\(?\b(?:[ecmp][sd]?t|gmt|utc|bst|cet|hrs?)\b\)?|(?:eastern|central|pacific|mountain)(?: (?:standard|daylight))?(?: time)?)?"
_RELEASE = r"(?:news|press|media)\s+(?:release|statement|announcement)s?(?:\W*(?:no\.?|number|#)?\W*\d[\d-]*)?|for\s+(?:immediate|general)\s+(?:release|distribution)|immediate\s+release"
_MADE = r"(?:dated|(?:first |last |originally )?(?:released|issued|published|posted|updated|filed)|on|of|the|and)"
_BARE = re.compile(rf"\W*(?:(?:{_DATE}|{_TIME}|{_RELEASE}|{_MADE})(?:\W+|$))+", re.IGNORECASE)
_NAME = r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2}"
_PLACED = re.compile(rf"{_NAME}(?:, {_NAME}){{1,2}}(?: (?:&|and) {_NAME}(?:, {_NAME}){{0,2}})?,?\s[-–—\s]*(?i:{_DATE})[\W\s]*")
_SAYS = re.compile(r"\d|" + _RELEASE, re.IGNORECASE)
_AROUND = re.compile(
    r"""\W*(?:
      this\ (?:post|article|page|content|story|release)\ (?:contains|is|was)\ (?:sponsored|paid|originally\ published|originally\ posted|brought\ to\ you)\b.*
      | (?:read|see|view)\ (?:further|full|more|our)\ (?:disclosures?|disclaimers?)\ here
      | featured\ (?:image|photo|picture|video)s?\ .*
      | (?:image|photo|picture|video)s?\ (?:credits?|from|by|via|courtesy)\b.*\b(?:unsplash|pixabay|shutterstock|getty|istock|pexels|adobe\ stock)\b.*
      | (?:click|tap)\ (?:here\ |on\ the\ image\ |image\ )?to\ (?:see|view|enlarge|zoom|expand|download|play)\b.*
      | (?:to\ )?view\ (?:the\ |this\ )?(?:source|original|full)\ (?:version|release|article|content|post)\b.*
      | (?:share|print|e-?mail|save|bookmark)\ (?:this|the)\ (?:article|page|release|story|post)\b.*
      | (?:we\ use|this\ (?:site|website)\ uses)\ cookies\b.*
      | page\ \d+\ of\ \d+
      | all\ rights\ reserved
    )[\W\s]*""",
    re.IGNORECASE | re.VERBOSE,
)


def is_scrap(text: str, *, opens: bool = False) -> bool:
    """True for words that answer nothing; where the text of a release ``opens``, also for a lone place and date."""
    if len(text) > LONGEST:
        return False
    if _BARE.fullmatch(text):
        return bool(_SAYS.search(text))
    return bool(_AROUND.fullmatch(text) or (opens and _PLACED.fullmatch(text)))
