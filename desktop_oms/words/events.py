"""Words of: events."""

WORDS: dict[str, tuple[str, str]] = {}
