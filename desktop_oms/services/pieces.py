"""A scanned piece on its way into the database, alone or together with the closing of the box that it fills."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from desktop_oms.domain import lifecycle
from desktop_oms.domain.command import Run
from desktop_oms.domain.entities import Parcel
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.order import Order
from desktop_oms.domain.packing import ScanResult
from desktop_oms.domain.roles import Actor
from desktop_oms.services.boxes import Closing, at_this_station, box_of
from desktop_oms.services.database import Database
from desktop_oms.services.pack_job import BoxPart, PackJob
from desktop_oms.services.shared_boxes import MatesSeen
from desktop_oms.storage import sending_rows
from desktop_oms.storage.engine import Connection


@dataclass(frozen=True, slots=True)
class Piece:
    """A scan that puts pieces into a box, or takes them out: the parts of its command."""

    database: Database
    actor: Actor
    job: PackJob
    result: ScanResult
    mates: MatesSeen

    @property
    def part(self) -> BoxPart:
        """Whose part of the box it goes into."""
        return self.job.part_of(self.result.line.line_id if self.result.line else 0)

    def ready(self, conn: Connection, order: Order) -> None:
        """Refuse a piece for a box that another order stops."""
        if self.result.units > 0:
            self.mates.demand(conn, order, box_of(order, self.part.parcel_id))

    def deed(self, run: Run) -> Parcel:
        """Count it, unless the order forbids it by now."""
        parcel = box_of(run.order, self.part.parcel_id)
        at_this_station(parcel, self.actor)
        line_id = self.result.line.line_id if self.result.line else 0
        lifecycle.perform(run, "parcel.scan", parcel, line_id=line_id, units=self.result.units)
        return parcel

    def also(self, conn: Connection, _run: Run, _parcel: Parcel) -> None:
        """Keep the scan."""
        add_scan(conn, self.database, self.actor, self.job, self.result, str(self.result.verdict))


class NotClosed(Exception):
    """The box cannot be closed now, or not in this way; whoever asks for just that is told why."""


@dataclass(frozen=True, slots=True)
class Filling:
    """The piece that fills a box, and the box's closing: both happen, or neither."""

    piece: Piece
    closing: Closing

    def ready(self, conn: Connection, order: Order) -> None:
        """What both need."""
        self.piece.ready(conn, order)
        with _closing():
            self.closing.ready(conn, order)

    def deed(self, run: Run) -> Parcel:
        """Count the piece, then pack and label."""
        self.piece.deed(run)
        with _closing():
            return self.closing.deed(run)

    def also(self, conn: Connection, run: Run, parcel: Parcel) -> None:
        """Keep the scan, write the label's job down."""
        self.piece.also(conn, run, parcel)
        with _closing():
            self.closing.also(conn, run, parcel)


@contextmanager
def _closing() -> Iterator[None]:
    try:
        yield
    except OmsError as why:
        raise NotClosed from why


def add_scan(
    conn: Connection, database: Database, actor: Actor, job: PackJob, result: ScanResult, verdict: str
) -> None:
    """Write one scan down, whatever it came to, with the order whose goods it was."""
    part = job.part_of(result.line.line_id if result.line else 0)
    sending_rows.add_scan(
        conn,
        key=database.new_id(),
        order_id=part.order_id,
        merchant_id=job.merchant_id,
        parcel_id=part.parcel_id,
        line_id=result.line.line_id if result.line else None,
        code=result.code,
        verdict=verdict,
        at=database.now(),
        user_id=actor.user_id,
        station_id=actor.station_id,
    )
