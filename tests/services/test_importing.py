"""Orders of a shop become ours by the rules: as far along as they are there, gaps as tasks, whole or not at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from desktop_oms.app import App, build
from desktop_oms.domain.badges import Badge
from desktop_oms.domain.errors import Refused
from desktop_oms.domain.incoming import Address, IncomingLine, IncomingParcel, ShopState
from tests.services.conftest import StandingClock, everything
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
    plan_of,
    stocked,
    the_order,
)

READY = STOCKED

SENT = (replace(TEE, shipped=2), replace(CUP, shipped=1))
PARCEL = (IncomingParcel("SF", "SF1001", PLACED + 3_600_000),)


@pytest.fixture
def shop(app: App) -> App:
    return stocked(app)


def test_a_paid_order_waits_for_its_audit(shop: App) -> None:
    order = the_order(shop, an_order())
    assert (order.number, order.status, order.work_stage) == ("A100001", "paid", "to_audit")
    assert (order.total, order.captured, order.paid_at) == (25880, 25880, PLACED + 60_000)
    assert [line.payable for line in order.lines] == [11980, 12900]
    assert order.ship_by == PLACED + 60_000 + 48 * 3_600_000
    assert not order.tasks
    assert_sound(shop)


def test_its_history_says_who_brought_it_in_and_what_the_shop_told(shop: App) -> None:
    order = the_order(shop, an_order())
    view = shop.orders.view(order.id, shop.people.actor("desk"))
    told = {f"{entry.machine}.{entry.event}": entry.actor for entry in view.entries}
    assert told == {
        "order.create": "desk",
        "order.submit": "system",
        "order.request_payment": "system",
        "payment.start": "system",
        "payment.pend": "system",
        "payment.capture": "system",
        "order.pay": "system",
    }


def test_the_confirmed_import_goes_to_the_pickers(shop: App) -> None:
    order = the_order(shop, an_order())
    done = shop.commands.do(shop.people.actor("desk"), order.id, "order.confirm")
    assert (done.status, done.work_stage) == ("confirmed", "to_pick")
    assert {row.code: row.allocated for row in shop.stock.show() if row.allocated} == {"TEE-NV-XL": 2, "CUP-500": 1}
    assert_sound(shop)


def test_an_unpaid_order_waits_for_its_money(shop: App) -> None:
    order = the_order(shop, an_order(state=ShopState.UNPAID, paid=0, paid_at=None))
    assert (order.status, order.work_stage, order.captured, order.ship_by) == ("awaiting_payment", "to_pay", 0, None)


def test_cash_on_delivery_is_a_promise(shop: App) -> None:
    order = the_order(shop, an_order(cash_on_delivery=True, paid=0, paid_at=None))
    assert (order.status, order.captured, order.promised) == ("paid", 0, True)
    assert order.badges & Badge.CASH_ON_DELIVERY
    assert_sound(shop)


@pytest.mark.parametrize(
    ("state", "status", "stage"),
    [(ShopState.SHIPPED, "shipped", "in_transit"), (ShopState.COMPLETED, "completed", "none")],
)
def test_what_left_before_our_time_is_history_and_leaves_the_stock_alone(
    shop: App, state: ShopState, status: str, stage: str
) -> None:
    before = shop.stock.show()
    order = the_order(shop, an_order(state=state, lines=SENT, parcels=PARCEL, completed_at=PLACED + 9_000_000))
    assert (order.status, order.work_stage, order.history) == (status, stage, True)
    assert [(parcel.waybill, parcel.handed_at) for parcel in order.parcels] == [("SF1001", PLACED + 3_600_000)]
    assert order.ship_by is None
    assert shop.stock.show() == before
    assert_sound(shop)


def test_history_asks_nobody_for_addresses_or_products(shop: App) -> None:
    unknown = (replace(TEE, sku="NOBODY", shipped=2),)
    order = the_order(
        shop,
        an_order(state=ShopState.COMPLETED, lines=unknown, ship_to=Address(), goods=11980, total=12980, paid=12980),
    )
    assert order.status == "completed"
    assert not order.tasks


def test_several_waybills_are_several_parcels(shop: App) -> None:
    parcels = (IncomingParcel("SF", "SF1"), IncomingParcel("SF", "SF2"))
    order = the_order(shop, an_order(state=ShopState.SHIPPED, lines=SENT, parcels=parcels))
    assert [parcel.waybill for parcel in order.parcels] == ["SF1", "SF2"]
    assert sum(row.qty for parcel in order.parcels for row in parcel.lines) == 3
    assert_sound(shop)


def test_a_cancelled_order_stays_cancelled(shop: App) -> None:
    order = the_order(shop, an_order(state=ShopState.CANCELLED, paid=0, paid_at=None))
    assert (order.status, order.reason, order.captured) == ("cancelled", "cancelled_in_shop", 0)
    assert_sound(shop)


def test_money_for_a_cancelled_order_needs_a_person(shop: App) -> None:
    order = the_order(shop, an_order(state=ShopState.CANCELLED))
    assert (order.status, order.captured, order.refunded) == ("cancelled", 25880, 0)
    assert [task.kind for task in order.open_tasks()] == ["money_excess"]
    assert_sound(shop)


@pytest.mark.parametrize("lines", [(TEE, CUP), SENT], ids=["before sending", "after sending"])
def test_an_order_refunded_in_the_shop_is_refunded(shop: App, lines: tuple[IncomingLine, ...]) -> None:
    order = the_order(shop, an_order(state=ShopState.REFUNDED, lines=lines, refunded=25880, parcels=PARCEL))
    assert (order.status, order.refunded) == ("refunded", 25880)
    assert_sound(shop)


def test_a_partial_refund_without_units_is_an_allowance(shop: App) -> None:
    order = the_order(shop, an_order(refunded=2000))
    assert (order.status, order.work_stage, order.refunded) == ("paid", "to_audit", 2000)
    assert order.badges & Badge.PARTLY_REFUNDED
    assert [task.kind for task in order.open_tasks()] == ["refund_without_units"]
    assert_sound(shop)


def test_refunded_units_do_not_go_out(shop: App) -> None:
    order = the_order(shop, an_order(lines=(replace(TEE, refunded=1), CUP), refunded=5990))
    tee = order.lines[0]
    assert (tee.refunded, tee.going_out, order.refunded) == (1, 1, 5990)
    assert_sound(shop)


def test_refunded_units_of_an_unknown_amount_count_at_their_value(shop: App) -> None:
    lines = (replace(TEE, refunded=1), CUP)
    order = the_order(shop, an_order(lines=lines, notices=("refund_amount_unknown",)))
    assert (order.lines[0].refunded, order.refunded) == (1, 5990)
    assert [task.kind for task in order.open_tasks()] == ["refund_amount_unknown"]
    assert_sound(shop)


def test_a_part_that_left_is_a_parcel_and_the_rest_is_confirmed(shop: App) -> None:
    lines = (replace(TEE, shipped=1), CUP)
    order = the_order(shop, an_order(state=ShopState.PARTLY_SHIPPED, lines=lines, parcels=PARCEL))
    assert (order.status, order.work_stage, order.history) == ("confirmed", "to_pick", False)
    assert order.badges & Badge.PARTLY_SHIPPED
    assert {row.code: (row.allocated, row.on_hand) for row in shop.stock.show() if row.allocated} == {
        "TEE-NV-XL": (1, 40),
        "CUP-500": (1, 30),
    }
    assert_sound(shop)


def test_part_of_it_refunded_part_of_it_sent(shop: App) -> None:
    lines = (replace(TEE, shipped=1, refunded=1), replace(CUP, shipped=1))
    order = the_order(shop, an_order(state=ShopState.SHIPPED, lines=lines, parcels=PARCEL, refunded=5990))
    assert (order.status, order.refunded, order.lines[0].cancelled) == ("shipped", 5990, 1)
    assert_sound(shop)


def test_sent_in_part_without_saying_which_part_waits_for_a_person(shop: App) -> None:
    order = the_order(shop, an_order(state=ShopState.PARTLY_SHIPPED))
    assert (order.status, order.work_stage) == ("paid", "to_solve")
    assert [(task.kind, task.blocking) for task in order.open_tasks()] == [("shipped_units_unknown", True)]


@pytest.mark.parametrize("lines", [(TEE, CUP), SENT], ids=["before sending", "after sending"])
def test_a_refund_asked_for_in_the_shop_waits_for_the_reviewer(shop: App, lines: tuple[IncomingLine, ...]) -> None:
    state = ShopState.SHIPPED if lines is SENT else ShopState.PAID
    order = the_order(shop, an_order(open_refund=True, lines=lines, state=state))
    (case,) = order.cases
    assert (order.status, case.state) == ("refunding", "requested")
    assert case.kind == ("refund_only" if lines is SENT else "refund_unshipped")
    assert_sound(shop)


def test_presale_orders_wait_on_hold_with_a_task(shop: App) -> None:
    order = the_order(shop, an_order(notices=("presale",)))
    assert order.held
    assert [task.kind for task in order.open_tasks()] == ["presale"]
    with pytest.raises(Refused, match="on_hold"):
        shop.commands.do(shop.people.actor("desk"), order.id, "order.confirm")


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"ship_to": replace(ADDRESS, phone="")}, "address_incomplete"),
        ({"ship_to": replace(ADDRESS, name="张*", masked=True), "notices": ("masked_receiver",)}, "receiver_masked"),
        ({"lines": (replace(TEE, sku="NOBODY"), CUP)}, "sku_unknown"),
        ({"lines": (replace(TEE, sku=""), CUP)}, "sku_unknown"),
        ({"notices": ("pieces_differ",)}, "pieces_differ"),
    ],
)
def test_a_gap_blocks_until_it_is_settled(shop: App, change: dict[str, object], kind: str) -> None:
    order = the_order(shop, an_order(**change))
    assert (order.status, order.work_stage) == ("paid", "to_solve")
    assert [(task.kind, task.blocking) for task in order.open_tasks()] == [(kind, True)]
    with pytest.raises(Refused, match="task_blocks"):
        shop.commands.do(shop.people.actor("desk"), order.id, "order.confirm")


def test_a_masked_receiver_with_a_token_is_complete(shop: App) -> None:
    to = Address("张*", "1******6198", masked=True, platform_token="oaid-1")
    assert not the_order(shop, an_order(ship_to=to)).tasks


def test_without_amounts_the_order_can_go_and_a_person_looks(shop: App) -> None:
    bare = an_order(
        lines=(replace(TEE, price=None),), goods=None, shipping=None, total=None, paid=None, notices=("total_unknown",)
    )
    order = the_order(shop, bare)
    assert (order.status, order.work_stage, order.total) == ("paid", "to_audit", 0)
    assert [(task.kind, task.blocking) for task in order.open_tasks()] == [("amounts_unknown", False)]
    assert_sound(shop)


def test_what_a_marketplace_paid_is_no_money_of_the_buyers(shop: App) -> None:
    order = the_order(shop, an_order(paid=20000, notices=("paid_differs",)))
    assert (order.total, order.captured, order.discount_platform) == (20000, 20000, 5880)
    assert order.status == "paid"
    assert_sound(shop)


def test_what_each_line_costs_the_buyer_is_kept_where_it_is_told(shop: App) -> None:
    lines = (replace(TEE, amount=10001), replace(CUP, amount=12999))
    order = the_order(shop, an_order(lines=lines, discount_seller=1880, total=24000, paid=24000))
    assert [line.payable for line in order.lines] == [10001, 12999]


def test_products_are_known_by_code_barcode_or_alias_and_never_guessed(shop: App) -> None:
    tee = shop.catalogue.find("TEE-NV-XL")
    shop.catalogue.link(shop.people.actor("clerk"), "TB-77", tee.id)
    lines = tuple(
        replace(TEE, sku=code, external_id=str(n))
        for n, code in enumerate(("TEE-NV-XL", "6901234500011", "06901234500011", "TB-77", "tee-nv-xl", "TEE"))
    )
    order = the_order(shop, an_order(lines=lines))
    assert [line.sku_id == tee.id for line in order.lines] == [True, True, True, True, False, False]


def test_an_unknown_code_named_once_is_known_for_every_order(shop: App) -> None:
    stranger = replace(TEE, sku="TB-77")
    result = bring_in(shop, an_order("1", lines=(stranger,)), an_order("2", lines=(stranger, CUP)))
    task = shop.tasks.page(["sku_unknown"])[0]
    assert task.goods.startswith("TB-77")
    done = shop.tasks.link(shop.people.actor("clerk"), task.id, shop.catalogue.find("TEE-NV-XL").id)
    assert [one.trouble for one in done] == [None, None]
    assert shop.tasks.counts() == {}
    for made in result.orders:
        assert load(shop, made.order_id).work_stage == "to_audit"
    assert the_order(shop, an_order("3", lines=(stranger,))).work_stage == "to_audit"
    assert_sound(shop)


def test_goods_that_a_file_names_by_code_alone_are_called_as_the_catalogue_calls_them(shop: App) -> None:
    bare = replace(TEE, name="", spec="")
    stranger = replace(bare, sku="TB-77")
    known, unknown = the_order(shop, an_order("1", lines=(bare,))), the_order(shop, an_order("2", lines=(stranger,)))
    assert [(line.name, line.spec) for line in known.lines] == [(TEE.name, TEE.spec)]
    assert (known.summary, unknown.summary) == (f"{TEE.name} {TEE.spec}", "TB-77")
    task = shop.tasks.page(["sku_unknown"])[0]
    shop.tasks.link(shop.people.actor("clerk"), task.id, shop.catalogue.find("TEE-NV-XL").id)
    linked = load(shop, unknown.id)
    assert [(line.name, line.spec) for line in linked.lines] == [(TEE.name, TEE.spec)]
    assert linked.summary == known.summary


def test_a_file_brought_in_again_writes_nothing(shop: App) -> None:
    orders = [
        an_order("1"),
        an_order("2", state=ShopState.SHIPPED, lines=SENT, parcels=PARCEL),
        an_order("3", refunded=2000),
        an_order("4", lines=(replace(TEE, sku="NOBODY"),)),
    ]
    bring_in(shop, *orders)
    before = everything(shop)
    assert [one.outcome for one in bring_in(shop, *orders).orders] == ["unchanged"] * 4
    assert everything(shop) == before


def test_the_same_plan_again_does_nothing_twice(shop: App) -> None:
    plan, desk = plan_of(shop, an_order("1"), an_order("2")), shop.people.actor("desk")
    first = shop.importing.run(plan, desk)
    before = everything(shop)
    again = shop.importing.run(plan, desk)
    assert [(one.order_id, one.outcome) for one in again.orders] == [
        (one.order_id, one.outcome) for one in first.orders
    ]
    assert everything(shop) == before


def test_two_imports_of_one_file_at_once_bring_each_order_in_once(shop: App) -> None:
    one, other = plan_of(shop, an_order()), plan_of(shop, an_order())
    desk = shop.people.actor("desk")
    assert shop.importing.run(one, desk).counts["new"] == 1
    assert shop.importing.run(other, desk).counts["unchanged"] == 1


def test_two_programs_importing_the_same_file_bring_each_order_in_once(
    shop: App, shop_url: str, standing_clock: StandingClock
) -> None:
    other = build(shop_url, now=standing_clock)
    orders = [an_order(str(number)) for number in range(60)]
    plans = [(app, plan_of(app, *orders)) for app in (shop, other)]
    desk = shop.people.actor("desk")
    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(lambda one: one[0].importing.run(one[1], desk).counts, plans))
    assert sorted(count["new"] for count in counts) == [0, 60]
    assert sorted(count["unchanged"] for count in counts) == [0, 60]
    numbers = sorted(row.number for row in shop.orders.page("all"))
    assert numbers == [f"A{100001 + place}" for place in range(60)]
    other.close()
    assert_sound(shop)


def test_an_order_twice_in_a_file_comes_in_once(shop: App) -> None:
    plan = plan_of(shop, an_order("1"), an_order("1", total=1))
    assert [order.outcome for order in plan.orders] == ["new", "refused"]
    assert plan.counts["refused"] == 1
    result = shop.importing.run(plan, shop.people.actor("desk"))
    assert [one.outcome for one in result.orders] == ["new", "refused"]


def test_an_order_that_a_rule_refuses_leaves_the_others_alone(shop: App) -> None:
    nothing = an_order("2", lines=(replace(TEE, qty=0),))
    result = bring_in(shop, an_order("1"), nothing, an_order("3"))
    assert [one.outcome for one in result.orders] == ["new", "refused", "new"]
    assert [load(shop, one.order_id).number for one in result.orders if one.order_id] == ["A100001", "A100002"]
    assert the_order(shop, an_order("4")).number == "A100003"


def test_an_import_can_be_stopped_between_batches(shop: App) -> None:
    orders = [an_order(str(number)) for number in range(501)]
    told: list[int] = []

    def stop(done: int) -> bool:
        told.append(done)
        return False

    result = shop.importing.run(plan_of(shop, *orders), shop.people.actor("desk"), stop)
    assert (told, result.stopped, result.counts["new"]) == ([500], True, 500)
    assert shop.orders.counts()["to_audit"] == 500


def test_only_the_order_desk_brings_orders_in(shop: App) -> None:
    with pytest.raises(Refused, match="not_your_role"):
        shop.importing.run(plan_of(shop, an_order()), shop.people.actor("clerk"))
