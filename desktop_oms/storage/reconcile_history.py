"""I12 in set SQL: a history has no gap, each step starts where the last one ended, and it ends in what is stored.

Counting goes over all orders.  Replaying sorts the history of the orders asked about (`:orders`).
"""

from __future__ import annotations

from desktop_oms.storage.reconcile_checks import Check

COUNTED = Check(
    "I12",
    "history_has_gap",
    ("event_seq", "events", "last"),
    """SELECT o.id, o.event_seq, coalesce(e.events, 0), coalesce(e.last, 0)
    FROM orders o LEFT JOIN (
        SELECT order_id, count(*) AS events, max(seq) AS last FROM order_events GROUP BY order_id
    ) e ON e.order_id = o.id
    WHERE o.event_seq <> coalesce(e.events, 0) OR o.event_seq <> coalesce(e.last, 0)""",
)

# A refund of a case (of the shop's own: done already), a hold until money comes and a parcel of refused goods back to
# the buyer are made by another event's effect: they begin without a step.
REPLAYED = (
    Check(
        "I12",
        "history_jumps",
        ("seq", "machine", "from_state", "state_before"),
        """SELECT order_id, seq, machine, from_state, before FROM (
            SELECT order_id, seq, machine, subject_id, from_state,
                lag(to_state, 1, '-') OVER (PARTITION BY order_id, machine, subject_id ORDER BY seq) AS before
            FROM order_events WHERE order_id IN :orders AND machine <> 'task'
        ) replayed
        WHERE from_state <> before
            AND NOT (before = '-' AND (machine = 'refund' AND from_state IN ('created', 'succeeded')
                OR machine = 'hold' AND from_state = 'live'
                OR machine = 'parcel' AND from_state = 'in_transit' AND EXISTS (
                    SELECT 1 FROM parcels WHERE parcels.id = subject_id AND parcels.kind = 'send_back')))""",
    ),
    Check(
        "I12",
        "status_jumps",
        ("seq", "status_before", "status_last"),
        """SELECT order_id, seq, status_before, before FROM (
            SELECT order_id, seq, status_before,
                lag(status_after, 1, 'new') OVER (PARTITION BY order_id ORDER BY seq) AS before
            FROM order_events WHERE order_id IN :orders
        ) replayed
        WHERE status_before <> before""",
    ),
    Check(
        "I12",
        "history_ends_elsewhere",
        ("machine", "told", "stored"),
        """SELECT ended.order_id, ended.machine, ended.to_state, stored.state FROM (
            SELECT order_id, machine, subject_id, to_state,
                row_number() OVER (PARTITION BY order_id, machine, subject_id ORDER BY seq DESC) AS place
            FROM order_events WHERE order_id IN :orders
        ) ended JOIN (
            SELECT id, 'order' AS machine, stage AS state FROM orders WHERE id IN :orders
            UNION ALL SELECT id, 'fulfilment', state FROM fulfilments WHERE order_id IN :orders
            UNION ALL SELECT id, 'parcel', state FROM parcels WHERE order_id IN :orders
            UNION ALL SELECT id, 'payment', state FROM payments WHERE order_id IN :orders
            UNION ALL SELECT id, 'case', state FROM cases WHERE order_id IN :orders
            UNION ALL SELECT id, 'refund', state FROM refunds WHERE order_id IN :orders
        ) stored ON stored.id = ended.subject_id AND stored.machine = ended.machine
        WHERE ended.place = 1 AND ended.to_state <> stored.state""",
    ),
)
