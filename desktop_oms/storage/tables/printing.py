"""Printers, which document goes to which of them, and the way of each print to its printer."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Table

from desktop_oms.storage.tables.columns import (
    LONG,
    document,
    flags,
    index,
    key,
    link,
    longs,
    longs_or_none,
    metadata,
    only_one,
    units,
    words,
    words_or_none,
)

printers = Table(
    "printers",
    metadata,
    key(),
    *words("name", "backend", "address", "language"),
    *units("dpi_tenths"),
    *words("paper"),
    link("fallback_id", "printers.id", null=True),
    *flags("active"),
    only_one("name"),
)

printer_assignments = Table(
    "printer_assignments",
    metadata,
    key(),
    *words("document"),
    *longs("station_id"),
    link("printer_id", "printers.id"),
    only_one("document", "station_id"),
)

# One row a print that goes to a printer; a print that only becomes a file has none.  `request` is the key of the
# click that asked for it; `ended_at` stands once nothing more is to be done about it.
print_sendings = Table(
    "print_sendings",
    metadata,
    Column("job_id", LONG, ForeignKey("print_jobs.id"), primary_key=True, autoincrement=False),
    link("printer_id", "printers.id"),
    *words_or_none("request"),
    *longs_or_none("batch_id"),
    *units("place", "pieces"),
    *words("reference", "trouble"),
    document("facts"),
    *units("tries"),
    *longs_or_none("sent_at", "ended_at"),
    only_one("request"),
)
index("ix_print_sendings_open", print_sendings.c.job_id, where="ended_at IS NULL")
index(
    "ix_print_sendings_batch",
    print_sendings.c.batch_id,
    print_sendings.c.place,
    print_sendings.c.job_id,
    where="batch_id IS NOT NULL",
)
