"""How far the shop says an order has come, out of the state words of its rows.

Each word of a profile stands for signals: a `ShopState`, or `refund_open`, `presale`, `none`.  Every line gets its own
state, because parts of an order ship, close and are refunded on their own; the order's state sums the lines up.
A word that no profile knows refuses the row, except in the after-sales column, where it counts as an open refund: an
order that should have been stopped costs more than one that is looked at in vain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_oms.domain.incoming import ShopState
from desktop_oms.gateways.files.cells import words_key
from desktop_oms.gateways.files.layouts import Layout
from desktop_oms.gateways.files.profiles import Profile
from desktop_oms.gateways.files.tables import Row

Signals = Mapping[str, tuple[str, ...]]
"""Signals by the field they were read from."""

_FROM_THE_ORDER = ("state", "pay_state", "ship_state")
_STRONGEST_FIRST = (
    ShopState.REFUNDED,
    ShopState.CANCELLED,
    ShopState.COMPLETED,
    ShopState.SHIPPED,
    ShopState.PARTLY_SHIPPED,
    ShopState.UNPAID,
    ShopState.PAID,
)
GONE = (ShopState.REFUNDED, ShopState.CANCELLED)
LEFT = (ShopState.SHIPPED, ShopState.COMPLETED)


@dataclass(frozen=True, slots=True)
class LineState:
    """What the shop says of one line. `shipped` tells that all of it has left, even when it was refunded later."""

    state: ShopState
    shipped: bool
    refund_open: bool
    presale: bool
    unpaid: bool


def row_signals(layout: Layout, row: Row, profile: Profile) -> dict[str, tuple[str, ...]]:
    """The signals of the state words on one row; a word that is not known raises `Fault` row_state_unknown."""
    signals = {}
    for name, words in profile.states.items():
        text = layout.text(row, name)
        if not text:
            continue
        found = words.get(text) or words.get(words_key(text))
        if found is None:
            if name not in ("refund_state", "cancel_wish"):
                raise layout.fault(row, name, "row_state_unknown", value=text)
            found = ("refund_open",)
        signals[name] = found
    return signals


def order_signals(layout: Layout, rows: Sequence[Row], profile: Profile) -> dict[str, tuple[str, ...]]:
    """For each state column the signals of the first row that fills it."""
    merged: dict[str, tuple[str, ...]] = {}
    for row in rows:
        for name, signals in row_signals(layout, row, profile).items():
            merged.setdefault(name, signals)
    return merged


def line_state(own: Signals, order: Signals, default: str) -> LineState:
    """A line's state: its own words, and the order's where the file tells them once for all lines."""
    told = {name: signals for name, signals in order.items() if name in _FROM_THE_ORDER or name not in own}
    told.update(own)
    if "line_state" in told:
        told.pop("ship_state", None)
    signals = {signal for found in told.values() for signal in found}
    if not signals - {"none", "refund_open", "presale"} and default:
        signals.add(default)
    state = next((state for state in _STRONGEST_FIRST if state in signals), ShopState.PAID)
    return LineState(
        state=state,
        shipped=any(left in signals for left in LEFT),
        refund_open="refund_open" in signals,
        presale="presale" in signals,
        unpaid=ShopState.UNPAID in signals,
    )


def order_state(lines: Sequence[LineState]) -> ShopState:
    """The order's state out of its lines' states: closed lines do not count while others live."""
    living = {line.state for line in lines if line.state not in GONE}
    if not living:
        return ShopState.REFUNDED if any(line.state is ShopState.REFUNDED for line in lines) else ShopState.CANCELLED
    if living <= set(LEFT):
        return ShopState.SHIPPED if ShopState.SHIPPED in living else ShopState.COMPLETED
    if living & {*LEFT, ShopState.PARTLY_SHIPPED}:
        return ShopState.PARTLY_SHIPPED
    return ShopState.UNPAID if ShopState.UNPAID in living else ShopState.PAID
