"""Where a file keeps which field, and the fields of its rows.

A `Layout` joins one table with one sheet of a profile.  `Layout.fill` takes the fields of a row out once; the readers
of `Fields` turn them into values, or raise a `Fault` that knows row and column: a person sees which cell to mend.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from operator import itemgetter
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
    places: dict[str, tuple[int, ...]]
    names: tuple[str, ...] = field(init=False)
    take: Callable[[Sequence[str]], Sequence[str]] = field(init=False)

    def __post_init__(self) -> None:
        # the best place of a field comes last, so that it overwrites the others
        pairs = [(name, place) for name, places in self.places.items() for place in reversed(places)]
        self.names = tuple(name for name, _ in pairs)
        # the two more make it a tuple of texts even when no or one column is known
        self.take = itemgetter(*(place for _, place in pairs), 0, 0)

    def has(self, name: str) -> bool:
        """Whether the file has a column for the field."""
        return name in self.places

    def column(self, name: str) -> str:
        """The title of the field's column, "" without one."""
        return self.table.columns[self.places[name][0]] if name in self.places else ""

    def fill(self, row: Row) -> Fields:
        """The fields the row fills, as cleaned text; rows in which no cell needs cleaning go the short way."""
        # one look at all cells, divided by |, instead of one at each: this runs for every row of every file
        texts = {name: text for name, text in zip(self.names, self.take(row.cells), strict=False) if text}
        whole = f"|{'|'.join(texts.values())}|"
        if self.blanks or not whole.isprintable() or "|'" in whole or "| " in whole or " |" in whole or "|=" in whole:
            for name, text in texts.items():
                if text in self.blanks or not text.isprintable() or text[0] in "'= " or text[-1] == " ":
                    texts[name] = self._cleaned(row, name)
            texts = {name: text for name, text in texts.items() if text}
        return Fields(self, row, texts)

    def _cleaned(self, row: Row, name: str) -> str:
        """The field out of the best of its places that holds something."""
        for place in self.places[name]:
            text = cells.clean(row.cells[place])
            if text and text not in self.blanks:
                return self._plain(row, name, text)
        return ""

    def _plain(self, row: Row, name: str, text: str) -> str:
        if text.isprintable():
            return text
        try:
            return cells.plain(cells.without_formatting(text) if name == "phone" else text)
        except Fault as fault:
            raise fault.at(row.number, self.column(name), self.table.name) from None


class Fields:
    """The filled fields of one row, or of all rows of an order together: then each from the first row that fills it."""

    __slots__ = ("_parts", "layout", "row", "texts")

    def __init__(self, layout: Layout, row: Row, texts: dict[str, str], parts: Sequence[Fields] = ()) -> None:
        self.layout = layout
        self.row = row
        self.texts = texts
        self._parts = parts

    @property
    def parts(self) -> Sequence[Fields]:
        """The rows these fields came from, as fields of their own."""
        # made when asked: an object that held itself would wait for the garbage collector, 240,000 times
        return self._parts or (self,)

    @staticmethod
    def together(parts: Sequence[Fields]) -> Fields:
        """The fields of several rows of one order as one."""
        if len(parts) == 1:
            return parts[0]
        texts: dict[str, str] = {}
        for part in reversed(parts):
            texts.update(part.texts)
        return Fields(parts[0].layout, parts[0].row, texts, parts)

    def text(self, name: str) -> str:
        """The field as text, "" when it is not filled."""
        return self.texts.get(name, "")

    def identifier(self, name: str) -> str:
        """A number that is a name, kept as text."""
        text = self.texts.get(name)
        return self.read(name, text, cells.identifier) if text else ""

    def count(self, name: str, least: int = 1) -> int | None:
        """A number of pieces; None when not told."""
        text = self.texts.get(name)
        if not text:
            return None
        try:
            return cells.count(text, least)
        except Fault as fault:
            raise self._placed(fault, name) from None

    def money(self, name: str, currency: str) -> int | None:
        """An amount in minor units; None when not told. Discounts may be written with a minus."""
        text = self.texts.get(name)
        if not text:
            return None
        if text[0] == "-" and name.startswith("discount"):
            text = text.lstrip("-")
        try:
            return cells.money(text, currency, rounded=name in self.layout.rounded)
        except Fault as fault:
            raise self._placed(fault, name) from None

    def moment(self, name: str, zone: tzinfo) -> int | None:
        """A time in milliseconds UTC; None when not told."""
        text = self.texts.get(name)
        if not text:
            return None
        try:
            return cells.moment(text, zone)
        except Fault as fault:
            raise self._placed(fault, name) from None

    def read(self, name: str, text: str, reader: Callable[[str], T]) -> T:
        """`reader(text)` of a part of the field; a fault learns the row and column it happened in."""
        try:
            return reader(text)
        except Fault as fault:
            raise self._placed(fault, name) from None

    def _placed(self, fault: Fault, name: str) -> Fault:
        culprit = next((part for part in self.parts if part.texts.get(name) == self.texts.get(name)), self)
        return fault.at(culprit.row.number, self.layout.column(name), self.layout.table.name)

    def fault(self, name: str, code: str, /, **facts: object) -> Fault:
        """A fault of this row in the field's column, ready to raise."""
        return Fault(code, **facts).at(self.row.number, self.layout.column(name), self.layout.table.name)


def lay_out(table: Table, profile: Profile, mapping: Mapping[str, str] | None) -> Layout:
    """The layout of the profile's sheet that this table is; raises `OmsError` file_column_missing when it is none."""
    keys: dict[str, int] = {}
    for place, column in enumerate(table.columns):
        keys.setdefault(column_key(column), place)
    best: tuple[int, Layout, str] | None = None
    for sheet in profile.sheets:
        places = _mapped(mapping, keys, profile.name, table.name) if mapping else _places(sheet, keys)
        layout = Layout(table, sheet.role, profile.blanks, profile.rounded, places)
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


def _mapped(mapping: Mapping[str, str], keys: Mapping[str, int], profile: str, file: str) -> dict[str, tuple[int, ...]]:
    """What a person mapped counts alone: fields left out stay empty, and no other column stands in."""
    places: dict[str, tuple[int, ...]] = {}
    for name, column in mapping.items():
        if column_key(column) not in keys:
            raise OmsError("file_column_missing", column=column, profile=profile, file=file)
        places[name] = (keys[column_key(column)],)
    return places


def _missing(sheet: Sheet, layout: Layout) -> str:
    """The title of a required column the file lacks."""
    for entry in sheet.required:
        choices = entry.split("|")
        if not any(layout.has(choice) for choice in choices):
            return sheet.columns[choices[0]][0]
    return ""
