"""A refund goes to its gateway once, whatever the gateway does, and what became of it comes back."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from desktop_oms.app import App, build
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.gateways.payments.practice import PracticeGateway
from desktop_oms.services.commands import Commands, Done
from desktop_oms.services.refund_sending import RefundSending
from desktop_oms.storage.tables.log import inbox
from tests.services.conftest import StandingClock
from tests.services.orders import STOCKED, assert_sound, load, stocked
from tests.services.refunding import ask, gateway_of, paid_order

READY = STOCKED


@pytest.fixture
def shop(app: App) -> App:
    return stocked(app)


def settle(app: App, clock: StandingClock, turns: int = 12) -> None:
    """The worker's turns, a quarter of an hour apart."""
    for _ in range(turns):
        app.worker.turn()
        clock.pass_hours(0.25)


def paid_back(gateway: PracticeGateway) -> list[int]:
    return [one.amount for one in gateway.books.refunds.values()]


def test_money_goes_back_the_way_it_came(shop: App) -> None:
    gateway, order = gateway_of(shop), paid_order(shop)
    ask(shop, order, 2)
    assert load(shop, order.id).refunds[0].state == "pending"
    shop.worker.turn()
    after = load(shop, order.id)
    assert [(one.state, one.amount, one.proof) for one in after.refunds] == [("succeeded", 11556, "P000001")]
    assert (after.refunded, after.cases[0].state) == (11556, "completed")
    assert paid_back(gateway) == [11556]
    assert_sound(shop)


@pytest.mark.parametrize("fault", ["slow", "down", "busy", "drop", "twice"])
def test_one_decision_is_one_refund_whatever_goes_wrong(shop: App, standing_clock: StandingClock, fault: str) -> None:
    gateway, order = gateway_of(shop), paid_order(shop)
    gateway.misbehave(fault)
    ask(shop, order)
    settle(shop, standing_clock)
    after = load(shop, order.id)
    assert [one.state for one in after.refunds] == ["succeeded"]
    assert paid_back(gateway) == [after.refunded]
    assert not [task for task in after.tasks if task.state == "open"]
    assert_sound(shop)


def test_an_answer_that_was_lost_is_asked_for_and_never_sent_again(shop: App, standing_clock: StandingClock) -> None:
    gateway, order = gateway_of(shop), paid_order(shop)
    gateway.misbehave("drop")
    ask(shop, order)
    shop.worker.turn()
    seen = load(shop, order.id)
    assert (seen.refunds[0].state, [task.kind for task in seen.open_tasks()]) == ("unknown", ["refund_trouble"])
    calls = gateway.books.count
    settle(shop, standing_clock)
    assert load(shop, order.id).refunds[0].state == "succeeded"
    assert gateway.books.count == calls


def test_a_request_that_was_lost_fails_and_a_person_sends_it_again(shop: App, standing_clock: StandingClock) -> None:
    gateway, order = gateway_of(shop), paid_order(shop)
    gateway.misbehave("lose")
    ask(shop, order)
    settle(shop, standing_clock)
    refund = load(shop, order.id).refunds[0]
    assert (refund.state, paid_back(gateway)) == ("failed", [])
    shop.commands.do(shop.people.actor("cashier"), order.id, "refund.dispatch", refund.id)
    settle(shop, standing_clock)
    assert load(shop, order.id).refunds[0].state == "succeeded"
    assert paid_back(gateway) == [refund.amount]
    assert_sound(shop)


def test_a_refusal_of_the_gateway_is_trouble_and_settled_by_hand_with_proof(
    shop: App, standing_clock: StandingClock
) -> None:
    gateway, order = gateway_of(shop), paid_order(shop)
    gateway.misbehave("refuse")
    ask(shop, order)
    settle(shop, standing_clock)
    refund = load(shop, order.id).refunds[0]
    assert (refund.state, shop.after_sales.counts()["trouble"]) == ("failed", 1)
    cashier = shop.people.actor("cashier")
    with pytest.raises(Refused, match="proof_missing"):
        shop.commands.do(cashier, order.id, "refund.settle_manually", refund.id)
    shop.commands.do(cashier, order.id, "refund.settle_manually", refund.id, args={"proof": "bank 123"})
    assert load(shop, order.id).cases[0].state == "completed"
    assert shop.after_sales.counts()["trouble"] == 0
    assert_sound(shop)


