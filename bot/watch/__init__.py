"""Seeing what it does: what happens is told once, as a log record with figures; logs, metrics and traces are its readers.

No question, answer, draft or name is in any of them: statuses, counts, times and ids alone.
"""
