"""Tags, owners, groups that ship together, and blocked buyers, as rows beside the orders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, and_, or_, select

from desktop_oms.storage.tables.desk import blocked_buyers, grouped_orders, order_owners, order_tags, ship_groups, tags
from desktop_oms.storage.tables.house import users
from desktop_oms.storage.tables.order import order_lines, orders

GOING_OUT = ("to_audit", "to_allocate", "to_pick", "to_pack")


class Tag(NamedTuple):
    """A tag and the colour family it is shown in."""

    id: int
    name: str
    family: str


class Blocked(NamedTuple):
    """A buyer the house would rather not sell to: by phone or by name."""

    kind: str
    value: str
    reason: str
    at: int


class Mate(NamedTuple):
    """An order that could go into one parcel with others."""

    id: int
    number: str
    merchant_id: int
    place: tuple[str, ...]


def all_tags(conn: Connection) -> list[Tag]:
    """All tags by name."""
    return [Tag._make(row) for row in conn.execute(select(tags.c.id, tags.c.name, tags.c.family).order_by(tags.c.name))]


def put_tag(conn: Connection, tag: Tag) -> None:
    """A new tag, or another colour for one."""
    if conn.execute(tags.update().where(tags.c.id == tag.id).values(family=tag.family)).rowcount == 0:
        conn.execute(tags.insert().values(id=tag.id, name=tag.name, family=tag.family))


def tags_of(conn: Connection, order_ids: Iterable[int]) -> dict[int, list[Tag]]:
    """The tags of these orders, by name."""
    asked = (
        select(order_tags.c.order_id, tags.c.id, tags.c.name, tags.c.family)
        .join(tags, tags.c.id == order_tags.c.tag_id)
        .where(order_tags.c.order_id.in_(list(order_ids)))
        .order_by(tags.c.name)
    )
    found: dict[int, list[Tag]] = {}
    for order_id, *rest in conn.execute(asked):
        found.setdefault(order_id, []).append(Tag._make(rest))
    return found


def tagged(conn: Connection, tag_ids: Iterable[int]) -> list[int]:
    """The orders that bear one of these tags, the newest first."""
    found = select(order_tags.c.order_id).where(order_tags.c.tag_id.in_(list(tag_ids))).distinct()
    return list(conn.execute(found.order_by(order_tags.c.order_id.desc())).scalars())


def tag_order(conn: Connection, row_id: int, order_id: int, tag_id: int, *, at: int, user_id: int) -> bool:
    """Put a tag on an order; False when it is there already."""
    there = select(order_tags.c.id).where(order_tags.c.order_id == order_id, order_tags.c.tag_id == tag_id)
    if conn.execute(there).first():
        return False
    merchant = conn.execute(select(orders.c.merchant_id).where(orders.c.id == order_id)).scalar_one()
    conn.execute(
        order_tags.insert().values(
            id=row_id, order_id=order_id, merchant_id=merchant, tag_id=tag_id, at=at, user_id=user_id
        )
    )
    return True


def untag_order(conn: Connection, order_id: int, tag_id: int) -> bool:
    """Take a tag off an order; False when it was not there."""
    gone = order_tags.delete().where(order_tags.c.order_id == order_id, order_tags.c.tag_id == tag_id)
    return conn.execute(gone).rowcount > 0


def owners_of(conn: Connection, order_ids: Iterable[int]) -> dict[int, str]:
    """The logins of who takes care of these orders."""
    asked = (
        select(order_owners.c.order_id, users.c.login)
        .join(users, users.c.id == order_owners.c.user_id)
        .where(order_owners.c.order_id.in_(list(order_ids)))
    )
    return {row[0]: row[1] for row in conn.execute(asked)}


def own_order(conn: Connection, row_id: int, order_id: int, user_id: int | None, *, at: int) -> None:
    """Somebody takes care of an order from now on; None: nobody in particular."""
    conn.execute(order_owners.delete().where(order_owners.c.order_id == order_id))
    if user_id is not None:
        merchant = conn.execute(select(orders.c.merchant_id).where(orders.c.id == order_id)).scalar_one()
        conn.execute(
            order_owners.insert().values(id=row_id, order_id=order_id, merchant_id=merchant, user_id=user_id, at=at)
        )


def mates(conn: Connection, limit: int = 2000) -> list[Mate]:
    """Orders before packing whose seller, buyer's phone, address and currency another one shares, the oldest first."""
    place = [orders.c[f"ship_{part}"] for part in ("name", "phone", "province", "city", "district", "street")]
    place.append(orders.c.currency)
    waiting = and_(orders.c.work_stage.in_(GOING_OUT), orders.c.ship_street != "", orders.c.ship_masked.is_(False))
    newest = select(orders.c.id).where(waiting).order_by(orders.c.id.desc()).limit(limit).subquery()
    asked = select(orders.c.id, orders.c.number, orders.c.merchant_id, *place).where(
        orders.c.id.in_(select(newest.c.id))
    )
    return [Mate(row[0], row[1], row[2], tuple(row[3:])) for row in conn.execute(asked.order_by(orders.c.id))]


