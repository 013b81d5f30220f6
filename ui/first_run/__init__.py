"""The first set-up: an empty database becomes a shop."""
