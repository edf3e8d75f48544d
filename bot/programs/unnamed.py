"""Programs spoken of without a name: "our dermatology program", "the glaucoma programme", "your candidate for migraine"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest import Program

_NOUN = r"(?:program(?:me)?s?|candidates?|drugs?|products?|devices?|assets?|projects?|compounds?|treatments?|therap(?:y|ies)|vaccines?|medicines?)"
_WHOSE = r"(?:the|our|your|its|their|any|an?|[\w.]+[’']s)"
_BEFORE = re.compile(rf"\b{_WHOSE}\s+((?:(?!{_WHOSE}\s|of\s)[\w’'-]+\s+){{1,5}}?){_NOUN}\b", re.IGNORECASE)
_AFTER = re.compile(rf"\b{_NOUN}\s+(?:for|in|against|targeting|to treat)\s+(?:the |an? )?((?:[\w’'-]+\b ?){{1,4}})", re.IGNORECASE)
_COMMON = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at at be by clinical company current development disease diseases disorder disorders drug early experimental first for from
    has have in investigational is its late lead main medical most new next of on or our patients people pipeline pivotal phase preclinical principal
    second stage status the their therapy third to today treatment trial two with your i ii iii now doing going stand other one each which what""",
    )
)
LIKE = 6  # letters that two forms of a word share: glaucoma, glaucomatous
AREAS = {  # a field of medicine, and the uses that fall into it
    r"dermatolog|skin": r"derma|acne|eczema|psoria|rosacea|skin|wound|alopecia|urticaria|keratos|wart|scar",
    r"ophthalm|eye|ocular|retina": r"ophthalm|glaucom|retin|macul|uveiti|eye|ocular|vitre|cornea|conjunctiv|vision|myopia|cataract|keratitis",
    r"oncolog|cancer|tumou?r": r"oncol|cancer|tumou?r|carcinom|leuk|lymphom|myelom|sarcom|melanom|gliom|blastom|metasta",
    r"neurolog|cns|brain|neuro": r"neuro|alzheimer|parkinson|epilep|seizure|migrain|stroke|multiple sclerosis|huntington|als\b|lateral sclerosis|dementia|dystroph",
    r"psychiatr|mental": r"depress|schizophren|bipolar|anxiety|adhd|attention|ptsd|autis|suicid|insomni|addict|psych",
    r"cardio|heart": r"cardi|heart|hypertens|atrial|athero|coronary|thromb|cholesterol|lipid",
    r"respirat|pulmon|lung": r"pulmon|lung|asthma|copd|cough|bronch|respirat|cystic fibrosis",
    r"gastro|bowel|gut|\bgi\b": r"gastr|bowel|crohn|coliti|celiac|liver|hepat|nash|mash|reflux|dyspeps",
    r"metabol|endocrin": r"diabet|obes|metabol|insulin|thyroid|gout|lipid|growth hormone|weight",
    r"infect|antivir|antibact|antimicrob": r"infect|virus|viral|hiv|hepatitis|influenza|covid|sepsis|bacteri|fung|tubercul|malaria",
    r"immunolog|inflammat|rheumat|autoimmun": r"arthrit|lupus|inflam|autoimmun|psoria|colitis|crohn|dermatit|asthma",
    r"ha?ematolog|blood": r"leuk|lymphom|myelom|an[a]?emi|h[a]?emophil|sickle|thrombocyt|bleeding",
    r"urolog|kidney|renal|nephro": r"kidney|renal|nephr|bladder|prostat|urin|incontinen|cystitis",
    r"women": r"endometri|menopaus|ovar|fertil|uter|vagin|breast|contracep",
    r"surg": r"surg|h[a]?emosta|bleeding|wound|suture",
    r"pain": r"pain|analges|migrain|neuralgia|arthrit",
    r"hearing|ear": r"hearing|tinnit|ear\b|otitis|vertigo",
}


def programs_about(words: str, programs: Sequence[Program]) -> tuple[Program, ...]:
    """The programs that ``words`` describe by their use or their field of medicine; none where they describe nothing."""
    for subject in _subjects(words):
        found = tuple(p for p in programs if all(any(_akin(word, own) for own in _uses(p)) for word in subject))
        found = found or tuple(p for p in programs if any(_in_area(word, p) for word in subject))
        if found:
            return found
    return ()


def _subjects(words: str) -> Iterator[list[str]]:
    """What stands before or after "program" and the like, the telling words of it."""
    for pattern in (_BEFORE, _AFTER):
        for match in pattern.finditer(words):
            subject = [word for word in _words([match[1]]) if word not in _COMMON]
            if subject:
                yield subject


def _uses(program: Program) -> set[str]:
    return set(_words([program.name, *program.aliases, *program.indications])) - _COMMON


def _words(texts: Iterable[str]) -> list[str]:
    return [word.removesuffix("'s") for text in texts for word in re.findall(r"[\w'-]+", text.lower().replace("’", "'"))]


def _akin(word: str, own: str) -> bool:
    return word == own or (min(len(word), len(own)) >= LIKE and word[:LIKE] == own[:LIKE])


def _in_area(word: str, program: Program) -> bool:
    uses = " ".join([program.name, *program.indications]).lower()
    return any(re.match(area, word) and re.search(rf"\b(?:{kinds})", uses) for area, kinds in AREAS.items())
