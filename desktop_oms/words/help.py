"""Words of: help."""

WORDS: dict[str, tuple[str, str]] = {}
