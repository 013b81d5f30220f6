"""What a command costs beside its own SQL: the same statements with the same values on the bare driver.

Orders are brought in, half for us, half for the baseline.  What our code would send for the baseline's half is written
down in a transaction that is rolled back, and then carried out on the bare driver, one commit a command.  So both sides
write the same kind of rows into the same database under the same journal; only the program between them differs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

import psycopg
from sqlalchemy import Connection, event

from desktop_oms.app import App, build
from desktop_oms.domain.incoming import Address, IncomingLine, IncomingOrder, ParsedFile, ShopState
from desktop_oms.domain.roles import EVERY_ROLE, Actor
from desktop_oms.domain.stock import Move
from desktop_oms.services.commands import Commands
from desktop_oms.services.database import Database
from desktop_oms.storage import catalogue_rows, order_rows, stock_rows
from tests.bench.figures import Figure, bare_connection, beside, both_times
from tests.bench.made_orders import WAREHOUSES, sku_code

BULK = 200
GROUP = 10
PRODUCTS = range(60)
FIRST_PART: dict[int, int] = {}
DESK = Actor(1, "bench", EVERY_ROLE, 1, "bench")

Words = tuple[str, Any, bool]
Deed = Callable[[Commands, int], object]


def run(url: str) -> list[Figure]:
    """Every figure of commands on a filled database."""
    app = build(url, create=False)
    stock_up(app)
    mine, other = bring_in(app), bring_in(app)
    confirmed, picked = side_by_side(app, mine, other, confirm), side_by_side(app, mine, other, pick)
    app.close()
    return [
        beside(
            f"confirm {BULK} orders in bulk, beside their statements", *(ms * BULK for ms in confirmed[:2]), "<= 3.5x"
        ),
        beside("one committed transition, beside its statements", *picked[:2], "<= 3.5x"),
        beside("  of it processor time, without waiting for the disk", *picked[2:], "-"),
    ]


def confirm(commands: Commands, order_id: int) -> object:
    """Route and allocate: rows, stock, history, messages."""
    return commands.do(DESK, order_id, "order.confirm")


def pick(commands: Commands, order_id: int) -> object:
    """A fulfilment goes onto a pick list."""
    return commands.do(DESK, order_id, "fulfilment.pick", FIRST_PART[order_id])


def side_by_side(app: App, mine: Sequence[int], other: Sequence[int], deed: Deed) -> tuple[float, ...]:
    """Milliseconds of one deed, ours and its bare statements; then the processor's share of both.

    Small groups take turns and the middle one counts: a disk that is busy with others slows both.
    """
    for key in (*mine, *other):
        parts = app.database.read(lambda conn, key=key: order_rows.load(conn, key, lock=False)).fulfilments
        FIRST_PART[key] = parts[0].id if parts else 0
    words = [rehearse(app, key, deed) for key in other]
    ours, bare = [], []
    with bare_connection(app.database.engine) as raw:
        for at in range(0, len(mine), GROUP):
            group, sent = mine[at : at + GROUP], words[at : at + GROUP]
            ours.append(both_times(lambda group=group: [deed(app.commands, key) for key in group]))
            bare.append(both_times(lambda sent=sent: [replay(raw, one) for one in sent]))
    return tuple(median(one[at] for one in side) / GROUP for at in (0, 1) for side in (ours, bare))


class Rehearsal(Database):
    """A database on which everything is written down and nothing is kept."""

    words: list[Words]

    def write(self, work: Callable[[Connection], Any]) -> Any:
        with self.engine.connect() as conn, conn.begin() as transaction:
            made = work(Noting(conn, self.words))  # type: ignore[arg-type]
            transaction.rollback()
            return made


class Noting:
    """A connection (or its driver's) that writes down what goes to a cursor."""

    def __init__(self, real: Any, words: list[Words]) -> None:
        self._real, self._words = real, words

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    @property
    def connection(self) -> Noting:
        return Noting(self._real.connection, self._words)

    def cursor(self) -> NotingCursor:
        return NotingCursor(self._real.cursor(), self._words)


class NotingCursor:
    """A driver's cursor that writes down what it is told."""

    def __init__(self, real: Any, words: list[Words]) -> None:
        self._real, self._words = real, words

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def execute(self, statement: str, values: Any = ()) -> Any:
        self._words.append((statement, values, False))
        return self._real.execute(statement, values)

    def executemany(self, statement: str, values: Any) -> Any:
        self._words.append((statement, list(values), True))
        return self._real.executemany(statement, values)


def rehearse(app: App, order_id: int, deed: Deed) -> list[Words]:
    """The statements that a command would send, in their order; nothing is kept."""
    database = app.database
    stage = Rehearsal(database.engine, database.new_id, database.now)
    words: list[Words] = []
    object.__setattr__(stage, "words", words)

    def note(_conn: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        words.append((statement, values, many))

    commands = Commands(stage, app.worlds)
    event.listen(database.engine, "before_cursor_execute", note)
    try:
        deed(commands, order_id)
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    return words


def replay(raw: Any, words: Sequence[Words]) -> None:
    """Carries the statements of one command out on the bare driver, in one transaction."""
    if not isinstance(raw, psycopg.Connection):
        raw.execute("BEGIN IMMEDIATE")
    for statement, values, many in words:
        cursor = raw.cursor()
        if many:
            cursor.executemany(statement, values)
            continue
        cursor.execute(statement, values)
        if cursor.description:
            cursor.fetchall()
    raw.execute("COMMIT")


def stock_up(app: App) -> None:
    """Enough of the goods that the bench sells."""
    new_id, now = app.database.new_id, app.database.now()

    def work(conn: Connection) -> None:
        moves = [
            Move(house, 1 + place, 10_000, reason="count", ref=str(new_id()))
            for house in range(1, WAREHOUSES + 1)
            for place in PRODUCTS
        ]
        stock_rows.move(conn, moves, at=now, user_id=1, new_id=new_id)

    app.database.write(work)


def bring_in(app: App) -> list[int]:
    """Paid orders of two or three lines."""
    channel = app.database.read(lambda conn: catalogue_rows.channel_by_id(conn, 1))
    assert channel is not None
    first = app.database.now() * 1000
    made = [incoming(first + place) for place in range(BULK)]
    plan = app.importing.plan(ParsedFile("generic", "utf-8", 1, (), tuple(made), ()), channel)
    return [one.order_id or 0 for one in app.importing.run(plan, DESK).orders]


def incoming(number: int) -> IncomingOrder:
    """An order as a shop tells it."""
    lines = tuple(
        IncomingLine(sku_code((number * 7 + place * 11) % len(PRODUCTS)), "Tee", "M", 1 + place % 2, 1000)
        for place in range(2 + number % 2)
    )
    goods = sum(line.qty * 1000 for line in lines)
    receiver = Address("林晓雯", "13800138000", "CN", "广东省", "深圳市", "南山区", "科技园南路18号")
    shown = {"goods": goods, "shipping": 0, "total": goods, "paid": goods}
    at = number // 1000
    return IncomingOrder(
        f"B{number}", "CNY", ShopState.PAID, lines, receiver, at, at, buyer="bench", rows=(number,), **shown
    )  # type: ignore[arg-type]


if __name__ == "__main__":
    for line in run(sys.argv[1]):
        print(json.dumps(line))
