"""What happened and what still has to be told: commands, the append-only history, outbox and inbox."""

from __future__ import annotations

from sqlalchemy import DDL, Column, Table, event

from desktop_oms.storage.tables.columns import (
    TEXT,
    document,
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

# One row per action of a person, rule or outside fact; the same id again gets the first result.
commands = Table(
    "commands",
    metadata,
    Column("id", TEXT, primary_key=True),
    link("order_id", "orders.id", null=True),
    *longs_or_none("merchant_id"),
    *words("event", "actor", "station"),
    *longs("at"),
    document("result"),
)
index("ix_commands_order", commands.c.order_id, where="order_id IS NOT NULL")

# The audit: ids, states and numbers, no personal data.  Nobody may change or delete a row, see the guards below.
order_events = order_table(
    "order_events",
    *units("seq"),
    *longs("at", "user_id"),
    *words("actor", "role", "station", "command_id", "machine", "event"),
    *longs_or_none("subject_id"),
    *words("from_state", "to_state", "status_before", "status_after"),
    document("facts"),
    only_one("order_id", "seq"),
)

# Fields that a command changed, old and new.  Values may be personal, so they stand apart from the audit and may go.
order_changes = order_table("order_changes", *words("command_id"), *longs("at"), document("fields"))
index("ix_order_changes_order", order_changes.c.order_id, order_changes.c.id)

outbox = Table(
    "outbox",
    metadata,
    key(),
    link("order_id", "orders.id", null=True),
    *longs_or_none("merchant_id"),
    *words("key", "topic"),
    document("payload"),
    *words("state", "owner", "error"),
    *units("attempts"),
    *longs("created_at", "due_at"),
    *longs_or_none("done_at"),
    only_one("key"),
    never_negative("attempts"),
)
index("ix_outbox_due", outbox.c.due_at, outbox.c.id, where="state IN ('waiting', 'claimed')")
index("ix_outbox_order", outbox.c.order_id, where="order_id IS NOT NULL")

inbox = Table(
    "inbox",
    metadata,
    key(),
    link("order_id", "orders.id", null=True),
    *longs_or_none("merchant_id"),
    *words("source", "message_id", "kind"),
    document("payload"),
    *words("state"),
    *words_or_none("error"),
    *longs("received_at"),
    *longs_or_none("done_at"),
    only_one("source", "message_id"),
)
index("ix_inbox_waiting", inbox.c.received_at, inbox.c.id, where="state = 'waiting'")

REFUSAL = "order_events is append-only"

SQLITE_GUARDS = tuple(
    f"CREATE TRIGGER order_events_no_{verb.lower()} BEFORE {verb} ON order_events "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("UPDATE", "DELETE")
)

POSTGRES_REFUSE = (
    "CREATE FUNCTION order_events_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
)
POSTGRES_GUARDS = tuple(
    f"CREATE TRIGGER order_events_no_{name} BEFORE {verbs} ON order_events "
    f"FOR EACH {each} EXECUTE FUNCTION order_events_refuse()"
    for name, verbs, each in (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT"))
)


def _guard(statement: str, dialect: str) -> None:
    ddl = DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]
    event.listen(order_events, "after_create", ddl)


for _statement in SQLITE_GUARDS:
    _guard(_statement, "sqlite")
for _statement in (POSTGRES_REFUSE, *POSTGRES_GUARDS):
    _guard(_statement, "postgresql")
