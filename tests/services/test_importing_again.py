"""The same order once more: facts are recorded, other changes ask a person, stored lines stay as they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from desktop_oms.app import App
from desktop_oms.domain.badges import Badge
from desktop_oms.domain.incoming import Address, IncomingLine, IncomingOrder, IncomingParcel, ShopState
from desktop_oms.domain.order import Order
from desktop_oms.services import imported
from desktop_oms.services.differences import Difference
from desktop_oms.services.reimported import changed_parts
from desktop_oms.storage.tables.log import order_events
from tests.domain.edges import TOLD_LATER
from tests.services.conftest import everything
from tests.services.orders import (
    ADDRESS,
    CUP,
    PLACED,
    STOCKED,
    TEE,
    an_order,
    assert_sound,
    bring_in,
    load,
    stocked,
    the_order,
)

READY = STOCKED

SENT = (replace(TEE, shipped=2), replace(CUP, shipped=1))
PARCEL = (IncomingParcel("SF", "SF1001", PLACED + 3_600_000),)


@pytest.fixture
def shop(app: App) -> App:
    return stocked(app)


def then(shop: App, first: IncomingOrder, later: IncomingOrder) -> Order:
    """The order after both files were brought in; the later one a second time writes nothing."""
    the_order(shop, first)
    result = bring_in(shop, later)
    assert [one.outcome for one in result.orders] == ["changed"]
    before = everything(shop)
    assert [one.outcome for one in bring_in(shop, later).orders] == ["unchanged"]
    assert everything(shop) == before
    assert_sound(shop)
    return load(shop, result.orders[0].order_id)


UNPAID = an_order(state=ShopState.UNPAID, paid=0, paid_at=None)


def test_a_payment_is_recorded(shop: App) -> None:
    order = then(shop, UNPAID, an_order())
    assert (order.status, order.captured, order.paid_at) == ("paid", 25880, PLACED + 60_000)
    assert not list(order.open_tasks())


def test_cash_collected_at_the_door_is_recorded(shop: App) -> None:
    owed = an_order(cash_on_delivery=True, paid=0, paid_at=None)
    later = replace(owed, state=ShopState.COMPLETED, lines=SENT, parcels=PARCEL, paid=25880)
    order = then(shop, owed, later)
    assert (order.status, order.captured) == ("completed", 25880)
    assert [payment.state for payment in order.payments] == ["captured"]


def test_an_unpaid_order_cancelled_in_the_shop_is_cancelled(shop: App) -> None:
    order = then(shop, UNPAID, replace(UNPAID, state=ShopState.CANCELLED))
    assert (order.status, order.reason) == ("cancelled", "cancelled_in_shop")


def test_a_paid_order_cancelled_in_the_shop_stops_and_asks(shop: App) -> None:
    order = then(shop, an_order(), an_order(state=ShopState.CANCELLED))
    assert order.status == "refunding"
    assert [(case.kind, case.state) for case in order.cases] == [("refund_unshipped", "requested")]
    assert [task.kind for task in order.open_tasks()] == ["changed_in_shop"]


def test_a_file_without_receivers_says_nothing_of_them(shop: App) -> None:
    order = then(shop, an_order(), replace(an_order(), ship_to=Address()))
    assert (order.changed_in_shop, list(order.open_tasks()), order.ship_city) == (False, [], an_order().ship_to.city)


def test_a_refund_in_the_shop_is_recorded(shop: App) -> None:
    order = then(shop, an_order(), an_order(refunded=25880, state=ShopState.REFUNDED))
    assert (order.status, order.refunded) == ("refunded", 25880)


@pytest.mark.parametrize("ends", sorted(TOLD_LATER))
def test_a_later_file_tells_at_once_all_that_happened_since(shop: App, ends: tuple[str, str]) -> None:
    before, after = ends
    later = {
        "refunding": an_order(open_refund=True),
        "refunded": an_order(refunded=25880, state=ShopState.REFUNDED),
        "completed": an_order(state=ShopState.COMPLETED, lines=SENT, parcels=PARCEL),
    }[after]
    order = then(shop, UNPAID if before == "awaiting_payment" else an_order(), later)
    asked = select(order_events.c.status_before, order_events.c.status_after).where(order_events.c.order_id == order.id)
    assert ends in shop.database.read(lambda conn: [tuple(row) for row in conn.execute(asked)])


def test_refunded_units_are_recorded(shop: App) -> None:
    order = then(shop, an_order(), an_order(lines=(replace(TEE, refunded=1), CUP), refunded=5990))
    assert (order.lines[0].refunded, order.refunded, order.status) == (1, 5990, "paid")


def test_a_refund_asked_for_in_the_shop_is_decided_by_then_recorded(shop: App) -> None:
    asked = an_order(open_refund=True)
    order = then(shop, an_order(), asked)
    assert [case.state for case in order.cases] == ["requested"]
    bring_in(shop, replace(asked, open_refund=False, refunded=25880, state=ShopState.REFUNDED))
    order = load(shop, order.id)
    assert (order.status, order.refunded, [case.state for case in order.cases]) == ("refunded", 25880, ["completed"])
    assert_sound(shop)


def test_what_the_shop_sent_is_recorded_and_gives_the_stock_free(shop: App) -> None:
    order = the_order(shop, an_order())
    shop.commands.do(shop.people.actor("desk"), order.id, "order.confirm")
    bring_in(shop, an_order(state=ShopState.SHIPPED, lines=SENT, parcels=PARCEL))
    order = load(shop, order.id)
    assert (order.status, [parcel.waybill for parcel in order.parcels]) == ("shipped", ["SF1001"])
    assert not [row for row in shop.stock.show() if row.allocated]
    assert_sound(shop)


def test_lines_are_known_by_the_shops_own_numbers_whatever_their_order(shop: App) -> None:
    later = an_order(lines=(replace(CUP, shipped=1), TEE), parcels=PARCEL, state=ShopState.PARTLY_SHIPPED)
    order = then(shop, an_order(), later)
    assert {line.external_id: line.shipped for line in order.lines} == {TEE.external_id: 0, CUP.external_id: 1}
    assert not list(order.open_tasks())


def test_completed_in_the_shop_is_completed_here(shop: App) -> None:
    sent = an_order(state=ShopState.SHIPPED, lines=SENT, parcels=PARCEL)
    order = then(shop, sent, replace(sent, state=ShopState.COMPLETED, completed_at=PLACED + 9_000_000))
    assert (order.status, order.completed_at) == ("completed", PLACED + 9_000_000)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"ship_to": replace(ADDRESS, street="深南大道1号")}, Difference("street", "科技园南路18号A座", "深南大道1号")),
        ({"buyer_note": "要藏青色"}, Difference("buyer_note", "", "要藏青色")),
        (
            {"lines": (replace(TEE, qty=3), CUP)},
            Difference("lines", "TEE-NV-XL x2, CUP-500 x1", "TEE-NV-XL x3, CUP-500 x1"),
        ),
    ],
)
def test_other_changes_ask_a_person_and_overwrite_nothing(
    shop: App, change: dict[str, object], expected: Difference
) -> None:
    before = the_order(shop, an_order("8"))
    bring_in(shop, an_order("8", **change))
    order = load(shop, before.id)
    assert order.badges & Badge.CHANGED_IN_SHOP
    assert (order.ship_street, order.buyer_note, order.lines[0].qty) == ("科技园南路18号A座", "", 2)
    (task,) = shop.tasks.page(["changed_in_shop"])
    whole = shop.tasks.reveal(shop.people.actor("desk"), task.id, "both sides are compared")
    assert whole.differences == (expected,)
    assert task.masked == (task.differences != whole.differences) == (expected.field == "street")
    (seen,) = (one for one in shop.orders.view(before.id, shop.people.actor("desk")).tasks if one.id == task.id)
    assert "A座" not in seen.detail + str(task.differences)
    shop.tasks.resolve(shop.people.actor("desk"), task.id, "asked the buyer")
    assert not load(shop, before.id).badges & Badge.CHANGED_IN_SHOP
    assert_sound(shop)


def test_our_own_amendment_is_no_change_of_the_shop(shop: App) -> None:
    order = the_order(shop, UNPAID)
    desk = shop.people.actor("desk")
    shop.commands.do(desk, order.id, "order.amend", args={"address": {"street": "深南大道1号"}})
    bring_in(shop, an_order())
    order = load(shop, order.id)
    assert (order.status, order.ship_street) == ("paid", "深南大道1号")
    assert not list(order.open_tasks())


def test_a_change_to_an_ended_order_asks_nobody(shop: App) -> None:
    done = an_order(state=ShopState.COMPLETED, lines=SENT, parcels=PARCEL)
    order = then(shop, done, replace(done, ship_to=replace(ADDRESS, street="深南大道1号")))
    assert not list(order.open_tasks())


def test_each_part_of_an_order_has_a_sum_of_its_own() -> None:
    first = imported.fingerprint(an_order())
    for change, part in (
        ({"total": 1}, "money"),
        ({"state": ShopState.SHIPPED}, "state"),
        ({"lines": (TEE,)}, "lines"),
        ({"ship_to": replace(ADDRESS, name="x")}, "address"),
        ({"seller_note": "x"}, "notes"),
        ({"rows": (7,)}, ""),
    ):
        assert part in changed_parts(first, imported.fingerprint(an_order(**change))) or not part
    assert not changed_parts(first, imported.fingerprint(an_order(rows=(7,))))
    assert changed_parts("", first) == {"money", "state", "lines", "address", "notes"}


def test_the_shops_echo_of_our_own_label_is_no_second_parcel(shop: App) -> None:
    order = the_order(shop, an_order())
    desk, clerk = shop.people.actor("desk"), shop.people.actor("clerk", "pack-1")
    do = shop.commands.do
    do(desk, order.id, "order.confirm")
    (part,) = load(shop, order.id).fulfilments
    do(clerk, order.id, "fulfilment.pick", part.id)
    do(clerk, order.id, "fulfilment.picked", part.id)
    box = do(clerk, order.id, "parcel.open", args={"fulfilment_id": part.id}).subject_id
    for line in load(shop, order.id).lines:
        do(clerk, order.id, "parcel.scan", box, args={"line_id": line.id, "units": line.qty})
    do(clerk, order.id, "parcel.pack", box)
    do(clerk, order.id, "parcel.label", box, args={"waybill": "OWN1", "carrier": "SF"})
    echo: tuple[IncomingLine, ...] = SENT
    bring_in(shop, an_order(state=ShopState.SHIPPED, lines=echo, parcels=(IncomingParcel("SF", "OWN1"),)))
    order = load(shop, order.id)
    assert [(parcel.state, parcel.reported) for parcel in order.parcels] == [("labelled", False)]
    do(clerk, order.id, "parcel.hand_over", box)
    assert load(shop, order.id).status == "shipped"
    assert_sound(shop)
