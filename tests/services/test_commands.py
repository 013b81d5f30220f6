"""One action is one command is one transaction: answered once, refused with its reason, never half done."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from desktop_oms.app import App, build
from desktop_oms.domain.command import Run
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.services.commands import Done
from tests.services.conftest import StandingClock, everything
from tests.services.orders import STOCKED, TEE, an_order, assert_sound, bring_in, load, stocked, the_order

READY = STOCKED

ONE = (replace(TEE, qty=1),)


@pytest.fixture
def shop(app: App) -> App:
    return stocked(app)


def one_piece(number: str) -> object:
    return an_order(number, lines=ONE, goods=5990, total=6990, paid=6990)


def test_the_same_command_id_answers_with_the_first_result(shop: App) -> None:
    desk, order = shop.people.actor("desk"), the_order(shop, an_order())
    first = shop.commands.do(desk, order.id, "order.confirm", command_id="click")
    before = everything(shop)
    assert shop.commands.do(desk, order.id, "order.confirm", command_id="click") == first
    assert everything(shop) == before


def test_a_refused_command_writes_nothing_and_may_come_again(shop: App) -> None:
    desk, order = shop.people.actor("desk"), the_order(shop, an_order())
    hold = shop.commands.do(desk, order.id, "hold.place", args={"reason": "buyer_away"}).subject_id
    before = everything(shop)
    with pytest.raises(Refused, match="on_hold"):
        shop.commands.do(desk, order.id, "order.confirm", command_id="click")
    assert everything(shop) == before
    shop.commands.do(desk, order.id, "hold.release", hold)
    assert shop.commands.do(desk, order.id, "order.confirm", command_id="click").status == "confirmed"


def test_whoever_looked_at_an_older_version_is_told(shop: App) -> None:
    desk, order = shop.people.actor("desk"), the_order(shop, an_order())
    shop.commands.do(desk, order.id, "order.amend", args={"seller_note": "x"})
    with pytest.raises(Refused, match="order_changed"):
        shop.commands.do(desk, order.id, "order.confirm", seen_version=order.version)
    seen = load(shop, order.id).version
    assert shop.commands.do(desk, order.id, "order.confirm", seen_version=seen).version == seen + 1


@pytest.mark.parametrize(
    ("event", "login", "code"),
    [
        ("order.confirm", "clerk", "not_your_role"),
        ("order.complete", "desk", "not_in_state"),
        ("order.cancel", "desk", "not_in_state"),
        ("order.close", "boss", "event_internal"),
        ("order.fly", "boss", "event_unknown"),
        ("parcel.open", "clerk", "order_not_confirmed"),
        ("refund.create_excess", "cashier", "no_excess"),
    ],
)
def test_a_stale_client_is_refused_in_words(shop: App, event: str, login: str, code: str) -> None:
    order = the_order(shop, an_order())
    before = everything(shop)
    with pytest.raises(Refused) as refusal:
        shop.commands.do(shop.people.actor(login), order.id, event, args={"reason": "r"})
    assert refusal.value.code == code
    assert everything(shop) == before


def test_what_does_not_exist_is_said(shop: App) -> None:
    desk, order = shop.people.actor("desk"), the_order(shop, an_order())
    with pytest.raises(OmsError, match="order_missing"):
        shop.commands.do(desk, 1, "order.confirm")
    with pytest.raises(OmsError, match="subject_missing"):
        shop.commands.do(desk, order.id, "parcel.void", 1)


def test_arguments_are_looked_at_before_any_rule(shop: App) -> None:
    desk, order = shop.people.actor("desk"), the_order(shop, an_order())
    with pytest.raises(Refused, match="argument_unknown"):
        shop.commands.do(desk, order.id, "order.confirm", args={"colour": "red"})
    with pytest.raises(Refused, match="argument_not_valid"):
        shop.commands.do(desk, order.id, "order.confirm", args={"backorder": "yes"})


def test_a_bulk_command_answers_for_each_order(shop: App) -> None:
    desk = shop.people.actor("desk")
    made = bring_in(shop, an_order("1"), an_order("2", lines=(replace(TEE, sku="NOBODY"),)), an_order("3"))
    ids = [one.order_id or 0 for one in made.orders]
    results = shop.commands.many(desk, ids, "order.confirm", command_id="bulk")
    assert [one.trouble.code if one.trouble else "" for one in results] == ["", "task_blocks", ""]
    again = shop.commands.many(desk, ids, "order.confirm", command_id="bulk")
    assert [one.done for one in again] == [one.done for one in results]
    assert_sound(shop)


def test_a_bulk_command_can_be_stopped(shop: App) -> None:
    made = bring_in(shop, an_order("1"), an_order("2"))
    ids = [one.order_id or 0 for one in made.orders]
    results = shop.commands.many(shop.people.actor("desk"), ids, "order.confirm", progress=lambda done: False)
    assert len(results) == 1
    assert shop.orders.counts()["to_audit"] == 1


def test_a_command_that_fails_half_way_leaves_nothing(shop: App) -> None:
    order = the_order(shop, an_order())
    before = everything(shop)

    def deed(run: Run) -> None:
        run.fire("order.confirm", run.order)
        raise Refused("on_hold")

    with pytest.raises(Refused):
        shop.commands.run(shop.people.actor("desk"), order.id, "test", deed)
    assert everything(shop) == before


@pytest.fixture
def other(shop: App, shop_url: str, standing_clock: StandingClock) -> object:
    """A second program on the same database."""
    app = build(shop_url, now=standing_clock)
    yield app
    app.close()


def at_once(*deeds: Callable[[], Done]) -> list[str]:
    """Run the deeds in threads of their own; each one's outcome: its status, or the code of its refusal."""

    def outcome(deed: Callable[[], Done]) -> str:
        try:
            return deed().status
        except Refused as refusal:
            return refusal.code

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(outcome, deeds))


