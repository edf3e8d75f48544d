"""Whom answers name for questions: the company before an agency, investors before the press."""

from __future__ import annotations

from datetime import date

from bot.company_contact import of_company
from ingest import Contact, Release, Section

AGENCY = Contact("Ann Lee", "ann@dunmorepr.com")
OWN = Contact("Jane Roe", "jane@orlenvale.com")


def release(*contacts: Contact, about: str = "", heading: str = "About Orlen Vale") -> Release:
    sections = (Section(0, len(about), heading, "about"),) if about else ()
    return Release(
        about, "A headline", date(2024, 5, 6), issuer="Orlen Vale Corp.", tickers=("NASDAQ: ORVL",), contacts=contacts, sections=sections
    )


def test_the_company_s_own_desk_stands_before_an_agency() -> None:
    assert of_company([release(AGENCY, OWN)]) == OWN
    assert of_company([release(AGENCY), release(OWN)]) == OWN


def test_investors_stand_before_the_press() -> None:
    press, investors = Contact(None, "press@orlenvale.com"), Contact(None, "ir@orlenvale.com")
    assert of_company([release(press, OWN, investors)]) == investors
    assert of_company([release(press, OWN)]) == OWN


def test_the_newest_of_the_company_s_own_is_named() -> None:
    assert of_company([release(OWN), release(Contact(None, "ir@orlenvale.com"))]) == OWN


def test_a_domain_is_the_company_s_by_its_ticker_or_its_about() -> None:
    other, ticker = Contact(None, "info@pumpworks.io"), Contact(None, "info@orvl.com")
    assert of_company([release(AGENCY, ticker)]) == ticker
    assert of_company([release(AGENCY, other, about="Orlen Vale makes pumps. See www.pumpworks.io or ask ann@dunmorepr.com")]) == other
    assert of_company([release(AGENCY, other, about="The fair is at www.pumpworks.io", heading="About the Fair")]) == AGENCY


def test_a_desk_called_by_the_company_s_name_is_its_own() -> None:
    desk = Contact(None, "orlen@gmail.com", organization="Orlen Vale Corp. Investor Relations")
    assert of_company([release(AGENCY, desk)]) == desk


def test_where_all_are_outsiders_the_newest_is_named_and_where_none_is_nobody() -> None:
    assert of_company([release(), release(AGENCY), release(Contact("Al Poe", "al@other.com"))]) == AGENCY
    assert of_company([release()]) is None
