"""`do NUMBER EVENT`: any event of the transition table, on the order or on one of its rows, refused or carried out."""

from __future__ import annotations

from typing import Any

from desktop_oms.cli.answers import Answer, as_json
from desktop_oms.cli.call import Call
from desktop_oms.cli.entry import receiver
from desktop_oms.cli.sentences import word
from desktop_oms.cli.values import Reader, texts_of
from desktop_oms.domain.amending import moved_to
from desktop_oms.domain.command import NOTHING, state_of
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.machines import TABLE
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Actor
from desktop_oms.services.commands import Done, rows_of
from desktop_oms.services.offers import name_of


def do(call: Call) -> Answer:
    """Carry out one event."""
    given = call.given
    event = full_name(given.event)
    actor = call.teller() if given.fact else call.actor()
    order = call.app.orders.load(call.order_id(given.number))
    subject = subject_of(order, event, given.subject)
    about = subject.id if subject is not None else None
    args = reader(call, order, event).read(given.set or (), given.lines or (), given.reason)
    if given.dry_run:
        return preview(call, actor, order, event, about, args)
    done = call.app.commands.do(
        actor, order.id, event, about, args=args, command_id=given.command, seen_version=given.seen
    )
    said = told(call, done, order.status)
    pasted = [call.app.amends.parse(text) for text in texts_of("address", given.set or ())]
    if not pasted:
        return Answer(done, said)
    rows = [said, *(receiver(call, one) for one in pasted)]
    return Answer(as_json(done) | {"pasted": as_json(pasted[-1])}, "\n".join(rows))


def preview(call: Call, actor: Actor, order: Order, event: str, about: int | None, args: dict[str, Any]) -> Answer:
    """What the event would do, and what an amendment adds to the buyer's bill; nothing is done."""
    done = call.app.commands.preview(actor, order.id, event, about, args=args)
    data: dict[str, Any] = {"done": done}
    said = [call.say("cli.only_shown"), told(call, done, order.status)]
    if event == "order.amend":
        change = call.app.orders.difference(order.id, args.get("remove") or {}, args.get("add") or ())
        more = call.money(change, order.currency)
        said.append(call.say("cli.bill_changes", amount=f"+{more}" if change > 0 else more))
        data |= {"difference": change}
    return Answer(data, "\n".join(said))


def full_name(event: str) -> str:
    """`confirm` is `order.confirm`; raises Refused `event_unknown` for what the table does not hold."""
    name = event.strip()
    if "." not in name and f"order.{name}" in TABLE:
        name = f"order.{name}"
    if name not in TABLE:
        raise Refused("event_unknown", event=name)
    return name


def subject_of(order: Order, event: str, wanted: str | None) -> Any:
    """The row the event is about: the one named, else the only one it fits; None for the order or a row yet to be made.

    Raises `subject_missing` for a row the order does not have, `subject_needed` naming those that could be meant.
    """
    machine = event.partition(".")[0]
    if machine == "order":
        return None
    rows = list(rows_of(order, machine))
    if wanted is not None:
        named = [row for row in rows if wanted.strip() in (str(row.id), name_of(row))]
        if len(named) == 1:
            return named[0]
        if not named:
            raise OmsError("subject_missing", machine=machine, key=wanted, number=order.number)
        rows = named
    sources = {state for row in TABLE[event] for state in row.sources}
    if NOTHING in sources:
        return None
    fitting = [row for row in rows if state_of(row) in sources] or rows
    if not fitting:
        raise Refused("subject_none", machine=machine, number=order.number, event=event)
    if len(fitting) > 1:
        raise OmsError("subject_needed", machine=machine, known=", ".join(_shown(row) for row in fitting))
    return fitting[0]


def _shown(row: Any) -> str:
    name = name_of(row)
    return name if name.isdigit() else f"{row.id} ({name})"


def reader(call: Call, order: Order, event: str) -> Reader:
    """What reads the arguments of that event as typed."""
    shop = call.app
    state = shop.setup.state()
    channel = next((one for one in state.channels if one.id == order.channel_id), None)
    seller = seller_of(call, order)
    return Reader(
        order,
        event,
        channel.time_zone if channel else "UTC",
        lambda code: shop.catalogue.find(code, seller).id,
        lambda code: state.warehouse(code).id,
        lambda text: moved_to(shop.amends.parse(text).address),
    )


def seller_of(call: Call, order: Order) -> str:
    """The code of the seller whose order it is; its goods are looked up among that seller's."""
    sellers = call.app.setup.state().sellers
    return next((one.code for one in sellers if one.id == order.merchant_id), "")


def told(call: Call, done: Done, before: str) -> str:
    """What happened: the events that ran, and where the order stands now."""
    events = call.say("cli.list_comma").join(word(f"event.{event}", call.language, event) for event in done.events)
    status = call.say(f"status.{done.status}")
    key = "cli.done" if done.status == before else "cli.done_status"
    said = call.say(key, number=done.number, events=events or call.say("cli.nothing"), status=status)
    stage = call.say(f"stage.{done.work_stage}")
    return said if done.work_stage == "none" else said + call.say("cli.stage_now", stage=stage)
