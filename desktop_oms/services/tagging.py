"""Tags and owners: what the desk notes beside an order.  Tags inform and never block; neither is an event of it."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.services.commands import Done, load
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import keep_deed, require_role
from desktop_oms.services.people import required
from desktop_oms.storage import catalogue_rows, desk_rows
from desktop_oms.storage.desk_rows import Tag
from desktop_oms.storage.engine import Connection

__all__ = ["Tag", "Tagging"]

FAMILIES = ("neutral", "attention", "active", "moving", "done", "reverse", "trouble")
NOTERS = frozenset({Role.DESK, Role.MANAGER, Role.REVIEWER, Role.CASHIER, Role.CLERK})
LONGEST = 24


class Tagging:
    """Keeps tags and who takes care of which order."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def tags(self) -> list[Tag]:
        """All tags by name."""
        return self.database.read(desk_rows.all_tags)

    def owners_of(self, order_ids: Sequence[int]) -> dict[int, str]:
        """The logins of who takes care of these orders; nobody's are missing."""
        return self.database.read(lambda conn: desk_rows.owners_of(conn, order_ids))

    def paint(self, actor: Actor, name: str, family: str) -> Tag:
        """A tag with its colour, made when there is none of the name; raises `tag_family_unknown`, `tag_too_long`."""
        require_role(actor, "tag.paint", NOTERS)
        if family not in FAMILIES:
            raise OmsError("tag_family_unknown", family=family, known=", ".join(FAMILIES))

        def work(conn: Connection) -> Tag:
            tag = self._tag(conn, name)._replace(family=family)
            desk_rows.put_tag(conn, tag)
            return tag

        return self.database.settle(work)

    def tag(self, actor: Actor, order_id: int, name: str) -> Done:
        """Put a tag on an order; a new one is made for a name nobody used yet."""
        require_role(actor, "order.tag", NOTERS)

        def work(conn: Connection) -> Done:
            tag, now = self._tag(conn, name), self.database.now()
            order, done = _standing(conn, order_id)
            if desk_rows.tag_order(conn, self.database.new_id(), order_id, tag.id, at=now, user_id=actor.user_id):
                keep_deed(conn, self.database, actor, "order.tag", {"tag": tag.name}, order=order)
            return done

        return self.database.settle(work)

    def untag(self, actor: Actor, order_id: int, name: str) -> Done:
        """Take a tag off an order; raises `tag_not_there`."""
        require_role(actor, "order.untag", NOTERS)

        def work(conn: Connection) -> Done:
            order, done = _standing(conn, order_id)
            known = next((tag for tag in desk_rows.all_tags(conn) if tag.name.casefold() == name.casefold()), None)
            if known is None or not desk_rows.untag_order(conn, order_id, known.id):
                raise OmsError("tag_not_there", tag=name, number=done.number)
            keep_deed(conn, self.database, actor, "order.untag", {"tag": known.name}, order=order)
            return done

        return self.database.write(work)

    def assign(self, actor: Actor, order_id: int, login: str) -> Done:
        """Somebody takes care of an order from now on, "" nobody in particular; raises `user_unknown`."""
        require_role(actor, "order.assign", NOTERS)

        def work(conn: Connection) -> Done:
            (order, done), users = _standing(conn, order_id), catalogue_rows.users(conn)
            user = next((one for one in users if one.login == login and one.active), None)
            if login and user is None:
                known = ", ".join(one.login for one in users if one.active)
                raise OmsError("user_unknown", login=login, known=known)
            now = self.database.now()
            desk_rows.own_order(conn, self.database.new_id(), order_id, user.id if user else None, at=now)
            keep_deed(conn, self.database, actor, "order.assign", {"to": login}, order=order)
            return done

        return self.database.write(work)

    def _tag(self, conn: Connection, name: str) -> Tag:
        wanted = " ".join(required(name, "tag").split())
        if len(wanted) > LONGEST:
            raise OmsError("tag_too_long", n=LONGEST)
        known = next((tag for tag in desk_rows.all_tags(conn) if tag.name.casefold() == wanted.casefold()), None)
        if known is not None:
            return known
        made = Tag(self.database.new_id(), wanted, "neutral")
        desk_rows.put_tag(conn, made)
        return made


def _standing(conn: Connection, order_id: int) -> tuple[Order, Done]:
    """The order as it stands, locked, so that two windows note one after the other."""
    order = load(conn, order_id)
    return order, Done(order.id, order.number, order.version, order.status, order.work_stage, order.id, ())
