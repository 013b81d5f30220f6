"""Queues show each order that belongs to them once, in order, whichever way one pages."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, select, update

from desktop_oms.domain.badges import Badge
from desktop_oms.storage import queues
from desktop_oms.storage.queues import LISTS, QUEUES, SOON_MS, SORTS, OrderRow, sorted_queue
from desktop_oms.storage.tables.order import BEFORE_HAND_OVER, orders
from tests.bench.made_orders import NOW

TIMED = pytest.mark.parametrize("queue", [*QUEUES, "all.placed_at", "to_pick.ship_by"])


def belongs(queue: str, row: OrderRow, now: int = NOW) -> bool:
    """Whether an order stands in a queue, said without SQL."""
    if queue == "late":
        return row.work_stage in BEFORE_HAND_OVER and row.ship_by is not None and row.ship_by < now
    if queue == "due_soon":
        return row.work_stage in BEFORE_HAND_OVER and row.ship_by is not None and now <= row.ship_by < now + SOON_MS
    if queue == "after_sales":
        return row.status in ("refunding", "exchanging")
    if queue == "on_hold":
        return bool(row.badges & Badge.ON_HOLD)
    return queue.startswith("all") or row.work_stage == queue.partition(".")[0]


def every_order(conn: Connection) -> list[OrderRow]:
    """All orders as they are now."""
    return [OrderRow._make(row) for row in conn.execute(select(*(orders.c[name] for name in OrderRow._fields)))]


_read: dict[str, list[OrderRow]] = {}


def expected(conn: Connection, queue: str, now: int = NOW, found: list[OrderRow] | None = None) -> list[int]:
    """The keys of a queue's orders in its order, by a look at all of them: at `found`, or as they were filled."""
    if found is None:
        place = str(conn.engine.url)
        found = _read[place] = _read.get(place) or every_order(conn)
    falling = LISTS[queue].falling
    chosen = sorted((row for row in found if belongs(queue, row, now)), key=lambda row: queues.key_of(queue, row))
    return [row.id for row in (reversed(chosen) if falling else chosen)]


def walk(conn: Connection, queue: str, limit: int = 300, *, reverse: bool = False) -> list[int]:
    """Every key of a queue, page by page from the top."""
    found: list[int] = []
    page = queues.page(conn, queue, now=NOW, limit=limit, reverse=reverse)
    while page:
        found += [row.id for row in page]
        after = queues.key_of(queue, page[-1])
        page = queues.page(conn, queue, now=NOW, after=after, limit=limit, reverse=reverse)
    return found


@TIMED
def test_pages_from_the_top_hold_every_order_of_the_queue_once_and_in_order(filled: Connection, queue: str) -> None:
    wanted = expected(filled, queue)
    assert wanted
    assert walk(filled, queue) == wanted


@TIMED
def test_pages_from_below_hold_the_same_orders(filled: Connection, queue: str) -> None:
    wanted = expected(filled, queue)
    last = queues.page(filled, queue, now=NOW, limit=1, reverse=True)[0]
    found = [last.id]
    page = queues.page(filled, queue, now=NOW, before=queues.key_of(queue, last), limit=300)
    while page:
        found = [row.id for row in page] + found
        page = queues.page(filled, queue, now=NOW, before=queues.key_of(queue, page[0]), limit=300)
    assert found == wanted


def test_a_queue_can_be_turned_round(filled: Connection) -> None:
    assert walk(filled, "to_pick", 50, reverse=True) == expected(filled, "to_pick")[::-1]
    assert walk(filled, "late", reverse=True) == expected(filled, "late")[::-1]


def test_a_queue_is_sorted_by_the_columns_whose_index_holds_it(filled: Connection) -> None:
    assert {sorted_queue(queue, column) for queue, columns in SORTS.items() for column in columns} == set(LISTS)
    assert sorted_queue("to_pick", "placed_at") == "to_pick"
    places = {row.id: row.placed_at for row in queues.page(filled, "all.placed_at", now=NOW, limit=500)}
    assert list(places.values()) == sorted(places.values(), reverse=True)


