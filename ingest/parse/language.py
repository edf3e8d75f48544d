"""Is a text English?

py3langid, because it is small (a 4 MB model, carried), works offline and knows 97 languages; what has the common words of
English is not asked about, as loading it takes a second and 100 MB.
"""

from __future__ import annotations

import re

ENOUGH = 0.15  # share of common English words from which a text is English; of 1,295 releases the English ones have 0.10 and more
FEWEST = 30  # words from which a language can be told
SOME = 0.3  # share of English from which a text in two languages counts as English
_SAMPLE = 6000
_COMMON = frozenset(["the", "and", "of", "to", "in", "for", "with", "that", "is", "are", "has", "will", "by", "from", "this", "its"])


def of(text: str) -> str:
    """The language's two letters: "en" unless the text clearly is in another one."""
    sample = text[:_SAMPLE]
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if sum(word in _COMMON for word in words) >= ENOUGH * len(words):
        return "en"
    letters = sum(map(len, words))
    if len(words) < FEWEST and letters < 200:  # scripts without spaces have few words
        return "en"
    code = _classified(sample)
    return "en" if code != "en" and _is_partly_english(text) else code


def _is_partly_english(text: str) -> bool:
    """Does English stand beside another language, as in releases of Canada or Switzerland?"""
    paragraphs = [line for line in text.split("\n") if len(line) > 100]
    english = sum(len(line) for line in paragraphs if _classified(line) == "en")
    return english > SOME * sum(map(len, paragraphs))


def _classified(text: str) -> str:
    import py3langid  # noqa: PLC0415

    return str(py3langid.classify(text)[0])
