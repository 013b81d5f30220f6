"""The order desk's reading: its lists, what a search finds, and one order with everything on it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence

from desktop_oms.domain import amending, cases, orders, settlement
from desktop_oms.domain.badges import Badge
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.parcels import shipped_key
from desktop_oms.domain.roles import Actor
from desktop_oms.services import finding, history, order_view
from desktop_oms.services.database import Database
from desktop_oms.services.differences import masked_task
from desktop_oms.services.finding import FIELDS, SHOWN_HITS
from desktop_oms.services.found import Counted, Found
from desktop_oms.services.offers import actions
from desktop_oms.services.order_lists import OrderLists
from desktop_oms.services.order_view import LineView, OrderView, ParcelView, Stop, notes
from desktop_oms.services.receivers import Receiver, receiver
from desktop_oms.services.widening import Widening, widening
from desktop_oms.services.worlds import Worlds
from desktop_oms.storage import (
    box_rows,
    catalogue_rows,
    log_rows,
    order_rows,
    review_rows,
    search,
    sending_rows,
    stock_rows,
    task_rows,
    world_rows,
)
from desktop_oms.storage.engine import Connection

__all__ = ["FIELDS", "OrderDesk"]

FORWARD = ("draft", "submitted", "awaiting_payment", "paid", "confirmed", "shipped", "completed")


class OrderDesk(OrderLists):
    """Answers what the order desk asks; the only thing it writes is who looked at a receiver in full, and why."""

    def __init__(self, database: Database, worlds: Worlds) -> None:
        super().__init__(database)
        self.worlds = worlds

    def open_tasks(self) -> int:
        """How many tasks wait for a person, over all orders."""
        return self.database.read(lambda conn: sum(task_rows.counts(conn).values()))

    def search(self, text: str, limit: int = SHOWN_HITS) -> Found:
        """Orders that hold the text, answer a query or stand in a pasted list, the likeliest first (`finding`)."""
        return finding.search(self.database, text, limit)

    def count(self, text: str) -> int | None:
        """How many orders a search finds, `COUNTED_TO` for more; None when that is not known within 0.3 s."""
        return self.database.read(lambda conn: finding.count(conn, text, self.database.now()))

    def count_all(self, text: str, goes_on: Callable[[], bool] = lambda: True) -> Counted:
        """How many orders a search finds, exactly: it walks through them all, or at least as long as it `goes_on`."""
        return finding.count_all(self.database, text, goes_on)

    def widening(self, text: str) -> Widening | None:
        """For a search that found nothing: the nearest one that finds something."""
        return self.database.read(lambda conn: widening(conn, text, self.database.now()))

    def find(self, number: str) -> int:
        """The order with that number of ours or of one shop.

        Raises OmsError `order_missing`, or `order_number_shared` naming the orders when several shops use the number.
        """
        wanted = number.strip()
        found = self.database.read(lambda conn: order_rows.find_id(conn, wanted))
        if found is not None:
            return found
        several = self.database.read(lambda conn: search.find_listed(conn, [wanted])).rows
        if several:
            raise OmsError("order_number_shared", number=wanted, known=", ".join(row.number for row in several))
        raise OmsError("order_missing", number=wanted)

    def reveal(self, order_id: int, actor: Actor, reason: str) -> Receiver:
        """The receiver in full; who looked and why is written down first.  Raises `reason_missing`."""
        if not reason.strip():
            raise Refused("reason_missing")

        def work(conn: Connection) -> Receiver:
            order = self._load(conn, order_id)
            why = {"reason": reason.strip()}
            log_rows.keep_result(conn, uuid.uuid4().hex, order, "order.reveal", actor, why, at=self.database.now())
            return receiver(order, unmasked=True)

        return self.database.write(work)

    def difference(self, order_id: int, remove: Mapping[int, int], add: Sequence[Mapping[str, int]] = ()) -> int:
        """What goods taken out and added change on the buyer's bill (negative: money back), in minor units."""
        return amending.difference(self.load(order_id), remove, add)

    def load(self, order_id: int) -> Order:
        """The order's rows as they stand, for reading only."""
        return self.database.read(lambda conn: self._load(conn, order_id))

    def _load(self, conn: Connection, order_id: int) -> Order:
        try:
            return order_rows.load(conn, order_id, lock=False)
        except KeyError:
            raise OmsError("order_missing", number=str(order_id)) from None

    def view(self, order_id: int, actor: Actor, *, unmasked: bool = False) -> OrderView:
        """Everything about one order, as this person may see and do it."""
        return self.database.read(lambda conn: self._view(conn, order_id, actor, unmasked))

    def _view(self, conn: Connection, order_id: int, actor: Actor, unmasked: bool) -> OrderView:
        order = self._load(conn, order_id)
        world = self.worlds.for_order(conn, order, {})
        codes, senders = {line.id: line.sku_code or line.name for line in order.lines}, sender_names(conn)
        past = history.kept(conn, order_id)
        people = {user.login: user.name for user in catalogue_rows.users(conn)}
        channel = catalogue_rows.channel_by_id(conn, order.channel_id)
        seller = catalogue_rows.merchant_by_id(conn, order.merchant_id)
        return OrderView(
            id=order.id,
            number=order.number,
            external_no=order.external_no or "",
            version=order.version,
            channel=channel.name if channel else "",
            channel_kind=channel.kind if channel else "",
            seller=seller.name if seller else "",
            time_zone=channel.time_zone if channel else "UTC",
            currency=order.currency,
            stage=order.stage,
            status=order.status,
            work_stage=order.work_stage,
            badges=badge_names(order.badges),
            history_only=order.history,
            placed_at=order.placed_at,
            created_at=order.created_at,
            ship_by=order.ship_by,
            pay_due_at=order.pay_due_at,
            stops=stops(order, {event.event: event.at for event in past.events if event.machine == "order"}),
            branches=branches(order),
            lines=self._lines(conn, order),
            money=money_rows(order),
            receiver=receiver(order, unmasked),
            buyer=order.buyer,
            delivery=order.delivery,
            notes=notes(order),
            parts=tuple(
                order_view.part_view(part, senders.get(part.warehouse_id or part.supplier_id or 0, ""), codes)
                for part in order.fulfilments
            ),
            parcels=self._parcels(conn, order, codes),
            payments=tuple(order.payments),
            cases=tuple(order_view.case_view(case, settlement.value(order, case), codes) for case in order.cases),
            refunds=tuple(order.refunds),
            holds=tuple(order.holds),
            tasks=tuple(order.tasks if unmasked else map(masked_task, order.tasks)),
            entries=history.entries(order, past, people, unmasked=unmasked),
            actions=actions(order, actor, world),
            reviews=tuple(review_rows.of_order(conn, order_id)),
            case_units=cases.open_kinds(order),
        )

    def _parcels(self, conn: Connection, order: Order, codes: dict[int, str]) -> tuple[ParcelView, ...]:
        tracks = sending_rows.tracking(conn, [parcel.id for parcel in order.parcels])
        told = sending_rows.told_at(conn, [shipped_key(parcel) for parcel in order.parcels])
        boxes = [parcel.box_id for parcel in order.parcels if parcel.box_id is not None]
        mates = box_rows.numbers_in_box(conn, boxes, order.id)
        return tuple(
            order_view.parcel_view(
                parcel,
                codes,
                tuple(tracks.get(parcel.id, ())),
                told.get(shipped_key(parcel)),
                mates.get(parcel.box_id or 0, ()),
            )
            for parcel in order.parcels
        )

    def _lines(self, conn: Connection, order: Order) -> tuple[LineView, ...]:
        sku_ids = [line.sku_id for line in order.lines if line.sku_id is not None]
        skus = catalogue_rows.skus_by_id(conn, sku_ids)
        bins = line_bins(conn, order, sku_ids)
        return tuple(
            LineView(
                line.id,
                line.seq,
                line.kind,
                line.sku_code,
                line.name,
                line.spec,
                bins.get(line.id, ""),
                skus[line.sku_id].picture if line.sku_id in skus else "",
                line.qty,
                line.unit_price,
                line.amount,
                line.payable,
                order_view.unit_counts(line),
                line.sku_id is not None,
                line.taken_out,
            )
            for line in order.lines
        )


