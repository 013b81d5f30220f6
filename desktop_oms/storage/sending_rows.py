"""Parcels across orders, and what scanners and carriers said of them: scans as made, tracking as it came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, exists, func, select

from desktop_oms.domain.badges import Badge
from desktop_oms.storage import box_rows
from desktop_oms.storage.statements import Chosen, Insert, Row, Statement, rows
from desktop_oms.storage.tables.aftercare import evidence
from desktop_oms.storage.tables.catalogue import barcodes, skus, warehouses
from desktop_oms.storage.tables.desk import grouped_orders
from desktop_oms.storage.tables.log import outbox
from desktop_oms.storage.tables.order import orders
from desktop_oms.storage.tables.sending import fulfilment_lines, parcel_lines, parcels, scan_events, tracking_events


@dataclass(frozen=True, slots=True)
class TrackingEvent:
    """One thing a carrier said of a parcel."""

    at: int
    state: str
    place: str
    words: str


def tracking(conn: Connection, parcel_ids: Iterable[int]) -> dict[int, list[TrackingEvent]]:
    """What carriers said of these parcels, the newest first."""
    wanted = list(parcel_ids)
    if not wanted:
        return {}
    columns = tracking_events.c
    asked = select(columns.parcel_id, columns.at, columns.state, columns.place, columns.words)
    found: dict[int, list[TrackingEvent]] = {}
    for row in conn.execute(asked.where(columns.parcel_id.in_(wanted)).order_by(columns.at.desc(), columns.id.desc())):
        found.setdefault(row[0], []).append(TrackingEvent(*row[1:]))
    return found


def told_at(conn: Connection, keys: Iterable[str]) -> dict[str, int]:
    """When the outside was told each of these messages (ms UTC); what still waits is left out."""
    wanted = list(keys)
    if not wanted:
        return {}
    asked = select(outbox.c.key, outbox.c.done_at).where(outbox.c.key.in_(wanted), outbox.c.state == "done")
    return {key: at for key, at in conn.execute(asked) if at is not None}


_NEW_SCAN = Insert(
    scan_events,
    ("id", "order_id", "merchant_id", "parcel_id", "line_id", "code", "verdict", "at", "user_id", "station_id"),
)


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
    row = (key, order_id, merchant_id, parcel_id, line_id, code, verdict, at, user_id, station_id)
    _NEW_SCAN.put_one(conn, row)


class Scan(NamedTuple):
    """One scan at a box: the line it counted for (if any), the code, what it came to, when (ms UTC), and its key."""

    line_id: int | None
    code: str
    verdict: str
    at: int
    id: int = 0


def scans(conn: Connection, parcel_id: int) -> list[Scan]:
    """Every scan at a box, the first first."""
    told = scan_events.c
    asked = select(told.line_id, told.code, told.verdict, told.at, told.id).where(told.parcel_id == parcel_id)
    return [Scan._make(row) for row in conn.execute(asked.order_by(told.id))]


def last_sign(conn: Connection, parcel_id: int) -> int:
    """When a bench last did something with a box (ms UTC): its latest scan, else its opening."""
    newest = select(func.max(scan_events.c.at)).where(scan_events.c.parcel_id == parcel_id)
    opened = select(func.coalesce(parcels.c.opened_at, 0)).where(parcels.c.id == parcel_id)
    return max(conn.execute(newest).scalar() or 0, conn.execute(opened).scalar() or 0)


def single_piece_orders(conn: Connection, codes: Iterable[str], limit: int = 20) -> list[int]:
    """Orders of just one piece, of the goods that one of these codes means: urgent ones first, then the oldest."""
    wanted = list(codes)
    by_barcode = select(barcodes.c.sku_id).where(barcodes.c.code.in_(wanted), barcodes.c.qty == 1)
    by_code = select(skus.c.id).where(skus.c.code.in_(wanted))
    held = fulfilment_lines.c
    urgent = orders.c.badges.op("&")(int(Badge.URGENT))
    together = exists().where(grouped_orders.c.order_id == orders.c.id, grouped_orders.c.left_at.is_(None))
    asked = (
        select(orders.c.id)
        .select_from(fulfilment_lines.join(orders, orders.c.id == held.order_id))
        .where(held.sku_id.in_(by_barcode.union(by_code)), held.allocated > 0, orders.c.item_count == 1)
        .where(orders.c.work_stage.in_(("to_pick", "to_pack")), ~together)
        .order_by(urgent.desc(), orders.c.created_at, orders.c.id)
    )
    return list(conn.execute(asked.limit(limit)).scalars())


class Picture(NamedTuple):
    """A picture taken at a bench: of which parcel, the file's name and media type, its bytes and their digest."""

    parcel_id: int
    name: str
    media_type: str
    content: bytes
    digest: str


