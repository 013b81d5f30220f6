"""Picking: orders are put into waves, each with a basket of its own; their parts then count as being picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from desktop_oms.documents import PickLine, PickListContent
from desktop_oms.domain import lifecycle
from desktop_oms.domain.command import Run
from desktop_oms.domain.entities import Fulfilment
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.packability import not_packable
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.domain.waves import INTO_BASKETS, Wave
from desktop_oms.formats import time_local
from desktop_oms.services.commands import BulkResult, Commands, Done, load
from desktop_oms.services.copies import list_no
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import require_role
from desktop_oms.services.wave_view import read_wave
from desktop_oms.storage import box_rows, catalogue_rows, manifest_rows, wave_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.wave_rows import BasketRow, WaveRow

MOVERS = frozenset({Role.CLERK, Role.DESK, Role.MANAGER, Role.ADMIN})
PICKABLE = ("allocated", "picking")


@dataclass(frozen=True, slots=True)
class PickList:
    """The contents of one list a warehouse, and for each order whether it is on one."""

    contents: tuple[PickListContent, ...]
    results: tuple[BulkResult, ...]

    @property
    def waves(self) -> tuple[str, ...]:
        """The numbers of the waves, one a list."""
        return tuple(content.wave for content in self.contents)


@dataclass(frozen=True, slots=True)
class Made:
    """The waves made, one a warehouse, by their keys, and for each order whether it is in one."""

    wave_ids: tuple[int, ...]
    results: tuple[BulkResult, ...]


class Picking:
    """Starts the picking of orders."""

    def __init__(self, database: Database, commands: Commands) -> None:
        self.database = database
        self.commands = commands

    def start(self, actor: Actor, order_ids: Sequence[int]) -> PickList:
        """Put orders into a wave a warehouse and gather its list; see `make`."""
        made = self.make(actor, order_ids)
        return PickList(tuple(self.content(actor, wave_id) for wave_id in made.wave_ids), made.results)

    def make(
        self, actor: Actor, order_ids: Sequence[int], mode: str = INTO_BASKETS, picker_id: int | None = None
    ) -> Made:
        """Mark what is allocated as being picked, one order a transaction, in a new wave a warehouse.

        A part in an earlier wave of which nothing was picked yet moves to the new one; where its basket holds pieces
        already the order is refused (`order_in_wave`), and so it is where the actor may not move it
        (`not_your_role`).  Refused orders are named with the reason.
        """
        wanted, waves = self.database.read(lambda conn: self._planned(conn, actor, order_ids, mode, picker_id))
        results: list[BulkResult] = []
        for order_id in wanted:
            try:
                results.append(BulkResult(order_id, self._put_in(actor, order_id, waves), None))
            except OmsError as trouble:
                results.append(BulkResult(order_id, None, trouble))
        begun = self.database.read(lambda conn: wave_rows.known(conn, [row.id for row in waves.values()]))
        return Made(tuple(row.id for row in waves.values() if row.id in begun), tuple(results))

    def _planned(
        self, conn: Connection, actor: Actor, order_ids: Sequence[int], mode: str, picker_id: int | None
    ) -> tuple[list[int], dict[int, WaveRow]]:
        """The orders with those that ship with them, and a wave to be for each warehouse that has something to pick."""
        wanted = with_their_mates(conn, order_ids)
        orders = [load(conn, order_id, lock=False) for order_id in wanted]
        houses = sorted({part.warehouse_id or 0 for order in orders for part in pickable(order)})
        now, new_id = self.database.now(), self.database.new_id
        plan = (mode, picker_id, None, None, None)
        return wanted, {house: WaveRow(new_id(), "", "open", house, "", now, actor.user_id, *plan) for house in houses}

    def _put_in(self, actor: Actor, order_id: int, waves: dict[int, WaveRow]) -> Done:
        move = _Move(waves, self.database)
        return self.commands.run(actor, order_id, "picking.start", move.deed, ready=move.ready, also=move.also)

    def content(self, actor: Actor, wave_id: int) -> PickListContent:
        """The pick list of a wave: what still has to be taken, by bin, with the basket of each order."""
        return self.database.read(partial(self._content, actor, wave_id))

    def _content(self, actor: Actor, wave_id: int, conn: Connection) -> PickListContent:
        wave = read_wave(conn, wave_id)
        language = str(catalogue_rows.setting(conn, "language", "zh_CN"))
        now = time_local(self.database.now(), house_zone(conn), language)
        here = catalogue_rows.user(conn, actor.name)
        picker = wave.picker or (here.name if here else actor.name)
        no = list_no(conn, wave.number, wave.created_at)
        return PickListContent(language, wave.number, tuple(pick_lines(wave)), picker, wave.warehouse, now, no)


@dataclass(slots=True)
class _Move:
    """One order on its way into its baskets: the parts of one command."""

    waves: dict[int, WaveRow]
    database: Database
    earlier: list[BasketRow] = field(default_factory=list)

    def parts(self, order: Order) -> list[Fulfilment]:
        """What of the order goes into these waves."""
        return [part for part in pickable(order) if part.warehouse_id in self.waves]

    def ready(self, conn: Connection, order: Order) -> None:
        """Look for baskets that the order is in; raises `order_in_wave` when one holds pieces already.

        A wave begins with its first order, in the same transaction: there is never one without a basket.
        """
        before = {part.wave_id for part in self.parts(order) if part.wave_id is not None}
        rows = wave_rows.basket_rows(conn, before)
        self.earlier = [row for row in rows if row.order_id == order.id and row.state == "in"]
        for row in self.earlier:
            wave = read_wave(conn, row.wave_id, lock=True)
            basket = next(basket for basket in wave.baskets if basket.id == row.id)
            if any(line.sorted for line in basket.lines):
                raise Refused("order_in_wave", number=order.number, wave=wave.number, basket=row.number)
        for house in {part.warehouse_id or 0 for part in self.parts(order)}:
            planned = self.waves[house]
            if not wave_rows.known(conn, [planned.id]):
                number = f"W{manifest_rows.next_number(conn, 'wave'):06}"
                wave_rows.add_wave(conn, planned._replace(number=number), self.database.new_id())

    def deed(self, run: Run) -> Order:
        """Mark the parts as being picked."""
        parts = self.parts(run.order)
        if not parts:
            raise Refused("nothing_to_pick", number=run.order.number)
        for part in parts:
            if part.state == "allocated":
                run.fire("fulfilment.pick", part)
            else:
                require_role(run.actor, "wave.move", MOVERS)
            part.wave_id = self.waves[part.warehouse_id or 0].id
        lifecycle.finish(run)
        return run.order

    def also(self, conn: Connection, run: Run, order: Order) -> None:
        """Give the order a basket in each of its waves, and take it out of earlier ones."""
        now, new_id = run.world.now, self.database.new_id
        for row in self.earlier:
            wave_rows.change_basket(conn, row.id, state="out", reason="moved", left_at=now)
            end_emptied(conn, row.wave_id, now)
        for wave_id in (row.id for row in self.waves.values()):
            parts = [part for part in self.parts(order) if part.wave_id == wave_id]
            if not parts:
                continue
            key, number = new_id(), basket_number(conn, wave_id, order)
            owner = {"order_id": order.id, "merchant_id": order.merchant_id, "wave_id": wave_id}
            basket = {"id": key, **owner, "number": number, "state": "in", "reason": ""}
            wave_rows.add_basket(
                conn, basket, [{"id": new_id(), "basket_id": key, **owner, **line} for line in basket_lines(parts)]
            )


def end_emptied(conn: Connection, wave_id: int, now: int) -> None:
    """A wave that all its orders have left, with nothing to put back, is over: nobody would pick it, ever."""
    wave = read_wave(conn, wave_id)
    if not wave.is_over and not wave.put_backs() and all(basket.state == "out" for basket in wave.baskets):
        wave_rows.change(conn, wave_id, "cancelled", ended_at=now)


def with_their_mates(conn: Connection, order_ids: Sequence[int]) -> list[int]:
    """These orders, each once, and beside each those that ship with it and wait to be picked."""
    found: dict[int, None] = {}
    for order_id in order_ids:
        found[order_id] = None
        mates = [key for key in box_rows.mates_of(conn, order_id) if key not in found and key not in order_ids]
        found |= dict.fromkeys(key for key in mates if waits_to_be_picked(load(conn, key, lock=False)))
    return list(found)


def waits_to_be_picked(order: Order) -> bool:
    """Whether nothing stops the order, and goods of it are promised and not in a wave."""
    return not_packable(order) is None and any(part.wave_id is None for part in pickable(order))


def basket_number(conn: Connection, wave_id: int, order: Order) -> int:
    """The number of an order's basket in a wave: that of an order it ships with, else the next one."""
    rows = wave_rows.basket_rows(conn, [wave_id])
    mates = box_rows.mates_of(conn, order.id)
    shared = next((row.number for row in rows if row.order_id in mates and row.state != "out"), None)
    return shared or 1 + max((row.number for row in rows), default=0)


