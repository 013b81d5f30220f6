"""Products as lists show them, and codes looked up many at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, case, func, or_, select

from desktop_oms.domain.catalogue import Barcode
from desktop_oms.storage.statements import Chosen
from desktop_oms.storage.tables.catalogue import barcodes, skus, warehouses
from desktop_oms.storage.tables.stock import stock_levels


class ProductLine(NamedTuple):
    """A product with its stock added up over all warehouses, in units."""

    sku_id: int
    merchant_id: int
    code: str
    name: str
    spec: str
    category: str
    product_code: str
    supplier_id: int | None
    weight_g: int | None
    picture: str
    gift: bool
    active: bool
    on_hand: int
    allocated: int
    damaged: int
    available: int


class LevelLine(NamedTuple):
    """A product in one warehouse, in units."""

    sku_id: int
    merchant_id: int
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


_level = stock_levels.c
_UNITS = ("on_hand", "allocated", "damaged")
_free = _level.on_hand - _level.allocated - _level.damaged - _level.buffer
# What is promised beyond the shelf is no stock: no warehouse has less than nothing to give.
_available = case((_free > 0, _free), else_=0)
_PRODUCT = (
    *("id", "merchant_id", "code", "name", "spec", "category", "product_code"),
    *("supplier_id", "weight_g", "picture", "gift", "active"),
)

_BARCODES = Chosen([barcodes.c.code, barcodes.c.sku_id, barcodes.c.qty], barcodes.c.code)


def barcodes_by_code(connection: Connection, codes: Iterable[str]) -> dict[str, Barcode]:
    """What these codes stand for, as far as they are known."""
    return {row[0]: Barcode(*row) for row in _BARCODES.find(connection, codes)}


def drop_barcodes(connection: Connection, codes: Iterable[str]) -> None:
    """These codes stand for nothing any more."""
    gone = list(codes)
    if gone:
        connection.execute(barcodes.delete().where(barcodes.c.code.in_(gone)))


def products(
    connection: Connection,
    *,
    text: str = "",
    merchant_id: int | None = None,
    after: tuple[str, int] = ("", 0),
    limit: int,
) -> list[ProductLine]:
    """Products by code, those after a (code, key); with a text those whose code, name, variant or barcode holds it."""
    sums = [func.coalesce(func.sum(column), 0) for column in (*(_level[name] for name in _UNITS), _available)]
    columns = [skus.c[name] for name in _PRODUCT]
    asked = (
        select(*columns, *sums)
        .select_from(skus.outerjoin(stock_levels, stock_levels.c.sku_id == skus.c.id))
        .where(*_chosen(text, merchant_id), _later(after))
        .group_by(*columns)
        .order_by(skus.c.code, skus.c.id)
        .limit(limit)
    )
    return [ProductLine._make(row) for row in connection.execute(asked)]


def levels(
    connection: Connection,
    *,
    text: str = "",
    merchant_id: int | None = None,
    warehouse_id: int | None = None,
    after: tuple[str, int] = ("", 0),
    limit: int,
) -> list[LevelLine]:
    """Levels by product code and warehouse; `limit` counts levels and may end within a product."""
    asked = (
        select(
            *(skus.c[name] for name in ("id", "merchant_id", "code", "name", "spec")),
            _level.warehouse_id,
            warehouses.c.code,
            *(_level[name] for name in (*_UNITS, "buffer", "bin", "restock_at")),
        )
        .select_from(
            stock_levels.join(skus, skus.c.id == _level.sku_id).join(warehouses, warehouses.c.id == _level.warehouse_id)
        )
        .where(*_chosen(text, merchant_id), _later(after))
        .order_by(skus.c.code, skus.c.id, warehouses.c.priority, warehouses.c.id)
        .limit(limit)
    )
    if warehouse_id is not None:
        asked = asked.where(_level.warehouse_id == warehouse_id)
    return [LevelLine._make(row) for row in connection.execute(asked)]


def _later(after: tuple[str, int]) -> Any:
    return or_(skus.c.code > after[0], and_(skus.c.code == after[0], skus.c.id > after[1]))


def _chosen(text: str, merchant_id: int | None) -> list[Any]:
    chosen: list[Any] = []
    if merchant_id is not None:
        chosen.append(skus.c.merchant_id == merchant_id)
    return [*chosen, *named_like(text)]


def named_like(text: str) -> list[Any]:
    """The condition that a product's code, name, variant or barcode holds a text; none for no text."""
    if not text.strip():
        return []
    holds = text.strip().lower()
    named = [func.lower(skus.c[name]).contains(holds, autoescape=True) for name in ("code", "name", "spec")]
    scanned = select(barcodes.c.sku_id).where(barcodes.c.code == text.strip())
    return [or_(*named, skus.c.id.in_(scanned))]
