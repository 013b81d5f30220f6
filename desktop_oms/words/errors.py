"""Words of: errors."""

WORDS: dict[str, tuple[str, str]] = {}
