"""Words of: command line."""

WORDS: dict[str, tuple[str, str]] = {}
