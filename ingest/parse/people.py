"""People as releases name them beside a quote: "said Jane Roe, M.D., President of X" and the many other ways."""

from __future__ import annotations

import re
from dataclasses import dataclass

_VERB = (
    r"(?:said|says|stated|states|commented|comments|added|adds|noted|notes|remarked|remarks|explained|explains|continued|concluded"
    r"|concludes|shared|shares|stressed|emphasized|emphasised|"
    r"declared|observed|reported|affirmed|highlighted|elaborated|reiterated|wrote|writes|quoted|replied|reflected|told|exclaimed"
    r"|mentioned|asserted|announced|expressed|enthused|offered|confirmed|believes|recalled)"
)
_PARTICLE = r"(?:de|van|von|der|den|bin|al|la|le|del|di|da|dos|el|ter)"
_TOKEN = r"(?:(?:de|Mc|Mac|O[’'])?[A-Z][\w’'.&-]*|[“\"(][A-Z][\w.’' -]{0,20}[”\")])"
_HONOUR = r"(?:(?:Dr|Mr|Ms|Mrs|Prof|Professor|Hon|Sir|Rep|Sen|Gov|Senator|Governor|Mayor|Congressman|Congresswoman|Lt|Gen|Col|Capt)\.?\s+)"
_POST = (
    r"(?:,?\s*(?:Ph\.?\s?D\.?|M\.?D\.?|CFA|MBA|M\.B\.A\.|CPA|Esq\.?|Jr\.?|Sr\.?|III|II|IV|P\.?\s?Geo\.?|P\.?\s?Eng\.?|R\.?N\.?"
    r"|J\.?D\.?|D\.?O\.?|M\.?P\.?H\.?|M\.?Sc\.?|MSc|FACC|FAHA|FRCP|D\.?V\.?M\.?|Pharm\.?D\.?|DDS|Dr\.)(?!\w))*"
)
_NAME = rf"{_HONOUR}?{_TOKEN}(?:\s+(?:{_TOKEN}|{_PARTICLE})){{0,7}}{_POST}"
_LEAD = r"(?:(?:the\s+|its\s+|our\s+|company\s+)?(?:(?:[a-z][\w’'-]*|[A-Z][\w.&’'-]*[’']s?|and|of|&)\s+){0,7})"
_AFTER = re.compile(
    rf"[\s,]*(?:[-–—]+|{_VERB}|according to)\s+(?P<lead>{_LEAD})(?P<name>{_NAME})(?P<title>,\s*[^“”\"]{{2,240}})?", re.DOTALL
)
_AFTER_NAME = re.compile(
    rf"[\s,]*(?P<lead>)(?P<name>{_NAME})(?P<title>,\s*[^“”\"]{{2,230}}?)?,?\s+(?:also\s+|further\s+|then\s+|has\s+)?{_VERB}\b", re.DOTALL
)
_BEFORE = re.compile(
    rf"(?P<lead>)(?P<name>{_NAME})(?P<title>,\s*[^“”\"]{{2,230}}?)?,?\s+(?:also\s+|further\s+|has\s+|then\s+)?(?:{_VERB}"
    rf"|put it)\b[^“”\".]{{0,160}}[:,]?\s*$",
    re.DOTALL,
)
_COLON = re.compile(rf"(?P<lead>)(?P<name>{_NAME})(?P<title>,\s*[^“”\":]{{2,160}})?\s*:\s*$")
_ROLE_OF = re.compile(
    rf"[\s,]*(?:{_VERB}|according to)\s+(?P<title>(?:[\w.&’'-]+\s+){{0,6}}(?:President|Director|Officer|Head|Manager|Chair)\s+(?:of|for)\s+"
    rf"(?:[\w&’',-]+\s+){{1,7}}?)(?P<name>[A-Z][\w.’'-]+ (?:[A-Z]\. )?[A-Z][\w’'-]+)(?=[.,;]|\s*$)"
)
_SIGNATURE = re.compile(
    rf"[-–—\s]*(?P<name>{_NAME})(?:,|\s[-–—])\s+(?P<title>[^“”\".!?]{{3,100}}(?:(?<=Inc)\.|(?<=Corp)\.|(?<=Ltd)\.)?)\.?$"
)
_TOLD = 2  # small words that a title may have, such as its field
_NO_NAME = re.compile(
    r"(?:The|This|These|That|It|In|On|At|As|For|With|By|We|Our|He|She|They|Company|However|While|When|After|Commenting|According|And"
    r"|But|If|Their|His|Her|Today|Additionally|Also|Both|Each|Such|To|From|Regarding|Reflecting|Speaking|About|You|Your|I|There)\b"
)
_ROLE = re.compile(
    r"(?:Co-)?(?:CEO|CFO|COO|CTO|CMO|CSO|VP|SVP|EVP|President|Chief|Officer|Director|Manager|Chairman|Chairwoman|Chairperson|Chair"
    r"|Head|Founder|Cofounder|Secretary|Counsel|Specialist|Coordinator|Executive|Partner|Principal|Owner|Analyst|Geologist|Consultant"
    r"|Engineer|Professor|Spokesperson|spokesperson|spokesman|Advisor|Scientist|Treasurer|president|director|founder|chairman|manager"
    r"|officer|executive|owner|analyst|partner|geologist|head|chief)[,]?$"
)
_TITLE_END = re.compile(
    rf"\.(?=\s|$)(?<!\bInc\.)(?<!\bCorp\.)(?<!\bLtd\.)(?<!\bCo\.)(?<!\bDr\.)(?<!\bU\.S\.)|,?\s+(?:{_VERB}|in (?:a|the|his|her"
    rf"|an) (?:\w+ )?(?:statement|announcement|release|interview)|(?:in )?comment(?:ing|ed)|when|who|adding|regarding)\b|[;:]|\s[–—]\s"
)
_NO_TITLE = re.compile(r"(?:and|but|who|which|while|adding|as|noting|in|after|during|when|at|on|with|it|the company)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Person:
    """A name and a title as given beside a quote; printed "Name, Title"."""

    name: str
    title: str = ""

    def __str__(self) -> str:
        return f"{self.name}, {self.title}" if self.title else self.name


def after_quote(rest: str) -> Person | None:
    """The person whom the words right after a quote name."""
    if role := _ROLE_OF.match(rest):
        return Person(role["name"], role["title"].strip(" ,"))
    return next((p for pattern in (_AFTER, _AFTER_NAME) if (match := pattern.match(rest)) and (p := _person(match))), None)


def signature(line: str) -> Person | None:
    """The person who signs a quote: nothing but name and title, in a line of its own below it or in the rest of its line."""
    match = _SIGNATURE.match(line) if len(line) < 130 else None
    words = match["title"].split() if match else []
    told = [word for word in words if word.islower() and not _ROLE.match(word) and word not in ("and", "of", "the", "for", "at")]
    if not match or len(told) > _TOLD or not any(_ROLE.match(word) for word in words):
        return None
    return Person(match["name"].strip(" ,"), match["title"].strip(" ,"))


def before_quote(lead: str) -> Person | None:
    """The person whom the words before a quote name: "X, title of Y, stated," or "X:"."""
    cut = max((m.end() for m in re.finditer(r"(?<=[a-z\d)][.!?])(?<!\bDr\.)\s+(?=[A-Z])|[”\"]\s+", lead)), default=0)
    for begin in dict.fromkeys((cut, 0)):
        clause = lead[begin:].lstrip()
        match = _COLON.match(clause.rstrip()) or _BEFORE.search(clause)
        if match and (person := _person(match)):
            return person
    return None


def _person(match: re.Match[str]) -> Person | None:
    """Name and title of a match: roles before the name are its title where none follows."""
    tokens = f"{match['lead']} {match['name']}".replace(" ,", ",").split()
    if (
        match["title"]
        and _ROLE.match(tokens[-1])
        and (swapped := re.match(rf",\s*({_NAME})", match["title"]))
        and not _ROLE.match(swapped[1].split()[-1])
    ):
        return Person(swapped[1].strip(" ,").removesuffix("."), " ".join(tokens).strip(" ,"))
    roles = [i for i, token in enumerate(tokens) if _ROLE.match(token)]
    lead, name = (
        (tokens[: roles[-1] + 1], tokens[roles[-1] + 1 :]) if roles and roles[-1] + 1 < len(tokens) else ([], match["name"].split())
    )
    words = " ".join(name).strip(" ,")
    words = words.rstrip(".") if not re.search(r"(?:\b[A-Z]|D|Jr|Sr|Esq|Inc|Geo|Eng)\.$", words) else words
    if not words or _NO_NAME.match(words) or (words.isupper() and " " not in words) or len(words) < 3:
        return None
    if lead and _NO_NAME.match(lead[0]) and not re.match(r"(?:The|Our|Company)\b", lead[0]):
        return None
    title = _title((match["title"] or "").strip(" ,")) or " ".join(lead).strip(" ,")
    return Person(words, re.sub(r"^(?:the|The|its|our)\s+", "", title))


def _title(words: str) -> str:
    """A title cut where it ends; nothing where the words go on with something else."""
    end = _TITLE_END.search(words)
    words = words[: end.start()].strip(" ,") if end else words
    return (
        ""
        if _NO_TITLE.match(words)
        or not re.search(
            r"[A-Z]|\b(?:president|director|founder|chair|manager|officer|head|owner|analyst|partner|professor|lead|author|executive)",
            words,
        )
        else words
    )
