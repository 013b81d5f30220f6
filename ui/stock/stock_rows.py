"""The columns of the list of stock, and how a product in a warehouse fills them."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_oms.formats import date
from desktop_oms.services.stock_list import StockLine, available
from ui.shared.cells import Cell, Column
from ui.shared.counts import full_count
from ui.shared.messages import Words
from ui.shared.table_model import Row

UNITS = ("on_hand", "allocated", "damaged", "buffer")


def columns(words: Words) -> list[Column]:
    """The columns of the list in the reader's language."""
    return [
        Column("product", words("stock.column.product")),
        Column("warehouse", words("stock.column.warehouse"), 92),
        *(Column(name, words(f"stock.column.{name}"), 78, "number") for name in UNITS),
        Column("available", words("stock.column.available"), 82, "number"),
        Column("restock", words("stock.column.restock"), 96),
    ]


@dataclass(frozen=True, slots=True)
class StockWriter:
    """Turns a product in a warehouse into a row of the list; its fact is the line itself."""

    words: Words
    zone: str

    def __call__(self, line: StockLine) -> Row:
        """The row with its cells in column order."""
        words, left = self.words, available(line)
        lack = words("stock.waiting", n=line.waiting) if line.waiting else ""
        name = " ".join(part for part in (line.name, line.spec) if part)
        house = Cell(line.warehouse, line.bin) if line.warehouse else Cell(words("stock.nowhere"), tone="muted")
        restock = date(line.restock_at, self.zone, words.language) if line.restock_at else words("orders.nothing")
        cells = (
            Cell(name, line.code, badge=lack, badge_family="trouble"),
            house,
            *(_units(getattr(line, unit)) for unit in UNITS),
            Cell(full_count(left), bold=True, tone="text" if left else "attention"),
            Cell(restock, tone="text" if line.restock_at else "muted"),
        )
        return Row(row_id(line), cells, line)


def _units(count: int) -> Cell:
    return Cell(full_count(count), tone="text" if count else "muted")


def row_id(line: StockLine) -> int:
    """A row's own number: product and warehouse together."""
    return line.sku_id << 64 | line.warehouse_id
