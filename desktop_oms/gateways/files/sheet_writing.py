"""Tables written for other programs, row by row: CSV (UTF-8 with its mark, CRLF) and XLSX (ECMA-376, strings in place).

Whatever the length, only the rows just given are in memory.  Text is never a formula: in CSV a cell that a spreadsheet
would calculate gets an apostrophe before it; in XLSX every cell is typed as text, so a number of twenty digits keeps
them all and text comes back as it was.  Characters that XML cannot hold become U+FFFD.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, Protocol, Self
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.exports import KINDS

FORMULA_SIGNS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_BLANKS = " \u3000\ufeff"
_CELL, _ROW = "\x00", "\x01"  # between cells and rows that are looked at together; no cell is likely to hold them
_FORMULA = re.compile(f"{_CELL}[{_BLANKS}]*[{re.escape(''.join(FORMULA_SIGNS))}]")
_QUOTED = re.compile('[",\r\n]')  # what RFC 4180 puts in quotes
ROWS_OF_A_SHEET = 1_048_576
LONGEST_CELL = 32_767
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPED = re.compile("_(x[0-9A-Fa-f]{4}_)")  # would be read as the character of that number (ECMA-376, ST_Xstring)
_ESCAPES = {"\r": "&#13;"}
_NOT_PLAIN = re.compile(f"{_NOT_XML.pattern[:-1]}{_CELL}{_ROW}]|{_ESCAPED.pattern}")
_BUFFERED = 256  # rows that are packed together


def harmless(text: str) -> str:
    """The text as a CSV cell that no spreadsheet calculates."""
    begins = text.lstrip(_BLANKS)[:1]
    return f"'{text}" if begins and begins in FORMULA_SIGNS else text


@contextmanager
def in_one_go(path: Path) -> Iterator[Path]:
    """Gives the place to write a table to: it stands at `path` once it is whole, and nowhere if it is removed there.

    Raises `export_kind_unknown` for another kind of file, `file_not_written` when the disk refuses.
    """
    if path.suffix.lower() not in KINDS:
        raise OmsError("export_kind_unknown", file=path.name)
    half = path.with_name(f"{path.stem}.part{path.suffix}")
    try:
        yield half
        if half.exists():
            half.replace(path)
    except (OSError, ValueError) as trouble:
        reason = getattr(trouble, "strerror", None) or ""
        raise OmsError("file_not_written", file=str(path), reason=reason) from None
    finally:
        half.unlink(missing_ok=True)


class SheetWriter(Protocol):
    """Takes rows of texts; the file is whole when the `with` ends."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_error: object) -> None: ...

    def write(self, rows: Sequence[Sequence[str]]) -> None:
        """Add rows."""

    def write_columns(self, columns: Sequence[Sequence[str]]) -> None:
        """Add rows that are given by their columns, all of one length."""