def begun(conn: Connection, order_ids: Iterable[int]) -> set[int]:
    """Which of these orders have goods on the bench, in a box, or out of the house."""
    moved = or_(order_lines.c.picked > 0, order_lines.c.boxed > 0, order_lines.c.shipped > 0)
    asked = select(order_lines.c.order_id).where(order_lines.c.order_id.in_(list(order_ids)), moved)
    return set(conn.execute(asked.distinct()).scalars())


def group_of(conn: Connection, order_ids: Iterable[int]) -> dict[int, int]:
    """The live group of each of these orders that is in one."""
    asked = select(grouped_orders.c.order_id, grouped_orders.c.group_id).where(
        grouped_orders.c.order_id.in_(list(order_ids)), grouped_orders.c.left_at.is_(None)
    )
    return {row[0]: row[1] for row in conn.execute(asked)}


def members(conn: Connection, group_id: int) -> list[int]:
    """The orders of a live group, in the order of their keys."""
    asked = select(grouped_orders.c.order_id).where(
        grouped_orders.c.group_id == group_id, grouped_orders.c.left_at.is_(None)
    )
    return list(conn.execute(asked.order_by(grouped_orders.c.order_id)).scalars())


def put_group(
    conn: Connection, group_id: int, merchant_id: int, rows: Sequence[tuple[int, int]], *, at: int, user_id: int
) -> None:
    """A new group of these orders, given as (row's key, order's key)."""
    conn.execute(ship_groups.insert().values(id=group_id, merchant_id=merchant_id, made_at=at, made_by=user_id))
    conn.execute(
        grouped_orders.insert(),
        [
            {"id": row_id, "order_id": order_id, "merchant_id": merchant_id, "group_id": group_id, "left_at": None}
            for row_id, order_id in rows
        ],
    )


def undo_group(conn: Connection, group_id: int, *, at: int) -> None:
    """The orders of a group go their own ways again."""
    conn.execute(ship_groups.update().where(ship_groups.c.id == group_id).values(undone_at=at))
    live = and_(grouped_orders.c.group_id == group_id, grouped_orders.c.left_at.is_(None))
    conn.execute(grouped_orders.update().where(live).values(left_at=at))


def leave_group(conn: Connection, order_id: int, *, at: int) -> None:
    """One order leaves its group; the group ends when only one would be left."""
    group = group_of(conn, [order_id])[order_id]
    mine = and_(grouped_orders.c.order_id == order_id, grouped_orders.c.left_at.is_(None))
    conn.execute(grouped_orders.update().where(mine).values(left_at=at))
    if len(members(conn, group)) < 2:
        undo_group(conn, group, at=at)


def blocked(conn: Connection) -> list[Blocked]:
    """The blocked buyers, the newest first."""
    names = [blocked_buyers.c[name] for name in Blocked._fields]
    return [Blocked._make(row) for row in conn.execute(select(*names).order_by(blocked_buyers.c.at.desc()))]


def put_blocked(conn: Connection, row_id: int, one: Blocked, user_id: int) -> None:
    """Block a buyer, or give another reason."""
    drop_blocked(conn, one.kind, one.value)
    conn.execute(blocked_buyers.insert().values(id=row_id, user_id=user_id, **one._asdict()))


def drop_blocked(conn: Connection, kind: str, value: str) -> bool:
    """Unblock a buyer; False when nobody was blocked."""
    gone = blocked_buyers.delete().where(blocked_buyers.c.kind == kind, blocked_buyers.c.value == value)
    return conn.execute(gone).rowcount > 0


class Contact(NamedTuple):
    """Whom an order is for, as far as hints ask; `placed_at` in milliseconds UTC."""

    number: str
    ship_phone: str
    phone_tail: str
    buyer: str
    placed_at: int


def contact(conn: Connection, order_id: int) -> Contact | None:
    """Whom an order is for; None when there is no such order."""
    asked = select(*(orders.c[name] for name in Contact._fields)).where(orders.c.id == order_id)
    row = conn.execute(asked).first()
    return Contact._make(row) if row else None


def orders_of_phone(conn: Connection, phone: str, phone_tail: str, since: int, until: int) -> list[str]:
    """The numbers of live orders to one phone that were placed between two moments.

    They are read by the index of its last four digits; none came to us before it was placed.
    """
    asked = select(orders.c.number).where(
        orders.c.phone_tail == phone_tail,
        orders.c.created_at >= since,
        orders.c.placed_at.between(since, until),
        orders.c.ship_phone == phone,
        orders.c.status.not_in(("cancelled", "refunded")),
    )
    return list(conn.execute(asked.order_by(orders.c.placed_at, orders.c.id)).scalars())


def known_blocks(conn: Connection, phone: str, buyer: str) -> list[Blocked]:
    """The blocks that an order's phone or buyer falls under."""
    names = [blocked_buyers.c[name] for name in Blocked._fields]
    either = ((blocked_buyers.c.kind == "phone") & (blocked_buyers.c.value == phone)) | (
        (blocked_buyers.c.kind == "buyer") & (blocked_buyers.c.value == buyer.lower())
    )
    return [Blocked._make(row) for row in conn.execute(select(*names).where(either))] if phone or buyer else []
