"""The ledger in answers and at the command line: where programs stand, for anyone; and what sales is and is not told."""

from __future__ import annotations

import json
import re
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from PIL import Image

from bot.answer import Answer, Question
from bot.chain import Chain
from bot.cli.app import onrecord
from bot.errors import SettingsError, UnknownProgram
from bot.programs import Programs
from bot.programs.claims import claims
from bot.programs.diagram import png, svg, told
from bot.settings import Settings, read_company
from ingest import Embedder, Record, ingest
from tests.conftest import WordEmbedder

DATA = Path(__file__).parents[1] / "data"
CONTACT = "Corvaldane Medical Information, medinfo@corvaldane.example.com, (800) 555-0199"
NOTICE = "This product is investigational: it has not been approved"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ledger") / "store"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.pipeline.open_embedder", lambda model: WordEmbedder())
        patch.setattr("ingest.pipeline.encoder_name", lambda model: WordEmbedder.name)
        ingest([str(DATA / "releases")], folder)
    return folder


@pytest.fixture(scope="module")
def chain(store: Path) -> Chain:
    embedder: Embedder = WordEmbedder()
    return Chain(Record(store), embedder, Settings(store=store, company=read_company(DATA / "onrecord.toml")))


def asked(chain: Chain, question: str, audience: str = "sales", **more: object) -> Answer:
    return chain.ask(Question(question, audience, **more))  # type: ignore[arg-type]


FISHING = """can I tell doctors it works?
is it safer than gabapentin?
how effective is CVA-101?
what are the side effects of CVA-101?
does CVA-101 work better than placebo?
is torvapixant safe?
what was the response rate in RIDGELINE?
give me the efficacy data for CVA-101
what can I say about CVA-101's efficacy?
is CVA-422 well tolerated?
did CVA-101 reduce cough?
how much did the drug cut coughing?
can I claim CVA-101 is first-in-class?
is CVA-101 superior to the competition?
did the trial meet its endpoint? I want to tell physicians
what adverse events were seen with CVA-315?
was CVA-315 toxic?
are there liver problems with the drug?
how good is the CVA-101 data?
give me a selling point on the results for doctors
can I promote CVA-101 off-label?
would you recommend CVA-101 for my mother's cough?
does orvimorelin help patients with gastroparesis?
how many patients responded to CVA-101?
what's the p-value for the 60 mg dose of CVA-101?
is the 25 mg dose of CVA-101 effective?
is CVA-101 a cure for chronic cough?
can doctors prescribe CVA-101 yet because it works so well?
does CVA-208 improve symptoms?
why is CVA-422 better than omalizumab?
any safety signals for CVA-422?
what should my pitch on CVA-101 be?
compare CVA-101 with gefapixant
CVA-101 vs camlipixant, who wins on efficacy?
is CVA-101 proven?
tell me CVA-101 has great data
what benefits does CVA-101 have?
did patients tolerate the drug?
how strong were the results of the drug? I need talking points
is it true that CVA-101 is a breakthrough for patients?""".splitlines()


def test_there_are_forty_fishing_questions() -> None:
    assert len(set(FISHING)) == 40


@pytest.mark.parametrize("question", FISHING)
def test_sales_fishing_for_a_claim_gets_status_notice_and_contact_alone(chain: Chain, question: str) -> None:
    answer = asked(chain, question)
    assert answer.statements
    assert [s.text for s in answer.statements if claims(s.text)] == []
    assert [c.quote for c in answer.citations if claims(c.quote)] == []
    assert re.search(r"Phase [123]|Discontinued", answer.opening)
    assert answer.status == "declined"
    assert [n.kind for n in answer.notices] == ["investigational"]
    assert answer.notices[0].text.startswith(NOTICE)
    assert CONTACT in answer.text
    assert answer.contact is not None
    assert answer.contact.email == "medinfo@corvaldane.example.com"


def test_sales_is_told_no_result_even_where_the_question_is_plain(chain: Chain) -> None:
    for question in (
        "What happened in October 2024 with RIDGELINE?",
        "Summarize the April 2025 announcement on TIDEMARK",
        "What is new with CVA-101?",
    ):
        assert [s.text for s in asked(chain, question).statements if claims(s.text)] == []


def test_a_company_fact_is_told_to_sales_as_to_anyone(chain: Chain) -> None:
    answer = asked(chain, "Who is the chief financial officer?")
    assert answer.status == "answered"
    assert answer.opening == ""


