"""The order itself, with everything that hangs on it: the one thing that rules and commands work on.

Class and table hold the same columns; the child rows are in `entities.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop_oms.domain.entities import (
    COMMITTED_REFUND,
    Case,
    Fulfilment,
    Hold,
    OrderLine,
    Parcel,
    Payment,
    Refund,
    Task,
)

ENDED = frozenset({"cancelled", "closed"})


@dataclass(slots=True)
class Order:
    """An order with all its rows. `stage` is truth; `status`, `badges` and `work_stage` are its projection."""

    id: int
    merchant_id: int
    channel_id: int
    number: str
    currency: str
    stage: str
    status: str = "new"
    work_stage: str = "none"
    badges: int = 0
    external_no: str | None = None
    version: int = 0
    event_seq: int = 0
    created_at: int = 0
    placed_at: int = 0
    paid_at: int | None = None
    pay_due_at: int | None = None
    ship_by: int | None = None
    confirmed_at: int | None = None
    completed_at: int | None = None
    ended_at: int | None = None
    goods: int = 0
    discount_seller: int = 0
    discount_platform: int = 0
    shipping: int = 0
    tax: int = 0
    total: int = 0
    captured: int = 0
    committed: int = 0
    refunded: int = 0
    waived: int = 0
    shipping_committed: int = 0
    shipping_waived: int = 0
    shipping_withheld: int = 0
    over_refunded: int = 0
    buyer: str = ""
    ship_name: str = ""
    ship_phone: str = ""
    ship_country: str = ""
    ship_province: str = ""
    ship_city: str = ""
    ship_district: str = ""
    ship_street: str = ""
    ship_postcode: str = ""
    ship_masked: bool = False
    ship_token: str = ""
    delivery: str = ""
    buyer_note: str = ""
    seller_note: str = ""
    packing_note: str = ""
    ship_partial: bool = False
    backorder: bool = False
    urgent: bool = False
    changed_in_shop: bool = False
    history: bool = False
    reason: str = ""
    content_hash: str = ""
    item_count: int = 0
    summary: str = ""
    phone_tail: str = ""
    lines: list[OrderLine] = field(default_factory=list)
    fulfilments: list[Fulfilment] = field(default_factory=list)
    parcels: list[Parcel] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    refunds: list[Refund] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)

    @property
    def due(self) -> int:
        """What the buyer owes in all: the total less what was waived on delivery."""
        return self.total - self.waived

    @property
    def shipping_left(self) -> int:
        """Shipping money not yet refunded, waived or withheld."""
        return self.shipping - self.shipping_committed - self.shipping_waived - self.shipping_withheld

    @property
    def collected(self) -> int:
        """Money captured that was not given back as paid too much; refunds of cases do not lessen it."""
        return self.captured - sum(
            refund.amount for refund in self.refunds if refund.case_id is None and refund.state in COMMITTED_REFUND
        )

    @property
    def collect(self) -> int:
        """What the buyer still owes: for cash on delivery the amount on the label."""
        return max(0, self.due - self.collected)

    @property
    def ended(self) -> bool:
        """True for a cancelled or fully refunded order: nothing of it goes out any more."""
        return self.stage in ENDED

    @property
    def promised(self) -> bool:
        """True while a cash-on-delivery promise stands."""
        return any(payment.state == "promised" for payment in self.payments)

    @property
    def held(self) -> bool:
        """True while a hold stands."""
        return any(hold.state == "live" for hold in self.holds)

    def line(self, line_id: int) -> OrderLine:
        """The order line with that key; a KeyError is a bug of the caller."""
        for line in self.lines:
            if line.id == line_id:
                return line
        raise KeyError(line_id)

    def origin(self, line: OrderLine) -> OrderLine:
        """The sale line whose money a line stands for: itself, or a replacement's root."""
        return line if line.origin_line is None else self.line(line.origin_line)

    def replaces(self, line: OrderLine) -> bool:
        """True while a case that has not ended waits for this replacement line to go out."""
        return line.kind == "replacement" and any(
            row.replacement_line == line.id for case in self.live_cases() for row in case.lines
        )

    def live_parcels(self) -> Iterator[Parcel]:
        """Boxes that are still in the house."""
        return (parcel for parcel in self.parcels if parcel.is_live)

    def live_cases(self) -> Iterator[Case]:
        """Cases not yet completed, rejected or withdrawn."""
        return (case for case in self.cases if case.is_live)

    def open_fulfilments(self) -> Iterator[Fulfilment]:
        """Fulfilments of which something may still go out."""
        return (part for part in self.fulfilments if part.is_open)

    def open_tasks(self) -> Iterator[Task]:
        """Tasks nobody has solved yet."""
        return (task for task in self.tasks if task.state == "open")
