"""Hints about buyers: several orders to one phone, and buyers the house blocked.  They advise and never decide."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import keep_deed, require_role
from desktop_oms.services.people import required
from desktop_oms.storage import desk_rows
from desktop_oms.storage.desk_rows import Blocked, Contact
from desktop_oms.storage.engine import Connection

BLOCKERS = frozenset({Role.DESK, Role.MANAGER})
HOURS = 24
OFTEN = 3
HOUR = 3_600_000
SHORTEST_PHONE = 7  # digits


@dataclass(frozen=True, slots=True)
class Hints:
    """What is worth a second look: further orders placed for the same phone within a day, and blocks that fit."""

    same_phone: tuple[str, ...] = ()
    blocked: tuple[Blocked, ...] = ()


class Buyers:
    """Keeps the list of blocked buyers and tells what stands out about an order."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def blocked(self) -> list[Blocked]:
        """The blocked buyers, the newest first."""
        return self.database.read(desk_rows.blocked)

    def block(self, actor: Actor, who: str, reason: str) -> Blocked:
        """Block a phone number or a buyer's name from now on; orders of theirs show the reason, and go on."""
        require_role(actor, "buyer.block", BLOCKERS)
        kind, value = kind_of(who)
        one = Blocked(kind, value, required(reason, "reason"), self.database.now())

        def work(conn: Connection) -> Blocked:
            desk_rows.put_blocked(conn, self.database.new_id(), one, actor.user_id)
            keep_deed(conn, self.database, actor, "buyer.block", {"kind": kind})
            return one

        return self.database.settle(work)

    def unblock(self, actor: Actor, who: str) -> None:
        """Take a block back; raises `buyer_not_blocked`."""
        require_role(actor, "buyer.unblock", BLOCKERS)
        kind, value = kind_of(who)

        def work(conn: Connection) -> None:
            if not desk_rows.drop_blocked(conn, kind, value):
                raise OmsError("buyer_not_blocked", buyer=value)
            keep_deed(conn, self.database, actor, "buyer.unblock", {"kind": kind})

        self.database.settle(work)

    def block_buyer_of(self, actor: Actor, order_id: int, reason: str) -> Blocked:
        """Block whom an order is for: by the phone, by the buyer's name where a shop hides it or there is none.

        Raises `order_missing`, `reason_missing`, `buyer_not_known` for an order that names nobody, and what `block`
        raises.
        """
        if not reason.strip():
            raise OmsError("reason_missing")
        order = self.database.read(lambda conn: _contact(conn, order_id))
        phone = (
            "" if "*" in order.ship_phone or len(plain_phone(order.ship_phone)) < SHORTEST_PHONE else order.ship_phone
        )
        if not phone and not order.buyer.strip():
            raise OmsError("buyer_not_known", number=order.number)
        return self.block(actor, phone or order.buyer, reason)

    def unblock_buyer_of(self, actor: Actor, order_id: int) -> None:
        """Take back every block that whom an order is for falls under; raises `buyer_not_blocked`."""
        order, found = self.database.read(lambda conn: _contact(conn, order_id)), self.hints(order_id).blocked
        if not found:
            raise OmsError("buyer_not_blocked", buyer=order.buyer or order.number)
        for one in found:
            self.unblock(actor, one.value)

    def hints(self, order_id: int) -> Hints:
        """What stands out about an order; nothing as a rule.  Raises `order_missing`."""

        def work(conn: Connection) -> Hints:
            order = _contact(conn, order_id)
            phone, about = order.ship_phone, (order.placed_at - HOURS * HOUR, order.placed_at + HOURS * HOUR)
            numbers = desk_rows.orders_of_phone(conn, phone, order.phone_tail, *about) if order.phone_tail else []
            others = tuple(number for number in numbers if number != order.number)
            known = desk_rows.known_blocks(conn, plain_phone(phone), order.buyer.strip())
            return Hints(others if len(others) >= OFTEN - 1 else (), tuple(known))

        return self.database.read(work)


def _contact(conn: Connection, order_id: int) -> Contact:
    order = desk_rows.contact(conn, order_id)
    if order is None:
        raise OmsError("order_missing", number=str(order_id))
    return order


def kind_of(who: str) -> tuple[str, str]:
    """What a block is about: a phone number in digits, else a buyer's name in small letters."""
    wanted = required(who, "buyer")
    digits = plain_phone(wanted)
    return (
        ("phone", digits)
        if len(digits) >= SHORTEST_PHONE and not any(char.isalpha() for char in wanted)
        else ("buyer", wanted.lower())
    )


def plain_phone(phone: str) -> str:
    """The digits of a phone number."""
    return "".join(char for char in phone if char.isdigit())
