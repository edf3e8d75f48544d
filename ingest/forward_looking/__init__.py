"""Which sentences look ahead as of their release's date, and why."""

from ingest.forward_looking.labeller import label, label_sentence

__all__ = ["label", "label_sentence"]
