"""The one transition table: every event of every machine, from where to where, which guard, by whom, what effect.

Machines are generated from it (`machines.py`), screens and command line list their actions from it, and the history
replays against it.  Roles: C customer, S order desk, K clerk, R reviewer, $ cashier, M manager, P supplier, Y system.
"""

from __future__ import annotations

from desktop_oms.domain import (
    amending,
    apart,
    approval,
    boxes,
    cases,
    deliveries,
    drafting,
    fulfilments,
    holds,
    orders,
    outcomes,
    parcels,
    payments,
    refunds,
    returns,
    shop_refunds,
    shortage,
)
from desktop_oms.domain.command import NOTHING, SAME, Effect, Guard, Transition, free, nothing
from desktop_oms.domain.roles import Role


def row(
    name: str,
    path: str,
    roles: str,
    guard: Guard = free,
    effect: Effect = nothing,
    undo: str = "",
    *,
    internal: bool = False,
) -> Transition:
    """One row; `path` reads "a b > c": from state a or b to state c."""
    sources, target = (part.strip() for part in path.split(">"))
    machine, event = name.split(".")
    return Transition(
        machine,
        event,
        tuple(sources.split()),
        target,
        frozenset(Role(letter) for letter in roles.split()),
        guard,
        effect,
        undo,
        internal,
    )