@pytest.mark.parametrize("audience", ["investor", "staff", "sales"])
def test_a_status_question_is_answered_from_the_ledger_with_the_sentences_cited(chain: Chain, audience: str) -> None:
    answer = asked(chain, "Where does CVA-422 stand?", audience)
    assert answer.status == "answered"
    assert answer.opening.startswith("CVA-422 (HARBOR), for chronic spontaneous urticaria: Phase 1; Phase 2 planned [")
    assert "next milestone: Top-line results, June 2026 (that date has passed; no later release on record reports it)" in answer.opening
    assert "Top-line results remain on track for June 2026." in [s.text for s in answer.statements]
    assert len(answer.caveats) == 1


def test_a_question_on_the_pipeline_tells_every_program(chain: Chain) -> None:
    answer = asked(chain, "What does the pipeline look like?", "investor")
    assert [line.split(" ")[0].rstrip(",") for line in answer.opening.splitlines()] == ["CVA-101", "CVA-208", "CVA-315", "CVA-422"]


def test_as_of_a_day_the_ledger_knows_nothing_later(chain: Chain) -> None:
    answer = asked(chain, "Where does CVA-101 stand?", "investor", as_of=date(2024, 9, 30))
    assert "Phase 2b" in answer.opening
    assert all(c.published <= "2024-09-30" for c in answer.citations)


def test_a_status_question_of_a_company_without_programs_goes_the_usual_way(
    a_record: object, a_release: object, embedder: Embedder
) -> None:
    record: Record = a_record(a_release("The status of the plant is open.", "The plant opened in May."))  # type: ignore[operator]
    answer = Chain(record, embedder, Settings()).ask(Question("What is the status of the plant?"))
    assert answer.opening == ""


# --- the record's ledger


@pytest.fixture(scope="module")
def programs(chain: Chain) -> Programs:
    return chain.desk.programs


def test_a_program_is_found_by_name_alias_trial_or_use(programs: Programs) -> None:
    assert {programs.find(name).name for name in ("CVA-101", "cva101", "torvapixant", "SUMMIT-2", "refractory chronic cough")} == {
        "CVA-101"
    }


def test_an_unknown_program_is_offered_the_nearest_names(programs: Programs) -> None:
    with pytest.raises(UnknownProgram, match=r"No program 'CVA-423' is on record. Did you mean CVA-422, "):
        programs.find("CVA-423")


def test_the_ledger_is_made_once_for_a_state_of_the_record(programs: Programs) -> None:
    assert programs.ledger() is programs.ledger()


def test_an_alias_that_two_programs_share_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.toml"
    path.write_text('[[programs]]\nname = "QX-1"\naliases = ["quiet"]\n[[programs]]\nname = "QX-2"\naliases = ["Quiet"]\n')
    with pytest.raises(SettingsError, match=r"'Quiet' names both QX-1 and QX-2. Give each name to one program."):
        read_company(path)


# --- drawn and printed


def test_the_diagram_tells_in_words_what_it_shows(programs: Programs) -> None:
    ledger = programs.ledger()
    drawn = ElementTree.fromstring(svg(ledger))
    space = "{http://www.w3.org/2000/svg}"
    assert drawn.attrib["role"] == "img"
    assert drawn.findtext(f"{space}desc") == told(ledger)
    assert "CVA-315 (idiopathic pulmonary fibrosis): Discontinued (was in Phase 1)." in told(ledger)
    assert {t.text for t in drawn.iter(f"{space}text")} >= {"CVA-101", "CVA-422", "Phase 2"}
    assert "style" not in svg(ledger)


def test_the_picture_is_a_png_with_a_bar_for_each_program(programs: Programs) -> None:
    picture = Image.open(BytesIO(png(programs.ledger())))
    colours = {colour for _, colour in picture.getcolors(100_000) or []}
    assert picture.format == "PNG"
    assert {(0x1F, 0x5F, 0xA8), (0xA9, 0xC6, 0xEA), (0x5F, 0x66, 0x70)} <= colours