def test_orders_without_a_deadline_stand_behind_all_that_have_one(filled: Connection) -> None:
    some = [row.id for row in queues.page(filled, "to_pick", now=NOW, limit=5)]
    filled.execute(update(orders).where(orders.c.id.in_(some)).values(ship_by=None))
    found = queues.page(filled, "to_pick.ship_by", now=NOW, limit=1_000)
    times = [row.ship_by for row in found if row.ship_by is not None]
    assert times == sorted(times)
    assert [row.id for row in found[len(times) :]] == sorted(some)
    assert walk(filled, "to_pick.ship_by", 7) == [row.id for row in found]
    assert walk(filled, "to_pick.ship_by", 7, reverse=True) == [row.id for row in reversed(found)]


def test_orders_of_the_same_moment_are_neither_lost_nor_repeated(filled: Connection) -> None:
    filled.execute(update(orders).where(orders.c.work_stage == "to_pick").values(created_at=NOW))
    wanted = expected(filled, "to_pick", found=every_order(filled))
    assert walk(filled, "to_pick", 7) == wanted
    assert wanted == sorted(wanted, reverse=True)


def test_counts_are_exact_to_999_and_then_say_1000(filled: Connection) -> None:
    told = queues.counts(filled, now=NOW)
    assert list(told) == list(QUEUES)
    assert told == {queue: min(1000, len(expected(filled, queue))) for queue in QUEUES}
    assert told["all"] == 1000
    assert told["to_pick"] < 999


def test_the_total_is_exact(filled: Connection) -> None:
    assert queues.total(filled, "all", now=NOW) == 20_000
    assert queues.total(filled, "late", now=NOW) == len(expected(filled, "late"))


@TIMED
def test_orders_are_told_apart_by_whether_they_stand_in_a_queue(filled: Connection, queue: str) -> None:
    wanted = expected(filled, queue)
    asked = [*wanted[:3], *(row.id for row in every_order(filled)[::7])]
    inside = set(asked) & set(wanted)
    assert inside
    assert queues.standing(filled, queue, asked, now=NOW) == inside


def test_late_asks_the_clock(filled: Connection) -> None:
    earlier = NOW - 5 * 24 * 3_600_000
    assert [row.id for row in queues.page(filled, "late", now=earlier)] == expected(filled, "late", earlier)[:200]
    assert queues.counts(filled, now=0)["late"] == 0


@pytest.mark.parametrize("queue", ["all", "late", "in_transit"])
def test_any_place_of_a_queue_is_reached_through_its_anchors(filled: Connection, queue: str) -> None:
    wanted = expected(filled, queue)
    known = queues.anchors(filled, queue, now=NOW)
    assert known.total == len(wanted)
    assert len(known.keys) == -(-len(wanted) // known.step)
    for index in (0, 1, 199, 200, 201, len(wanted) * 3 // 4, len(wanted) - 1):
        found = queues.page_at(filled, known, index, now=NOW, limit=10)
        assert [row.id for row in found] == wanted[index : index + 10]
    assert queues.page_at(filled, known, len(wanted), now=NOW) == []


def test_an_empty_queue_has_no_anchors_and_no_rows(filled: Connection) -> None:
    known = queues.anchors(filled, "late", now=0)
    assert (known.total, known.keys) == (0, ())
    assert queues.page_at(filled, known, 0, now=0) == []
    assert queues.page(filled, "late", now=0) == []


def test_rows_come_in_the_order_asked_for(filled: Connection) -> None:
    keys = [row.id for row in queues.page(filled, "to_pick", now=NOW, limit=5)]
    asked = [keys[3], keys[0], 42, keys[4]]
    assert [row.id for row in queues.rows(filled, asked)] == [keys[3], keys[0], keys[4]]
    assert queues.rows(filled, []) == []
