"""What Slack shows of the record without a question: the board, a program's card, the newest releases, the words behind an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_slack_render import BASE, accepted, elements, told

from bot.chain import Chain
from bot.programs.claims import claims
from bot.settings import Settings, read_company
from bot.slack.board import board
from bot.slack.home import newest, suggested
from bot.slack.passages import shown
from bot.slack.programs import history
from ingest import Embedder, Record, ingest
from tests.conftest import WordEmbedder

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Chain:
    folder = tmp_path_factory.mktemp("slack") / "store"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.pipeline.open_embedder", lambda model: WordEmbedder())
        patch.setattr("ingest.pipeline.encoder_name", lambda model: WordEmbedder.name)
        ingest([str(DATA / "releases")], folder)
    embedder: Embedder = WordEmbedder()
    return Chain(Record(folder), embedder, Settings(store=folder, company=read_company(DATA / "onrecord.toml")))


def test_the_board_has_a_line_a_program_its_sentences_and_the_caution_of_what_lies_ahead(chain: Chain) -> None:
    blocks = board(chain, "investor", BASE)
    accepted(blocks)
    [lines] = elements(blocks[0], "rich_text_list")
    assert [told(line).split(" ")[0] for line in lines["elements"]] == ["CVA-101", "CVA-208", "CVA-315", "CVA-422"]
    ahead = [told(block) for block in blocks[1:] if "(looks ahead)" in told(block)]
    assert len(ahead) >= 2
    assert all("Caution on [" in block for block in ahead)


def test_sales_see_no_sentence_that_claims_anything_on_the_board_or_in_a_history(chain: Chain) -> None:
    blocks = [*board(chain, "sales", BASE), *history(chain, "CVA-101", "sales", BASE)]
    assert "investigational" in told(blocks)
    said = [words["text"] for part in elements(blocks, "rich_text_section") for words in elements(part, "text")]  # cautions are quotes
    assert [words for words in said if claims(words)] == []


def test_a_history_holds_what_was_done_by_day_each_leading_to_its_words(chain: Chain) -> None:
    [block] = history(chain, "torvapixant", "investor", BASE)
    lines = [told(item) for item in elements(block, "rich_text_list")[0]["elements"]]
    assert "September 16, 2025: First patient dosed or enrolled (Phase 3 SUMMIT-1)" in lines
    assert not any("expected" in line for line in lines)
    assert all(BASE in link["url"] for link in elements(block, "link"))
    assert len(elements(block, "link")) == len(lines)


def test_a_program_that_is_not_on_record_has_no_history(chain: Chain) -> None:
    assert history(chain, "ZZZ-999", "investor", BASE) == []


def test_the_newest_releases_lead_to_their_pages(chain: Chain) -> None:
    listed = newest(chain, BASE)
    row = chain.record.rows()[0]
    assert elements(listed, "link")[0]["url"] == f"{BASE}releases/{row.release_id}"
    assert f"June 16, 2026: {row.headline}" in told(listed)


def test_four_prompts_ask_of_the_newest_releases_first(chain: Chain) -> None:
    prompts = suggested(chain)
    assert [prompt["message"] for prompt in prompts] == [
        "What was announced on June 16, 2026?",
        "What was announced on May 12, 2026?",
        "What was announced on March 3, 2026?",
        "When are top-line results from SUMMIT-1 expected?",
    ]
    assert all(len(prompt["title"]) <= 60 for prompt in prompts)


def test_the_words_stand_in_their_surroundings_with_speaker_and_day(chain: Chain) -> None:
    release = chain.record.release(chain.record.rows()[0].release_id)
    sentence = next(s for s in release.sentences if s.speaker)
    blocks = shown(chain.record, f"{release.release_id}:{sentence.start}:{sentence.end}", BASE)
    accepted(blocks)
    bold = [e["text"] for e in elements(blocks, "text") if e.get("style", {}).get("bold")]
    assert bold == [release.text[sentence.start : sentence.end]]
    assert told(blocks[-1]).startswith(f"{sentence.speaker} · June 16, 2026")


def test_a_long_passage_is_shown_whole_in_as_many_blocks_as_it_takes(chain: Chain) -> None:
    release = max((chain.record.release(row.release_id) for row in chain.record.rows()), key=lambda one: len(one.text))
    blocks = shown(chain.record, f"{release.release_id}:0:{len(release.text)}", BASE)
    accepted(blocks)
    bold = [e["text"] for e in elements(blocks, "text") if e.get("style", {}).get("bold")]
    assert (len(bold) > 1, max(map(len, bold)), "".join(bold)) == (True, 2_500, release.text)


def test_words_that_are_no_longer_on_record_are_said_to_be_gone(chain: Chain) -> None:
    assert told(shown(chain.record, "0000000000000000:1:2", BASE)) == "This passage is no longer on record."
