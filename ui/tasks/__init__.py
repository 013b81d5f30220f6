"""Tasks: everything that needs a person, and what solves it."""