ORDER = (
    row("order.create", "- > draft", "S Y", orders.may_create, undo="cancel"),
    row("order.rewrite", "draft > =", "S", drafting.may_rewrite, drafting.rewrite, "rewrite"),
    row("order.submit", "draft > submitted", "C S Y", orders.may_submit, orders.submit),
    row("order.request_payment", "submitted > awaiting_payment", "Y S", free, orders.request_payment),
    row("order.pay", "submitted > paid", "Y $", orders.pay_zero, orders.pay),
    row("order.pay", "awaiting_payment > paid", "Y $", orders.may_pay, orders.pay),
    row("order.expire", "awaiting_payment > cancelled", "Y S", orders.may_expire, orders.cancel),
    row("order.cancel", "draft submitted awaiting_payment > cancelled", "C S Y", orders.may_cancel, orders.cancel),
    row(
        "order.amend",
        "draft submitted awaiting_payment paid confirmed > =",
        "S",
        amending.may_amend,
        amending.amend,
        "amend",
    ),
    row("order.confirm", "paid > confirmed", "S Y", orders.may_confirm, orders.confirm, "unconfirm"),
    row("order.confirm", "paid > confirmed", "Y", orders.shop_shipped, orders.confirm),
    row("order.unconfirm", "confirmed > paid", "S", orders.may_unconfirm, orders.unconfirm, "confirm"),
    row("order.complete", "confirmed > completed", "C S Y", orders.may_complete, orders.complete, "case.request"),
    row("order.reopen", "completed > confirmed", "Y", orders.may_reopen, orders.reopen, internal=True),
    row(
        "order.close", "paid confirmed completed > closed", "Y", orders.may_close_refunded, orders.close, internal=True
    ),
    row(
        "order.close",
        "paid confirmed completed > cancelled",
        "Y",
        orders.may_close_cancelled,
        orders.close,
        internal=True,
    ),
)
OPEN = "pending shortage allocated picking picked offered accepted"
FULFILMENT = (
    row("fulfilment.plan", "- > pending", "Y", fulfilments.may_plan, fulfilments.create, "cancel", internal=True),
    row(
        "fulfilment.allocate",
        "pending shortage > allocated",
        "S Y",
        fulfilments.has_stock,
        fulfilments.allocate,
        "cancel",
    ),
    row(
        "fulfilment.short", "pending allocated picking > shortage", "K S Y", fulfilments.may_be_short, fulfilments.short
    ),
    row("fulfilment.substitute", "shortage > allocated", "S", shortage.may_substitute, shortage.substitute),
    row("fulfilment.give_up", "shortage > cancelled", "S", shortage.buyer_agreed, shortage.give_up),
    row("fulfilment.pick", "allocated > picking", "K Y", fulfilments.may_pick),
    row("fulfilment.picked", "picking > picked", "K Y", fulfilments.may_pick, fulfilments.picked, "put_back"),
    row(
        "fulfilment.put_back",
        "picking picked > allocated",
        "K Y",
        fulfilments.may_put_back,
        fulfilments.put_back,
        "pick",
    ),
    row("fulfilment.split", "pending shortage allocated > =", "S Y", apart.may_split, apart.split, "join"),
    row("fulfilment.join", "pending shortage allocated > cancelled", "S Y", apart.may_join, apart.join, "split"),
    row("fulfilment.offer", "pending > offered", "Y S", fulfilments.is_third_party, fulfilments.offer, "cancel"),
    row("fulfilment.accept", "offered > accepted", "P S Y"),
    row("fulfilment.decline", "offered accepted > pending", "P S Y", holds.has_reason, fulfilments.decline),
    row("fulfilment.cancel", f"{OPEN} > cancelled", "S Y", fulfilments.may_cancel, fulfilments.cancel),
    row("fulfilment.done", f"{OPEN} > done", "Y", fulfilments.nothing_left, internal=True),
)
PARCEL = (
    row("parcel.open", "- > open", "K", parcels.may_open, parcels.open_parcel, "void"),
    row("parcel.scan", "open > =", "K", parcels.may_scan, parcels.scan),
    row("parcel.take_out", "open packed > void", "K", parcels.empties, parcels.take_out),
    row("parcel.take_out", "open packed > open", "K", parcels.may_take_out, parcels.take_out),
    row("parcel.leave_out", "open > =", "K", boxes.may_leave_out, boxes.leave_out, "void"),
    row("parcel.miss", "open > void", "K", boxes.may_miss_all, boxes.miss),
    row("parcel.miss", "open > =", "K", boxes.may_miss, boxes.miss),
    row("parcel.claim", "open packed labelled > =", "K M", effect=boxes.claim, internal=True),
    row("parcel.join", "open packed > =", "K Y", effect=parcels.join_box, internal=True),
    row("parcel.part", "open packed > =", "K S M Y", effect=parcels.part_box, internal=True),
    row("parcel.pack", "open > packed", "K M", parcels.may_pack, parcels.pack, "unpack"),
    row("parcel.unpack", "packed > open", "K Y", undo="pack"),
    row("parcel.label", "packed > labelled", "K Y", parcels.may_label, parcels.label, "unlabel"),
    row("parcel.unlabel", "labelled > packed", "K Y", effect=parcels.unlabel),
    row("parcel.hand_over", "labelled > in_transit", "K", parcels.may_hand_over, parcels.hand_over),
    row("parcel.report", "- > in_transit", "Y S", deliveries.may_report, deliveries.report, "bounce"),
    row("parcel.deliver", "in_transit lost > delivered", "Y S", deliveries.known_by, deliveries.deliver),
    row("parcel.lose", "in_transit > lost", "Y S", deliveries.known_by, deliveries.lose, "deliver"),
    row("parcel.bounce", "in_transit lost > returned", "Y K S", deliveries.may_bounce, deliveries.bounce),
    row("parcel.void", "open packed labelled > void", "K Y", effect=parcels.void),
)
BEFORE_MONEY = "requested awaiting_second approved"
CASE = (
    row("case.request", "- > requested", "C S R Y", cases.may_request, cases.request, "withdraw"),
    row("case.change_kind", "requested approved > requested", "R C", cases.may_change_kind, cases.change_kind),
    row("case.approve", "requested > approved", "R M Y", approval.may_approve_alone, approval.approve, "unapprove"),
    row("case.approve", "requested > awaiting_second", "R M", approval.may_ask_second, approval.approve, "unapprove"),
    row("case.second_approve", "awaiting_second > approved", "R M", approval.may_second, approval.second, "unapprove"),
    row("case.unapprove", "awaiting_second approved > requested", "R M", effect=approval.unapprove),
    row("case.reject", f"{BEFORE_MONEY} > rejected", "R", cases.may_reject, cases.release),
    row("case.withdraw", f"{BEFORE_MONEY} awaiting_return > withdrawn", "C S", cases.may_withdraw, cases.release),
    row(
        "case.expect_return",
        "approved received > awaiting_return",
        "Y",
        cases.wants_goods,
        cases.expect_return,
        internal=True,
    ),
    row("case.announce", "awaiting_return > =", "C S Y", cases.may_announce, cases.announce),
    row("case.receive", "awaiting_return > =", "K M", returns.may_receive, returns.receive, "a manager's correction"),
    row("case.received", "awaiting_return > received", "K Y", returns.may_finish, returns.finish),
    row("case.restock", "received approved refunding replacing > =", "K M", returns.may_restock, returns.restock),
    row("case.lapse", "awaiting_return > rejected", "Y S", cases.may_lapse, cases.release),
    row("case.waive_return", "awaiting_return > approved", "S R Y", cases.may_waive, cases.waive),
    row(
        "case.send_back",
        "received requested approved awaiting_second > rejected",
        "R K",
        returns.may_send_back,
        returns.send_back,
    ),
    row(
        "case.start_refund",
        "approved received > refunding",
        "Y R",
        outcomes.may_start_refund,
        outcomes.start_refund,
        "refund.cancel",
    ),
    row(
        "case.start_replace",
        "approved received > replacing",
        "Y R",
        outcomes.may_replace,
        outcomes.start_replace,
        "convert",
    ),
    row("case.convert", "approved received replacing > refunding", "R M", outcomes.may_convert_alone, outcomes.convert),
    row(
        "case.convert",
        "approved received replacing > awaiting_second",
        "R M",
        outcomes.may_convert,
        outcomes.ask_second,
    ),
    row(
        "case.convert",
        "approved received replacing > requested",
        "C S",
        outcomes.may_convert,
        outcomes.drop_replacement,
    ),
    row("case.pay_reported", f"{BEFORE_MONEY} awaiting_return received > refunding", "Y", internal=True),
    row("case.take_back", "refunding > approved", "Y", internal=True),
    row("case.settled", "refunding > completed", "Y", outcomes.may_settle_refund, outcomes.settle, internal=True),
    row("case.settled", "replacing > completed", "Y", outcomes.may_settle_replacement, outcomes.settle, internal=True),
)
REFUND = (
    row("refund.create_excess", "- > created", "$ Y", refunds.may_create_excess, refunds.create_excess, "cancel"),
    row("refund.dispatch", "created failed > pending", "Y $", refunds.may_dispatch, refunds.dispatch),
    row("refund.succeed", "pending unknown > succeeded", "Y $", refunds.may_succeed, refunds.succeed),
    row("refund.fail", "pending unknown > failed", "Y $", refunds.may_fail, refunds.trouble),
    row("refund.time_out", "pending > unknown", "Y", effect=refunds.trouble),
    row("refund.cancel", "created failed > cancelled", "R $ Y", refunds.may_cancel, refunds.cancel),
    row("refund.settle_manually", "failed unknown > succeeded", "$", refunds.may_settle_manually, refunds.succeed),
    row("refund.reverse", "succeeded > failed", "Y $", refunds.reason_given, refunds.reverse),
    row("refund.report", "- > succeeded", "Y $ M", shop_refunds.may_report, shop_refunds.report),
)
PAYMENT = (
    row("payment.start", "- > new", "Y C $ S", payments.may_start, payments.start),
    row("payment.pend", "new > pending", "Y C $"),
    row("payment.capture", "new pending failed expired > captured", "Y $", payments.may_capture, payments.capture),
    row("payment.fail", "new pending > failed", "Y $"),
    row("payment.expire", "new pending > expired", "Y"),
    row("payment.promise", "new > promised", "S Y", payments.may_promise),
    row("payment.collect", "promised > captured", "Y $ S", payments.may_capture, payments.collect),
    row("payment.refuse", "promised > failed", "Y S", payments.may_refuse, payments.refuse),
)
HOLD = (
    row("hold.place", "- > live", "S K R M Y", holds.may_hold, holds.place_hold, "release"),
    row("hold.release", "live > released", "S M Y", holds.may_release, holds.release_hold),
)
TASK = (
    row("task.resolve", "open > done", "S K R $ M Y", holds.may_resolve, holds.resolve_task),
    row("task.assign", "open > =", "S K R $ M", free, holds.assign_task, "assign"),
)

TRANSITIONS: tuple[Transition, ...] = ORDER + FULFILMENT + PARCEL + CASE + REFUND + PAYMENT + HOLD + TASK

INITIAL = {
    "order": "draft",
    "fulfilment": "pending",
    "parcel": "open",
    "case": "requested",
    "refund": "created",
    "payment": "new",
    "hold": "live",
    "task": "open",
}

__all__ = ["INITIAL", "NOTHING", "SAME", "TRANSITIONS", "row"]
