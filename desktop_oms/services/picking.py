"""Picking: which goods to fetch from which bin for which order; printing the list marks the parts as being picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_oms.documents import PickLine, PickListContent
from desktop_oms.domain import lifecycle
from desktop_oms.domain.command import Run
from desktop_oms.domain.entities import Fulfilment
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Actor
from desktop_oms.formats import time_local
from desktop_oms.services.commands import BulkResult, Commands, Done, load
from desktop_oms.services.database import Database
from desktop_oms.storage import catalogue_rows, manifest_rows, sending_rows, stock_rows
from desktop_oms.storage.engine import Connection

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
class Wave:
    """A wave about to be printed: its row, number and warehouse."""

    id: int
    number: str
    warehouse_id: int


class Picking:
    """Starts the picking of orders."""

    def __init__(self, database: Database, commands: Commands) -> None:
        self.database = database
        self.commands = commands

    def start(self, actor: Actor, order_ids: Sequence[int]) -> PickList:
        """Mark what is allocated as being picked, one order a transaction, and gather the lines of a list a warehouse.

        A part on an earlier list that was not picked yet moves to the new one.
        """
        wanted = list(dict.fromkeys(order_ids))
        waves = self.database.write(lambda conn: self._waves(conn, actor, wanted))
        results: list[BulkResult] = []
        lines: dict[int, list[PickLine]] = {house: [] for house in waves}
        for basket, order_id in enumerate(wanted, start=1):
            try:
                results.append(BulkResult(order_id, self._start_one(actor, order_id, waves), None))
            except OmsError as trouble:
                results.append(BulkResult(order_id, None, trouble))
                continue
            for house, found in self._lines(order_id, waves).items():
                lines[house] += [replace(line, basket=str(basket)) for line in found]
        contents = self.database.read(lambda conn: self._contents(conn, actor, waves, lines))
        return PickList(tuple(contents), tuple(results))

    def _waves(self, conn: Connection, actor: Actor, order_ids: Sequence[int]) -> dict[int, Wave]:
        """A new wave for each warehouse that has something to pick."""
        orders = [load(conn, order_id, lock=False) for order_id in order_ids]
        houses = sorted({part.warehouse_id or 0 for order in orders for part in pickable(order)})
        waves = {}
        for house in houses:
            wave = Wave(self.database.new_id(), f"W{manifest_rows.next_number(conn, 'wave'):06}", house)
            sending_rows.add_wave(
                conn,
                key=wave.id,
                number=wave.number,
                warehouse_id=house,
                created_at=self.database.now(),
                created_by=actor.user_id,
            )
            waves[house] = wave
        return waves

    def _start_one(self, actor: Actor, order_id: int, waves: dict[int, Wave]) -> Done:
        def deed(run: Run) -> Order:
            parts = [part for part in pickable(run.order) if part.warehouse_id in waves]
            if not parts:
                raise Refused("nothing_to_pick", number=run.order.number)
            for part in parts:
                if part.state == "allocated":
                    run.fire("fulfilment.pick", part)
                part.wave_id = waves[part.warehouse_id or 0].id
            lifecycle.finish(run)
            return run.order

        return self.commands.run(actor, order_id, "picking.start", deed)

    def _lines(self, order_id: int, waves: dict[int, Wave]) -> dict[int, list[PickLine]]:
        return self.database.read(lambda conn: pick_lines(conn, order_id, waves))

    def _contents(
        self, conn: Connection, actor: Actor, waves: dict[int, Wave], lines: dict[int, list[PickLine]]
    ) -> list[PickListContent]:
        language = str(catalogue_rows.setting(conn, "language", "zh_CN"))
        names = {house.id: house.name for house in catalogue_rows.warehouses(conn)}
        now = time_local(self.database.now(), house_zone(conn), language)
        return [
            PickListContent(language, wave.number, tuple(lines[house]), actor.name, names.get(house, ""), now)
            for house, wave in waves.items()
            if lines[house]
        ]


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


def pick_lines(conn: Connection, order_id: int, waves: dict[int, Wave]) -> dict[int, list[PickLine]]:
    """What to fetch for an order, by warehouse: only what still goes out."""
    order = load(conn, order_id, lock=False)
    levels = stock_rows.levels(conn, [line.sku_id for line in order.lines if line.sku_id is not None])
    found: dict[int, list[PickLine]] = {}
    for part in pickable(order):
        house = part.warehouse_id or 0
        if part.wave_id != getattr(waves.get(house), "id", None):
            continue
        for row in part.lines:
            line = order.line(row.line_id)
            units = min(row.allocated - row.picked, line.going_out - line.picked)
            level = levels.get((house, row.sku_id or 0))
            if units > 0:
                found.setdefault(house, []).append(
                    PickLine(
                        level.bin if level else "",
                        line.name or line.sku_code,
                        line.sku_code,
                        units,
                        line.spec,
                        order_no=order.number,
                    )
                )
    return found
