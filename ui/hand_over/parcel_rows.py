"""Parcels, scans and manifests as rows of tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_oms.formats import date, local, time_of_day, with_mates
from desktop_oms.services.hand_over import Box, Manifest
from ui.shared.cells import Cell, Column
from ui.shared.messages import Words
from ui.shared.table_model import Row


@dataclass(frozen=True, slots=True)
class Clock:
    """The house's clock: its time zone, and now (ms UTC)."""

    zone: str
    now: int

    def tell(self, at: int | None, words: Words) -> str:
        """A moment: the time of today, else the day; "" for none."""
        if at is None:
            return ""
        today = local(at, self.zone).date() == local(self.now, self.zone).date()
        return time_of_day(at, self.zone) if today else date(at, self.zone, words.language)


@dataclass(frozen=True, slots=True)
class Scanned:
    """One scan and what it came to: handed over, or refused with a sentence."""

    key: int
    at: int
    waybill: str
    handed: bool
    words: str


def waiting_columns(words: Words) -> Sequence[Column]:
    """The columns of parcels that wait."""
    return (
        Column("waybill", words("hand_over.column_waybill")),
        Column("order", words("hand_over.column_order"), 112),
        Column("status", words("hand_over.column_status"), 130),
        Column("warehouse", words("hand_over.column_warehouse"), 120),
        Column("pieces", words("hand_over.column_pieces"), 72, "number"),
        Column("since", words("hand_over.column_since"), 100),
    )


def waiting_row(box: Box, clock: Clock, words: Words) -> Row:
    """A parcel that waits for its carrier."""
    status = f"status.{box.status}"
    cells = (
        Cell(box.waybill, box.carrier, bold=True),
        Cell(f"{box.number}-{box.seq}", words("orders.list_sign").join(box.mates)),
        Cell(words(status), status=status),
        Cell(box.warehouse),
        Cell(str(box.pieces)),
        Cell(clock.tell(box.labelled_at, words)),
    )
    return Row(box.parcel_id, cells, facts=box)


def scanned_columns(words: Words) -> Sequence[Column]:
    """The columns of what was scanned."""
    return (
        Column("time", words("hand_over.column_time"), 72),
        Column("waybill", words("hand_over.column_waybill"), 150),
        Column("result", words("hand_over.column_result"), 132),
        Column("why", words("hand_over.column_why")),
    )


def scanned_row(scan: Scanned, clock: Clock, words: Words) -> Row:
    """One scan with its result."""
    family, icon = ("done", "check") if scan.handed else ("trouble", "cross")
    result = words("hand_over.result_handed" if scan.handed else "hand_over.result_refused")
    cells = (
        Cell(clock.tell(scan.at, words), tone="muted"),
        Cell(scan.waybill, bold=True),
        Cell(result, family=family, icon=icon),
        Cell(scan.words, tone="text" if scan.handed else "trouble"),
    )
    return Row(scan.key, cells, facts=scan)


def manifest_columns(words: Words) -> Sequence[Column]:
    """The columns of today's manifests."""
    return (
        Column("number", words("hand_over.column_manifest")),
        Column("state", words("hand_over.column_state"), 112),
        Column("parcels", words("hand_over.column_parcels"), 84, "number"),
    )


def manifest_row(manifest: Manifest, clock: Clock, words: Words) -> Row:
    """One manifest: whose, from where, how many parcels."""
    is_open = manifest.state == "open"
    family, icon = ("active", "edit") if is_open else ("done", "lock")
    begun = clock.tell(manifest.opened_at, words)
    under = " · ".join(filter(None, (manifest.carrier, manifest.warehouse, begun)))
    cells = (
        Cell(manifest.number, under, bold=True),
        Cell(words(f"hand_over.state_{manifest.state}"), family=family, icon=icon),
        Cell(str(manifest.parcels), bold=True),
    )
    return Row(manifest.id, cells, facts=manifest)


def parcel_columns(words: Words) -> Sequence[Column]:
    """The columns of a manifest's parcels."""
    return (
        Column("waybill", words("hand_over.column_waybill")),
        Column("order", words("hand_over.column_order"), 112),
        Column("time", words("hand_over.column_time"), 92),
    )


def parcel_row(box: Box, clock: Clock, words: Words) -> Row:
    """A parcel on a manifest."""
    cells = (
        Cell(box.waybill),
        Cell(with_mates(f"{box.number}-{box.seq}", box.mates)),
        Cell(clock.tell(box.handed_at, words), tone="muted"),
    )
    return Row(box.parcel_id, cells, facts=box)
