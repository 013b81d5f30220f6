"""Printers and their assignments: one row one dataclass."""

from __future__ import annotations

from dataclasses import asdict, fields

from sqlalchemy import Connection, bindparam, select, true

from desktop_oms.domain.printing import ANYWHERE, Assignment, Printer
from desktop_oms.storage.statements import Statement, rows
from desktop_oms.storage.tables.printing import printer_assignments, printers

_PRINTER = tuple(printers.c[part.name] for part in fields(Printer))
_ASSIGNMENT = tuple(printer_assignments.c[part.name] for part in fields(Assignment))


def all_of(conn: Connection) -> list[Printer]:
    """Every printer by name, those no longer in use too."""
    return [Printer(*row) for row in conn.execute(select(*_PRINTER).order_by(printers.c.name, printers.c.id))]


def printer(conn: Connection, printer_id: int) -> Printer | None:
    """The printer with that key."""
    found = conn.execute(select(*_PRINTER).where(printers.c.id == printer_id)).first()
    return None if found is None else Printer(*found)


def put(conn: Connection, row: Printer) -> None:
    """Write a printer: changes the one with its key, or adds it."""
    values = asdict(row)
    if not conn.execute(printers.update().where(printers.c.id == row.id).values(values)).rowcount:
        conn.execute(printers.insert().values(values))


def assignments(conn: Connection) -> list[Assignment]:
    """Which document goes where, by document and station."""
    by = (printer_assignments.c.document, printer_assignments.c.station_id)
    return [Assignment(*row) for row in conn.execute(select(*_ASSIGNMENT).order_by(*by))]


def assign(conn: Connection, row: Assignment) -> None:
    """Send a kind of document at a station to a printer, whatever it went to before."""
    unassign(conn, row.document, row.station_id)
    conn.execute(printer_assignments.insert().values(asdict(row)))


def unassign(conn: Connection, document: str, station_id: int) -> bool:
    """Take an assignment back; False when there was none."""
    chosen = (printer_assignments.c.document == document, printer_assignments.c.station_id == station_id)
    return bool(conn.execute(printer_assignments.delete().where(*chosen)).rowcount)


def unassign_all(conn: Connection, printer_id: int) -> None:
    """Nothing goes to this printer any more."""
    conn.execute(printer_assignments.delete().where(printer_assignments.c.printer_id == printer_id))


_ASSIGNED = Statement(
    select(*_PRINTER)
    .select_from(printers.join(printer_assignments, printer_assignments.c.printer_id == printers.c.id))
    .where(
        printer_assignments.c.document == bindparam("document"),
        printer_assignments.c.station_id.in_((bindparam("station"), bindparam("anywhere"))),
        printers.c.active.is_(true()),
    )
    # Keys are positive: the station's own row comes before the one for anywhere.
    .order_by(printer_assignments.c.station_id.desc()),
    ("document", "station", "anywhere"),
)


def assigned(conn: Connection, document: str, station_id: int) -> Printer | None:
    """The printer of a document at a station: the station's own, else the one that holds anywhere; in use only."""
    found = rows(conn, _ASSIGNED, (document, station_id, ANYWHERE))
    return Printer(*(*found[0][:-1], True)) if found else None  # only printers in use were asked for
