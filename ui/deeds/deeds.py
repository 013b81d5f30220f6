"""What the order desk can do with an order, as data: each deed, its event, its key, and what it has to be told.

Whether a deed may be done now is not decided here: the service says so for this order and this person.  What happens
at the bench (boxes, scans, labels, hand-over) belongs to the packing and hand-over pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_oms.domain.machines import TABLE
from desktop_oms.services.order_view import Action, OrderView
from ui.deeds.seen import Beside
from ui.shared.buttons import Kind

NOTHING: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do: its event (none: it opens a page or prints), key, icon and look, and what is asked first.

    `told` is told to the event without asking; `despite` are refusals that this deed's questions answer; a `known` deed
    is shown with its reason even while it is refused.
    """

    name: str
    event: str = ""
    key: str = ""
    icon: str = ""
    asks: tuple[str, ...] = ()
    told: Mapping[str, object] = field(default_factory=dict)
    despite: frozenset[str] = frozenset()
    known: bool = False
    kind: Kind = "plain"

    @property
    def amends_back(self) -> bool:
        """True for an amendment whose every change can be taken back; units taken out are money on its way."""
        return self.event == "order.amend" and self.name != "take_out"

    @property
    def undo(self) -> str:
        """The event that takes it back, "" when nothing does."""
        if self.event == "order.amend":
            return ""
        rows = TABLE.get(self.event, ())
        machine = self.event.partition(".")[0]
        back = f"{machine}.{rows[0].undo}" if rows and rows[0].undo else ""
        return back if back in TABLE else ""


@dataclass(frozen=True, slots=True)
class Offered:
    """A deed on an order as it stands: about which row (by key and by the number people call it), and why not now."""

    deed: Deed
    subject_id: int | None = None
    subject: str = ""
    refusal: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """A name of its own for its button."""
        return self.deed.name if self.subject_id is None else f"{self.deed.name}.{self.subject_id}"


def _case(name: str, *asks: str, key: str = "", kind: Kind = "plain") -> Deed:
    return Deed(f"case_{name}", f"case.{name}", key, "after_sales", asks, kind=kind)


def _refund(name: str, *asks: str) -> Deed:
    return Deed(f"refund_{name}", f"refund.{name}", "", "coin", asks)


STOCK_SHORT = frozenset({"stock_short"})

