"""Words of: hand over."""

WORDS: dict[str, tuple[str, str]] = {}
