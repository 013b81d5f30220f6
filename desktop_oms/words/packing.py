"""Words of: packing."""

WORDS: dict[str, tuple[str, str]] = {}