DEEDS: tuple[Deed, ...] = (
    # the usual way of an order
    Deed("submit", "order.submit", "S", "send"),
    Deed("request_payment", "order.request_payment", "S", "clock"),
    Deed("capture", "payment.capture", "M", "coin", ("amount", "txn")),
    Deed("collect", "payment.collect", "M", "coin", ("amount", "txn")),
    Deed("start_payment", "payment.start", "", "coin", ("amount", "txn")),
    Deed("confirm", "order.confirm", "C", "check", known=True),
    Deed("confirm_partly", "order.confirm", "Y", "split", ("ship_partial", "backorder"), despite=STOCK_SHORT),
    Deed("allocate", "fulfilment.allocate", "A", "inbox", known=True),
    Deed("offer", "fulfilment.offer", "", "send"),
    Deed("accept", "fulfilment.accept", "A", "check"),
    Deed("pick_list", key="K", icon="picking"),
    Deed("pack", key="P", icon="packing"),
    Deed("hand_over", key="G", icon="hand_over"),
    Deed("deliver", "parcel.deliver", "D", "check_circle", ("reason",)),
    Deed("complete", "order.complete", "F", "check_circle", ("reason",)),
    # stopping, changing, taking back
    Deed("release", "hold.release", "U", "undo", known=True),
    Deed("hold", "hold.place", "H", "pause", ("reason", "end", "urgent_after"), known=True),
    Deed("cancel", "order.cancel", "X", "slash", ("reason",), known=True, kind="danger"),
    Deed(
        "cancel_paid",
        "case.request",
        "X",
        "slash",
        ("lines", "reason"),
        {"kind": "refund_unshipped"},
        kind="danger",
    ),
    Deed("refund", "case.request", "R", "after_sales", ("kind", "lines", "reason", "note"), known=True),
    Deed("allowance", "case.request", "", "after_sales", ("amounts", "shipping", "reason"), {"kind": "allowance"}),
    Deed("address", "order.amend", "E", "edit", ("address",), known=True),
    Deed("link_sku", key="L", icon="link", asks=("sku_id", "remember")),
    Deed("amend_notes", "order.amend", "O", "note", ("seller_note", "packing_note", "delivery", "ship_by", "urgent")),
    Deed("add_goods", "order.amend", "W", "plus", ("add",)),
    Deed("take_out", "order.amend", "Q", "minus", ("remove",)),
    Deed("apart", key="V", icon="split"),
    Deed("apart_undo", icon="undo"),
    Deed("leave", icon="split", known=True),
    Deed("tag", icon="tag"),
    Deed("untag", icon="tag"),
    Deed("assign", icon="user"),
    Deed("block_buyer", icon="flag"),
    Deed("unblock_buyer", icon="undo"),
    Deed("unconfirm", "order.unconfirm", "B", "undo", known=True),
    # goods that are missing or sent by others
    Deed("short", "fulfilment.short", "", "alert", ("reason",)),
    Deed("substitute", "fulfilment.substitute", "", "swap", ("sku_id", "agreed")),
    Deed("give_up", "fulfilment.give_up", "", "minus", ("agreed",), kind="danger"),
    Deed("decline", "fulfilment.decline", "", "cross", ("reason",)),
    Deed("put_back", "fulfilment.put_back", "", "undo"),
    Deed("report", "parcel.report", "", "truck", ("lines", "carrier", "waybill")),
    Deed("lose", "parcel.lose", "", "alert", ("reason",)),
    Deed("bounce", "parcel.bounce", "", "undo", ("refused", "reason")),
    # money
    Deed("promise", "payment.promise", "", "coin"),
    Deed("refuse_cash", "payment.refuse", "", "coin", ("reason",)),
    Deed("expire", "order.expire", "", "clock", kind="danger"),
    _refund("create_excess"),
    _refund("dispatch"),
    _refund("succeed", "proof"),
    _refund("fail", "reason"),
    _refund("cancel", "reason"),
    _refund("settle_manually", "proof"),
    _refund("reverse", "reason"),
    _refund("report", "amount", "proof"),
    # after-sales cases
    _case("approve", "amount", "deduction", "reason"),
    _case("second_approve", "reason"),
    _case("unapprove"),
    _case("reject", "reason", kind="danger"),
    _case("withdraw", "reason"),
    _case("change_kind", "kind"),
    _case("announce", "waybill"),
    _case("receive", "counts", "reason"),
    _case("received", "rest_missing"),
    _case("restock", "counts"),
    _case("lapse"),
    _case("waive_return"),
    _case("send_back", "reason", "carrier", "waybill"),
    _case("start_refund", "deduction", "reason"),
    _case("start_replace"),
    _case("convert"),
    # tasks and paper
    Deed("resolve", "task.resolve", "T", "check", ("reason",)),
    Deed("open_case", key="", icon="after_sales"),
    Deed("review_add", key="Z", icon="note"),
    Deed("review_answer", icon="note"),
    Deed("trail", key="J", icon="clock"),
    Deed("slip", key="", icon="printer"),
    Deed("label", key="", icon="printer"),
)
# Deeds of the whole order that several events come to: offered while one of these may be done.
SEVERAL: Mapping[str, str] = {"apart": "fulfilment.split", "apart_undo": "fulfilment.join"}
BY_NAME: Mapping[str, Deed] = {deed.name: deed for deed in DEEDS}

# The usual next step of each work stage, the first that is offered; an order without work goes by its status.
NEXT: Mapping[str, tuple[str, ...]] = {
    "to_solve": ("link_sku", "address", "resolve"),
    "to_audit": ("confirm",),
    "to_allocate": ("allocate",),
    "to_offer": ("accept", "offer"),
    "to_pick": ("pick_list",),
    "to_pack": ("pack",),
    "to_label": ("pack",),
    "to_hand_over": ("hand_over",),
    "in_transit": ("deliver",),
    "draft": ("submit",),
    "submitted": ("request_payment",),
    "awaiting_payment": ("capture", "start_payment"),
    "shipped": ("complete",),
    "confirmed": ("release",),
    "paid": ("release",),
    "refunding": ("case_approve", "case_second_approve", "refund_dispatch"),
    "exchanging": ("case_approve", "case_second_approve"),
}
# Work of other pages and paper: offered by where the order stands, as no event of the table is behind them.
PLACES: Mapping[str, frozenset[str]] = {
    "pick_list": frozenset({"to_pick"}),
    "pack": frozenset({"to_pick", "to_pack", "to_label"}),
    "hand_over": frozenset({"to_hand_over"}),
    "slip": frozenset({"to_pick", "to_pack", "to_label", "to_hand_over", "in_transit"}),
}


