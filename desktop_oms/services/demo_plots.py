"""Which tales the demo shop tells, how often, and how long ago each began."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop_oms.domain.incoming import IncomingOrder, IncomingParcel, ShopState
from desktop_oms.services.demo_cases import (
    came_back,
    exchanges,
    misses_a_piece,
    refund_trouble,
    sends_back,
    wants_money,
    wants_money_after,
    wants_two_sizes,
)
from desktop_oms.services.demo_orders import HOUR
from desktop_oms.services.demo_tales import (
    Telling,
    accepted,
    cancelled,
    changed,
    completed,
    confirm,
    delivered,
    half_packed,
    held,
    history,
    hurried,
    labelled,
    lost,
    nothing_more,
    packed,
    partly_delivered,
    partly_shipped,
    picked,
    picking,
    price_cut,
    refunded,
    sent,
    short,
    supplied,
)


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
    Plot("wants_money_after", 2, WEEK, wants_money_after),
    Plot("wants_two_sizes", 1, WEEK, wants_two_sizes),
    Plot("misses_a_piece", 1, WEEK, misses_a_piece),
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
