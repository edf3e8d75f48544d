"""From news releases to the record: the door through which other rooms come in."""

from ingest.drafts import label_draft
from ingest.embedder import CARRIED, Embedder, Vectors, cache_folder, open_embedder
from ingest.errors import EncoderError, IngestError, NotARelease, NotOnRecord, ReadError, RecordError, SourceError
from ingest.forward_looking import label_sentence
from ingest.passages import BODY, Passage
from ingest.pipeline import Progress, Refused, Report, ingest
from ingest.record import Record, Row
from ingest.release import Contact, Label, Legend, Party, Release, Section, SectionKind, Sentence, Span

__all__ = [
    "BODY",
    "CARRIED",
    "Contact",
    "Embedder",
    "EncoderError",
    "IngestError",
    "Label",
    "Legend",
    "NotARelease",
    "NotOnRecord",
    "Party",
    "Passage",
    "Progress",
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
    "SourceError",
    "Span",
    "Vectors",
    "cache_folder",
    "ingest",
    "label_draft",
    "label_sentence",
    "open_embedder",
]
