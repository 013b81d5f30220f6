"""Opening table files: kinds, encodings, delimiters, headers, rows and their numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_oms.domain.errors import OmsError
from desktop_oms.gateways.files import read_table
from desktop_oms.resources import resource
from desktop_oms.words import LANGUAGES, say

TEXT = "订单号,数量,备注\n1001,2,快一点\n1002,1,\n"


def rows_of(data: bytes, name: str = "orders.csv", encoding: str | None = None) -> list[tuple[int, list[str], str]]:
    return [tuple(row) for row in read_table(data, name, encoding).rows]


def code_of(data: bytes, encoding: str | None = None) -> str:
    with pytest.raises(OmsError) as trouble:
        list(read_table(data, "orders.csv", encoding).rows)
    for language in LANGUAGES:
        assert "orders.csv" in say(f"error.{trouble.value.code}", language, **trouble.value.facts)
    return trouble.value.code


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16-le"),
    ],
)
def test_the_encodings_that_marketplaces_write_are_told_apart(encoding: str, found: str) -> None:
    table = read_table(TEXT.encode(encoding), "orders.csv")
    assert (table.encoding, table.columns, table.header_row) == (found, ("订单号", "数量", "备注"), 1)
    assert [tuple(row) for row in table.rows] == [(2, ["1001", "2", "快一点"], ""), (3, ["1002", "1", ""], "")]


@pytest.mark.parametrize("encoding", ["big5", "shift_jis", "cp1252"])
def test_an_encoding_that_cannot_be_told_is_asked_for_and_then_read(encoding: str) -> None:
    text = {
        "big5": "訂單號,數量,備註\n1001,2,請儘快寄出謝謝您\n",
        "shift_jis": "注文番号,数量,備考\n1,2,ありがとうございます\n",
    }
    data = text.get(encoding, "Größe,Menge,Straße\n1,2,Düsseldorfer Straße für Käufer\n").encode(encoding)
    assert code_of(data) == "file_encoding_unknown"
    assert len(rows_of(data, encoding=encoding)) == 1


def test_a_wrong_encoding_that_somebody_named_is_said_to_be_wrong() -> None:
    assert code_of(TEXT.encode("gb18030"), "utf-8") == "file_encoding_wrong"
    assert code_of(TEXT.encode(), "klingon") == "file_encoding_wrong"


def test_a_last_character_cut_in_two_costs_only_itself() -> None:
    assert rows_of(TEXT.encode()[:-1] + "完".encode()[:2])[-1] == (3, ["1002", "1", ""], "")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf\r\n\r\n  ", "file_empty"),
        (b"%PDF-1.7 ...", "file_is_pdf"),
        (b"\x89PNG\r\n\x1a\n....", "file_is_picture"),
        (b"\xff\xd8\xff\xe0....", "file_is_picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "file_is_old_excel"),
        (b"  <html><table><tr><td>1</td></tr></table></html>", "file_is_web_page"),
        ("\ufeff<!DOCTYPE html>".encode(), "file_is_web_page"),
        (b"Rar!\x1a\x07", "file_is_archive"),
        (b"SQLite format 3\0....", "file_is_database"),
        (b"\x7fELF\0\0\1\2" * 500, "file_is_not_text"),
        (b"just one line of prose without any table", "file_header_missing"),
        (b"1,2,3\n4,5,6\n", "file_header_missing"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(OmsError) as trouble:
        read_table(tmp_path / "gone.csv")
    assert trouble.value.code == "file_not_found"
    with pytest.raises(OmsError) as trouble:
        read_table(tmp_path)
    assert trouble.value.code == "file_not_readable"


@pytest.mark.parametrize("sign", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(sign: str) -> None:
    table = read_table(sign.join(("order", "qty", "note")).encode() + b"\n" + sign.join("123").encode(), "orders.csv")
    assert (table.delimiter, table.columns) == (sign, ("order", "qty", "note"))


def test_the_header_may_stand_under_a_title_within_five_rows() -> None:
    data = "小满百货 2026-11-20 订单,,\n\n导出人：陈,,\n订单号,数量,备注\n1001,2,快\n".encode()
    table = read_table(data, "orders.csv")
    assert (table.header_row, table.columns) == (4, ("订单号", "数量", "备注"))
    assert [row.number for row in table.rows] == [5]


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    data = b'order,note\n1,"two\nlines"\n\n2,"a ""quote"""\r\n ,\n3,x'
    assert rows_of(data) == [(2, ["1", "two\nlines"], ""), (4, ["2", 'a "quote"'], ""), (6, ["3", "x"], "")]


