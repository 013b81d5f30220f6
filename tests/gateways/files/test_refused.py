"""Refused rows go back as a file that can be mended and read again, and that no spreadsheet runs."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from desktop_oms.domain.errors import OmsError
from desktop_oms.gateways.files import parse, write_refused
from desktop_oms.gateways.files.refused import safe_cell
from tests.gateways.files.outcomes import parse_sample

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def test_the_rows_come_with_their_number_and_the_reason(tmp_path: Path) -> None:
    parsed = parse_sample("dirty_shopify.csv")
    (path,) = write_refused(parsed, tmp_path / "refused.csv", "en")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    header, *rows = rows_of(path)
    assert header == [*parsed.columns, "", "Row", "Reason"]
    assert len(rows) == len(parsed.refused)
    assert [row[-2] for row in rows] == sorted((row[-2] for row in rows), key=int)
    assert rows[0][0] == "#3002"
    assert rows[0][-1] == 'Column "Lineitem price": "2l8.00" is not an amount of money.'


def test_both_files_of_an_import_are_written(tmp_path: Path) -> None:
    written = write_refused(parse_sample("dirty_taobao_orders.csv"), tmp_path / "拒绝.csv", "zh_CN")
    assert [path.name for path in written] == ["拒绝.csv", "拒绝-2.csv"]
    assert rows_of(written[0])[0][-2:] == ["行号", "原因"]
    assert rows_of(written[1])[0][:2] == ["订单编号", "标题"]


def test_a_mended_file_is_read_by_the_same_profile(tmp_path: Path) -> None:
    (path,) = write_refused(parse_sample("dirty_pdd.csv"), tmp_path / "refused.csv", "zh_CN")
    mended = path.read_text(encoding="utf-8-sig").replace(",abc,", ",2,").encode("utf-8-sig")
    again = parse([("mended.csv", mended)], "pdd", time_zone="Asia/Shanghai", currency="CNY")
    assert [(order.external_no, order.lines[0].qty) for order in again.orders] == [("261120-100000000000009", 2)]


def test_nothing_refused_writes_nothing(tmp_path: Path) -> None:
    assert write_refused(parse_sample("story_shopify.csv"), tmp_path / "refused.csv", "en") == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["dirty_shopify.csv", "dirty_taobao_orders.csv", "dirty_douyin.csv"])
def test_no_cell_is_a_formula(tmp_path: Path, name: str) -> None:
    for path in write_refused(parse_sample(name), tmp_path / "refused.csv", "zh_CN"):
        assert not [cell for row in rows_of(path) for cell in row if cell.lstrip(" ").startswith(FORMULA)]
        assert b"\0" not in path.read_bytes()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "\t=1", "\r=1", " =1"])
def test_what_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe_cell(text) == "'" + text


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(OmsError) as trouble:
        write_refused(parse_sample("dirty_pdd.csv"), tmp_path / "gone" / "refused.csv", "en")
    assert trouble.value.code == "file_not_written"
