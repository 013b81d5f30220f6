"""What waits to be packed: full baskets and picked goods, then goods that are promised and still lie on their shelf."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, func, select

from desktop_oms.storage.tables.order import orders
from desktop_oms.storage.tables.picking import baskets
from desktop_oms.storage.tables.sending import fulfilment_lines, fulfilments, parcel_lines, parcels, waves

LOOK_BACK = 500  # the longest waiting orders among which the most urgent ones are looked for


class Waiting(NamedTuple):
    """Goods of one order that can be packed now; times in milliseconds UTC.

    `wave` and `basket` say where they lie ("" and 0: in no basket), `picked` whether they are off the shelf already,
    `pieces` how many are still in no box.
    """

    part_id: int
    order_id: int
    number: str
    external_no: str
    ship_by: int | None
    urgent: bool
    created_at: int
    summary: str
    picked: bool
    pieces: int
    wave: str
    basket: int

    @property
    def code(self) -> str:
        """What opens its box when it is scanned: the basket, else the order."""
        return f"{self.wave}-{self.basket}" if self.wave else self.number

    @property
    def haste(self) -> tuple[bool, bool, bool, int, int, int]:
        """What is picked comes first, then what is urgent, then by the promised time, then the oldest."""
        late = self.ship_by if self.ship_by is not None else 0
        return (not self.picked, not self.urgent, self.ship_by is None, late, self.created_at, self.part_id)


_of_part = fulfilment_lines.c.fulfilment_id == fulfilments.c.id
_picked = select(func.coalesce(func.sum(fulfilment_lines.c.picked), 0)).where(_of_part).scalar_subquery()
_promised = select(func.coalesce(func.sum(fulfilment_lines.c.allocated), 0)).where(_of_part).scalar_subquery()
_boxed = (
    select(func.coalesce(func.sum(parcel_lines.c.qty), 0))
    .select_from(parcel_lines.join(parcels, parcels.c.id == parcel_lines.c.parcel_id))
    .where(
        parcels.c.order_id == fulfilments.c.order_id,  # read along the parcels of one order
        parcels.c.fulfilment_id == fulfilments.c.id,
        parcels.c.state != "void",
    )
    .scalar_subquery()
)
_in_basket = and_(
    baskets.c.order_id == orders.c.id, baskets.c.wave_id == fulfilments.c.wave_id, baskets.c.state == "in"
)


def _asked(stage: str, state: str, pieces: Any) -> Select[Any]:
    """Parts in a state of the longest waiting orders in a work stage."""
    eldest = select(orders.c.id).where(orders.c.work_stage == stage)
    eldest = eldest.order_by(orders.c.created_at, orders.c.id).limit(LOOK_BACK)
    joined = (
        orders.join(fulfilments, fulfilments.c.order_id == orders.c.id)
        .outerjoin(baskets, _in_basket)
        .outerjoin(waves, waves.c.id == baskets.c.wave_id)
    )
    return (
        select(
            fulfilments.c.id,
            orders.c.id,
            orders.c.number,
            func.coalesce(orders.c.external_no, ""),
            orders.c.ship_by,
            orders.c.urgent,
            orders.c.created_at,
            orders.c.summary,
            fulfilments.c.state == "picked",
            pieces,
            func.coalesce(waves.c.number, ""),
            func.coalesce(baskets.c.number, 0),
        )
        .select_from(joined)
        .where(
            orders.c.id.in_(eldest),
            fulfilments.c.state == state,
            fulfilments.c.supplier_id.is_(None),
            pieces > 0,
        )
    )


_PICKED = _asked("to_pack", "picked", _picked - _boxed)
_ON_SHELF = _asked("to_pick", "allocated", _promised).where(fulfilments.c.wave_id.is_(None))


def waiting(conn: Connection) -> list[Waiting]:
    """What can be packed now, the most urgent first; what is being picked in a wave is not ready yet."""
    found: Iterable[Any] = (*conn.execute(_PICKED), *conn.execute(_ON_SHELF))
    rows = (Waiting._make(row) for row in found)
    return sorted((row._replace(picked=bool(row.picked)) for row in rows), key=lambda row: row.haste)
