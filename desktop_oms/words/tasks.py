"""Words of: tasks."""

WORDS: dict[str, tuple[str, str]] = {}
