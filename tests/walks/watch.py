"""What a walk looks at after every command: the order as it lies in the database, its history, and the shelves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select, text

from desktop_oms.app import App
from desktop_oms.domain.command import state_of
from desktop_oms.domain.invariants import violations
from desktop_oms.domain.order import Order
from desktop_oms.domain.stock import Level
from desktop_oms.storage import order_rows
from desktop_oms.storage.engine import Connection, is_sqlite
from desktop_oms.storage.reconcile_checks import SINGLE
from desktop_oms.storage.statements import Statement, answers
from desktop_oms.storage.tables.every import metadata
from desktop_oms.storage.tables.log import order_events
from desktop_oms.storage.tables.sending import fulfilment_lines
from desktop_oms.storage.tables.stock import stock_levels
from tests.domain.walk import machine_of, rows_of


class Event(NamedTuple):
    """A line of an order's history."""

    seq: int
    machine: str
    event: str
    subject_id: int
    from_state: str
    to_state: str
    status_before: str
    status_after: str


# Asked after every command, so in one round trip and past SQLAlchemy's own execution, as commands do.
_seen = order_events.c
_EVENTS = Statement(
    select(*(_seen[name] for name in Event._fields))
    .where(_seen.order_id == bindparam("order_id"), _seen.seq > bindparam("last"))
    .order_by(_seen.seq),
    ("order_id", "last"),
)
_held = fulfilment_lines.c
_HELD = Statement(
    select(_held.warehouse_id, _held.sku_id, func.sum(_held.allocated))
    .where(_held.allocated > text("0"))
    .group_by(_held.warehouse_id, _held.sku_id),
    (),
)
_level = stock_levels.c
_LEVELS = Statement(
    select(*(_level[part.name] for part in fields(Level))).order_by(_level.warehouse_id, _level.sku_id), ()
)
_BOXES = text(next(check.sql for check in SINGLE if check.code == "box_disagrees"))
Place = tuple[int, int]


class Watch:
    """Reads, and never writes: what is wrong is said, what was seen is counted."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.events: set[str] = set()
        self.edges: set[tuple[str, str]] = set()
        self.states: set[tuple[str, str]] = set()
        self.levels: dict[Place, Level] = {}
        self._stand: dict[tuple[str, int], str] = {}
        self._last: dict[int, int] = {}

    def look(self, order_id: int) -> tuple[Order, list[str]]:
        """The order as it is now, and everything about it that must not be."""

        def work(conn: Connection) -> tuple[Order, list[Sequence[Any]], Sequence[Any]]:
            found = order_rows.load(conn, order_id, lock=False)
            asked = ((_EVENTS, (order_id, self._last.get(order_id, 0))), (_HELD, ()), (_LEVELS, ()))
            apart = conn.execute(_BOXES).all() if any(one.box_id is not None for one in found.parcels) else []
            return found, [*answers(conn, asked)], apart

        order, (told, held_rows, level_rows), apart = self.app.database.read(work)
        events = [Event(*row) for row in told]
        held = {(row[0], row[1]): int(row[2]) for row in held_rows}
        self.levels = {(level.warehouse_id, level.sku_id): level for level in (Level(*row) for row in level_rows)}
        boxes = [f"I15 parcels of one box differ: {row}" for row in apart]
        return order, [*violations(order), *self._history(order, events), *self._shelves(held), *boxes]

    def _history(self, order: Order, events: list[Event]) -> list[str]:
        """I12: no number missing, each step begins where the last one ended, and the rows stand at its end."""
        wrong = [said for event in events for said in self._step(order.id, event)]
        if order.event_seq != self._last.get(order.id, 0):
            wrong.append(f"I12 the order counts {order.event_seq} events, {self._last.get(order.id)} are there")
        for row in rows_of(order):
            machine, state = machine_of(row), state_of(row)
            self.states.add((machine, state))
            # A refund is made by its case's step; any row is held to where it was seen first.
            stood = self._stand.setdefault((machine, row.id), state)
            if stood != state:
                wrong.append(f"I12 {machine} {row.id} stands at {state}, its history at {stood}")
        if events and events[-1].status_after != order.status:
            wrong.append(f"I12 the last event says {events[-1].status_after}, the order {order.status}")
        return wrong

    def _step(self, order_id: int, event: Event) -> list[str]:
        """One line of the history, after those that were seen before; the edge it shows is counted."""
        wrong, expected = [], self._last.get(order_id, 0) + 1
        if event.seq != expected:
            wrong.append(f"I12 event {event.seq}, expected {expected}")
        self._last[order_id] = event.seq
        key = (event.machine, event.subject_id)
        stood = self._stand.get(key, event.from_state)
        if stood != event.from_state:
            wrong.append(f"I12 {event.machine}.{event.event} from {event.from_state}, was {stood}")
        self._stand[key] = event.to_state
        self.events.add(f"{event.machine}.{event.event}")
        if event.status_before != event.status_after:
            self.edges.add((event.status_before, event.status_after))
        return wrong

    def _shelves(self, held: dict[Place, int]) -> list[str]:
        """I8 over all orders: what is promised is what their fulfilments hold, and never more than there is."""
        places = self.levels.keys() | held.keys()
        return [
            f"I8 stock {place}: {level}, orders hold {held.get(place, 0)}"
            for place, level in ((place, self.levels.get(place, Level(*place))) for place in sorted(places))
            if level.allocated != held.get(place, 0) or level.on_hand < level.allocated
        ]


PULSE = """
    CREATE SCHEMA pulse;
    CREATE TABLE pulse.commits (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, number xid8 NOT NULL UNIQUE);
    CREATE FUNCTION pulse.beat() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO pulse.commits (number) VALUES (pg_current_xact_id()) ON CONFLICT DO NOTHING;
            RETURN NULL;
        END
    $$;
"""
BEAT = """
    CREATE TRIGGER beat AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION pulse.beat();
"""


class Stillness:
    """Tells whether anything at all was committed to a database since it was last asked.

    SQLite counts every commit by another connection.  On PostgreSQL each transaction that touches a row of ours writes
    its number down beside it: the number stands there only when it was committed, and costs one look instead of one
    at every row of every table.
    """

    def __init__(self, apps: list[App]) -> None:
        self.apps = apps
        self.connection = apps[0].database.engine.connect()
        self.on_file = is_sqlite(self.connection)
        if not self.on_file and not self._beats():
            tables = [table.name for table in metadata.sorted_tables if table.name != "key_numbers"]
            beats = "".join(BEAT.format(table=table) for table in tables)
            self.connection.exec_driver_sql(PULSE + beats)
            self.connection.commit()
        self.mark: Any = None

    def _beats(self) -> bool:
        """Whether an earlier program on this database, a killed one say, left the triggers there."""
        return bool(self.connection.exec_driver_sql("SELECT to_regnamespace('pulse') IS NOT NULL").scalar())

    def note(self) -> None:
        """Remember how things stand; loans of key numbers are renewed before, as they are no part of a command."""
        for app in self.apps:
            app.database.keep()
        self.mark = self._look()

    def unbroken(self) -> bool:
        """True when nothing was committed since."""
        return bool(self._look() == self.mark)

    def _look(self) -> Any:
        if self.on_file:
            driver: Any = self.connection.connection.driver_connection
            return driver.execute("PRAGMA data_version").fetchone()
        found = self.connection.exec_driver_sql("SELECT max(id) FROM pulse.commits").scalar()
        self.connection.rollback()
        return found

    def close(self) -> None:
        """Give the connection back."""
        self.connection.close()
