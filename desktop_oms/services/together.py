"""Ship together: which orders could go into one parcel, and groups of them.  Orders, payments and refunds stay apart.

A group is a note beside its orders: made and undone until goods of it are picked.  The orders themselves are not
changed by it; that they shipped together, and no longer do, stands in the trail of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_oms.domain import lifecycle, parcels
from desktop_oms.domain.command import Run
from desktop_oms.domain.errors import Refusal, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.domain.search_text import normalise
from desktop_oms.services.commands import Commands, load
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import keep_deed, require_role
from desktop_oms.services.shared_boxes import goes_to
from desktop_oms.storage import box_rows, desk_rows
from desktop_oms.storage.engine import Connection

GROUPERS = frozenset({Role.DESK, Role.MANAGER})
LEAVERS = GROUPERS | {Role.CLERK}
MOST = 20


@dataclass(frozen=True, slots=True)
class Mates:
    """Orders that could ship together: their keys and numbers, and the group they are in already (0: none)."""

    order_ids: tuple[int, ...]
    numbers: tuple[str, ...]
    group_id: int = 0


@dataclass(frozen=True, slots=True)
class Company:
    """The numbers of the orders that an order ships with, and why it cannot leave them now (None: it can)."""

    numbers: tuple[str, ...] = ()
    stays: Refusal | None = None


class Together:
    """Finds and keeps groups of orders for one parcel."""

    def __init__(self, database: Database, commands: Commands) -> None:
        self.database = database
        self.commands = commands

    def hints(self) -> list[Mates]:
        """Orders of one seller to one receiver that could ship together or do, among the newest two thousand.

        At least two each; of those that go alone only the ones whose goods nobody has begun to pick.
        """

        def work(conn: Connection) -> list[Mates]:
            by_place: dict[tuple[object, ...], list[desk_rows.Mate]] = {}
            for mate in desk_rows.mates(conn):
                by_place.setdefault((mate.merchant_id, *(normalise(part) for part in mate.place)), []).append(mate)
            found = [mates for mates in by_place.values() if len(mates) > 1]
            keys = [mate.id for mates in found for mate in mates]
            groups = desk_rows.group_of(conn, keys)
            late = desk_rows.begun(conn, keys) - groups.keys()
            free = [[mate for mate in mates if mate.id not in late] for mates in found]
            return [part for mates in free for part in _parted(mates, groups)]

        return self.database.read(work)

    def group_of(self, order_id: int) -> tuple[int, ...]:
        """The orders that ship together with this one, itself among them; empty when it goes alone."""
        return self.database.read(lambda conn: tuple(box_rows.mates_of(conn, order_id)))

    def company(self, actor: Actor, order_id: int) -> Company:
        """With whom an order ships, and whether the actor may let it leave them; nobody when it goes alone."""

        def work(conn: Connection) -> Company:
            mates = [key for key in box_rows.mates_of(conn, order_id) if key != order_id]
            if not mates:
                return Company()
            try:
                demand_leaving(conn, actor, load(conn, order_id, lock=False))
            except Refused as why:
                return Company(box_rows.numbers_of(conn, mates), Refusal(why.code, why.facts))
            return Company(box_rows.numbers_of(conn, mates))

        return self.database.read(work)

    def leave(self, actor: Actor, order_id: int) -> None:
        """One order goes its own way, at any time before its goods are out; the others stay together.

        Out of a box that it shares it is taken: its goods lie on the bench again, a label of the box is void, and the
        box is open once more.  Raises `not_your_role`, `together_not` when it goes alone, `together_sent`.
        """
        mates: list[int] = []

        def ready(conn: Connection, order: Order) -> None:
            demand_leaving(conn, actor, order)
            mates[:] = [key for key in box_rows.mates_of(conn, order_id) if key != order_id]

        def deed(run: Run) -> Order:
            for parcel in run.order.live_parcels():
                if parcel.box_id is not None:
                    parcels.leave_box(run, parcel)
            lifecycle.finish(run)
            return run.order

        def also(conn: Connection, run: Run, order: Order) -> None:
            desk_rows.leave_group(conn, order_id, at=run.world.now)
            others = [load(conn, key, lock=False) for key in mates]
            self._tell(conn, actor, "order.ungroup", order, others)
            for mate in others:
                self._tell(conn, actor, "order.ungroup", mate, [order])

        self.commands.run(actor, order_id, "together.leave", deed, ready=ready, also=also)

    def _tell(self, conn: Connection, actor: Actor, event: str, order: Order, mates: Sequence[Order]) -> None:
        """Write into an order's trail that it ships with others from now on, or no longer does."""
        facts = {"with": [one.number for one in mates if one.id != order.id]}
        keep_deed(conn, self.database, actor, event, facts, order=order)

    def make(self, actor: Actor, order_ids: Sequence[int]) -> int:
        """Ship these orders together; gives the group's key.

        Orders are locked in the order of their keys.  Raises `together_needs_two`, `together_too_many`,
        `together_differs` for another seller, receiver or currency, `together_taken`, `together_too_late`.
        """
        require_role(actor, "order.group", GROUPERS)
        wanted = sorted(set(order_ids))
        if len(wanted) < 2:
            raise Refused("together_needs_two")
        if len(wanted) > MOST:
            raise Refused("together_too_many", n=MOST)

        def work(conn: Connection) -> int:
            orders = [load(conn, order_id) for order_id in wanted]
            for order in orders:
                demand_free(order)
                if goes_to(order) != goes_to(orders[0]):
                    raise Refused("together_differs", number=order.number, other=orders[0].number)
            taken = desk_rows.group_of(conn, wanted)
            if taken:
                raise Refused("together_taken", number=next(one.number for one in orders if one.id in taken))
            group, now = self.database.new_id(), self.database.now()
            rows = [(self.database.new_id(), order_id) for order_id in wanted]
            desk_rows.put_group(conn, group, orders[0].merchant_id, rows, at=now, user_id=actor.user_id)
            for order in orders:
                self._tell(conn, actor, "order.group", order, orders)
            return group

        return self.database.write(work)

    def undo(self, actor: Actor, order_id: int) -> tuple[int, ...]:
        """The orders that ship together with this one go their own ways again.

        Raises `together_not` when it goes alone, `together_too_late` once goods of one of them were picked.
        """
        require_role(actor, "order.ungroup", GROUPERS)

        def work(conn: Connection) -> tuple[int, ...]:
            group = desk_rows.group_of(conn, [order_id]).get(order_id)
            if group is None:
                raise Refused("together_not", number=load(conn, order_id).number)
            orders = [load(conn, member) for member in desk_rows.members(conn, group)]
            for order in orders:
                demand_unpicked(order)
            desk_rows.undo_group(conn, group, at=self.database.now())
            for order in orders:
                self._tell(conn, actor, "order.ungroup", order, orders)
            return tuple(order.id for order in orders)

        return self.database.write(work)


