"""The order desk's reading: queues, search, and one order with everything on it."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.machines import states_of
from desktop_oms.services.order_view import OrderView
from desktop_oms.services.orders import FORWARD, branches
from desktop_oms.storage import log_rows, order_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.words import say, table
from tests.services.conftest import StandingClock
from tests.services.shop_orders import CUP_CODE, SHELVED, Shop, open_shop

READY = SHELVED

ALL = [CUP_CODE, "TEE-XL", "TEE-XL"]


@pytest.fixture
def shop(app: App) -> Shop:
    return open_shop(app)


def view(shop: Shop, number: str, *, unmasked: bool = False) -> OrderView:
    desk = shop.app.orders
    return desk.view(desk.find(number), shop.boss, unmasked=unmasked)


def test_each_order_stands_in_the_queue_of_its_work(shop: Shop) -> None:
    to_audit = shop.order(confirm=False)
    to_pick, to_hand_over = shop.order(), shop.order()
    shop.app.packing.pack_by_scans(shop.clerk, to_hand_over, ALL)
    counts = shop.app.orders.counts()
    assert {queue: n for queue, n in counts.items() if n} == {
        "all": 3,
        "to_audit": 1,
        "to_pick": 1,
        "to_hand_over": 1,
    }
    for queue, number in (("to_audit", to_audit), ("to_pick", to_pick), ("to_hand_over", to_hand_over)):
        assert [row.number for row in shop.app.orders.page(queue)] == [number]
        assert shop.app.orders.total(queue) == 1


def test_pages_follow_each_other_without_gap_or_overlap(shop: Shop) -> None:
    desk = shop.app.orders
    numbers = [shop.order(confirm=False) for _ in range(5)]
    first = desk.page("all", limit=2)
    second = desk.page("all", after=first[-1], limit=2)
    assert [row.number for row in (*first, *second)] == numbers[:0:-1]
    assert desk.page("all", before=second[0], limit=2) == first
    assert [row.number for row in desk.page("all", reverse=True, limit=2)] == numbers[:2]
    anchors = desk.anchors("all")
    assert anchors.total == 5
    assert [row.number for row in desk.page_at(anchors, 3)] == numbers[1::-1]
    assert [row.number for row in desk.rows([first[1].id, first[0].id])] == [numbers[3], numbers[4]]


def test_an_unknown_queue_is_refused_naming_those_there_are(shop: Shop) -> None:
    for ask in (shop.app.orders.page, shop.app.orders.anchors, shop.app.orders.total):
        with pytest.raises(OmsError, match="queue_unknown") as refused:
            ask("to_dance")
        assert "to_audit" in str(refused.value.facts["known"])


@pytest.mark.parametrize(
    "scrap", ["S-77", "5678", "㐂䶮", "南山", "TEE-XL", "放门口", "s-77", "sku:TEE-XL", "external:S-77"]
)
def test_any_scrap_finds_the_order(shop: Shop, scrap: str) -> None:
    number = shop.order("S-77")
    found = shop.app.orders.search(scrap)
    assert [row.number for row in found.rows] == [number]
    assert found.text == scrap.rpartition(":")[2]


def test_a_field_looks_in_that_field_only(shop: Shop) -> None:
    shop.order("S-77")
    assert shop.app.orders.search("name:TEE-XL").rows == ()
    assert shop.app.orders.search("weather:TEE").field == ""


def test_a_waybill_finds_its_order_once_it_is_labelled(shop: Shop) -> None:
    number = shop.order()
    assert shop.app.orders.search("F10000001").rows == ()
    shop.app.packing.pack_by_scans(shop.clerk, number, ALL)
    assert [row.number for row in shop.app.orders.search("F10000001").rows] == [number]


def test_a_pasted_list_comes_back_in_its_order_with_the_unknown_named(shop: Shop) -> None:
    first, second = shop.order("S-1"), shop.order("S-2")
    found = shop.app.orders.search(f"{second}\nS-1，A999999")
    assert [row.number for row in found.rows] == [second, first]
    assert found.unknown == ("A999999",)


def test_a_comma_in_a_note_is_no_list(shop: Shop) -> None:
    number = shop.order()
    shop.do(shop.desk, number, "order.amend", buyer_note="red, not blue", reason="asked")
    assert [row.number for row in shop.app.orders.search("red, not").rows] == [number]


def test_an_order_is_found_by_our_number_and_the_shops(shop: Shop) -> None:
    number = shop.order("S-1")
    desk = shop.app.orders
    assert desk.find(f" {number} ") == desk.find("S-1")
    with pytest.raises(OmsError, match="order_missing") as missing:
        desk.find("A000")
    assert missing.value.facts["number"] == "A000"
    with pytest.raises(OmsError, match="order_missing"):
        desk.view(1, shop.boss)


def test_a_number_that_two_shops_use_asks_which(shop: Shop) -> None:
    first = shop.order("S-1")
    second = shop.order("S-1", channel="taobao")
    with pytest.raises(OmsError, match="order_number_shared") as shared:
        shop.app.orders.find("S-1")
    assert set(str(shared.value.facts["known"]).split(", ")) == {first, second}


def test_a_parcel_tells_when_the_shop_heard_of_it(shop: Shop) -> None:
    number = shop.order()
    waybill = str(shop.app.packing.pack_by_scans(shop.clerk, number, ALL)[-1].facts["waybill"])
    shop.app.hand_over.scan(shop.clerk, waybill)
    assert view(shop, number).parcels[0].reported_at is None
    now = shop.app.database.now()

    def tell(conn: Connection) -> None:
        for message in log_rows.claim_out(conn, "worker", now, topic="channel.shipped"):
            log_rows.finish_out(conn, "worker", message.id, now)

    shop.app.database.write(tell)
    (parcel,) = view(shop, number).parcels
    assert (parcel.reported_at, parcel.handed_at, parcel.from_shop) == (now, now, False)


def test_a_view_shows_the_whole_order(shop: Shop, standing_clock: StandingClock) -> None:
    number = shop.order("S-1")
    standing_clock.pass_hours(1)
    shop.app.packing.pack_by_scans(shop.clerk, number, ALL)
    seen = view(shop, number)
    assert (seen.number, seen.external_no, seen.status, seen.work_stage) == (number, "S-1", "confirmed", "to_hand_over")
    assert (seen.seller, seen.channel, seen.channel_kind) == ("山野小铺", "Shopify", "shopify")
    assert [(line.sku, line.bin, line.qty, line.units, line.known) for line in seen.lines] == [
        ("CUP", "A-10", 1, (("boxed", 1), ("picked", 1)), True),
        ("TEE-XL", "A-2", 2, (("boxed", 2), ("picked", 2)), True),
    ]
    assert seen.money == (("goods", 3000), ("shipping", 500), ("total", 3500), ("captured", 3500))
    (parcel,) = seen.parcels
    assert (parcel.state, parcel.waybill, parcel.pieces, parcel.scanned) == ("labelled", "F10000001", 3, 3)
    assert (parcel.labelled_at, parcel.printed_at, parcel.handed_at) == (standing_clock.ms, None, None)
    assert [part.sender for part in seen.parts] == ["深圳仓"]
    assert [payment.state for payment in seen.payments] == ["captured"]
    assert seen.notes == (("buyer_note", "请放门口"),)


def test_the_stepper_tells_when_each_status_was_reached(shop: Shop, standing_clock: StandingClock) -> None:
    placed = standing_clock.ms
    number = shop.order(confirm=False)
    standing_clock.pass_hours(1)
    shop.do(shop.desk, number, "order.confirm")
    stops = view(shop, number).stops
    assert tuple(stop.status for stop in stops) == FORWARD
    assert [stop.state for stop in stops] == ["done"] * 4 + ["current"] + ["to_come"] * 2
    assert [stop.at for stop in stops] == [placed] * 4 + [standing_clock.ms, None, None]


def test_the_stepper_stays_where_the_order_was_when_a_refund_is_asked_for(shop: Shop) -> None:
    number = shop.order(CUP=2)
    line = shop.read(number).lines[0]
    shop.do(shop.desk, number, "case.request", kind="refund_unshipped", lines={line.id: 1}, reason="changed_mind")
    seen = view(shop, number)
    current = [stop.status for stop in seen.stops if stop.state == "current"]
    assert current == ["confirmed"]
    assert (seen.status, seen.branches) == ("refunding", (("refunding", "refunded"), ("exchanging",)))
    assert seen.cases[0].worth > 0


def test_branches_are_statuses_for_every_stage(shop: Shop) -> None:
    order = shop.read(shop.order())
    for stage in states_of("order"):
        order.stage, order.status = stage, "confirmed"
        for chain in branches(order):
            assert all(f"status.{status}" in table() for status in chain)


def test_a_receiver_is_masked_until_somebody_says_why(shop: Shop) -> None:
    number = shop.order()
    masked = view(shop, number).receiver
    assert masked.masked
    assert "13912345678" not in masked.phone
    assert "801" not in masked.address
    order_id = shop.app.orders.find(number)
    with pytest.raises(Refused, match="reason_missing"):
        shop.app.orders.reveal(order_id, shop.desk, " ")
    full = shop.app.orders.reveal(order_id, shop.desk, "courier asks")
    assert (full.phone, full.masked) == ("13912345678", False)
    assert view(shop, number, unmasked=True).receiver == full
    looks = shop.app.database.read(lambda conn: shop.deeds(conn, "order.reveal"))
    assert looks == [("desk", order_id, {"reason": "courier asks"})]


def test_the_history_tells_who_did_what_where(shop: Shop) -> None:
    number = shop.order()
    shop.app.packing.pack_by_scans(shop.clerk, number, ALL)
    told = [
        (entry.actor, entry.station, entry.machine, entry.event, entry.subject) for entry in view(shop, number).entries
    ]
    assert ("desk", "", "order", "confirm", "") in told
    assert ("clerk", "bench 1", "parcel", "label", "1") in told
    assert [entry.seq for entry in view(shop, number).entries] == list(range(1, len(told) + 1))


def test_actions_name_what_may_be_done_and_why_the_rest_may_not(shop: Shop) -> None:
    number = shop.order(confirm=False)
    confirm = view(shop, number).action("order.confirm")
    assert confirm is not None
    assert confirm.allowed
    shop.do(shop.desk, number, "hold.place", reason="check")
    seen = view(shop, number)
    refused = seen.action("order.confirm")
    assert refused is not None
    assert (refused.allowed, refused.refusal) == (False, "on_hold")
    release = seen.action("hold.release")
    assert release is not None
    assert release.subject_id == seen.holds[0].id
    assert seen.action("order.complete") is None


def test_an_action_that_asks_for_a_reason_is_allowed_and_says_so(shop: Shop) -> None:
    place = view(shop, shop.order(confirm=False)).action("hold.place")
    assert place is not None
    assert place.allowed
    assert "reason" in place.needs


def test_every_action_offered_is_accepted_or_refused_alike_by_the_command(shop: Shop) -> None:
    """What a stale screen still offers is refused by the command, in words and with nothing written."""
    number = shop.order()
    stale = view(shop, number)
    shop.do(shop.desk, number, "order.unconfirm")
    before = shop.app.database.read(lambda conn: order_rows.snapshot(order_rows.load(conn, stale.id, lock=False)))
    for action in stale.actions:
        with pytest.raises(OmsError) as refused:
            shop.app.commands.do(
                shop.boss, stale.id, action.event, action.subject_id, seen_version=stale.version, args={"reason": "x"}
            )
        assert refused.value.code in ("order_changed_by", "subject_missing")
        for language in ("zh_CN", "en"):
            assert say(f"error.{refused.value.code}", language, **refused.value.facts)
    assert (
        shop.app.database.read(lambda conn: order_rows.snapshot(order_rows.load(conn, stale.id, lock=False))) == before
    )
