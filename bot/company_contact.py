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
    """Is it the company's desk: called so, or at a domain named as the company is, by its ticker, or given in its About?"""
    issuer, domain = (release.issuer or "").lower(), (contact.email or "").partition("@")[2].lower()
    if issuer and any((called or "").lower().startswith(issuer) for called in (contact.name, contact.organization)):
        return True
    words = re.findall(r"[a-z0-9]+", issuer)
    names = {
        "".join(words),
        *(w for w in words[:1] if len(w) >= _SHORTEST),
        *(ticker.rpartition(":")[2].strip().lower() for ticker in release.tickers),
    }
    labels = {label.replace("-", "") for label in domain.split(".")[:-1]}
    return any(_same(label, name) for label in labels for name in names) or (bool(domain) and _tells_of(release, words[:1], domain))


def _tells_of(release: Release, name: list[str], domain: str) -> bool:
    """Does the company's own About, headed by its ``name``, give this domain (as a site, not as somebody's address)?"""
    own = (s for s in release.sections if s.kind == "about" and all(word in s.heading.lower() for word in name))
    return any(re.search(rf"(?<![@\w]){re.escape(domain)}", release.quote(section), re.IGNORECASE) for section in own)


def _same(label: str, name: str) -> bool:
    """Are they alike from the first letter to the end of the shorter?"""
    return label == name or (min(len(label), len(name)) >= _SHORTEST and (label.startswith(name) or name.startswith(label)))


def _standing(contact: Contact, release: Release) -> tuple[bool, bool, bool]:
    """The company's own first, then who is there for investors, then who is not there for the press."""
    desk = f"{contact.name} {contact.organization} {(contact.email or '').partition('@')[0]}"
    return is_own(contact, release), bool(_INVESTORS.search(desk)), not _PRESS.search(desk)
