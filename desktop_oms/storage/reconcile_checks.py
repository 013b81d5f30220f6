"""The questions of `reconcile` in set SQL: each finds the orders that break one invariant, whatever their number.

Every query returns the order's key and the facts named beside it.  They ask what `domain/invariants.py` asks of one
order in memory, and a test holds the two together.  States come from the domain as lists (`:live_parcel` and so on).
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop_oms.domain.entities import COMMITTED_REFUND, ENDED_CASE, LIVE_PARCEL, OPEN_FULFILMENT
from desktop_oms.domain.order import ENDED

STATES: dict[str, list[str]] = {
    "live_parcel": sorted(LIVE_PARCEL),
    "ended_case": sorted(ENDED_CASE),
    "ended_order": sorted(ENDED),
    "open_part": sorted(OPEN_FULFILMENT),
    "taken_back": sorted(COMMITTED_REFUND),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One question: the invariant, its word (`reconcile.<code>`), the names of the facts, and the query."""

    invariant: str
    code: str
    facts: tuple[str, ...]
    sql: str


MONEY = (
    Check(
        "I1",
        "refunds_over_captured",
        ("refunded", "committed", "captured"),
        """SELECT id, refunded, committed, captured FROM orders
        WHERE refunded < 0 OR refunded > committed OR committed > captured""",
    ),
    Check(
        "I1",
        "refunds_not_summed",
        ("committed", "committed_sum", "refunded", "refunded_sum"),
        """SELECT o.id, o.committed, coalesce(r.committed, 0), o.refunded, coalesce(r.refunded, 0)
        FROM orders o LEFT JOIN (
            SELECT order_id, sum(CASE WHEN state IN :taken_back THEN amount ELSE 0 END) AS committed,
                sum(CASE WHEN state = 'succeeded' THEN amount ELSE 0 END) AS refunded
            FROM refunds GROUP BY order_id
        ) r ON r.order_id = o.id
        WHERE o.committed <> coalesce(r.committed, 0) OR o.refunded <> coalesce(r.refunded, 0)""",
    ),
    Check(
        "I1",
        "payments_not_summed",
        ("captured", "captured_sum"),
        """SELECT o.id, o.captured, coalesce(p.captured, 0)
        FROM orders o LEFT JOIN (SELECT order_id, sum(captured) AS captured FROM payments GROUP BY order_id) p
            ON p.order_id = o.id
        WHERE o.captured <> coalesce(p.captured, 0)""",
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
        "I2",
        "total_not_summed",
        ("payables", "shipping", "total"),
        """SELECT o.id, coalesce(l.payable, 0), o.shipping, o.total
        FROM orders o LEFT JOIN (SELECT order_id, sum(payable) AS payable FROM order_lines GROUP BY order_id) l
            ON l.order_id = o.id
        WHERE o.stage <> 'draft' AND NOT (o.stage = 'cancelled' AND coalesce(l.payable, 0) = 0)
            AND coalesce(l.payable, 0) + o.shipping <> o.total""",
    ),
    Check(
        "I6",
        "waived_not_summed",
        ("waived", "waived_sum"),
        """SELECT o.id, o.waived, coalesce(l.waived, 0) + o.shipping_waived
        FROM orders o LEFT JOIN (
            SELECT order_id, sum(waived) AS waived FROM order_lines WHERE waived <> 0 GROUP BY order_id
        ) l ON l.order_id = o.id
        WHERE o.waived <> coalesce(l.waived, 0) + o.shipping_waived""",
    ),
    Check(
        "I7",
        "shipping_over_refunded",
        ("committed", "waived", "withheld", "shipping"),
        """SELECT id, shipping_committed, shipping_waived, shipping_withheld, shipping FROM orders
        WHERE shipping_committed < 0 OR shipping_committed + shipping_waived + shipping_withheld > shipping""",
    ),
)

