"""Tasks: everything that needs a person."""
