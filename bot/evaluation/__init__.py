"""How good the answers to a file of questions are, and what got better or worse since an earlier run."""
