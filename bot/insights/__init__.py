"""What people ask that has not been said: the journal's questions by topic, week and what came of them."""
