"""Orders go into the tables and come back the same, and only what changed is written."""

from __future__ import annotations

import copy
import dataclasses

import pytest
from sqlalchemy import Connection, Engine, func, select

from desktop_oms.domain import entities, order
from desktop_oms.domain.entities import OrderLine
from desktop_oms.domain.order import Order
from desktop_oms.storage import order_rows
from desktop_oms.storage.engine import StaleOrder, read, write
from desktop_oms.storage.tables.aftercare import case_lines, cases, holds, payments, refunds, tasks
from desktop_oms.storage.tables.order import order_lines, orders
from desktop_oms.storage.tables.sending import fulfilment_lines, fulfilments, parcel_lines, parcels
from desktop_oms.storage.trouble import broken_rules, troubles
from tests.storage.orders import CHANNEL, SKUS, full_order, new_id, plain_order

PAIRS = {
    orders: order.Order,
    order_lines: entities.OrderLine,
    fulfilments: entities.Fulfilment,
    fulfilment_lines: entities.FulfilmentLine,
    parcels: entities.Parcel,
    parcel_lines: entities.ParcelLine,
    payments: entities.Payment,
    cases: entities.Case,
    case_lines: entities.CaseLine,
    refunds: entities.Refund,
    holds: entities.Hold,
    tasks: entities.Task,
}
OF_THE_TABLE_ALONE = {"order_id", "merchant_id", "due_at"}


def kept(engine: Engine, made: Order) -> Order:
    write(engine, lambda connection: order_rows.insert(connection, made))
    return made


def loaded(engine: Engine, order_id: int) -> Order:
    return read(engine, lambda connection: order_rows.load(connection, order_id, lock=False))


def change(engine: Engine, order_id: int, deed: object) -> Order:
    def work(connection: Connection) -> Order:
        found = order_rows.load(connection, order_id)
        before = order_rows.snapshot(found)
        deed(found)
        order_rows.save(connection, before, found)
        return found

    return write(engine, work)


@pytest.mark.parametrize("table", PAIRS, ids=lambda table: table.name)
def test_class_and_table_hold_the_same_columns(table: object) -> None:
    own = {part.name for part in dataclasses.fields(PAIRS[table]) if not str(part.type).startswith("list")}
    assert own <= set(table.c.keys())
    assert set(table.c.keys()) - own <= OF_THE_TABLE_ALONE


def test_an_order_with_rows_of_every_kind_comes_back_the_same(shop: Engine) -> None:
    made = kept(shop, full_order())
    found = loaded(shop, made.id)
    assert found == made
    assert all(type(value) is bool for value in (found.urgent, found.holds[0].urgent_after, found.tasks[0].blocking))


def test_many_orders_written_at_once_come_back_the_same(shop: Engine) -> None:
    made = [full_order() for _ in range(120)]
    write(shop, lambda connection: order_rows.insert_many(connection, made))
    assert [loaded(shop, one.id) for one in made] == made


def test_an_order_that_does_not_exist_is_a_key_error(shop: Engine) -> None:
    with pytest.raises(KeyError):
        loaded(shop, 999)


def test_saving_writes_what_a_command_changed_and_counts_the_version(shop: Engine) -> None:
    made = kept(shop, full_order())

    def deed(found: Order) -> None:
        found.status, found.urgent, found.ship_by = "confirmed", True, 5
        found.lines[0].boxed = 1
        found.lines[1].boxed = 1
        found.lines.append(OrderLine(new_id(), 4, "gift", 2, SKUS[2], "TEE-23"))
        found.parcels[0].state, found.parcels[0].waybill = "labelled", "SF1"
        found.holds[0].state = "released"

    saved = change(shop, made.id, deed)
    assert saved.version == made.version + 1
    assert loaded(shop, made.id) == saved


def test_a_command_that_changes_a_child_only_still_counts_the_version(shop: Engine) -> None:
    made = kept(shop, full_order())
    saved = change(shop, made.id, lambda found: setattr(found.tasks[0], "state", "solved"))
    assert loaded(shop, made.id).version == 1
    assert saved.tasks[0].state == "solved"


def test_saving_touches_only_the_rows_that_differ(shop: Engine) -> None:
    made = kept(shop, full_order())

    def deed(connection: Connection) -> list[str]:
        found = order_rows.load(connection, made.id)
        before = order_rows.snapshot(found)
        found.lines[0].picked = 1
        asked: list[str] = []
        target = connection.connection.driver_connection
        if connection.dialect.name == "sqlite":
            target.set_trace_callback(asked.append)
        order_rows.save(connection, before, found)
        return [words for words in asked if not words.startswith("SELECT")]

    if shop.dialect.name == "sqlite":
        asked = write(shop, deed)
        assert len(asked) == 2
        assert asked[0].startswith("UPDATE orders SET version=version + 1 WHERE")
        assert asked[1].startswith("UPDATE order_lines SET picked=1 WHERE")
    else:
        write(shop, deed)
        assert loaded(shop, made.id).lines[0].picked == 1


