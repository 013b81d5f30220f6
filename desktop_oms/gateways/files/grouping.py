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
from desktop_oms.gateways.files.layouts import Fields, Layout
from desktop_oms.gateways.files.tables import Row

T = TypeVar("T")

LONGEST_NUMBER = 100  # characters of an order number; no shop has half as many


@dataclass(slots=True)
class Numbered:
    """A row and the order number it belongs to; `fault` when the number, or a cell of the row, cannot be read."""

    number: str
    row: Row
    fields: Fields | None = None
    fault: Fault | None = None


def numbered_rows(layout: Layout) -> Iterator[Numbered]:
    """All rows with their order numbers. A damaged row still belongs to its order if the number is legible."""
    for row in layout.table.rows:
        if row.fault:
            fault = Fault(row.fault, have=len(row.cells), want=len(layout.table.columns))
            yield Numbered(legible_number(layout, row), row, None, fault.at(row.number, "", layout.table.name))
            continue
        try:
            fields = layout.fill(row)
            number = fields.identifier("order_no")
        except Fault as fault:
            number = legible_number(layout, row) if fault.column != layout.column("order_no") else ""
            yield Numbered(number, row, None, fault)
            continue
        missing = None if number else fields.fault("order_no", "row_order_number_missing")
        if len(number) > LONGEST_NUMBER:
            number, missing = "", fields.fault("order_no", "row_order_number_long", longest=LONGEST_NUMBER)
        yield Numbered(number, row, fields, missing)


def legible_number(layout: Layout, row: Row) -> str:
    """The order number of a damaged row, as far as it shows one."""
    place = layout.places["order_no"][0]
    number = cells.clean(row.cells[place]).strip('="') if place < len(row.cells) else ""
    return number if number.isprintable() and len(number) <= LONGEST_NUMBER else ""


def together(rows: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    """Runs of rows with the same order number; a row without one stands alone."""
    run: list[Numbered] = []
    for row in rows:
        if run and (row.number != run[0].number or not row.number):
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
        if number and number in places:
            again[number] = []
            continue
        places[number] = len(results)
        results.append(finish(run))
    if again:
        for row in numbered_rows(layout):
            if row.number in again:
                again[row.number].append(row)
        for number, rows in again.items():
            results[places[number]] = finish(rows)
    return results
