"""Ways to evaluate a rule set. `evaluate` is the reference that all others must agree with."""
