"""Lines that serve as headings without being marked as such: bold, in capitals, or short titles over a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.draft import Draft
from ingest.readers.grids import is_number

_USUAL = re.compile(
    r"about (?:the )?\S.{0,80}|(?:.{0,30}\b)?(?:forward[- ]looking|safe harbor)\b.{0,80}|cautionary (?:note|statement|language)s?\b.{0,80}"
    r"|(?:for )?(?:further|more|additional) information:?|disclaimers?:?|notes? to editors:?|key takeaways:?|highlights:?|outlook:?"
    r"|(?:.{0,40}\b)?contacts?(?: (?:information|details|us|persons?))?:?|(?:investor|media|public) (?:relations|inquiries|enquiries):?"
    r"|qualified person.{0,20}|non-(?:gaap|ifrs) (?:financial )?measures?.{0,40}|references?:?|sources?:|notes?:|footnotes?:?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"@|www\.|https?://|\.com\b|\(?\+?\d{1,3}\)?[-.\s]?\(?\d{3}\)?[-.\s]\d{3}|\b(?:tel|phone|fax|e-?mail|cell|mobile|office|website)\b\s?:?",
    re.IGNORECASE,
)
_POST = re.compile(
    r"\b(?:president|chief \w+ officer|CEO|CFO|COO|CTO|CMO|chair(?:man|woman|person)?|director|founder|secretary|treasurer|vice"
    r"|manager|partner|counsel|P\.?h\.?D\.?|M\.?D\.?|Inc|Ltd|LLC|Corp|Corporation|Limited|Suite|Street|Avenue)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:\S+\s+){6,}\S+[.:?!]['\"”’]?")
_FIRM = re.compile(r"\b(?:Inc|Corp|Ltd|Co|LLC|plc|S\.A|N\.V|A\.G|L\.P|U\.S)\.$", re.IGNORECASE)
_NEVER = re.compile(r"by [A-Z]|for immediate release|embargo", re.IGNORECASE)
_GLUED = re.compile(
    r"(?P<head>[A-Z0-9][^.!?;“\"]{6,100}?[a-z)®™])"
    r"(?P<rest>(?:The|This|These|In|Our|We|As|With|For|On|At|An?|It|To|By|Since|From|Under|During|While|When|If|All|Certain|Following)\s.{50,})",
    re.DOTALL,
)
_DATELINE = re.compile(
    r"[A-Z][\w .&'-]{2,40},.{0,60}\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}, \d{4}\W*", re.IGNORECASE
)
_VALUE = re.compile(r":\s*[$€£]?\d")
_CAPTION = re.compile(
    r"(?:fig(?:ure)?|table|photo|image|video|source|click|watch|read|view|see|visit|follow|dear|sincerely|regards)\b", re.IGNORECASE
)
_SPEECH = re.compile(r".*\b(?:add|said|says|stat|comment|not|continu|explain|remark|follow|conclud)(?:ed|es|s|ing)?:", re.IGNORECASE)
_SMALL = re.compile(r"a|an|and|as|at|by|for|from|in|into|of|on|or|over|per|the|to|with|vs|via|its|our|de|la|y|[&–—/|-]", re.IGNORECASE)
_LONGEST = 110


def unglued(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with headings that a wire glued to their paragraph ("Outlook for the YearThe company ...") parted from it."""
    return [part for draft in drafts for part in (_parts(draft) if draft.kind == "paragraph" else [draft])]


def _parts(draft: Draft) -> list[Draft]:
    glued = _GLUED.match(draft.text)
    if glued is None or len(glued["head"].split()) < 2 or not title_like(glued["head"]) or _ADDRESS.search(glued["rest"][:150]):
        return [draft]
    return [replace(draft, kind="heading", level=2, text=glued["head"].strip()), replace(draft, text=glued["rest"])]