def sender_names(conn: Connection) -> dict[int, str]:
    """The names of whoever sends goods: warehouses and suppliers, by key."""
    names = {house.id: house.name for house in catalogue_rows.warehouses(conn)}
    return names | {merchant.id: merchant.name for merchant in catalogue_rows.merchants(conn)}


def line_bins(conn: Connection, order: Order, sku_ids: Sequence[int]) -> dict[int, str]:
    """The bin of each line: in the warehouse that sends it, else in the preferred one that has the goods."""
    levels = stock_rows.levels(conn, sku_ids)
    houses = [house.id for house in world_rows.houses(conn)]
    sends = {row.line_id: row.warehouse_id for part in order.fulfilments for row in part.lines}
    found = {}
    for line in order.lines:
        for house in [sends.get(line.id), *houses]:
            level = levels.get((house or 0, line.sku_id or 0))
            if level and level.bin:
                found[line.id] = level.bin
                break
    return found


def badge_names(badges: int) -> tuple[str, ...]:
    """The words' keys of the badges in one integer."""
    return tuple(badge.name.lower() for badge in Badge if badge & badges and badge.name)


def stops(order: Order, reached: dict[str, int]) -> tuple[Stop, ...]:
    """The seven forward statuses with when each was reached; the branches off the line are not among them."""
    times = {
        "draft": order.created_at,
        "submitted": reached.get("submit"),
        "awaiting_payment": reached.get("request_payment"),
        "paid": order.paid_at,
        "confirmed": order.confirmed_at,
        "shipped": max((parcel.handed_at or 0 for parcel in order.parcels), default=0) or None,
        "completed": order.completed_at,
    }
    shown = order.status if order.status in FORWARD else forward_of(order)
    place = FORWARD.index(shown)
    states = ["done" if at < place else "current" if at == place else "to_come" for at in range(len(FORWARD))]
    return tuple(
        Stop(status, state, times[status] if state != "to_come" else None)
        for status, state in zip(FORWARD, states, strict=True)
    )


