"""Ship apart: what could go apart of an order, how its parts would look, doing it, and undoing it until it is picked.

What is shown before is worked out by the deed itself on a copy in memory, so it is what will be done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from desktop_oms.domain import apart, lifecycle
from desktop_oms.domain.command import Run
from desktop_oms.domain.errors import Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Actor
from desktop_oms.services import order_view
from desktop_oms.services.commands import Commands, Done, load
from desktop_oms.services.database import Database
from desktop_oms.services.order_view import PartView
from desktop_oms.services.orders import sender_names
from desktop_oms.services.worlds import Worlds
from desktop_oms.storage import catalogue_rows, desk_rows
from desktop_oms.storage.engine import Connection


@dataclass(frozen=True, slots=True)
class Wish:
    """What shall go apart: units by fulfilment and line, from which warehouse (None: from where they are).

    Without units it is by stock: what is there now does not wait for the rest.
    """

    units: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    warehouse_id: int | None = None
    by_stock: bool = False


@dataclass(frozen=True, slots=True)
class Unpicked:
    """Units of a line in a fulfilment that nobody has picked yet: how many, and how many lie in which warehouse."""

    part_id: int
    part: int
    sender: str
    state: str
    line_id: int
    goods: str
    units: int
    free: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person may choose from: the order's version, unpicked units, warehouses, and whether something waits."""

    version: int
    rows: tuple[Unpicked, ...]
    houses: tuple[tuple[int, str], ...]
    waits: bool
    apart: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """A part of the order as it would be: `new` ones are those that go apart."""

    part: PartView
    new: bool


class Apart:
    """Splits fulfilments and joins them again."""

    def __init__(self, database: Database, worlds: Worlds, commands: Commands) -> None:
        self.database = database
        self.worlds = worlds
        self.commands = commands

    def look(self, order_id: int) -> Choice:
        """What of the order could go apart, and where it lies."""

        def work(conn: Connection) -> Choice:
            order = load(conn, order_id, lock=False)
            world = self.worlds.for_order(conn, order, {})
            names = {house.id: house.name for house in catalogue_rows.warehouses(conn)}
            houses = tuple((house.id, names.get(house.id, house.code)) for house in world.houses)
            parts = [part for part in order.fulfilments if part.state in apart.UNPICKED and part.supplier_id is None]
            rows = tuple(
                Unpicked(
                    part.id,
                    part.seq,
                    names.get(part.warehouse_id or 0, ""),
                    part.state,
                    row.line_id,
                    goods_of(order, row.line_id),
                    row.qty,
                    {house.id: world.stock.available(house.id, row.sku_id or 0) for house in world.houses},
                )
                for part in parts
                for row in part.lines
            )
            split_off = any(part.split_from is not None for part in parts)
            return Choice(order.version, rows, houses, any(part.state == "shortage" for part in parts), split_off)

        return self.database.read(work)

    def preview(self, actor: Actor, order_id: int, wish: Wish) -> tuple[Planned, ...]:
        """The order's open parts as they would be afterwards, nothing done; refused as doing it would be."""

        def work(conn: Connection) -> tuple[Planned, ...]:
            order = load(conn, order_id, lock=False)
            demand_alone(conn, order)
            before = {part.id for part in order.fulfilments}
            run = lifecycle.begin(order, actor, self.worlds.for_order(conn, order, {}))
            deed_of(wish)(run)
            lifecycle.finish(run)
            names = sender_names(conn)
            codes = {line.id: goods_of(order, line.id) for line in order.lines}
            return tuple(
                Planned(
                    order_view.part_view(part, names.get(part.warehouse_id or part.supplier_id or 0, ""), codes),
                    part.id not in before,
                )
                for part in order.open_fulfilments()
            )

        return self.database.read(work)

    def split(
        self,
        actor: Actor,
        order_id: int,
        wish: Wish,
        *,
        command_id: str | None = None,
        seen_version: int | None = None,
    ) -> Done:
        """Let it go apart, all of it or nothing.

        Raises `order_changed` for another version than was seen, `apart_grouped`, and what the rules refuse.
        """
        deed = deed_of(wish)

        def work(run: Run) -> Order:
            if seen_version is not None and run.order.version != seen_version:
                raise Refused("order_changed", number=run.order.number)
            deed(run)
            lifecycle.finish(run)
            return run.order

        return self.commands.run(actor, order_id, "order.apart", work, command_id=command_id, ready=demand_alone)

    def undo(self, actor: Actor, order_id: int, *, command_id: str | None = None) -> Done:
        """Every part that was split off and nobody picked goes back; raises `apart_not`, `apart_too_late`."""

        def work(run: Run) -> Order:
            apart.undo(run)
            lifecycle.finish(run)
            return run.order

        return self.commands.run(actor, order_id, "order.apart_undone", work, command_id=command_id)


def deed_of(wish: Wish) -> Callable[[Run], None]:
    """The events that a wish comes to."""
    if wish.by_stock:
        return apart.by_stock
    return lambda run: apart.by_units(run, wish.units, wish.warehouse_id)


def goods_of(order: Order, line_id: int) -> str:
    """How a line's goods are called where nothing else says so."""
    line = order.line(line_id)
    return " ".join(part for part in (line.name or line.sku_code, line.spec) if part)


def demand_alone(conn: Connection, order: Order) -> None:
    """Raise `apart_grouped` while the order ships together with others: their goods lie in one box."""
    if desk_rows.group_of(conn, [order.id]):
        raise Refused("apart_grouped", number=order.number)
