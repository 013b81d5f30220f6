"""Orders by phone or over the counter: a draft, changed until it is right, then submitted with its money."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_oms.domain import drafting, lifecycle
from desktop_oms.domain.arguments import overlong
from desktop_oms.domain.command import NOTHING, Facts, Run
from desktop_oms.domain.completeness import missing_parts
from desktop_oms.domain.errors import OmsError, Refusal, Refused
from desktop_oms.domain.incoming import Address
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Actor
from desktop_oms.gateways.files.pasted import Pasted, read
from desktop_oms.services.commands import Commands, Done, from_json, load, to_json
from desktop_oms.services.database import Database
from desktop_oms.services.imported import address_to
from desktop_oms.services.matching import match
from desktop_oms.services.worlds import Worlds
from desktop_oms.storage import catalogue_rows, draft_rows, log_rows, order_rows, search, search_index, stock_rows
from desktop_oms.storage.draft_rows import DraftRow
from desktop_oms.storage.engine import Connection

__all__ = ["DraftRow", "OrderEntry", "Pasted"]

PAYMENTS = ("later", "cash", "transfer", "delivery")
MOST_LINES = 500
ORDERS_LOOKED_AT = 20  # of the newest that hold a code, for what it was sold last


@dataclass(frozen=True, slots=True)
class DraftLine:
    """Goods of a draft: the product's code, pieces, and the price of one in minor units of the channel's currency."""

    code: str
    qty: int
    price: int
    gift: bool = False


@dataclass(frozen=True, slots=True)
class DraftForm:
    """What the order desk writes down; money in minor units of the channel's currency, `ship_by` in ms UTC."""

    channel_id: int
    ship_to: Address
    lines: tuple[DraftLine, ...]
    buyer: str = ""
    shipping: int = 0
    discount: int = 0
    buyer_note: str = ""
    seller_note: str = ""
    packing_note: str = ""
    ship_by: int | None = None
    urgent: bool = False

    @property
    def goods(self) -> int:
        """What the goods cost before discount and shipping."""
        return sum(0 if line.gift else line.qty * line.price for line in self.lines)

    @property
    def total(self) -> int:
        """What the buyer pays."""
        return self.goods - self.discount + self.shipping


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft as it stands in the database: what `rewrite` and `submit` must have been shown."""

    order_id: int
    number: str
    version: int
    currency: str
    form: DraftForm
    names: Mapping[str, str]  # what goods are called, by their code


@dataclass(frozen=True, slots=True)
class Paying:
    """How a new order is paid: later, in cash, by transfer with its number, or on delivery."""

    way: str = "later"
    txn: str = ""


class OrderEntry:
    """Writes drafts down, changes them, and brings them on their way."""

    def __init__(self, database: Database, worlds: Worlds, commands: Commands) -> None:
        self.database = database
        self.worlds = worlds
        self.commands = commands

    def parse(self, text: str) -> Pasted:
        """The receiver that a pasted text tells of, and which parts of it a person should look at."""
        return read(text)

    def drafts(self, limit: int = 200) -> list[DraftRow]:
        """The drafts, the newest first."""
        return self.database.read(lambda conn: draft_rows.drafts(conn, limit))

    def last_price(self, code: str, currency: str) -> int | None:
        """For how much one unit of these goods was sold last, in minor units; None when none of late was.

        Asked of the newest orders that hold the code, as the search finds them.
        """

        def work(conn: Connection) -> int | None:
            late = search.find_ids(conn, code, field="sku", limit=ORDERS_LOOKED_AT)
            return draft_rows.last_price(conn, late, code, currency) if late else None

        return self.database.read(work)

    def open(self, order_id: int) -> OpenDraft:
        """A draft with everything on it; raises `order_missing`, and `not_a_draft` when it was submitted meanwhile."""

        def work(conn: Connection) -> OpenDraft:
            order = load(conn, order_id, lock=False)
            if order.stage != "draft":
                raise OmsError("not_a_draft", number=order.number)
            names = {line.sku_code: f"{line.name} {line.spec}".strip() for line in order.lines}
            return OpenDraft(order.id, order.number, order.version, order.currency, form_of(order), names)

        return self.database.read(work)

    def draft(self, actor: Actor, form: DraftForm, command_id: str | None = None, paying: Paying | None = None) -> Done:
        """A new order as a draft, with the seller's next number; the same command id again makes no second one.

        With `paying` it is submitted at once, and nothing is written when a part of that is refused.  Raises
        `sku_unknown` for a code nobody knows, `line_not_valid`, `discount_not_valid`, `channel_unknown`, and what the
        rules refuse.
        """
        key = command_id or uuid.uuid4().hex

        def work(conn: Connection) -> Done:
            first = log_rows.first_result(conn, key)
            return from_json(first) if first is not None else self._write(conn, actor, form, key, paying)

        return self.database.write(work)

    def rewrite(self, actor: Actor, seen: OpenDraft, form: DraftForm, command_id: str | None = None) -> Done:
        """Write a draft anew as a whole.

        Raises `order_changed` when another window has saved it since it was opened; its channel and number stay.
        """

        def deed(run: Run) -> None:
            if run.order.version != seen.version:
                raise Refused("order_changed", number=run.order.number)
            lifecycle.perform(run, "order.rewrite", run.order, **args)

        args = self.database.read(lambda conn: self._args(conn, self._merchant(conn, seen.form.channel_id), form))
        return self.commands.run(actor, seen.order_id, "order.rewrite", deed, args=args, command_id=command_id)

    def submit(self, actor: Actor, seen: OpenDraft, paying: Paying, command_id: str | None = None) -> Done:
        """Submit a draft and say how it is paid, in one command: nothing of it happens when a part is refused.

        Money that was taken is recorded by who may; raises what the rules refuse, `order_changed`, `txn_missing`.
        """

        def deed(run: Run) -> None:
            if run.order.version != seen.version:
                raise Refused("order_changed", number=run.order.number)
            submit(run, paying)

        return self.commands.run(actor, seen.order_id, "order.submit", deed, command_id=command_id)

    def standing(self, order_id: int) -> Done:
        """An order as it stands, told like the outcome of a command that had nothing to do."""
        order = self.database.read(lambda conn: load(conn, order_id, lock=False))
        return Done(order.id, order.number, order.version, order.status, order.work_stage, order.id, ())

    # writing

    def _write(self, conn: Connection, actor: Actor, form: DraftForm, key: str, paying: Paying | None) -> Done:
        order = self._order(conn, form)
        args = self._args(conn, order.merchant_id, form)
        world = self.worlds.for_order(conn, order, args)
        run: Run = lifecycle.begin(order, actor, world)
        lifecycle.perform(run, "order.create", order)
        if refusal := overlong(args) or drafting.may_rewrite(Facts(order, order, args, actor, world)):
            raise Refused.because(refusal)
        drafting.write_lines(order, world, args["add"])
        drafting.add_up(order)
        if paying is not None:
            submit(run, paying)
        stock_rows.move(conn, world.stock.moves, at=world.now, user_id=actor.user_id, new_id=world.new_id)
        order.event_seq, order.version = len(run.steps), 1
        order_rows.insert_many(conn, [order])
        log_rows.append_first(conn, [(order, run.steps)], key, at=world.now, new_id=world.new_id)
        log_rows.put_messages(conn, order, run.messages, at=world.now, new_id=world.new_id)
        search_index.add(conn, [order])
        events = tuple(f"{step.machine}.{step.event}" for step in run.steps)
        done = Done(order.id, order.number, order.version, order.status, order.work_stage, order.id, events)
        log_rows.keep_result(conn, key, order, "order.create", actor, to_json(done), at=world.now)
        return done

    def _order(self, conn: Connection, form: DraftForm) -> Order:
        channel = catalogue_rows.channel_by_id(conn, form.channel_id)
        if channel is None:
            raise OmsError("channel_unknown", wanted=str(form.channel_id), known="")
        now = self.database.now()
        order = Order(
            self.database.new_id(),
            channel.merchant_id,
            channel.id,
            catalogue_rows.next_number(conn, channel.merchant_id),
            channel.currency,
            NOTHING,
            created_at=now,
            placed_at=now,
            discount_seller=form.discount,
            shipping=form.shipping,
            buyer=form.buyer,
            buyer_note=form.buyer_note,
            seller_note=form.seller_note,
            packing_note=form.packing_note,
            ship_by=form.ship_by,
            urgent=form.urgent,
        )
        address_to(order, form.ship_to)
        return order

    @staticmethod
    def _merchant(conn: Connection, channel_id: int) -> int:
        channel = catalogue_rows.channel_by_id(conn, channel_id)
        if channel is None:
            raise OmsError("channel_unknown", wanted=str(channel_id), known="")
        return channel.merchant_id

    @staticmethod
    def _args(conn: Connection, merchant_id: int, form: DraftForm) -> dict[str, Any]:
        """The form as the event takes it; raises `sku_unknown` for a code nobody knows."""
        known = match(conn, merchant_id, [line.code for line in form.lines])
        for line in form.lines:
            if line.code not in known:
                raise OmsError("sku_unknown", sku=line.code)
        to = form.ship_to
        return {
            "add": lines_of(form.lines, {code: sku.id for code, sku in known.items()}),
            "address": {part: getattr(to, part) for part in drafting.ADDRESS},
            "discount": form.discount,
            "shipping": form.shipping,
            **{name: getattr(form, name) for name in ("buyer", "buyer_note", "seller_note", "packing_note")},
            "ship_by": form.ship_by,
            "urgent": form.urgent,
        }


def lacking(form: DraftForm, paying: Paying) -> list[Refusal]:
    """What still lacks before the form can be submitted, the first thing first; the rules ask the same again."""
    to, found = form.ship_to, list[Refusal]()
    if not any(not line.gift for line in form.lines):
        found.append(Refusal("order_empty"))
    missing = [] if to.kept_by_platform else missing_parts(to.name, to.phone, to.province, to.city, to.street)
    found += [Refusal("address_part_missing", {"part": part}) for part in missing]
    if form.discount < 0 or form.shipping < 0 or form.discount > form.goods:
        found.append(Refusal("discount_not_valid"))
    if paying.way == "transfer" and not paying.txn:
        found.append(Refusal("txn_missing"))
    return found


def lines_of(lines: Sequence[DraftLine], keys: Mapping[str, int]) -> list[dict[str, int]]:
    """Lines as an event takes them; raises `too_many_lines`."""
    if len(lines) > MOST_LINES:
        raise OmsError("too_many_lines", n=MOST_LINES)
    return [{"sku_id": keys[line.code], "qty": line.qty, "price": line.price, "gift": int(line.gift)} for line in lines]


def form_of(order: Order) -> DraftForm:
    """The form that a draft was written down from."""
    parts = {part: getattr(order, f"ship_{part}") for part in drafting.ADDRESS}
    ship_to = Address(**parts, masked=order.ship_masked, platform_token=order.ship_token)
    return DraftForm(
        order.channel_id,
        ship_to,
        tuple(DraftLine(line.sku_code, line.qty, line.unit_price, line.kind == "gift") for line in order.lines),
        order.buyer,
        order.shipping,
        order.discount_seller,
        order.buyer_note,
        order.seller_note,
        order.packing_note,
        order.ship_by,
        order.urgent,
    )


def submit(run: Run, paying: Paying) -> None:
    """Submit the order and say how it is paid; raises what the rules refuse, and `txn_missing`."""
    if paying.way == "transfer" and not paying.txn.strip():
        raise OmsError("txn_missing")
    lifecycle.perform(run, "order.submit", run.order)
    pay(run, paying)


def pay(run: Run, paying: Paying) -> None:
    """Ask for the money of a submitted order, and record what was taken or promised; an order of nothing is paid."""
    order = run.order
    if order.stage != "submitted":
        return
    lifecycle.perform(run, "order.request_payment", order)
    if paying.way in ("cash", "transfer"):
        facts = {"provider": paying.way, "amount": order.collect, "txn": paying.txn.strip() or None}
        payment = lifecycle.perform(run, "payment.start", None, **facts)
        lifecycle.perform(run, "payment.capture", payment)
    elif paying.way == "delivery":
        payment = lifecycle.perform(run, "payment.start", None, provider="manual", amount=order.collect)
        lifecycle.perform(run, "payment.promise", payment)
