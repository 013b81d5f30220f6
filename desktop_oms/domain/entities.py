"""The rows that hang on an order, as the rules see them.

Lines, fulfilments, parcels, payments, cases, refunds, holds, tasks.

Each class holds exactly the columns of its table (storage adds the order's and the seller's keys).  Money is integer
minor units of the order's currency, units are pieces, times are milliseconds UTC, keys are 64-bit integers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

LIVE_PARCEL = frozenset({"open", "packed", "labelled"})
SENT_PARCEL = frozenset({"in_transit", "delivered", "lost"})
ENDED_CASE = frozenset({"completed", "rejected", "withdrawn"})
WITH_RETURN = frozenset({"return_refund", "exchange"})
LOST_KINDS = frozenset({"refund_lost", "resend"})
REPLACE_KINDS = frozenset({"exchange", "resend"})
OPEN_FULFILMENT = frozenset({"pending", "shortage", "allocated", "picking", "picked", "offered", "accepted"})
COMMITTED_REFUND = frozenset({"created", "pending", "unknown", "failed", "succeeded"})


@dataclass(slots=True)
class OrderLine:
    """One line of goods and where each of its units is.

    `kind` is sale, gift or replacement; a replacement has payable 0 and an `origin_line`, always the root sale line.
    `taken_out` are the cancelled units that no refund or exchange stands for.
    `committed` and `waived` are money booked for refunds and never collected; `withheld` is value the buyer forgoes
    by a deduction or a ceiling; `units_committed` are the units whose value was worked out, those of replacements
    included.
    """

    id: int
    seq: int
    kind: str
    qty: int
    sku_id: int | None = None
    sku_code: str = ""
    name: str = ""
    spec: str = ""
    external_id: str = ""
    origin_line: int | None = None
    unit_price: int = 0
    amount: int = 0
    payable: int = 0
    cancelled: int = 0
    taken_out: int = 0
    claimed: int = 0
    boxed: int = 0
    picked: int = 0
    shipped: int = 0
    in_transit: int = 0
    delivered: int = 0
    lost: int = 0
    returned: int = 0
    refunded: int = 0
    exchanged: int = 0
    claimed_shipped: int = 0
    committed: int = 0
    waived: int = 0
    withheld: int = 0
    units_committed: int = 0

    def take_out(self, units: int) -> None:
        """Units that leave the order without money: nobody pays for them, and should they come back they stay."""
        self.cancelled += units
        self.taken_out += units

    @property
    def to_ship(self) -> int:
        """Units that still have to be boxed; negative: so many boxed units are blocked and must be taken out."""
        return self.qty - self.cancelled - self.claimed - self.shipped - self.boxed

    @property
    def going_out(self) -> int:
        """Unshipped units that nobody has claimed or cancelled, boxed ones included."""
        return self.qty - self.cancelled - self.claimed - self.shipped

    @property
    def settled_shipped(self) -> int:
        """Shipped units already refunded or exchanged."""
        return max(0, self.refunded + self.exchanged + self.taken_out - self.cancelled)

    @property
    def free_shipped(self) -> int:
        """Shipped units that a case may still be opened for."""
        return max(0, self.shipped - self.claimed_shipped - self.settled_shipped)

    @property
    def value_left(self) -> int:
        """Money of this line not yet booked, waived or withheld."""
        return self.payable - self.committed - self.waived - self.withheld


@dataclass(slots=True)
class FulfilmentLine:
    """Units of a line that one fulfilment still has to send; `allocated` hold stock, `picked` lie on the bench."""

    id: int
    fulfilment_id: int
    line_id: int
    qty: int
    warehouse_id: int | None = None
    sku_id: int | None = None
    allocated: int = 0
    picked: int = 0


@dataclass(slots=True)
class Fulfilment:
    """Who sends a part of the order: an own warehouse, or a third-party supplier.

    `split_from` is the fulfilment it was split off from, when the order ships apart.
    """

    id: int
    seq: int
    state: str
    warehouse_id: int | None = None
    supplier_id: int | None = None
    reason: str = ""
    declined: str = ""
    wave_id: int | None = None
    split_from: int | None = None
    created_at: int = 0
    lines: list[FulfilmentLine] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """True while something of it may still go out."""
        return self.state in OPEN_FULFILMENT

    @property
    def refused(self) -> tuple[int, ...]:
        """Keys of the suppliers that declined it."""
        return tuple(int(key) for key in self.declined.split(",") if key)

    @property
    def units(self) -> int:
        """Units it still has to send."""
        return sum(line.qty for line in self.lines)

    def line_for(self, line_id: int) -> FulfilmentLine | None:
        """Its share of an order line, if any."""
        return next((line for line in self.lines if line.line_id == line_id), None)


@dataclass(slots=True)
class ParcelLine:
    """Units of an order line in one box: planned `qty`, `scanned` so far."""

    id: int
    parcel_id: int
    line_id: int
    qty: int
    scanned: int = 0


@dataclass(slots=True)
class Parcel:
    """One order's part of a box: what lies in it, its waybill, how far it has come.

    `kind` is outbound or send_back (refused by us).  Parcels of several orders that travel in one box bear the same
    `box_id`, the key of one of them; None: the box is this order's alone.
    """

    id: int
    seq: int
    state: str
    kind: str = "outbound"
    fulfilment_id: int | None = None
    warehouse_id: int | None = None
    reported: bool = False
    carrier: str = ""
    service: str = ""
    waybill: str | None = None
    sort_code: str = ""
    weight_g: int | None = None
    station_id: int = 0
    claimed_by: str = ""
    box_id: int | None = None
    manifest_id: int | None = None
    opened_at: int | None = None
    packed_at: int | None = None
    labelled_at: int | None = None
    printed_at: int | None = None
    handed_at: int | None = None
    delivered_at: int | None = None
    lines: list[ParcelLine] = field(default_factory=list)

    @property
    def is_live(self) -> bool:
        """True while the box is in the house."""
        return self.state in LIVE_PARCEL

    @property
    def leads(self) -> bool:
        """True for the parcel that stands for its whole box: it alone has a box, or gave the box its key."""
        return self.box_id in (None, self.id)

    def line_for(self, line_id: int) -> ParcelLine | None:
        """The units of an order line in this box, if any."""
        return next((line for line in self.lines if line.line_id == line_id), None)


@dataclass(slots=True)
class Payment:
    """One attempt to pay; `committed` is what refunds already take from it."""

    id: int
    seq: int
    state: str
    provider: str
    amount: int
    txn: str | None = None
    captured: int = 0
    committed: int = 0
    due_at: int | None = None
    at: int | None = None


@dataclass(slots=True)
class CaseLine:
    """Units a case is about: `unshipped` and `shipped`, what came back, and the value booked at refund start.

    `missing` are announced units that will not come; `units_booked` are those settled in money.  The `declined` ones
    were asked for and not agreed to: they are free, and asked for again when the decision is taken back.
    """

    id: int
    case_id: int
    line_id: int
    unshipped: int = 0
    shipped: int = 0
    amount: int = 0
    received: int = 0
    missing: int = 0
    sellable: int = 0
    damaged: int = 0
    wrong: int = 0
    restocked: int = 0
    scrapped: int = 0
    sent_back: int = 0
    units_booked: int = 0
    booked: int = 0
    waived: int = 0
    withheld: int = 0
    replacement_line: int | None = None
    declined_unshipped: int = 0
    declined_shipped: int = 0

    @property
    def declined(self) -> int:
        """Units asked for that were not agreed to."""
        return self.declined_unshipped + self.declined_shipped

    @property
    def qty(self) -> int:
        """Units claimed."""
        return self.unshipped + self.shipped


@dataclass(slots=True)
class Case:
    """An after-sales case 售后单: a request for money, a replacement or a re-send, with who decided what."""

    id: int
    seq: int
    kind: str
    state: str
    reason: str = ""
    note: str = ""
    ceiling: int | None = None
    deduction: int = 0
    deduction_reason: str = ""
    shipping_booked: int = 0
    shipping_waived: int = 0
    replacement_sku: int | None = None
    paused: bool = False
    requested_by: int = 0
    approved_by: int | None = None
    second_by: int | None = None
    requested_at: int = 0
    decided_at: int | None = None
    send_after: int | None = None
    return_due_at: int | None = None
    return_waybill: str = ""
    ended_at: int | None = None
    due_at: int | None = None
    worth: int = 0
    lines: list[CaseLine] = field(default_factory=list)

    @property
    def about_lost(self) -> bool:
        """True for money or a re-send because the carrier lost a parcel (not because goods were missing in it)."""
        return self.kind in LOST_KINDS and self.reason != "missing"

    @property
    def is_live(self) -> bool:
        """True until it is completed, rejected or withdrawn."""
        return self.state not in ENDED_CASE

    def line_for(self, line_id: int) -> CaseLine | None:
        """The case's claim on an order line, if any."""
        return next((line for line in self.lines if line.line_id == line_id), None)


@dataclass(slots=True)
class Refund:
    """Money on its way back through one payment; `refund_no` is the key the gateway knows it by."""

    id: int
    refund_no: str
    state: str
    payment_id: int
    amount: int
    case_id: int | None = None
    reason: str = ""
    proof: str = ""
    attempts: int = 0
    was_reversed: bool = False
    created_by: int = 0
    created_at: int = 0
    settled_at: int | None = None


@dataclass(slots=True)
class Hold:
    """A reason to wait, with an optional end; several may stand at once."""

    id: int
    state: str
    reason: str
    note: str = ""
    until: int | None = None
    urgent_after: bool = False
    placed_by: int = 0
    placed_at: int = 0
    released_at: int | None = None


@dataclass(slots=True)
class Task:
    """An exception 异常 that needs a person: what is wrong, whether it blocks, and what it is about."""

    id: int
    kind: str
    state: str
    blocking: bool = False
    line_id: int | None = None
    subject_id: int | None = None
    detail: str = ""
    owner: str = ""
    opened_at: int = 0
    solved_at: int | None = None
    solved_by: str = ""
