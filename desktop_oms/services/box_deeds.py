"""What a clerk does to a box besides scanning pieces in, and who may allow what a clerk may not do alone.

A person gives leave by a badge, scanned at the bench; whoever worked there and whoever gave leave are both kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_oms.domain import lifecycle, parcels
from desktop_oms.domain.codes import normalise
from desktop_oms.domain.command import Run
from desktop_oms.domain.entities import Parcel
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.packability import not_packable
from desktop_oms.domain.packing import WEIGHT_REASONS, Verdict
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.services.bench_rules import BenchRules, bench_rules
from desktop_oms.services.boxes import Leave, at_this_station, box_of, is_mine, refuse
from desktop_oms.services.catalogue import link_code, one_sku
from desktop_oms.services.commands import Commands, load
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import keep_deed, require_role
from desktop_oms.services.linking import Linking
from desktop_oms.services.shared_boxes import InBox, mate_stopped, whole
from desktop_oms.services.together import Together
from desktop_oms.storage import catalogue_rows, order_rows, sending_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.sending_rows import Picture

LINKERS = frozenset({Role.DESK, Role.MANAGER})
DECIDERS = frozenset({Role.MANAGER})
PACKERS = frozenset({Role.CLERK, Role.MANAGER})
PICTURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
LARGEST_PICTURE = 8 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Badge:
    """Who holds a badge, by key, login and name."""

    user_id: int
    login: str
    name: str
    roles: frozenset[Role]


class BoxDeeds:
    """Deeds at a bench; each is one transaction."""

    def __init__(self, database: Database, commands: Commands) -> None:
        self.database = database
        self.commands = commands

    def rules(self) -> BenchRules:
        """The rules of the house's benches."""
        return self.database.read(bench_rules)

    def leave_out(self, actor: Actor, parcel_id: int, missing: Mapping[int, int]) -> None:
        """The box is closed with what is in; these pieces go into a further parcel."""
        self._cut(actor, parcel_id, "parcel.leave_out", missing)

    def short(self, actor: Actor, parcel_id: int, missing: Mapping[int, int]) -> None:
        """These pieces are not there: a shortage; what is in goes out, and a box with nothing in is dissolved."""
        self._cut(actor, parcel_id, "parcel.miss", missing)

    def apart(self, actor: Actor, number: str) -> None:
        """The order with that number leaves the box it shares with others, and their group; see `Together.leave`."""
        order_id = self.database.read(lambda conn: order_rows.find_id(conn, number))
        if order_id is None:
            raise OmsError("order_missing", number=number)
        Together(self.database, self.commands).leave(actor, order_id)

    def link(self, actor: Actor, badge: str, parcel_id: int, line_id: int, code: str) -> None:
        """From now on a code stands for the goods of that line; raises `badge_not_enough`, `barcode_taken`.

        Lines of other orders that waited for whatever the code means get it.
        """

        def work(conn: Connection) -> int:
            holder = self._holder(conn, badge)
            if not holder.roles & LINKERS:
                raise Refused("badge_not_enough", name=holder.name)
            order = load(conn, self._order_of(conn, parcel_id), lock=False)
            line = order.line(line_id)
            if line.sku_id is None:
                raise Refused("sku_missing")
            linked = link_code(conn, normalise(code), one_sku(conn, line.sku_id))
            facts = {"sku": str(line.sku_id), "code": linked.code, "parcel": str(parcel_id), "leave_of": holder.user_id}
            keep_deed(conn, self.database, actor, "product.link", facts)
            return order.merchant_id

        Linking(self.database, self.commands).catch_up(actor, self.database.write(work))

    def take_over(self, actor: Actor, badge: str, order_id: int) -> int:
        """The order's box at another bench becomes this one's: by the badge of who has it, or of a manager.

        The box's key comes back.  Raises `badge_not_enough`, or why the order is not to be packed.
        """

        def deed(run: Run) -> Parcel:
            refuse(not_packable(run.order))
            holder = holders[0]
            for parcel in run.order.live_parcels():
                if parcel.state == "labelled" or is_mine(parcel, actor):
                    continue
                if parcel.claimed_by != holder.login and not holder.roles & DECIDERS:
                    raise Refused("badge_not_enough", name=holder.name)
                run.fire("parcel.claim", parcel, leave_of=holder.user_id)
                lifecycle.finish(run)
                return parcel
            raise Refused("parcel_missing", parcel=run.order.number)

        holders = [self.database.read(lambda conn: self._holder(conn, badge))]
        done = self.commands.run(actor, order_id, "packing.take_over", deed, also=self.note_taken_over)
        return done.subject_id

    def note_taken_over(self, conn: Connection, run: Run, parcel: Parcel) -> None:
        """A box that changed its bench counts as heard of just now."""
        if any(step.event == "claim" for step in run.steps):
            sending_rows.add_scan(
                conn,
                key=self.database.new_id(),
                order_id=run.order.id,
                merchant_id=run.order.merchant_id,
                parcel_id=parcel.id,
                line_id=None,
                code="",
                verdict=str(Verdict.TAKEN_OVER),
                at=self.database.now(),
                user_id=run.actor.user_id,
                station_id=run.actor.station_id,
            )

    def leave(self, badge: str, reason: str) -> Leave:
        """A manager's leave to send a box whose weight is off; raises `badge_not_enough`, `reason_missing`."""
        holder = self.manager(badge)
        if reason not in WEIGHT_REASONS:
            raise Refused("reason_missing")
        return Leave(holder.user_id, reason)

    def manager(self, badge: str) -> Badge:
        """The manager who holds a badge; raises `badge_unknown`, `badge_not_enough`."""
        holder = self.database.read(lambda conn: self._holder(conn, badge))
        if not holder.roles & DECIDERS:
            raise Refused("badge_not_enough", name=holder.name)
        return holder

    def photograph(self, actor: Actor, parcel_id: int, name: str, content: bytes) -> int:
        """Keep a picture (JPEG or PNG, up to 8 MiB) of a box as evidence; how many there are now comes back.

        Raises `not_your_role`, `picture_not_valid`, `parcel_missing`.
        """
        require_role(actor, "parcel.photograph", PACKERS)
        kind = next((kind for head, kind in PICTURES.items() if content.startswith(head)), "")
        if not kind or len(content) > LARGEST_PICTURE:
            raise OmsError("picture_not_valid", file=name)
        picture = Picture(parcel_id, name, kind, content, hashlib.sha256(content).hexdigest())

        def work(conn: Connection) -> int:
            order = load(conn, self._order_of(conn, parcel_id), lock=False)
            sending_rows.add_picture(
                conn,
                picture,
                key=self.database.new_id(),
                order_id=order.id,
                merchant_id=order.merchant_id,
                user_id=actor.user_id,
                at=self.database.now(),
            )
            keep_deed(conn, self.database, actor, "parcel.photograph", {"parcel": str(parcel_id)})
            return sending_rows.pictures(conn, parcel_id)

        return self.database.write(work)

    def _cut(self, actor: Actor, parcel_id: int, event: str, missing: Mapping[int, int]) -> None:
        """Cut the box down, each order's part by what is missing of it."""
        box = self.database.read(lambda conn: self._whole(conn, parcel_id))
        inside = {one.order.id: one.parcel.id for one in box}

        def deed(run: Run) -> Parcel:
            parcel = box_of(run.order, inside[run.order.id])
            at_this_station(parcel, actor)
            why = not_packable(run.order)
            refuse(why if why is None or len(box) == 1 else mate_stopped(run.order, why))
            own = {key: units for key, units in missing.items() if len(box) == 1 or parcel.line_for(key)}
            if own or len(box) == 1:
                cut_part(run, parcel, event, own, alone=len(box) == 1)
            return parcel

        if len(box) > 1 and event == "parcel.leave_out" and sum(missing.values()) == pieces_of(box):
            raise Refused("box_empty")
        self.commands.run_together(actor, list(inside), f"packing.{event.partition('.')[2]}", deed)

    def _whole(self, conn: Connection, parcel_id: int) -> list[InBox]:
        order = load(conn, self._order_of(conn, parcel_id), lock=False)
        return whole(conn, order, box_of(order, parcel_id))

    def _order_of(self, conn: Connection, parcel_id: int) -> int:
        place = sending_rows.place_of(conn, parcel_id)
        if place is None:
            raise OmsError("parcel_missing", parcel=str(parcel_id))
        return place.order_id

    def _holder(self, conn: Connection, badge: str) -> Badge:
        wanted = badge.strip().casefold()
        user = next((one for one in catalogue_rows.users(conn) if one.login.casefold() == wanted), None)
        if user is None or not user.active:
            raise Refused("badge_unknown")
        return Badge(user.id, user.login, user.name, frozenset(Role(letter) for letter in user.roles))


def pieces_of(box: Sequence[InBox]) -> int:
    """All pieces that belong in a box."""
    return sum(row.qty for one in box for row in one.parcel.lines)


def cut_part(run: Run, parcel: Parcel, event: str, missing: Mapping[int, int], *, alone: bool) -> None:
    """Cut one order's part of a box down; of a shared box a part that is left out whole goes into a further box."""
    if event == "parcel.leave_out" and not alone and sum(missing.values()) == sum(row.qty for row in parcel.lines):
        parcels.part(run, parcel)
        run.fire("parcel.void", parcel)
        lifecycle.finish(run)
    else:
        lifecycle.perform(run, event, parcel, lines=dict(missing))
