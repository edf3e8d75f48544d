"""Page furniture: what wires, filing agents and websites put around a release and nobody said."""

from __future__ import annotations

import re

_DROPPED = re.compile(
    r"""^\W*(?:
      for\ (?:immediate|general)\ (?:release|distribution)\b.{0,40} | for\ release\b.{0,60} | (?:news|press|media)\ release\b(?:\ no\.?\ ?[\d-]+)?:? |
      (?:ex|exhibit)[\ -]*99(?:[.\-]\d+)? | news | press | (?:not\ )?for\ (?:distribution|dissemination|publication)\b.{0,160} |
      not\ intended\ for\ distribution\b.{0,160} | immediate\ release | embargoed?\b.{0,80} |
      [-–—]*\s*(?:30|more|end|ends)\s*[-–—]* | \(?(?:more|end|ends)\)? | page\ \d+(?:\ of\ \d+)? | \d{1,3} | table\ of\ contents |
      -*\s*news\ ?direct\s*-* | view\ (?:the\ )?(?:source|original)\b.{0,300} | (?:original|source)[/ ].{0,20}press\ release.{0,20} |
      the\ post\ .{5,400}\ appeared\ on\ .{2,60} | .{0,80}\b(?:donotreply|do-not-reply|noreply|no-reply)@.{0,80} |
      (?:this\ (?:press\ )?release|news|article)\ (?:was\ )?(?:originally\ )?(?:published|appeared|distributed)\ (?:on|by|via)\b.{0,160} |
      add\ .{2,60}\ as\ (?:your|a)\ preferred\ .{0,60} | (?:logo|photo|video|image|infographic)\ ?[-–—:].{0,200} |
      (?:a\ )?(?:photo|video|infographic|logo)s?\ (?:accompanying|is\ also\ available|is\ available)\b.{0,300} | the\ photo\ is\ also\ available.{0,100} |
      multimedia\ (?:available|gallery)\b.{0,200} | to\ view\ (?:the\ )?(?:source|original)\ version\b.{0,300} | copyright\ .{0,120} | ©.{0,120} |
      click\ here\ to\ (?:unsubscribe|view\ in\ browser).{0,80} | share\ this.{0,40} | (?:read|learn)\ more\W* | back\ to\ top | print | download\ pdf | wire\ service\ contact.{0,80}
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_WORDLESS = re.compile(r"^[\W_]*$")
_CLOSING = re.compile(r"^(?:\W*source\s*:?\s.{0,120}|view\s+source.*|note\s+to\s+editors?\s*:.*)$", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\b(?:P\.?\s?O\.?\s+Box|Suite|Ste\.|Floor|Street|St\.|Avenue|Ave\.?|Road|Rd\.|Boulevard|Blvd\.?|Drive|Mall|Parkway|Pkwy|Plaza"
    r"|Lane|Way|Square)\b"
    r"|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|\b[A-Z]{2},? \d{5}(?:-\d{4})?\b"
)
_EXCHANGE = re.compile(
    r"^(?:the |neither |no )[^.]{0,200}\bexchange\b.{0,300}\b(?:has (?:not |neither )|accepts?|nor)\b.{0,300}\b(?:responsibility"
    r"|reviewed|approved)\b"
    r"|^(?:neither|no) .{0,260}(?:regulation services provider|securities (?:commission|regulatory authority)|stock exchange)",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"(?:this|the) (?:press release|news release|release|announcement|communication)\b.{0,60}\b(?:does|shall|is) not (?:constitute |be )?(?:an|any) offer\b",
    re.IGNORECASE,
)


def is_dropped(text: str) -> bool:
    """Is this line no part of the release at all?"""
    return bool(_WORDLESS.match(text) or (len(text) < 500 and _DROPPED.match(text)))


def is_closing(text: str) -> bool:
    """Is this a line that ends the news, such as the wire's "SOURCE: company"?"""
    return len(text) < 300 and bool(_CLOSING.match(text))


def is_address(text: str) -> bool:
    """Is this a line of a letterhead or a postal address?"""
    return len(text) < 120 and bool(_ADDRESS.search(text)) and bool(re.search(r"\d", text)) and not text.endswith(".")


def is_exchange_notice(text: str) -> bool:
    """Is this an exchange's or regulator's notice that it has not reviewed the release?"""
    return len(text) < 600 and bool(_EXCHANGE.match(text.lstrip("*_ ")))


def is_offer_notice(text: str) -> bool:
    """Is this the notice that the release is no offer of securities?"""
    return len(text) < 1500 and bool(_OFFER.match(text))