class CsvSheet:
    """A table as CSV."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", errors="replace", newline="")
        self._file.write("\ufeff")  # by hand: Python's "utf-8-sig" encodes every row in Python
        self._writer = csv.writer(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def write(self, rows: Sequence[Sequence[str]]) -> None:
        """Add rows; a text that could be a formula is kept from being one."""
        if _FORMULA.search(_CELL + _CELL.join(chain.from_iterable(rows))):
            rows = [list(map(harmless, row)) for row in rows]
        self._writer.writerows(rows)

    def write_columns(self, columns: Sequence[Sequence[str]]) -> None:
        """Add rows, told by columns: what csv.writer would write, which looks at every character in every cell."""
        if len(columns) == 1:  # an empty line would be no row: csv.writer knows
            self.write([(cell,) for cell in columns[0]])
        elif columns[0]:
            lines = map(",".join, zip(*map(_csv_cells, columns), strict=True))
            self._file.write("\r\n".join(lines) + "\r\n")


def _csv_cells(column: Sequence[str]) -> Sequence[str]:
    """The cells of a column as they stand in a CSV file; a column in which nothing is odd stays as it is."""
    text = _CELL + _CELL.join(column)
    if _FORMULA.search(text):
        column = list(map(harmless, column))
    if any(sign in text for sign in '",\r\n'):
        return ['"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell for cell in column]
    return column


class XlsxSheet:
    """A table as XLSX; after 1,048,576 rows a further sheet begins, with the first row as its head again."""

    def __init__(self, path: Path, title: str) -> None:
        self._zip = ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1)
        self._title = _NOT_XML.sub("", re.sub(r"[\[\]:*?/\\']", " ", title))[:25] or "Sheet"
        self._sheets = self._rows = 0
        self._head: Sequence[str] | None = None
        self._sheet: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        with ExitStack() as ends:
            ends.callback(self._zip.close)
            if self._sheet is None:
                self._begin()
            self._end()
            self._write_parts()

    def write(self, rows: Sequence[Sequence[str]]) -> None:
        """Add rows."""
        if self._head is None and rows:
            self._head = rows[0]
        for at in range(0, len(rows), _BUFFERED):
            part = rows[at : at + _BUFFERED]
            if self._sheet is None or self._rows + len(part) > ROWS_OF_A_SHEET:
                self._next_sheet()
            self._put(part)

    def write_columns(self, columns: Sequence[Sequence[str]]) -> None:
        """Add rows that are given by their columns."""
        self.write(list(zip(*columns, strict=True)))

    def _next_sheet(self) -> None:
        further = self._sheet is not None
        self._end()
        self._begin()
        if further and self._head is not None:
            self._put([self._head])

    def _put(self, rows: Sequence[Sequence[str]]) -> None:
        assert self._sheet is not None
        self._sheet.write((_plain_rows(rows) or "".join(map(_row, rows))).encode())
        self._rows += len(rows)

    def _begin(self) -> None:
        self._sheets, self._rows = self._sheets + 1, 0
        self._sheet = self._zip.open(f"xl/worksheets/sheet{self._sheets}.xml", "w", force_zip64=True)
        self._sheet.write(_SHEET_BEGINS)

    def _end(self) -> None:
        if self._sheet is not None:
            self._sheet.write(b"</sheetData></worksheet>")
            self._sheet.close()
            self._sheet = None

    def _write_parts(self) -> None:
        numbers = range(1, self._sheets + 1)
        titles = {n: escape(self._title + (f" {n}" if n > 1 else ""), {'"': "&quot;"}) for n in numbers}
        sheets = "".join(f'<sheet name="{titles[n]}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
        links = "".join(_LINK.format(n=n) for n in numbers)
        kinds = "".join(_KIND.format(n=n) for n in numbers)
        parts = {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{_DEFAULTS}{kinds}</Types>',
            "_rels/.rels": _ROOT_LINKS,
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_R}"><sheets>{sheets}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        }
        for name, words in parts.items():
            self._zip.writestr(name, _XML + words)


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DEFAULTS = (
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_ML}.sheet.main+xml"/>'
)
_LINK = f'<Relationship Id="rId{{n}}" Type="{_R}/worksheet" Target="worksheets/sheet{{n}}.xml"/>'
_KIND = f'<Override PartName="/xl/worksheets/sheet{{n}}.xml" ContentType="{_ML}.worksheet+xml"/>'
_ROOT_LINKS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_SHEET_BEGINS = (
    f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
).encode()


_CELL_BEGINS, _CELL_ENDS = '<c t="inlineStr"><is><t xml:space="preserve">', "</t></is></c>"


def _plain_rows(rows: Sequence[Sequence[str]]) -> str:
    """The same as `_row` of each, all at once; "" when a cell needs a closer look."""
    text = _ROW.join(map(_CELL.join, rows))
    gaps = sum(map(len, rows)) - len(rows), len(rows) - 1
    if (text.count(_CELL), text.count(_ROW)) != gaps or _NOT_PLAIN.search(text):
        return ""
    if max(map(len, chain.from_iterable(rows))) > LONGEST_CELL:
        return ""
    cells = escape(text, _ESCAPES).replace(_CELL, _CELL_ENDS + _CELL_BEGINS)
    cells = cells.replace(_ROW, f"{_CELL_ENDS}</row><row>{_CELL_BEGINS}")
    return f"<row>{_CELL_BEGINS}{cells}{_CELL_ENDS}</row>".replace(_CELL_BEGINS + _CELL_ENDS, "<c/>")


def _row(cells: Sequence[str]) -> str:
    return "<row>" + "".join(map(_cell, cells)) + "</row>"


def _cell(text: str) -> str:
    if not text:
        return "<c/>"
    text = text[:LONGEST_CELL]
    if not text.isalnum():
        text = escape(_ESCAPED.sub(r"_x005F_\1", _NOT_XML.sub("\ufffd", text)), _ESCAPES)
    return f"{_CELL_BEGINS}{text}{_CELL_ENDS}"


def opened(path: Path, title: str) -> SheetWriter:
    """A writer for the kind of file that the name ends with, `.csv` or `.xlsx`."""
    return CsvSheet(path) if path.suffix.lower() == ".csv" else XlsxSheet(path, title)
