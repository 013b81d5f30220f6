"""The audit trail: who, when, where, and every field old and new; masked, sifted, exported as text."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.services.trail import as_csv
from desktop_oms.services.trail_words import Sieve, Told
from desktop_oms.storage import log_rows
from tests.services.conftest import everything
from tests.services.shop_orders import SHELVED, Shop, open_shop

READY = SHELVED


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


def trail(shop: Shop, number: str, language: str = "en", reason: str | None = None) -> list[Told]:
    return shop.app.trails.read(shop.desk, shop.app.orders.find(number), language, reason=reason)


def changes(rows: list[Told]) -> list[str]:
    return [change for one in rows for change in one.changes]


def amended(shop: Shop) -> str:
    """An order whose receiver, notes, date and goods were changed at a desk with a name."""
    number = shop.order(confirm=False)
    desk = shop.app.people.actor("desk", "window 2")
    shop.do(desk, number, "order.amend", address={"name": "李雷", "phone": "13700001111"}, packing_note="=1+1")
    shop.do(desk, number, "order.amend", urgent=True, ship_by=shop.read(number).created_at)
    line = shop.read(number).lines[0]
    add = [{"sku_id": shop.skus["TEE-M"], "qty": 2, "price": 550}]
    shop.do(desk, number, "order.amend", add=add, remove={line.id: 1})
    return number


def test_every_field_stands_with_its_old_and_new_value(shop: Shop) -> None:
    number = amended(shop)
    rows = trail(shop, number)
    said = changes(rows)
    assert "packing note: (empty) → =1+1" in said
    assert "urgent: no → yes" in said
    assert "TEE-M units: (empty) → 2" in said
    assert "TEE-M unit price: (empty) → ¥5.50" in said
    assert "total: ¥35.00 → ¥46.00" in said
    assert any(one.startswith("ship by: ") for one in said)
    made = [one for one in rows if one.changes]
    assert {one.station for one in made} == {"window 2"}
    zh = trail(shop, number, "zh_CN")
    assert "加急：否 → 是" in changes(zh)
    assert zh[0].kind in ("订单", "售后单", "退款", "付款", "挂起", "异常")


def test_receivers_are_masked_until_somebody_says_why(shop: Shop) -> None:
    number = amended(shop)
    hidden = " ".join(changes(trail(shop, number)))
    assert "13700001111" not in hidden
    assert "李雷" not in hidden
    assert "receiver: " in hidden
    with pytest.raises(Refused, match="reason_missing"):
        trail(shop, number, reason=" ")
    shown = trail(shop, number, reason="the buyer calls")
    assert "phone: 13912345678 → 13700001111" in changes(shown)
    assert shown[0].what == "Looked at the receiver in full · the buyer calls"
    order = shop.app.orders.find(number)
    events = shop.app.database.read(lambda conn: log_rows.history(conn, order))
    assert "13700001111" not in str(events)


def test_what_was_done_beside_the_order_stands_in_its_trail(shop: Shop) -> None:
    number = shop.order()
    keys = [shop.app.orders.find(number)]
    at_window = shop.app.people.actor("desk", "window 2")
    for name, to in (("tag", "VIP"), ("assign", "desk"), ("untag", "VIP")):
        assert shop.app.bulk.run(at_window, name, keys, {"to": to})[0].trouble is None
    told = {one.what: one.station for one in trail(shop, number)}
    assert told["Tagged · VIP"] == told["Assigned · desk"] == told["Tag taken off · VIP"] == "window 2"


def test_that_orders_ship_together_and_no_longer_do_stands_in_the_trail_of_each(shop: Shop) -> None:
    numbers = [shop.order(CUP=1) for _ in range(3)]
    keys = [shop.app.orders.find(number) for number in numbers]
    together, at_window = shop.app.together, shop.app.people.actor("desk", "window 2")
    together.make(at_window, keys)
    together.leave(at_window, keys[0])
    together.undo(at_window, keys[1])

    def told(number: str, language: str = "en") -> set[str]:
        return {one.what for one in trail(shop, number, language) if one.station == "window 2"}

    one, two, three = numbers
    assert told(one) == {f"Ship together · {two} {three}", f"No longer ship together · {two} {three}"}
    assert told(two, "zh_CN") == {f"合单 · {one} {three}", f"撤销合单 · {one}", f"撤销合单 · {three}"}
    alone = {f"No longer ship together · {one}", f"No longer ship together · {two}"}
    assert told(three) == {f"Ship together · {one} {two}", *alone}


def test_what_follows_by_itself_happens_at_the_same_station(shop: Shop) -> None:
    number = shop.order(confirm=False)
    shop.do(shop.app.people.actor("desk", "window 2"), number, "order.confirm")
    rows = [one for one in trail(shop, number) if one.station]
    assert {one.person for one in rows} >= {"System"}
    assert {one.station for one in rows} == {"window 2"}


def test_the_trail_is_sifted_by_kind_person_and_text(shop: Shop) -> None:
    rows = trail(shop, amended(shop))
    assert {one.machine for one in rows if Sieve(kind="payment").lets(one)} == {"payment"}
    assert {one.login for one in rows if Sieve(person="desk").lets(one)} == {"desk"}
    assert [one.machine for one in rows if Sieve(text="PACKING NOTE").lets(one)] == ["order"]
    assert [one for one in rows if Sieve(text="no such thing").lets(one)] == []


def test_an_exported_trail_calculates_nothing(shop: Shop, tmp_path: Path) -> None:
    number = amended(shop)
    first, *rest = trail(shop, number)
    rows = [replace(first, station="=1+1"), *rest]
    made = shop.app.trails.write(rows, number, tmp_path / "trail.csv", "en")
    with made.path.open(encoding="utf-8-sig", newline="") as file:
        cells = list(csv.reader(file))
    assert cells[0] == ["Time", "Person", "Station", "Kind", "What happened", "Fields that changed", "Status now"]
    assert len(cells) == len(rows) + 1 == made.count + 1
    assert cells[1][2] == "'=1+1"
    assert list(csv.reader(io.StringIO(as_csv(rows, "en"))))[1][2] == "'=1+1"
    assert shop.app.trails.write(rows, number, tmp_path / "trail.xlsx", "zh_CN").path.stat().st_size > 0
    with pytest.raises(OmsError, match="export_kind_unknown"):
        shop.app.trails.write(rows, number, tmp_path / "trail.doc", "en")


def test_reading_writes_nothing_and_a_refused_command_leaves_no_change(shop: Shop) -> None:
    number = amended(shop)
    before = everything(shop.app)
    trail(shop, number)
    with pytest.raises(Refused, match="nothing_changed"):
        shop.do(shop.desk, number, "order.amend")
    assert everything(shop.app) == before
