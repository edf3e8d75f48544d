"""Short claims to learn from, made of long ones: what is left of a true one is true, and said of others it is on no record of theirs."""

from __future__ import annotations

from random import Random

from bot.check.short_forms import made_short, short_forms


def test_a_claim_is_cut_where_a_phrase_begins() -> None:
    assert short_forms("Orvex sold its plant in Graz to Tallin Motors for $4,500,000.") == [
        "Orvex sold its plant.",
        "Orvex sold its plant in Graz.",
        "Orvex sold its plant in Graz to Tallin Motors.",
    ]


def test_what_is_left_ends_as_a_sentence_does_and_has_its_subject() -> None:
    assert short_forms("In March the firm named a new chief.") == []
    assert short_forms("Orvex sold more than in March.") == []


def test_short_claims_keep_their_labels_and_are_said_of_others_too() -> None:
    def claim(issuer: str, words: str, label: str, quote: str, kind: str = "paraphrase") -> dict[str, object]:
        return {"issuer": issuer, "claim": words, "label": label, "kind": kind, "evidence": [{"release": "a.md", "quote": quote}]}

    said = [
        claim("Orvex", "Orvex was paid $45 million by its partner in Wels.", "supported", "Orvex received $45 million."),
        claim("Belquist", "Belquist sold nine shops to a rival in May.", "contradicted", "Belquist sold 9 shops to a rival in June."),
        claim("Tallin", "Tallin has opened a shop in Linz for tourists.", "supported", "A shop was opened in Linz."),
        claim("Tallin", "Tallin hired three cooks for its hotel.", "not_stated", "Tallin has a hotel.", "invented"),
    ]
    made = [(one["issuer"], one["claim"], one["label"]) for one in made_short(said, Random(7))]
    assert ("Tallin", "Tallin hired three cooks.", "not_stated") in made
    assert ("Orvex", "Orvex was paid $45 million.", "supported") in made
    assert not [one for one in made if one[0] == "Belquist" and one[2] == "contradicted"]  # what was falsified is cut off
    of_another = {words for issuer, words, label in made if (issuer, label) == ("Tallin", "not_stated") and "paid" in words}
    assert "Tallin was paid $45 million." in of_another
    assert of_another <= {f"{who} was paid $45 million{end}" for who in ("Tallin", "The company") for end in (".", " by its partner.")}
