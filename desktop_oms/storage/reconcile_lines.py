"""The questions of `reconcile` about single lines.

All lines are read once, together with the sums of their orders (`reconcile_checks.py`).  What few lines have at a time
(claims, boxes and plans at work) is asked from its own side; the others are only asked whether they say otherwise.
"""

from __future__ import annotations

from desktop_oms.storage.reconcile_questions import Asked, Pass, Rows

# CROSS JOIN tells SQLite to start with the few that are at work, not with the lines of all.
_CLAIMS = Rows(
    "c",
    "sum(r.unshipped) AS unshipped, sum(r.shipped) AS shipped",
    "cases p CROSS JOIN case_lines r",
    "r.case_id = p.id AND p.state NOT IN :ended_case",
)
_BOXED = Rows(
    "b", "sum(r.qty) AS qty", "parcels p CROSS JOIN parcel_lines r", "r.parcel_id = p.id AND p.state IN :live_parcel"
)
_PLANNED = Rows(
    "f",
    "sum(r.qty) AS qty, sum(r.allocated) AS allocated, sum(r.picked) AS picked",
    "fulfilments p CROSS JOIN fulfilment_lines r",
    "r.fulfilment_id = p.id AND p.state IN :open_part",
)

_SUMMED = (
    (
        _CLAIMS,
        Asked(
            "I3",
            "claims_not_summed",
            ("line", "claimed", "claimed_sum", "claimed_shipped", "claimed_shipped_sum"),
            "l.order_id, l.seq, l.claimed, coalesce(c.unshipped, 0), l.claimed_shipped, coalesce(c.shipped, 0)",
            "l.claimed <> coalesce(c.unshipped, 0) OR l.claimed_shipped <> coalesce(c.shipped, 0)",
        ),
    ),
    (
        _BOXED,
        Asked(
            "I3",
            "boxed_not_summed",
            ("line", "boxed", "boxed_sum"),
            "l.order_id, l.seq, l.boxed, coalesce(b.qty, 0)",
            "l.boxed <> coalesce(b.qty, 0)",
        ),
    ),
    (
        _PLANNED,
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
    ),
)

SUMMED = tuple(rows.check(asked) for rows, asked in _SUMMED)
"""About lines that have such rows: few enough to be asked one by one."""

LINES = Pass(
    "order_lines l",
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
            "I11",
            "ended_with_units",
            ("stage", "line", "going_out"),
            """l.order_id, (SELECT o.stage FROM orders o WHERE o.id = l.order_id), l.seq,
            l.qty - l.cancelled - l.claimed - l.shipped""",
            """l.qty > l.cancelled + l.claimed + l.shipped
            AND EXISTS (SELECT 1 FROM orders o WHERE o.id = l.order_id AND o.stage IN :ended_order)""",
        ),
        *(rows.missing(asked) for rows, asked in _SUMMED),
    ),
)

BROKEN_LINES = "count(*) FILTER (WHERE " + " OR ".join(f"({asked.broken})" for asked in LINES.asked) + ")"
