"""From a question to a checked, cited answer, and the places where it is asked."""
