"""From news releases to the record: the door through which other rooms come in.

What answering a question does not need (reading and labelling) is loaded when it is first asked for, a third of a second later.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from ingest.chroma import Server
from ingest.cross_encoder import CARRIED_PAIRS, CrossEncoder, open_cross_encoder
from ingest.embedder import CARRIED, Embedder, Vectors, cache_folder, encoder_name, open_embedder
from ingest.errors import EncoderError, IngestError, NotARelease, NotOnRecord, ReadError, RecordError, SourceError
from ingest.models import weights_file
from ingest.passages import BODY, Passage
from ingest.pipeline import ingest
from ingest.record import Record
from ingest.release import Contact, Label, Legend, Party, Release, Section, SectionKind, Sentence, Span
from ingest.report import Progress, Refused, Report
from ingest.rows import Row, end_of
from ingest.sources import Reach

if TYPE_CHECKING:
    from ingest.drafts import draft_sentences, label_draft
    from ingest.expectations import Expected, expected
    from ingest.forward_looking import label_sentence
    from ingest.forward_looking.train import train_labels
    from ingest.health import is_written_to, sources_changed, verify
    from ingest.keeping import Kept, backup, let_back, rebuild, restore, withdraw
    from ingest.ledger import Decision, Event, Ledger, Named, Program, read_ledger
    from ingest.sources.rounds import rounds
    from ingest.training.claims import swapped
    from ingest.training.run import train_networks

_LATER = {
    "Decision": "ingest.ledger",
    "rounds": "ingest.sources.rounds",
    **dict.fromkeys(("Kept", "backup", "let_back", "rebuild", "restore", "withdraw"), "ingest.keeping"),
    **dict.fromkeys(("is_written_to", "sources_changed", "verify"), "ingest.health"),
    "Event": "ingest.ledger",
    "Expected": "ingest.expectations",
    "Ledger": "ingest.ledger",
    "Named": "ingest.ledger",
    "Program": "ingest.ledger",
    "expected": "ingest.expectations",
    "draft_sentences": "ingest.drafts",
    "label_draft": "ingest.drafts",
    "label_sentence": "ingest.forward_looking",
    "train_labels": "ingest.forward_looking.train",
    "swapped": "ingest.training.claims",
    "train_networks": "ingest.training.run",
    "read_ledger": "ingest.ledger",
}

__all__ = [
    "BODY",
    "CARRIED",
    "CARRIED_PAIRS",
    "Contact",
    "CrossEncoder",
    "Decision",
    "Embedder",
    "EncoderError",
    "Event",
    "Expected",
    "IngestError",
    "Kept",
    "Label",
    "Ledger",
    "Legend",
    "Named",
    "NotARelease",
    "NotOnRecord",
    "Party",
    "Passage",
    "Program",
    "Progress",
    "Reach",
    "ReadError",
    "Record",
    "RecordError",
    "Refused",
    "Release",
    "Report",
    "Row",
    "Section",
    "SectionKind",
    "Sentence",
    "Server",
    "SourceError",
    "Span",
    "Vectors",
    "backup",
    "cache_folder",
    "draft_sentences",
    "encoder_name",
    "end_of",
    "expected",
    "ingest",
    "is_written_to",
    "label_draft",
    "label_sentence",
    "let_back",
    "open_cross_encoder",
    "open_embedder",
    "read_ledger",
    "rebuild",
    "restore",
    "rounds",
    "sources_changed",
    "swapped",
    "train_labels",
    "train_networks",
    "verify",
    "weights_file",
    "withdraw",
]


def __getattr__(name: str) -> object:
    """Load what is loaded late."""
    if name not in _LATER:
        raise AttributeError(f"the room ingest has no {name!r}")
    return getattr(import_module(_LATER[name]), name)
