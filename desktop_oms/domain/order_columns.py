"""The columns of the order list: which there are, and how a person has laid them out.

A layout is kept as one text, such as `number:120,receiver,goods,status|1|-placed_at`: the columns in their order with
the widths (pixels) that were set by hand, how many of the first stay in sight, and by which column the list is sorted
(with "-" from the other end).  What is unknown in it is left out, so a layout of a newer program can be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desktop_oms.domain.errors import OmsError

EXPORTED: Mapping[str, tuple[str, ...]] = {
    "number": ("number",),
    "receiver": ("receiver", "city"),
    "goods": ("goods", "items"),
    "status": ("status", "stage", "badges"),
    "total": ("currency", "total"),
    "ship_by": ("ship_by",),
    "tags": ("tags",),
    "external_no": ("external_no",),
    "channel": ("channel",),
    "placed_at": ("placed_at",),
    "created_at": ("created_at",),
    "paid_at": ("paid_at",),
    "captured": ("currency", "captured"),
    "refunded": ("currency", "refunded"),
    "phone_tail": ("phone_tail",),
}
"""Every column of the list, with the columns of an export that hold the same."""

USUAL = ("number", "receiver", "goods", "status", "total", "ship_by")
NARROWEST, WIDEST = 48, 600
MOST_FROZEN = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns in their order, widths set by hand, how many of the first stay, and the sorting ("" is the usual)."""

    columns: tuple[str, ...] = USUAL
    widths: Mapping[str, int] = field(default_factory=dict)
    frozen: int = 0
    sorted_by: str = ""
    turned: bool = False

    def text(self) -> str:
        """As it is kept; "" for the usual one."""
        if self == Layout():
            return ""
        names = (f"{name}:{self.widths[name]}" if name in self.widths else name for name in self.columns)
        return f"{','.join(names)}|{self.frozen}|{'-' if self.turned else ''}{self.sorted_by}"

    def with_width(self, name: str, width: int) -> Layout:
        """With a column made wider or narrower by hand; 0 takes the width back."""
        others = {key: wide for key, wide in self.widths.items() if key != name}
        return replace(self, widths={**others, name: _bounded(width)} if width else others)

    def with_columns(self, columns: tuple[str, ...], frozen: int) -> Layout:
        """With other columns.  Raises `columns_none` when none is left."""
        if not columns:
            raise OmsError("columns_none")
        return replace(self, columns=columns, frozen=min(max(frozen, 0), MOST_FROZEN))

    def exported(self) -> tuple[str, ...]:
        """The columns of an export that hold what these show."""
        return tuple(dict.fromkeys(name for column in self.columns for name in EXPORTED[column]))


def read(kept: str) -> Layout:
    """The layout of a text, the usual one of "" or of what cannot be read."""
    names, _, rest = kept.partition("|")
    frozen, _, sorting = rest.partition("|")
    columns, widths = list[str](), dict[str, int]()
    for part in names.split(","):
        name, _, width = part.strip().partition(":")
        if name in EXPORTED and name not in columns:
            columns.append(name)
            if width.isascii() and width.isdecimal():
                widths[name] = _bounded(int(width))
    if not columns:
        return Layout()
    staying = min(int(frozen), MOST_FROZEN) if frozen.isascii() and frozen.isdecimal() else 0
    sorted_by = sorting.removeprefix("-")
    return Layout(tuple(columns), widths, staying, sorted_by if sorted_by in EXPORTED else "", sorting.startswith("-"))


def _bounded(width: int) -> int:
    return min(max(width, NARROWEST), WIDEST)
