"""`setup`: a shop is set up in one go; on one that stands, what is named is added; with nothing named it is shown."""

from __future__ import annotations

from desktop_oms.cli.answers import Answer, aligned
from desktop_oms.cli.call import Call
from desktop_oms.services.setup import SetupForm
from desktop_oms.services.shop_state import SetupState

TIME_ZONE, CURRENCY = "Asia/Shanghai", "CNY"
NAMED = ("seller", "supplier", "warehouse", "channel", "user")


def setup(call: Call) -> Answer:
    """Set up, add or show."""
    state = call.app.setup.state()
    if all(getattr(call.given, name) is None for name in NAMED):
        return shown(call, state)
    if not state.users:
        return shown(call, call.app.setup.create(form(call)))
    add(call, state)
    return shown(call, call.app.setup.state())


def form(call: Call) -> SetupForm:
    """What was given, as the form of the first start."""
    given = call.given
    kind = given.kind or "generic"
    return SetupForm(
        seller_name=given.seller or "",
        prefix=given.prefix or "A",
        warehouse_name=given.warehouse or "",
        warehouse_code=given.code or "",
        channel_kind=kind,
        channel_name=given.channel or call.say(f"profile.{kind}"),
        time_zone=given.time_zone or TIME_ZONE,
        currency=given.currency or CURRENCY,
        user_name=given.user or "",
        user_login=given.login or "",
        language=call.language,
        sender_phone=given.phone or "",
        sender_address=given.address or "",
        single_operator=given.single_operator,
    )


def add(call: Call, state: SetupState) -> None:
    """Add what is named to a shop that stands, in the order in which one may need the other."""
    given, desk, me = call.given, call.app.setup, call.actor()
    sender = {"sender_phone": given.phone or "", "sender_address": given.address or ""}
    if given.seller is not None:
        desk.add_seller(me, given.seller, given.prefix or "", given.code or "", **sender)
    if given.supplier is not None:
        desk.add_supplier(me, given.supplier, given.code or "", **sender)
    if given.warehouse is not None:
        desk.add_warehouse(me, given.warehouse, given.code or "")
    if given.channel is not None:
        seller = call.app.setup.state().seller(given.of or given.prefix or "")
        first = next((one for one in state.channels if one.merchant_id == seller.id), state.channels[0])
        zone, currency = given.time_zone or first.time_zone, given.currency or first.currency
        desk.add_channel(me, seller.code, given.kind or "generic", given.channel, zone, currency, given.code or "")
    if given.user is not None:
        desk.add_user(me, given.login or given.user, given.user, given.roles or "")


def shown(call: Call, state: SetupState) -> Answer:
    """What the shop has."""
    rows = [
        (call.say("cli.setup_seller"), one.code, one.name, call.say("cli.setup_prefix", prefix=one.prefix))
        for one in state.sellers
    ]
    rows += [(call.say("cli.setup_supplier"), one.code, one.name, "") for one in state.suppliers]
    rows += [(call.say("cli.setup_warehouse"), one.code, one.name, "") for one in state.warehouses]
    rows += [
        (
            call.say("cli.setup_channel"),
            one.code,
            one.name,
            f"{call.say(f'profile.{one.kind}')}, {one.time_zone}, {one.currency}",
        )
        for one in state.channels
    ]
    rows += [(call.say("cli.setup_user"), one.login, one.name, one.roles) for one in state.users if one.active]
    said = call.say("cli.setup_ready" if state.ready else "cli.setup_not_ready", database=call.app.database.shown)
    return Answer(state, "\n".join(filter(None, [said, aligned(rows)])))
