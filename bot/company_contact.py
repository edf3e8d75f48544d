"""Whom to write to: of those whom releases name for questions, the one who stands for the company, not an agency."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest import Contact, Release

_INVESTORS = re.compile(r"\b(?:investors?|ir|shareholders?|stockholders?)\b|investor", re.IGNORECASE)
_PRESS = re.compile(r"\b(?:media|press|pr|news|publicity)\b", re.IGNORECASE)
_SHORTEST = 4  # letters of a name that tell one company from another


def of_company(releases: Iterable[Release]) -> Contact | None:
    """The newest release's contact at the company itself (``releases`` newest first); where all are outsiders, the newest one's best."""
    best = [(_foremost(release), release) for release in releases if release.contacts]
    return next((contact for contact, release in best if is_own(contact, release)), best[0][0] if best else None)


def _foremost(release: Release) -> Contact:
    return max(release.contacts, key=lambda contact: _standing(contact, release))


def is_own(contact: Contact, release: Release) -> bool:
    """Is the address at the company's own domain: named as it is, by its ticker, or given in its About?"""
    domain = (contact.email or "").partition("@")[2].lower()
    if not domain:
        return False
    labels = {label.replace("-", "") for label in domain.split(".")[:-1]}
    words = re.findall(r"[a-z0-9]+", (release.issuer or "").lower())
    names = {
        "".join(words),
        *(w for w in words[:1] if len(w) >= _SHORTEST),
        *(ticker.rpartition(":")[2].strip().lower() for ticker in release.tickers),
    }
    about = " ".join(release.quote(section) for section in release.sections if section.kind == "about").lower()
    return any(_same(label, name) for label in labels for name in names) or domain in about


def _same(label: str, name: str) -> bool:
    """Are they alike from the first letter to the end of the shorter?"""
    return label == name or (min(len(label), len(name)) >= _SHORTEST and (label.startswith(name) or name.startswith(label)))


def _standing(contact: Contact, release: Release) -> tuple[bool, bool, bool]:
    """The company's own first, then who is there for investors, then who is not there for the press."""
    desk = f"{contact.name} {contact.organization} {(contact.email or '').partition('@')[0]}"
    return is_own(contact, release), bool(_INVESTORS.search(desk)), not _PRESS.search(desk)
