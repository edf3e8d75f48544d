"""What a question names that is nowhere on record, and what is then still answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot.absent import absent, missing_parts
from bot.answer import Question
from bot.chain import Chain
from bot.settings import Company, Program, Settings
from bot.understand import understand
from ingest import Contact, Embedder, Record, Release
from prompts import text

SAID = "The Leeds plant of Orvex makes the OVX-12 valve for Canadian customers and Tamaro Pumps."
PEOPLE = "Margarethe Olsen runs the plant, which is to be renewed by 2034."


@pytest.fixture
def record(a_record: Callable[..., Record], a_release: Callable[..., Release]) -> Record:
    return a_record(a_release(SAID, PEOPLE), a_release("Orders rose in Leeds.", headline="Orvex grows again", day="2026-02-03"))


def found(question: str, record: Record, known: tuple[str, ...] = ()) -> tuple[str, ...]:
    return absent(question, understand(question, today=date(2026, 6, 1)), record, known=known)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Does Quillon buy the valve?", ("Quillon",)),
        ("How many people work at the Zurich office?", ("Zurich",)),
        ("Is there any news on OVX-77?", ("OVX-77",)),
        ("What were sales in 2031?", ("2031",)),
        ("What happened in 1997?", ("1997",)),
        ("Who is Jasper Wyndham?", ("Jasper Wyndham",)),
    ],
)
def test_a_name_or_year_of_which_nothing_is_on_record_is_absent(question: str, names: tuple[str, ...], record: Record) -> None:
    assert found(question, record) == names


@pytest.mark.parametrize(
    "question",
    [
        "Does Tamaro buy the valve?",
        "When was the IND of OVX-12 cleared?",
        "What does the plant in Canada make?",
        "Who is Margrethe Olsen?",
        "How is OVX12 selling?",
        "What will be done by 2034?",
        "What were sales in 2025?",
        "Curious what the plant makes.",
        "What is the EBITDA, and the FY25 outlook?",
        "What do the Japanese pay?",
        "I live in Zurich. What does the Leeds plant make?",
    ],
)
def test_what_is_on_record_mistyped_or_no_matter_of_the_question_is_not_absent(question: str, record: Record) -> None:
    assert found(question, record) == ()


def test_what_the_company_tells_of_itself_is_not_absent(record: Record) -> None:
    company = Company(programs=(Program("OVX-12", aliases=("Kestrel",)),))
    assert found("How is Kestrel selling?", record, company.names) == ()


def test_only_the_parts_that_name_it_are_missing() -> None:
    intent = understand("What does the Leeds plant make, and what does the Zurich office do?", today=date(2026, 6, 1))
    assert missing_parts(intent, ("Zurich",)) == (["what does the Zurich office do"], ["What does the Leeds plant make"])


def test_a_question_about_something_absent_is_not_found(record: Record, embedder: Embedder) -> None:
    answer = Chain(record, embedder, Settings()).ask(Question("How many people work at the Zurich office?"))
    assert (answer.status, answer.reason, answer.statements) == ("not_found", "not_on_record", ())
    assert answer.missing == ("How many people work at the Zurich office?",)
    assert answer.nearest


def test_a_partly_answerable_question_is_answered_in_part(record: Record, embedder: Embedder) -> None:
    answer = Chain(record, embedder, Settings()).ask(
        Question("Which plant of Orvex makes the OVX-12 valve for Canadian customers, and what does the Zurich office do?")
    )
    assert (answer.status, answer.missing) == ("partial", ("what does the Zurich office do",))
    assert answer.statements[0].text == SAID
    assert answer.text.endswith(text("partial", missing="what does the Zurich office do"))


def test_a_greeting_gets_sample_questions_and_none_that_is_declined(record: Record, embedder: Embedder) -> None:
    asks = ("What does the Leeds plant make?", "Should I buy the stock?")
    answer = Chain(record, embedder, Settings(company=Company(questions=asks))).ask(Question("hello"))
    assert (answer.status, answer.suggestions) == ("help", ("What does the Leeds plant make?",))
    general = Chain(record, embedder, Settings()).ask(Question("hello")).suggestions
    assert general == ("What was announced last?",)
    assert Chain(record, embedder, Settings()).ask(Question(general[0])).status == "answered"


def test_a_medical_question_gets_the_medical_contact_and_harm_no_other_questions(record: Record, embedder: Embedder) -> None:
    desk, doctors = Contact("Desk", "ir@orvex.example.com"), Contact("Medical Information", "med@orvex.example.com")
    chain = Chain(record, embedder, Settings(company=Company(contact=desk, medical_contact=doctors, questions=("What's new?",))))
    harm = chain.ask(Question("I got a rash after taking the tablet"))
    assert (harm.status, harm.reason, harm.contact, harm.suggestions) == ("declined", "medical_advice", doctors, ())
    advice = chain.ask(Question("Should I buy the stock?"))
    assert (advice.contact, advice.suggestions) == (desk, ("What's new?",))