def test_shares_of_a_parcel_and_a_fulfilment_may_vanish(shop: Engine) -> None:
    made = kept(shop, full_order())

    def deed(found: Order) -> None:
        del found.parcels[0].lines[0]
        del found.fulfilments[0].lines[1]
        found.parcels[0].lines.append(entities.ParcelLine(new_id(), found.parcels[0].id, found.lines[2].id, 1))

    saved = change(shop, made.id, deed)
    assert loaded(shop, made.id) == saved


def test_a_share_may_be_taken_out_and_put_in_again_in_one_command(shop: Engine) -> None:
    made = kept(shop, full_order())

    def deed(found: Order) -> None:
        old = found.parcels[0].lines.pop(0)
        found.parcels[0].lines.append(entities.ParcelLine(new_id(), old.parcel_id, old.line_id, 1))

    saved = change(shop, made.id, deed)
    assert loaded(shop, made.id) == saved


def test_no_other_row_is_ever_deleted(shop: Engine) -> None:
    made = kept(shop, full_order())
    with pytest.raises(ValueError, match="tasks are never deleted"):
        change(shop, made.id, lambda found: found.tasks.clear())
    assert loaded(shop, made.id) == made


def test_what_two_sessions_made_of_the_same_order_is_not_both_saved(shop: Engine) -> None:
    made = kept(shop, full_order())
    seen = loaded(shop, made.id)
    before = order_rows.snapshot(seen)
    change(shop, made.id, lambda found: setattr(found, "seller_note", "first"))
    seen.seller_note = "second"
    with pytest.raises(StaleOrder), shop.connect() as connection, connection.begin():
        order_rows.save(connection, before, seen)
    assert loaded(shop, made.id).seller_note == "first"


def test_two_stations_on_one_order_go_one_after_the_other(shop: Engine) -> None:
    made = kept(shop, full_order())
    with shop.connect() as first, first.begin():
        mine = order_rows.load(first, made.id)
        before = order_rows.snapshot(mine)
        with shop.connect() as second, pytest.raises(troubles(), match=r"lock"):
            load_without_waiting(second, made.id)
        mine.seller_note = "mine"
        order_rows.save(first, before, mine)
    assert loaded(shop, made.id).seller_note == "mine"


def load_without_waiting(connection: Connection, order_id: int) -> None:
    if connection.dialect.name == "sqlite":
        connection.connection.cursor().execute("PRAGMA busy_timeout=1")
        connection.detach()
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL lock_timeout = '1ms'")
        order_rows.load(connection, order_id)


def test_an_order_is_found_by_our_number_and_by_the_shops(shop: Engine) -> None:
    made = kept(shop, plain_order())
    found = [
        read(shop, lambda connection, number=number: order_rows.find_id(connection, number))
        for number in (made.number, made.external_no, "nothing")
    ]
    assert found == [made.id, made.id, None]


def test_orders_of_a_channel_that_are_ours_already_are_known(shop: Engine) -> None:
    made = plain_order()
    made.content_hash = "abc"
    kept(shop, made)
    numbers = [made.external_no, "S-unknown"]
    known = read(shop, lambda connection: order_rows.find_known(connection, CHANNEL, numbers))
    assert known == {made.external_no: order_rows.Known(made.id, made.number, "abc")}
    assert read(shop, lambda connection: order_rows.find_known(connection, CHANNEL + 1, numbers)) == {}


SPOILED = (
    lambda found: setattr(found, "refunded", 1),
    lambda found: setattr(found, "shipping_waived", 1),
    lambda found: setattr(found.lines[0], "shipped", 2),
    lambda found: setattr(found.lines[0], "claimed", -1),
    lambda found: setattr(found.lines[0], "in_transit", 1),
    lambda found: setattr(found.lines[0], "returned", 1),
    lambda found: setattr(found.lines[0], "refunded", 1),
    lambda found: setattr(found.lines[0], "cancelled", 1),
    lambda found: setattr(found.lines[0], "committed", 1001),
    lambda found: setattr(found.lines[2], "origin_line", None),
    lambda found: setattr(found.payments[0], "committed", 2001),
    lambda found: setattr(found.parcels[0].lines[0], "scanned", 2),
    lambda found: setattr(found.fulfilments[0].lines[0], "allocated", 2),
    lambda found: setattr(found.cases[0].lines[0], "received", 1),
    lambda found: setattr(found.refunds[0], "amount", -1),
)


def test_the_database_refuses_what_one_row_tells_is_wrong(shop: Engine) -> None:
    made = kept(shop, full_order())
    for spoil in SPOILED:
        with pytest.raises(broken_rules()):
            change(shop, made.id, spoil)
    assert loaded(shop, made.id) == made


def test_numbers_waybills_and_shop_numbers_are_unique(shop: Engine) -> None:
    first, second = kept(shop, full_order()), full_order()
    change(shop, first.id, lambda found: setattr(found.parcels[0], "waybill", "SF1"))
    for name in ("number", "external_no"):
        twin = copy.deepcopy(second)
        setattr(twin, name, getattr(first, name))
        with pytest.raises(broken_rules()):
            kept(shop, twin)
    second.parcels[0].waybill = "SF1"
    with pytest.raises(broken_rules()):
        kept(shop, second)
    second.parcels[0].reported = True
    assert loaded(shop, kept(shop, second).id) == second
    count = read(shop, lambda connection: connection.execute(select(func.count(orders.c.id))).scalar())
    assert count == 2
