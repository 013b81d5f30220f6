"""Refused rows as a file to mend: the rows as they came, with the reason beside them.

The columns are the source's own, so that a mended file is read by the same profile; row number and reason come last, in
the language of the reader.  No cell is a formula to a spreadsheet.
"""

from __future__ import annotations

import csv
from pathlib import Path

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.incoming import ParsedFile, RefusedRow, SourceFile
from desktop_oms.words import say

_FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
)  # the last four are full width
_NUL = "\u2400"  # the picture of NUL


def write_refused(parsed: ParsedFile, path: Path | str, language: str) -> tuple[Path, ...]:
    """Write the refused rows of each source file as CSV (UTF-8 with mark) and return the files written.

    The first source goes to `path`, a second one beside it with `-2` in its name; nothing refused writes nothing.
    """
    written: list[Path] = []
    for source in parsed.files:
        rows = [row for row in parsed.refused if row.file == source.name]
        if not rows:
            continue
        target = Path(path)
        if written:
            target = target.with_name(f"{target.stem}-{len(written) + 1}{target.suffix}")
        _write(target, source, rows, language)
        written.append(target)
    return tuple(written)


def reason(row: RefusedRow, language: str) -> str:
    """Why the row was refused, as one sentence with the column it is about."""
    sentence = say(f"error.{row.code}", language, **row.facts)
    return say("notice.in_column", language, column=row.column, sentence=sentence) if row.column else sentence


def safe_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula: what begins like one gets an apostrophe."""
    text = text.replace("\0", _NUL)
    return "'" + text if text.lstrip(" \u3000").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def _write(path: Path, source: SourceFile, rows: list[RefusedRow], language: str) -> None:
    width = max(len(source.columns), *(len(row.cells) for row in rows))
    titles = [*source.columns, *[""] * (width - len(source.columns))]
    titles += [say("field.row", language), say("field.reason", language)]
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow([safe_cell(title) for title in titles])
            for row in sorted(rows, key=lambda row: row.rows):
                cells = [*row.cells, *[""] * (width - len(row.cells))]
                line = [*cells, ", ".join(str(number) for number in row.rows), reason(row, language)]
                writer.writerow([safe_cell(cell) for cell in line])
    except OSError as trouble:
        raise OmsError("file_not_written", file=str(path), reason=trouble.strerror or "") from None
