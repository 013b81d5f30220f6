"""Words of: files."""

WORDS: dict[str, tuple[str, str]] = {}