def basket_lines(parts: Sequence[Fulfilment]) -> list[dict[str, object]]:
    """What goes into a basket: the pieces of each order line that hold stock."""
    found: dict[int, dict[str, object]] = {}
    for part in parts:
        for row in part.lines:
            if row.allocated > row.picked:
                line = found.setdefault(
                    row.line_id, {"line_id": row.line_id, "sku_id": row.sku_id, "qty": 0, "sorted": 0}
                )
                line["qty"] = int(str(line["qty"])) + row.allocated - row.picked
    return list(found.values())


def house_zone(conn: Connection) -> str:
    """The house's time zone: that of its oldest channel (IANA name)."""
    channels = sorted(catalogue_rows.channels(conn), key=lambda channel: channel.id)
    return channels[0].time_zone if channels else "UTC"


def pickable(order: Order) -> list[Fulfilment]:
    """The parts of an order whose goods still lie in the bins of a warehouse of ours."""
    return [
        part
        for part in order.fulfilments
        if part.state in PICKABLE and part.warehouse_id is not None and part.supplier_id is None
    ]


def pick_lines(wave: Wave) -> list[PickLine]:
    """What to fetch for each basket: only what still goes out."""
    found = []
    for basket in wave.baskets:
        for line in basket.lines if basket.wants else ():
            goods = wave.goods[line.sku_id]
            if line.left:
                found.append(
                    PickLine(
                        goods.bin,
                        goods.name or goods.sku,
                        goods.sku,
                        line.left,
                        goods.spec,
                        basket=str(basket.number),
                        order_no=basket.order_no,
                    )
                )
    return found
