"""A query's hits are those of a look at every order, whatever index the walk goes along."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, select

from desktop_oms.domain.search_query import All, Between, During, Either, Holds, Not, OneOf, Query
from desktop_oms.domain.search_text import needle, values
from desktop_oms.storage import desk_rows, search_walk
from desktop_oms.storage.desk_rows import Tag
from desktop_oms.storage.engine import is_sqlite
from desktop_oms.storage.queues import OrderRow
from desktop_oms.storage.search_walk import Walk, matches, walk_until
from desktop_oms.storage.tables.order import orders
from desktop_oms.storage.tables.search import order_search
from tests.storage.test_queues_plans import plan
from tests.storage.test_search import needles

Known = list[tuple[OrderRow, str]]
EVERYTHING = 1_000_000


@pytest.fixture
def known(small: Connection) -> Known:
    """Every order with its text, the newest first."""
    columns = [orders.c[name] for name in OrderRow._fields]
    joined = select(*columns, order_search.c.text).join(order_search, order_search.c.order_id == orders.c.id)
    found = small.execute(joined.order_by(orders.c.created_at.desc(), orders.c.id.desc()))
    return [(OrderRow._make(row[:-1]), row[-1]) for row in found]


def queries(known: Known, count: int, seed: int) -> list[Query]:
    """Questions thought up: terms of what stands in the orders, joined at random."""
    chance = random.Random(seed)
    scraps = needles([text for _, text in known], count * 8, seed)

    def term() -> Query:
        row = chance.choice(known)[0]
        made: list[Callable[[], Query]] = [
            lambda: Holds(chance.choice(("", "", "name", "address", "sku")), needle(next(scraps)) or "a"),
            lambda: OneOf("status", frozenset({row.status})),
            lambda: OneOf("stage", frozenset({row.work_stage, "to_pick"})),
            lambda: OneOf("badge", frozenset({chance.choice(("on_hold", "urgent", "partly_shipped"))})),
            lambda: OneOf("currency", frozenset({row.currency})),
            lambda: Between("total", None, row.total and search_walk.Decimal(row.total) / 100),
            lambda: Between("items", search_walk.Decimal(row.item_count), None),
            lambda: During(chance.choice(("created", "placed", "due")), row.created_at, row.created_at + 10**9),
        ]
        return chance.choice(made)()

    def some(depth: int) -> Query:
        if not depth or chance.random() < 0.3:
            return term()
        parts = tuple(some(depth - 1) for _ in range(chance.choice((1, 2, 2, 3))))
        return chance.choice((All(parts), All(parts), Either(parts), Not(parts[0])))

    return [some(2) for _ in range(count)]


def test_the_hits_are_those_of_a_full_scan(small: Connection, known: Known) -> None:
    for query in queries(known, 150, seed=3):
        found = walk_until(small, Walk(query), EVERYTHING, lambda: False)
        expected = {row.id for row, text in known if matches(query, row, text)}
        assert len(found) == len(expected), query
        assert {row.id for row in found} == expected, query


@pytest.mark.parametrize(("tagged", "looked"), [(900, "text"), (30, "tag")])
def test_a_tag_and_a_text_lead_to_the_fewer_orders(small: Connection, known: Known, tagged: int, looked: str) -> None:
    tag = Tag(7, "VIP", "neutral")
    desk_rows.put_tag(small, tag)
    bearing = [row.id for row, _ in known[:tagged]]
    for number, key in enumerate(bearing):
        desk_rows.tag_order(small, number + 1, key, tag.id, at=1, user_id=1)
    name = next(values(text, "name")[0] for _, text in known if values(text, "name")[0])
    holding = {row.id for row, text in known if name in text}
    walk = Walk(All((OneOf("tag", frozenset({str(tag.id)})), Holds("", name))))
    found = walk_until(small, walk, EVERYTHING, lambda: False)
    assert {row.id for row in found} == holding & set(bearing)
    assert walk.looked == (len(holding) if looked == "text" else tagged)


def test_a_walk_stops_where_it_should_and_says_so(small: Connection) -> None:
    walk = Walk(All(()), most=500)
    assert len(walk_until(small, walk, EVERYTHING, lambda: False)) == walk.looked == 500
    assert walk.cut
    hasty = Walk(All(()))
    assert walk_until(small, hasty, EVERYTHING, lambda: True) == []
    assert not hasty.done
    whole = Walk(All(()))
    assert len(walk_until(small, whole, EVERYTHING, lambda: False)) == 1_000
    assert (whole.done, whole.cut) == (True, False)


@pytest.mark.parametrize("field", ["status", "stage", "badge", "channel"])
@pytest.mark.parametrize("started", [False, True])
def test_a_walk_goes_along_an_index(filled: Connection, field: str, *, started: bool) -> None:
    code = {"status": "paid", "stage": "to_pick", "badge": "on_hold", "channel": "1"}[field]
    way = search_walk.way_of([OneOf(field, frozenset({code}))])
    statement = search_walk.way_statement(way, is_sqlite(filled), started=started)
    start = (10**12 * 2, 1) if started else ()
    said = plan(filled, statement, (*start, 500))
    assert way.index in said
    assert "TEMP B-TREE" not in said
    assert "Sort" not in said
    assert "Seq Scan" not in said


@pytest.mark.parametrize("started", [False, True])
def test_days_go_along_the_index_of_when_orders_were_placed(filled: Connection, *, started: bool) -> None:
    days, done = During("placed", 10**12, 2 * 10**12), OneOf("status", frozenset({"completed"}))
    assert search_walk.way_of([days, OneOf("stage", frozenset({"to_pick"}))]).index == "ix_orders_work_stage"
    statement = search_walk.way_statement(search_walk.way_of([done, days]), is_sqlite(filled), started=started)
    said = plan(filled, statement, (*((10**12 * 2, 1) if started else ()), 500))
    assert "ix_orders_placed" in said
    assert not any(scan in said for scan in ("TEMP B-TREE", "Sort", "Seq Scan"))
