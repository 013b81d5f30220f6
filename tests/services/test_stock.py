"""Stock: counted, corrected, imported; nothing promised is taken away."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.stock import Move
from desktop_oms.storage import stock_rows
from desktop_oms.storage.tables.stock import stock_movements


@pytest.fixture
def goods(app: App) -> App:
    desk = app.people.actor("desk")
    app.catalogue.import_file(desk, "p.csv", "code,name,barcode\nTEE,短袖,6901234500011\nCUP,杯子,\n".encode())
    return app


def moved(app: App) -> list[tuple[int, str]]:
    columns = stock_movements.c
    asked = stock_movements.select().with_only_columns(columns.on_hand, columns.reason).order_by(columns.id)
    return [tuple(row) for row in app.database.read(lambda conn: conn.execute(asked).all())]


def promise(app: App, code: str, units: int) -> None:
    sku, house = app.catalogue.find(code), app.setup.state().warehouse()
    move = Move(house.id, sku.id, allocated=units, reason="allocate", ref="test")
    app.database.write(lambda conn: stock_rows.move(conn, [move], at=1, user_id=1, new_id=app.database.new_id))


def test_a_count_is_a_movement_with_a_reason(goods: App) -> None:
    clerk = goods.people.actor("clerk")
    assert goods.stock.set(clerk, "TEE", "SZ", 10, "opening").on_hand == 10
    assert goods.stock.set(clerk, "6901234500011", "", 7, "counted").available == 7
    assert goods.stock.set(clerk, "TEE", "SZ", 7, "counted again").available == 7
    assert moved(goods) == [(10, "count"), (-3, "count")]
    with pytest.raises(Refused, match="reason_missing"):
        goods.stock.set(clerk, "TEE", "SZ", 8, " ")
    with pytest.raises(Refused, match="not_your_role"):
        goods.stock.set(goods.people.actor("cashier"), "TEE", "SZ", 8, "x")


def test_what_is_promised_stays_on_the_shelf(goods: App) -> None:
    clerk = goods.people.actor("clerk")
    goods.stock.set(clerk, "TEE", "SZ", 10, "opening")
    promise(goods, "TEE", 4)
    with pytest.raises(Refused, match="stock_promised"):
        goods.stock.set(clerk, "TEE", "SZ", 3, "counted")
    with pytest.raises(OmsError, match="stock_negative"):
        goods.stock.set(clerk, "TEE", "SZ", -1, "counted")
    assert goods.stock.set(clerk, "TEE", "SZ", 4, "counted").available == 0


def test_an_unknown_product_or_warehouse_is_said(goods: App) -> None:
    clerk = goods.people.actor("clerk")
    with pytest.raises(OmsError, match="sku_unknown"):
        goods.stock.set(clerk, "HAT", "SZ", 1, "x")
    with pytest.raises(OmsError, match="warehouse_unknown"):
        goods.stock.set(clerk, "TEE", "BJ", 1, "x")


def test_a_file_of_counts_comes_in_row_by_row(goods: App) -> None:
    clerk = goods.people.actor("clerk")
    text = "code,warehouse,qty,bin\nTEE,SZ,40,A-01\nCUP,,5,\nHAT,SZ,1,\nTEE,BJ,1,\nCUP,SZ,-2,\nCUP,SZ,2.5,\n,SZ,1,\n"
    results = goods.stock.import_file(clerk, "stock.csv", text.encode())
    told = [(row.result, row.trouble.code if row.trouble else "") for row in results]
    assert told == [
        ("new", ""),
        ("new", ""),
        ("refused", "sku_unknown"),
        ("refused", "warehouse_unknown"),
        ("refused", "stock_not_a_count"),
        ("refused", "stock_not_a_count"),
        ("refused", "row_code_missing"),
    ]
    rows = {row.code: row for row in goods.stock.show()}
    assert (rows["TEE"].on_hand, rows["TEE"].bin, rows["CUP"].on_hand) == (40, "A-01", 5)
    again = goods.stock.import_file(clerk, "stock.csv", text.encode())
    assert [row.result for row in again[:2]] == ["unchanged", "unchanged"]


def test_a_count_of_zero_makes_the_product_known_to_the_warehouse(goods: App) -> None:
    clerk = goods.people.actor("clerk")
    assert goods.stock.set(clerk, "TEE", "SZ", 0, "none left").on_hand == 0
    assert [row.code for row in goods.stock.show()] == ["TEE"]


def test_bin_buffer_and_restock_date_are_kept(goods: App) -> None:
    clerk = goods.people.actor("clerk")
    goods.stock.set(clerk, "TEE", "SZ", 10, "opening")
    row = goods.stock.place(clerk, "TEE", "SZ", bin="B-2", buffer=3, restock_at=5)
    assert (row.bin, row.available, row.restock_at) == ("B-2", 7, 5)
    assert goods.stock.place(clerk, "TEE", "SZ", buffer=0).bin == "B-2"
    with pytest.raises(OmsError, match="stock_negative"):
        goods.stock.place(clerk, "TEE", "SZ", buffer=-1)


def test_what_several_stations_find_damaged_at_once_is_damaged_once(goods: App) -> None:
    clerk = goods.people.actor("clerk")
    goods.stock.set(clerk, "TEE", "SZ", 10, "opening")
    together = threading.Barrier(4)

    def note(units: int) -> None:
        together.wait()
        goods.stock.damage(clerk, "TEE", "SZ", units, "wet")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(note, [2] * 4))
    (row,) = goods.stock.show()
    assert (row.on_hand, row.damaged) == (10, 2)


def test_the_list_goes_on_product_by_product(goods: App) -> None:
    boss = goods.people.actor("boss")
    goods.setup.add_warehouse(boss, "北京仓", "BJ")
    for code in ("TEE", "CUP"):
        for house in ("SZ", "BJ"):
            goods.stock.set(boss, code, house, 3, "opening")
    assert [(row.code, row.warehouse) for row in goods.stock.show()] == [
        ("CUP", "SZ"),
        ("CUP", "BJ"),
        ("TEE", "SZ"),
        ("TEE", "BJ"),
    ]
    first = goods.stock.show(limit=3)
    assert {row.code for row in first} == {"CUP"}
    assert {row.code for row in goods.stock.show(after=first[-1].key)} == {"TEE"}
    assert [row.warehouse for row in goods.stock.show("te", warehouse="BJ")] == ["BJ"]
