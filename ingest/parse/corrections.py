"""Does a release say of itself that it corrects an earlier one, or restates results? The very words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.parse import splitter

NEAR_THE_TOP = 12  # lines of a release in which it says what it is about
_DOCUMENT = r"(?:news |press |media )?(?:release|announcement)"
_MARK = re.compile(
    r"^\W*(?:c\s?o\s?r\s?r\s?e\s?c\s?t\s?i\s?o\s?n\b|correcting\b|corrected\b|erratum\b|corrigendum\b|updated\b|reissued\b|replacement\b)"
    r"(?:\s+(?:and|&)\s+\w+|\s+(?:from|by)\s+[^:–—-]{2,60}|\s+(?:notice|release))?\s*(?:[:/–—|-]|$)"
    r"|^\W*correcting (?:and|&) replacing\b"
    r"|[(\[–—|-]\s*(?:updated|corrected|correction|reissued)\s*[)\]]?\s*$",
    re.IGNORECASE,
)
_SAID = re.compile(
    rf"\bplease replace the (?:\w+ ){{0,3}}{_DOCUMENT}"
    rf"|\bthis (?:\w+ ){{0,2}}{_DOCUMENT} (?:\w+ ){{0,2}}(?:corrects|replaces|supersedes|amends|is being (?:re-?issued|corrected))\b"
    rf"|\bcorrects? (?:an?|the|our|its) (?:[^.\s]+ ){{0,6}}{_DOCUMENT}\b"
    rf"|\bcorrections? to (?:an?|the|our|its) (?:[^.\s]+ ){{0,6}}{_DOCUMENT}\b"
    rf"|\b(?:replaces?|supersedes?) (?:an?|the|our|its) (?:previous|earlier|prior|original)(?:ly issued)? {_DOCUMENT}\b"
    rf"|\b(?:corrected|updated|revised|amended) (?:{_DOCUMENT}|version)\b[^.]{{0,30}}\b(?:follows|reads|below|due to)\b"
    rf"|\bwith the following (?:corrected|updated|revised) (?:{_DOCUMENT}|version)\b"
    rf"|\b(?:earlier|previous|prior|original) version of this {_DOCUMENT}\b"
    rf"|\b(?:date|time) change from (?:a|the|our|its) (?:previous|earlier|prior)"
    rf"|\bin (?:an?|the|our|its) (?:\w+ ){{0,2}}{_DOCUMENT}\b[^\n]{{0,250}}?\b(?:issued|dated|disseminated|published|distributed)\b[^\n]{{0,400}}?"
    r"\b(?:misstated|incorrect(?:ly)?|inaccurate(?:ly)?|erroneous(?:ly)?|in error|should (?:have )?(?:read|state)|inadvertently|corrected)\b",
    re.IGNORECASE,
)
_RESTATES = re.compile(r"\b(?:restate[sd]?|restating|restatements?)\b", re.IGNORECASE)
_WILL_RESTATE = re.compile(
    r"(?<!previously )\b(?:will|would|plans to|intends to|is going to|needs? to|has decided to|determined (?:to|that it (?:will|would|must|should)))"
    r"(?: be required to| need to)? (?:amend and )?restate (?:its|the|certain|our)\b[^.\n]{0,80}\b(?:financial|results|statements|figures|revenues?|earnings)\b"
    r"|\b(?:financial statements|results|earnings releases?)\b[^.\n]{0,400}?\b(?:should|can|may) no longer be relied upon\b",
    re.IGNORECASE,
)
_AMENDED = re.compile(r"\bamended and restated\b", re.IGNORECASE)


def corrects(headline: str, lines: Iterable[str]) -> str | None:
    """The sentence in which the release says that it corrects another, else its headline where that is marked as a correction."""
    said = next((_sentence(line, match.start()) for line in lines if (match := _SAID.search(line))), None)
    return said or (headline if _MARK.search(headline) else None)


def restates(headline: str, lines: Sequence[str] = ()) -> str | None:
    """The headline, where it tells of a restatement, else the sentence near the top that does; None where only an agreement is "amended and restated"."""
    if _RESTATES.search(_AMENDED.sub("", headline)):
        return headline
    return next((_sentence(line, match.start()) for line in lines[:NEAR_THE_TOP] if (match := _WILL_RESTATE.search(line))), None)


def _sentence(line: str, place: int) -> str:
    return next((line[start:end] for start, end in splitter.spans(line) if start <= place < end), line)