def promote(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with their lines that serve as headings made headings; read from the end, as a heading stands over something."""
    result: list[Draft] = []
    for i in range(len(drafts) - 1, -1, -1):
        draft = drafts[i]
        after = result[-1] if result else None
        before = drafts[i - 1] if i else None
        result.append(replace(draft, kind="heading", level=2) if _serves(draft, before, after) else draft)
    return result[::-1]


def with_title(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the title at level 1: the one marked so, or the first of the title-like lines over the first long paragraph."""
    near = drafts[:30]
    if any(draft.kind == "heading" and draft.level == 1 for draft in near):
        return list(drafts)
    body = next((i for i, draft in enumerate(near) if len(draft.text) >= 200), 0)
    under = next((i for i in range(body, max(body - 4, 0), -1) if _titles(drafts[i - 1])), 0)
    first = under
    while first and _titles(drafts[first - 1]):
        first -= 1
    if first == under:
        return list(drafts)
    last = first
    while last + 1 < under and _runs_on(drafts[last].text, drafts[last + 1].text):
        last += 1
    title = replace(drafts[first], kind="heading", level=1, text=" ".join(draft.text for draft in drafts[first : last + 1]))
    return [*drafts[:first], title, *drafts[last + 1 :]]


def _stands_alone(text: str) -> bool:
    """True for a few words without an end, as a heading in small letters has between two paragraphs."""
    words = text.split()
    return 2 <= len(words) <= 12 and text[:1].isupper() and text[-1:].isalnum() and not _CAPTION.match(text)


def _ends(text: str) -> bool:
    """True for a line that ends as a sentence or a clause does, and not in a company's name."""
    return text.endswith((".", ";", ",", "!")) and not _FIRM.search(text)


def _runs_on(line: str, following: str) -> bool:
    """True where a title that was broken over two lines goes on in the second."""
    return following[:1].islower() or _SMALL.fullmatch(line.split()[-1]) is not None


def title_like(text: str) -> bool:
    """True for a line whose words are capitalised like a title's and that does not end like a sentence."""
    if not text or len(text) > _LONGEST or _ends(text) or not text[:1].isalnum() or _ADDRESS.search(text) or _VALUE.search(text):
        return False
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", text) if not _SMALL.fullmatch(word)]
    capital = sum(word[:1].isupper() for word in words)
    return bool(words) and capital >= 0.6 * len(words) and not is_number(text)


def is_one_title(lines: Sequence[str]) -> bool:
    """True for the lines of one bold title that was broken to fit; capitals over small letters are two."""
    text = " ".join(lines)
    alike = len({line.isupper() for line in lines}) == 1
    return 1 < len(lines) <= 3 and alike and 5 <= len(text.split()) <= 40 and all(map(title_like, lines))


def names_a_post(text: str) -> bool:
    """True for a line of an address block that gives somebody's post or organization."""
    return title_like(text) and _POST.search(text) is not None


def _serves(draft: Draft, before: Draft | None, after: Draft | None) -> bool:
    if draft.kind != "paragraph" or after is None or len(draft.text) > _LONGEST + 60 * draft.bold or _ADDRESS.search(draft.text):
        return False
    if _NEVER.match(draft.text) or _DATELINE.fullmatch(draft.text):
        return False
    over = after.kind != "paragraph" or len(after.text) > 120 or _SENTENCE.fullmatch(after.text) is not None
    if _USUAL.fullmatch(draft.text) and len(draft.text.split()) <= 14 and not _ends(draft.text):
        return True
    if draft.bold:
        return over and len(draft.text.split()) <= 20 and not draft.text.endswith((",", ";"))
    if _stands_alone(draft.text) and before is not None and min(len(before.text), len(after.text)) >= 150:
        return True
    if not over or not title_like(draft.text.removesuffix(":")) or _SPEECH.fullmatch(draft.text):
        return False
    in_a_run = before is not None and before.kind == "paragraph" and len(before.text) <= 80
    words = len(draft.text.split())
    return words <= (7 if draft.text.endswith(":") else 14) and not (in_a_run and (_POST.search(draft.text) or words <= 3))


def _titles(draft: Draft) -> bool:
    words = draft.text.split()
    if draft.kind not in ("heading", "paragraph") or not 4 <= len(words) <= 45 or len(draft.text) > 300:
        return False
    if _ADDRESS.search(draft.text) or draft.text.endswith((":", ";", ",")):
        return False
    return draft.bold or draft.centred or draft.kind == "heading" or title_like(draft.text[:_LONGEST].rstrip(" .,;"))
