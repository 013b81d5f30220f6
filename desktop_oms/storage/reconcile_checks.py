"""The questions of `reconcile` in set SQL: each finds the orders that break one invariant, whatever their number.

Every query returns the order's key and the facts named beside it.  They ask what `domain/invariants.py` asks of one
order in memory, and a test holds the two together.  States come from the domain as lists (`:live_parcel` and so on).

Reading a table of millions costs far more than asking about its rows.  So the questions about orders share one `Pass`
over them, and those about lines another: it counts how often each is answered, and only a question that found something
is asked by itself.  What few orders have (refunds, holds, shortages) is compared from its own side, and joined to no
pass: looking it up in vain for each order would cost as much as reading it.  CROSS JOIN tells SQLite the order.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop_oms.domain.entities import COMMITTED_REFUND, ENDED_CASE, LIVE_PARCEL, OPEN_FULFILMENT
from desktop_oms.domain.order import ENDED
from desktop_oms.domain.printing import OPEN, SENDABLE

STATES: dict[str, list[str]] = {
    "live_parcel": sorted(LIVE_PARCEL),
    "ended_case": sorted(ENDED_CASE),
    "ended_order": sorted(ENDED),
    "open_part": sorted(OPEN_FULFILMENT),
    "taken_back": sorted(COMMITTED_REFUND),
    "wave_at_work": ["open", "picking", "sorting"],
    "print_to_send": sorted(SENDABLE),
    "print_open": sorted(OPEN),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One question: the invariant, its word (`reconcile.<code>`), the names of the facts, and the query."""

    invariant: str
    code: str
    facts: tuple[str, ...]
    sql: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that shares its pass: what it shows of a row that breaks the invariant, and which rows do."""

    invariant: str
    code: str
    facts: tuple[str, ...]
    shown: str
    broken: str


@dataclass(frozen=True, slots=True)
class Pass:
    """Questions about the rows of one source, answered by reading it once."""

    source: str
    asked: tuple[Asked, ...]

    @property
    def counting(self) -> str:
        """A query with one row: how many rows break each invariant, in the order of `asked`."""
        counts = ", ".join(f"count(*) FILTER (WHERE {one.broken})" for one in self.asked)
        return " ".join(("SELECT", counts, "FROM", self.source))

    @property
    def checks(self) -> tuple[Check, ...]:
        """The same questions, each by itself."""
        return tuple(
            Check(
                one.invariant,
                one.code,
                one.facts,
                " ".join(("SELECT", one.shown, "FROM", self.source, "WHERE", one.broken)),
            )
            for one in self.asked
        )


ORDERS = Pass(
    """orders o
    LEFT JOIN (SELECT order_id, sum(captured) AS captured FROM payments GROUP BY order_id) p ON p.order_id = o.id
    LEFT JOIN (
        SELECT order_id, sum(payable) AS payable, sum(waived) AS waived FROM order_lines GROUP BY order_id
    ) l ON l.order_id = o.id
    LEFT JOIN (
        SELECT order_id, count(*) AS events, max(seq) AS last FROM order_events GROUP BY order_id
    ) e ON e.order_id = o.id
    LEFT JOIN order_search s ON s.order_id = o.id""",
    (
        Asked(
            "I1",
            "refunds_over_captured",
            ("refunded", "committed", "captured"),
            "o.id, o.refunded, o.committed, o.captured",
            "o.refunded < 0 OR o.refunded > o.committed OR o.committed > o.captured",
        ),
        Asked(
            "I1",
            "refunds_not_summed",
            ("committed", "committed_sum", "refunded", "refunded_sum"),
            "o.id, o.committed, 0, o.refunded, 0",
            """(o.committed <> 0 OR o.refunded <> 0)
            AND NOT EXISTS (SELECT 1 FROM refunds r WHERE r.order_id = o.id)""",
        ),
        Asked(
            "I1",
            "payments_not_summed",
            ("captured", "captured_sum"),
            "o.id, o.captured, coalesce(p.captured, 0)",
            "o.captured <> coalesce(p.captured, 0)",
        ),
        Asked(
            "I2",
            "total_not_summed",
            ("payables", "shipping", "total"),
            "o.id, coalesce(l.payable, 0), o.shipping, o.total",
            """coalesce(l.payable, 0) + o.shipping <> o.total AND o.stage <> 'draft'
            AND NOT (o.stage = 'cancelled' AND coalesce(l.payable, 0) = 0)""",
        ),
        Asked(
            "I6",
            "waived_not_summed",
            ("waived", "waived_sum"),
            "o.id, o.waived, coalesce(l.waived, 0) + o.shipping_waived",
            "o.waived <> coalesce(l.waived, 0) + o.shipping_waived",
        ),
        Asked(
            "I7",
            "shipping_over_refunded",
            ("committed", "waived", "withheld", "shipping"),
            "o.id, o.shipping_committed, o.shipping_waived, o.shipping_withheld, o.shipping",
            """o.shipping_committed < 0
            OR o.shipping_committed + o.shipping_waived + o.shipping_withheld > o.shipping""",
        ),
        Asked(
            "I9",
            "status_not_of_its_stage",
            ("stage", "status", "work_stage"),
            "o.id, o.stage, o.status, o.work_stage",
            """NOT (
                (o.stage = 'closed' AND o.status = 'refunded') OR (o.stage = 'confirmed' AND o.status = 'shipped')
                OR (o.stage = o.status AND o.stage IN (
                    'draft', 'submitted', 'awaiting_payment', 'paid', 'confirmed', 'completed', 'cancelled'))
                OR (o.stage NOT IN ('draft', 'cancelled', 'closed') AND o.status IN ('refunding', 'exchanging'))
            ) OR (o.stage IN ('submitted', 'awaiting_payment')) <> (o.work_stage = 'to_pay')
            OR (o.work_stage <> 'none' AND o.stage NOT IN ('submitted', 'awaiting_payment', 'paid', 'confirmed'))""",
        ),
        Asked(
            "I9",
            "badges_not_of_its_rows",
            ("badges",),
            "o.id, o.badges",
            """((o.badges & 4) <> 0) <> (o.refunded > 0 AND o.stage NOT IN :ended_order)
            OR ((o.badges & 64) <> 0) <> o.urgent OR ((o.badges & 128) <> 0) <> o.changed_in_shop""",
        ),
        Asked(
            "I10",
            "cancelled_keeps_money",
            ("captured", "refunded"),
            "o.id, o.captured, o.refunded",
            """o.stage = 'cancelled' AND o.captured <> o.refunded
            AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.order_id = o.id AND t.state = 'open')""",
        ),
        Asked(
            "I12",
            "history_has_gap",
            ("event_seq", "events", "last"),
            "o.id, o.event_seq, coalesce(e.events, 0), coalesce(e.last, 0)",
            "o.event_seq <> coalesce(e.events, 0) OR o.event_seq <> coalesce(e.last, 0)",
        ),
        Asked("search", "not_searchable", (), "o.id", "s.order_id IS NULL"),
    ),
)

LINES = Pass(
    """order_lines l
    LEFT JOIN (
        SELECT r.line_id, sum(r.unshipped) AS unshipped, sum(r.shipped) AS shipped
        FROM case_lines r JOIN cases c ON c.id = r.case_id WHERE c.state NOT IN :ended_case GROUP BY r.line_id
    ) c ON c.line_id = l.id
    LEFT JOIN (
        SELECT r.line_id, sum(r.qty) AS qty
        FROM parcels p CROSS JOIN parcel_lines r WHERE r.parcel_id = p.id AND p.state IN :live_parcel
        GROUP BY r.line_id
    ) b ON b.line_id = l.id
    LEFT JOIN (
        SELECT r.line_id, sum(r.qty) AS qty, sum(r.allocated) AS allocated, sum(r.picked) AS picked
        FROM fulfilment_lines r JOIN fulfilments f ON f.id = r.fulfilment_id
        WHERE f.state IN :open_part GROUP BY r.line_id
    ) f ON f.line_id = l.id""",
    (
        Asked(
            "I3",
            "units_over_ordered",
            ("line", "cancelled", "claimed", "shipped", "qty"),
            "l.order_id, l.seq, l.cancelled, l.claimed, l.shipped, l.qty",
            """l.cancelled + l.claimed + l.shipped > l.qty OR l.cancelled < 0 OR l.taken_out < 0 OR l.claimed < 0
            OR l.boxed < 0 OR l.picked < 0 OR l.shipped < 0 OR l.in_transit < 0 OR l.delivered < 0 OR l.lost < 0
            OR l.returned < 0 OR l.refunded < 0 OR l.exchanged < 0 OR l.claimed_shipped < 0 OR l.committed < 0
            OR l.waived < 0 OR l.withheld < 0 OR l.units_committed < 0""",
        ),
        Asked(
            "I4",
            "shipped_not_somewhere",
            ("line", "in_transit", "delivered", "lost", "shipped", "returned"),
            "l.order_id, l.seq, l.in_transit, l.delivered, l.lost, l.shipped, l.returned",
            "l.in_transit + l.delivered + l.lost <> l.shipped OR l.returned > l.delivered",
        ),
        Asked(
            "I5",
            "settled_over_units",
            ("line", "settled", "claimed", "claimed_shipped", "cancelled", "shipped", "returned"),
            """l.order_id, l.seq, l.refunded + l.exchanged, l.claimed, l.claimed_shipped, l.cancelled, l.shipped,
            l.returned""",
            """l.refunded + l.exchanged + l.claimed + l.claimed_shipped > l.qty
            OR l.refunded + l.exchanged + l.claimed_shipped > l.cancelled + l.shipped
            OR (l.cancelled > l.refunded + l.exchanged + l.taken_out AND l.kind = 'sale')
            OR l.returned > l.refunded + l.exchanged + l.claimed_shipped""",
        ),
        Asked(
            "I6",
            "value_not_given_once",
            ("line", "committed", "waived", "withheld", "payable"),
            "l.order_id, l.seq, l.committed, l.waived, l.withheld, l.payable",
            """l.committed + l.waived + l.withheld > l.payable
            OR (l.units_committed + l.taken_out > l.qty AND l.kind = 'sale')
            OR (l.units_committed <> 0 AND l.kind = 'sale' AND l.units_committed + l.taken_out = l.qty
                AND l.committed + l.waived + l.withheld <> l.payable
                AND NOT EXISTS (SELECT 1 FROM case_lines a JOIN cases k ON k.id = a.case_id
                    WHERE a.order_id = l.order_id AND a.line_id = l.id AND k.kind = 'allowance'))""",
        ),
        Asked(
            "I14",
            "replacement_without_origin",
            ("line",),
            "l.order_id, l.seq",
            """l.kind <> 'sale' AND (l.payable <> 0 OR (l.kind = 'replacement') <> (l.origin_line IS NOT NULL)
                OR EXISTS (SELECT 1 FROM order_lines origin WHERE origin.id = l.origin_line
                    AND (origin.kind <> 'sale' OR origin.order_id <> l.order_id)))""",
        ),
        Asked(
            "I3",
            "claims_not_summed",
            ("line", "claimed", "claimed_sum", "claimed_shipped", "claimed_shipped_sum"),
            "l.order_id, l.seq, l.claimed, coalesce(c.unshipped, 0), l.claimed_shipped, coalesce(c.shipped, 0)",
            "l.claimed <> coalesce(c.unshipped, 0) OR l.claimed_shipped <> coalesce(c.shipped, 0)",
        ),
        Asked(
            "I3",
            "boxed_not_summed",
            ("line", "boxed", "boxed_sum"),
            "l.order_id, l.seq, l.boxed, coalesce(b.qty, 0)",
            "l.boxed <> coalesce(b.qty, 0)",
        ),
        Asked(
            "I8",
            "planned_not_going_out",
            ("line", "going_out", "planned", "allocated", "picked", "picked_sum"),
            """l.order_id, l.seq, l.qty - l.cancelled - l.claimed - l.shipped, coalesce(f.qty, 0),
            coalesce(f.allocated, 0), l.picked, coalesce(f.picked, 0)""",
            """l.picked <> coalesce(f.picked, 0) OR l.boxed > coalesce(f.picked, 0)
            OR (l.boxed = 0 AND coalesce(f.allocated, 0) > l.qty - l.cancelled - l.shipped)
            OR (l.qty - l.cancelled - l.claimed - l.shipped > coalesce(f.qty, 0)
                AND EXISTS (SELECT 1 FROM orders o WHERE o.id = l.order_id AND o.stage = 'confirmed'))""",
        ),
        Asked(
            "I11",
            "ended_with_units",
            ("stage", "line", "going_out"),
            """l.order_id, (SELECT o.stage FROM orders o WHERE o.id = l.order_id), l.seq,
            l.qty - l.cancelled - l.claimed - l.shipped""",
            """l.qty > l.cancelled + l.claimed + l.shipped
            AND EXISTS (SELECT 1 FROM orders o WHERE o.id = l.order_id AND o.stage IN :ended_order)""",
        ),
    ),
)

PASSES = (ORDERS, LINES)

SINGLE = (
    Check(
        "I1",
        "refunds_not_summed",
        ("committed", "committed_sum", "refunded", "refunded_sum"),
        """SELECT o.id, o.committed, r.committed, o.refunded, r.refunded FROM (
            SELECT order_id, sum(CASE WHEN state IN :taken_back THEN amount ELSE 0 END) AS committed,
                sum(CASE WHEN state = 'succeeded' THEN amount ELSE 0 END) AS refunded
            FROM refunds GROUP BY order_id
        ) r JOIN orders o ON o.id = r.order_id WHERE o.committed <> r.committed OR o.refunded <> r.refunded""",
    ),
    Check(
        "I9",
        "badges_not_of_its_rows",
        ("badges",),
        """SELECT o.id, o.badges FROM orders o WHERE (o.badges & 32) <> 0
            AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.order_id = o.id AND h.state = 'live')
        UNION ALL SELECT o.id, o.badges FROM orders o WHERE (o.badges & 16) <> 0
            AND NOT EXISTS (SELECT 1 FROM fulfilments f WHERE f.order_id = o.id AND f.state = 'shortage')
        UNION ALL SELECT o.id, o.badges FROM orders o WHERE (o.badges & 32) = 0
            AND o.id IN (SELECT h.order_id FROM holds h WHERE h.state = 'live')
        UNION ALL SELECT o.id, o.badges FROM orders o WHERE (o.badges & 16) = 0
            AND o.id IN (SELECT f.order_id FROM fulfilments f WHERE f.state = 'shortage')""",
    ),
    Check(
        "I15",
        "box_disagrees",
        ("parcel", "state", "box"),
        """SELECT p.order_id, p.seq, p.state, b.state
        FROM parcels p JOIN parcels b ON b.id = p.box_id
        WHERE p.box_id IS NOT NULL AND (b.box_id IS NULL OR b.box_id <> b.id OR p.merchant_id <> b.merchant_id
            OR p.state <> b.state OR p.station_id <> b.station_id OR p.carrier <> b.carrier
            OR coalesce(p.waybill, '') <> coalesce(b.waybill, '')
            OR coalesce(p.manifest_id, 0) <> coalesce(b.manifest_id, 0))""",
    ),
    Check(
        "I1",
        "payment_over_committed",
        ("payment", "committed", "committed_sum", "captured"),
        """SELECT p.order_id, p.seq, p.committed, coalesce(r.amount, 0), p.captured
        FROM payments p LEFT JOIN (
            SELECT payment_id, sum(amount) AS amount FROM refunds WHERE state IN :taken_back GROUP BY payment_id
        ) r ON r.payment_id = p.id
        WHERE p.committed <> coalesce(r.amount, 0) OR p.committed > p.captured""",
    ),
    Check(
        "I1",
        "case_not_summed",
        ("case", "booked", "refunds"),
        """SELECT c.order_id, c.seq, coalesce(b.booked, 0) + c.shipping_booked, coalesce(r.amount, 0)
        FROM cases c
        LEFT JOIN (SELECT case_id, sum(booked) AS booked FROM case_lines GROUP BY case_id) b ON b.case_id = c.id
        LEFT JOIN (
            SELECT case_id, sum(amount) AS amount FROM refunds WHERE state IN :taken_back GROUP BY case_id
        ) r ON r.case_id = c.id
        WHERE coalesce(b.booked, 0) + c.shipping_booked <> coalesce(r.amount, 0)""",
    ),
    Check(
        "I4",
        "return_not_judged",
        ("case", "announced", "received", "missing", "decided"),
        """SELECT r.order_id, c.seq, r.shipped, r.received, r.missing, r.restocked + r.scrapped + r.sent_back
        FROM case_lines r JOIN cases c ON c.id = r.case_id
        WHERE r.received <> r.sellable + r.damaged + r.wrong OR r.restocked + r.scrapped + r.sent_back > r.received
            OR (c.state IN :ended_case AND r.restocked + r.scrapped + r.sent_back <> r.received)
            OR r.received + r.missing > r.shipped""",
    ),
    Check(
        "I8",
        "fulfilment_holds_wrong_units",
        ("fulfilment", "state", "qty", "allocated", "picked"),
        """SELECT r.order_id, f.seq, f.state, r.qty, r.allocated, r.picked
        FROM fulfilment_lines r JOIN fulfilments f ON f.id = r.fulfilment_id
        WHERE (f.state IN :open_part AND (r.picked < 0 OR r.picked > r.allocated OR r.allocated > r.qty))
            OR (f.state NOT IN :open_part AND (r.qty <> 0 OR r.allocated <> 0))""",
    ),
    Check(
        "I8",
        "split_from_elsewhere",
        ("fulfilment",),
        """SELECT f.order_id, f.seq FROM fulfilments f JOIN fulfilments home ON home.id = f.split_from
        WHERE home.order_id <> f.order_id OR home.seq >= f.seq""",
    ),
    Check(
        "I9",
        "status_not_of_its_cases",
        ("status",),
        """SELECT o.id, o.status FROM orders o
        WHERE o.status IN ('refunding', 'exchanging') AND NOT EXISTS (
            SELECT 1 FROM cases c WHERE c.order_id = o.id AND c.state NOT IN :ended_case
        )
        UNION ALL
        SELECT o.id, o.status FROM cases c JOIN orders o ON o.id = c.order_id
        WHERE c.state NOT IN :ended_case AND c.kind NOT IN ('shortage', 'allowance')
            AND o.status NOT IN ('refunding', 'exchanging')""",
    ),
    Check(
        "I10",
        "ended_with_live_parcel",
        ("stage", "parcel", "state"),
        """SELECT o.id, o.stage, p.seq, p.state FROM parcels p JOIN orders o ON o.id = p.order_id
        WHERE p.state IN :live_parcel AND o.stage IN :ended_order""",
    ),
    Check(
        "I11",
        "ended_with_live_case",
        ("stage", "case", "state"),
        """SELECT o.id, o.stage, c.seq, c.state FROM cases c JOIN orders o ON o.id = c.order_id
        WHERE c.state NOT IN :ended_case AND o.stage IN :ended_order""",
    ),
)

BY_ORDER = (*ORDERS.checks, *LINES.checks, *SINGLE)
