"""One line finds orders by a query, by a pasted column, by a scrap or by words that all must stand in the order."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError
from desktop_oms.services import finding
from desktop_oms.services.found import Counted
from desktop_oms.storage.tables.order import orders
from tests.services.shop_orders import CUP_CODE, SHELVED, Shop, open_shop

READY = SHELVED


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


def test_a_query_finds_what_it_asks(shop: Shop) -> None:
    waiting, going = shop.order("S-77", confirm=False), shop.order("S-78")
    desk = shop.app.orders
    for typed, numbers in (
        ("status:paid", [waiting]),
        ("状态:已确认", [going]),
        ("stage:to_audit or stage:待拣货", [going, waiting]),
        ("placed:today sku:TEE-XL not status:paid", [going]),
        ("total:..1 南山", []),
        ("金额:>1 (external:S-77 或 external:S-78)", [going, waiting]),
        ("created:昨天", []),
    ):
        assert [row.number for row in desk.search(typed).rows] == numbers, typed


def test_a_query_that_cannot_be_meant_is_refused(shop: Shop) -> None:
    with pytest.raises(OmsError, match="search_value_unknown") as refused:
        shop.app.orders.search("status:dancing")
    known = str(refused.value.facts["known"]).split(", ")
    assert {"paid", '"awaiting payment"'} <= set(known)
    assert "awaiting_payment" not in known
    for word in known:
        assert shop.app.orders.search(f"status:{word}").problem is None
    with pytest.raises(OmsError) as refused:
        shop.app.orders.search("状态:跳舞")
    assert "已付款" in str(refused.value.facts["known"])
    assert "paid" not in str(refused.value.facts["known"])


def test_a_column_pasted_into_one_line_is_a_list(shop: Shop) -> None:
    first, second = shop.order("S-77"), shop.order("S-78")
    found = shop.app.orders.search(f"{second} {first} A999999")
    assert [row.number for row in found.rows] == [second, first]
    assert found.unknown == ("A999999",)
    many = shop.app.orders.search("\n".join([first, *(f"X{n}" for n in range(500)), "S-78"]))
    assert [row.number for row in many.rows] == [first, second]
    assert len(many.unknown) == 500


def test_words_that_stand_apart_are_found_together(shop: Shop) -> None:
    number = shop.order("S-77")
    assert [row.number for row in shop.app.orders.search("南山 TEE-XL").rows] == [number]
    assert shop.app.orders.search("南山 not TEE-XL").rows == ()


def test_a_scanned_barcode_finds_the_orders_that_hold_the_goods(shop: Shop) -> None:
    with_cup, other = shop.order("S-77", confirm=False), shop.order("S-78", TEE_XL=1)
    desk = shop.app.orders
    shop.app.database.write(lambda conn: shop.link(conn, "TEE-X", "TEE-M"))
    for typed, numbers in (
        (CUP_CODE, [with_cup]),
        (f"0{CUP_CODE}", [with_cup]),
        (f"sku:{CUP_CODE}", [with_cup]),
        (f"{CUP_CODE} status:paid", [with_cup]),
        (f"{CUP_CODE} status:confirmed", []),
        (f"not {CUP_CODE} status:confirmed", [other]),
        (f"name:{CUP_CODE}", []),
        ("6900000000001", []),
    ):
        assert [row.number for row in desk.search(typed).rows] == numbers, typed
        assert desk.count(typed) == desk.count_all(typed).number == len(numbers), typed
    assert [row.number for row in desk.search("TEE-X").rows] == [other, with_cup]


def test_a_query_says_when_it_did_not_look_at_all_orders(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.order("S-77")
    assert shop.app.orders.search("total:..1").looked == 0
    monkeypatch.setattr(finding, "MOST_LOOKED", 1)
    assert shop.app.orders.search("total:..1").looked == 1


def test_tags_are_asked_for_by_name_and_counted(shop: Shop) -> None:
    first, second = shop.order("S-1", confirm=False), shop.order("S-2")
    orders, tagging = shop.app.orders, shop.app.tagging
    for number, tag in ((first, "VIP"), (second, "VIP"), (second, "Gift wrap")):
        tagging.tag(shop.boss, orders.find(number), tag)
    for typed, numbers in (
        ("tag:vip", [second, first]),
        ("标签:gift not status:paid", [second]),
        ('not tag:"gift wrap" S-', [first]),
        ("tag:vip,gift", [second, first]),
        ("S-1, S-2, X", [first, second]),
    ):
        assert [row.number for row in orders.search(typed).rows] == numbers, typed
        assert orders.count(typed) == orders.count_all(typed).number == len(numbers), typed
    with pytest.raises(OmsError, match="search_value_unknown"):
        orders.search("tag:nobody")


def test_words_side_by_side_are_counted_as_they_are_found(shop: Shop) -> None:
    shop.order("S-1")
    for typed, found in (("南山", 1), ("TEE-XL 南山", 1), ("S-1 nothing", 0), ("name:田", 1), ("nothing", 0)):
        assert shop.app.orders.count(typed) == shop.app.orders.count_all(typed).number == found, typed
        assert len(shop.app.orders.search(typed).rows) == found, typed
    assert shop.app.orders.count_all("南山") == Counted(1)
    assert shop.app.orders.count_all("nan", lambda: False) == Counted(0, whole=False)


def test_old_orders_of_some_days_are_found_whatever_came_since(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST_LOOKED", 2)
    old = shop.order("S-1")
    for name in ("S-2", "S-3", "S-4"):
        shop.order(name)
    aged = (
        update(orders).where(orders.c.number == old).values(placed_at=1_577_880_000_000)
    )  # noon of 1 January 2020, UTC
    shop.app.database.write(lambda conn: conn.execute(aged))
    told = shop.app.orders.search("placed:2020-01-01..2020-01-02")
    assert ([row.number for row in told.rows], told.looked) == ([old], 0)
