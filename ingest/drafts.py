"""Bytes to a labelled Release: read, parse, label. An unpublished draft goes the same way, in memory, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ingest.forward_looking import label
from ingest.parse import parse
from ingest.readers import read
from ingest.release import Release


def read_release(data: bytes, name: str) -> Release:
    """The release that these bytes hold, labelled; ReadError or NotARelease where they hold none."""
    return label(parse(read(data, name)))


def label_draft(data: bytes, *, name: str, published: date) -> Release:
    """The draft as a labelled Release as of ``published``, which stands in where the draft gives no date of its own."""
    document = read(data, name)
    return label(parse(replace(document, published=document.published or published)))