def add_picture(
    conn: Connection, picture: Picture, *, key: int, order_id: int, merchant_id: int, user_id: int, at: int
) -> None:
    """Keep a picture of a parcel as evidence."""
    conn.execute(
        evidence.insert().values(
            id=key,
            order_id=order_id,
            merchant_id=merchant_id,
            case_id=None,
            kind="packing",
            note="",
            added_by=user_id,
            added_at=at,
            **picture._asdict(),
        )
    )


def pictures(conn: Connection, parcel_id: int) -> int:
    """How many pictures were taken of a parcel."""
    asked = select(func.count()).where(evidence.c.parcel_id == parcel_id, evidence.c.kind == "packing")
    return int(conn.execute(asked).scalar_one())


class Place(NamedTuple):
    """Where a parcel belongs: its own key, its order's, and its state; `reported` ones never were in the house."""

    parcel_id: int
    order_id: int
    number: str
    seq: int
    state: str
    carrier: str
    waybill: str
    reported: bool
    manifest_id: int | None
    box_id: int | None

    @property
    def leads(self) -> bool:
        """True for the parcel that stands for its whole box."""
        return self.box_id in (None, self.parcel_id)


_PLACE = (
    parcels.c.id,
    parcels.c.order_id,
    orders.c.number,
    parcels.c.seq,
    parcels.c.state,
    parcels.c.carrier,
    parcels.c.waybill,
    parcels.c.reported,
    parcels.c.manifest_id,
    parcels.c.box_id,
)
_PLACED = parcels.join(orders, orders.c.id == parcels.c.order_id)
_PLACE_OF = Statement(
    select(*_PLACE).select_from(_PLACED).where(parcels.c.id == bindparam("parcel_id")), ("parcel_id",)
)
_OF_WAYBILL = Chosen(_PLACE, parcels.c.waybill, _PLACED)


def _place(row: Row) -> Place:
    place = Place._make(row)
    return place._replace(reported=bool(place.reported))


def of_waybill(conn: Connection, waybills: Iterable[str]) -> list[Place]:
    """The parcels that bear one of these numbers, our own before reported ones, the newest first."""
    found = map(_place, _OF_WAYBILL.find(conn, waybills))
    return sorted(found, key=lambda place: (place.reported, -place.parcel_id))


def place_of(conn: Connection, parcel_id: int) -> Place | None:
    """Where the parcel with that key belongs."""
    found = rows(conn, _PLACE_OF, (parcel_id,))
    return _place(found[0]) if found else None


class Box(NamedTuple):
    """A box as bench and hand-over list it; `pieces` are all units in it, times in milliseconds UTC.

    `mates` are the numbers of the other orders whose goods are in it.
    """

    parcel_id: int
    order_id: int
    number: str
    seq: int
    state: str
    status: str
    badges: int
    carrier: str
    service: str
    waybill: str
    warehouse_id: int | None
    warehouse: str
    pieces: int
    labelled_at: int | None
    handed_at: int | None
    mates: tuple[str, ...] = ()


_pieces = (
    select(func.coalesce(func.sum(parcel_lines.c.qty), 0))
    .where(parcel_lines.c.parcel_id == parcels.c.id)
    .scalar_subquery()
)
_BOXES = select(
    parcels.c.id,
    parcels.c.order_id,
    orders.c.number,
    parcels.c.seq,
    parcels.c.state,
    orders.c.status,
    orders.c.badges,
    parcels.c.carrier,
    parcels.c.service,
    func.coalesce(parcels.c.waybill, ""),
    parcels.c.warehouse_id,
    func.coalesce(warehouses.c.name, ""),
    _pieces,
    parcels.c.labelled_at,
    parcels.c.handed_at,
).select_from(
    parcels.join(orders, orders.c.id == parcels.c.order_id).outerjoin(
        warehouses, warehouses.c.id == parcels.c.warehouse_id
    )
)


