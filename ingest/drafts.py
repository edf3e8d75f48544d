"""An unpublished draft, labelled as a release would be: it is read and parsed in memory and goes nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ingest.forward_looking import label
from ingest.parse import parse
from ingest.readers import read
from ingest.release import Release


def label_draft(data: bytes, *, name: str, published: date) -> Release:
    """The draft as a labelled Release as of ``published``, which stands in where the draft gives no date of its own."""
    document = read(data, name)
    return label(parse(replace(document, published=document.published or published)))
