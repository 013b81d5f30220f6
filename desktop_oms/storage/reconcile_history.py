"""I12 in set SQL: each step of a history starts where the last one ended, and the last one ends in what is stored.

Replaying sorts the history of the orders asked about (`:orders`); that no history has a gap is counted over all orders
(`reconcile_checks.py`).
"""

from __future__ import annotations

from desktop_oms.storage.reconcile_questions import Check

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
