"""Ticker symbols, as the release writes them: "NASDAQ: ABC"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_EXCHANGE = (
    r"NASDAQ(?:\s?(?:CM|GM|GS|Capital Market|Global(?: Select)?(?: Market)?))?|NYSE(?:[\s-]?(?:American|Arca|MKT|Texas|A))?|ARCA|AMEX"
    r"|OTC\s?(?:Markets?|Pinks?|QB|QX|BB|ID|MKTS|PK|M|Expert(?: Market)?|Basic)?(?:\s?(?:Markets?|Pink))?(?:\s?Current)?|"
    r"Pink(?:\s?(?:Sheets|Limited|Current))?|TSX(?:[\s.-]?V(?:enture)?)?(?:\s?Venture(?: Exchange)?)?|CSE|CNSX|NEO|Cboe(?:\s?(?:CA"
    r"|Canada|BZX))?|LSE(?:\s?AIM)?|AIM|ASX|NSX|JSE|HKEX|HKSE|SGX|SEHK|TASE|BSE|NSE|KOSDAQ|KRX|TYO|TSE|"
    r"FSE|FRA|FWB|Frankfurt|XETRA|ETR|DB|Borse Frankfurt|Euronext(?:\s(?:Paris|Growth|Amsterdam|Brussels|Access))?|EPA|AMS|STU"
    r"|Stuttgart|Tradegate|SIX(?: Swiss Exchange)?|SWX|BIT|BME|Nasdaq First North|First North|OSE|Oslo|STO|CPH|BVL|Aquis|AQSE|Upstream|US OTC|USOTC|U\.S\. OTC"
)
_SYMBOL = r"[A-Z0-9][A-Z0-9]{0,7}(?:[.\-/][A-Z]{1,3}|\s(?:WS|PR\s?[A-Z]))?"
_QUOTED = r"[“”\"'‘’\s]*"
_PAIR = re.compile(
    rf"(?<![\w.])(?P<exchange>{_EXCHANGE})[“”\"'‘’\s]*(?:ticker|symbol"
    rf"|stock symbol)?\s*[:：;]?\s*[:：]{_QUOTED}\$?(?P<symbols>{_SYMBOL}(?:{_QUOTED}(?:,|and|&"
    rf"|/)+{_QUOTED}\$?{_SYMBOL}(?!{_QUOTED}[:：])(?!\s?[a-z]))*)(?![\w&])",
    re.IGNORECASE,
)
_NAME_GOES_ON = r"(?:[\s,]*(?:\([^()]*\)|(?-i:[A-Z0-9][\w.&’'®™/-]*+)|&|of|plc|ltd|inc|(?:now |formerly |also )?(?:doing business as|d/b/a|known as|formerly|f/k/a)))*"
_REVERSED = re.compile(rf"(?<![\w.])(?P<symbol>(?-i:{_SYMBOL}))\s*[:：]\s*(?P<exchange>{_EXCHANGE})(?![\w:])(?!\s*[:：])", re.IGNORECASE)
_GROUP = re.compile(r"[(\[]([^()\[\]]{3,160})[)\]]")
_UPPER = re.compile(r"[A-Z0-9][A-Z0-9.\-/]{0,9}(?:\s(?:WS|PR\s?[A-Z]))?")
_PLAIN = re.compile(
    rf"\b(?P<exchange>{_EXCHANGE})[^.()]{{0,60}}?\bunder (?:the )?(?:ticker |trading |stock )?symbols?\s*{_QUOTED}(?P<symbol>{_SYMBOL})",
    re.IGNORECASE,
)


def read(words: str) -> list[str]:
    """All "EXCH: SYM" that these words spell, in order, each once; a second symbol shares the exchange before it."""
    return list(dict.fromkeys(_pairs(words)))


def _pairs(words: str) -> Iterator[str]:
    pairs = list(_PAIR.finditer(words))
    for match in () if pairs else _REVERSED.finditer(words):
        yield f"{' '.join(match['exchange'].split())}: {match['symbol']}"
    for match in pairs:
        exchange = " ".join(match["exchange"].split())
        for part in re.split(r",|\band\b|&|(?<=\w)/(?=\w{3})", match["symbols"]):
            symbol = part.strip(" “”\"'‘’$.")
            if _UPPER.fullmatch(symbol):
                yield f"{exchange}: {symbol}"


def groups(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """(start, end, tickers) of each bracket in a text that names tickers."""
    for match in _GROUP.finditer(text):
        if found := read(match[1]):
            yield match.start(), match.end(), found


def of_issuer(first: str, name: str | None, text: str) -> tuple[str, ...]:
    """The issuer's own tickers: in the bracket after its name, first in the first words, else anywhere in the text."""
    own = list(_following(first, name)) or list(_following(text, name)) or _only(first)
    if not own and name and (plain := _PLAIN.search(text)):
        own = [f"{' '.join(plain['exchange'].split())}: {plain['symbol']}"] if _UPPER.fullmatch(plain["symbol"]) else []
    return tuple({re.sub(r"\W", "", ticker).lower(): ticker for ticker in reversed(own)}.values())[::-1]


def _only(first: str) -> list[str]:
    """The tickers of the first words where they name one company's alone, early on."""
    found = list(groups(first))
    return found[0][2] if len(found) == 1 and found[0][0] < 100 else []


def _following(text: str, name: str | None) -> Iterator[str]:
    """Tickers in brackets that follow the name (or its first word), brackets in a row counted together."""
    if not name:
        return
    key = re.escape(re.split(r"\s+|,", name)[0])
    last = -1
    began = False
    for start, end, found in groups(text):
        before = text[max(0, start - 110) : start]
        chained = began and last >= 0 and not re.search(r"\w{2,}", re.sub(r"\([^()]*\)|\band\b|the|Company", "", text[last:start]))
        named = re.search(rf"(?<!\w){key}(?![a-z]){_NAME_GOES_ON}\W*$", before, re.IGNORECASE)
        if chained or (named and not began):
            began = True
            last = end
            yield from found
