"""What can go wrong between a news release and the record.

IngestError
├── SourceError        a path or URL gave nothing that could be read
├── Unchanged          a page is as it was when it was last fetched
├── ReadError          bytes that are no release text: binary, too large, broken, a format not read
├── NotARelease        text that was read and is no news release (a cover form, an empty page, no date)
│   └── OtherKind      a file in a folder that is of no kind in which releases come
├── EncoderError       the encoder is missing, or its weights could not be used
└── RecordError        the store: not there, not a store, another version, damaged
    └── NotOnRecord    no release under this id

A message says what happened, the value received and what to do.
"""


class IngestError(Exception):
    """Anything that the room `ingest` refuses; its text is one clear line for a person."""


class SourceError(IngestError):
    """A path or URL gave nothing that could be read."""


class Unchanged(IngestError):
    """A page is as it was when it was last fetched; the text says why it is not on record, and is empty where it is."""


class ReadError(IngestError):
    """Bytes that could not be read as a release's text."""


class NotARelease(IngestError):
    """Text that was read and is no news release."""


class OtherKind(NotARelease):
    """A file in a folder that is of no kind in which releases come: a picture, settings, data."""


class EncoderError(IngestError):
    """The encoder is missing or cannot be used."""


class RecordError(IngestError):
    """The store is missing, is no store, has another version or is damaged."""


class NotOnRecord(RecordError):
    """No release under this id."""
