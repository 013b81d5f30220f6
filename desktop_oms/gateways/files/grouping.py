"""Putting the rows of a file together by order number.

The rows of an order usually stand together, so orders are finished while the file is read and only few rows are in
memory.  Orders whose number turns up again further down are read in a second pass, with all their rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from desktop_oms.gateways.files import cells
from desktop_oms.gateways.files.cells import Fault
from desktop_oms.gateways.files.layouts import Layout
from desktop_oms.gateways.files.tables import Row

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row and the order number it belongs to; `fault` when the number itself cannot be read."""

    number: str
    row: Row
    fault: Fault | None = None


def numbered_rows(layout: Layout) -> Iterator[Numbered]:
    """All rows with their order numbers. A damaged row still belongs to its order if the number is legible."""
    for row in layout.table.rows:
        try:
            yield Numbered(_order_number(layout, row), row)
        except Fault as fault:
            yield Numbered("", row, fault)


def _order_number(layout: Layout, row: Row) -> str:
    if row.fault in ("row_nul", "row_cell_too_long", "row_quote_open"):
        number = _readable_number(layout, row)
        if not number:
            raise row_fault(layout, row)
        return number
    if row.fault and max(layout.places["order_no"]) >= len(row.cells):
        raise row_fault(layout, row)
    number = layout.identifier(row, "order_no")
    if not number:
        raise layout.fault(row, "order_no", "row_order_number_missing")
    return number


def _readable_number(layout: Layout, row: Row) -> str:
    place = layout.places["order_no"][0]
    number = cells.clean(row.cells[place].strip('"')) if place < len(row.cells) else ""
    return number if number.isprintable() and len(number) < 100 else ""


def row_fault(layout: Layout, row: Row) -> Fault:
    """The fault of a row that no cell can be read of."""
    fault = Fault(row.fault, have=len(row.cells), want=len(layout.table.columns))
    fault.row = row.number
    fault.file = layout.table.name
    return fault


def together(rows: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    """Runs of rows with the same order number; a row without one stands alone."""
    run: list[Numbered] = []
    for row in rows:
        if run and (row.fault or run[0].fault or row.number != run[0].number):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def in_groups(layout: Layout, finish: Callable[[list[Numbered]], T]) -> list[T]:
    """`finish(rows)` for every order of the file with all its rows, in the order in which the orders begin.

    An order is finished as soon as the next one begins.  When its number turns up again further down, it is finished
    once more with all its rows, which a second pass over the file gathers.
    """
    results: list[T] = []
    places: dict[str, int] = {}
    again: dict[str, list[Numbered]] = {}
    for run in together(numbered_rows(layout)):
        number = run[0].number
        if not run[0].fault and number in places:
            again[number] = []
            continue
        if not run[0].fault:
            places[number] = len(results)
        results.append(finish(run))
    if again:
        for numbered in numbered_rows(layout):
            if not numbered.fault and numbered.number in again:
                again[numbered.number].append(numbered)
        for number, rows in again.items():
            results[places[number]] = finish(rows)
    return results
