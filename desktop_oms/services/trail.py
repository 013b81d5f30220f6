"""The audit trail of an order: who did what, when, at which station, and every field that changed, old and new.

Receivers are masked as everywhere; whoever wants them in full says why, and that stands in the trail from then on.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from desktop_oms.domain.exports import Exported
from desktop_oms.domain.roles import Actor
from desktop_oms.gateways.files import sheet_writing
from desktop_oms.services.orders import OrderDesk
from desktop_oms.services.trail_words import Told, heads, told
from desktop_oms.words import say


class Trails:
    """Reads the trail of an order, and writes it into a file."""

    def __init__(self, orders: OrderDesk) -> None:
        self.orders = orders

    def read(self, actor: Actor, order_id: int, language: str, *, reason: str | None = None) -> list[Told]:
        """The trail, the newest first; with a `reason` in full, which is written down first.

        Raises `order_missing`, and `reason_missing` for an empty reason.
        """
        if reason is not None:
            self.orders.reveal(order_id, actor, reason)
        view = self.orders.view(order_id, actor, unmasked=reason is not None)
        return told(view, language)

    def write(self, rows: Sequence[Told], number: str, path: Path, language: str) -> Exported:
        """Write these entries; raises `export_kind_unknown`, `file_not_written`."""
        title = say("trail.sheet", language, number=number)
        with sheet_writing.in_one_go(path) as half, sheet_writing.opened(half, title) as sheet:
            sheet.write([heads(language), *(one.cells for one in rows)])
        return Exported(path, len(rows))


def as_csv(rows: Iterable[Told], language: str) -> str:
    """The entries as CSV text in which nothing calculates."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(heads(language))
    writer.writerows([sheet_writing.harmless(cell) for cell in one.cells] for one in rows)
    return file.getvalue().rstrip("\n")