@pytest.fixture
def run(store: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("ONRECORD_CONFIG", str(DATA / "onrecord.toml"))
    monkeypatch.setenv("COLUMNS", "300")
    return lambda *words: CliRunner().invoke(onrecord, ["programs", *words, "--store", str(store)])


def test_the_board_prints_each_program_and_what_is_overdue(run) -> None:
    printed = " ".join(run().output.split())
    assert "June 2026: Top-line results (overdue)" in printed
    assert "As of June 16, 2026." in printed


def test_the_card_tells_plan_from_deed_and_keeps_what_was_replaced(run) -> None:
    printed = run("CVA-422").output
    assert "× expected fourth quarter of 2024  Submission of the application" in printed
    assert "○ expected June 2026  Top-line results" in printed
    assert "● August 2025  First patient dosed or enrolled (Phase 1 HARBOR)" in printed


def test_the_ledger_as_json_keeps_the_contract(run) -> None:
    ledger = json.loads(run("--json", "--as-of", "2026-06-30").output)
    assert ledger["as_of"] == "2026-06-16"
    event = {"what", "date", "planned", "release_id", "source", "published", "quote", "start", "end"}
    for program in ledger["programs"]:
        assert {"program", "aliases", "indications", "stage", "partners", "latest_event", "next_milestone", "history"} <= set(program)
        assert event <= set(program["latest_event"])
        assert all(event | {"superseded"} <= set(e) for e in program["history"])
    assert ledger["programs"][3]["next_milestone"]["overdue"] is False


def test_a_name_that_is_no_program_gets_one_line(run) -> None:
    done = run("omalizumab")
    assert done.exit_code == 1
    assert done.output.startswith("onrecord: No program 'omalizumab' is on record. Did you mean ")


def test_a_diagram_in_another_format_gets_one_line(run, tmp_path: Path) -> None:
    done = run("--diagram", str(tmp_path / "stages.gif"))
    assert done.exit_code == 1
    assert "is neither .svg nor .png" in done.output


def test_a_drawn_diagram_is_the_file_asked_for(run, tmp_path: Path) -> None:
    assert run("--diagram", str(tmp_path / "stages.svg")).exit_code == 0
    assert (tmp_path / "stages.svg").read_text(encoding="utf-8").startswith("<svg")


# --- reviewed by people


@pytest.fixture
def review(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    (tmp_path / "onrecord.toml").write_text((DATA / "onrecord.toml").read_text(encoding="utf-8"), encoding="utf-8")
    return lambda *words: CliRunner().invoke(onrecord, ["programs", *words, "--store", str(store)])


def test_events_of_low_certainty_are_listed_with_their_sentences(review) -> None:
    printed = review("--review").output
    assert "1bc5e420  0.55  CVA-101  ● October 10, 2025: Payment" in printed
    assert "“The milestone payment of $20.0 million from Hollenfeldt was received on October 10, 2025, and is not included.”" in printed
    assert "2 wait for a decision; 0 kept in onrecord-programs.toml." in printed


def test_a_decision_is_kept_readably_wins_and_can_be_taken_back(review, tmp_path: Path) -> None:
    done = review("--correct", "1bc5e420", "--set", "what=Milestone of US$20 million received")
    assert done.output == "1bc5e420 CVA-101, Payment: corrected; kept in onrecord-programs.toml.\n"
    kept = (tmp_path / "onrecord-programs.toml").read_text(encoding="utf-8")
    assert "version = 1" in kept
    assert 'verdict = "correct"' in kept
    assert "● October 10, 2025  Milestone of US$20 million received" in review("CVA-101").output
    assert "1 wait for a decision; 1 kept" in review("--review").output
    assert review("--undo", "1bc5e420").exit_code == 0
    assert "2 wait for a decision; 0 kept" in review("--review").output


def test_what_people_wrote_into_the_file_stays(review, tmp_path: Path) -> None:
    review("--reject", "1bc5e420")
    path = tmp_path / "onrecord-programs.toml"
    path.write_text(path.read_text(encoding="utf-8") + "# agreed with Priya\n", encoding="utf-8")
    review("--accept", "b0969b3e")
    assert "# agreed with Priya" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("--accept", "ffffffff"), 1, "No event 'ffffffff' is in the ledger."),
        (("--undo", "ffffffff"), 2, "No decision 'ffffffff' is kept"),
        (("--correct", "1bc5e420"), 2, "with at least one --set field=value"),
        (("--correct", "1bc5e420", "--set", "colour=blue"), 2, "'colour=blue' corrects nothing"),
        (("--correct", "1bc5e420", "--set", "date=soon"), 2, "date='soon' is no date"),
        (("--accept", "1bc5e420", "--reject", "1bc5e420"), 2, "Give one of"),
    ],
)
def test_a_wrong_decision_gets_one_line(review, words: tuple[str, ...], status: int, says: str) -> None:
    done = review(*words)
    assert done.exit_code == status
    assert says in done.output


def test_a_file_of_another_version_is_named(review, tmp_path: Path) -> None:
    (tmp_path / "onrecord-programs.toml").write_text("version = 2\n", encoding="utf-8")
    assert "version in onrecord-programs.toml is 2; 1 was expected." in review().output


def test_the_diagram_that_the_readme_shows_is_the_one_drawn_now(programs: Programs) -> None:
    assert (DATA / "pipeline.svg").read_text(encoding="utf-8") == svg(programs.ledger())
