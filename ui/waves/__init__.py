"""Waves: orders picked together, each into its basket, and the scanner's view of it."""
