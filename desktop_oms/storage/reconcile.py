"""Asks the database whether everything still adds up, and names what does not.

Set SQL looks at every order (I1 to I11, I14, the count of I12), every shelf and the search index.  What SQL cannot say
(the projection, I9, and the replay of a history, I12) is looked at on a sample: the orders being worked on and some of
all others; `full` looks at each.  Nothing is changed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import Connection, TextClause, bindparam, func, select, text

from desktop_oms.domain import invariants
from desktop_oms.domain.search_text import searchable
from desktop_oms.storage import order_rows
from desktop_oms.storage.reconcile_checks import COUNTED, ORDERS, SINGLE
from desktop_oms.storage.reconcile_history import REPLAYED
from desktop_oms.storage.reconcile_lines import LINES
from desktop_oms.storage.reconcile_questions import STATES, Check
from desktop_oms.storage.reconcile_station import LONG_AGO, OF_ORDERS, OF_PRINTS
from desktop_oms.storage.reconcile_stock import LEVELS
from desktop_oms.storage.tables.order import orders
from desktop_oms.storage.tables.search import order_search

SAMPLE = 1000
AT_ONCE = 500
MOST_OF_A_KIND = 1000

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not add up: the invariant, its word (`reconcile.<code>`), what it is about, and the facts.

    `subject` is an order's number, `warehouse/product`, or a wave's or print's own name; then `order_id` is None.
    """

    invariant: str
    code: str
    subject: str
    order_id: int | None
    facts: Mapping[str, object] = field(default_factory=dict)


def reconcile(
    conn: Connection,
    *,
    full: bool = False,
    sample: int = SAMPLE,
    progress: Progress | None = None,
    now: int | None = None,
) -> list[Finding]:
    """Everything that does not add up, at most `MOST_OF_A_KIND` of a kind; empty when all is well.

    `progress` hears the word of each question before it is asked; `now` (ms UTC) tells what is long ago.
    """
    told = progress or _silent
    times = {"now": int(time.time() * 1000) if now is None else now, "long_ago": LONG_AGO}
    found = [finding for check in LEVELS for finding in _of_shelves(conn, check, told)]
    found += [finding for check in OF_PRINTS for finding in _named_itself(conn, check, told, times)]
    by_order = [row for check in _broken(conn, told) for row in _of_orders(conn, check, _silent, {})]
    by_order += [row for check in (*SINGLE, *OF_ORDERS) for row in _of_orders(conn, check, told, {})]
    told("sample")
    for keys in _batches(_every_order(conn) if full else _sample(conn, sample)):
        by_order += [row for check in REPLAYED for row in _of_orders(conn, check, _silent, {"orders": keys})]
        by_order += _looked_at(conn, keys)
    return found + _with_numbers(conn, by_order)


_Row = tuple[Check, int, dict[str, object]]


def _silent(_code: str) -> None:
    return


def _broken(conn: Connection, told: Progress) -> list[Check]:
    """The questions about all orders and lines that may find something: one reading tells which."""
    for asked in (*ORDERS.asked, *LINES.asked):
        told(asked.code)
    *counts, lines = _run(conn, COUNTED, {})[0]
    return [
        *(check for check, count in zip(ORDERS.checks, counts, strict=True) if count),
        *(LINES.checks if lines else ()),
    ]


def _of_orders(conn: Connection, check: Check, told: Progress, given: dict[str, Any]) -> list[_Row]:
    told(check.code)
    return [(check, row[0], _facts(check, row[1:])) for row in _ask(conn, check, given)]


def _of_shelves(conn: Connection, check: Check, told: Progress) -> list[Finding]:
    told(check.code)
    return [
        Finding(check.invariant, check.code, f"{row[0]}/{row[1]}", None, _facts(check, row[2:]))
        for row in _ask(conn, check, {})
    ]


def _named_itself(conn: Connection, check: Check, told: Progress, times: Mapping[str, int]) -> list[Finding]:
    told(check.code)
    asked = _ask(conn, check, dict(times))
    return [Finding(check.invariant, check.code, row[0], None, _facts(check, row[1:])) for row in asked]


def _ask(conn: Connection, check: Check, given: dict[str, Any]) -> Sequence[Any]:
    return _run(conn, f"{check.sql} LIMIT {MOST_OF_A_KIND}", given)


def _run(conn: Connection, sql: str, given: dict[str, Any]) -> Sequence[Any]:
    known = {**STATES, **given}
    names = [name for name in known if f":{name}" in sql]
    lists = [name for name in names if not isinstance(known[name], int)]
    asked: TextClause = text(sql).bindparams(*(bindparam(name, expanding=True) for name in lists))
    return conn.execute(asked, {name: known[name] for name in names}).all()


def _facts(check: Check, values: Sequence[Any]) -> dict[str, object]:
    """PostgreSQL's sums come as decimals; all of them are whole numbers."""
    shown = (value if isinstance(value, str) else int(value) for value in values)
    return dict(zip(check.facts, shown, strict=True))


def _sample(conn: Connection, size: int) -> Iterator[int]:
    """Half of them orders being worked on, the newest, the rest evenly from all."""
    if size <= 0:
        return
    busy = select(orders.c.id).where(orders.c.work_stage != "none").order_by(orders.c.created_at.desc())
    chosen = dict.fromkeys(conn.execute(busy.limit(size // 2)).scalars())
    count: int = conn.execute(select(func.count()).select_from(orders)).scalar_one()
    step = max(1, count // max(1, size - len(chosen)))
    place = (func.row_number().over(order_by=orders.c.id) - 1).label("place")
    numbered = select(orders.c.id, place).subquery()
    every = select(numbered.c.id).where(numbered.c.place % step == 0).order_by(numbered.c.id)
    yield from dict.fromkeys([*chosen, *conn.execute(every).scalars()])


def _every_order(conn: Connection) -> Iterator[int]:
    yield from conn.execute(select(orders.c.id).order_by(orders.c.id)).scalars().all()


def _batches(keys: Iterable[int]) -> Iterator[list[int]]:
    coming = iter(keys)
    while batch := list(islice(coming, AT_ONCE)):
        yield batch


_UNREADABLE = Check("rows", "row_of_another_order", ("row",), "")
_OLD_TEXT = Check("search", "search_text_old", (), "")


def _looked_at(conn: Connection, keys: Sequence[int]) -> Iterator[_Row]:
    """Ask the domain's own questions of each order, the projection first of all, and compare its searched text."""
    texts = dict(
        conn.execute(
            select(order_search.c.order_id, order_search.c.text).where(order_search.c.order_id.in_(keys))
        ).all()
    )
    for key in keys:
        try:
            order = order_rows.load(conn, key, lock=False)
            broken = invariants.violations(order)
        except KeyError as lost:
            yield _UNREADABLE, key, {"row": str(lost)}
            continue
        for said in broken:
            invariant, _, violation = said.partition(" ")
            yield Check(invariant, "invariant_broken", (), ""), key, {"violation": violation}
        if texts.get(key) != searchable(order):
            yield _OLD_TEXT, key, {}


def _with_numbers(conn: Connection, found: Sequence[_Row]) -> list[Finding]:
    numbers: dict[int, str] = {}
    for keys in _batches(dict.fromkeys(key for _, key, _ in found)):
        asked = select(orders.c.id, orders.c.number).where(orders.c.id.in_(keys))
        numbers |= dict(conn.execute(asked).all())
    return [Finding(check.invariant, check.code, numbers.get(key, str(key)), key, facts) for check, key, facts in found]
