"""What scanners and carriers said about parcels: scans as they were made, tracking as it came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from desktop_oms.storage.tables import scan_events, tracking_events


@dataclass(frozen=True, slots=True)
class TrackingEvent:
    """One thing a carrier said of a parcel."""

    at: int
    state: str
    place: str
    words: str


def tracking(conn: Connection, parcel_ids: Iterable[int]) -> dict[int, list[TrackingEvent]]:
    """What carriers said of these parcels, the newest first."""
    columns = tracking_events.c
    asked = select(columns.parcel_id, columns.at, columns.state, columns.place, columns.words)
    found: dict[int, list[TrackingEvent]] = {}
    for row in conn.execute(asked.where(columns.parcel_id.in_(list(parcel_ids))).order_by(columns.at.desc())):
        found.setdefault(row[0], []).append(TrackingEvent(*row[1:]))
    return found


def add_scan(
    conn: Connection,
    *,
    key: int,
    order_id: int,
    merchant_id: int,
    parcel_id: int,
    line_id: int | None,
    code: str,
    verdict: str,
    at: int,
    user_id: int,
    station_id: int,
) -> None:
    """Keep one scan, whatever it came to."""
    conn.execute(
        scan_events.insert().values(
            id=key,
            order_id=order_id,
            merchant_id=merchant_id,
            parcel_id=parcel_id,
            line_id=line_id,
            code=code,
            verdict=verdict,
            at=at,
            user_id=user_id,
            station_id=station_id,
        )
    )
