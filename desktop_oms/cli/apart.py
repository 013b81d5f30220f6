"""`split`: an order's unpicked units go out in further parts; shown before, done, and undone."""

from __future__ import annotations

from desktop_oms.cli.answers import Answer, aligned
from desktop_oms.cli.call import Call
from desktop_oms.cli.doing import reader, told
from desktop_oms.domain import apart
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.order import Order
from desktop_oms.services.apart import Planned, Wish


def split(call: Call) -> Answer:
    """Ship apart by the named units or by stock; `--dry-run` shows the parts, `--undo` puts them together again."""
    given, app, me = call.given, call.app, call.actor()
    order = app.orders.load(call.order_id(given.number))
    if given.undo:
        done = app.apart.undo(me, order.id, command_id=given.command)
        return Answer(done, told(call, done, order.status))
    wish = _wish(call, order)
    planned = app.apart.preview(me, order.id, wish)
    if given.dry_run:
        return Answer(planned, _shown(call, planned))
    done = app.apart.split(me, order.id, wish, command_id=given.command, seen_version=order.version)
    return Answer(done, _shown(call, planned) + "\n" + told(call, done, order.status))


def _wish(call: Call, order: Order) -> Wish:
    given = call.given
    if given.stock == bool(given.lines):
        raise OmsError("usage_lines_or_stock")
    if given.stock:
        return Wish(by_stock=True)
    lines = reader(call, order, "fulfilment.split").read((), given.lines, None)["lines"]
    house = call.app.setup.state().warehouse(given.warehouse).id if given.warehouse else None
    part = next((one for one in order.fulfilments if one.seq == given.part), None)
    if given.part is not None and part is None:
        raise OmsError("subject_missing", machine="fulfilment", key=str(given.part), number=order.number)
    return Wish(apart.spread(order, lines, part), house)


def _shown(call: Call, planned: tuple[Planned, ...]) -> str:
    return aligned(
        [
            (
                f"{one.part.seq}",
                call.say(f"state.fulfilment.{one.part.state}"),
                one.part.sender,
                call.say("cli.list_comma").join(f"{goods} × {qty}" for goods, qty, _, _ in one.part.lines),
                call.say("cli.part_new") if one.new else "",
            )
            for one in planned
        ]
    )