def test_of_two_programs_confirming_one_order_one_is_refused(shop: App, other: App) -> None:
    desk, order = shop.people.actor("desk"), the_order(shop, an_order())
    found = at_once(
        lambda: shop.commands.do(desk, order.id, "order.confirm"),
        lambda: other.commands.do(desk, order.id, "order.confirm"),
    )
    assert sorted(found) == ["confirmed", "not_in_state"]
    assert {row.code: row.allocated for row in shop.stock.show() if row.allocated} == {"TEE-NV-XL": 2, "CUP-500": 1}
    assert_sound(shop)


def test_a_change_just_before_the_save_is_never_overwritten(shop: App, other: App) -> None:
    """The second program changes the order after the first one has read it, where the database lets it."""
    desk, order = shop.people.actor("desk"), the_order(shop, an_order())
    shop.commands.do(desk, order.id, "order.amend", args={"seller_note": "first"})
    found = at_once(
        *(
            (lambda app=app, n=n: app.commands.do(desk, order.id, "hold.place", args={"reason": f"r{n}"}))  # type: ignore[misc]
            for n, app in enumerate((shop, other, shop, other))
        )
    )
    assert found == ["paid"] * 4
    after = load(shop, order.id)
    assert (len(after.holds), after.version, after.seller_note) == (4, order.version + 5, "first")
    assert_sound(shop)


def test_the_last_pieces_are_promised_once(shop: App, other: App) -> None:
    boss, desk = shop.people.actor("boss"), shop.people.actor("desk")
    shop.stock.set(boss, "TEE-NV-XL", "SZ", 3, "counted")
    made = bring_in(shop, *(one_piece(str(n)) for n in range(6)))  # type: ignore[arg-type]
    deeds = [
        (lambda app=app, key=one.order_id: app.commands.do(desk, key, "order.confirm"))  # type: ignore[misc]
        for one, app in zip(made.orders, (shop, other) * 3, strict=True)
    ]
    found = at_once(*deeds)
    assert sorted(found) == ["confirmed"] * 3 + ["stock_short"] * 3
    (level,) = shop.stock.show("TEE-NV-XL")
    assert (level.allocated, level.available) == (3, 0)
    assert_sound(shop)
