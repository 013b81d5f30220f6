"""Products and the codes that mean them."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.resources import resource
from desktop_oms.storage.tables.log import commands

PRODUCTS = (
    "商家编码,商品名称,规格,条码,重量(g),库位\n"
    "TEE,短袖,藏青,6901234500011,220,A-01-1\n"
    "CUP,保温杯,500ml,6901234500042;CUP-X,0.31kg,A-02\n"
)


def take(app: App, text: str) -> list[tuple[int, str, str]]:
    results = app.catalogue.import_file(app.people.actor("desk"), "products.csv", text.encode())
    return [(row.row, row.result, row.trouble.code if row.trouble else "") for row in results]


def test_products_come_in_from_a_file_and_again_nothing_changes(app: App) -> None:
    assert take(app, PRODUCTS) == [(2, "new", ""), (3, "new", "")]
    assert take(app, PRODUCTS) == [(2, "unchanged", ""), (3, "unchanged", "")]
    cup, tee = app.catalogue.page()
    assert (tee.name, tee.spec, tee.weight_g, tee.barcodes) == ("短袖", "藏青", 220, ("6901234500011",))
    assert (cup.weight_g, cup.barcodes) == (310, ("6901234500042", "CUP-X"))
    assert [row.bin for row in app.stock.show()] == ["A-02", "A-01-1"]


def test_a_later_file_changes_only_what_it_says(app: App) -> None:
    take(app, PRODUCTS)
    assert take(app, "code,name,weight_g\nTEE,短袖T恤,\n") == [(2, "changed", "")]
    tee = app.catalogue.find("TEE")
    assert (tee.name, tee.spec, tee.weight_g) == ("短袖T恤", "藏青", 220)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (",no code,,,,", "row_code_missing"),
        ("NEW,,,,,", "row_name_missing"),
        ("TEE,another,,,,", "row_code_repeated"),
        ("NEW,taken,,6901234500042,,", "barcode_taken"),
        ("NEW,heavy,,,2kilos,", "weight_unreadable"),
        ("NEW,rounded,,6.90123E+12,,", "row_number_rounded"),
        ("NEW,cut off", "row_truncated"),
    ],
)
def test_a_bad_row_is_named_and_no_good_row_is_lost(app: App, row: str, code: str) -> None:
    assert take(app, PRODUCTS + row + "\nLAST,帽子,,,,\n") == [
        (2, "new", ""),
        (3, "new", ""),
        (4, "refused", code),
        (5, "new", ""),
    ]
    assert [product.code for product in app.catalogue.page()] == ["CUP", "LAST", "TEE"]


def test_a_file_without_the_columns_is_refused(app: App) -> None:
    with pytest.raises(OmsError, match="product_column_missing") as refused:
        take(app, "name,colour\nx,y\n")
    assert refused.value.facts["found"] == "name, colour"
    assert "sku" in refused.value.facts["others"]


def test_a_workbook_serves_as_well(app: App) -> None:
    book = Workbook()
    book.active.append(["code", "name", "barcode"])
    book.active.append(["TEE", "短袖", "0012345600012"])
    stream = BytesIO()
    book.save(stream)
    app.catalogue.import_file(app.people.actor("desk"), "p.xlsx", stream.getvalue())
    assert app.catalogue.find("0012345600012").code == "TEE"


def test_the_sample_products_all_come_in(app: App) -> None:
    path = resource("samples", "products.csv")
    results = app.catalogue.import_file(app.people.actor("desk"), path.name, path.read_bytes())
    assert {row.result for row in results} == {"new"}
    assert app.catalogue.find("TEE-NV-XL").weight_g == 220


def test_a_code_is_looked_for_as_barcode_then_gtin_then_sku(app: App) -> None:
    take(app, PRODUCTS)
    assert app.catalogue.find("6901234500011").code == "TEE"
    assert app.catalogue.find("06901234500011").code == "TEE"
    assert app.catalogue.find("CUP-X").code == "CUP"
    assert app.catalogue.find("CUP").code == "CUP"
    with pytest.raises(OmsError, match="sku_unknown"):
        app.catalogue.find("cup")


def test_a_product_is_found_by_any_part_of_it(app: App) -> None:
    take(app, PRODUCTS)
    for text, code in (("短", "TEE"), ("cu", "CUP"), ("500", "CUP"), ("6901234500011", "TEE")):
        assert [row.code for row in app.catalogue.page(text)] == [code]
    assert app.catalogue.page("100%") == []
    assert [row.code for row in app.catalogue.page(limit=1)] == ["CUP"]
    assert [row.code for row in app.catalogue.page(after=app.catalogue.page(limit=1)[0].key)] == ["TEE"]


def test_two_sellers_may_use_the_same_code(app: App) -> None:
    boss = app.people.actor("boss")
    app.setup.add_seller(boss, "第二家", "B")
    app.catalogue.add(boss, "A", "TEE", "短袖")
    app.catalogue.add(boss, "B", "TEE", "长袖")
    assert app.catalogue.find("TEE", "B").name == "长袖"
    with pytest.raises(OmsError, match="sku_ambiguous"):
        app.catalogue.find("TEE")


def test_a_code_is_linked_once(app: App) -> None:
    take(app, PRODUCTS)
    clerk = app.people.actor("clerk")
    tee, cup = app.catalogue.find("TEE"), app.catalogue.find("CUP")
    app.catalogue.link(clerk, "TB-9981", tee.id)
    assert app.catalogue.find("TB-9981") == tee
    with pytest.raises(OmsError, match="barcode_taken"):
        app.catalogue.link(clerk, "TB-9981", cup.id)
    with pytest.raises(OmsError, match="barcode_taken"):
        app.catalogue.link(clerk, "06901234500011", cup.id)
    with pytest.raises(OmsError, match="barcode_quantity"):
        app.catalogue.link(clerk, "BOX", cup.id, 0)
    with pytest.raises(Refused, match="not_your_role"):
        app.catalogue.link(app.people.actor("cashier"), "X", tee.id)


def test_products_are_added_and_changed_by_those_who_may(app: App) -> None:
    desk = app.people.actor("desk")
    sku = app.catalogue.add(desk, "A", "HAT", "帽子", weight_g=80)
    assert app.catalogue.edit(desk, sku.id, name="棒球帽", active=False).name == "棒球帽"
    assert not app.catalogue.find("HAT").active
    with pytest.raises(OmsError, match="sku_code_taken"):
        app.catalogue.add(desk, "A", "HAT", "又一顶")
    with pytest.raises(OmsError, match="weight_negative"):
        app.catalogue.edit(desk, sku.id, weight_g=-1)
    with pytest.raises(Refused, match="not_your_role"):
        app.catalogue.add(app.people.actor("clerk"), "A", "CAP", "帽子")


def test_a_product_is_written_down_with_its_codes_or_not_at_all(app: App) -> None:
    take(app, PRODUCTS)
    desk = app.people.actor("desk")
    hat = app.catalogue.add(desk, "", "HAT", "帽子", barcodes=["6901234500999", "TB-5"], category="caps")
    assert [one.code for one in app.catalogue.product(hat.id).barcodes] == ["6901234500999", "TB-5"]
    assert app.catalogue.find("TB-5").id == hat.id
    with pytest.raises(OmsError, match="barcode_taken"):
        app.catalogue.add(desk, "", "CAP", "帽子", barcodes=["TB-6", "6901234500011"])
    with pytest.raises(OmsError, match="supplier_none"):
        app.catalogue.add(desk, "", "CAP", "帽子", supplier="NOBODY")
    for code in ("CAP", "TB-6"):
        with pytest.raises(OmsError, match="sku_unknown"):
            app.catalogue.find(code)


def test_a_wrong_code_is_taken_off_a_product_and_means_the_right_one(app: App) -> None:
    take(app, PRODUCTS)
    desk = app.people.actor("desk")
    tee, cup = app.catalogue.find("TEE"), app.catalogue.find("CUP")
    app.catalogue.link(desk, "CARTON", cup.id, 12)
    app.catalogue.edit(desk, cup.id, barcodes=["06901234500042", "CARTON"])
    kept = [(one.code, one.qty) for one in app.catalogue.product(cup.id).barcodes]
    assert kept == [("6901234500042", 1), ("CARTON", 12)]  # a GTIN is one however many zeros stand before it
    app.catalogue.edit(desk, tee.id, barcodes=["CUP-X"])
    assert app.catalogue.find("CUP-X").id == tee.id
    app.catalogue.edit(desk, tee.id, name="短袖T恤")
    assert [one.code for one in app.catalogue.product(tee.id).barcodes] == ["CUP-X"]


def test_a_product_that_somebody_changed_meanwhile_is_not_written_over(app: App) -> None:
    take(app, PRODUCTS)
    desk = app.people.actor("desk")
    seen = app.catalogue.product(app.catalogue.find("TEE").id)
    app.catalogue.edit(desk, seen.sku.id, seen=seen, weight_g=250)
    with pytest.raises(Refused, match="setting_changed"):
        app.catalogue.edit(desk, seen.sku.id, seen=seen, name="短袖T恤")
    assert app.catalogue.find("TEE").name == "短袖"


def test_a_long_file_comes_in_a_hundred_rows_at_a_time(app: App) -> None:
    portions = app.database.in_portions(range(250), lambda _conn, rows, start: [(start, len(rows))])
    assert portions == [(0, 100), (100, 100), (200, 50)]
    assert app.database.in_portions((), lambda _conn, rows, start: [(start, len(rows))]) == [(0, 0)]
    text = "code,name\n" + "".join(f"P{number},Goods\n" for number in range(101))
    assert {result for _, result, _ in take(app, text)} == {"new"}
    assert {result for _, result, _ in take(app, text)} == {"unchanged"}
    asked = select(commands.c.result).where(commands.c.event == "product.import")
    assert app.database.read(lambda conn: conn.execute(asked).scalars().all()) == [{"rows": 101}] * 2


def test_rules_may_name_the_categories_of_all_goods(app: App) -> None:
    rows = "".join(f"P{number},Goods,{'Tea' if number else 'Cups'}\n" for number in range(3))
    take(app, f"code,name,category\n{rows}P9,Goods,\n")
    assert app.routing.categories() == ["Cups", "Tea"]
