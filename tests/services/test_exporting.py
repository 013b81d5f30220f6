"""Orders go into a file that any spreadsheet reads: nothing is calculated, no digit is lost, no receiver is bare."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.exports import COLUMNS, Wanted
from desktop_oms.formats import mask_name, money_plain
from desktop_oms.gateways.files import sheet_writing
from desktop_oms.services import exporting, finding
from desktop_oms.storage import search_walk
from tests.services.shop_orders import SHELVED, Shop, open_shop

READY = SHELVED

HOSTILE = (
    *(
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠A1",
        " =1+1",
        "\u3000＝1",
        "'=1",
    ),
    *('=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "<t>&amp;</t>", "]]>", "a\x00b", "\x0bc", "\ud800", "𠮷野家"),
    *(
        "\u202eabc",
        'a"b',
        "a,b",
        "two\nlines",
        "_x0041_",
        "4806571234567897771",
        "007",
        "1E5",
        "x" * 40_000,
        "",
        "é\u0301",
    ),
)


def rows_of(path: Path) -> list[list[str]]:
    return [list(row) for row in csv.reader(path.read_text("utf-8-sig").splitlines(keepends=True))]


def as_xml_holds(text: str) -> str:
    """What of a text a cell of XLSX keeps."""
    return re.sub("[\x00\x0b\ud800]", "\ufffd", text)[:32_767]


def files_in(folder: Path) -> list[Path]:
    """What was written there beside the shop itself."""
    return [path for path in folder.iterdir() if "sqlite" not in path.name]


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


def test_hostile_texts_are_text_in_csv(tmp_path: Path) -> None:
    path = tmp_path / "hostile.csv"
    with sheet_writing.opened(path, "T") as sheet:
        sheet.write([[text, "end"] for text in HOSTILE])
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [row[0] for row in csv.reader(file)]
    for text, cell in zip(HOSTILE, cells, strict=True):
        assert not cell.lstrip(" \u3000").startswith(tuple("=+-@\t\r\n＝＋－＠")), text
        assert cell.removeprefix("'") == text.removeprefix("'").replace("\ud800", "?"), text


def test_hostile_texts_come_back_equal_from_xlsx(tmp_path: Path) -> None:
    path = tmp_path / "hostile.xlsx"
    with sheet_writing.opened(path, 'T: [a]*"&<') as sheet:
        sheet.write([["head", "end"], *([text, "end"] for text in HOSTILE)])
    with ZipFile(path) as opened:
        assert opened.testzip() is None
        body = opened.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in body
    assert body.count('t="inlineStr"') == body.count("<t ")
    found = first_cells(body)
    assert found == ["head", *(as_xml_holds(text) for text in HOSTILE)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_rows_looked_at_together_are_written_as_alone(tmp_path: Path, kind: str) -> None:
    rows = [["head", "", "end"], *([text, "", f"<{text}&"] for text in HOSTILE)]
    plain = [row for row in rows if row[0].isprintable() and len(row[0]) < 100 and "_x" not in row[0]]
    assert len(plain) > 20
    bodies = []
    for name, portions in (("together", [plain, rows]), ("alone", [[row] for row in (*plain, *rows)])):
        path = tmp_path / f"{name}.{kind}"
        with sheet_writing.opened(path, "T") as sheet:
            for portion in portions:
                sheet.write(portion)
        bodies.append(path.read_bytes() if kind == "csv" else ZipFile(path).read("xl/worksheets/sheet1.xml"))
    assert bodies[0] == bodies[1]
    assert sheet_writing._plain_rows(plain) == "".join(map(sheet_writing._row, plain))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("width", [1, 3])
def test_columns_are_written_as_their_rows_would_be(tmp_path: Path, kind: str, width: int) -> None:
    rows = [(text, "7", f"<{text}&")[:width] for text in HOSTILE]
    bodies = []
    for name in ("rows", "columns"):
        path = tmp_path / f"{name}.{kind}"
        with sheet_writing.opened(path, "T") as sheet:
            for portion in (rows[:3], rows, [("a,b", "plain", "two words")[:width]]):
                if name == "rows":
                    sheet.write(portion)
                else:
                    sheet.write_columns(list(zip(*portion, strict=True)))
        bodies.append(path.read_bytes() if kind == "csv" else ZipFile(path).read("xl/worksheets/sheet1.xml"))
    assert bodies[0] == bodies[1]


def test_amounts_and_names_of_many_orders_are_those_of_each() -> None:
    names = ["林晓雯", "李", "欧阳 娜", " 林晓", "Xu Mei", "Ünal", "Ünal Öz", "", "o", "𠮷野", "林2"]
    assert exporting.masked(names) == [mask_name(name) for name in names]
    for minors, currencies in (([0, 5, 12345], ["CNY"] * 3), ([500, 12], ["JPY", "CNY"]), ([-5, 5], ["USD", "USD"])):
        assert exporting.amounts(minors, currencies) == list(map(money_plain, minors, currencies))


def first_cells(body: str) -> list[str]:
    """The first cells of a sheet, read by a real parser of XML."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    rows = ElementTree.fromstring(body).iter(f"{space}row")
    cells = ["".join(next(iter(row)).itertext()) for row in rows]
    return [re.sub("_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), cell) for cell in cells]


def test_a_sheet_that_is_full_goes_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_writing, "ROWS_OF_A_SHEET", 300)
    path = tmp_path / "long.xlsx"
    with sheet_writing.opened(path, "T") as sheet:
        sheet.write([["head"]])
        for n in range(0, 700, 100):
            sheet.write([[str(n + k)] for k in range(100)])
    with ZipFile(path) as opened:
        sheets = sorted(name for name in opened.namelist() if "sheet" in name)
        cells = [first_cells(opened.read(name).decode()) for name in sheets]
    assert len(sheets) == 4
    assert all(column[0] == "head" for column in cells)
    assert [cell for column in cells for cell in column[1:]] == [str(n) for n in range(700)]


@pytest.mark.parametrize(("language", "status"), [("zh_CN", "已付款"), ("en", "Paid")])
def test_a_queue_is_exported_whole_and_masked(shop: Shop, tmp_path: Path, language: str, status: str) -> None:
    waiting = shop.order("4806571234567897771", confirm=False)
    shop.order("S-2")
    path = tmp_path / "orders.csv"
    done = shop.app.exports.write(Wanted("to_audit"), path, language)
    assert done is not None
    assert done.count == 1
    head, row = rows_of(path)
    told = dict(zip(COLUMNS, row, strict=True))
    assert head == exporting.heads(COLUMNS, language)
    assert (told["number"], told["external_no"], told["status"]) == (waiting, "4806571234567897771", status)
    assert (told["currency"], told["total"]) == ("CNY", "35.00")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", told["placed_at"])
    assert "㐂䶮" not in path.read_text("utf-8-sig")
    assert files_in(tmp_path) == [path]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (lambda first, second: Wanted(), [1, 0]),
        (lambda first, second: Wanted(search="status:paid"), [0]),
        (lambda first, second: Wanted(search="TEE-XL"), [1, 0]),
        (lambda first, second: Wanted(search=f"{first}, {second}"), [0, 1]),
        (lambda first, second: Wanted(search="external:S-2"), [1]),
        (lambda first, second: Wanted(search="nobody"), []),
    ],
)
def test_what_is_shown_is_what_is_exported(
    shop: Shop, tmp_path: Path, wanted: Callable[[str, str], Wanted], found: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [shop.order("S-1", confirm=False), shop.order("S-2")]
    monkeypatch.setattr(exporting, "PORTION", 1)
    path = tmp_path / "orders.csv"
    asked = wanted(*numbers)
    done = shop.app.exports.write(Wanted(asked.queue, asked.search, columns=("total", "number")), path, "en")
    assert done is not None
    assert [row[1] for row in rows_of(path)[1:]] == [numbers[at] for at in found]
    assert done.count == len(found)


def test_an_export_has_what_the_list_did_not_look_at_and_says_whom_nobody_knows(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [shop.order(name) for name in ("S-1", "S-2", "S-3")]
    monkeypatch.setattr(search_walk, "STEP", 1)
    monkeypatch.setattr(finding, "MOST_LOOKED", 2)
    found = shop.app.orders.search("total:1..")
    assert (len(found.rows), found.looked) == (2, 2)
    for asked, unknown in (("total:1..", ()), ("S-1, S-2, S-3, S-9", ("S-9",))):
        done = shop.app.exports.write(Wanted(search=asked, columns=("number",)), tmp_path / "all.csv", "en")
        assert done is not None
        assert (done.count, done.unknown) == (3, unknown)
        assert sorted(row[0] for row in rows_of(done.path)[1:]) == numbers


def test_checked_orders_are_exported_as_they_stand(shop: Shop, tmp_path: Path) -> None:
    numbers = [shop.order(f"S-{n}") for n in range(3)]
    desk = shop.app.orders
    ids = tuple(desk.find(number) for number in (numbers[2], numbers[0]))
    path = tmp_path / "orders.xlsx"
    shop.app.exports.write(Wanted(order_ids=ids, columns=("number",)), path, "en")
    with ZipFile(path) as opened:
        assert first_cells(opened.read("xl/worksheets/sheet1.xml").decode()) == ["Order", numbers[2], numbers[0]]


def test_a_stopped_export_leaves_no_file(shop: Shop, tmp_path: Path) -> None:
    shop.order("S-1")
    assert shop.app.exports.write(Wanted(), tmp_path / "orders.csv", "en", lambda _done: False) is None
    assert files_in(tmp_path) == []


def test_what_cannot_be_exported_is_refused(shop: Shop, tmp_path: Path) -> None:
    for wanted, name, code in (
        (Wanted(), "orders.pdf", "export_kind_unknown"),
        (Wanted(columns=("colour",)), "orders.csv", "export_column_unknown"),
        (Wanted("to_dance"), "orders.csv", "queue_unknown"),
        (Wanted(search="status:dancing"), "orders.csv", "search_value_unknown"),
        (Wanted(), "nowhere/orders.csv", "file_not_written"),
    ):
        with pytest.raises(OmsError) as refused:
            shop.app.exports.write(wanted, tmp_path / name, "en")
        assert refused.value.code == code
    assert files_in(tmp_path) == []


def test_times_are_those_of_the_shop_also_when_clocks_change() -> None:
    moments = [1_761_440_399_000, 1_761_440_400_000, 1_761_440_400_000, None, 1_759_591_800_000]
    zones = ["Europe/Berlin", "Europe/Berlin", "Asia/Kathmandu", "UTC", "Australia/Lord_Howe"]
    assert exporting.moments(moments, list(map(exporting.Ahead, zones))) == [
        "2025-10-26 02:59",
        "2025-10-26 02:00",
        "2025-10-26 06:45",
        "",
        "2025-10-05 02:30",
    ]
    days = [moment - 40 * 3_600_000 for moment in moments if moment]
    assert exporting.moments(days, [exporting.Ahead("Europe/Berlin")] * 4) == [
        "2025-10-24 10:59",
        "2025-10-24 11:00",
        "2025-10-24 11:00",
        "2025-10-03 01:30",
    ]
