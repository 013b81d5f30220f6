"""The packing station in set SQL: waves and their baskets, prints and their ways to a printer.

None of these can come about by a deed; a program that was killed, a hand in the database or a bug can.  The questions
about baskets and labels return an order's key, those about waves and prints a name of their own.
"""

from __future__ import annotations

from desktop_oms.storage.reconcile_questions import Check

LONG_AGO = 3_600_000  # ms: whatever a printer does, handing over is done by then

OF_ORDERS = (
    Check(
        "wave",
        "basket_without_goods",
        ("wave", "basket"),
        """SELECT b.order_id, w.number, b.number FROM baskets b JOIN waves w ON w.id = b.wave_id
        WHERE b.state <> 'out' AND w.state IN :wave_at_work AND NOT EXISTS (
            SELECT 1 FROM fulfilments f WHERE f.order_id = b.order_id AND f.wave_id = b.wave_id)""",
    ),
    Check(
        "wave",
        "picked_without_basket",
        ("wave", "fulfilment"),
        """SELECT f.order_id, w.number, f.seq FROM fulfilments f JOIN waves w ON w.id = f.wave_id
        JOIN wave_plans p ON p.wave_id = w.id
        WHERE f.state = 'picking' AND NOT EXISTS (
            SELECT 1 FROM baskets b WHERE b.order_id = f.order_id AND b.wave_id = f.wave_id AND b.state <> 'out')""",
    ),
    Check(
        "wave",
        "wave_over_still_picked",
        ("wave", "state", "fulfilment"),
        """SELECT f.order_id, w.number, w.state, f.seq FROM fulfilments f JOIN waves w ON w.id = f.wave_id
        JOIN wave_plans p ON p.wave_id = w.id
        WHERE f.state = 'picking' AND w.state NOT IN :wave_at_work""",
    ),
    Check(
        "print",
        "label_of_void_parcel",
        ("parcel", "print"),
        """SELECT p.order_id, p.seq, CAST(j.id AS TEXT)
        FROM print_jobs j JOIN parcels p ON p.order_id = j.order_id
            AND j.subject LIKE '%/' || CAST(p.id AS TEXT) || '/%'
        WHERE j.document = 'label' AND j.state IN :print_to_send
            AND (p.state = 'void' OR j.subject NOT LIKE '%/' || replace(coalesce(p.waybill, ''), ' ', ''))""",
    ),
)

OF_PRINTS = (
    Check(
        "print",
        "print_being_sent_for_ever",
        ("minutes",),
        """SELECT CAST(j.id AS TEXT) || ' ' || j.document, (:now - coalesce(s.sent_at, j.at)) / 60000
        FROM print_jobs j LEFT JOIN print_sendings s ON s.job_id = j.id
        WHERE j.state = 'sending' AND coalesce(s.sent_at, j.at) < :now - :long_ago""",
    ),
    Check(
        "print",
        "print_not_watched",
        ("state",),
        """SELECT CAST(j.id AS TEXT) || ' ' || j.document, j.state
        FROM print_jobs j JOIN print_sendings s ON s.job_id = j.id
        WHERE j.state IN :print_open AND s.ended_at IS NOT NULL""",
    ),
    Check(
        "wave",
        "wave_ended_without_time",
        ("state",),
        """SELECT w.number, w.state FROM waves w JOIN wave_plans p ON p.wave_id = w.id
        WHERE (w.state NOT IN :wave_at_work) <> (p.ended_at IS NOT NULL)""",
    ),
)
