"""Words of: settings."""

WORDS: dict[str, tuple[str, str]] = {}
