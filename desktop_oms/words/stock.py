"""Words of: stock."""

WORDS: dict[str, tuple[str, str]] = {}
