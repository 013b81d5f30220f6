"""Products and what lies where."""
