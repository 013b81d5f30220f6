"""Labels that carriers issued, byte for byte, beside a parcel's other evidence."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from desktop_oms.domain.entities import Parcel
from desktop_oms.domain.order import Order
from desktop_oms.storage.statements import Statement, rows
from desktop_oms.storage.tables.aftercare import evidence

KIND = "carrier_label"


class CarrierLabel(NamedTuple):
    """A kept label without its bytes: `fmt` is pdf or zpl, `size` the paper it came on, `waybill` whose it is."""

    id: int
    name: str
    fmt: str
    digest: str
    size: str
    waybill: str


def add(conn: Connection, order: Order, parcel: Parcel, label: CarrierLabel, data: bytes, *, by: int, at: int) -> None:
    """Keep a label; the newest of a waybill is the one that counts."""
    conn.execute(
        evidence.insert().values(
            id=label.id,
            order_id=order.id,
            merchant_id=order.merchant_id,
            case_id=None,
            parcel_id=parcel.id,
            kind=KIND,
            name=label.name,
            media_type=label.fmt,
            digest=label.digest,
            note=f"{label.size} {label.waybill}",
            content=data,
            added_by=by,
            added_at=at,
        )
    )


_OF_PARCEL = Statement(
    select(evidence.c.id, evidence.c.name, evidence.c.media_type, evidence.c.digest, evidence.c.note)
    .where(evidence.c.parcel_id == bindparam("parcel_id"))
    .where(evidence.c.kind == bindparam("kind"), evidence.c.order_id.is_not(None))
    .order_by(evidence.c.id.desc()),
    ("parcel_id", "kind"),
)


def of_parcel(conn: Connection, parcel: Parcel) -> CarrierLabel | None:
    """The carrier's label for the parcel's present waybill, if there is one."""
    for row in rows(conn, _OF_PARCEL, (parcel.id, KIND)):
        size, _, waybill = row[-1].partition(" ")
        if waybill == (parcel.waybill or ""):
            return CarrierLabel._make((*row[:-1], size, waybill))
    return None


def bytes_of(conn: Connection, parcel: Parcel) -> bytes:
    """The bytes of that label; empty for none."""
    kept = of_parcel(conn, parcel)
    if kept is None:
        return b""
    return bytes(conn.execute(select(evidence.c.content).where(evidence.c.id == kept.id)).scalar_one())
