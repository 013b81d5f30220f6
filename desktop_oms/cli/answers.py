"""What a verb answers: data for programs, text for people; aligned tables that know how wide Chinese is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any

# What could move the cursor, change colours or turn the reading direction of a terminal; line breaks stay.
_HARMFUL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_GAP = "  "
BEYOND = 1 << 53  # JSON readers count exactly only up to here


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of a verb: `data` is printed with --json, `text` otherwise; `ok` False ends with exit code 1."""

    data: Any = field(default_factory=dict)
    text: str = ""
    ok: bool = True


def harmless(text: str, *, for_json: bool = False) -> str:
    """Text from outside as it may be printed on a terminal: control and direction marks are shown, not obeyed."""
    if for_json:
        return _HARMFUL.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)
    return _HARMFUL.sub(lambda mark: " " if mark[0] in "\t\r" else "\ufffd", text)


def as_json(value: Any, name: str = "") -> Any:
    """Any answer as JSON can hold it: dataclasses and named tuples by field, keys and large numbers as text."""
    if value is None or isinstance(value, bool | float | str):
        return value
    if isinstance(value, int):
        return str(value) if name == "id" or name.endswith(("_id", "_ids")) or abs(value) >= BEYOND else value
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: as_json(getattr(value, one.name), one.name) for one in fields(value) if one.repr}
    if hasattr(value, "_asdict"):
        return as_json(value._asdict())
    if isinstance(value, Mapping):
        return {str(key): as_json(one, str(key)) for key, one in value.items()}
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Iterable):
        return [as_json(one, name) for one in value]
    return str(value)


def width(text: str) -> int:
    """Columns a text takes on a terminal: Chinese characters two, marks on other characters none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled up with blanks to so many columns."""
    blanks = " " * max(0, columns - width(text))
    return blanks + text if right else text + blanks


def shortened(text: str, columns: int) -> str:
    """The text on one line, cut to so many columns with an ellipsis."""
    line = " ".join(text.split())
    if width(line) <= columns:
        return line
    kept = ""
    for char in line:
        if width(kept + char) >= columns:
            break
        kept += char
    return kept + "…"


def aligned(rows: Sequence[Sequence[object]], head: Sequence[str] = (), right: Iterable[int] = ()) -> str:
    """Rows as columns below their heads; the columns numbered in `right` (from 0) end flush, as numbers should."""
    cells = [[harmless(str(cell)).replace("\n", " ") for cell in row] for row in rows]
    table = [list(head), *cells] if head else cells
    if not table:
        return ""
    flush = set(right)
    columns = [max(width(row[at]) for row in table) for at in range(len(table[0]))]
    lines = [_GAP.join(padded(cell, columns[at], right=at in flush) for at, cell in enumerate(row)) for row in table]
    return "\n".join(line.rstrip() for line in lines)


def indented(text: str, by: str = "  ") -> str:
    """Every line moved to the right."""
    return "\n".join(by + line if line else line for line in text.split("\n"))