def test_a_row_with_fewer_or_more_cells_than_the_header_is_marked() -> None:
    assert rows_of(b"order,qty,note\n1,2\n2,3,,,\n3,4,a,b\n") == [
        (2, ["1", "2"], "row_truncated"),
        (3, ["2", "3", "", "", ""], ""),
        (4, ["3", "4", "a", "b"], "row_too_wide"),
    ]


@pytest.mark.parametrize(
    "broken",
    [
        '2,"left open,x',
        '2,"left open" but not closed",x',
        '2,a,"left open',
    ],
)
def test_an_open_quote_costs_one_row_and_not_the_rest(broken: str) -> None:
    data = f'order,note,more\n1,good,x\n{broken}\n3,"also ""good""",x\n4,"two\nlines",x\n5,last,x\n'.encode()
    found = rows_of(data)
    assert [row[1][0] for row in found] == ["1", "2", "3", "4", "5"]
    assert [row[0] for row in found if row[2]] in ([3], [])
    assert found[3][1][1] == "two\nlines"


def test_an_open_quote_at_the_very_end_of_the_file_is_seen() -> None:
    assert rows_of(b'order,note\n1,a\n2,"never closed')[-1][2] == "row_quote_open"
    assert rows_of(b'order,note\n1,a\n2,5" pipe')[-1] == (3, ["2", '5" pipe'], "")


def test_many_open_quotes_are_all_survived() -> None:
    data = b"order,note\n" + b"".join(b'%d,"open\n%d,fine\n' % (i, i) for i in range(500))
    found = rows_of(data)
    assert sum(1 for row in found if row[2]) == 500
    assert [row[1] for row in found if not row[2]] == [[str(i), "fine"] for i in range(500)]


def test_tab_text_without_quoting_keeps_its_quotes() -> None:
    data = b'order-id\tproduct-name\tqty\n1\t"Dark" Mug\t1\n2\t3" pipe\t1\n'
    assert [row[1][1] for row in rows_of(data)] == ['"Dark" Mug', '3" pipe']


def test_tab_text_with_quoting_may_hold_line_breaks() -> None:
    data = b'order-id\tnote\tqty\n1\t"two\nlines"\t1\n2\tplain\t1\n'
    assert [row[1][1] for row in rows_of(data)] == ["two\nlines", "plain"]


def test_nul_and_endless_cells_mark_their_row_only() -> None:
    data = (
        b"order,note\n1,a\0b\n2,"
        + b"x" * 40_000
        + b"\n3,"
        + b"y" * 200_000
        + b"\n4,"
        + b"z" * 10_000_000
        + b"\n5,fine\n"
    )
    assert [(row[0], row[2]) for row in rows_of(data)] == [
        (2, "row_nul"),
        (3, "row_cell_too_long"),
        (4, "row_cell_too_long"),
        (5, "row_cell_too_long"),
        (6, ""),
    ]


def test_a_table_can_be_read_again_and_again() -> None:
    table = read_table(resource("samples", "orders", "shared_shopify.csv"))
    assert [row.number for row in table.rows] == [row.number for row in table.rows] == [2, 3]
    assert table.name == "shared_shopify.csv"


def test_too_many_columns_are_no_order_file() -> None:
    assert code_of(",".join(f"column {letter}{i}" for i in range(401) for letter in "x").encode()) == (
        "file_too_many_columns"
    )
