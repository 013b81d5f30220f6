"""Words of: demo."""

WORDS: dict[str, tuple[str, str]] = {}
