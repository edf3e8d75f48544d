"""EDGAR by ticker or CIK: the filings to which a release may be attached, each read as a whole submission.

edgartools, because it knows tickers, lists of filings and the SEC's limit of requests, and tells the SEC who asks. It comes with
`onrecord[edgar]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from types import ModuleType
from typing import Any

from ingest.errors import SourceError, Unchanged
from ingest.sources.hints import NOTHING_KNOWN, Hints
from ingest.sources.pages import Silent
from ingest.sources.visits import Visit, Visits

FORMS = ("8-K", "8-K/A", "6-K", "6-K/A")  # current reports, of companies at home and abroad
EXHIBITS = "9.01"  # the item of an 8-K that lists exhibits; without it, no release is attached
_ADVICE = "check the ticker or CIK, or try again later"


@dataclass(frozen=True, slots=True)
class Filing:
    """One filing; ``name`` is the URL of the whole submission."""

    name: str
    visits: Visits
    found: Any = field(repr=False)  # edgartools' own
    hints: Hints = NOTHING_KNOWN

    def read(self) -> bytes:
        """The submission's bytes; Unchanged where an earlier ingest settled it, since a filing never changes."""
        if before := self.visits.of(self.name):
            raise Unchanged(before.reason)
        data = _asked(self.found.full_text_submission, self.name)
        self.visits.note(self.name, Visit())
        return str(data).encode()


def find_filings(companies: Iterable[str], identity: str | None, since: date | None, visits: Visits) -> Iterator[Filing | Silent]:
    """The filings of these companies (tickers or CIKs) that may hold a release, newest first; none older than ``since``."""
    edgar = _library(identity)
    for company in companies:
        try:
            yield from _of_company(edgar, company, since, visits)
        except SourceError as error:
            yield Silent(f"edgar:{company}", error)


def _of_company(edgar: ModuleType, company: str, since: date | None, visits: Visits) -> Iterator[Filing]:
    found = _asked(lambda: edgar.Company(company.lstrip("0") or company), company)
    wanted = {"form": list(FORMS), "filing_date": f"{since}:" if since else None}
    for filing in _asked(lambda: found.get_filings(**wanted), company) or ():
        if _may_hold_a_release(filing.form, filing.items or ""):
            yield Filing(filing.text_url, visits, filing)


def _may_hold_a_release(form: str, items: str) -> bool:
    """False for an 8-K without exhibits; before 2004 items had other numbers, by which nothing is left out."""
    return not form.startswith("8-K") or "." not in items or EXHIBITS in items


def _library(identity: str | None) -> ModuleType:
    if not identity:
        raise SourceError('The SEC asks who fetches from EDGAR; set ONRECORD_EDGAR_IDENTITY, for example to "Ann Bell ann@company.com".')
    try:
        edgar = import_module("edgar")
    except ModuleNotFoundError as error:
        raise SourceError('EDGAR is read by edgartools, which is not installed; install it with: pip install "onrecord[edgar]"') from error
    edgar.set_identity(identity)
    return edgar


def _asked(ask: Callable[[], Any], what: str) -> Any:  # noqa: ANN401 - edgartools' own types
    """What EDGAR answers; what goes wrong there, or in the connection below it, in one line."""
    try:
        answer = ask()
    except Exception as error:  # edgartools lets through what its HTTP library raises, and which one that is differs by its version
        raise SourceError(
            f"EDGAR gave nothing for {what}: {(str(error).splitlines() or [type(error).__name__])[0][:200]}; {_ADVICE}"
        ) from error
    if answer is None:
        raise SourceError(f"EDGAR gave nothing for {what}; {_ADVICE}")
    return answer
