"""Reading an XLSX workbook: checked for bombs first, then its first sheet with anything in it, every cell as text.

A workbook is a zip of XML.  A few kilobytes can unpack to gigabytes, and one cell in the last corner of the sheet makes
a reader that holds whole sheets ask for a grid of 17 thousand million cells: both are counted before anything is read.
Numbers keep the 15 digits a spreadsheet has; a longer one was an order number once and is written to be refused.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import python_calamine

from desktop_oms.domain.errors import OmsError
from desktop_oms.gateways.files.delimited import Record, row_fault

Value = int | float | str | bool | time | date | datetime | timedelta

_MAX_UNPACKED = 150_000_000
_MAX_RATIO = 200
_MAX_ENTRIES = 2_000
_MAX_GRID = 4_000_000
_CHUNK = 1 << 18
_SAFE_DIGITS = 10**15
_CELL_TAG = re.compile(rb"<(?:[\w.-]+:)?(row|c)(?=[\s/>])([^<>]*)([<>]?)")
_POSITION = re.compile(rb"""(?:^|\s)r\s*=\s*["']\s*([A-Za-z]*)(\d{0,9})""")


@dataclass(frozen=True, slots=True)
class Workbook:
    """The first filled sheet of a workbook, its cells as text."""

    rows: tuple[tuple[str, ...], ...]

    def records(self) -> Iterator[Record]:
        """All rows from the top, blank ones included."""
        for row in self.rows:
            yield list(row), row_fault("".join(row), row)

    def row_estimate(self) -> int:
        """How many rows there are, for a progress bar."""
        return max(1, len(self.rows))


def open_workbook(data: bytes, name: str) -> Workbook:
    """The first sheet that holds anything; raises `OmsError` for bombs, damage, passwords and other kinds of zip."""
    _check(data, name)
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for sheet_name in book.sheet_names:
                sheet = book.get_sheet_by_name(sheet_name)
                if sheet.height:
                    rows = sheet.to_python(skip_empty_area=False)
                    return Workbook(tuple(tuple(_text(value) for value in row) for row in rows))
    except python_calamine.PasswordError:
        raise OmsError("file_is_locked", file=name) from None
    except (python_calamine.CalamineError, ValueError, OSError):
        raise OmsError("file_is_damaged", file=name) from None
    raise OmsError("file_empty", file=name)


def _check(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            _check_sizes(pack.infolist(), name)
            if not any(entry.startswith("xl/") for entry in pack.namelist()):
                raise OmsError("file_is_archive", file=name)
            for entry in pack.infolist():
                _unpack(pack, entry, name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise OmsError("file_is_damaged", file=name) from None


def _check_sizes(entries: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    too_dense = unpacked > 1_000_000 and unpacked > _MAX_RATIO * max(1, packed)
    if unpacked > _MAX_UNPACKED or too_dense or len(entries) > _MAX_ENTRIES:
        raise OmsError("file_unpacks_too_large", file=name)


def _unpack(pack: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    """Unpack one entry piece by piece and drop it: a wrong size or checksum shows, and a sheet's cells are counted."""
    grid = _Grid(name) if "worksheets/" in entry.filename else None
    with pack.open(entry) as stream:
        rest = b""
        while piece := stream.read(_CHUNK):
            if grid:
                rest = grid.feed(rest + piece)


class _Grid:
    """Follows the cell positions of a sheet as a reader would and refuses a sheet whose corner lies too far out."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.row = self.column = self.last_row = self.last_column = 0

    def feed(self, text: bytes) -> bytes:
        """Count the complete tags of `text`; returns the part of a tag cut off at the end."""
        cut = text.rfind(b"<")
        rest = text[cut:] if cut >= 0 and b">" not in text[cut:] else b""
        if len(rest) > 4 * _CHUNK:
            raise OmsError("file_is_damaged", file=self.name)
        for kind, attributes, end in _CELL_TAG.findall(text[: len(text) - len(rest)]):
            # `<` or `>` inside a quoted attribute is written by no spreadsheet, but would hide the position from us
            if end != b">" or attributes.count(b'"') % 2 or attributes.count(b"'") % 2:
                raise OmsError("file_is_damaged", file=self.name)
            self._count(kind, attributes)
        if self.last_row * self.last_column > _MAX_GRID:
            raise OmsError("file_too_many_cells", file=self.name, limit=_MAX_GRID)
        return rest

    def _count(self, kind: bytes, attributes: bytes) -> None:
        place = _POSITION.search(attributes)
        letters, digits = place.groups() if place else (b"", b"")
        if kind == b"row":
            self.row = int(digits) if digits else self.row + 1
            self.column = 0
            return
        self.column = _column_number(letters) if letters else self.column + 1
        self.last_column = max(self.last_column, self.column)
        self.last_row = max(self.last_row, int(digits) if letters and digits else self.row)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:6]:
        number = number * 26 + letter - 64
    return number


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number_text(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, timedelta):
        return str(value)
    return value.isoformat()


def _number_text(value: float) -> str:
    if abs(value) >= _SAFE_DIGITS:
        return f"{value:.5E}"
    return f"{value:.15g}"
