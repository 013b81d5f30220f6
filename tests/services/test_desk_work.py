"""Bulk work, tags, owners, orders that ship together, and hints: on both databases, each order whole or untouched."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.incoming import Address
from desktop_oms.services.bulk import NAMES
from desktop_oms.services.buyers import HOURS
from desktop_oms.services.entry import DraftForm, DraftLine
from desktop_oms.storage import desk_rows
from tests.services.conftest import NOON, StandingClock, everything
from tests.services.orders import ADDRESS, PLACED, an_order, bring_in
from tests.services.shop_orders import SHELVED, Shop, open_shop, sound

READY = SHELVED


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


def ids(shop: Shop, *numbers: str) -> list[int]:
    return [shop.app.orders.find(number) for number in numbers]


def test_each_order_has_its_result_and_a_refused_one_stops_nobody(shop: Shop) -> None:
    ready, short, other = shop.order(confirm=False), shop.order(confirm=False, CUP=500), shop.order(confirm=False)
    told: list[int] = []
    results = shop.app.bulk.run(
        shop.desk, "confirm", ids(shop, ready, short, other), progress=lambda n: not told.append(n)
    )
    assert [one.trouble.code if one.trouble else "" for one in results] == ["", "stock_short", ""]
    assert told == [1, 2, 3]
    assert [shop.read(number).status for number in (ready, short, other)] == ["confirmed", "paid", "confirmed"]
    again = shop.app.bulk.run(shop.desk, "confirm", [results[1].order_id])
    assert again[0].trouble is not None


def test_the_same_bulk_command_does_nothing_twice(shop: Shop) -> None:
    numbers = ids(shop, shop.order(), shop.order())
    shop.app.bulk.run(shop.desk, "hold", numbers, {"reason": "stock count"}, command_id="one")
    before = everything(shop.app)
    shop.app.bulk.run(shop.desk, "hold", numbers, {"reason": "stock count"}, command_id="one")
    assert everything(shop.app) == before


def test_orders_are_held_until_a_time_and_released(shop: Shop) -> None:
    one, other = shop.order(), shop.order()
    shop.app.bulk.run(shop.desk, "hold", ids(shop, one), {"reason": "call", "until": NOON + 3_600_000})
    assert shop.read(one).holds[0].until == NOON + 3_600_000
    results = shop.app.bulk.run(shop.desk, "release", ids(shop, one, other))
    assert [one.trouble.code if one.trouble else "" for one in results] == ["", "nothing_on_hold"]
    assert not shop.read(one).held


def test_paid_orders_are_cancelled_by_giving_the_money_back(shop: Shop) -> None:
    paid, confirmed = shop.order(confirm=False), shop.order()
    with pytest.raises(Refused, match="reason_missing"):
        shop.app.bulk.run(shop.desk, "cancel", ids(shop, paid))
    results = shop.app.bulk.run(shop.desk, "cancel", ids(shop, paid, confirmed), {"reason": "closed"})
    assert [one.trouble for one in results] == [None, None]
    for number in (paid, confirmed):
        order = shop.read(number)
        assert [(case.kind, case.reason) for case in order.cases] == [("refund_unshipped", "closed")]
        assert all(line.going_out == 0 for line in order.lines)
    again = shop.app.bulk.run(shop.desk, "cancel", ids(shop, paid), {"reason": "closed"})
    assert again[0].trouble is not None


def test_a_draft_is_cancelled_without_a_case(shop: Shop) -> None:
    channel = shop.app.setup.state().channel("taobao")
    receiver = Address("林晓雯", "13800138000", "CN", "广东省", "深圳市", "南山区", "科苑路 15 号")
    made = shop.app.entry.draft(shop.desk, DraftForm(channel.id, receiver, (DraftLine("CUP", 1, 700),), "tb_lin"))
    shop.app.bulk.run(shop.desk, "cancel", [made.order_id], {"reason": "closed"})
    order = shop.read(made.number)
    assert (order.stage, order.reason, order.cases) == ("cancelled", "closed", [])


def test_routing_again_is_both_steps_or_neither(shop: Shop) -> None:
    number = shop.order()
    results = shop.app.bulk.run(shop.desk, "route", ids(shop, number))
    assert results[0].done is not None
    assert results[0].done.events[0] == "order.unconfirm"
    assert shop.read(number).status == "confirmed"
    shop.do(shop.desk, number, "hold.place", reason="wait")
    before = everything(shop.app)
    results = shop.app.bulk.run(shop.desk, "route", ids(shop, number))
    assert results[0].trouble is not None
    assert results[0].trouble.code == "on_hold"
    assert everything(shop.app) == before


def test_tags_and_owners_stand_beside_the_order(shop: Shop) -> None:
    number, tagging = shop.order(), shop.app.tagging
    key, version = ids(shop, number)[0], shop.read(number).version
    for name in ("VIP", "vip", "called  twice"):
        assert shop.app.bulk.run(shop.desk, "tag", [key], {"to": name})[0].trouble is None
    tagging.paint(shop.desk, "vip", "reverse")
    assert [(tag.name, tag.family) for tag in shop.app.lists.tags_of([key])[key]] == [
        ("VIP", "reverse"),
        ("called twice", "neutral"),
    ]
    assert shop.app.bulk.run(shop.desk, "untag", [key], {"to": "VIP"})[0].trouble is None
    assert [tag.name for tag in shop.app.lists.tags_of([key])[key]] == ["called twice"]
    assert shop.app.bulk.run(shop.desk, "assign", [key], {"to": "desk"})[0].trouble is None
    assert tagging.owners_of([key]) == {key: "desk"}
    tagging.assign(shop.desk, key, "")
    assert tagging.owners_of([key]) == {}
    for name, to, code in (
        ("untag", "VIP", "tag_not_there"),
        ("tag", "x" * 25, "tag_too_long"),
        ("assign", "nobody", "user_unknown"),
    ):
        trouble = shop.app.bulk.run(shop.desk, name, [key], {"to": to})[0].trouble
        assert trouble is not None
        assert trouble.code == code
    with pytest.raises(OmsError, match="tag_family_unknown"):
        tagging.paint(shop.desk, "VIP", "pink")
    assert shop.read(number).version == version


def test_unknown_work_is_refused_before_anything_is_done(shop: Shop) -> None:
    with pytest.raises(OmsError, match="bulk_unknown"):
        shop.app.bulk.run(shop.desk, "delete", ids(shop, shop.order()))


def test_orders_of_one_receiver_ship_together_until_picked(shop: Shop) -> None:
    together = shop.app.together
    one, other, third = shop.order(), shop.order(), shop.order()
    keys = ids(shop, one, other, third)
    assert [mates.numbers for mates in together.hints()] == [(one, other, third)]
    before = [shop.read(number) for number in (one, other)]
    together.make(shop.desk, [keys[1], keys[0]])
    assert [shop.read(number) for number in (one, other)] == before
    assert together.group_of(keys[0]) == tuple(keys[:2])
    assert [(mates.numbers, bool(mates.group_id)) for mates in together.hints()] == [((one, other), True)]
    with pytest.raises(Refused, match="together_taken"):
        together.make(shop.desk, keys[1:])
    part = shop.read(one).fulfilments[0]
    shop.do(shop.clerk, one, "fulfilment.pick", part)
    shop.do(shop.clerk, one, "fulfilment.picked", part)
    with pytest.raises(Refused, match="together_too_late"):
        together.undo(shop.desk, keys[1])
    shop.do(shop.clerk, one, "fulfilment.put_back", part)
    assert together.undo(shop.desk, keys[1]) == tuple(keys[:2])
    assert together.group_of(keys[0]) == ()
    together.make(shop.desk, keys)
    assert sound(shop)


def test_an_order_whose_picking_has_begun_is_no_hint_any_more(shop: Shop) -> None:
    one, other, third = shop.order(), shop.order(), shop.order()
    part = shop.read(third).fulfilments[0]
    shop.do(shop.clerk, third, "fulfilment.pick", part)
    shop.do(shop.clerk, third, "fulfilment.picked", part)
    assert [mates.numbers for mates in shop.app.together.hints()] == [(one, other)]
    shop.app.together.make(shop.desk, ids(shop, one, other))


def test_what_cannot_ship_together_is_refused(shop: Shop) -> None:
    together = shop.app.together
    one, other = shop.order(), shop.order()
    keys = ids(shop, one, other)
    shop.do(shop.desk, other, "order.amend", address={"street": "another street 1"})
    assert together.hints() == []
    with pytest.raises(Refused, match="together_differs"):
        together.make(shop.desk, keys)
    with pytest.raises(Refused, match="together_needs_two"):
        together.make(shop.desk, [keys[0], keys[0]])
    with pytest.raises(Refused, match="together_too_many"):
        together.make(shop.desk, range(1, 50))
    with pytest.raises(Refused, match="together_not"):
        together.undo(shop.desk, keys[0])
    with pytest.raises(Refused, match="not_your_role"):
        together.make(shop.clerk, keys)


def test_hints_about_a_buyer_advise_and_never_decide(shop: Shop) -> None:
    one = shop.order()
    key = ids(shop, one)[0]
    assert shop.app.buyers.hints(key) == shop.app.buyers.hints(key).__class__()
    other, third = shop.order(), shop.order()
    assert shop.app.buyers.hints(key).same_phone == (other, third)
    shop.app.buyers.block(shop.desk, "139-1234-5678", "refused three parcels")
    shop.app.buyers.block(shop.desk, "小鱼", "asked for credit")
    shop.app.buyers.block(shop.desk, "小鱼", "asked again")
    assert {block.reason for block in shop.app.buyers.hints(key).blocked} == {"refused three parcels", "asked again"}
    assert shop.read(shop.order()).status == "confirmed"
    shop.app.buyers.unblock(shop.desk, "13912345678")
    assert [block.value for block in shop.app.buyers.blocked()] == ["小鱼"]
    with pytest.raises(OmsError, match="buyer_not_blocked"):
        shop.app.buyers.unblock(shop.desk, "13912345678")


def test_orders_to_one_phone_are_counted_around_the_order_looked_at(shop: Shop, standing_clock: StandingClock) -> None:
    """Neither long before nor long after it: what its hints said then they say still."""
    numbers = []
    for _ in range(3):
        numbers += [shop.order(), shop.order(), shop.order()]
        standing_clock.pass_hours(HOURS + 1)
    middle = numbers[3:6]
    assert shop.app.buyers.hints(shop.app.orders.find(middle[0])).same_phone == tuple(middle[1:])


def test_orders_of_some_weeks_that_one_file_brings_in_are_not_taken_for_those_of_a_day(shop: Shop) -> None:
    day = 24 * 3_600_000
    weeks = [an_order(f"W-{n}", placed_at=PLACED - n * 3 * day) for n in range(3)]
    made = [one.order_id for one in bring_in(shop.app, *weeks, an_order("D-1"), an_order("D-2")).orders]
    told = [len(shop.app.buyers.hints(key).same_phone) for key in made if key]
    assert told == [2, 0, 0, 2, 2]


def test_the_buyer_of_an_order_is_blocked_by_what_is_known_of_them(shop: Shop) -> None:
    masked = replace(ADDRESS, phone="139****5678")
    orders = (an_order("B-1"), an_order("B-2", ship_to=masked), an_order("B-3", ship_to=masked, buyer=" "))
    keys = [one.order_id or 0 for one in bring_in(shop.app, *orders).orders]
    buyers = shop.app.buyers
    assert [buyers.block_buyer_of(shop.desk, key, "refused").kind for key in keys[:2]] == ["phone", "buyer"]
    assert len(buyers.hints(keys[0]).blocked) == 2
    with pytest.raises(OmsError, match="buyer_not_known"):
        buyers.block_buyer_of(shop.desk, keys[2], "refused")
    with pytest.raises(Refused, match="not_your_role"):
        buyers.unblock_buyer_of(shop.clerk, keys[0])
    buyers.unblock_buyer_of(shop.desk, keys[0])
    assert buyers.blocked() == []
    with pytest.raises(OmsError, match="buyer_not_blocked"):
        buyers.unblock_buyer_of(shop.desk, keys[0])


def test_a_blocked_name_is_found_however_it_is_written(shop: Shop) -> None:
    shop.app.buyers.block(shop.desk, "Änne Ötzi", "refused three parcels")
    found = shop.app.database.read(lambda conn: desk_rows.known_blocks(conn, "", "ÄNNE ÖTZI"))
    assert [block.reason for block in found] == ["refused three parcels"]


@pytest.mark.parametrize("seed", range(3))
def test_a_random_walk_of_the_desk_keeps_every_invariant(shop: Shop, seed: int) -> None:
    """Bulk work, groups and amendments in any order; whatever is refused leaves nothing, the books add up."""
    rng = random.Random(seed)
    numbers = [shop.order(confirm=rng.random() < 0.5, CUP=rng.randint(1, 3)) for _ in range(6)]
    keys, together, done, refused = ids(shop, *numbers), shop.app.together, 0, 0
    for _ in range(60):
        some = rng.sample(keys, rng.randint(1, 4))
        way = rng.choice([*NAMES, "make", "undo", "amend"])
        try:
            if way == "make":
                together.make(shop.desk, some)
            elif way == "undo":
                together.undo(shop.desk, some[0])
            elif way == "amend":
                line = shop.app.orders.load(some[0]).lines[0]
                shop.app.commands.do(shop.desk, some[0], "order.amend", args={"remove": {line.id: 1}})
            else:
                args = {"reason": "walk"} if way in ("hold", "cancel") else {}
                to = {"to": rng.choice(["VIP", "desk"])} if way in ("tag", "untag", "assign") else {}
                results = shop.app.bulk.run(shop.desk, way, some, {**args, **to})
                done += sum(one.trouble is None for one in results)
        except OmsError:
            refused += 1
    for number in numbers:
        shop.read(number)
    assert done > 20
    assert refused > 0
    assert sound(shop)
