"""Orders by phone or over the counter: written down as a draft, then submitted like any other."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from desktop_oms.domain import lifecycle
from desktop_oms.domain.command import NOTHING, Run
from desktop_oms.domain.entities import OrderLine
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.incoming import Address
from desktop_oms.domain.order import Order
from desktop_oms.domain.orders import summarise
from desktop_oms.domain.roles import Actor
from desktop_oms.services.commands import Done, from_json, to_json
from desktop_oms.services.database import Database
from desktop_oms.services.imported import address_to
from desktop_oms.services.matching import match
from desktop_oms.services.worlds import Worlds
from desktop_oms.storage import catalogue_rows, log_rows, order_rows, search_index
from desktop_oms.storage.engine import Connection


@dataclass(frozen=True, slots=True)
class DraftLine:
    """Goods of a draft: the product's code, pieces, and the price of one in minor units of the channel's currency."""

    code: str
    qty: int
    price: int


@dataclass(frozen=True, slots=True)
class DraftForm:
    """What the order desk writes down; money in minor units of the channel's currency."""

    channel_id: int
    ship_to: Address
    lines: tuple[DraftLine, ...]
    buyer: str = ""
    shipping: int = 0
    discount: int = 0
    buyer_note: str = ""
    seller_note: str = ""


class OrderEntry:
    """Writes drafts down."""

    def __init__(self, database: Database, worlds: Worlds) -> None:
        self.database = database
        self.worlds = worlds

    def draft(self, actor: Actor, form: DraftForm, command_id: str | None = None) -> Done:
        """A new order as a draft, with the seller's next number; the same command id again makes no second one.

        Raises `sku_unknown` for a code nobody knows, `line_not_valid`, `channel_unknown`, and what the rules refuse.
        """
        key = command_id or uuid.uuid4().hex

        def work(conn: Connection) -> Done:
            first = log_rows.first_result(conn, key)
            return from_json(first) if first is not None else self._write(conn, actor, form, key)

        return self.database.write(work)

    def _write(self, conn: Connection, actor: Actor, form: DraftForm, key: str) -> Done:
        order = self._order(conn, form)
        world = self.worlds.for_order(conn, order, {})
        run: Run = lifecycle.begin(order, actor, world)
        lifecycle.perform(run, "order.create", order)
        order.event_seq, order.version = len(run.steps), 1
        order_rows.insert_many(conn, [order])
        log_rows.append_first(conn, [(order, run.steps)], key, at=world.now, new_id=world.new_id)
        search_index.add(conn, [order])
        events = tuple(f"{step.machine}.{step.event}" for step in run.steps)
        done = Done(order.id, order.number, order.version, order.status, order.work_stage, order.id, events)
        log_rows.keep_result(conn, key, order, "order.create", actor, to_json(done), at=world.now)
        return done

    def _order(self, conn: Connection, form: DraftForm) -> Order:
        channel = catalogue_rows.channel_by_id(conn, form.channel_id)
        if channel is None:
            raise OmsError("channel_unknown", wanted=str(form.channel_id), known="")
        lines = self._lines(conn, channel.merchant_id, form)
        goods, now = sum(line.amount for line in lines), self.database.now()
        if not 0 <= form.discount <= goods or form.shipping < 0:
            raise OmsError("line_not_valid")
        order = Order(
            self.database.new_id(),
            channel.merchant_id,
            channel.id,
            catalogue_rows.next_number(conn, channel.merchant_id),
            channel.currency,
            NOTHING,
            created_at=now,
            placed_at=now,
            goods=goods,
            discount_seller=form.discount,
            shipping=form.shipping,
            total=goods - form.discount + form.shipping,
            buyer=form.buyer,
            buyer_note=form.buyer_note,
            seller_note=form.seller_note,
            lines=lines,
        )
        address_to(order, form.ship_to)
        summarise(order)
        return order

    def _lines(self, conn: Connection, merchant_id: int, form: DraftForm) -> list[OrderLine]:
        known = match(conn, merchant_id, [line.code for line in form.lines])
        lines = []
        for seq, line in enumerate(form.lines, 1):
            if line.code not in known:
                raise OmsError("sku_unknown", sku=line.code)
            if line.qty <= 0 or line.price < 0:
                raise OmsError("line_not_valid")
            sku = known[line.code]
            new = OrderLine(self.database.new_id(), seq, "sale", line.qty, sku.id, sku.code, sku.name, sku.spec)
            new.unit_price, new.amount = line.price, line.price * line.qty
            lines.append(new)
        return lines
