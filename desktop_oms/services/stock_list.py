"""The stock as the page of stock shows it: a long list, and one product with what stands behind its levels."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_oms.services.database import Database
from desktop_oms.services.shop_state import read_state
from desktop_oms.storage import catalogue_rows, stock_list_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.stock_list_rows import Holder, Key, Movement, StockLine

__all__ = ["Holder", "Key", "Movement", "StockCard", "StockLine", "StockList", "StockOutline", "available", "row_key"]

SHOWN = 200
BEHIND = 60


@dataclass(frozen=True, slots=True)
class StockOutline:
    """How long a list is: its rows, the key just before every 200th row, and the rows of each way of showing it."""

    total: int
    marks: dict[int, Key]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class StockCard:
    """A product: its codes, its levels in every warehouse, which orders hold it, its movements, the newest first."""

    barcodes: tuple[str, ...]
    levels: tuple[StockLine, ...]
    holders: tuple[Holder, ...]
    movements: tuple[Movement, ...]


class StockList:
    """Reads the stock for people."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def outline(self, text: str = "", *, warehouse: str = "", show: str = "all") -> StockOutline:
        """How long the list is; `show`: all, short (orders wait for it), none (nothing is left to promise)."""

        def work(conn: Connection) -> StockOutline:
            house = read_state(conn).warehouse(warehouse).id if warehouse else None
            total, marks = stock_list_rows.marks(conn, text=text, warehouse_id=house, show=show)
            return StockOutline(total, marks, stock_list_rows.counts(conn, text=text, warehouse_id=house))

        return self.database.read(work)

    def page(
        self, text: str = "", *, warehouse: str = "", show: str = "all", after: Key | None = None, limit: int = SHOWN
    ) -> list[StockLine]:
        """Products and levels by code, those without stock too, after a row's key."""

        def work(conn: Connection) -> list[StockLine]:
            house = read_state(conn).warehouse(warehouse).id if warehouse else None
            return stock_list_rows.page(conn, text=text, warehouse_id=house, show=show, after=after, limit=limit)

        return self.database.read(work)

    def card(self, sku_id: int) -> StockCard:
        """What stands behind one product's levels."""

        def work(conn: Connection) -> StockCard:
            codes = tuple(one.code for one in catalogue_rows.barcodes(conn, [sku_id]))
            lines = stock_list_rows.page(conn, sku_id=sku_id, limit=SHOWN)
            return StockCard(
                codes,
                tuple(lines),
                tuple(stock_list_rows.holders(conn, sku_id, limit=BEHIND)),
                tuple(stock_list_rows.movements(conn, sku_id, limit=BEHIND)),
            )

        return self.database.read(work)


def row_key(line: StockLine) -> Key:
    """Where a row stands; the next page starts after it."""
    return line.code, line.sku_id, line.warehouse_id


def available(line: StockLine) -> int:
    """Units that may be promised to further orders."""
    return max(0, line.on_hand - line.allocated - line.damaged - line.buffer)
