"""Orders paid through the gateway to practise on, for tests of refunds; and a case that somebody asks for."""

from __future__ import annotations

from desktop_oms.app import App
from desktop_oms.domain.order import Order
from desktop_oms.gateways.payments.practice import PROVIDER, PracticeGateway
from desktop_oms.services.entry import DraftForm, DraftLine
from desktop_oms.services.refund_sending import RefundSending
from tests.services.orders import ADDRESS, load


def unpaid_order(app: App) -> Order:
    """Two T-shirts and a cup for 250.00, written down by the desk; the buyer has still to pay."""
    desk, channel = app.people.actor("desk"), app.setup.state().channel("taobao")
    lines = (DraftLine("TEE-NV-XL", 2, 5990), DraftLine("6901234500042", 1, 12900))
    order_id = app.entry.draft(desk, DraftForm(channel.id, ADDRESS, lines, "tb_lin", 1000, 880)).order_id
    app.commands.do(desk, order_id, "order.submit")
    app.commands.do(desk, order_id, "order.request_payment")
    return load(app, order_id)


def paid_order(app: App, *amounts: int) -> Order:
    """The same, paid through the practice gateway in these parts (else in one)."""
    desk, cashier = app.people.actor("desk"), app.people.actor("cashier")
    order_id = unpaid_order(app).id
    for amount in amounts or (25000,):
        args = {"amount": amount, "provider": PROVIDER, "txn": f"T{order_id}-{amount}"}
        payment = app.commands.do(desk, order_id, "payment.start", args=args).subject_id
        app.commands.do(cashier, order_id, "payment.capture", payment)
    return load(app, order_id)


def ask(app: App, order: Order, units: int = 1, **args: object) -> int:
    """Somebody at the order desk asks for money for so many T-shirts that have not left; returns the case's key."""
    line = order.lines[0]
    facts = {"kind": "refund_unshipped", "lines": {line.id: units}, "reason": "not_wanted", **args}
    return app.commands.do(app.people.actor("desk"), order.id, "case.request", args=facts).subject_id


def gateway_of(app: App) -> PracticeGateway:
    """The gateway, in memory, with its sender at work in the application."""
    gateway = PracticeGateway()
    app.refund_sending = RefundSending(app.database, app.commands, {PROVIDER: gateway})
    return gateway
