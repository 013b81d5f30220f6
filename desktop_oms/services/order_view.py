"""An order as the detail pane and `order NUMBER` show it: plain data, ready to be read, nothing to be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_oms.domain.changes import Value
from desktop_oms.domain.entities import Case, Fulfilment, Hold, OrderLine, Parcel, Payment, Refund, Task
from desktop_oms.domain.order import Order
from desktop_oms.domain.returns import decided
from desktop_oms.services.receivers import Receiver
from desktop_oms.storage.review_rows import ReviewRow
from desktop_oms.storage.sending_rows import TrackingEvent


@dataclass(frozen=True, slots=True)
class Stop:
    """One of the seven forward statuses on the stepper: done, current or to_come, and when it was reached (ms UTC)."""

    status: str
    state: str
    at: int | None


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of goods and what became of its units; money in minor units."""

    id: int
    seq: int
    kind: str
    sku: str
    name: str
    spec: str
    bin: str
    picture: str
    qty: int
    unit_price: int
    amount: int
    payable: int
    units: tuple[tuple[str, int], ...]
    known: bool
    taken_out: int = 0


@dataclass(frozen=True, slots=True)
class PartView:
    """A fulfilment: who sends what."""

    id: int
    seq: int
    state: str
    sender: str
    third_party: bool
    lines: tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class ParcelView:
    """A parcel with its goods and tracking, and when its facts came about (ms UTC).

    Number fetched (`labelled_at`), printed, handed over, told to the shop (`reported_at`), delivered.  `from_shop`: the
    shop or a supplier sent it, so it knows.  `mates` are the numbers of the other orders in the same box.
    """

    id: int
    seq: int
    state: str
    kind: str
    carrier: str
    waybill: str
    claimed_by: str
    weight_g: int | None
    pieces: int
    scanned: int
    labelled_at: int | None
    printed_at: int | None
    handed_at: int | None
    delivered_at: int | None
    lines: tuple[tuple[str, int, int], ...]
    tracking: tuple[TrackingEvent, ...]
    reported_at: int | None
    from_shop: bool
    mates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseView:
    """An after-sales case: kind, state, what it claims and is worth now (minor units).

    `awaited` and `to_put_away` are units by line that are still to come, and that came and lie on the bench.
    """

    id: int
    seq: int
    kind: str
    state: str
    reason: str
    worth: int
    lines: tuple[tuple[str, int], ...]
    awaited: tuple[tuple[int, int], ...] = ()
    to_put_away: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Altered:
    """A field that changed: of which row (kind and what people call it), what stood there and what stands there now."""

    machine: str
    subject: str
    field: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history: when, who, at which station, what happened to which row, and the facts kept of it.

    `actor` is the login that did it, `name` what its person is called; `goods` are the units it was about, `changes`
    the fields that changed by the whole command, at its first entry.  What was done beside the order has no `seq`.
    """

    seq: int
    at: int
    actor: str
    station: str
    machine: str
    event: str
    subject: str
    from_state: str
    to_state: str
    status_before: str
    status_after: str
    facts: Mapping[str, object]
    name: str
    goods: tuple[tuple[str, int], ...] = ()
    changes: tuple[Altered, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do now: the event, the row it is about, what it asks for, and why not (empty: allowed)."""

    event: str
    subject_id: int | None
    subject: str
    needs: tuple[str, ...]
    refusal: str
    facts: Mapping[str, object]

    @property
    def allowed(self) -> bool:
        """True when it may be done now by this person."""
        return not self.refusal


