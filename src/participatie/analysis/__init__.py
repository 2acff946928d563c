"""Questions about a rule set itself, one per module."""
