"""What happened to the orders of the demo shop: one short tale each, told by the same commands that people give.

A tale begins with an order that came in so many hours ago and ends in the state that its name says.  Together they show
every status, badge and work stage.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from desktop_oms.domain.entities import Parcel
from desktop_oms.domain.incoming import IncomingOrder, ShopState
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Role
from desktop_oms.services.commands import Done
from desktop_oms.services.demo_orders import HOUR


class Tale(Protocol):
    """One order in the hands of the teller: commands in somebody's role, and the clock that goes on."""

    order_id: int

    def do(self, role: Role, event: str, subject_id: int | None = None, **args: Any) -> Done:
        """Give a command as somebody with that role."""

    def order(self) -> Order:
        """The order as it stands."""

    def later(self, hours: float) -> None:
        """Time passes, but never beyond now."""

    def lately(self, least: float, most: float) -> None:
        """Time passes until so many hours before now, unless that is over already."""

    def quote(self, about: str) -> str:
        """What a buyer of this shop writes about it."""

    def attach(self, case_id: int, *names: str) -> None:
        """The buyer sends pictures with a case."""

    def shop_says(self, incoming: IncomingOrder) -> None:
        """The shop's file comes once more."""

    def label(self, parcel_id: int, *, printed: bool) -> None:
        """The box gets its waybill; `printed` with the label on paper."""

    def leave(self, parcel_id: int) -> None:
        """The carrier takes the box."""

    def undo_over(self) -> None:
        """The time in which an approval could be taken back ends, and what was agreed to is carried out."""

    def passing(self, carrier_says: str, parcel_id: int) -> None:
        """Something only the program knows, such as a carrier's fact."""

    told: IncomingOrder


Telling = Callable[[Tale], None]
S, K, R, M, C, CASH, P = (
    *(Role.DESK, Role.CLERK, Role.REVIEWER, Role.MANAGER),
    *(Role.CUSTOMER, Role.CASHIER, Role.SUPPLIER),
)


def nothing_more(tale: Tale) -> None:
    """It stays as it came in."""


def confirm(tale: Tale) -> None:
    """Audited and confirmed."""
    tale.later(2)
    tale.do(S, "order.confirm")


def picking(tale: Tale) -> None:
    """On a pick list."""
    confirm(tale)
    tale.later(1)
    for part in tale.order().fulfilments:
        tale.do(K, "fulfilment.pick", part.id)


def picked(tale: Tale) -> None:
    """On the bench."""
    picking(tale)
    tale.later(0.5)
    for part in tale.order().fulfilments:
        tale.do(K, "fulfilment.picked", part.id)


def half_packed(tale: Tale) -> None:
    """A box stands open, its first piece is in."""
    picked(tale)
    box = tale.do(K, "parcel.open", fulfilment_id=tale.order().fulfilments[0].id).subject_id
    (parcel,) = tale.order().parcels
    tale.do(K, "parcel.scan", box, line_id=parcel.lines[0].line_id)


def packed(tale: Tale) -> None:
    """Every box is full and closed, without a label yet."""
    picked(tale)
    for part in tale.order().fulfilments:
        fill(tale, fulfilment_id=part.id)


def fill(tale: Tale, **wanted: Any) -> int:
    """Open a box, scan everything into it, close it."""
    tale.later(0.2)
    box = tale.do(K, "parcel.open", **wanted).subject_id
    parcel = next(parcel for parcel in tale.order().parcels if parcel.id == box)
    for row in parcel.lines:
        tale.do(K, "parcel.scan", box, line_id=row.line_id, units=row.qty)
    tale.do(K, "parcel.pack", box, weight_g=350 + 40 * sum(row.qty for row in parcel.lines))
    return box


def labelled(tale: Tale) -> None:
    """Ready for the carrier, the labels printed."""
    packed(tale)
    for parcel in tale.order().parcels:
        tale.label(parcel.id, printed=True)


def sent(tale: Tale) -> None:
    """On its way."""
    packed(tale)
    for parcel in tale.order().parcels:
        tale.label(parcel.id, printed=False)
        tale.later(3)
        tale.leave(parcel.id)


