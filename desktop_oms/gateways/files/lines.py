"""The lines of goods of one order out of its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_oms.domain.incoming import IncomingLine
from desktop_oms.gateways.files import cells
from desktop_oms.gateways.files.layouts import Fields
from desktop_oms.gateways.files.profiles import Profile
from desktop_oms.gateways.files.states import (
    GONE,
    LineState,
    Signals,
    line_state,
    order_state,
    shared_signals,
    signals_of,
)

_SHARED = re.compile(r"[;\uff1b\n]")
_GOODS = frozenset(("sku", "product", "qty", "line_id"))


@dataclass(slots=True)
class LinesRead:
    """The lines of an order with the state of each, and what their own columns add up to."""

    lines: tuple[IncomingLine, ...]
    states: tuple[LineState, ...]
    tax: int | None
    refunded: int | None
    notices: list[str]


def read_lines(rows: Sequence[Fields], profile: Profile, currency: str, order: Signals) -> LinesRead:
    """All lines of the rows, in their order. `order` holds the signals of the order's own state columns."""
    notices: list[str] = []
    goods = [fields for fields in _distinct(rows, notices) if not _GOODS.isdisjoint(fields.texts)]
    if not goods:
        raise _product_missing(rows[0])
    shared = shared_signals(order, rows[0].layout)
    states = [line_state(signals_of(fields, profile), shared, profile.default_state) for fields in goods]
    lives = order_state(states) not in GONE
    lines: list[IncomingLine] = []
    for fields, state in zip(goods, states, strict=True):
        lines += _lines(fields, profile, currency, state, lives=lives)
    tax, refunded = _sum(rows, "line_tax", currency), _sum(rows, "line_refund", currency)
    return LinesRead(tuple(lines), tuple(states), tax, refunded, notices)


def _distinct(rows: Sequence[Fields], notices: list[str]) -> Sequence[Fields]:
    """The rows without exact copies of a line; two different rows with one line number are a fault."""
    if len(rows) == 1 or not rows[0].layout.has("line_id"):
        return rows
    seen: dict[str, Fields] = {}
    kept = []
    for fields in rows:
        line_id = fields.identifier("line_id")
        before = seen.setdefault(line_id, fields) if line_id else fields
        if before is fields:
            kept.append(fields)
        elif before.row.cells != fields.row.cells:
            raise fields.fault("line_id", "row_line_repeated", row=before.row.number)
        else:
            notices.append("row_repeated")
    return kept


def _product_missing(fields: Fields) -> cells.Fault:
    return fields.fault("product" if fields.layout.has("product") else "sku", "row_product_missing")


def _lines(fields: Fields, profile: Profile, currency: str, state: LineState, *, lives: bool) -> Sequence[IncomingLine]:
    """The lines of one row, nearly always one. `lives`: the order does, so what is closed here was taken out of it."""
    product, sku = fields.text("product"), fields.identifier("sku")
    if not product and not sku:
        raise _product_missing(fields)
    if "items_share_a_cell" in profile.quirks:
        shared = _shared_lines(fields, product, sku, state, lives=lives)
        if shared:
            return shared
    quantity = fields.count("qty")
    if quantity is None:
        raise fields.fault("qty", "row_quantity_missing")
    spec = fields.text("spec")
    if not spec and "spec_after_dash" in profile.quirks:
        name, dash, variant = product.rpartition(" - ")
        product, spec = (name, variant) if dash else (product, "")
    shipped = quantity if state.shipped else fields.count("qty_shipped", least=0) or 0
    kept = fields.count("qty_kept", least=0)
    if shipped > quantity or (kept or 0) > quantity:
        name = "qty_shipped" if shipped > quantity else "qty_kept"
        raise fields.fault(name, "row_quantity_too_large", value=fields.text(name), limit=quantity)
    refunded = quantity if lives and state.state in GONE else quantity - kept if kept is not None else 0
    price, amount = fields.money("price", currency), _amount(fields, currency, profile)
    line_id = fields.identifier("line_id")
    return (IncomingLine(sku, product, spec, quantity, price, amount, shipped, refunded, line_id),)


def _shared_lines(fields: Fields, product: str, sku: str, state: LineState, *, lives: bool) -> list[IncomingLine]:
    """The lines of a row whose cells hold several items; empty when they hold one. Nobody tells the price of each."""
    skus, products, ids = _SHARED.split(sku), _SHARED.split(product), _SHARED.split(fields.text("line_id"))
    number = max(len(skus), len(ids))
    if number == 1:
        return []
    specs = _SHARED.split(fields.text("spec"))
    if any(len(parts) not in (1, number) for parts in (skus, products, ids, specs)):
        raise fields.fault("product", "row_items_do_not_match", items=number)
    quantities = _shared_quantities(fields, number)
    return [
        IncomingLine(
            sku=fields.read("sku", _part(skus, place), cells.identifier),
            name=_part(products, place),
            spec=_part(specs, place),
            qty=quantities[place],
            price=None,
            shipped=quantities[place] if state.shipped else 0,
            refunded=quantities[place] if lives and state.state in GONE else 0,
            external_id=fields.read("line_id", _part(ids, place), cells.identifier),
        )
        for place in range(number)
    ]


def _part(parts: Sequence[str], place: int) -> str:
    return cells.clean(parts[place] if len(parts) > 1 else parts[0])


def _shared_quantities(fields: Fields, number: int) -> list[int]:
    """One quantity per item, or one for all: then it must be one piece each, for 5 pieces of 2 items tell nothing."""
    parts = [cells.clean(part) for part in _SHARED.split(fields.text("qty"))]
    if len(parts) == number:
        return [fields.read("qty", part, cells.count) for part in parts]
    if len(parts) == 1 and fields.count("qty") == number:
        return [1] * number
    raise fields.fault("qty", "row_items_do_not_match", items=number)


def _amount(fields: Fields, currency: str, profile: Profile) -> int | None:
    """What the buyer pays for the line: told, or the row's own part of the total less its part of the shipping."""
    if "line_amount" in fields.layout.places:
        return fields.money("line_amount", currency)
    if "total" not in profile.summed:
        return None
    total = fields.money("total", currency)
    shipping = fields.money("shipping", currency) or 0
    return None if total is None or total < shipping else total - shipping


def _sum(rows: Sequence[Fields], name: str, currency: str) -> int | None:
    if not rows[0].layout.has(name):
        return None
    parts = [amount for fields in rows if (amount := fields.money(name, currency)) is not None]
    return sum(parts) if parts else None
