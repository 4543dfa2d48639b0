"""A first policy from a real customer file: fields guessed, a small scorecard that runs."""
