"""Is a text English? A rule of stop words, enough to turn away what clearly is not."""

from __future__ import annotations

import re

_STOP_WORDS = {
    "en": frozenset(["the", "and", "of", "to", "in", "for", "with", "that", "is", "are", "has", "will", "by", "from", "this", "its"]),
    "fr": frozenset(["le", "la", "les", "des", "et", "du", "une", "dans", "pour", "que", "est", "sont", "par", "sur", "avec", "au", "aux"]),
    "de": frozenset(["der", "die", "das", "und", "den", "von", "mit", "für", "ist", "im", "dem", "ein", "eine", "auf", "des", "nicht"]),
    "es": frozenset(["el", "la", "los", "las", "de", "que", "y", "en", "del", "para", "con", "una", "por", "se", "su", "es"]),
    "pt": frozenset(["o", "os", "as", "de", "que", "e", "em", "do", "da", "para", "com", "uma", "por", "se", "não", "dos"]),
    "it": frozenset(["il", "la", "di", "che", "e", "in", "del", "per", "con", "una", "un", "della", "dei", "sono", "le", "gli"]),
    "nl": frozenset(["de", "het", "een", "van", "en", "in", "voor", "met", "dat", "is", "op", "te", "zijn", "door", "aan", "niet"]),
}
_CHARACTERS = {
    "zh": r"[\u4e00-\u9fff]",
    "ja": r"[\u3040-\u30ff]",
    "ko": r"[\uac00-\ud7af]",
    "ru": r"[\u0400-\u04ff]",
    "ar": r"[\u0600-\u06ff]",
}


def of(text: str) -> str:
    """The language's two letters: "en" unless the text clearly is another one."""
    sample = text[:6000]
    for code, letters in sorted(_CHARACTERS.items()):
        if len(re.findall(letters, sample)) > len(sample) / 5:
            return code
    words = re.findall(r"[a-zà-ÿ]+", sample.lower())
    shares = {code: sum(word in stop for word in words) for code, stop in _STOP_WORDS.items()}
    best = max(shares, key=lambda code: shares[code])
    return best if len(words) >= 30 and shares[best] > 2 * shares["en"] else "en"