@dataclass(frozen=True, slots=True)
class OrderView:
    """Everything one order shows.

    `case_units` says of which lines how many units a case of each kind could be about now.
    """

    id: int
    number: str
    external_no: str
    version: int
    channel: str
    channel_kind: str
    seller: str
    time_zone: str
    currency: str
    stage: str
    status: str
    work_stage: str
    badges: tuple[str, ...]
    history_only: bool
    placed_at: int
    created_at: int
    ship_by: int | None
    pay_due_at: int | None
    stops: tuple[Stop, ...]
    branches: tuple[tuple[str, ...], ...]
    lines: tuple[LineView, ...]
    money: tuple[tuple[str, int], ...]
    receiver: Receiver
    buyer: str
    delivery: str
    notes: tuple[tuple[str, str], ...]
    parts: tuple[PartView, ...]
    parcels: tuple[ParcelView, ...]
    payments: tuple[Payment, ...]
    cases: tuple[CaseView, ...]
    refunds: tuple[Refund, ...]
    holds: tuple[Hold, ...]
    tasks: tuple[Task, ...]
    entries: tuple[Entry, ...]
    actions: tuple[Action, ...]
    reviews: tuple[ReviewRow, ...] = ()
    case_units: Mapping[str, Mapping[int, int]] = field(default_factory=dict)

    def action(self, event: str) -> Action | None:
        """The first action with that event: an allowed one if there is any."""
        found = [action for action in self.actions if action.event == event]
        return next((action for action in found if action.allowed), found[0] if found else None)


UNIT_COUNTERS = (
    "delivered",
    "in_transit",
    "lost",
    "boxed",
    "picked",
    "claimed",
    "cancelled",
    "returned",
    "refunded",
    "exchanged",
)


def unit_counts(line: OrderLine) -> tuple[tuple[str, int], ...]:
    """Where the units of a line are, without the zeros: (what, how many)."""
    counts: list[tuple[str, int]] = []
    to_ship = max(0, line.to_ship)
    if to_ship:
        counts.append(("to_ship", to_ship))
    if line.to_ship < 0:
        counts.append(("blocked", -line.to_ship))
    counts.extend((name, getattr(line, name)) for name in UNIT_COUNTERS if getattr(line, name))
    return tuple(counts)


def part_view(part: Fulfilment, sender: str, codes: Mapping[int, str]) -> PartView:
    """A fulfilment with its sender's name and, per line, code, units, allocated and picked."""
    lines = tuple((codes[row.line_id], row.qty, row.allocated, row.picked) for row in part.lines)
    return PartView(part.id, part.seq, part.state, sender, part.supplier_id is not None, lines)


def parcel_view(
    parcel: Parcel,
    codes: Mapping[int, str],
    tracking: tuple[TrackingEvent, ...],
    reported_at: int | None,
    mates: tuple[str, ...] = (),
) -> ParcelView:
    """A parcel with, per line, code, planned and scanned pieces."""
    return ParcelView(
        parcel.id,
        parcel.seq,
        parcel.state,
        parcel.kind,
        parcel.carrier,
        parcel.waybill or "",
        parcel.claimed_by,
        parcel.weight_g,
        sum(row.qty for row in parcel.lines),
        sum(row.scanned for row in parcel.lines),
        parcel.labelled_at,
        parcel.printed_at,
        parcel.handed_at,
        parcel.delivered_at,
        tuple((codes[row.line_id], row.qty, row.scanned) for row in parcel.lines),
        tracking,
        reported_at,
        parcel.reported,
        mates,
    )


def case_view(case: Case, worth: int, codes: Mapping[int, str]) -> CaseView:
    """A case with, per line, code and claimed units."""
    lines = tuple((codes[row.line_id], row.qty) for row in case.lines)
    awaited = tuple((row.line_id, row.shipped - row.received - row.missing) for row in case.lines)
    on_the_bench = tuple((row.line_id, row.received - decided(row)) for row in case.lines)
    left = (tuple(row for row in rows if row[1] > 0) for rows in (awaited, on_the_bench))
    return CaseView(case.id, case.seq, case.kind, case.state, case.reason, worth, lines, *left)


def notes(order: Order) -> tuple[tuple[str, str], ...]:
    """The notes that are not empty: (whose, text)."""
    found = (("buyer_note", order.buyer_note), ("seller_note", order.seller_note), ("packing_note", order.packing_note))
    return tuple((name, text) for name, text in found if text)
