"""From ranked passages to an answer's statements."""