LINES = (
    Check(
        "I3",
        "units_over_ordered",
        ("line", "cancelled", "claimed", "shipped", "qty"),
        """SELECT order_id, seq, cancelled, claimed, shipped, qty FROM order_lines
        WHERE cancelled + claimed + shipped > qty OR cancelled < 0 OR taken_out < 0 OR claimed < 0 OR boxed < 0
            OR picked < 0 OR shipped < 0 OR in_transit < 0 OR delivered < 0 OR lost < 0 OR returned < 0
            OR refunded < 0 OR exchanged < 0 OR claimed_shipped < 0 OR committed < 0 OR waived < 0 OR withheld < 0
            OR units_committed < 0""",
    ),
    Check(
        "I4",
        "shipped_not_somewhere",
        ("line", "in_transit", "delivered", "lost", "shipped", "returned"),
        """SELECT order_id, seq, in_transit, delivered, lost, shipped, returned FROM order_lines
        WHERE in_transit + delivered + lost <> shipped OR returned > delivered""",
    ),
    Check(
        "I5",
        "settled_over_units",
        ("line", "settled", "claimed", "claimed_shipped", "cancelled", "shipped", "returned"),
        """SELECT order_id, seq, refunded + exchanged, claimed, claimed_shipped, cancelled, shipped, returned
        FROM order_lines
        WHERE refunded + exchanged + claimed + claimed_shipped > qty
            OR refunded + exchanged + claimed_shipped > cancelled + shipped
            OR (kind = 'sale' AND cancelled > refunded + exchanged + taken_out)
            OR returned > refunded + exchanged + claimed_shipped""",
    ),
    Check(
        "I6",
        "value_not_given_once",
        ("line", "committed", "waived", "withheld", "payable"),
        """SELECT l.order_id, l.seq, l.committed, l.waived, l.withheld, l.payable FROM order_lines l
        WHERE l.committed + l.waived + l.withheld > l.payable
            OR (l.kind = 'sale' AND l.units_committed + l.taken_out > l.qty)
            OR (l.kind = 'sale' AND l.units_committed <> 0 AND l.units_committed + l.taken_out = l.qty
                AND l.committed + l.waived + l.withheld <> l.payable
                AND NOT EXISTS (SELECT 1 FROM case_lines r JOIN cases c ON c.id = r.case_id
                    WHERE r.order_id = l.order_id AND r.line_id = l.id AND c.kind = 'allowance'))""",
    ),
    Check(
        "I14",
        "replacement_without_origin",
        ("line",),
        """SELECT l.order_id, l.seq FROM order_lines l LEFT JOIN order_lines origin ON origin.id = l.origin_line
        WHERE l.kind <> 'sale' AND (l.payable <> 0 OR (l.kind = 'replacement') <> (l.origin_line IS NOT NULL)
            OR (l.origin_line IS NOT NULL AND (origin.kind <> 'sale' OR origin.order_id <> l.order_id)))""",
    ),
    Check(
        "I3",
        "claims_not_summed",
        ("line", "claimed", "claimed_sum", "claimed_shipped", "claimed_shipped_sum"),
        """SELECT l.order_id, l.seq, l.claimed, coalesce(c.unshipped, 0), l.claimed_shipped, coalesce(c.shipped, 0)
        FROM order_lines l LEFT JOIN (
            SELECT r.line_id, sum(r.unshipped) AS unshipped, sum(r.shipped) AS shipped
            FROM case_lines r JOIN cases c ON c.id = r.case_id WHERE c.state NOT IN :ended_case GROUP BY r.line_id
        ) c ON c.line_id = l.id
        WHERE l.claimed <> coalesce(c.unshipped, 0) OR l.claimed_shipped <> coalesce(c.shipped, 0)""",
    ),
    Check(
        "I3",
        "boxed_not_summed",
        ("line", "boxed", "boxed_sum"),
        """SELECT l.order_id, l.seq, l.boxed, coalesce(b.qty, 0)
        FROM order_lines l LEFT JOIN (
            SELECT r.line_id, sum(r.qty) AS qty
            FROM parcels p JOIN parcel_lines r ON r.parcel_id = p.id WHERE p.state IN :live_parcel GROUP BY r.line_id
        ) b ON b.line_id = l.id
        WHERE l.boxed <> coalesce(b.qty, 0)""",
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
)

PARTS = (
    Check(
        "I8",
        "planned_not_going_out",
        ("line", "going_out", "planned", "allocated", "picked", "picked_sum"),
        """SELECT l.order_id, l.seq, l.qty - l.cancelled - l.claimed - l.shipped, coalesce(f.qty, 0),
            coalesce(f.allocated, 0), l.picked, coalesce(f.picked, 0)
        FROM order_lines l LEFT JOIN (
            SELECT r.line_id, sum(r.qty) AS qty, sum(r.allocated) AS allocated, sum(r.picked) AS picked
            FROM fulfilment_lines r JOIN fulfilments f ON f.id = r.fulfilment_id
            WHERE f.state IN :open_part GROUP BY r.line_id
        ) f ON f.line_id = l.id
        WHERE l.picked <> coalesce(f.picked, 0) OR l.boxed > coalesce(f.picked, 0)
            OR (l.boxed = 0 AND coalesce(f.allocated, 0) > l.qty - l.cancelled - l.shipped)
            OR (l.qty - l.cancelled - l.claimed - l.shipped > coalesce(f.qty, 0)
                AND EXISTS (SELECT 1 FROM orders o WHERE o.id = l.order_id AND o.stage = 'confirmed'))""",
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
)

STAGES = (
    Check(
        "I9",
        "status_not_of_its_stage",
        ("stage", "status", "work_stage"),
        """SELECT id, stage, status, work_stage FROM orders
        WHERE NOT (
            (stage = 'closed' AND status = 'refunded') OR (stage = 'confirmed' AND status = 'shipped')
            OR (stage IN ('draft', 'submitted', 'awaiting_payment', 'paid', 'confirmed', 'completed', 'cancelled')
                AND status = stage)
            OR (stage NOT IN ('draft', 'cancelled', 'closed') AND status IN ('refunding', 'exchanging'))
        ) OR (stage IN ('submitted', 'awaiting_payment')) <> (work_stage = 'to_pay')
            OR (stage NOT IN ('submitted', 'awaiting_payment', 'paid', 'confirmed') AND work_stage <> 'none')""",
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
        "I9",
        "badges_not_of_its_rows",
        ("badges",),
        """SELECT id, badges FROM orders
        WHERE ((badges & 4) <> 0) <> (refunded > 0 AND stage NOT IN :ended_order)
            OR ((badges & 64) <> 0) <> urgent OR ((badges & 128) <> 0) <> changed_in_shop
        UNION ALL
        SELECT o.id, o.badges FROM orders o LEFT JOIN (
            SELECT order_id FROM holds WHERE state = 'live' GROUP BY order_id
        ) h ON h.order_id = o.id
        WHERE ((o.badges & 32) <> 0) <> (h.order_id IS NOT NULL)
        UNION ALL
        SELECT o.id, o.badges FROM orders o LEFT JOIN (
            SELECT order_id FROM fulfilments WHERE state = 'shortage' GROUP BY order_id
        ) f ON f.order_id = o.id
        WHERE ((o.badges & 16) <> 0) <> (f.order_id IS NOT NULL)""",
    ),
    Check(
        "I10",
        "cancelled_keeps_money",
        ("captured", "refunded"),
        """SELECT o.id, o.captured, o.refunded FROM orders o
        WHERE o.stage = 'cancelled' AND o.captured <> o.refunded
            AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.order_id = o.id AND t.state = 'open')""",
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
    Check(
        "I11",
        "ended_with_units",
        ("stage", "line", "going_out"),
        """SELECT o.id, o.stage, l.seq, l.qty - l.cancelled - l.claimed - l.shipped
        FROM order_lines l JOIN orders o ON o.id = l.order_id
        WHERE l.qty > l.cancelled + l.claimed + l.shipped AND o.stage IN :ended_order""",
    ),
)

BY_ORDER = MONEY + LINES + PARTS + STAGES
