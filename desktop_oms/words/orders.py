"""Words of: orders."""

WORDS: dict[str, tuple[str, str]] = {}
