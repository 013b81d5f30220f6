"""Words of: importing."""

WORDS: dict[str, tuple[str, str]] = {}
