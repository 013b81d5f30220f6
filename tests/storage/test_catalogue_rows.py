"""Merchants, products, numbers and settings go in and come out by the names people use."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from desktop_oms.domain.catalogue import Barcode, Channel, Merchant, Rule, Sku, Station, User, Warehouse
from desktop_oms.domain.roles import Policy
from desktop_oms.domain.world import Goods, House, RoutingRule
from desktop_oms.storage import catalogue_rows as rows
from desktop_oms.storage import product_rows, world_rows
from desktop_oms.storage.engine import read, write
from tests.storage.orders import CHANNEL, MERCHANT, SKUS, WAREHOUSES

SUPPLIER = Merchant(3, "mill", "Mill", kind="supplier", sender_name="李", sender_address="浙江省杭州市")


def put(engine: Engine, *new: object) -> None:
    def work(connection: Connection) -> None:
        for row in new:
            rows.put(connection, row)

    write(engine, work)


def test_merchants_come_by_kind_and_code(shop: Engine) -> None:
    put(shop, SUPPLIER)
    assert [one.code for one in read(shop, rows.merchants)] == ["acme", "mill"]
    assert read(shop, lambda connection: rows.merchants(connection, "supplier")) == [SUPPLIER]
    assert read(shop, lambda connection: rows.merchant(connection, "mill")) == SUPPLIER
    assert read(shop, lambda connection: rows.merchant_by_id(connection, 99)) is None


def test_putting_a_row_again_changes_it(shop: Engine) -> None:
    put(shop, SUPPLIER, replace(SUPPLIER, name="Mill 2"))
    assert read(shop, lambda connection: rows.merchant(connection, "mill")).name == "Mill 2"


def test_a_code_that_is_taken_is_refused(shop: Engine) -> None:
    with pytest.raises(IntegrityError):
        put(shop, Merchant(4, "acme", "Other", "B"))
    with pytest.raises(IntegrityError):
        put(shop, Merchant(4, "other", "Other", "A"))


def test_channels_and_warehouses_come_by_code(shop: Engine) -> None:
    channel = Channel(5, MERCHANT, "tb", "淘宝", "taobao", "Asia/Shanghai", "CNY", {"reserve": False})
    near = Warehouse(13, "NEAR", "Near", priority=1, city="深圳市", merchant_id=MERCHANT)
    closed = Warehouse(14, "OLD", "Old", active=False)
    put(shop, channel, near, closed)
    assert read(shop, lambda connection: rows.channel(connection, MERCHANT, "tb")) == channel
    assert read(shop, lambda connection: rows.channel_by_id(connection, 5)) == channel
    assert [one.id for one in read(shop, rows.channels)] == [5, CHANNEL]
    assert read(shop, lambda connection: rows.warehouse(connection, "NEAR")) == near
    assert read(shop, rows.warehouses)[0] == near
    assert [one.id for one in read(shop, world_rows.houses)] == [13, *WAREHOUSES]
    assert read(shop, world_rows.houses)[0] == House(13, "NEAR", "Near", 1)


def test_skus_come_by_code_by_key_and_page_by_page(shop: Engine) -> None:
    by_code = read(shop, lambda connection: rows.skus_by_code(connection, MERCHANT, ["TEE-21", "TEE-23", "NO"]))
    assert {code: sku.id for code, sku in by_code.items()} == {"TEE-21": 21, "TEE-23": 23}
    assert by_code["TEE-21"].active is True
    assert read(shop, lambda connection: rows.skus_by_code(connection, 99, ["TEE-21"])) == {}
    assert read(shop, lambda connection: rows.skus_by_id(connection, SKUS)).keys() == set(SKUS)
    first = read(shop, lambda connection: rows.skus(connection, limit=2))
    rest = read(shop, lambda connection: rows.skus(connection, merchant_id=MERCHANT, after=first[-1].code))
    assert [sku.id for sku in (*first, *rest)] == list(SKUS)
    goods = read(shop, lambda connection: world_rows.goods(connection, [21]))
    assert goods == {21: Goods(21, "TEE-21", "Tee", category="tees", product_code="TEE")}


def test_thousands_of_keys_can_be_asked_for_at_once(shop: Engine) -> None:
    assert len(read(shop, lambda connection: rows.skus_by_id(connection, range(3_000)))) == len(SKUS)


def test_variants_are_offered_before_goods_of_the_category(shop: Engine) -> None:
    put(shop, Sku(24, MERCHANT, "AAA", "Shirt", category="tees"), Sku(25, MERCHANT, "ZZZ", "Cup", category="cups"))
    put(shop, Sku(26, MERCHANT, "GONE", "Tee", product_code="TEE", active=False))
    sku = read(shop, lambda connection: rows.skus_by_id(connection, [21]))[21]
    assert [one.id for one in read(shop, lambda connection: world_rows.similar_goods(connection, sku))] == [22, 23, 24]


def test_a_barcode_stands_for_some_units_of_a_sku(shop: Engine) -> None:
    carton = Barcode("6901234567892", 21, 12)
    put(shop, carton, Barcode("TEE-21", 21))
    wanted = ["6901234567892", "x' OR 1=1"]
    assert read(shop, lambda connection: product_rows.barcodes_by_code(connection, wanted)) == {wanted[0]: carton}
    assert read(shop, lambda connection: rows.barcodes(connection, [21])) == [carton, Barcode("TEE-21", 21)]


def test_routing_rules_come_in_their_order_without_the_switched_off(shop: Engine) -> None:
    put(shop, Rule(1, 20, "near", "priority"), Rule(2, 10, "stock", "has_all", {"channel": "5"}))
    put(shop, Rule(3, 5, "off", "has_most", active=False))
    wanted = [RoutingRule(2, 10, "has_all", {"channel": "5"}), RoutingRule(1, 20, "priority")]
    assert read(shop, world_rows.routing_rules) == wanted
    assert [one.id for one in read(shop, rows.rules)] == [3, 2, 1]


def test_people_and_stations_are_known_by_login_and_key(shop: Engine) -> None:
    li, desk = User(31, "li", "李雷", "SK"), Station(41, "Desk 1", "k1")
    put(shop, li, desk)
    assert read(shop, rows.users) == [li]
    assert read(shop, lambda connection: rows.user(connection, "li")) == li
    assert read(shop, rows.stations) == [desk]


def test_each_seller_counts_orders_of_its_own(shop: Engine) -> None:
    put(shop, Merchant(4, "bee", "Bee", "B"))
    drawn = [
        write(shop, lambda connection, seller=seller: rows.next_number(connection, seller)) for seller in (1, 1, 4, 1)
    ]
    assert drawn == ["A100001", "A100002", "B100001", "A100003"]
    assert write(shop, lambda connection: rows.next_numbers(connection, 1, 3)) == ["A100004", "A100005", "A100006"]


def test_a_number_drawn_in_a_failed_transaction_is_drawn_again(shop: Engine) -> None:
    with pytest.raises(ZeroDivisionError):
        write(shop, lambda connection: (rows.next_number(connection, MERCHANT), 1 // 0))
    assert write(shop, lambda connection: rows.next_number(connection, MERCHANT)) == "A100001"


def test_stations_at_once_never_draw_the_same_number(shop: Engine) -> None:
    def draw(_: int) -> str:
        return write(shop, lambda connection: rows.next_number(connection, MERCHANT), patience_ms=40_000)

    with ThreadPoolExecutor(6) as pool:
        drawn = list(pool.map(draw, range(48)))
    assert sorted(drawn) == [f"A{100_001 + number}" for number in range(48)]


def test_settings_policy_and_profiles_keep_what_was_set(shop: Engine) -> None:
    assert read(shop, rows.policy) == Policy()
    chosen = Policy(single_operator=True, refund_limits={"R": 1})

    def work(connection: Connection) -> None:
        rows.put_policy(connection, chosen)
        rows.put_setting(connection, "language", "en")
        rows.put_setting(connection, "language", "zh_CN")
        rows.put_import_profile(connection, "own", {"number": "Order no."})

    write(shop, work)
    assert read(shop, rows.policy) == chosen
    assert read(shop, lambda connection: rows.setting(connection, "language")) == "zh_CN"
    assert read(shop, lambda connection: rows.setting(connection, "unset", 7)) == 7
    assert read(shop, rows.import_profiles) == {"own": {"number": "Order no."}}
