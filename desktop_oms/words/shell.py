"""Words of: shell."""

WORDS: dict[str, tuple[str, str]] = {}
