"""What the encoder's adapter is trained on and with, and that the file it becomes is the one that the encoder reads."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.torch import load_file

from ingest import SourceError
from ingest.cross_encoder import CarriedCrossEncoder
from ingest.embedder import CarriedEmbedder
from ingest.training.batches import batches, held_back, shown, spared
from ingest.training.chooser import ChooserPlan, area, listed
from ingest.training.claims import MONTHS, Claim, made, read_claims, swapped
from ingest.training.matching import holds, matches, plain, touches
from ingest.training.material import Issuer, Passage, Question, issuer_key, read_material
from ingest.training.network import adapt, by_length
from ingest.training.pairs import PairNetwork
from ingest.training.run import train_networks
from ingest.training.steps import pace

RELEASE = """# {name} Reports Results for the Quarter Ended March 31, 2025

BOSTON, {day}, 2025 (GLOBE NEWSWIRE) -- {name} (NASDAQ: ZZ{letter}) today reported results for its first quarter.

Cash and equivalents were ${cash} million at the end of the quarter. The company employs {staff} people in its two laboratories.

{name} will host a conference call at 8:30 a.m. Eastern Time to discuss these results with investors.

## About {name}

{name} develops measuring instruments for hospitals and laboratories around the world.
"""


def write_material(folder: Path, issuers: int = 3) -> Path:
    rows = []
    for number, letter in enumerate("ABCDEF"[:issuers]):
        name, cash, staff = f"Zz{letter.lower()}vane Instruments, Inc.", f"{31 + number}.4", f"{140 + number}"
        part = folder / "releases" / (f"part{number}" if number else "")
        part.mkdir(parents=True, exist_ok=True)
        for day in ("May 6", "May 7"):
            text = RELEASE.format(name=name, letter=letter, cash=cash, staff=staff, day=day)
            (part / f"2025-05-0{day[-1]}-results.md").write_text(text)
        head = {"issuer": name, "answerable": True}
        cash_quote = f"Cash and equivalents were ${cash} million at the end of the quarter."
        staff_quote = f"The company employs {staff} people in its two laboratories."
        for turn, (asked, quote, miss) in enumerate(
            [("How much cash is there?", cash_quote, staff_quote), ("How many people work there?", staff_quote, cash_quote)]
        ):
            evidence = [{"release": "2025-05-06-results.md", "quote": quote}, {"release": "2025-05-07-results.md", "quote": quote}]
            rows.append({"id": f"p{number}-{turn:03}", "question": asked, "evidence": evidence, "near_miss": [miss], **head})
        rows.append({"id": f"p{number}-009", "question": "Who is the chief?", "evidence": [], "near_miss": [], **head, "answerable": False})
    (folder / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def passage(text: str, headline: str = "Headline") -> Passage:
    return Passage(f"{headline}: {text}", plain(text))


def question(text: str, answers: list[Passage], hard: list[Passage] | None = None) -> Question:
    return Question(text, tuple(answers), (), tuple(hard or ()), frozenset(a.words for a in answers))


def made_up(name: str, count: int, passages: int = 100) -> Issuer:
    told = tuple(passage(f"{name} said {number}") for number in range(passages))
    return Issuer((name,), told, tuple(question(f"What of {n}?", [told[n]], list(told[n + 1 : n + 5])) for n in range(count)))


def test_a_layer_with_its_adapter_gives_what_the_merged_layer_gives() -> None:
    import torch  # noqa: PLC0415 - heavy

    layer = torch.nn.Linear(6, 4)
    base, inputs = layer.weight.detach().clone(), torch.randn(5, 6)
    before = layer(inputs).detach()
    a, b = adapt(torch.nn.Sequential(layer), 2)["0"]
    assert torch.equal(layer(inputs), before)
    with torch.no_grad():
        b.copy_(torch.randn(4, 2))
    assert torch.allclose(layer(inputs), torch.nn.functional.linear(inputs, base + b @ a, layer.bias), atol=1e-6)
    assert [p.requires_grad for p in (layer.weight, layer.bias, a, b)] == [False, False, True, True]


def test_the_same_words_in_another_release_are_no_negative() -> None:
    answer, twin, other = passage("Cash was $31.4 million."), passage("Cash was $31.4 million.", "Next day"), passage("Staff was 140.")
    batch = [question("How much cash?", [answer]), question("How many staff?", [other])]
    assert spared(batch, [answer, other, twin]).tolist() == [[False, False, True], [False, False, False]]


def test_a_question_keeps_its_own_answer_where_another_has_the_same() -> None:
    answer = passage("Cash was $31.4 million.")
    assert spared([question("How much?", [answer])] * 2, [answer, answer]).tolist() == [[False, True], [True, False]]


def test_answers_come_first_and_negatives_once() -> None:
    issuer = made_up("Zzane", 20)
    for batch in batches([issuer], 8, 4, Random(1)):
        passages = shown(batch, 2, Random(2))
        assert [q.answers[0] for q in batch] == passages[: len(batch)]
        assert len(set(passages)) == len(passages)


def test_every_question_is_in_one_batch_among_others_of_its_issuer() -> None:
    issuers = [made_up(name, 8) for name in ("Zzane", "Zzbur", "Zzcol", "Zzdun")]
    found = batches(issuers, 16, 8, Random(1))
    assert [len(batch) for batch in found] == [16, 16]
    assert {q for batch in found for q in batch} == {q for issuer in issuers for q in issuer.questions}
    owner = {q: issuer.names for issuer in issuers for q in issuer.questions}
    assert all(len({owner[q] for q in batch[first : first + 8]}) == 1 for batch in found for first in (0, 8))


def test_held_back_issuers_are_whole_and_settled_by_the_seed() -> None:
    issuers = [made_up(f"Zz{number}", 3) for number in range(36)] + [made_up("Zzsmall", 3, passages=10)]
    fitted, back = held_back(issuers, 7)
    assert len(back) == 3
    assert not {i.names for i in fitted} & {i.names for i in back}
    assert len(fitted) + len(back) == 37
    assert held_back(issuers[::-1], 7)[1] == back[::-1]
    assert held_back(issuers, 8)[1] != back
    assert all(len(i.passages) == 100 for seed in range(20) for i in held_back(issuers, seed)[1])


def test_what_a_held_back_release_says_is_not_trained_on() -> None:
    own, joint = passage("Own news."), passage("Joint news.", "Other headline")
    partner = Issuer(("Zzpartner",), (own, joint), (question("Own?", [own]), question("Joint?", [joint])))
    fitted, back = held_back([partner, Issuer(("Zzback",), (passage("Joint news."),) * 80, ())], 7)
    assert [issuer.names for issuer in back] == [("Zzback",)]
    assert [q.text for q in fitted[0].questions] == ["Own?"]


def test_an_issuer_is_one_under_either_spelling_of_its_legal_form() -> None:
    assert issuer_key("Zzane Holdings, Inc.") == issuer_key("ZZANE HOLDINGS INC") == "zzane"
    assert issuer_key("The Company") == "the company"


def test_a_quote_is_found_whatever_its_marks() -> None:
    told = plain("Cash was **$1,250.5 million** at [March 31](https://example.com), the company’s most ever.")
    assert told == "cash was 1250.5 million at march 31 the company s most ever"
    assert matches(told, plain("cash was $1250.5 million at March 31, the company's most ever"))
    assert touches(told, plain("Cash was $1,250.5 million at March 31."))
    assert not touches(told, plain("Revenue rose by a third."))
    assert holds(told, "1250.5 million")
    assert not holds(told, "250.5")


def test_a_scrap_of_a_quote_is_spared_but_no_answer() -> None:
    quote = plain(
        "The first patient was dosed in the study of the new device in June, and the last is expected to be dosed in the spring of next year."
    )
    scrap = plain("The first patient was dosed")
    assert touches(scrap, quote)
    assert not matches(scrap, quote)


def test_material_is_read_as_the_product_reads_releases(tmp_path: Path) -> None:
    issuers = list(read_material(write_material(tmp_path)))
    assert [issuer.names for issuer in issuers] == [(f"Zz{letter}vane Instruments, Inc.",) for letter in "abc"]
    cash, staff = issuers[1].questions
    assert [p.words for p in cash.answers] == [
        "cash and equivalents were 32.4 million at the end of the quarter"
    ]  # once, though told twice
    assert [p.words for p in cash.near] == ["the company employs 141 people in its two laboratories"]
    assert not {p.words for q in (cash, staff) for p in q.hard if p in q.answers}
    assert [q.text for q in issuers[1].silent] == ["Who is the chief?"]
    assert (
        cash.answers[0].text
        == "Zzbvane Instruments, Inc. Reports Results for the Quarter Ended March 31, 2025: Cash and equivalents were $32.4 million at the end of the quarter."
    )


def test_material_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"questions\.jsonl could not be read"):
        list(read_material(tmp_path))
    (tmp_path / "questions.jsonl").write_text('{"id": "p0-001"}\n')
    with pytest.raises(SourceError, match="question 1 has no answerable, evidence, issuer, question"):
        list(read_material(tmp_path))


def test_one_issuer_is_too_few(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="questions of 1 issuers; at least two"):
        train_networks(write_material(tmp_path, issuers=1), tmp_path / "out", progress=[].append)


def test_batches_of_like_length_hold_no_more_tokens_than_fit() -> None:
    assert list(by_length([5, 1, 4, 2, 9], 8)) == [[1, 3], [2], [0], [4]]


def test_the_rate_rises_and_then_falls() -> None:
    assert [pace(step, 20) for step in (0, 1)] == [0.5, 1.0]
    assert pace(19, 20) == pytest.approx(1 / 19)
    assert pace(0, 1) == 1.0


def test_a_list_has_the_answer_first_or_says_that_there_is_none() -> None:
    answer, near, *hard = (passage(f"It said {number}.") for number in range(12))
    asked = Question("What?", (answer,), (near,), (), frozenset([answer.words]))
    plan, dice = ChooserPlan(silenced=0.0, near=1.0), Random(3)
    found, place = listed(asked, [near, *hard], plan, dice)
    assert (found[0], place, found[1], len(set(found))) == (answer, 0, near, 8)
    found, place = listed(replace(asked, answers=()), [near, *hard], plan, dice)
    assert (place, found[0], len(found)) == (-1, near, 8)
    found, place = listed(asked, [], replace(plan, silenced=1.0), dice)
    assert (place, found) == (-1, [near])


def test_many_near_misses_leave_room_for_the_answer() -> None:
    answer, *near = (passage(f"It said {number}.") for number in range(30))
    asked = Question("What?", (answer,), tuple(near), (), frozenset([answer.words]))
    found, place = listed(asked, near, ChooserPlan(silenced=0.0), Random(3))
    assert (len(found), found[place]) == (8, answer)


def test_made_claims_differ_from_what_they_are_made_of_in_one_thing() -> None:
    dice = Random(1)
    assert swapped("Nothing to change here", dice) is None
    assert swapped("It opened in May.", dice) in {f"It opened in {month}." for month in MONTHS if month != "May"}
    assert swapped("The trial is complete.", dice) == "The trial is not complete."
    changed = swapped("Orders rose to 40 or so", dice)
    assert changed is not None
    assert changed != "Orders rose to 40 or so"
    assert re.fullmatch(r"Orders rose to [1-9][0-9] or so", changed)
    one = Claim("Zz", "The trial is complete.", "The trial of it is complete.", 0)
    other = Claim("Zz", "Cash was $4 million.", "Cash came to $4 million.", 1)
    for claim in (claim for seed in range(30) for claim in made([one, other], Random(seed))):
        assert claim.verdict != 0 or claim.text == claim.basis
        assert claim.verdict != 2 or {claim.text, claim.basis} in ({one.text, other.basis}, {other.text, one.basis})


def test_claims_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"claims\.jsonl could not be read"):
        read_claims(tmp_path)
    (tmp_path / "claims.jsonl").write_text('{"issuer": "Zz", "claim": "x", "label": "true", "evidence": [{"quote": "y"}]}\n')
    with pytest.raises(SourceError, match="no claim"):
        read_claims(tmp_path)


def test_the_area_under_the_curve_counts_ties_for_half() -> None:
    assert area([2.0, 1.0], [1.0, 0.0]) == 0.875
    assert area([], [1.0]) == 0.5


@pytest.mark.slow
def test_a_folder_of_material_becomes_networks_that_the_product_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out = write_material(tmp_path), tmp_path / "out"
    (folder / "claims.jsonl").write_text(
        "".join(
            json.dumps(
                {
                    "issuer": f"Zz{n // 4}",
                    "claim": f"Cash was ${n} million.",
                    "label": label,
                    "evidence": [{"quote": f"Cash was ${n} million."}],
                }
            )
            + "\n"
            for n, label in enumerate(["supported", "contradicted", "not_stated"] * 4)
        )
    )
    quote = "The company employs 140 people in its two laboratories."
    labelled = [
        {"release": f"2025-05-0{6 + n % 2}-results.md", "sentence": quote, "label": label}
        for n, label in enumerate(["historical", "forward"] * 3)
    ]
    (folder / "forward.jsonl").write_text("".join(json.dumps(row) + "\n" for row in labelled))
    report = train_networks(folder, out, progress=[].append)
    assert set(report) == {"encoder", "chooser", "checker", "labeller"}
    assert json.loads((out / "report.json").read_text()) == report
    assert (out / "held-back.txt").read_text().splitlines() in [[f"Zz{letter}vane Instruments, Inc."] for letter in "abc"]
    for name in report:
        with safe_open(out / f"{name}.safetensors", "pt") as file:
            facts = json.loads(file.metadata()["onrecord"])
        assert (facts["seed"], facts["held_back"]) == (7, report[name])
    monkeypatch.setenv("ONRECORD_MODELS", str(out))
    texts = ["How much cash is there?", "Cash and equivalents were $31.4 million."]
    assert CarriedEmbedder(cache=tmp_path).embed(texts).shape == (2, 384)
    network = PairNetwork(rank=1, limit=96, seed=1, outputs=3, merged=[out / "encoder.safetensors", out / "checker.safetensors"])
    head = load_file(out / "checker.safetensors")
    network.head.load_state_dict({"weight": head["head.weight"].float(), "bias": head["head.bias"].float()})
    network.half = False
    pairs = [(texts[0], texts[1]), (texts[1], texts[0])]
    assert np.allclose(CarriedCrossEncoder("checker", cache=tmp_path).logits(pairs), network.scores(pairs), atol=1e-3)
