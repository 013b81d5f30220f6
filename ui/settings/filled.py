"""What fields of settings were filled with, while somebody types over it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Filled:
    """The value that each field was filled with: whoever types into it changes that one, whatever it is by now."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}
        self._told: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def fill(self, name: str, value: Any, *, typing: bool = False) -> bool:
        """Whether the field shows this value now; one that is typed into keeps its text and what it began with."""
        if not typing or name in self._told:
            self._values[name] = value
        self._told.discard(name)
        return not typing

    def send(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """These values are on their way to be kept; gives what they replace.

        What is kept next, perhaps before the answer, comes after them.  Only texts and numbers are known beforehand.
        """
        before = {name: self._values[name] for name in values if name in self._values}
        for name in before:
            value = values[name]
            if isinstance(value, str | int):
                self._values[name] = value.strip() if isinstance(value, str) else value
        return before

    def take_back(self, before: Mapping[str, Any]) -> None:
        """They were not kept."""
        self._values.update(before)

    def tell(self, name: str) -> None:
        """The person was told of another value, so what comes next counts as seen though the text stays."""
        self._told.add(name)
