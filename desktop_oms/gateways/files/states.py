"""How far the shop says an order has come, out of the state words of its rows.

Each word of a profile stands for signals: a `ShopState`, or `refund_open`, `presale`, `none`.  Every line gets its own
state, because parts of an order ship, close and are refunded on their own; the order's state sums the lines up.
A word that no profile knows refuses the row, except in the after-sales column, where it counts as an open refund: an
order that should have been stopped costs more than one that is looked at in vain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from desktop_oms.domain.incoming import ShopState
from desktop_oms.gateways.files.cells import words_key
from desktop_oms.gateways.files.layouts import Fields, Layout
from desktop_oms.gateways.files.profiles import PROFILES, Profile

Signals = tuple[tuple[str, tuple[str, ...]], ...]
"""Signals with the field they were read from."""

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


def signals_of(fields: Fields, profile: Profile) -> Signals:
    """The signals of the state words; a word that is not known raises `Fault` row_state_unknown."""
    texts = fields.texts
    words = tuple([texts.get(name, "") for name in profile.states])
    try:
        return _signals(profile.name, words)
    except _UnknownWordError as unknown:
        raise fields.fault(unknown.field, "row_state_unknown", value=texts[unknown.field]) from None


class _UnknownWordError(Exception):
    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@lru_cache(maxsize=2_000)
def _signals(profile: str, words: tuple[str, ...]) -> Signals:
    signals = []
    for (name, known), word in zip(PROFILES[profile].states.items(), words, strict=True):
        if not word:
            continue
        found = known.get(words_key(word))
        if found is None:
            if name not in ("refund_state", "cancel_wish"):
                raise _UnknownWordError(name)
            found = ("refund_open",)
        signals.append((name, found))
    return tuple(signals)


def shared_signals(order: Signals, items: Layout) -> Signals:
    """What the order's state columns tell of all its lines: not what stands on each row of the items."""
    return tuple([(name, found) for name, found in order if name in _FROM_THE_ORDER or name not in items.places])


@lru_cache(maxsize=2_000)
def line_state(own: Signals, order: Signals, default: str) -> LineState:
    """A line's state: what the order tells of all its lines, overruled by the line's own words."""
    told = dict(order)
    told.update(own)
    if "line_state" in told:
        told.pop("ship_state", None)
    signals = {signal for found in told.values() for signal in found}
    if not signals - {"none", "refund_open", "presale"} and default:
        signals.add(default)
    return LineState(
        state=next((state for state in _STRONGEST_FIRST if state in signals), ShopState.PAID),
        shipped=any(left in signals for left in LEFT),
        refund_open="refund_open" in signals,
        presale="presale" in signals,
        unpaid=ShopState.UNPAID in signals,
    )


def order_state(lines: Sequence[LineState]) -> ShopState:
    """The order's state out of its lines' states: closed lines do not count while others live."""
    if len(lines) == 1:
        return lines[0].state
    living = {line.state for line in lines if line.state not in GONE}
    if not living:
        return ShopState.REFUNDED if any(line.state is ShopState.REFUNDED for line in lines) else ShopState.CANCELLED
    if living <= set(LEFT):
        return ShopState.SHIPPED if ShopState.SHIPPED in living else ShopState.COMPLETED
    if living & {*LEFT, ShopState.PARTLY_SHIPPED}:
        return ShopState.PARTLY_SHIPPED
    return ShopState.UNPAID if ShopState.UNPAID in living else ShopState.PAID