def delivered(tale: Tale) -> None:
    """Signed for."""
    sent(tale)
    tale.later(40)
    for parcel in tale.order().parcels:
        tale.passing("parcel.deliver", parcel.id)


def completed(tale: Tale) -> None:
    """The buyer confirmed that all is well."""
    delivered(tale)
    tale.later(20)
    tale.do(C, "order.complete")


def two_boxes(tale: Tale) -> list[Parcel]:
    """The order goes out in two boxes; the first one is labelled."""
    picked(tale)
    order = tale.order()
    part = order.fulfilments[0]
    first = part.lines[0]
    fill(tale, fulfilment_id=part.id, lines={first.line_id: first.qty})
    for other in order.fulfilments:
        if other is not part or len(part.lines) > 1:
            fill(tale, fulfilment_id=other.id)
    boxes = tale.order().parcels
    tale.label(boxes[0].id, printed=False)
    return boxes


def partly_shipped(tale: Tale) -> None:
    """One box has left, another stands in the house."""
    tale.leave(two_boxes(tale)[0].id)


def partly_delivered(tale: Tale) -> None:
    """Two boxes left, one has arrived."""
    boxes = two_boxes(tale)
    for box in boxes[1:]:
        tale.label(box.id, printed=False)
    for box in boxes:
        tale.leave(box.id)
    tale.later(30)
    tale.passing("parcel.deliver", boxes[0].id)


def lost(tale: Tale) -> None:
    """The carrier lost it."""
    sent(tale)
    tale.later(60)
    tale.passing("parcel.lose", tale.order().parcels[0].id)


def short(tale: Tale) -> None:
    """The buyer waits for goods that are sold out."""
    tale.later(2)
    tale.do(S, "order.confirm", backorder=True)


def accepted(tale: Tale) -> None:
    """A supplier has agreed to send it."""
    confirm(tale)
    tale.later(3)
    for part in tale.order().fulfilments:
        tale.do(P, "fulfilment.accept", part.id)


def supplied(tale: Tale) -> None:
    """A supplier has sent it."""
    accepted(tale)
    tale.later(20)
    part = tale.order().fulfilments[0]
    lines = {row.line_id: row.qty for row in part.lines}
    waybill = f"SUP{tale.told.external_no[-8:]}"
    tale.do(S, "parcel.report", lines=lines, fulfilment_id=part.id, carrier="JT", waybill=waybill)


def held(tale: Tale) -> None:
    """The buyer asked to wait."""
    tale.do(S, "hold.place", reason="buyer_away", until=tale.told.placed_at and tale.told.placed_at + 200 * HOUR)


def hurried(tale: Tale) -> None:
    """It has to go first."""
    tale.do(S, "order.amend", urgent=True)


def changed(tale: Tale) -> None:
    """The buyer changed the address in the shop."""
    to = tale.told.ship_to
    tale.later(1)
    tale.shop_says(replace(tale.told, ship_to=replace(to, phone=to.phone[:-4] + "0917", street=f"{to.street} 2F")))


def cancelled(tale: Tale) -> None:
    """Nobody paid; the desk cancelled it."""
    tale.later(30)
    tale.do(S, "order.cancel", reason="no_transfer_came")


def refunded(tale: Tale) -> None:
    """All the money went back before anything was sent."""
    tale.later(6)
    paid = tale.order().captured
    tale.shop_says(replace(tale.told, state=ShopState.REFUNDED, refunded=paid))


def price_cut(tale: Tale) -> None:
    """A part of the price was given back in the shop."""
    sent(tale)
    tale.later(10)
    everything = tuple(replace(line, shipped=line.qty) for line in tale.told.lines)
    tale.shop_says(replace(tale.told, state=ShopState.SHIPPED, lines=everything, refunded=500))


def history(tale: Tale) -> None:
    """It left before our time; the shop now calls it completed."""
    everything = tuple(replace(line, shipped=line.qty) for line in tale.told.lines)
    done = replace(tale.told, state=ShopState.COMPLETED, lines=everything, completed_at=tale.told.placed_at)
    tale.later(48)
    tale.shop_says(replace(done, parcels=tale.told.parcels))
