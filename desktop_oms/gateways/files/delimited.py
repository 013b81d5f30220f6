"""Reading comma, tab and semicolon separated text record by record: one broken quote costs one row, not the rest.

A record is what a spreadsheet shows as one row; a quoted cell may hold line breaks.  Only a few lines are in memory.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from desktop_oms.gateways.files.encodings import Encoding

MAX_CELL = 32_767
"""Characters a cell may hold: what spreadsheets allow."""

_MAX_LINE = 1_000_000
_MAX_LINES_PER_RECORD = 200
_DELIMITERS = ",\t;|"

Record = tuple[list[str], str]
"""The cells of one row and, when it cannot be used, the code of the reason."""


@dataclass(frozen=True, slots=True)
class DelimitedText:
    """A text file of rows. `delimiter` divides the cells; `quoted` says whether `"` may enclose one."""

    data: bytes
    encoding: Encoding
    delimiter: str
    quoted: bool

    def records(self) -> Iterator[Record]:
        """All rows from the top, blank ones included; a new pass over the file at each call."""
        lines = _Lines(_open(self.data, self.encoding))
        if not self.quoted:
            return _unquoted(lines, self.delimiter)
        return _quoted(lines, self.delimiter)

    def row_estimate(self) -> int:
        """About how many rows there are, for a progress bar."""
        return max(1, self.data.count(b"\n"))


def open_text(data: bytes, encoding: Encoding) -> DelimitedText:
    """The file with its delimiter found, and whether it uses quotes."""
    lines = _Lines(_open(data, encoding))
    head = []
    for line in islice(lines, 100):
        head.append(line)
        lines.begin_record()
    delimiter = _delimiter(head[:5])
    return DelimitedText(data, encoding, delimiter, delimiter != "\t" or _uses_quotes(head))


def _open(data: bytes, encoding: Encoding) -> io.TextIOWrapper:
    stream = io.BytesIO(data)
    if encoding.end != len(data):
        stream = io.BytesIO(data[: encoding.end])
    stream.seek(encoding.start)
    return io.TextIOWrapper(stream, encoding=encoding.name, newline="")


def _delimiter(head: list[str]) -> str:
    """The sign that stands most often in one of the first lines: the header has more of it than a title above."""
    counts = {sign: max((line.count(sign) for line in head), default=0) for sign in _DELIMITERS}
    return max(_DELIMITERS, key=lambda sign: counts[sign])


def _uses_quotes(head: list[str]) -> bool:
    """Tab text comes in two kinds: spreadsheets quote, Amazon does not and has lone `"` in titles (5" pipe)."""
    first = next((line for line in head if "\t" in line), "")
    if first.startswith('"'):
        return True
    tabs = {line.count("\t") for line in head if line.strip() and line is not first}
    return bool(tabs - {first.count("\t")})


class _Lines:
    """The physical lines of the file; those of the record being read are kept, to be read again if need be."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self.stream = stream
        self.waiting: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= _MAX_LINES_PER_RECORD:
            raise csv.Error
        line = self.waiting.popleft() if self.waiting else self.stream.readline(_MAX_LINE + 1)
        if not line:
            raise StopIteration
        if len(line) > _MAX_LINE:
            self._pass_over_rest()
        self.taken.append(line)
        return line

    def _pass_over_rest(self) -> None:
        """The rest of an endless line: nothing of it is used, but the rows below it are."""
        while piece := self.stream.readline(_MAX_LINE):
            if piece.endswith(("\n", "\r")):
                return

    def begin_record(self) -> None:
        self.taken = []

    def read_again_after_first(self) -> None:
        self.waiting.extendleft(reversed(self.taken[1:]))


def _unquoted(lines: _Lines, delimiter: str) -> Iterator[Record]:
    for line in lines:
        lines.begin_record()
        cells = line.rstrip("\r\n").split(delimiter)
        yield cells, row_fault(line, cells)


def _quoted(lines: _Lines, delimiter: str) -> Iterator[Record]:
    reader = csv.reader(lines, delimiter=delimiter)
    width = 0
    while True:
        lines.begin_record()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = []
        taken = lines.taken
        if _is_broken(cells, taken, width, delimiter):
            lines.read_again_after_first()
            reader = csv.reader(lines, delimiter=delimiter)
            yield taken[0][:MAX_CELL].rstrip("\r\n").split(delimiter), _line_fault(taken[0])
            continue
        if len(cells) > 1:
            width = width or len(cells)
        yield cells, row_fault(taken[0] if len(taken) == 1 else "".join(taken), cells)


def _is_broken(cells: list[str], taken: list[str], width: int, delimiter: str) -> bool:
    """A quote that nobody closed swallows the rows below it; such a record is read again, line by line."""
    if not cells:
        return bool(taken[0].strip())
    if len(taken) > 1:
        return (width > 0 and (len(cells) < width or any(cells[width:]))) or not _stands_strict_reading(
            taken, delimiter
        )
    line = taken[0]
    return line.count('"') % 2 == 1 and _wants_more_lines(line, delimiter)


def _stands_strict_reading(taken: list[str], delimiter: str) -> bool:
    try:
        return len(list(csv.reader(taken, delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False


def _wants_more_lines(line: str, delimiter: str) -> bool:
    """Whether the last line of a file ends inside a quote: then it swallows a line added to it."""
    return len(list(csv.reader([line.rstrip("\r\n") + "\n", "x"], delimiter=delimiter))) == 1


def _line_fault(line: str) -> str:
    return "row_cell_too_long" if len(line) > csv.field_size_limit() else "row_quote_open"


def row_fault(text: str, cells: Sequence[str]) -> str:
    """Why no cell of a row may be read: it holds NUL or a cell beyond `MAX_CELL`; "" when all is well."""
    if "\0" in text:
        return "row_nul"
    if len(text) > MAX_CELL and any(len(cell) > MAX_CELL for cell in cells):
        return "row_cell_too_long"
    return ""
