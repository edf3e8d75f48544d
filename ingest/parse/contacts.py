"""Contacts: name, e-mail, phone and organization from the contact lines of a release."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.release import Contact

_TLD = r"(?:com|net|org|edu|gov|io|ai|co(?:\.[a-z]{2})?|ca|us|uk|biz|info|de|ch|fr|au|il|in|jp|cn|hk|sg|eu|me|tv|health|tech|capital|group|agency|media|global|energy|bio|it|nl|se|no|dk|fi|es|ae|za|br|mx|kr|tw|nz|ie|at|be|pro|app|dev|xyz|vc|fund|finance|network|llc|partners|law|news|inc|life|care|space|earth|mobi|cc|studio|digital|solutions|consulting|marketing|live|store|online|site|club|vip|games|land|ltd|one|gold|film|art|limited|ky|la|ly|to|gg|fm|ventures|international|world|today|team|works|systems|services|pr|ir)"
_EMAIL = re.compile(rf"[\w.+'-]+@(?:[A-Za-z0-9-]+\.)+?{_TLD}(?![a-z-]|\.[a-z])|[\w.+'-]+@(?:[A-Za-z0-9-]+\.)+?[a-z]{{2,3}}(?=$|[A-Z\W])", re.ASCII)
_PHONE = re.compile(r"(?<![\w$.,])(?:\+\s?)?(?:\d{1,3}[\s.-]{0,2})?(?:\(\d{1,5}\)|\d{2,5})[\s.–-]{0,3}\d{2,4}(?:[\s.–-]\d{2,4}){1,3}(?!\d)(?:[\s,]*(?:ext|x|extension)\.?\s?\d{1,6})?|(?<!\w)\+\d{9,14}(?!\d)|(?<!\w)1?[\s.-]?8\d\d[\s.-][A-Z0-9]{3,4}[\s.-]?[A-Z0-9]{3,7}(?!\w)", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:e-?mail(?: address)?|tel(?:ephone)?|phone(?: number)?|ph|mobile|cell|fax|office|direct|toll[ -]free|website|web|url|(?:media|investor|press|ir|pr|company|corporate|general)?\s*(?:&|and|/)?\s*(?:media|investors?|press|public|company|corporate)?\s*(?:relations|inquiries|enquiries)?\s*contacts?(?:\s*(?:details|information|info|person|us))?|"
    r"(?:media|investor|press|public)\s+(?:relations|inquiries|enquiries)|for (?:more|further|additional) information[^:]{0,60}|contact|attention|attn|twitter|linkedin|facebook|company)\s*[:：#]|contact details|\bcontact:?|company website|[TEPMOF]:\s",
    re.IGNORECASE,
)
_URL = re.compile(r"(?:https?://|www\.)[^\s|]+|\b[\w-]+\.(?:com|net|org|io|ai|ca)(?:/\S*)?\b(?!@)")
_ORGANIZATION = re.compile(
    r"\b(?:Inc|LLC|LLP|Ltd|Limited|Corp|Corporation|Company|Co|Group|Relations|Communications?|Partners|Advisory|Advisors|Associates|Media|Consulting|Holdings|Capital|Technologies|Agency|Strategies|Bank|Foundation|University|Association|PR|Public|Marketing|Network|Solutions|Services|Biopharma|Pharmaceuticals|Therapeutics|Resources|Energy|Global|International|Labs?|Systems|Ventures|Studios?|Team|Department|Office|Institute|Wire|News|Desk|Investors?)\b",
)
_TITLE = re.compile(r"\b(?:CEO|CFO|COO|CTO|CMO|President|Chief|Officer|Director|Manager|Vice|VP|SVP|EVP|Chairman|Chairwoman|Chair|Head|Founder|Co-Founder|Secretary|Counsel|Specialist|Coordinator|Executive|Partner|Principal|Associate|Lead|Representative|Analyst)\b")
_PERSON = re.compile(r"(?:(?:Dr|Mr|Ms|Mrs|Prof|Hon)\.?\s+)?[A-Z][\w’'.-]*(?:\s+(?:[A-Z]\.?|[A-Z][\w’'.-]+|de|van|von|der|la|del|di|da|bin|al|[“\"(][A-Z]\w+[”\")])){1,3}(?:,?\s*(?:Ph\.?\s?D\.?|M\.?D\.?|CFA|MBA|CPA|Esq\.?|Jr\.?|Sr\.?|III|II|CIRC|P\.?\s?Geo\.?|P\.?\s?Eng\.?|RN|JD|J\.D\.))*")
_GLUED_LOCAL = re.compile(r"^(?:[A-Z]{2,5}(?=[a-z]{3,})|.*[A-Z]?[a-z]{2,}(?=[A-Z]{2,}$)|.*[a-z](?=[A-Z][a-z]+$)|(?:www\.)?[\w-]+\.(?:com|net|org|ca|io)(?=\w)|[\d().+-]{7,}(?=[a-z]))")


@dataclass(slots=True)
class _Card:
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    organization: str | None = None
    label: str | None = None
    seen: list[str] = field(default_factory=list)

    def contact(self) -> Contact | None:
        name = self.name or self.label
        return Contact(name, self.email, self.phone, self.organization) if self.email or self.phone or self.name else None


def emails(text: str) -> list[str]:
    """E-mail addresses in a text, words that are glued to the front of one taken off."""
    return [_unglued(m[0]) for m in _EMAIL.finditer(text)]


def reaches(text: str) -> bool:
    """Does this text say how to reach somebody?"""
    return bool(_EMAIL.search(text) or _PHONE.search(text))


def read(lines: Sequence[str]) -> tuple[Contact, ...]:
    """The contacts that these lines name, one for each person or desk."""
    cards: list[_Card] = []
    for line in lines:
        _take(cards, line)
    found = [c for card in cards if (c := card.contact())]
    return tuple(dict.fromkeys(_merged(found)))


def _merged(found: Iterable[Contact]) -> Iterator[Contact]:
    """Contacts with something to reach them by; a bare name only where none has."""
    cards = list(found)
    reachable = [c for c in cards if c.email or c.phone]
    yield from reachable or cards


def _take(cards: list[_Card], line: str) -> None:
    """Read one line into the last card, or open a new one where the last already holds what the line brings."""
    for piece in _pieces(line):
        mail, phone = _EMAIL.search(piece), _PHONE.search(piece)
        words = _words(piece)
        person = next((w for w in words if _is_person(w)), None)
        organization = next((w for w in words if w != person and _ORGANIZATION.search(w) and not _TITLE.search(w) and len(w) < 70), None)
        label = _label(piece)
        card = cards[-1] if cards else None
        full = card is None or (person and card.name) or (mail and card.email and (not phone or card.phone)) or (label and (card.email or card.phone) and not (mail or phone))
        if full and (person or mail or phone or organization or label):
            card = _Card()
            cards.append(card)
        if card is not None:
            card.name = card.name or person
            card.email = card.email or (_unglued(mail[0]) if mail else None)
            card.phone = card.phone or (" ".join(phone[0].split()) if phone else None)
            card.organization = card.organization or organization
            card.label = card.label or label


def _pieces(line: str) -> Iterator[str]:
    """A line cut after each e-mail address, so that every piece speaks of one person at most."""
    begin = 0
    for match in _EMAIL.finditer(line):
        yield line[begin : match.end()]
        begin = match.end()
    if line[begin:].strip():
        yield line[begin:]


def _words(piece: str) -> list[str]:
    """The parts of a piece that are neither label, address, phone nor link."""
    bare = _EMAIL.sub(lambda m: f" {_glue(m[0])} | ", piece)
    bare = _LABEL.sub(" | ", _PHONE.sub(" | ", _URL.sub(" | ", bare)))
    bare = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])(?<!Mc)(?<!Mac)(?<!De)", " | ", bare)
    return [w.strip(" .,;:-–—()") for w in re.split(r"[|;•·\t]|\s[-–—/]\s|,(?!\s*(?:Inc|LLC|Ltd|LLP|Ph|M\.?D|CFA|MBA|CPA|Esq|Jr|Sr|P\.))", bare) if w.strip(" .,;:-–—()")]


def _is_person(words: str) -> bool:
    return bool(_PERSON.fullmatch(words)) and not _ORGANIZATION.search(words) and not _TITLE.search(words) and not words.isupper() or bool(
        re.fullmatch(r"[A-Z]{3,}(?: [A-Z]\.?)? [A-Z]{3,}", words) and not _ORGANIZATION.search(words.title())
    )


def _label(piece: str) -> str | None:
    """The desk's name where the line gives one, such as "Media and Investor Contact"."""
    match = re.match(r"\W*((?:[A-Z][\w&/]*\s*(?:and\s+|&\s+|/\s*)?){0,4}(?:Contacts?|Relations|Inquiries|Enquiries))\b", piece)
    name = match[1].strip() if match else ""
    return name if name and name.lower() not in ("contact", "contacts") else None


def _glue(email: str) -> str:
    """The words that were glued to the front of an address."""
    return email[: len(email) - len(_unglued(email))]


def _unglued(email: str) -> str:
    """The address without words glued to its front."""
    local, _, domain = email.strip(".'-").partition("@")
    while (match := _GLUED_LOCAL.match(local)) and len(local) > match.end() > 0:
        local = local[match.end() :]
    return f"{local}@{domain}"