def test_what_the_bank_takes_back_is_trouble_again(shop: App, standing_clock: StandingClock) -> None:
    gateway, order = gateway_of(shop), paid_order(shop)
    gateway.misbehave("reverse")
    ask(shop, order)
    settle(shop, standing_clock)
    after = load(shop, order.id)
    assert (after.refunds[0].state, after.refunds[0].was_reversed, after.refunded) == ("failed", True, 0)
    assert [task.kind for task in after.open_tasks()] == ["refund_trouble"]
    assert gateway.notices() == ()
    told = shop.database.read(lambda conn: conn.execute(select(inbox.c.state, inbox.c.error)).all())
    assert [tuple(row) for row in told] == [("done", None)]
    assert_sound(shop)


def test_each_payment_gets_back_what_came_through_it(shop: App) -> None:
    gateway, order = gateway_of(shop), paid_order(shop, 5000, 20000)
    ask(shop, order, 2)
    shop.worker.turn()
    after = load(shop, order.id)
    assert sorted(paid_back(gateway)) == sorted(one.amount for one in after.refunds)
    assert sum(paid_back(gateway)) == 11556
    assert all(payment.committed <= payment.captured for payment in after.payments)
    assert_sound(shop)


def test_two_workers_send_a_refund_once(shop: App, shop_url: str, standing_clock: StandingClock) -> None:
    gateway, order = gateway_of(shop), paid_order(shop)
    other = build(shop_url, now=standing_clock)
    other.refund_sending = RefundSending(other.database, other.commands, {"practice": gateway})
    gateway.misbehave("slow")
    ask(shop, order)
    for _ in range(4):
        shop.worker.turn()
        other.worker.turn()
        standing_clock.pass_hours(0.25)
    other.close()
    assert load(shop, order.id).refunds[0].state == "succeeded"
    assert gateway.books.count == 1


def test_a_program_that_died_between_sending_and_hearing_asks_first(
    shop: App, shop_url: str, standing_clock: StandingClock
) -> None:
    gateway, order = gateway_of(shop), paid_order(shop)
    ask(shop, order)
    refund = load(shop, order.id).refunds[0]
    gone = build(shop_url, now=standing_clock)

    class Dies(PracticeGateway):
        def refund(self, *told: object) -> object:  # type: ignore[override]
            gateway.refund(*told)  # type: ignore[arg-type]
            raise KeyboardInterrupt

    gone.refund_sending = RefundSending(gone.database, gone.commands, {"practice": Dies()})
    with pytest.raises(KeyboardInterrupt):
        gone.worker.turn()
    gone.close()
    assert load(shop, order.id).refunds[0].state == "pending"
    settle(shop, standing_clock)
    assert load(shop, order.id).refunds[0].state == "succeeded"
    assert paid_back(gateway) == [refund.amount]


class OutOfReach(Commands):
    """Commands on a database that is gone for a moment, just when the gateway has answered."""

    away = True

    def do(self, *asked: Any, **told: Any) -> Done:
        if self.away:
            raise OmsError("database_unreachable", database="")
        return super().do(*asked, **told)


@pytest.mark.parametrize("fault", ["", "reverse"])
def test_an_answer_that_could_not_be_written_down_is_asked_for_again(
    shop: App, standing_clock: StandingClock, fault: str
) -> None:
    gateway, order = gateway_of(shop), paid_order(shop)
    ask(shop, order)
    commands = OutOfReach(shop.database, shop.worlds)
    sending = RefundSending(shop.database, commands, {"practice": gateway})
    gateway.misbehave(*filter(None, [fault]))
    with pytest.raises(OmsError, match="database_unreachable"):
        sending.send_due()
    if fault:
        with pytest.raises(OmsError, match="database_unreachable"):
            sending.hear()
    assert load(shop, order.id).refunds[0].state == "pending"
    commands.away = False
    standing_clock.pass_hours(0.25)
    sending.send_due()
    sending.hear()
    after = load(shop, order.id).refunds[0]
    assert (after.state, after.was_reversed) == (("failed", True) if fault else ("succeeded", False))
    assert gateway.books.count == 1
    assert gateway.notices() == ()


def test_the_practice_gateway_keeps_its_books(shop: App, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("gateway") / "books.json"
    first = PracticeGateway(file)
    answer = first.refund("T1", 500, "CNY", "R1")
    first.misbehave("drop")
    again = PracticeGateway(file)
    assert again.query_refund("R1") == answer
    assert again.books.faults == ["drop"]
