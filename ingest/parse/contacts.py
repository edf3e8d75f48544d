"""Contacts: name, e-mail, phone and organization from the contact lines of a release."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from ingest.release import Contact

_TLD = (
    "com|net|org|edu|gov|io|ai|ca|us|uk|biz|info|de|ch|fr|au|il|in|jp|cn|hk|sg|eu|me|tv|it|nl|se|no|dk|fi|es|ae|za|br|mx|kr|tw|nz|ie|at|be|vc|cc|la|ly|to|gg|fm|pr|ir|ky|co|"
    "health|tech|capital|group|agency|media|global|energy|bio|pro|app|dev|xyz|fund|finance|network|partners|law|news|life|care|space|earth|mobi|studio|digital|solutions|"
    "consulting|marketing|live|store|online|site|club|vip|games|gold|film|limited|ventures|international|world|today|team|works|systems|services"
)
_EMAIL = re.compile(
    rf"(?<![\w.+'-])[\w.+'-]+@(?:[A-Za-z0-9-]+\.)+?(?:(?:co|com|org|net|ac|gov)\.[a-z]{{2}}(?![a-z])|(?:{_TLD})(?![a-z-]|\.[a-z]{{2,3}}\b)"
    rf"|(?:{_TLD.upper()})(?![A-Za-z-])|[a-z]{{2,3}}(?![a-z]))",
    re.ASCII,
)
_PHONE = re.compile(
    r"(?<![\w$.,@/-])(?:(?:\+?1[\s.-]{0,3})?(?:\(\d{3}\)|\d{3})[\s.–-]{0,3}\d{3}[\s.–-]\d{4}"
    r"|\+?1?[\s.-]?\(?8\d\d\)?[\s.-][A-Z0-9]{3}[\s.-]?[A-Z0-9]{4}(?![A-Za-z0-9])|\+\s?\d[\d\s().–/-]{7,20}\d|\d{10}(?!\d)"
    r"|\(\+\d{1,3}\)[\s.-]?\d[\d\s().–/-]{5,16}\d|(?:\(0?\d{1,4}\)|0\d{1,4})[\s./-]{0,3}\d{2,5}(?:[\s.-]?\d{2,5}){1,3})"
    r"(?:[\s,]*(?:ext|x|extension)\.?\s?\d{1,6})?",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:e-?mail(?: address)?|tel(?:ephone)?|phone(?: number)?|ph|mobile|cell|fax|office|direct|toll[ -]free|website|web|url"
    r"|attention|attn|twitter|linkedin|facebook|instagram|address|investors?|media|press|company website|contact details"
    r"|contact information|contact)\s*[:：]-?"
    r"|\b(?:contact details|company website|please contact|contact|via e-?mail|or (?:by )?e-?mail|or call|at)\b:?|\b[TEPMOF]:\s"
    r"|\bfor (?:more|further|additional|media|any|all|investor)\b[^:|]{0,60}?(?:information|inquiries|enquiries"
    r"|questions)\b[^:|@]{0,30}[:,]?",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"\W*(?:For\s+)?((?:(?:[A-Z][\w&-]*|and|&|/)\s*){0,5}(?:Contacts?|CONTACTS?|Relations|RELATIONS|Inquiries|Enquiries))\b(?:\s*\([^)]*\))?\s*[:|]?"
)
_URL = re.compile(r"(?:https?://|www\.)[^\s|]+|\b[\w-]+\.(?:com|net|org|io|ai|ca)(?:/\S*)?\b(?!@)", re.IGNORECASE)
_ORGANIZATION = re.compile(
    r"\b(?:Inc|LLC|LLP|Ltd|Limited|Corp|Corporation|Company|Co|Group|Relations|Communications?|Partners|Advisory|Advisors|Associates"
    r"|Media|Consulting|Holdings|Capital|Technologies|Agency|Strategies|Bank|Foundation|University|Association|PR|Marketing|Network"
    r"|Solutions|Services|Biopharma|BioPharma|Pharmaceuticals|Therapeutics|Resources|Energy|Global|International|Labs?|Systems"
    r"|Ventures|Studios?|Institute|Wire|News|GmbH|AG|Museum|Council)\b"
)
_NO_NAME = re.compile(
    r"\b(?:Email|Phone|Contact|Website|Suite|Street|Avenue|Road|Floor|Box|Twitter|LinkedIn|Facebook|Instagram|YouTube|Follow|Source"
    r"|Investors?|Public|Press|Department|Office|Team|Desk|Us|On|Social|Relevant|Links|Details|Information|Sciences?|States|Kingdom"
    r"|America|Security|Health|Healthcare|Software|Cloud|Mining|Metals|Minerals|Centre|Center|Drive|Tower|Trust|Fund|AI)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:CEO|CFO|COO|CTO|CMO|President|Chief|Officer|Director|Manager|Vice|VP|SVP|EVP|Chairman|Chairwoman|Chair|Head|Founder"
    r"|Secretary|Counsel|Specialist|Coordinator|Executive|Partner|Principal|Associate|Lead|Representative|Analyst|Treasurer)\b"
)
_POST = r"(?:,?\s*(?:Ph\.?\s?D\.?|M\.?D\.?|CFA|MBA|CPA|Esq\.?|Jr\.?|Sr\.?|III|II|CIRC|P\.?\s?Geo\.?|P\.?\s?Eng\.?|RN|JD|J\.D\.))*"
_PERSON = re.compile(
    rf"(?:(?:Dr|Mr|Ms|Mrs|Prof|Hon)\.?\s+)?[A-Z][\w’'.-]*(?:\s+(?:[A-Z]\.?|[A-Z][\w’'.-]+|de|van|von|der|la|del|di|da|bin|al"
    rf"|[“\"(][A-Z]\w+[”\")])){{1,3}}{_POST}|[A-Z]{{3,}}(?: [A-Z]\.?)? [A-Z]{{3,}}"
)
_GLUE_WORD = re.compile(
    r"^.*?(?:LLC|Inc|Corp|Ltd|CEO|CFO|COO|CTO|CMO|VP|President|Officer|Director|Relations|Manager|Secretary|USA|America|Phone"
    r"|E-?[Mm]ail|Contact|Office|Chairman|Founder|Counsel|Partner|GmbH|AG|PhD|MD|CFA|MBA|Group|Communications|Media|Website"
    r"|(?:www\.)?[\w-]+\.(?:com|net|org|ca|io))(?=[A-Za-z]{2,})"
)
_CAMEL = re.compile(r"\b(?:[A-Z][a-z]+|[A-Z]{2,6}(?=[A-Z][a-z]))(?:[A-Z][a-z]+|[A-Z]{2,6}\b)+")
_LABEL_END = re.compile(r"(?:Email|Phone|Tel|Contact|Website|Web|Fax)$")
_FIRM = re.compile(r"(\b(?:Inc|Corp|Ltd|Co)\.|\b(?:LLC|LLP|GmbH|PLC)\b)(?=\s*(?:[A-Z][\w.]*[a-z]|\d|[a-z][\w.-]*@))")
_BLOCK = re.compile(r"\W*Contact (?:Details|Information)\b", re.IGNORECASE)
_TITLED = re.compile(
    r"(?<=[a-z])\s+(?=(?:(?:Co-)?(?:Founder|Chair(?:man|woman)?)|Chief|Managing Director|Executive|Vice President|President|CEO|CFO|COO|Director|Manager)\b)"
)
_REPEATED = re.compile(r"\b([A-Z][\w’'-]+) ([A-Z][a-z]+?)(?=(?i:\1|[a-z]?\2)[\w.]*@)")  # Jane Roejroe@, Jane Roejane@
_OPEN = re.compile(r"\s*\([^)]*$")  # a bracket that does not close
_RUN_ON = re.compile(r"(?<![\w@./-])([a-z]{5,})(?=[A-Z][a-z]{2,} )")
_DESK_WORDS = re.compile(r"(?:\b(?:Media|Investors?|Press|Public|Relations|News|Company|Corporate|PR|and)\b|[\s/&])+", re.IGNORECASE)
_SMALL = frozenset(["of", "and", "the", "for", "de", "in", "at", "by"])
_JOINED = frozenset(["LinkedIn", "YouTube", "PhD", "GmbH", "TikTok"])


@dataclass(slots=True)
class _Card:
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    organization: str | None = None
    desk: str | None = None


def emails(text: str) -> list[str]:
    """E-mail addresses in a text, words that are glued to the front of one taken off."""
    return [_unglued(m[0]) for m in _EMAIL.finditer(text)]


def reaches(text: str) -> bool:
    """Does this text say how to reach somebody?"""
    return bool(_EMAIL.search(text) or _PHONE.search(text))


def read(lines: Sequence[str], text: str = "", issuer: str | None = None) -> tuple[Contact, ...]:
    """The contacts that these lines name, one for each person or desk; ``text`` shows which odd words are the release's own; the ``issuer`` is no person."""
    told = text[: len(text) * 2 // 3].splitlines()
    known = frozenset(m[0] for t in told if t not in lines for m in _CAMEL.finditer(t) if not _LABEL_END.search(m[0])) | _JOINED
    cards: list[_Card] = []
    for line in lines:
        for piece in _pieces(_parted(line, known)):
            _take(cards, piece, issuer)
    found = [Contact(c.name or _cased(c.desk), c.email, c.phone, c.organization) for c in cards if c.email or c.phone or c.name]
    reachable = [c for c in found if c.email or c.phone]
    return tuple(dict.fromkeys(reachable or found))


def _parted(line: str, known: frozenset[str]) -> str:
    """The line with " | " where words, numbers and addresses were glued together."""
    line = re.sub(r"(?<=\w)(?=www\.|https?://)", " ", _RUN_ON.sub(r"\1 | ", line.replace("*", " ")))
    line = re.sub(
        r"(?<=CONTACT)S?(?=[A-Z][a-z])|(?<=[a-z])(?=\d{1,5}\s)|(?<=[A-Za-z])(?=\d{10}(?!\d))",
        " | ",
        _REPEATED.sub(r"\1 \2 | ", _FIRM.sub(r"\1 | ", line)),
    )
    line = _EMAIL.sub(lambda m: f" {_glue(m[0])} | {_unglued(m[0])} | ", line)
    line = re.sub(
        r"(?<=[A-Za-z:])(?=\+?(?:1[.-])?\(?\d{3}\)?[\s.-]\s?\d{3})|(?<=\w)(?=\(\+\d)|(?<=\d{4})(?=[A-Za-z]{2,})(?!\s)|(?<=[a-z.])(?=\+\d)",
        " | ",
        line,
    )
    parts = re.split(r"((?<!\S)\S+@\S+)", line)
    return "".join(part if "@" in part else _CAMEL.sub(lambda m: _uncamel(m[0], known), part) for part in parts)


def _uncamel(word: str, known: frozenset[str]) -> str:
    """A glued word parted, where the release does not write it so elsewhere."""
    if word in known or re.match(r"(?:Mc|Mac|De|Di|La|Le|Van|Fitz|O)[A-Z][a-z]+$", word):
        return word
    for own in known:
        if word.startswith(own) or word.endswith(own):
            return word.replace(own, f" | {own} | ").strip(" |")
    return re.sub(r"(?<=[a-z])(?=[A-Z])(?<!\bMc)|(?<=[A-Z])(?=[A-Z][a-z]{2,})", " | ", word)


def _pieces(line: str) -> Iterator[str]:
    """A line cut after each e-mail address, so that every piece speaks of one person at most."""
    begin = 0
    for match in _EMAIL.finditer(line):
        yield line[begin : match.end()]
        begin = match.end()
    if line[begin:].strip(" |"):
        yield line[begin:]


def _take(cards: list[_Card], piece: str, issuer: str | None) -> None:
    """Read one piece into the last card, or open a new one where the last already holds what the piece brings."""
    card, new = cards[-1] if cards else _Card(), _card(piece, issuer)
    if _BLOCK.match(piece) and (card.email or card.phone):
        card = _Card()
    elif card.email and new.email and new.phone and not (card.phone or new.name or new.desk or new.organization):
        card.phone, new.phone = (new.phone, None) if piece.index(new.phone[:4]) < piece.index(new.email) else (None, new.phone)
    if (
        (new.name and card.name)
        or (new.email and card.email)
        or (new.desk and (card.email or card.phone))
        or (card.email and card.phone and (new.name or new.phone))
    ):
        card = _Card()
    if new != _Card() and not any(card is one for one in cards):
        cards.append(card)
    for part in fields(_Card):
        setattr(card, part.name, getattr(card, part.name) or getattr(new, part.name))


def _card(piece: str, issuer: str | None) -> _Card:
    """What one piece says."""
    mail, phone, desk = _EMAIL.search(piece), _PHONE.search(_EMAIL.sub("|", piece)), _DESK.match(piece)
    words = _words(_DESK.sub("", piece, count=1) if desk else piece)
    person = next((w for w in words if _is_person(w) and not _is_issuer(w, issuer)), None)
    organization = next((_OPEN.sub("", w) for w in words if w != person and (_is_organization(w) or _is_issuer(w, issuer))), None)
    if _BLOCK.match(piece) and not person and not organization:
        organization = next(
            (w for w in words if re.fullmatch(r"[A-Z][\w&’'.-]*(?: [A-Z&][\w&’'.-]*){0,4}", w) and not _NO_NAME.fullmatch(w)), None
        )
    named = " ".join(desk[1].split()) if desk and desk[1].lower() not in ("contact", "contacts") else None
    return _Card(person, mail[0] if mail else None, " ".join(phone[0].split()) if phone else None, organization, named)


def _cased(desk: str | None) -> str | None:
    """The desk without its capitals: MEDIA CONTACT is Media Contact."""
    return desk.title() if desk and desk.isupper() else desk


def _words(piece: str) -> list[str]:
    """The parts of a piece that are neither label, address, phone nor link."""
    bare = _LABEL.sub(" | ", _PHONE.sub(" | ", _URL.sub(" | ", _EMAIL.sub(" | ", piece))))
    bare = _TITLED.sub(" | ", bare)
    parts = re.split(r"[|;•·\t]|:\s|\s[-–—/]\s|(?<=\w)\s*[–—]\s*|,(?!\s*(?:Inc|LLC|Ltd|LLP|Ph|M\.?D|CFA|MBA|CPA|Esq|Jr|Sr|P\.))", bare)
    return [
        " ".join(w.strip(" .,;:-–—()").split()) + ("." if w.rstrip().endswith(("Inc.", "Corp.", "Ltd.", "D.", "Jr.")) else "")
        for w in parts
        if w.strip(" .,;:-–—()")
    ]


def _is_person(words: str) -> bool:
    return bool(_PERSON.fullmatch(words)) and not _ORGANIZATION.search(words) and not _TITLE.search(words) and not _NO_NAME.search(words)


def _is_organization(words: str) -> bool:
    """Does it bear a company's word, and is it no title and no sentence?"""
    small = [w for w in words.split() if w.isalpha() and w.islower() and w not in _SMALL]
    return (
        bool(_ORGANIZATION.search(words))
        and not _DESK_WORDS.fullmatch(words)
        and not _TITLE.search(words)
        and not small
        and 3 < len(words) < 70
    )


def _is_issuer(words: str, issuer: str | None) -> bool:
    """Is it the company's name, or the beginning of it?"""
    key = (issuer or "").lower()
    return len(words.split()) > 1 and bool(key) and (words.lower().startswith(key) or key.startswith(words.lower()))


def _glue(email: str) -> str:
    """The words that were glued to the front of an address."""
    return email[: len(email) - len(_unglued(email))]


def _unglued(email: str) -> str:
    """The address without words, numbers or capitals glued to its front."""
    local, _, domain = email.strip(".'-").partition("@")
    for pattern in (
        _GLUE_WORD,
        re.compile(r"^.*(?:Inc|Corp|Ltd|Co|(?:[A-Z]\.)+[A-Z])\.(?=[A-Za-z]{2,})"),
        re.compile(r"^(?:.*\d{3}[.-]?\d{4}|[\d-]{6,})(?=[A-Za-z]{2,})"),
        re.compile(r"^[A-Z]?[a-z]{2,}(?=[A-Z]{2,}$)|^(?:investors?|contact|media)(?=ir$)"),
        re.compile(r"^.*[a-z]{2,}(?=[A-Z][a-z]+$)"),
    ):
        if (match := pattern.match(local)) and match.end() < len(local):
            local = local[match.end() :]
    return f"{local}@{domain}"
