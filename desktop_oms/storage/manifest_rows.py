"""Manifests 交接单, and the numbers the whole house shares: of waves, manifests and its own waybills."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from desktop_oms.storage import box_rows
from desktop_oms.storage.catalogue_rows import count_up
from desktop_oms.storage.statements import Statement, rows
from desktop_oms.storage.tables.catalogue import merchants, warehouses
from desktop_oms.storage.tables.sending import manifests, parcels


class Manifest(NamedTuple):
    """What one carrier takes from one warehouse on one day (local, "2026-11-22"); closed once."""

    id: int
    number: str
    carrier: str
    warehouse_id: int | None
    warehouse: str
    day: str
    state: str
    opened_at: int
    closed_at: int | None
    parcels: int


_OLDEST_SELLER = Statement(select(func.min(merchants.c.id)).where(merchants.c.kind == bindparam("kind")), ("kind",))


def next_number(conn: Connection, name: str, start: int = 1) -> int:
    """The next number of a counter of the house; its row stays locked until the commit.

    Counters belong to sellers; the house's own belong to its oldest one.
    """
    return count_up(conn, rows(conn, _OLDEST_SELLER, ("own",))[0][0], name, start=start)


_count = select(func.count()).where(parcels.c.manifest_id == manifests.c.id, box_rows.LEADS).scalar_subquery()
_MANIFESTS = select(
    manifests.c.id,
    manifests.c.number,
    manifests.c.carrier,
    manifests.c.warehouse_id,
    func.coalesce(warehouses.c.name, ""),
    manifests.c.day,
    manifests.c.state,
    manifests.c.opened_at,
    manifests.c.closed_at,
    _count,
).select_from(manifests.outerjoin(warehouses, warehouses.c.id == manifests.c.warehouse_id))


def manifest(conn: Connection, manifest_id: int, *, lock: bool = False) -> Manifest | None:
    """The manifest with that key; with `lock` nobody closes it before the transaction ends."""
    if lock:
        own = select(manifests.c.id).where(manifests.c.id == manifest_id)
        conn.execute(own.with_for_update(key_share=True)).all()
    found = conn.execute(_MANIFESTS.where(manifests.c.id == manifest_id)).first()
    return None if found is None else Manifest._make(found)


def open_one(conn: Connection, carrier: str, warehouse_id: int | None, day: str) -> Manifest | None:
    """The manifest of a carrier, warehouse and day that still takes parcels; locked until the transaction ends."""
    house = manifests.c.warehouse_id.is_not_distinct_from(warehouse_id)
    asked = select(manifests.c.id).where(
        manifests.c.carrier == carrier, house, manifests.c.day == day, manifests.c.state == "open"
    )
    found = conn.execute(asked.order_by(manifests.c.id).limit(1).with_for_update(key_share=True)).scalar()
    return None if found is None else manifest(conn, found)


def take_turns(conn: Connection) -> None:
    """Wait until nobody else is making a manifest: two stations must not both begin one for the same carrier."""
    oldest = select(merchants.c.id).where(merchants.c.kind == "own").order_by(merchants.c.id).limit(1)
    conn.execute(oldest.with_for_update(key_share=True)).all()


def add(
    conn: Connection, *, key: int, number: str, carrier: str, warehouse_id: int | None, day: str, opened_at: int
) -> None:
    """Begin a manifest."""
    conn.execute(
        manifests.insert().values(
            id=key,
            number=number,
            carrier=carrier,
            warehouse_id=warehouse_id,
            day=day,
            state="open",
            opened_at=opened_at,
            closed_at=None,
        )
    )


def close(conn: Connection, manifest_id: int, at: int) -> bool:
    """Close a manifest for good; False when it was closed before."""
    still = (manifests.c.id == manifest_id, manifests.c.state == "open")
    return conn.execute(manifests.update().where(*still).values(state="closed", closed_at=at)).rowcount == 1


def reopen(conn: Connection, manifest_id: int) -> bool:
    """Let a closed manifest take parcels again; False when it was not closed."""
    closed = (manifests.c.id == manifest_id, manifests.c.state == "closed")
    return conn.execute(manifests.update().where(*closed).values(state="open", closed_at=None)).rowcount == 1


def of_day(conn: Connection, day: str) -> list[Manifest]:
    """The manifests of a day and those still open, the newest first."""
    asked = _MANIFESTS.where((manifests.c.day == day) | (manifests.c.state == "open"))
    return [Manifest._make(row) for row in conn.execute(asked.order_by(manifests.c.id.desc()))]


def numbered(conn: Connection, number: str) -> Manifest | None:
    """The manifest with that number."""
    found = conn.execute(_MANIFESTS.where(manifests.c.number == number)).first()
    return None if found is None else Manifest._make(found)
