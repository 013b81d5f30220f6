"""Reading whole order files: every row becomes part of an order or is refused with its reason, and none is lost.

`parse` is a pure function of its arguments and returns plain dataclasses, so it can run in a child process.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.incoming import IncomingOrder, ParsedFile, RefusedRow, SourceFile
from desktop_oms.gateways.files.cells import Fault
from desktop_oms.gateways.files.grouping import Numbered, in_groups, legible_number, numbered_rows
from desktop_oms.gateways.files.layouts import Fields, Layout, lay_out
from desktop_oms.gateways.files.orders import Reading, read_order
from desktop_oms.gateways.files.profiles import Profile, profile_named, suggest_mapping
from desktop_oms.gateways.files.tables import Row, Table, read_table

Progress = Callable[[int, int], None]
"""Called now and then with the rows done and about how many there are."""

_STEP = 1_000
_LONGEST_KEPT = 500


def parse(
    files: Sequence[tuple[str, bytes]],
    profile: str,
    *,
    time_zone: str,
    currency: str,
    mapping: Mapping[str, str] | None = None,
    encoding: str | None = None,
    progress: Progress | None = None,
) -> ParsedFile:
    """Read one file of orders, or an orders file and its items file together, in any order.

    `time_zone` (IANA name) and `currency` (ISO 4217) are the channel's and count where the file does not tell;
    `mapping` {field: column} replaces the profile's columns; `encoding` only when a person named it.
    Raises `OmsError` with a `file_*` code when a file as a whole cannot be read; bad rows end in `refused`.
    """
    known = profile_named(profile)
    zone = _zone(time_zone)
    if not (len(currency) == 3 and currency.isascii() and currency.isupper()):
        raise OmsError("file_currency_unknown", currency=currency)
    layouts = [_layout(read_table(data, name, encoding), known, mapping) for name, data in _named_apart(files)]
    orders, items = _roles(layouts, known)
    alone = orders is None
    main = orders or items
    if main is None:
        raise OmsError("file_empty", file="")
    reading = Reading(known, main, items or main, zone, currency, items_alone=alone)
    with _without_collector():
        found, refused = _Parser(reading, progress).run()
    return ParsedFile(
        profile=profile,
        encoding=main.table.encoding,
        header_row=main.table.header_row,
        columns=main.table.columns,
        orders=tuple(found),
        refused=tuple(refused),
        files=tuple(_source(layout) for layout in dict.fromkeys((main, items or main))),
    )


def _named_apart(files: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Two files from different folders may bear one name; messages must tell them apart."""
    names: list[str] = []
    for name, _ in files:
        names.append(f"{name} ({names.count(name) + 1})" if name in names else name)
    return [(name, data) for name, (_, data) in zip(names, files, strict=True)]


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise OmsError("file_time_zone_unknown", time_zone=name) from None


def _layout(table: Table, profile: Profile, mapping: Mapping[str, str] | None) -> Layout:
    if profile.name == "generic" and mapping is None:
        mapping = suggest_mapping(table.columns)
    return lay_out(table, profile, mapping)


def _roles(layouts: Iterable[Layout], profile: Profile) -> tuple[Layout | None, Layout | None]:
    """The layouts of the order rows and of the item rows; a whole file is both."""
    by_role: dict[str, Layout] = {}
    for layout in layouts:
        if layout.role in by_role:
            raise OmsError("file_same_kind_twice", file=layout.table.name, other=by_role[layout.role].table.name)
        by_role[layout.role] = layout
    if "whole" in by_role:
        return by_role["whole"], None
    if "orders" in by_role and "items" not in by_role:
        raise OmsError("file_items_missing", file=by_role["orders"].table.name, profile=profile.name)
    return by_role.get("orders"), by_role.get("items")


