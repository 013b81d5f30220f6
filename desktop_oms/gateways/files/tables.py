"""A file of orders as a table: encoding, delimiter and header found, rows read one by one with their row numbers.

Row numbers are those a spreadsheet shows (a cell with line breaks is still one row; the first row is 1), so a person
who opens the file finds the row that a message names.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from desktop_oms.domain.errors import OmsError
from desktop_oms.gateways.files.cells import clean
from desktop_oms.gateways.files.delimited import DelimitedText, Record, open_text
from desktop_oms.gateways.files.encodings import detect, refuse_wrong_kind
from desktop_oms.gateways.files.workbook import open_workbook

MAX_FILE = 256_000_000
"""Bytes a file may have."""
MAX_ROWS = 1_000_000
MAX_COLUMNS = 400
_HEADER_WITHIN = 5


class Row(NamedTuple):
    """One row as it stands in the file; `fault` is the code of the reason why no cell of it can be read."""

    number: int
    cells: list[str]
    fault: str


class _Source(Protocol):
    def records(self) -> Iterator[Record]: ...

    def row_estimate(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Table:
    """A table file whose header was found. `delimiter` is "" for a workbook; `header_row` counts from 1."""

    name: str
    encoding: str
    delimiter: str
    header_row: int
    columns: tuple[str, ...]
    source: _Source

    @property
    def rows(self) -> Iterator[Row]:
        """The rows below the header that are not blank; each use of the property is a new pass over the file."""
        width = len(self.columns)
        for number, (cells, fault) in enumerate(self.source.records(), 1):
            if number <= self.header_row or not any(cells):
                continue
            if number > MAX_ROWS:
                raise OmsError("file_too_many_rows", file=self.name, limit=MAX_ROWS)
            if any(cell.strip() for cell in cells):
                yield Row(number, cells, fault or (_width_fault(cells, width) if len(cells) != width else ""))

    def row_estimate(self) -> int:
        """About how many rows the file has, for a progress bar."""
        return self.source.row_estimate()


def read_table(source: bytes | str | Path, name: str = "", encoding: str | None = None) -> Table:
    """Open a CSV, TSV or XLSX file (its bytes or its path); `encoding` only when a person named it.

    Raises `OmsError` with a `file_*` code for everything that is not a table of rows under a header.
    """
    data = source if isinstance(source, bytes) else _read_bytes(Path(source))
    name = name or (Path(source).name if not isinstance(source, bytes) else "")
    if len(data) > MAX_FILE:
        raise OmsError("file_too_large", file=name, limit=MAX_FILE // 1_000_000)
    refuse_wrong_kind(data, name)
    if data.startswith(b"PK\x03\x04"):
        return _with_header(name, "xlsx", "", open_workbook(data, name))
    found = detect(data, name, encoding)
    text: DelimitedText = open_text(data, found)
    return _with_header(name, found.name, text.delimiter, text)


def column_key(column: str) -> str:
    """A column's name as it is compared: half width, lower case, blanks squeezed, quirks of the cell taken off."""
    return " ".join(unicodedata.normalize("NFKC", clean(column)).casefold().split())


def _read_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE:
            raise OmsError("file_too_large", file=path.name, limit=MAX_FILE // 1_000_000)
        return path.read_bytes()
    except FileNotFoundError:
        raise OmsError("file_not_found", file=str(path)) from None
    except OSError as trouble:
        raise OmsError("file_not_readable", file=str(path), reason=trouble.strerror or "") from None


def _with_header(name: str, encoding: str, delimiter: str, source: _Source) -> Table:
    """Of the first five rows the one with most column-like names is the header: titles and notes may stand above it."""
    best, best_score = 0, 0
    head: list[tuple[str, ...]] = []
    for cells, fault in source.records():
        columns = () if fault else _column_names(cells)
        head.append(columns)
        score = _header_score(columns)
        if score > best_score:
            best, best_score = len(head) - 1, score
        if len(head) == _HEADER_WITHIN:
            break
    if best_score < 2:
        raise OmsError("file_header_missing", file=name)
    if len(head[best]) > MAX_COLUMNS:
        raise OmsError("file_too_many_columns", file=name, limit=MAX_COLUMNS)
    return Table(name, encoding, delimiter, best + 1, head[best], source)


def _column_names(cells: list[str]) -> tuple[str, ...]:
    names = [clean(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _header_score(columns: tuple[str, ...]) -> int:
    """How many cells look like names of columns: all different, with letters, not long, not mostly digits."""
    named = {name for name in columns if name and len(name) <= 60 and any(letter.isalpha() for letter in name)}
    plain = sum(1 for name in named if sum(letter.isdigit() for letter in name) * 2 < len(name))
    numbers = sum(1 for name in columns if name and name not in named)
    return plain - 2 * numbers


def _width_fault(cells: list[str], width: int) -> str:
    if len(cells) < width:
        return "row_truncated"
    return "row_too_wide" if any(cell.strip() for cell in cells[width:]) else ""
