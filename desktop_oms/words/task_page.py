"""Words of the page of tasks: its list, what settles a task, and the questions it asks."""

WORDS: dict[str, tuple[str, str]] = {}
