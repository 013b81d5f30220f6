"""The questions of `reconcile` in set SQL: each finds the orders that break one invariant, whatever their number.

Every query returns the order's key and the facts named beside it.  They ask what `domain/invariants.py` asks of one
order in memory, and a test holds the two together.  States come from the domain as lists (`:live_parcel` and so on).

Reading a table of millions costs far more than asking about its rows.  So one query reads orders and lines once, and
counts how many orders break each invariant and how many lines break any; only then questions are asked by themselves.
What few orders have (refunds, holds, shortages, claims, boxes at work) is compared from its own side: looking it up in
vain for each order would cost as much as reading the order.
"""

from __future__ import annotations

from desktop_oms.storage.reconcile_lines import BROKEN_LINES, LINES, SUMMED
from desktop_oms.storage.reconcile_questions import Asked, Check, Pass

ORDERS = Pass(
    " ".join(
        (
            """orders o
    LEFT JOIN (SELECT order_id, sum(captured) AS captured FROM payments GROUP BY order_id) p ON p.order_id = o.id
    LEFT JOIN (
        SELECT order_id, sum(payable) AS payable, sum(waived) AS waived,""",
            BROKEN_LINES,
            """AS broken_lines FROM order_lines l GROUP BY order_id
    ) l ON l.order_id = o.id
    LEFT JOIN (
        SELECT order_id, count(*) AS events, max(seq) AS last FROM order_events GROUP BY order_id
    ) e ON e.order_id = o.id
    LEFT JOIN order_search s ON s.order_id = o.id""",
        )
    ),
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

COUNTED = " ".join(("SELECT", *(f"{one.counted}," for one in ORDERS.asked), "sum(l.broken_lines) FROM", ORDERS.source))
"""How many orders break each of `ORDERS`, and how many lines any of `LINES`, in one row."""

SINGLE = (
    *SUMMED,
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
