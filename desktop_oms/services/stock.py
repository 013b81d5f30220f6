"""Stock: what lies where, counted and corrected; every change is a movement, and nothing promised is taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop_oms.domain.catalogue import Sku, Warehouse
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.domain.shortage import Substitute, substitutes
from desktop_oms.domain.stock import MOST_UNITS, Level, Move
from desktop_oms.gateways import files as table_files
from desktop_oms.gateways.files.products import StockFileRow, read_stock_rows
from desktop_oms.services.catalogue import Key, RowResult, find_sku, one_sku, put_bin
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import keep_deed, require_role
from desktop_oms.services.shop_state import SetupState, read_state
from desktop_oms.services.worlds import Worlds
from desktop_oms.storage import catalogue_rows, product_rows, stock_rows, task_rows, world_rows
from desktop_oms.storage.engine import Connection

COUNTERS = frozenset({Role.CLERK, Role.DESK, Role.MANAGER, Role.ADMIN})
PAGE = 500


@dataclass(frozen=True, slots=True)
class StockRow:
    """A product in one warehouse, in units; `available` may be promised to further orders."""

    sku_id: int
    code: str
    name: str
    spec: str
    warehouse_id: int
    warehouse: str
    on_hand: int
    allocated: int
    damaged: int
    buffer: int
    bin: str
    restock_at: int | None
    seller: str = ""

    @property
    def available(self) -> int:
        """Units on the shelf that nobody has been promised and that are not kept back."""
        return max(0, self.on_hand - self.allocated - self.damaged - self.buffer)

    @property
    def key(self) -> Key:
        """Where the product stands; the next page starts after it."""
        return self.code, self.sku_id


@dataclass(frozen=True, slots=True)
class Shortage:
    """Units an order waits for: what could go out instead, and when the goods come back (milliseconds UTC)."""

    order_id: int
    number: str
    fulfilment_id: int
    line_id: int
    sku_id: int | None
    sku_code: str
    name: str
    warehouse_id: int | None
    units: int
    restock_at: int | None
    instead: tuple[Substitute, ...]


class StockRoom:
    """Shows and corrects the stock."""

    def __init__(self, database: Database, worlds: Worlds) -> None:
        self.database = database
        self.worlds = worlds

    def show(self, text: str = "", *, warehouse: str = "", after: Key = ("", 0), limit: int = PAGE) -> list[StockRow]:
        """Levels by product and warehouse, whole products only, after a row's key."""

        def work(conn: Connection) -> list[StockRow]:
            house = read_state(conn).warehouse(warehouse).id if warehouse else None
            found = product_rows.levels(conn, text=text, warehouse_id=house, after=after, limit=limit)
            if len(found) == limit and found[0].sku_id != found[-1].sku_id:
                last = found[-1].sku_id
                found = [line for line in found if line.sku_id != last]
            sellers = {one.id: one.code for one in catalogue_rows.merchants(conn, "own")}
            return [StockRow(line.sku_id, *line[2:], sellers.get(line.merchant_id, "")) for line in found]

        return self.database.read(work)

    def set(self, actor: Actor, code: str, warehouse: str, on_hand: int, reason: str, *, seller: str = "") -> StockRow:
        """So many units were counted on the shelf; the difference is written as a movement with the reason.

        `seller` says whose product is meant where several have the code.  Raises `stock_negative`, `stock_too_large`,
        `stock_promised` (fewer than orders hold), `sku_unknown`, `sku_ambiguous`, `warehouse_unknown`.
        """
        require_role(actor, "stock.set", COUNTERS)
        if not reason.strip():
            raise Refused("reason_missing")

        def work(conn: Connection) -> StockRow:
            sku, house = meant(conn, code, warehouse, seller)
            before = self._count(conn, actor, sku.id, house, on_hand, sku.code)
            facts = {"sku": str(sku.id), "warehouse": house.code, "before": before, "on_hand": on_hand}
            keep_deed(conn, self.database, actor, "stock.set", facts | {"reason": reason.strip()})
            (row,) = [row for row in stock_list(conn, [sku.id]) if row.warehouse_id == house.id]
            return row

        return self.database.write(work)

    def place(
        self,
        actor: Actor,
        code: str,
        warehouse: str,
        *,
        bin: str | None = None,  # noqa: A002 - the shop's own word
        buffer: int | None = None,
        restock_at: int | None = None,
        seller: str = "",
    ) -> StockRow:
        """Where a product lies, how many units are kept back from new orders, when more will come (0: not known)."""
        require_role(actor, "stock.place", COUNTERS)
        if buffer is not None:
            demand_count(code, buffer)

        def work(conn: Connection) -> StockRow:
            sku, house = meant(conn, code, warehouse, seller)
            told = {"bin": bin, "buffer": buffer, "restock_at": restock_at}
            facts = {
                name: one or None if name == "restock_at" else one for name, one in told.items() if one is not None
            }
            stock_rows.put_level(conn, (house.id, sku.id), **facts)
            keep_deed(conn, self.database, actor, "stock.place", {"sku": str(sku.id), "warehouse": house.code})
            (row,) = [row for row in stock_list(conn, [sku.id]) if row.warehouse_id == house.id]
            return row

        return self.database.write(work)

    def damage(
        self, actor: Actor, code: str, warehouse: str, damaged: int, reason: str, *, seller: str = ""
    ) -> StockRow:
        """So many units on the shelf are damaged and cannot be sold; the difference is a movement with the reason.

        Raises `stock_negative`, `stock_damaged` (more than lie there unpromised), `sku_unknown`, `warehouse_unknown`.
        """
        require_role(actor, "stock.damage", COUNTERS)
        if not reason.strip():
            raise Refused("reason_missing")

        def work(conn: Connection) -> StockRow:
            sku, house = meant(conn, code, warehouse, seller)
            demand_count(sku.code, damaged)
            before = self._spoil(conn, actor, sku, house, damaged)
            facts = {"sku": str(sku.id), "warehouse": house.code, "before": before, "damaged": damaged}
            keep_deed(conn, self.database, actor, "stock.damage", facts | {"reason": reason.strip()})
            (row,) = [row for row in stock_list(conn, [sku.id]) if row.warehouse_id == house.id]
            return row

        return self.database.write(work)

    def import_file(
        self, actor: Actor, name: str, data: bytes, reason: str = "import", *, seller: str = ""
    ) -> list[RowResult]:
        """Counted levels out of a CSV or XLSX file (code, warehouse, qty, bin): a result per row, bad rows named.

        `seller` says whose products they are where several have the same codes.
        """
        require_role(actor, "stock.import", COUNTERS)
        rows, refused = read_stock_rows(table_files.read_table(data, name))

        def work(conn: Connection, part: Sequence[StockFileRow], start: int) -> list[RowResult]:
            if not start:
                keep_deed(conn, self.database, actor, "stock.import", {"rows": len(rows), "reason": reason})
            return [self._take_row(conn, actor, row, state, owner) for row in part]

        state = self.database.read(read_state)
        owner = state.seller(seller).id if seller else None
        results = self.database.in_portions(rows, work)
        results += [RowResult(row, "refused", code, trouble) for row, code, trouble in refused]
        return sorted(results, key=lambda result: result.row)

    def shortages(self, limit: int = PAGE) -> list[Shortage]:
        """What orders wait for, the longest waiting first, with what could go out instead."""

        def work(conn: Connection) -> list[Shortage]:
            waiting = task_rows.shortages(conn, limit=limit)
            return [self._shortage(conn, line) for line in waiting]

        return self.database.read(work)

    def _shortage(self, conn: Connection, line: task_rows.ShortLine) -> Shortage:
        offers: list[Substitute] = []
        restock = None
        if line.sku_id is not None:
            sku = one_sku(conn, line.sku_id)
            similar = world_rows.similar_goods(conn, sku)
            world = self.worlds.for_goods(conn, {sku.id, *(goods.id for goods in similar)})
            offers = substitutes(world.goods[sku.id], similar, world, line.units)
            dates = [level.restock_at for (_, of), level in world.stock.levels.items() if of == sku.id]
            restock = min((date for date in dates if date is not None), default=None)
        return Shortage(*line, restock_at=restock, instead=tuple(offers))

    def _take_row(
        self, conn: Connection, actor: Actor, row: StockFileRow, state: SetupState, owner: int | None
    ) -> RowResult:
        try:
            sku, house = find_sku(conn, row.code, owner), state.warehouse(row.warehouse)
            before = self._count(conn, actor, sku.id, house, row.qty, sku.code)
            moved = bool(row.bin) and put_bin(conn, house.id, sku.id, row.bin)
        except OmsError as trouble:
            return RowResult(row.row, "refused", row.code, trouble)
        result = "new" if before is None else "changed" if moved or before != row.qty else "unchanged"
        return RowResult(row.row, result, sku.code)

    def _spoil(self, conn: Connection, actor: Actor, sku: Sku, house: Warehouse, damaged: int) -> int:
        """Make the damaged units what was found; returns how many there were before.

        After the first movement the level is locked, so what another station noted in between is seen by then.
        """
        place = (house.id, sku.id)
        before = level = stock_rows.levels(conn, [sku.id]).get(place) or Level(*place)
        while level.damaged != damaged:
            if damaged > level.on_hand - level.allocated:
                raise Refused("stock_damaged", sku=sku.code, damaged=damaged, n=level.on_hand - level.allocated)
            self._move(conn, actor, place, damaged=damaged - level.damaged, reason="damage")
            level = stock_rows.levels(conn, [sku.id])[place]
        return before.damaged

    def _move(self, conn: Connection, actor: Actor, place: tuple[int, int], **units: Any) -> None:
        """One movement of a level, with a reference of its own."""
        move = Move(*place, **units, ref=str(self.database.new_id()))
        stock_rows.move(conn, [move], at=self.database.now(), user_id=actor.user_id, new_id=self.database.new_id)

    def _count(
        self, conn: Connection, actor: Actor, sku_id: int, house: Warehouse, on_hand: int, code: str
    ) -> int | None:
        """Make the level what was counted; returns what it was before (None: never stocked there).

        After the first movement the level is locked, so a hand-over in between is seen by the second look.
        """
        demand_count(code, on_hand)
        before = level = stock_rows.levels(conn, [sku_id]).get((house.id, sku_id))
        while level is None or level.on_hand != on_hand:
            level = level or Level(house.id, sku_id)
            held = level.allocated + level.damaged
            if on_hand < held:
                raise Refused("stock_promised", sku=code, on_hand=on_hand, n=held)
            if level.on_hand == on_hand:
                stock_rows.put_level(conn, (house.id, sku_id))
            else:
                self._move(conn, actor, (house.id, sku_id), on_hand=on_hand - level.on_hand, reason="count")
            level = stock_rows.levels(conn, [sku_id])[house.id, sku_id]
        return None if before is None else before.on_hand