NOTED = frozenset({"leave", "tag", "untag", "assign", "block_buyer", "unblock_buyer"})
REVIEWED = frozenset({"completed", "closed"})  # a review comes after the end


def offered(view: OrderView, beside: Beside | None = None) -> list[Offered]:
    """Every deed this order is in the right state for, allowed or refused, in the order of the table.

    What asks for what stands `beside` the order is offered where that is known.
    """
    by_event: dict[str, list[Action]] = {}
    for action in view.actions:
        by_event.setdefault(action.event, []).append(action)
    found = []
    for deed in DEEDS:
        if not deed.event:
            found += _by_note(deed, beside) if deed.name in NOTED else _by_place(deed, view)
            continue
        for action in by_event.get(deed.event, ()):
            if _fits(deed, action, view):
                refusal = "" if action.refusal in deed.despite else action.refusal
                own = action.event.startswith("order.")
                subject_id = None if own else action.subject_id
                found.append(Offered(deed, subject_id, action.subject, refusal, action.facts))
    return found


def _by_note(deed: Deed, beside: Beside | None) -> list[Offered]:
    """What the desk notes beside an order: tags, who takes care of it, a blocked buyer, the orders it ships with."""
    if beside is None:
        return []
    blocked = beside.hints is not None and bool(beside.hints.blocked)
    unfit = {"untag": not beside.tags, "block_buyer": blocked, "unblock_buyer": not blocked}
    if deed.name != "leave":
        return [] if unfit.get(deed.name) else [Offered(deed)]
    if not beside.together:
        return []
    stays = beside.stays
    return [Offered(deed, refusal=stays.code, facts=stays.facts) if stays is not None else Offered(deed)]


def _by_place(deed: Deed, view: OrderView) -> list[Offered]:
    if deed.name == "link_sku":
        unknown = [task for task in view.tasks if task.state == "open" and task.kind == "sku_unknown"]
        names = {line.id: line.name or line.sku for line in view.lines}
        return [Offered(deed, task.id, names.get(task.line_id or 0, "")) for task in unknown]
    if deed.name in SEVERAL:
        event = view.action(SEVERAL[deed.name])
        return [Offered(deed)] if event is not None and event.allowed else []
    if deed.name == "trail":
        return [Offered(deed)]
    if deed.name == "open_case":
        return [Offered(deed, case.id, str(case.seq)) for case in view.cases]
    if deed.name.startswith("review_"):
        fits = view.stage in REVIEWED if deed.name == "review_add" else view.reviews
        return [Offered(deed)] if fits else []
    if deed.name == "label":
        labelled = [parcel for parcel in view.parcels if parcel.waybill and parcel.state == "labelled"]
        return [Offered(deed, parcel.id, str(parcel.seq)) for parcel in labelled]
    return [Offered(deed)] if view.work_stage in PLACES[deed.name] else []


def _fits(deed: Deed, action: Action, view: OrderView) -> bool:
    """Some deeds share an event: each is offered only where its own questions make sense."""
    unsent = any(name in ("to_ship", "boxed") for line in view.lines for name, _ in line.units)
    asked_for = any(task.state == "open" and task.kind == "refund_amount_unknown" for task in view.tasks)
    wanted = {
        "refund_report": asked_for,
        "confirm_partly": action.refusal in deed.despite,
        "cancel_paid": unsent and view.stage in ("paid", "confirmed"),
        "take_out": unsent,
        "report": unsent,
    }
    return wanted.get(deed.name, True)


def next_step(view: OrderView, found: list[Offered]) -> Offered | None:
    """The usual next step among what is offered: one that is allowed, else the first that is refused with a reason."""
    names = NEXT.get(view.work_stage) or NEXT.get(view.status, ())
    steps = [one for name in names for one in found if one.deed.name == name]
    return next((one for one in steps if not one.refusal), steps[0] if steps else None)