def _source(layout: Layout) -> SourceFile:
    table, fields = layout.table, {name: layout.column(name) for name in layout.places}
    return SourceFile(table.name, table.encoding, table.delimiter, table.header_row, table.columns, fields)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Orders hold no circles, and looking for some among 100,000 of them takes a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Parser:
    """One run over the files of one import."""

    def __init__(self, reading: Reading, progress: Progress | None) -> None:
        self.reading = reading
        self.progress = progress
        self.done = 0
        self.total = reading.orders.table.row_estimate()
        self.items: dict[str, list[Numbered]] = {}
        self.used: set[str] = set()

    def run(self) -> tuple[list[IncomingOrder], list[RefusedRow]]:
        """All orders, and all rows that became none."""
        orders: list[IncomingOrder] = []
        refused = self._gather_items() if self.reading.joined else []
        for result in in_groups(self.reading.orders, self._finish):
            if isinstance(result, IncomingOrder):
                orders.append(result)
            else:
                refused += result
        refused += self._orphans()
        if self.progress:
            self.progress(self.total, self.total)
        return orders, refused

    def _gather_items(self) -> list[RefusedRow]:
        refused = []
        for numbered in numbered_rows(self.reading.items):
            if numbered.number:
                self.items.setdefault(numbered.number, []).append(numbered)
            else:
                refused += self._refuse_all("", [], [numbered], _fault(numbered))
        return refused

    def _orphans(self) -> list[RefusedRow]:
        """Rows of the items file whose order the orders file does not have."""
        items = self.reading.items
        refused = []
        for number, rows in self.items.items():
            if number not in self.used:
                for row in rows:
                    missing = Fault("row_order_missing").at(row.row.number, items.column("order_no"), items.table.name)
                    refused.append(_refused(items, row.row, number, row.fault or missing))
        return refused

    def _finish(self, rows: list[Numbered]) -> IncomingOrder | list[RefusedRow]:
        self._report(len(rows))
        number = rows[0].number
        items = rows
        if self.reading.joined:
            items = self.items.get(number, [])
            self.used.add(number)
        try:
            fields = _all_fields(rows)
            if items is rows:
                return read_order(self.reading, number, fields, fields)
            if not items:
                raise fields[0].fault("order_no", "row_items_missing")
            return read_order(self.reading, number, fields, _all_fields(items))
        except Fault as found:
            return self._refuse_all(number, rows, items, found)

    def _refuse_all(self, number: str, rows: list[Numbered], items: list[Numbered], fault: Fault) -> list[RefusedRow]:
        """Never half an order: the culprit row with its reason, the others naming the culprit."""
        places = [(self.reading.orders, numbered.row) for numbered in rows]
        if self.reading.joined:
            places += [(self.reading.items, numbered.row) for numbered in items]
        refused = []
        for layout, row in places:
            own = fault
            if (row.number, layout.table.name) != (fault.row, fault.file):
                own = Fault("row_of_refused_order", row=fault.row, file=fault.file)
            refused.append(_refused(layout, row, number, own))
        return refused

    def _report(self, rows: int) -> None:
        before, self.done = self.done, self.done + rows
        if self.progress and before // _STEP != self.done // _STEP:
            self.progress(min(self.done, self.total), self.total)


def _all_fields(rows: list[Numbered]) -> list[Fields]:
    """The fields of all rows of an order; raises the fault of the first row that could not be read."""
    return [numbered.fields if numbered.fields and not numbered.fault else _raise(numbered) for numbered in rows]


def _raise(numbered: Numbered) -> Fields:
    raise _fault(numbered)


def _fault(numbered: Numbered) -> Fault:
    assert numbered.fault is not None, "a row without fields or number has a fault"
    return numbered.fault


def _refused(layout: Layout, row: Row, number: str, fault: Fault) -> RefusedRow:
    return RefusedRow(
        rows=(row.number,),
        external_no=number or legible_number(layout, row),
        column=fault.column,
        code=fault.code,
        facts=dict(fault.facts),
        cells=tuple(cell if len(cell) <= _LONGEST_KEPT else cell[:_LONGEST_KEPT] + "..." for cell in row.cells),
        file=layout.table.name,
    )
