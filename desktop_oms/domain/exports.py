"""What an export of orders is asked for, and what it came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_oms.domain.errors import OmsError

KINDS = (".csv", ".xlsx")  # the file's name ends with one of them
COLUMNS = (
    "number",
    "external_no",
    "channel",
    "status",
    "stage",
    "badges",
    "placed_at",
    "created_at",
    "paid_at",
    "ship_by",
    "currency",
    "total",
    "captured",
    "refunded",
    "items",
    "goods",
    "receiver",
    "city",
    "phone_tail",
)
BESIDE = ("tags",)  # what stands beside the orders is only written when it is asked for


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which orders: of a queue (as the list shows it, perhaps turned round), of a search, or these; and which columns
    ((): all).
    """

    queue: str = "all"
    search: str = ""
    order_ids: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """How many orders stand in the file; `unknown` are numbers of a pasted list that nobody knows."""

    path: Path
    count: int
    unknown: tuple[str, ...] = ()


def known_columns(names: Sequence[str]) -> tuple[str, ...]:
    """The columns asked for, all when none is; raises `export_column_unknown` naming those there are."""
    for name in names:
        if name not in COLUMNS + BESIDE:
            raise OmsError("export_column_unknown", column=name, known=", ".join(COLUMNS + BESIDE))
    return tuple(dict.fromkeys(names)) or COLUMNS
