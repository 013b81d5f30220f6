"""What happens because time passes, once, and by the house's rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from desktop_oms.app import App, build
from desktop_oms.domain import lifecycle
from desktop_oms.domain.errors import Refused
from desktop_oms.domain.incoming import IncomingParcel, ShopState
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import SYSTEM
from tests.services.conftest import StandingClock, everything
from tests.services.orders import CUP, PLACED, STOCKED, TEE, an_order, assert_sound, load, stocked, the_order
from tests.services.refunding import ask, gateway_of, paid_order, unpaid_order

READY = STOCKED

SENT = (replace(TEE, shipped=2), replace(CUP, shipped=1))
PARCEL = (IncomingParcel("SF", "SF1001", PLACED + 3_600_000),)
DAY = 24


@pytest.fixture
def shop(app: App) -> App:
    return stocked(app)


def sent_order(app: App) -> Order:
    """An order whose goods the buyer has."""
    order = the_order(app, an_order(state=ShopState.SHIPPED, lines=SENT, parcels=PARCEL))
    app.commands.do(SYSTEM, order.id, "parcel.deliver", order.parcels[0].id)
    return load(app, order.id)


def buyer_asks(app: App, order: Order, kind: str = "return_refund", units: int = 1) -> int:
    args = {"kind": kind, "lines": {order.lines[0].id: units}, "reason": "not_wanted"}
    return app.commands.do(SYSTEM, order.id, "case.request", args=args).subject_id


def rules(app: App, **changes: object) -> None:
    boss = app.people.actor("boss")
    app.setup.set_policy(boss, replace(app.setup.policy(), **changes))  # type: ignore[arg-type]


def state(app: App, order: Order) -> str:
    return load(app, order.id).cases[0].state


def test_nothing_is_due_and_nothing_is_written(shop: App) -> None:
    order = sent_order(shop)
    buyer_asks(shop, order)
    before = everything(shop)
    assert shop.worker.turn().idle
    assert everything(shop) == before


def test_a_buyer_who_gets_no_answer_is_agreed_with(shop: App, standing_clock: StandingClock) -> None:
    order = sent_order(shop)
    buyer_asks(shop, order)
    standing_clock.pass_hours(47)
    assert shop.worker.turn().moved == 0
    standing_clock.pass_hours(1)
    assert shop.worker.turn().moved == 1
    assert state(shop, order) == "awaiting_return"
    assert_sound(shop)


def test_above_the_rules_limit_it_becomes_a_task_once(shop: App, standing_clock: StandingClock) -> None:
    rules(shop, refund_limits={"R": 50_000, "M": 500_000, "Y": 100})
    order = sent_order(shop)
    case_id = buyer_asks(shop, order)
    standing_clock.pass_hours(49)
    assert shop.worker.turn().moved == 1
    assert [task.kind for task in load(shop, order.id).open_tasks()] == ["case_overdue"]
    before = everything(shop)
    assert shop.worker.turn().idle
    assert everything(shop) == before
    shop.after_sales.decide(shop.people.actor("reviewer"), case_id, "case.approve")
    assert not list(load(shop, order.id).open_tasks())
    assert_sound(shop)


def test_a_house_that_does_not_agree_by_silence_leaves_it_to_people(shop: App, standing_clock: StandingClock) -> None:
    rules(shop, silence_agrees=False)
    order = sent_order(shop)
    buyer_asks(shop, order)
    standing_clock.pass_hours(49)
    assert shop.worker.turn().idle
    assert state(shop, order) == "requested"


def test_what_our_own_people_ask_for_waits_for_a_person(shop: App, standing_clock: StandingClock) -> None:
    order = sent_order(shop)
    args = {"kind": "refund_only", "lines": {order.lines[0].id: 1}, "reason": "damaged"}
    shop.commands.do(shop.people.actor("desk"), order.id, "case.request", args=args)
    standing_clock.pass_hours(49)
    assert shop.worker.turn().idle
    assert state(shop, order) == "requested"


def test_a_return_that_never_comes_lapses_but_not_one_on_its_way(shop: App, standing_clock: StandingClock) -> None:
    order = sent_order(shop)
    reviewer, desk = shop.people.actor("reviewer"), shop.people.actor("desk")
    first = buyer_asks(shop, order)
    second = buyer_asks(shop, order)
    for case_id in (first, second):
        shop.after_sales.decide(reviewer, case_id, "case.approve")
    shop.commands.do(desk, order.id, "case.announce", second, args={"waybill": "YT900"})
    standing_clock.pass_hours(7 * DAY)
    shop.worker.turn()
    assert [case.state for case in load(shop, order.id).cases] == ["rejected", "awaiting_return"]
    standing_clock.pass_hours(4 * DAY)
    shop.worker.turn()
    assert load(shop, order.id).cases[1].state == "awaiting_return"  # announced goods are never given up by the clock
    assert_sound(shop)


def test_money_waits_for_the_undo_delay(shop: App, standing_clock: StandingClock) -> None:
    rules(shop, undo_delay=60_000)
    order = sent_order(shop)
    args = {"kind": "refund_only", "lines": {order.lines[0].id: 1}, "reason": "damaged"}
    case_id = shop.commands.do(shop.people.actor("desk"), order.id, "case.request", args=args).subject_id
    shop.after_sales.decide(shop.people.actor("reviewer"), case_id, "case.approve")
    assert (state(shop, order), load(shop, order.id).refunds) == ("approved", [])
    assert shop.worker.turn().moved == 0
    standing_clock.ms += 60_000
    assert shop.worker.turn().moved == 1
    assert state(shop, order) == "refunding"


def test_a_program_closed_in_the_undo_time_sends_the_money_when_it_runs_again(
    shop: App, shop_url: str, standing_clock: StandingClock
) -> None:
    order = sent_order(shop)
    args = {"kind": "refund_only", "lines": {order.lines[0].id: 1}, "reason": "damaged"}
    case_id = shop.commands.do(shop.people.actor("desk"), order.id, "case.request", args=args).subject_id
    shop.after_sales.decide(shop.people.actor("reviewer"), case_id, "case.approve")
    assert shop.after_sales.row(case_id).due_at == standing_clock.ms + 15_000  # as the house's rules come
    standing_clock.pass_hours(DAY)
    again = build(shop_url, now=standing_clock, create=False)
    again.worker.turn()
    assert state(again, order) == "refunding"
    again.close()


def test_an_unpaid_order_expires_and_a_delivered_one_completes(shop: App, standing_clock: StandingClock) -> None:
    unpaid = unpaid_order(shop)
    sent = the_order(shop, an_order("2", state=ShopState.SHIPPED, lines=SENT, parcels=PARCEL))
    shop.commands.do(SYSTEM, sent.id, "parcel.deliver", sent.parcels[0].id)
    standing_clock.pass_hours(11 * DAY)
    shop.worker.turn()
    assert (load(shop, unpaid.id).status, load(shop, sent.id).status) == ("cancelled", "completed")
    assert shop.worker.turn().idle
    assert_sound(shop)


def test_a_hold_ends_when_it_said(shop: App, standing_clock: StandingClock) -> None:
    order = the_order(shop, an_order())
    args = {"reason": "the buyer will call", "until": standing_clock.ms + 3_600_000}
    shop.commands.do(shop.people.actor("desk"), order.id, "hold.place", args=args)
    assert shop.worker.turn().idle
    standing_clock.pass_hours(2)
    assert shop.worker.turn().moved == 1
    assert load(shop, order.id).work_stage == "to_audit"


def test_a_line_is_asked_about_five_times_at_most(shop: App) -> None:
    order = sent_order(shop)
    desk = shop.people.actor("desk")
    args = {"kind": "refund_only", "lines": {order.lines[0].id: 1}, "reason": "damaged"}
    for _ in range(5):
        case_id = shop.commands.do(desk, order.id, "case.request", args=args).subject_id
        shop.commands.do(desk, order.id, "case.withdraw", case_id)
    buyer = replace(SYSTEM, user_id=7, name="buyer", roles=frozenset({"C"}))  # type: ignore[arg-type]
    with pytest.raises(Refused, match="too_many_requests"):
        shop.commands.do(buyer, order.id, "case.request", args=args)
    shop.commands.do(desk, order.id, "case.request", args=args)  # our own people may, saying why


@pytest.mark.parametrize("stumbles", [ValueError("a bug"), Refused("not_your_role", event="order.expire", roles="M")])
@pytest.mark.parametrize("where", ["begin", "store"])
def test_an_order_with_a_bug_holds_up_no_other(
    shop: App,
    standing_clock: StandingClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    where: str,
    stumbles: Exception,
) -> None:
    gateway, paid, bad, good = gateway_of(shop), paid_order(shop), unpaid_order(shop), unpaid_order(shop)
    ask(shop, paid)
    tries = []
    real_begin, real_store = lifecycle.begin, shop.commands.store

    def stumble(order: Order, deed: Callable[[], Any]) -> Any:
        if order.id == bad.id:
            tries.append(standing_clock.ms)
            raise stumbles
        return deed()

    if where == "begin":
        monkeypatch.setattr(lifecycle, "begin", lambda order, *told: stumble(order, lambda: real_begin(order, *told)))
    else:
        monkeypatch.setattr(
            shop.commands, "store", lambda conn, run, *told: stumble(run.order, lambda: real_store(conn, run, *told))
        )
    standing_clock.pass_hours(2 * DAY)
    turn = shop.worker.turn()
    assert (turn.moved, turn.left_alone, gateway.books.count) == (1, 1, 1)
    assert (load(shop, bad.id).stage, load(shop, good.id).status) == ("awaiting_payment", "cancelled")
    assert str(bad.id) in caplog.text
    assert ("Traceback" in caplog.text) == isinstance(stumbles, ValueError)
    assert shop.worker.turn().idle
    assert len(tries) == 1  # not again and again
    monkeypatch.undo()
    standing_clock.pass_hours(1)
    turn = shop.worker.turn()
    assert (turn.moved, turn.left_alone) == (1, 0)
    assert load(shop, bad.id).status == "cancelled"


def test_a_refund_with_a_bug_holds_up_no_other(shop: App, standing_clock: StandingClock) -> None:
    gateway, first, second = gateway_of(shop), paid_order(shop), paid_order(shop)
    for order in (first, second):
        ask(shop, order)
    send, left = gateway.refund, [ValueError("a bug")]

    def stumble(*told: Any) -> Any:
        if left:
            raise left.pop()
        return send(*told)

    gateway.refund = stumble  # type: ignore[method-assign]
    assert shop.worker.turn().sent == 1
    standing_clock.pass_hours(1)
    assert shop.worker.turn().sent == 1
    assert gateway.books.count == 2
