"""Parcels that came back and that nobody had announced: found at the bench, until it is known whose they are."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, func, select

from desktop_oms.storage.tables.aftercare import cases, found_parcels, found_pictures
from desktop_oms.storage.tables.order import orders
from desktop_oms.storage.tables.sending import parcels


class FoundParcel(NamedTuple):
    """A parcel nobody announced: what stands on it, who found it, and what became of it.

    `state` is open, matched (to a case, which it then belongs to) or settled (with `outcome` in words); times in
    milliseconds UTC.
    """

    id: int
    order_id: int | None
    case_id: int | None
    waybill: str
    carrier: str
    sender: str
    note: str
    state: str
    outcome: str
    found_by: int
    found_at: int
    settled_at: int | None


_COLUMNS = tuple(found_parcels.c[name] for name in FoundParcel._fields)


class FoundPicture(NamedTuple):
    """A picture of a found parcel; `digest` is the SHA-256 of its bytes."""

    id: int
    found_id: int
    media_type: str
    digest: str
    content: bytes


def put(connection: Connection, row: FoundParcel) -> None:
    """Keep a new one."""
    connection.execute(found_parcels.insert().values(row._asdict() | {"merchant_id": None}))


def put_picture(connection: Connection, row: FoundPicture) -> None:
    """Keep a picture of one, unless it is kept already."""
    same = (found_pictures.c.found_id == row.found_id, found_pictures.c.digest == row.digest)
    if connection.execute(select(found_pictures.c.id).where(*same)).first() is None:
        connection.execute(found_pictures.insert().values(row._asdict()))


def pictures(connection: Connection, found_id: int) -> list[FoundPicture]:
    """The pictures taken of it, in the order in which they were given."""
    asked = select(*(found_pictures.c[name] for name in FoundPicture._fields))
    asked = asked.where(found_pictures.c.found_id == found_id).order_by(found_pictures.c.id)
    return [FoundPicture._make((*row[:4], bytes(row[4]))) for row in connection.execute(asked)]


def one(connection: Connection, found_id: int) -> FoundParcel | None:
    """The one with that key."""
    found = connection.execute(select(*_COLUMNS).where(found_parcels.c.id == found_id)).first()
    return None if found is None else FoundParcel._make(found)


def still_open(connection: Connection, limit: int) -> list[FoundParcel]:
    """Those nobody has settled, the oldest first."""
    asked = select(*_COLUMNS).where(found_parcels.c.state == "open")
    asked = asked.order_by(found_parcels.c.found_at, found_parcels.c.id).limit(limit)
    return [FoundParcel._make(row) for row in connection.execute(asked)]


def with_waybill(connection: Connection, waybill: str) -> FoundParcel | None:
    """The newest that is still open and bears this waybill."""
    same = (found_parcels.c.waybill == waybill, found_parcels.c.waybill != "", found_parcels.c.state == "open")
    found = connection.execute(select(*_COLUMNS).where(*same).order_by(found_parcels.c.id.desc())).first()
    return None if found is None else FoundParcel._make(found)


def settle(connection: Connection, found_id: int, outcome: str, at: int) -> bool:
    """What became of one that belongs to no order; False when that was known already."""
    return _end(connection, found_id, {"state": "settled", "outcome": outcome, "settled_at": at})


def match(connection: Connection, found_id: int, case_id: int, at: int) -> bool:
    """It belongs to this case; False when it was known already whose it is."""
    order_id, merchant_id = connection.execute(
        select(cases.c.order_id, cases.c.merchant_id).where(cases.c.id == case_id)
    ).one()
    values = {
        "state": "matched",
        "case_id": case_id,
        "order_id": order_id,
        "merchant_id": merchant_id,
        "settled_at": at,
    }
    return _end(connection, found_id, values)


def _end(connection: Connection, found_id: int, values: dict[str, object]) -> bool:
    still = (found_parcels.c.id == found_id, found_parcels.c.state == "open")
    return connection.execute(found_parcels.update().where(*still).values(values)).rowcount == 1


def awaited(connection: Connection, waybill: str) -> list[int]:
    """Cases that wait for goods under this return waybill (upper case)."""
    same = (cases.c.state == "awaiting_return", func.upper(cases.c.return_waybill) == waybill)
    return list(connection.execute(select(cases.c.id).where(*same).order_by(cases.c.id)).scalars())


def sent_under(connection: Connection, waybill: str) -> tuple[str, int] | None:
    """The order (number and key) that left under this waybill, for a parcel that came back as it went."""
    joined = select(orders.c.number, orders.c.id).join(parcels, parcels.c.order_id == orders.c.id)
    found = connection.execute(joined.where(parcels.c.waybill == waybill).limit(1)).first()
    return None if found is None else (found[0], found[1])
