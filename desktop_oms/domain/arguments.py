"""What each event of the transition table has to be told: the names of its arguments, their shapes and meanings.

The command line, the dialogs and `docs/events.md` are made from this table; a command checks shapes before any guard
sees them.  Which values make sense is the guards' business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from desktop_oms.domain.errors import Refusal


@dataclass(frozen=True, slots=True)
class Argument:
    """One thing an event is told; `needed` ones are asked for, the others have a default said in `meaning`."""

    name: str
    shape: str
    meaning: str
    needed: bool = False


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _by_line(inner: Callable[[Any], bool]) -> Callable[[Any], bool]:
    def fits(value: Any) -> bool:
        return isinstance(value, Mapping) and all(_is_whole(key) and inner(one) for key, one in value.items())

    return fits


def _is_counts(value: Any) -> bool:
    return isinstance(value, Mapping) and all(isinstance(name, str) and _is_whole(n) for name, n in value.items())


def _is_address(value: Any) -> bool:
    return isinstance(value, Mapping) and all(isinstance(part, str) for part in (*value, *value.values()))


def _is_new_lines(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(_is_counts(one) for one in value)


# A shape's name, and what fits it. Money is minor units of the order's currency, times are milliseconds UTC.
SHAPES: dict[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str),
    "flag": lambda value: isinstance(value, bool),
    "units": _is_whole,
    "money": _is_whole,
    "time": _is_whole,
    "milliseconds": _is_whole,
    "grams": _is_whole,
    "key": _is_whole,
    "units_by_line": _by_line(_is_whole),
    "money_by_line": _by_line(_is_whole),
    "goods_by_line": _by_line(_is_whole),
    "counts_by_line": _by_line(_is_counts),
    "new_lines": _is_new_lines,
    "address": _is_address,
}

LONGEST_TEXT = 2_000  # characters of a text that a person gives

REASON = Argument("reason", "text", "why, for those who read the history later", needed=True)
PERSONS_REASON = Argument("reason", "text", "why; the system need not say", needed=True)
REMARK = Argument("reason", "text", "a remark")
AGREED = Argument("agreed", "flag", "the buyer was asked and agreed", needed=True)
AT = Argument("at", "time", "when it happened, else now")
TXN = Argument("txn", "text", "the provider's number of the payment")
PROOF = Argument("proof", "text", "transfer number or the like; the system need not say", needed=True)
CARRIER = Argument("carrier", "text", "the carrier's code")
IMPORTED = Argument("imported", "flag", "the order comes from a shop: gaps become tasks, nothing is reserved")
FULFILMENT = Argument("fulfilment_id", "key", "the fulfilment, else the first that has units ready")

ARGUMENTS: dict[str, tuple[Argument, ...]] = {
    "order.rewrite": (
        Argument("add", "new_lines", "sku_id, qty and price (money for one unit) of each line; gift=1: costs nothing"),
        Argument("address", "address", "name, phone, country, province, city, district, street, postcode; those named"),
        Argument("buyer", "text", "what the buyer is called"),
        Argument("discount", "money", "off the goods, else nothing"),
        Argument("shipping", "money", "what sending it costs the buyer, else nothing"),
        Argument("buyer_note", "text", "what the buyer said"),
        Argument("seller_note", "text", "for the house"),
        Argument("packing_note", "text", "for the packing bench"),
        Argument("delivery", "text", "the delivery method"),
        Argument("ship_by", "time", "the latest time to ship"),
        Argument("urgent", "flag", "to be done first"),
    ),
    "order.submit": (IMPORTED,),
    "order.request_payment": (
        IMPORTED,
        Argument("window", "milliseconds", "how long to wait for the money, else as the policy says"),
    ),
    "order.expire": (REMARK,),
    "order.cancel": (REASON,),
    "order.amend": (
        Argument("address", "address", "name, phone, country, province, city, district, street, postcode; those named"),
        Argument("remove", "units_by_line", "units taken out, unboxed ones only"),
        Argument("add", "new_lines", "sku_id, qty and price (money for one unit) of each new line; gift=1: free"),
        Argument("difference", "money", "the change of the bill that the person saw; refused when it is another"),
        Argument("sku", "goods_by_line", "goods of the catalogue for lines with an unknown SKU"),
        Argument("buyer_note", "text", "what the buyer wrote"),
        Argument("seller_note", "text", "for the house"),
        Argument("packing_note", "text", "for the packing bench"),
        Argument("delivery", "text", "the delivery method"),
        Argument("ship_by", "time", "the latest time to ship; 0: none"),
        Argument("urgent", "flag", "to be done first"),
        Argument("ship_partial", "flag", "the buyer takes what is there"),
        Argument("backorder", "flag", "the buyer waits for what is missing"),
    ),
    "order.confirm": (
        Argument("ship_partial", "flag", "ship what is there; the buyer agreed"),
        Argument("backorder", "flag", "wait for what is missing; the buyer agreed"),
    ),
    "order.complete": (
        Argument("reason", "text", "why; the buyer and the system need not say", needed=True),
        Argument("shop_says", "flag", "the shop calls it completed: the system need not wait"),
    ),
    "fulfilment.short": (
        Argument("lines", "units_by_line", "units not found, else all"),
        PERSONS_REASON,
    ),
    "fulfilment.split": (
        Argument("lines", "units_by_line", "units that go into a further fulfilment; some must stay", needed=True),
        Argument("warehouse_id", "key", "where they come from, else from where they are now"),
    ),
    "fulfilment.substitute": (AGREED, Argument("sku_id", "key", "the goods that go out instead", needed=True)),
    "fulfilment.give_up": (AGREED,),
    "fulfilment.decline": (REASON,),
    "parcel.open": (FULFILMENT, Argument("lines", "units_by_line", "units for this box, else all that is ready")),
    "parcel.scan": (
        Argument("line_id", "key", "the order line that was scanned", needed=True),
        Argument("units", "units", "pieces in, or out again when negative; else 1"),
    ),
    "parcel.take_out": (
        Argument("line_id", "key", "the order line, else everything that is blocked"),
        Argument("units", "units", "pieces taken out, else all of the line that are blocked"),
    ),
    "parcel.leave_out": (Argument("lines", "units_by_line", "units for a further parcel, else all not scanned yet"),),
    "parcel.miss": (Argument("lines", "units_by_line", "units that are not there, else all not scanned yet"),),
    "parcel.pack": (
        Argument("weight_g", "grams", "what the scale shows"),
        Argument("override", "flag", "a manager closes the box although pieces were not scanned"),
        Argument("reason", "text", "why, with an override"),
    ),
    "parcel.label": (
        Argument("waybill", "text", "the carrier's number for the box", needed=True),
        CARRIER,
        Argument("service", "text", "the carrier's service"),
        Argument("sort_code", "text", "the carrier's sorting code"),
    ),
    "parcel.report": (
        Argument("lines", "units_by_line", "what left", needed=True),
        Argument("fulfilment_id", "key", "the supplier's fulfilment it belongs to, if known"),
        CARRIER,
        Argument("waybill", "text", "the carrier's number, if known"),
        AT,
        Argument("tell", "flag", "tell the shop, which knows of its own parcels; else yes"),
    ),
    "parcel.deliver": (AT, PERSONS_REASON),
    "parcel.lose": (PERSONS_REASON,),
    "parcel.bounce": (
        Argument("refused", "flag", "the buyer refused it: ask for money back rather than send again"),
        PERSONS_REASON,
    ),
    "case.request": (
        Argument("kind", "text", "one of the case kinds", needed=True),
        Argument("lines", "units_by_line", "the units it is about; needed but for an allowance", needed=True),
        Argument("amounts", "money_by_line", "an allowance's money off each line"),
        Argument("shipping", "money", "an allowance's money off the shipping"),
        Argument("reason", "text", "the buyer's reason; needed from the desk when the window is over"),
        Argument("note", "text", "the buyer's words"),
        Argument("sku_id", "key", "other goods wanted instead, for an exchange"),
        Argument("unshipped", "flag", "an exchange of units still in the house"),
    ),
    "case.change_kind": (
        Argument("kind", "text", "one of the case kinds", needed=True),
        Argument("sku_id", "key", "other goods offered instead, for an exchange"),
        Argument("amount", "money", "an allowance's money; the buyer keeps the goods"),
    ),
    "case.approve": (
        Argument(
            "amount",
            "money",
            "a ceiling, with a reason; else all the units are worth when the refund starts",
        ),
        Argument("deduction", "money", "what is kept back"),
        Argument("lines", "units_by_line", "the units agreed to, else all that were asked for"),
        Argument("reason", "text", "why it is less than was asked for, or why one decides on one's own request"),
    ),
    "case.second_approve": (Argument("reason", "text", "why one decides alone, for a single operator"),),
    "case.reject": (REASON,),
    "case.withdraw": (REMARK,),
    "case.announce": (Argument("waybill", "text", "the number of the parcel that comes back", needed=True),),
    "case.receive": (
        Argument("lines", "counts_by_line", "sellable, damaged and wrong units that came", needed=True),
        Argument("reason", "text", "why a manager corrects the count"),
    ),
    "case.received": (Argument("rest_missing", "flag", "what did not come will not come"),),
    "case.restock": (
        Argument("lines", "counts_by_line", "restocked and scrapped units", needed=True),
        Argument("warehouse_id", "key", "where they go, else the first warehouse"),
    ),
    "case.send_back": (
        REASON,
        CARRIER,
        Argument("waybill", "text", "the number of the parcel back to the buyer"),
    ),
    "case.start_refund": (
        Argument("deduction", "money", "what is kept back for goods that came back damaged"),
        Argument("reason", "text", "why something is kept back"),
    ),
    "refund.succeed": (PROOF,),
    "refund.fail": (PERSONS_REASON,),
    "refund.cancel": (REMARK,),
    "refund.settle_manually": (PROOF,),
    "refund.reverse": (PERSONS_REASON,),
    "refund.report": (
        Argument("amount", "money", "what the shop gave back", needed=True),
        Argument("lines", "units_by_line", "the units it was for, if the shop says"),
        Argument("refund_no", "text", "the number the shop knows it by; one of ours is no news"),
        PROOF,
    ),
    "payment.start": (
        Argument("amount", "money", "what is to be paid", needed=True),
        Argument("provider", "text", "who brings the money, else by hand"),
        TXN,
    ),
    "payment.capture": (Argument("amount", "money", "what came, else what was asked"), TXN, AT),
    "payment.collect": (Argument("amount", "money", "what was taken, else what is owed"), TXN, AT),
    "payment.refuse": (PERSONS_REASON,),
    "hold.place": (
        REASON,
        Argument("note", "text", "a remark"),
        Argument("until", "time", "when it ends by itself, else never"),
        Argument("until_ship_by", "flag", "it ends at the order's ship-by time"),
        Argument("urgent_after", "flag", "the order is urgent afterwards"),
    ),
    "task.resolve": (Argument("reason", "text", "what was done, unless that can be seen", needed=True),),
    "task.assign": (Argument("owner", "text", "the login of who takes care of it, else nobody does"),),
}

# Refusals that only say that an argument is still missing: a button may ask for it.
MISSING = frozenset(
    {
        "reason_missing",
        "proof_missing",
        "waybill_missing",
        "buyer_not_asked",
        "sku_missing",
        "kind_missing",
        "units_missing",
        "line_missing",
        "amount_missing",
        "nothing_changed",
    }
)


def names(event: str) -> tuple[str, ...]:
    """The names of the arguments an event takes, those it needs first."""
    return tuple(one.name for one in sorted(ARGUMENTS.get(event, ()), key=lambda one: not one.needed))


def problem(event: str, args: Mapping[str, Any]) -> Refusal | None:
    """The first argument that the event does not know, or that has not its shape; None stands for not given."""
    known = {one.name: one for one in ARGUMENTS.get(event, ())}
    for name, value in args.items():
        if value is None or name == "reason":
            if not isinstance(value, str | None):
                return Refusal("argument_not_valid", {"name": name, "shape": "text"})
        elif name not in known:
            return Refusal("argument_unknown", {"name": name, "event": event})
        elif not SHAPES[known[name].shape](value):
            return Refusal("argument_not_valid", {"name": name, "shape": known[name].shape})
    return None


def overlong(args: Mapping[str, Any]) -> Refusal | None:
    """The first text, or part of an address, of more than 2,000 characters."""
    for name, value in args.items():
        texts = value if isinstance(value, Mapping) else {name: value}
        for field, text in texts.items():
            if isinstance(text, str) and len(text) > LONGEST_TEXT:
                return Refusal("field_too_long", {"field": field, "limit": LONGEST_TEXT})
    return None