def _parted(mates: Sequence[desk_rows.Mate], groups: dict[int, int]) -> list[Mates]:
    """Orders to one receiver, those that are in a group already told apart from those that are not."""
    found = []
    for group in sorted({groups.get(mate.id, 0) for mate in mates}):
        some = [mate for mate in mates if groups.get(mate.id, 0) == group]
        if len(some) > 1:
            found.append(Mates(tuple(mate.id for mate in some), tuple(mate.number for mate in some), group))
    return found


def demand_leaving(conn: Connection, actor: Actor, order: Order) -> None:
    """Raise why an order cannot leave those it ships with: `not_your_role`, `together_not`, `together_sent`."""
    require_role(actor, "order.ungroup", LEAVERS)
    if not desk_rows.group_of(conn, [order.id]):
        raise Refused("together_not", number=order.number)
    boxed = any(parcel.box_id is not None for parcel in order.live_parcels())
    if not boxed and any(line.shipped for line in order.lines) and not any(line.going_out > 0 for line in order.lines):
        raise Refused("together_sent", number=order.number)


def demand_free(order: Order) -> None:
    """Raise `together_too_late` unless the order is paid or confirmed and nothing of it was picked or boxed."""
    if order.stage not in ("paid", "confirmed") or order.ship_masked:
        raise Refused("together_too_late", number=order.number)
    demand_unpicked(order)


def demand_unpicked(order: Order) -> None:
    """Raise `together_too_late` once goods of the order lie on the bench, are in a box, or have left."""
    if any(line.picked or line.boxed or line.shipped for line in order.lines):
        raise Refused("together_too_late", number=order.number)