def forward_of(order: Order) -> str:
    """The forward status an order stands at, whatever branch it shows."""
    if order.completed_at is not None:
        return "completed"
    if order.confirmed_at is not None:
        sent = all(line.to_ship <= 0 and not line.boxed for line in order.lines)
        return "shipped" if sent and any(line.shipped for line in order.lines) else "confirmed"
    if order.paid_at is not None:
        return "paid"
    return "awaiting_payment" if order.pay_due_at is not None else "submitted"


def branches(order: Order) -> tuple[tuple[str, ...], ...]:
    """The ways off the line that the transition table still allows, as chains of statuses, the one taken first."""
    if order.stage in ("draft", "submitted", "awaiting_payment", "cancelled"):
        return (("cancelled",),)
    if order.stage == "closed":
        return (("refunded",),)
    ways = (("refunding", "cancelled" if orders.nothing_happened(order) else "refunded"), ("exchanging",))
    return ways[::-1] if order.status == "exchanging" else ways


def money_rows(order: Order) -> tuple[tuple[str, int], ...]:
    """The order's money, line by line (minor units), by keys of the words; zeros that say nothing are left out."""
    rows = [("goods", order.goods)]
    optional = (
        ("discount_seller", -order.discount_seller),
        ("discount_platform", -order.discount_platform),
    )
    rows += [(name, amount) for name, amount in optional if amount]
    rows.append(("shipping", order.shipping))
    if order.tax:
        rows.append(("tax", order.tax))
    rows += [("total", order.total), ("captured", order.captured)]
    later = (
        ("waived", order.waived),
        ("open", 0 if order.ended else order.collect),
        ("refund_on_its_way", order.committed - order.refunded),
        ("refunded", order.refunded),
        ("over_refunded", order.over_refunded),
    )
    return tuple(rows + [(name, amount) for name, amount in later if amount])
