"""The journal: what was asked and answered, on which words, under which settings, and what was thought of it."""
