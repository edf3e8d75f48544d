"""The issuer: the company whose release this is, with its legal suffix where the release gives it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.parse import tickers

_SUFFIX = (
    r"(?:,?\s*(?:Inc|Incorporated|Corp|Corporation|Ltd|Limited|LLC|L\.L\.C|LLP|L\.P|LP|PLC|plc|Plc|AG|SE|N\.V|NV|S\.A|SA|S\.p\.A|SpA"
    r"|GmbH|A/S|AS|ASA|AB|Oyj|Oy|Co|Company|Pty|Bancorp|Trust|Fund|KGaA|B\.V|BV|S\.E|Pte|Sdn Bhd|Bhd|INC|CORP|LTD|LIMITED|INCORPORATED"
    r"|CORPORATION|COMPANY)\b\.?)"
)
_HAS_SUFFIX = re.compile(rf"\w{_SUFFIX}$")
_STOP = re.compile(
    rf"""\s*(?:[(\[“"®™;:]|,(?!\s*{_SUFFIX}) |\s[-–—]|[’']s?\s(?!(?:[A-Z][\w&]+\s){{1,4}}?(?:Inc|Corp|Ltd|LLC))|\s(?:
      today|announce[sd]?|announcing|is|was|are|has|have|had|will|reports?|reported|reveals?|unveils?|unveiled|launche?[sd]|launches|introduces?|introduced|and\ its|in\ (?:partnership|collaboration|conjunction)|
      releases?|released|presents?|provides?|provided|completed?|completes|signs?|signed|received?|receives|welcomes?|welcomed|appoints?|appointed|names?|named|confirms?|confirmed|celebrates?|
      continues?|wishes|would|recently|proudly|said|declares?|declared|closed|closes|enters?|entered|expands?|issued|issues|shared|shares|offers?|joins?|joined|plans|hosts?|hosted|wins?|won|secures?|secured|
      acquires?|acquired|achieves?|achieved|sets|set|partners|partnered|takes|takes|made|makes|an|a|the|which|who|that|through|on|at|with|as|to|from|by|publishes|published|leads|brings|brought|stands|serves|aims|executed|executes|filed|files|believes|intends|advances|participated|participates|opens|opened|specializes|specialises|delivers|delivered|being|also|now|formerly|or|subsidiary)\b)""",
    re.VERBOSE,
)
_HEADLINE_STOP = re.compile(_STOP.pattern, re.VERBOSE | re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:[\W_]*(?:Today,?|Yesterday,?|(?:The )?(?:Supervisory|Executive|Management) Board of|(?:The )?[Bb]oard of [Dd]irectors of"
    r"|(?:The )?[Mm]anagement of|Shares of|Shareholders of|[A-Z]\w+-based)\s+)*[\W_]*"
)
_FUNCTION = re.compile(
    r"(?:In|At|On|As|For|With|By|This|These|That|It|We|Our|If|When|While|After|Following|From|To|There|Today|All|Every|Many|Despite|Since|Are|Is|What|How|Why"
    r"|According|Citing|He|She|They|Most|More|Over|Under|Between|Amid|Among|Although|During|Imagine|Located|Disseminated|Sponsored|Us|Me|Learn|Take|Can|Adding)$"
)
_COMMON = re.compile(
    r"(?:Company|Corporation|Group|Investors?|New|A|An|The|Research\w*|Press|News|Contact|Media|Investing|People|Image|Photo|Forward|Safe|Survey|Board"
    r"|Women|Men|Patients|Adults|Society)$"
)


def find(first: str, headline: str, dated: bool, abouts: Sequence[str], source: str | None, container: str | None, text: str) -> str | None:
    """The issuer's name: the container's, else the dateline's sentence where it is plain, else the candidate most spoken of."""
    lead = next((name for name in (_parent(first), _from_first(first)) if name and _key(_bare(name))), None)
    candidates = [(lead, 3.0)] if lead else []
    candidates += [(about, 1.0 if i else 2.5) for i, about in enumerate(abouts)]
    candidates += [(source, 3.0)] if source else []
    candidates += [
        (name, 2.0) for name in (leading_name(headline, verbs=_HEADLINE_STOP), *_bracketed(headline), *_bracketed(headline)) if name
    ]
    candidates += [(name, 1.0) for name in [*_bracketed(text[:6000]), *_announcing(text[:3000])][:6]]
    candidates = [(name, weight) for name, weight in candidates if _key(_bare(name))]  # nothing is left of "Inc." alone
    if container:
        return _agreed(container, [_bare(name) for name, _ in candidates], text)
    if lead and _is_plain(lead, first) and (dated or _key(_bare(lead)).split()[0] in headline.lower()):
        return _fullest(_bare(lead), [name for name, _ in candidates], text)
    named = [(_bare(name), weight) for name, weight in candidates if name == lead or _is_name(_bare(name))]
    if not named:
        return None
    scores: dict[str, float] = {}
    for name, weight in named:
        scores[_key(name)] = scores.get(_key(name), 0.0) + weight
    best = max(
        scores,
        key=lambda key: (
            scores[key]
            + min(6.0, 0.5 * len(re.findall(rf"(?<!\w){re.escape(key)}", text, re.IGNORECASE)))
            + 2.0 * (key in headline.lower())
        ),
    )
    return _fullest(next(name for name, _ in named if _key(name) == best), [name for name, _ in named], text)


def _agreed(container: str, names: Sequence[str], text: str) -> str:
    """The container's name, in the release's own spelling where it has one."""
    whole = re.sub(rf"{_SUFFIX}$", "", container).lower().strip(" ,")
    same = [name for name in names if re.sub(rf"{_SUFFIX}$", "", name).lower().strip(" ,") == whole]
    return _fullest(same[0], [*same, container], text) if same else container


def _is_plain(lead: str, first: str) -> bool:
    """Is the leading name followed by its ticker, or a name with a legal suffix?"""
    following = first[first.find(lead) + len(lead) :][:80]
    return bool(_HAS_SUFFIX.search(lead)) or any(start < 30 for start, _, _ in tickers.groups(following + ")"))


def _bare(name: str) -> str:
    """The name without an article and without what the dateline puts before it."""
    name = re.sub(r"^[A-Z][\w.]+-based ", "", " ".join(name.split())).strip(" ,-–—:")
    return name if name.startswith("The ") and _HAS_SUFFIX.search(name) else re.sub(r"^[Tt]he ", "", name)


def _key(name: str) -> str:
    """What two forms of one name have in common: its first words without a legal suffix, in lower case."""
    return " ".join(re.sub(rf"{_SUFFIX}$", "", name).lower().replace(",", " ").split()[:2])


def _bracketed(text: str) -> Iterator[str]:
    """Names that stand before ticker brackets."""
    return (name for start, _, _ in tickers.groups(text) if (name := _name_before(text[max(0, start - 120) : start])))


def _announcing(text: str) -> Iterator[str]:
    """Names that stand before "today announced" and the like."""
    return (
        name
        for m in re.finditer(r",?\s(?:today )?(?:announce[sd]?|is (?:proud|pleased|excited|thrilled))\b", text)
        if (name := _name_before(text[max(0, m.start() - 100) : m.start()]))
    )


def _parent(first: str) -> str | None:
    """The listed company whose division or subsidiary the first words name."""
    match = re.match(
        r".{2,200}?\b(?:division|subsidiary|unit|affiliate|brand) of ((?:[A-Z][\w&.’'-]*\s?){1,5}(?:,? (?:Inc|Corp"
        r"|Ltd)\.?)?)\s*\([^()]*\b[A-Z]{3,}[^()]*:",
        first,
    )
    return match[1].strip() if match and _is_name(match[1].strip()) and not tickers.read(first[: match.start(1)]) else None


def leading_name(sentence: str, verbs: re.Pattern[str] = _STOP) -> str | None:
    """The name that a sentence begins with, cut before a bracket, a comma or a verb."""
    words = _LEAD.sub("", sentence[:260], count=1)
    stop = verbs.search(words)
    name = words[: stop.start()].strip(" ,-–—*_") if stop else ""
    plain = 0 < len(name.split()) <= 3 and (
        _HAS_SUFFIX.search(name) or any(start < 3 for start, _, _ in tickers.groups(words[len(name) :]))
    )
    return name if plain or _is_name(name) else None


def _from_first(first: str) -> str | None:
    """The name before the first ticker bracket of the first sentences, else the name they begin with."""
    head = first[:700]
    name = leading_name(head)
    bracket = next(((start, found) for start, _, found in tickers.groups(head)), None)
    if bracket and not (name and head.lstrip().find(name) < 5):
        return _name_before(head[: bracket[0]]) or name
    return name


def _name_before(words: str) -> str | None:
    """The capitalised words that end here, brackets between left out."""
    words = re.sub(r"\([^()]*\)|[“\"][^”\"]*[”\"]", " ", words).rstrip(" ,")
    match = re.search(rf"((?:[A-Z0-9][\w.&’'®™+-]*|of|and|&|the)(?:\s+|(?={_SUFFIX}))){{0,7}}[A-Z0-9][\w.&’'®™+-]*{_SUFFIX}?$", words)
    name = re.sub(r"^(?:of|and|the|The|by|for)\s+", "", match[0].strip()) if match else ""
    return name if _is_name(name) else None


def _is_name(name: str) -> bool:
    """Do these words look like a company's name?"""
    words = name.split()
    if (
        not words
        or words[-1].lower() in ("and", "of", "for", "in", "the")
        or re.search(r"[?!]|\d{4}\.", name)
        or len(words) > 9
        or len(name) < 2
        or (_COMMON.match(words[0]) and len(words) == 1)
    ):
        return False
    if _FUNCTION.match(words[0]):
        return False
    capitals = sum(
        not w[0].islower() or any(c.isupper() for c in w) for w in words if w.lower() not in ("of", "and", "&", "the", "for", "de", "in")
    )
    rest = sum(w.lower() not in ("of", "and", "&", "the", "for", "de", "in") for w in words)
    return rest > 0 and capitals == rest


def _fullest(name: str, others: Iterable[str], text: str) -> str:
    """The same name with its legal suffix where the release gives it anywhere."""
    name = name.strip(" ,")
    if _HAS_SUFFIX.search(name):
        return name
    bare = re.sub(r"[®™]", "", name)
    match = re.search(rf"(?<!\w){re.escape(bare)}[®™]?(?: (?!{re.escape(bare.split()[0])})[A-Z][\w&]+){{0,2}}{_SUFFIX}", text)
    if match:
        return " ".join(match[0].split()).rstrip(",")
    if (
        bare.isupper()
        and " " not in bare
        and (
            spelt := re.search(rf"((?:[A-Z][\w&-]+ (?:of |and |for |the )?){{1,6}}[A-Z][\w&-]+) \([“\"]?{re.escape(bare)}[”\"]?[),]", text)
        )
    ):
        return re.sub(r"^The ", "", spelt[1])
    for other in others:
        if other.lower().startswith(bare.lower()) and _HAS_SUFFIX.search(other):
            return other
    return name


def aliases(name: str | None, first: str, symbols: Sequence[str]) -> tuple[str, ...]:
    """What the release calls its issuer: the telling word of its name, its defined short names, other names and symbols."""
    if not name:
        return ()
    words = [w.strip(",.®™") for w in name.split()]
    found = [next((w for w in words if w.lower() not in ("the", "first", "new", "american", "global", "united", "national")), words[0])]
    begin = first.find(name.split()[0])
    defined = first[begin : begin + 260] if begin >= 0 else ""
    brackets = re.match(r"[^()]{0,90}((?:\s*,?\s*\([^()]*\))+)", defined)
    found += re.findall(r"[“\"‘']([^”\"’']{2,40})[”\"’']", brackets[1]) if brackets else []
    found += re.findall(r"(?:doing business as|d/b/a|dba|formerly(?: known as)?),? ([A-Z][\w&’'-]+)", defined)
    found += [symbol.rpartition(" ")[2] for symbol in symbols]
    return tuple(
        dict.fromkeys(
            f.strip(" ,.")
            for f in found
            if len(f.strip(" ,.")) > 1
            and not re.fullmatch(r"(?i)the company|company|corporation|we|us|our|the corporation|group", f.strip())
        )
    )
