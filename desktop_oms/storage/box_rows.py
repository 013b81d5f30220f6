"""Boxes that parcels of several orders share: which parcels lie in one, and the orders that ship together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, or_, select

from desktop_oms.storage.statements import Statement, rows
from desktop_oms.storage.tables.desk import grouped_orders
from desktop_oms.storage.tables.order import orders
from desktop_oms.storage.tables.sending import parcel_lines, parcels

_columns = grouped_orders.c


class InBox(NamedTuple):
    """A parcel in a shared box: its key and its order's."""

    parcel_id: int
    order_id: int


class Version(NamedTuple):
    """An order with goods in a shared box, and its version: with the same one nothing of it has changed."""

    order_id: int
    version: int


def versions(conn: Connection, box_id: int) -> list[Version]:
    """The orders with goods in a shared box as they stand, by their parcels' keys."""
    joined = parcels.join(orders, orders.c.id == parcels.c.order_id)
    asked = select(orders.c.id, orders.c.version).select_from(joined).where(parcels.c.box_id == box_id)
    return [Version._make(row) for row in conn.execute(asked.order_by(parcels.c.id))]


def in_box(conn: Connection, box_id: int) -> list[InBox]:
    """The parcels that share a box, by their keys."""
    asked = select(parcels.c.id, parcels.c.order_id).where(parcels.c.box_id == box_id).order_by(parcels.c.id)
    return [InBox._make(row) for row in conn.execute(asked)]


_LEAD_OF = Statement(
    select(func.coalesce(parcels.c.box_id, parcels.c.id)).where(parcels.c.id == bindparam("parcel_id")), ("parcel_id",)
)


def lead_of(conn: Connection, parcel_id: int) -> int:
    """The parcel that stands for the whole box of a parcel: itself when it has its box alone, or is not known."""
    found = rows(conn, _LEAD_OF, (parcel_id,))
    return found[0][0] if found else parcel_id


def numbers_in_box(conn: Connection, box_ids: Iterable[int], order_id: int) -> dict[int, tuple[str, ...]]:
    """The numbers of the other orders in each of these boxes."""
    wanted = list(box_ids)
    if not wanted:
        return {}
    joined = parcels.join(orders, orders.c.id == parcels.c.order_id)
    asked = select(parcels.c.box_id, orders.c.number).select_from(joined).order_by(parcels.c.id)
    found: dict[int, tuple[str, ...]] = {}
    for box_id, number in conn.execute(asked.where(parcels.c.box_id.in_(wanted), parcels.c.order_id != order_id)):
        found[box_id] = (*found.get(box_id, ()), number)
    return found


class Mate(NamedTuple):
    """A further order's part of a shared box: the parcel that leads the box, the order's number, its pieces."""

    box_id: int
    number: str
    pieces: int


LEADS = or_(parcels.c.box_id.is_(None), parcels.c.box_id == parcels.c.id)  # a box that orders share is one row


def further(conn: Connection, box_ids: Sequence[int]) -> dict[int, list[Mate]]:
    """What lies in these boxes beside their leading parcels, by whose keys boxes go."""
    if not box_ids:
        return {}
    asked = (
        select(parcels.c.box_id, orders.c.number, func.coalesce(func.sum(parcel_lines.c.qty), 0))
        .select_from(
            parcels.join(orders, orders.c.id == parcels.c.order_id).outerjoin(
                parcel_lines, parcel_lines.c.parcel_id == parcels.c.id
            )
        )
        .where(parcels.c.box_id.in_(box_ids), parcels.c.box_id != parcels.c.id)
        .group_by(parcels.c.box_id, parcels.c.id, orders.c.number)
        .order_by(parcels.c.id)
    )
    found: dict[int, list[Mate]] = {}
    for box_id, number, pieces in conn.execute(asked):
        found.setdefault(box_id, []).append(Mate(box_id, number, int(pieces)))
    return found


def mates_of(conn: Connection, order_id: int) -> list[int]:
    """The orders of the group that an order ships with, itself among them, by their keys; empty when it goes alone."""
    mine = select(_columns.group_id).where(_columns.order_id == order_id, _columns.left_at.is_(None))
    asked = select(_columns.order_id).where(_columns.group_id.in_(mine), _columns.left_at.is_(None))
    return list(conn.execute(asked.order_by(_columns.order_id)).scalars())


def numbers_of(conn: Connection, order_ids: Iterable[int]) -> tuple[str, ...]:
    """The numbers of these orders, by their keys."""
    asked = select(orders.c.number).where(orders.c.id.in_(list(order_ids))).order_by(orders.c.id)
    return tuple(conn.execute(asked).scalars())


def lock(conn: Connection, order_ids: list[int]) -> None:
    """Lock several orders in the order of their keys, so that two commands on the same ones wait for each other."""
    asked = select(orders.c.id).where(orders.c.id.in_(order_ids)).order_by(orders.c.id)
    conn.execute(asked.with_for_update()).all()
