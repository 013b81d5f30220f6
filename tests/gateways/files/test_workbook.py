"""XLSX: what a spreadsheet stores is read as text, and hostile workbooks are refused before they are opened."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import date, datetime

import openpyxl
import pytest

from desktop_oms.domain.errors import OmsError
from desktop_oms.gateways.files import read_table

HEADER = ["order no", "qty", "price", "date", "note"]


def workbook(rows: Iterable[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_sheet(xml: bytes) -> bytes:
    """A workbook whose first sheet holds this XML."""
    source = zipfile.ZipFile(io.BytesIO(workbook([HEADER])))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, xml if name.endswith("sheet1.xml") else source.read(name))
    return stream.getvalue()


def sheet_xml(cells: bytes) -> bytes:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return b'<?xml version="1.0"?><worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (space, cells)


def code_of(data: bytes) -> str:
    with pytest.raises(OmsError) as trouble:
        list(read_table(data, "orders.xlsx").rows)
    return trouble.value.code


def test_cells_become_the_text_a_person_sees() -> None:
    data = workbook(
        [
            HEADER,
            ["A1", 2, 59.9, datetime(2026, 11, 20, 10, 11, 12), "ok"],  # noqa: DTZ001 - a spreadsheet knows no zone
            ["A2", 3.0, 0.1 + 0.2, date(2026, 11, 20), True],
        ]
    )
    table = read_table(data, "orders.xlsx")
    assert (table.encoding, table.delimiter, table.header_row, table.columns) == ("xlsx", "", 1, tuple(HEADER))
    assert [row.cells for row in table.rows] == [
        ["A1", "2", "59.9", "2026-11-20 10:11:12", "ok"],
        ["A2", "3", "0.3", "2026-11-20", "TRUE"],
    ]


def test_a_number_beyond_15_digits_is_written_so_that_it_is_refused() -> None:
    table = read_table(workbook([HEADER, [3906571234567890123, 1, 1, None, None]]), "orders.xlsx")
    assert next(table.rows).cells[0] == "3.90657E+18"


def test_the_first_sheet_with_anything_in_it_is_read() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("orders").append(HEADER)
    book["orders"].append(["A1", 1, 1, None, "x"])
    stream = io.BytesIO()
    book.save(stream)
    assert [row.number for row in read_table(stream.getvalue(), "orders.xlsx").rows] == [2]


def test_a_workbook_without_a_cell_is_empty() -> None:
    assert code_of(workbook([])) == "file_empty"


def test_a_damaged_workbook_is_said_to_be_damaged() -> None:
    data = workbook([HEADER, ["A1", 1, 1, None, "x"]])
    assert code_of(data[: len(data) // 2]) == "file_is_damaged"
    assert code_of(with_sheet(b"<worksheet><sheetData><row>")) == "file_is_damaged"


def test_another_kind_of_zip_is_an_archive() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as pack:
        pack.writestr("orders.csv", "a,b\n1,2\n")
    assert code_of(stream.getvalue()) == "file_is_archive"


def test_a_zip_bomb_is_not_unpacked() -> None:
    assert code_of(with_sheet(sheet_xml(b" " * 60_000_000))) == "file_unpacks_too_large"


def test_a_size_that_lies_is_found_out() -> None:
    data = bytearray(with_sheet(sheet_xml(b" " * 3_000_000)))
    real = (3_000_000 + len(sheet_xml(b""))).to_bytes(4, "little")
    assert real in data
    assert code_of(bytes(data.replace(real, (1000).to_bytes(4, "little")))) == "file_is_damaged"


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b"<row r='1'><c r='A1'/></row><row r = '1048576'><c r = 'xfd1048576'><v>1</v></c></row>",
        b"<row>" + b"<c/>" * 16_000 + b"</row>" + b"<row><c/></row>" * 1_000,
        b'<x:row xmlns:x="u" r="1048576"><x:c r="XFD1048576"/></x:row>',
    ],
)
def test_a_cell_in_the_far_corner_does_not_make_a_giant_grid(cells: bytes) -> None:
    assert code_of(with_sheet(sheet_xml(cells))) in ("file_too_many_cells", "file_unpacks_too_large")


def test_a_position_hidden_behind_a_bracket_is_damage() -> None:
    cells = b'<row r="1"><c s=">" r="XFD1048576"><v>1</v></c></row>'
    assert code_of(with_sheet(sheet_xml(cells))) == "file_is_damaged"


def test_an_endless_cell_marks_its_row_only() -> None:
    table = read_table(workbook([HEADER, ["A1", 1, 1, None, "x" * 32_767], ["A2", 1, 1, None, "x"]]), "orders.xlsx")
    assert [row.fault for row in table.rows] == ["", ""]
    long = sheet_xml(
        b'<row r="1">'
        + b"".join(b'<c t="inlineStr"><is><t>name %c</t></is></c>' % letter for letter in b"abc")
        + b'</row><row r="2"><c t="inlineStr"><is><t>'
        + b"x" * 40_000
        + b"</t></is></c><c/><c/></row>"
    )
    assert [row.fault for row in read_table(with_sheet(long), "orders.xlsx").rows] == ["row_cell_too_long"]
