"""Where a file keeps which field, and reading fields out of its rows.

A `Layout` joins one table with one sheet of a profile.  Its readers give the field's value on a row, or raise a `Fault`
that knows the row and the column, so that a person sees which cell to mend.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import TypeVar

from desktop_oms.domain.errors import OmsError
from desktop_oms.gateways.files import cells
from desktop_oms.gateways.files.cells import Fault
from desktop_oms.gateways.files.profiles import Profile, Sheet
from desktop_oms.gateways.files.tables import Row, Table, column_key

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Layout:
    """The fields of one file. `places` names the columns of a field, best first; the first that is filled counts."""

    table: Table
    role: str
    blanks: frozenset[str]
    rounded: frozenset[str]
    places: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether the file has a column for the field."""
        return name in self.places

    def column(self, name: str) -> str:
        """The title of the field's column, "" without one."""
        return self.table.columns[self.places[name][0]] if name in self.places else ""

    def text(self, row: Row, name: str) -> str:
        """The field as cleaned text, "" when the row does not fill it."""
        for place in self.places.get(name, ()):
            text = row.cells[place]
            if not text:
                continue
            text = cells.clean(text)
            if text and text not in self.blanks:
                return text if text.isprintable() else self.read(row, name, text, cells.plain)
        return ""

    def read(self, row: Row, name: str, text: str, reader: Callable[[str], T]) -> T:
        """`reader(text)`; a fault learns the row and column it happened in."""
        try:
            return reader(text)
        except Fault as fault:
            fault.row = row.number
            fault.column = self.column(name)
            fault.file = self.table.name
            raise

    def identifier(self, row: Row, name: str) -> str:
        """A number that is a name, kept as text."""
        text = self.text(row, name)
        return self.read(row, name, text, cells.identifier) if text else ""

    def phone(self, row: Row) -> str:
        """The receiver's phone as text. Copied numbers come with invisible marks, so this reads the raw cells."""
        for place in self.places.get("phone", ()):
            text = cells.clean(row.cells[place])
            if text and text not in self.blanks:
                text = self.read(row, "phone", text, cells.phone)
                return self.read(row, "phone", text, cells.plain)
        return ""

    def count(self, row: Row, name: str, least: int = 1) -> int | None:
        """A number of pieces; None when not told."""
        text = self.text(row, name)
        return self.read(row, name, text, lambda text: cells.count(text, least)) if text else None

    def money(self, row: Row, name: str, currency: str) -> int | None:
        """An amount in minor units; None when not told. Discounts may be written with a minus."""
        text = self.text(row, name)
        if not text:
            return None
        if name.startswith("discount"):
            text = text.lstrip("-")
        rounded = name in self.rounded
        return self.read(row, name, text, lambda text: cells.money(text, currency, rounded=rounded))

    def moment(self, row: Row, name: str, zone: tzinfo) -> int | None:
        """A time in milliseconds UTC; None when not told."""
        text = self.text(row, name)
        return self.read(row, name, text, lambda text: cells.moment(text, zone)) if text else None

    def fault(self, row: Row, name: str, code: str, /, **facts: object) -> Fault:
        """A fault of the row, in the field's column, ready to raise."""
        fault = Fault(code, **facts)
        fault.row = row.number
        fault.column = self.column(name)
        fault.file = self.table.name
        return fault


def lay_out(table: Table, profile: Profile, mapping: Mapping[str, str] | None) -> Layout:
    """The layout of the profile's sheet that this table is; raises `OmsError` file_column_missing when it is none."""
    keys: dict[str, int] = {}
    for place, column in enumerate(table.columns):
        keys.setdefault(column_key(column), place)
    best: tuple[int, Layout, str] | None = None
    for sheet in profile.sheets:
        layout = Layout(table, sheet.role, profile.blanks, profile.rounded, {} if mapping else _places(sheet, keys))
        _apply(mapping or {}, layout, keys, profile.name)
        missing = _missing(sheet, layout)
        known = keys.keys() >= set(sheet.known_by)
        rank = (not missing) * 1000 + known * 500 + len(layout.places)
        if best is None or rank > best[0]:
            best = (rank, layout, missing)
    assert best is not None, "a profile has a sheet"
    if best[2]:
        raise OmsError("file_column_missing", column=best[2], profile=profile.name, file=table.name)
    return best[1]


def _places(sheet: Sheet, keys: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    places = {}
    for name, columns in sheet.columns.items():
        found = tuple(keys[column_key(column)] for column in columns if column_key(column) in keys)
        if found:
            places[name] = tuple(dict.fromkeys(found))
    return places


def _apply(mapping: Mapping[str, str], layout: Layout, keys: Mapping[str, int], profile: str) -> None:
    """What a person mapped counts alone: fields left out stay empty, and no other column stands in."""
    for name, column in mapping.items():
        if column_key(column) not in keys:
            raise OmsError("file_column_missing", column=column, profile=profile, file=layout.table.name)
        layout.places[name] = (keys[column_key(column)],)


def _missing(sheet: Sheet, layout: Layout) -> str:
    """The title of a required column the file lacks."""
    for entry in sheet.required:
        choices = entry.split("|")
        if not any(layout.has(choice) for choice in choices):
            return sheet.columns[choices[0]][0]
    return ""
