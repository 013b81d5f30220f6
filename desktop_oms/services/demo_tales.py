"""What happened to the orders of the demo shop: one short tale each, told by the same commands that people give.

A tale begins with an order that came in so many hours ago and ends in the state that its name says.  Together they show
every status, badge and work stage.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from desktop_oms.domain.entities import Parcel
from desktop_oms.domain.incoming import IncomingOrder, IncomingParcel, ShopState
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

    def shop_says(self, incoming: IncomingOrder) -> None:
        """The shop's file comes once more."""

    def label(self, parcel_id: int, *, printed: bool) -> None:
        """The box gets its waybill; `printed` with the label on paper."""

    def leave(self, parcel_id: int) -> None:
        """The carrier takes the box."""

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


def ask(tale: Tale, kind: str, **args: Any) -> int:
    """The buyer asks for something, for all units of the first line."""
    line = tale.order().lines[0]
    args.setdefault("lines", {line.id: line.qty})
    return tale.do(C, "case.request", kind=kind, **args).subject_id


def wants_money(tale: Tale) -> None:
    """The buyer asks for the money before anything was sent."""
    tale.later(4)
    tale.shop_says(replace(tale.told, open_refund=True))


def wants_money_after(tale: Tale) -> None:
    """The buyer has it and is not content."""
    delivered(tale)
    tale.later(5)
    ask(tale, "refund_only", reason="damaged", note="")


def sends_back(tale: Tale) -> None:
    """Agreed; the goods are on their way back."""
    delivered(tale)
    tale.later(5)
    case = ask(tale, "return_refund", reason="not_wanted")
    tale.later(2)
    tale.do(R, "case.approve", case)


def came_back(tale: Tale) -> None:
    """The goods are back and counted; the money has not gone yet."""
    sends_back(tale)
    (case,) = tale.order().cases
    tale.later(30)
    tale.do(K, "case.receive", case.id, lines={row.line_id: {"sellable": row.shipped} for row in case.lines})


def exchanges(tale: Tale) -> None:
    """Another one is wanted instead; the goods are on their way back."""
    delivered(tale)
    tale.later(5)
    case = ask(tale, "exchange", reason="wrong_size")
    tale.later(2)
    tale.do(R, "case.approve", case)


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


def refund_trouble(tale: Tale) -> None:
    """The money should have gone back, but the bank refused."""
    delivered(tale)
    tale.later(3)
    case = ask(tale, "refund_only", reason="damaged")
    tale.do(R, "case.approve", case)
    for refund in tale.order().refunds:
        tale.do(CASH, "refund.dispatch", refund.id)
        tale.passing("refund.fail", refund.id)


def history(tale: Tale) -> None:
    """It left before our time; the shop now calls it completed."""
    everything = tuple(replace(line, shipped=line.qty) for line in tale.told.lines)
    done = replace(tale.told, state=ShopState.COMPLETED, lines=everything, completed_at=tale.told.placed_at)
    tale.later(48)
    tale.shop_says(replace(done, parcels=tale.told.parcels))


@dataclass(frozen=True, slots=True)
class Plot:
    """A kind of tale: how often it is told, how long ago it began (hours), what came in, and what happened then."""

    name: str
    weight: int
    hours: tuple[int, int]
    telling: Telling
    state: ShopState = ShopState.PAID
    wishes: tuple[str, ...] = ()
    spoil: str = ""


TODAY, LATELY, DAYS, WEEK = (1, 20), (6, 40), (30, 110), (110, 236)

PLOTS = (
    Plot("draft", 1, TODAY, nothing_more, spoil="draft"),
    Plot("submitted", 1, TODAY, nothing_more, spoil="submitted"),
    Plot("to_pay", 5, TODAY, nothing_more, ShopState.UNPAID),
    Plot("to_audit", 9, TODAY, nothing_more),
    Plot("to_audit_cod", 1, TODAY, nothing_more, wishes=("cod",)),
    Plot("urgent", 1, TODAY, hurried),
    Plot("changed", 1, LATELY, changed),
    Plot("no_address", 1, TODAY, nothing_more, spoil="address"),
    Plot("no_product", 1, TODAY, nothing_more, spoil="product"),
    Plot("masked", 1, TODAY, nothing_more, spoil="masked"),
    Plot("presale", 1, LATELY, nothing_more, spoil="presale"),
    Plot("held", 1, LATELY, held),
    Plot("short", 2, LATELY, short, wishes=("short",)),
    Plot("to_offer", 2, LATELY, confirm, wishes=("supplied",)),
    Plot("accepted", 1, LATELY, accepted, wishes=("supplied",)),
    Plot("supplied", 2, DAYS, supplied, wishes=("supplied",)),
    Plot("to_pick", 8, LATELY, confirm),
    Plot("picking", 2, LATELY, picking),
    Plot("to_pack", 5, LATELY, picked),
    Plot("half_packed", 1, LATELY, half_packed, wishes=("several",)),
    Plot("to_label", 2, LATELY, packed),
    Plot("to_hand_over", 4, LATELY, labelled),
    Plot("partly_shipped", 2, DAYS, partly_shipped, wishes=("several",)),
    Plot("in_transit", 12, DAYS, sent),
    Plot("in_transit_cod", 1, DAYS, sent, wishes=("cod",)),
    Plot("partly_delivered", 1, WEEK, partly_delivered, wishes=("several",)),
    Plot("lost", 1, WEEK, lost),
    Plot("delivered", 4, WEEK, delivered),
    Plot("completed", 16, WEEK, completed),
    Plot("history", 3, WEEK, history, ShopState.SHIPPED),
    Plot("cancelled", 2, DAYS, cancelled, ShopState.UNPAID),
    Plot("cancelled_there", 1, DAYS, nothing_more, ShopState.CANCELLED),
    Plot("wants_money", 2, LATELY, wants_money),
    Plot("wants_money_after", 1, WEEK, wants_money_after),
    Plot("sends_back", 2, WEEK, sends_back),
    Plot("came_back", 1, WEEK, came_back),
    Plot("exchanges", 2, WEEK, exchanges),
    Plot("refunded", 3, DAYS, refunded),
    Plot("price_cut", 1, WEEK, price_cut),
    Plot("refund_trouble", 1, WEEK, refund_trouble),
)


def spoilt(incoming: IncomingOrder, how: str) -> IncomingOrder:
    """The order with what its plot wants to be wrong with it."""
    if how == "address":
        return replace(incoming, ship_to=replace(incoming.ship_to, phone="", city="", province=""))
    if how == "product":
        first, *rest = incoming.lines
        return replace(incoming, lines=(replace(first, sku=f"{first.sku}-2026"), *rest))
    if how == "masked":
        to = incoming.ship_to
        return replace(incoming, ship_to=replace(to, name=f"{to.name[0]}**", masked=True), notices=("masked_receiver",))
    if how == "presale":
        return replace(incoming, notices=("presale",))
    if incoming.state is ShopState.SHIPPED:
        everything = tuple(replace(line, shipped=line.qty) for line in incoming.lines)
        parcel = IncomingParcel("SF", f"SF{incoming.external_no[-10:]}", (incoming.placed_at or 0) + 20 * HOUR)
        return replace(incoming, lines=everything, parcels=(parcel,))
    return incoming
