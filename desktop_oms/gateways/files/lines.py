"""The lines of goods of one order out of its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop_oms.domain.incoming import IncomingLine
from desktop_oms.gateways.files import cells
from desktop_oms.gateways.files.layouts import Layout
from desktop_oms.gateways.files.profiles import Profile
from desktop_oms.gateways.files.states import GONE, LineState, Signals, line_state, order_state, row_signals
from desktop_oms.gateways.files.tables import Row

_SHARED = re.compile(r"[;\uff1b\n]")
_GOODS = ("sku", "product", "qty", "line_id")


@dataclass(slots=True)
class LinesRead:
    """The lines of an order with the state of each, and what their columns add up to."""

    lines: tuple[IncomingLine, ...]
    states: tuple[LineState, ...]
    tax: int | None
    refunded: int | None
    notices: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Item:
    """The goods of one line as the row tells them, before state and money."""

    row: Row
    sku: str
    product: str
    spec: str
    qty: int
    line_id: str
    alone: bool


def read_lines(layout: Layout, rows: Sequence[Row], profile: Profile, currency: str, order: Signals) -> LinesRead:
    """All lines of the rows, in their order. `order` holds the signals of the order's own state columns."""
    notices: list[str] = []
    items: list[_Item] = []
    for row in _distinct(layout, rows, notices):
        if any(layout.text(row, name) for name in _GOODS):
            items += _items(layout, row, profile)
    if not items:
        raise layout.fault(rows[0], "product" if layout.has("product") else "sku", "row_product_missing")
    states = [line_state(row_signals(layout, item.row, profile), order, profile.default_state) for item in items]
    lost = order_state(states) not in GONE
    lines = tuple(
        _line(layout, item, state, currency, profile, lost=lost) for item, state in zip(items, states, strict=True)
    )
    tax = _total(layout, rows, "line_tax", currency)
    return LinesRead(lines, tuple(states), tax, _total(layout, rows, "line_refund", currency), notices)


def _distinct(layout: Layout, rows: Sequence[Row], notices: list[str]) -> Sequence[Row]:
    """The rows without exact copies of a line; two different rows with one line number are a fault."""
    if len(rows) == 1 or not layout.has("line_id"):
        return rows
    seen: dict[str, Row] = {}
    kept = []
    for row in rows:
        line_id = layout.identifier(row, "line_id")
        before = seen.setdefault(line_id, row) if line_id else row
        if before is row:
            kept.append(row)
        elif before.cells != row.cells:
            raise layout.fault(row, "line_id", "row_line_repeated", row=before.number)
        else:
            notices.append("row_repeated")
    return kept


def _items(layout: Layout, row: Row, profile: Profile) -> list[_Item]:
    product, sku = layout.text(row, "product"), layout.text(row, "sku")
    if not product and not sku:
        raise layout.fault(row, "product" if layout.has("product") else "sku", "row_product_missing")
    if "items_share_a_cell" in profile.quirks:
        shared = _shared_items(layout, row, product, sku)
        if shared:
            return shared
    quantity = layout.count(row, "qty")
    if quantity is None:
        raise layout.fault(row, "qty", "row_quantity_missing")
    spec = layout.text(row, "spec")
    if not spec and "spec_after_dash" in profile.quirks:
        name, dash, variant = product.rpartition(" - ")
        product, spec = (name, variant) if dash else (product, "")
    return [
        _Item(
            row, layout.identifier(row, "sku"), product, spec, quantity, layout.identifier(row, "line_id"), alone=True
        )
    ]


def _shared_items(layout: Layout, row: Row, product: str, sku: str) -> list[_Item]:
    """The items of a row whose cells hold several; empty when they hold one."""
    skus, products, ids = _SHARED.split(sku), _SHARED.split(product), _SHARED.split(layout.text(row, "line_id"))
    number = max(len(skus), len(ids))
    if number == 1:
        return []
    specs = _SHARED.split(layout.text(row, "spec"))
    quantities = _shared_quantities(layout, row, number)
    if any(len(parts) not in (0, 1, number) for parts in (skus, products, ids, specs)):
        raise layout.fault(row, "product", "row_items_do_not_match", items=number)
    return [
        _Item(
            row,
            layout.read(row, "sku", _part(skus, place), cells.identifier),
            _part(products, place),
            _part(specs, place),
            quantities[place],
            layout.read(row, "line_id", _part(ids, place), cells.identifier),
            alone=False,
        )
        for place in range(number)
    ]


def _part(parts: Sequence[str], place: int) -> str:
    return cells.clean(parts[place] if len(parts) > 1 else parts[0])


def _shared_quantities(layout: Layout, row: Row, number: int) -> list[int]:
    """One quantity per item, or one for all: then it must be one piece each, for 5 pieces of 2 items tell nothing."""
    parts = [cells.clean(part) for part in _SHARED.split(layout.text(row, "qty"))]
    if len(parts) == number:
        return [layout.read(row, "qty", part, cells.count) for part in parts]
    total = layout.count(row, "qty") if len(parts) == 1 else None
    if total != number:
        raise layout.fault(row, "qty", "row_items_do_not_match", items=number)
    return [1] * number


def _line(
    layout: Layout, item: _Item, state: LineState, currency: str, profile: Profile, *, lost: bool
) -> IncomingLine:
    """The line. `lost`: the order lives, so a closed line of it was taken out and counts as refunded."""
    row = item.row
    shipped = item.qty if state.shipped else layout.count(row, "qty_shipped", least=0) or 0
    refunded = item.qty if state.state in GONE and lost else 0
    kept = layout.count(row, "qty_kept", least=0)
    for name, number in (("qty_shipped", shipped), ("qty_kept", kept or 0)):
        if number > item.qty:
            raise layout.fault(row, name, "row_quantity_too_large", value=str(number), limit=item.qty)
    if kept is not None:
        refunded = max(refunded, item.qty - kept)
    return IncomingLine(
        sku=item.sku,
        name=item.product,
        spec=item.spec,
        qty=item.qty,
        price=layout.money(row, "price", currency) if item.alone else None,
        amount=_amount(layout, item, currency, profile),
        shipped=shipped,
        refunded=refunded,
        external_id=item.line_id,
    )


def _amount(layout: Layout, item: _Item, currency: str, profile: Profile) -> int | None:
    """What the buyer pays for the line: told, or the row's own part of the total less its part of the shipping."""
    if not item.alone:
        return None
    if layout.has("line_amount"):
        return layout.money(item.row, "line_amount", currency)
    if "total" not in profile.summed:
        return None
    total = layout.money(item.row, "total", currency)
    shipping = layout.money(item.row, "shipping", currency) or 0
    return None if total is None or total < shipping else total - shipping


def _total(layout: Layout, rows: Sequence[Row], name: str, currency: str) -> int | None:
    if not layout.has(name):
        return None
    parts = [amount for row in rows if (amount := layout.money(row, name, currency)) is not None]
    return sum(parts) if parts else None
