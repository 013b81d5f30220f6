"""Money and trouble of an order: payments, cases, refunds, holds, tasks, evidence and reviews."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, LargeBinary, Table

from desktop_oms.storage.tables.columns import (
    LONG,
    flags,
    holds_true,
    index,
    key,
    link,
    longs,
    longs_or_none,
    metadata,
    never_negative,
    only_one,
    order_table,
    units,
    words,
    words_or_none,
)

payments = order_table(
    "payments",
    *units("seq"),
    *words("state", "provider"),
    *longs("amount"),
    *words_or_none("txn"),
    *longs("captured", "committed"),
    *longs_or_none("due_at", "at"),
    only_one("order_id", "seq"),
    only_one("provider", "txn"),
    never_negative("amount", "captured", "committed"),
    holds_true("refunds_within_captured", "committed <= captured"),
)
index("ix_payments_due", payments.c.due_at, payments.c.id, where="due_at IS NOT NULL AND state IN ('new', 'pending')")

cases = order_table(
    "cases",
    *units("seq"),
    *words("kind", "state", "reason", "note"),
    *longs_or_none("ceiling"),
    *longs("deduction"),
    *words("deduction_reason"),
    *longs("shipping_booked", "shipping_waived"),
    link("replacement_sku", "skus.id", null=True),
    *flags("paused"),
    *longs("requested_by"),
    *longs_or_none("approved_by", "second_by"),
    *longs("requested_at"),
    *longs_or_none("decided_at", "send_after", "return_due_at"),
    *words("return_waybill"),
    *longs_or_none("ended_at", "due_at"),
    *longs("worth"),
    only_one("order_id", "seq"),
    never_negative("worth", "deduction", "shipping_booked", "shipping_waived"),
    holds_true("ceiling_not_negative", "ceiling IS NULL OR ceiling >= 0"),
)
index(
    "ix_cases_live",
    cases.c.state,
    cases.c.requested_at,
    cases.c.id,
    where="state NOT IN ('completed', 'rejected', 'withdrawn')",
)
index("ix_cases_due", cases.c.due_at, cases.c.id, where="due_at IS NOT NULL")
index("ix_cases_to_decide", cases.c.due_at, cases.c.id, where="state IN ('requested', 'awaiting_second')")
index("ix_cases_waiting_goods", cases.c.due_at, cases.c.id, where="state = 'awaiting_return'")
index("ix_cases_to_inspect", cases.c.due_at, cases.c.id, where="state = 'received'")
index("ix_cases_settling", cases.c.requested_at, cases.c.id, where="state IN ('approved', 'refunding', 'replacing')")
index("ix_cases_return_waybill", cases.c.return_waybill, where="return_waybill <> ''")

# Who is deciding a case just now: one reviewer at a time, until the lease ends.
case_claims = Table(
    "case_claims",
    metadata,
    Column("case_id", LONG, ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    *longs("user_id"),
    *words("name"),
    *longs("until"),
)

case_lines = order_table(
    "case_lines",
    link("case_id", "cases.id"),
    link("line_id", "order_lines.id"),
    *units("unshipped", "shipped"),
    *longs("amount"),
    *units("received", "missing", "sellable", "damaged", "wrong", "restocked", "scrapped", "sent_back"),
    *units("units_booked"),
    *longs("booked", "waived", "withheld"),
    link("replacement_line", "order_lines.id", null=True),
    *units("declined_unshipped", "declined_shipped"),
    only_one("case_id", "line_id"),
    never_negative(
        "unshipped",
        "shipped",
        "amount",
        "received",
        "missing",
        "sellable",
        "damaged",
        "wrong",
        "restocked",
        "scrapped",
        "sent_back",
        "units_booked",
        "booked",
        "waived",
        "withheld",
        "declined_unshipped",
        "declined_shipped",
    ),
    holds_true("received_is_judged", "received = sellable + damaged + wrong"),
    holds_true("received_goes_once", "restocked + scrapped + sent_back <= received"),
)
index("ix_case_lines_order", case_lines.c.order_id)

# The conversation beside a case: what the house notes, what the buyer said, what the buyer was told.
case_notes = order_table(
    "case_notes",
    link("case_id", "cases.id"),
    *words("kind", "text", "template", "author"),
    *longs("written_by", "written_at"),
    holds_true("known_kind", "kind IN ('note', 'buyer', 'message')"),
)
index("ix_case_notes_case", case_notes.c.case_id, case_notes.c.id)

# Parcels that came back and that nobody had announced, until it is known whose they are.
found_parcels = Table(
    "found_parcels",
    metadata,
    key(),
    link("order_id", "orders.id", null=True),
    *longs_or_none("merchant_id"),
    link("case_id", "cases.id", null=True),
    *words("waybill", "carrier", "sender", "note", "state", "outcome"),
    *longs("found_by", "found_at"),
    *longs_or_none("settled_at"),
    holds_true("known_state", "state IN ('open', 'matched', 'settled')"),
)
index("ix_found_parcels_open", found_parcels.c.found_at, found_parcels.c.id, where="state = 'open'")
index("ix_found_parcels_waybill", found_parcels.c.waybill, where="waybill <> ''")

# Apart from the parcels: whoever lists those needs no bytes of pictures.
found_pictures = Table(
    "found_pictures",
    metadata,
    key(),
    link("found_id", "found_parcels.id"),
    *words("media_type", "digest"),
    Column("content", LargeBinary, nullable=False),
)
index("ix_found_pictures_parcel", found_pictures.c.found_id)

refunds = order_table(
    "refunds",
    *words("refund_no", "state"),
    link("payment_id", "payments.id"),
    *longs("amount"),
    link("case_id", "cases.id", null=True),
    *words("reason", "proof"),
    *units("attempts"),
    *flags("was_reversed"),
    *longs("created_by", "created_at"),
    *longs_or_none("settled_at"),
    only_one("refund_no"),
    never_negative("amount", "attempts"),
)
index("ix_refunds_order", refunds.c.order_id)
index(
    "ix_refunds_open",
    refunds.c.state,
    refunds.c.created_at,
    refunds.c.id,
    where="state NOT IN ('succeeded', 'cancelled')",
)

holds = order_table(
    "holds",
    *words("state", "reason", "note"),
    *longs_or_none("until"),
    *flags("urgent_after"),
    *longs("placed_by", "placed_at"),
    *longs_or_none("released_at"),
)
index("ix_holds_order", holds.c.order_id)
index("ix_holds_until", holds.c.until, holds.c.id, where="state = 'live' AND until IS NOT NULL")

tasks = order_table(
    "tasks",
    *words("kind", "state"),
    *flags("blocking"),
    link("line_id", "order_lines.id", null=True),
    *longs_or_none("subject_id"),
    *words("detail", "owner"),
    *longs("opened_at"),
    *longs_or_none("solved_at"),
    *words("solved_by"),
    *longs_or_none("due_at"),
)
index("ix_tasks_order", tasks.c.order_id)
index("ix_tasks_open", tasks.c.opened_at.desc(), tasks.c.id.desc(), where="state = 'open'")

evidence = order_table(
    "evidence",
    link("case_id", "cases.id", null=True),
    link("parcel_id", "parcels.id", null=True),
    *words("kind", "name", "media_type", "digest", "note"),
    Column("content", LargeBinary, nullable=False),
    *longs("added_by", "added_at"),
)
index("ix_evidence_order", evidence.c.order_id)

reviews = order_table(
    "reviews",
    *units("stars"),
    *words("words", "answer"),
    *longs("written_at"),
    *longs_or_none("answered_at"),
    holds_true("one_to_five_stars", "stars BETWEEN 1 AND 5"),
)
index("ix_reviews_order", reviews.c.order_id)
