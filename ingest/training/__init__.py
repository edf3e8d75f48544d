"""Training of the carried encoder's adapter from questions about releases; nothing else in this room needs it."""
