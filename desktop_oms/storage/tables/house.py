"""The house itself: people, stations, counters, settings, saved mappings and what was printed."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Table

from desktop_oms.storage.tables.columns import (
    LONG,
    TEXT,
    document,
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
    units,
    words,
)

users = Table("users", metadata, key(), *words("login", "name", "roles"), *flags("active"), only_one("login"))

stations = Table("stations", metadata, key(), *words("name", "key"), only_one("key"))

# Each running program borrows one of 1,024 numbers for its keys (`storage/stations.py`).
key_numbers = Table(
    "key_numbers",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    *words("owner"),
    *longs("held_until", "last_ms"),
    holds_true("ten_bits", "number BETWEEN 0 AND 1023"),
)

counters = Table(
    "counters",
    metadata,
    Column("merchant_id", LONG, ForeignKey("merchants.id"), primary_key=True, autoincrement=False),
    Column("name", TEXT, primary_key=True),
    *longs("value"),
    never_negative("value"),
)

settings = Table("settings", metadata, Column("name", TEXT, primary_key=True), document("value"))

import_profiles = Table("import_profiles", metadata, Column("name", TEXT, primary_key=True), document("mapping"))

print_jobs = Table(
    "print_jobs",
    metadata,
    key(),
    link("order_id", "orders.id", null=True),
    *longs_or_none("merchant_id"),
    *words("document", "subject", "state"),
    Column("payload", LargeBinary, nullable=False),
    *words("fmt", "size"),
    *units("copy"),
    *words("reason", "station"),
    *longs("user_id", "at"),
)
index("ix_print_jobs_order", print_jobs.c.order_id, where="order_id IS NOT NULL")
index("ix_print_jobs_at", print_jobs.c.at, print_jobs.c.id)
index("ix_print_jobs_lists", print_jobs.c.at, print_jobs.c.id, where="document = 'picklist'")
index("ix_print_jobs_waiting", print_jobs.c.at, print_jobs.c.id, where="state = 'waiting'")
