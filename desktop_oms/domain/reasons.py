"""Why buyers ask for after-sales, and why a request is refused: the codes that are offered, by kind.

A reason may also be a sentence of somebody's own: a shop's file and a caller know no codes.  The words of a code are
`reason.<code>` and `reject.<code>`; a code that names bad quality opens the longer window (`cases.QUALITY_REASONS`).
"""

from __future__ import annotations

from collections.abc import Mapping

GOODS = ("quality", "damaged", "wrong_goods", "missing", "not_as_described")

REASONS: Mapping[str, tuple[str, ...]] = {
    "refund_unshipped": ("not_wanted", "wrong_order", "wrong_address", "too_slow", "cheaper_elsewhere", "agreed"),
    "refund_only": (*GOODS, "never_arrived", "agreed"),
    "return_refund": ("not_wanted", *GOODS, "size", "agreed"),
    "exchange": ("size", "colour", *GOODS, "agreed"),
    "resend": ("missing", "lost", "damaged"),
    "refund_lost": ("lost", "never_arrived"),
    "refused_parcel": ("parcel_refused", "not_reached", "damaged"),
    "shortage": ("shortage",),
    "allowance": ("price_drop", "goodwill", "damaged", "late", "shipping_back"),
}

# Field practice: shops want one of these, and words of one's own with it.
REJECT_REASONS = (
    "other_goods_inside",
    "not_sellable",
    "waybill_wrong",
    "window_over",
    "signed_complete",
    "already_sent",
    "agreed_otherwise",
)


# Why orders wait; a house has further ones of its own, and anything may be typed.
HOLD_REASONS = ("buyer_asks", "address_check", "stock_check", "risk_check", "presale", "goods_on_way")


def reasons_of(kind: str) -> tuple[str, ...]:
    """The codes that are offered for a kind of case, the commonest first; none for an unknown kind."""
    return REASONS.get(kind, ())