def meant(conn: Connection, code: str, warehouse: str, seller: str) -> tuple[Sku, Warehouse]:
    """The product and the warehouse that are named; `seller` may be left empty where only one has the code."""
    state = read_state(conn)
    owner = state.seller(seller).id if seller else None
    return find_sku(conn, code.strip(), owner), state.warehouse(warehouse)


def demand_count(code: str, units: int) -> None:
    """Refuse what cannot be a count of a product: `stock_negative`, `stock_too_large`."""
    if units < 0:
        raise OmsError("stock_negative", sku=code, n=units)
    if units > MOST_UNITS:
        raise OmsError("stock_too_large", sku=code, n=units, most=MOST_UNITS)


def stock_list(conn: Connection, sku_ids: Sequence[int]) -> list[StockRow]:
    """The levels of some products in every warehouse."""
    houses = {house.id: house.code for house in catalogue_rows.warehouses(conn)}
    skus = catalogue_rows.skus_by_id(conn, sku_ids)
    return [
        StockRow(
            level.sku_id,
            skus[level.sku_id].code,
            skus[level.sku_id].name,
            skus[level.sku_id].spec,
            level.warehouse_id,
            houses[level.warehouse_id],
            level.on_hand,
            level.allocated,
            level.damaged,
            level.buffer,
            level.bin,
            level.restock_at,
        )
        for level in stock_rows.levels(conn, sku_ids).values()
    ]