def _boxes(conn: Connection, asked: Select[Any], which: ColumnElement[bool]) -> list[Box]:
    """The boxes of a query, each once however many orders share it; `which` chooses the parcels it is of."""
    found = [Box(*row) for row in conn.execute(asked.where(which, box_rows.LEADS))]
    further = box_rows.further(conn, [box.parcel_id for box in found])
    return [_with_mates(box, further) for box in found]


def _with_mates(box: Box, further: Mapping[int, Sequence[box_rows.Mate]]) -> Box:
    mates = further.get(box.parcel_id, ())
    pieces = box.pieces + sum(mate.pieces for mate in mates)
    return box._replace(pieces=pieces, mates=tuple(mate.number for mate in mates)) if mates else box


def to_hand_over(conn: Connection) -> list[Box]:
    """Every labelled box in the house, by carrier, the longest waiting first."""
    return _boxes(conn, _BOXES.order_by(parcels.c.carrier, parcels.c.id), parcels.c.state == "labelled")


def on_manifest(conn: Connection, manifest_id: int) -> list[Box]:
    """The boxes of one manifest, in the order they were handed over."""
    by = (parcels.c.handed_at, parcels.c.id)
    return _boxes(conn, _BOXES.order_by(*by), parcels.c.manifest_id == manifest_id)


class Listed(NamedTuple):
    """A box as its manifest lists it: where it goes, but not to whom; `weight_g` in grams if weighed.

    `mates` are the numbers of the other orders whose goods are in it.
    """

    waybill: str
    number: str
    seq: int
    province: str
    city: str
    district: str
    weight_g: int | None
    pieces: int
    mates: tuple[str, ...] = ()


def listed(conn: Connection, manifest_id: int) -> list[Listed]:
    """The boxes of one manifest as it lists them, in the order they were handed over."""
    asked = (
        select(
            parcels.c.id,
            func.coalesce(parcels.c.waybill, ""),
            orders.c.number,
            parcels.c.seq,
            orders.c.ship_province,
            orders.c.ship_city,
            orders.c.ship_district,
            parcels.c.weight_g,
            _pieces,
        )
        .select_from(parcels.join(orders, orders.c.id == parcels.c.order_id))
        .where(parcels.c.manifest_id == manifest_id, box_rows.LEADS)
        .order_by(parcels.c.handed_at, parcels.c.id)
    )
    rows = conn.execute(asked).all()
    further = box_rows.further(conn, [row[0] for row in rows])
    return [_listed_with(Listed(*row[1:]), further.get(row[0], ())) for row in rows]


def _listed_with(row: Listed, mates: Sequence[box_rows.Mate]) -> Listed:
    pieces = row.pieces + sum(mate.pieces for mate in mates)
    return row._replace(pieces=pieces, mates=tuple(mate.number for mate in mates))


LOOK_BACK = 500  # a bench looks for its own boxes among so many of the newest


def latest(conn: Connection, station_id: int, limit: int) -> list[Box]:
    """A station's latest boxes, the newest first."""
    newest = select(parcels.c.id).order_by(parcels.c.id.desc()).limit(LOOK_BACK).subquery()
    mine = and_(
        parcels.c.id.in_(select(newest.c.id)), parcels.c.station_id == station_id, parcels.c.opened_at.is_not(None)
    )
    return _boxes(conn, _BOXES.order_by(parcels.c.id.desc()).limit(limit), mine)


class Scannable(NamedTuple):
    """A code on goods of the catalogue: a barcode, or (where `is_barcode` is false) the SKU's own code."""

    code: str
    sku: str
    name: str
    spec: str
    picture: str


def scannable(conn: Connection, limit: int) -> list[Scannable]:
    """Codes of goods, barcodes last so that they win over SKU codes of the same spelling."""
    plain = (skus.c.code, skus.c.name, skus.c.spec, skus.c.picture)
    by_code = select(skus.c.code, *plain).order_by(skus.c.id.desc()).limit(limit)
    by_barcode = select(barcodes.c.code, *plain).select_from(barcodes.join(skus, skus.c.id == barcodes.c.sku_id))
    found = [*conn.execute(by_code), *conn.execute(by_barcode.order_by(skus.c.id.desc()).limit(limit))]
    return [Scannable._make(row) for row in found]
