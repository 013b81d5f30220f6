"""Printers as data: what there is, what lies in each, and which document goes where at which station.

A size that a document does not come in, or that is not in the printer, is found here, before anything is rendered or
sent.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from desktop_oms.documents.printing import SIZES_OF
from desktop_oms.documents.sizes import SIZES as PAPER
from desktop_oms.documents.sizes import paper_size, printer_dpi
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.printing import BACKENDS, LANGUAGES, Assignment, Printer
from desktop_oms.domain.roles import Actor
from desktop_oms.gateways.printers import Backend, Device, open_backend
from desktop_oms.gateways.printers.opening import check_address
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import demand_unchanged, keep_deed, require_role
from desktop_oms.services.paper_wanted import paper_for, sheet_of
from desktop_oms.services.people import required
from desktop_oms.services.setup import MANAGERS
from desktop_oms.storage import printer_rows
from desktop_oms.storage.engine import Connection

USUAL_LANGUAGE = {"file": "pdf", "cups": "pdf", "tcp": "zpl", "windows": "zpl", "practice": "zpl"}
SHEETS = tuple(dict.fromkeys(sheet_of(size) for size in PAPER))  # what can lie in a printer
LONGEST_FALLBACK = 8  # printers one after the other


class Printers:
    """Keeps the printers of the house and opens the way to one."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._ways: dict[tuple[str, Device], Backend] = {}
        self._turn = threading.Lock()

    def all(self) -> list[Printer]:
        """The printers in use, by name."""
        return [one for one in self.database.read(printer_rows.all_of) if one.active]

    def printer(self, wanted: str) -> Printer:
        """The printer in use with that name; raises `printer_unknown`, naming what there is."""
        return self.database.read(lambda conn: printer_called(conn, wanted))

    def by_id(self, printer_id: int) -> Printer:
        """The printer with that key, in use or not; raises `printer_unknown`."""
        return self.database.read(lambda conn: known_printer(conn, printer_id))

    def assignments(self) -> list[Assignment]:
        """Which document goes where."""
        return self.database.read(printer_rows.assignments)

    def assigned(self, document: str, station_id: int) -> Printer | None:
        """The printer of a document at a station: the station's own, else the one for anywhere; None: a file."""
        return self.database.read(lambda conn: printer_rows.assigned(conn, document, station_id))

    def chosen(self, actor: Actor, document: str, printer_id: int | None) -> Printer:
        """The printer asked for, else that of the document at the actor's station; raises `no_printer`."""
        found = self.by_id(printer_id) if printer_id else self.assigned(document, actor.station_id)
        if found is None:
            raise OmsError("no_printer", document=document)
        return found

    def other(self, document: str, station_id: int, printer_id: int) -> Printer | None:
        """The printer to go to when a document does not come out of this one: its fall-back, else the usual one."""
        own = self.by_id(printer_id)
        other = self.by_id(own.fallback_id) if own.fallback_id else self.assigned(document, station_id)
        return other if other is not None and other.active and other.id != printer_id else None

    def add(
        self,
        actor: Actor,
        name: str,
        backend: str,
        address: str,
        *,
        language: str = "",
        dpi: float = 203.2,
        paper: str = "100x150",
        fallback: str = "",
    ) -> Printer:
        """A further printer; `language` is what it understands (pdf, zpl, raster), `fallback` another one's name."""
        require_role(actor, "printer.add", MANAGERS)
        key, called = self.database.new_id(), required(name, "printer_name")
        understands = language or USUAL_LANGUAGE.get(backend, "pdf")

        def new(conn: Connection) -> Printer:
            other = printer_called(conn, fallback).id if fallback else None
            return Printer(key, called, backend, address.strip(), understands, round(dpi * 10), paper, other)

        return self._keep(actor, "printer.add", new)

    def change(self, actor: Actor, printer_id: int, seen: Printer | None = None, /, **values: Any) -> Printer:
        """Change a printer; `dpi` and `fallback` (a name, "" for none) are given as in `add`.

        Raises `setting_changed` when it is not as `seen` any more.
        """
        require_role(actor, "printer.change", MANAGERS)
        if "dpi" in values:
            values["dpi_tenths"] = round(float(values.pop("dpi")) * 10)
        if "name" in values:
            values["name"] = required(str(values["name"]), "printer_name")
        fallback = str(values.pop("fallback")) if "fallback" in values else None

        def changed(conn: Connection) -> Printer:
            if fallback is not None:
                values["fallback_id"] = printer_called(conn, fallback).id if fallback else None
            old = known_printer(conn, printer_id)
            demand_unchanged(old, seen)
            return replace(old, **values)

        return self._keep(actor, "printer.change", changed)

    def remove(self, actor: Actor, printer_id: int) -> Printer:
        """Take a printer out of use: nothing goes there any more; what was printed there stays in the list."""
        require_role(actor, "printer.remove", MANAGERS)

        def work(conn: Connection) -> Printer:
            old = known_printer(conn, printer_id)
            gone = replace(old, active=False, name=f"{old.name} \u2020{old.id}", fallback_id=None)
            printer_rows.put(conn, gone)
            printer_rows.unassign_all(conn, printer_id)
            for other in printer_rows.all_of(conn):
                if other.fallback_id == printer_id:
                    printer_rows.put(conn, replace(other, fallback_id=None))
            keep_deed(conn, self.database, actor, "printer.remove", {"printer": str(printer_id)})
            return old

        return self.database.settle(work)

    def assign(self, actor: Actor, document: str, station_id: int, printer_id: int | None) -> None:
        """Send a kind of document to a printer, at a station or (0) anywhere; None: back to files.

        Raises `size_mismatch` when the document does not come in the paper that lies in it.
        """
        require_role(actor, "printer.assign", MANAGERS)
        if document not in SIZES_OF:
            raise OmsError("printer_document_unknown", document=document, known=", ".join(SIZES_OF))

        def work(conn: Connection) -> None:
            if printer_id is None:
                printer_rows.unassign(conn, document, station_id)
            else:
                paper_for(known_printer(conn, printer_id), document)
                printer_rows.assign(conn, Assignment(self.database.new_id(), document, station_id, printer_id))
            facts = {"document": document, "station": str(station_id), "printer": str(printer_id or "")}
            keep_deed(conn, self.database, actor, "printer.assign", facts)

        self.database.settle(work)

    def way(self, printer: Printer) -> Backend:
        """The way to a printer, kept while its data stay as they are."""
        device = Device(printer.name, printer.address, printer.language != "pdf")
        with self._turn:
            kept = self._ways.get((printer.backend, device))
            if kept is None:
                kept = self._ways[(printer.backend, device)] = open_backend(printer.backend, device)
            return kept

    def check(self, printer_id: int) -> None:
        """Ask a printer whether it is there and ready; raises the trouble in words.  Goes over the network."""
        self.way(self.by_id(printer_id)).check()

    def _keep(self, actor: Actor, event: str, make: Callable[[Connection], Printer]) -> Printer:
        def work(conn: Connection) -> Printer:
            new = checked(make(conn))
            others = [one for one in printer_rows.all_of(conn) if one.id != new.id]
            if any(one.name.casefold() == new.name.casefold() for one in others):
                raise OmsError("printer_name_taken", printer=new.name)
            refuse_circle(new, others)
            for one in printer_rows.assignments(conn):
                if one.printer_id == new.id:
                    paper_for(new, one.document)
            printer_rows.put(conn, new)
            keep_deed(conn, self.database, actor, event, {"printer": str(new.id), "backend": new.backend})
            return new

        return self.database.settle(work)


def printer_called(conn: Connection, wanted: str) -> Printer:
    """The printer in use with that name; raises `printer_unknown`, naming what there is."""
    known = [one for one in printer_rows.all_of(conn) if one.active]
    found = next((one for one in known if one.name.casefold() == wanted.strip().casefold()), None)
    if found is None:
        raise OmsError("printer_unknown", printer=wanted, known=", ".join(one.name for one in known))
    return found


def known_printer(conn: Connection, printer_id: int) -> Printer:
    """The printer with that key; raises `printer_unknown`."""
    found = printer_rows.printer(conn, printer_id)
    if found is None:
        known = ", ".join(one.name for one in printer_rows.all_of(conn) if one.active)
        raise OmsError("printer_unknown", printer=str(printer_id), known=known)
    return found


def checked(printer: Printer) -> Printer:
    """The printer with its size and resolution spelled as the house does; raises what is wrong with it."""
    if printer.backend not in BACKENDS:
        raise OmsError("printer_backend_unknown", backend=printer.backend, known=", ".join(BACKENDS))
    if printer.language not in LANGUAGES:
        raise OmsError("printer_language_unknown", language=printer.language, known=", ".join(LANGUAGES))
    check_address(printer.backend, printer.address)
    paper = paper_size(printer.paper, SHEETS).name
    return replace(printer, paper=paper, dpi_tenths=round(printer_dpi(printer.dpi) * 10))


def refuse_circle(printer: Printer, others: list[Printer]) -> None:
    """Raise `printer_fallback_circle` when taking over would lead back to the printer."""
    known = {one.id: one for one in others}
    seen, at = {printer.id}, printer.fallback_id
    while at is not None:
        if at in seen or len(seen) > LONGEST_FALLBACK:
            raise OmsError("printer_fallback_circle", printer=printer.name)
        seen.add(at)
        at = known[at].fallback_id if at in known else None


def refuse_misfit(printer: Printer, document: str, kept: str, fmt: str) -> None:
    """Raise when bytes made for one paper and resolution (`Paper.kept`) would come out wrong on this printer."""
    size, _, dpi = kept.partition("@")
    if sheet_of(size) != printer.paper:
        raise OmsError("size_mismatch", printer=printer.name, loaded=printer.paper, document=document, wanted=size)
    if (fmt == "pdf") != (printer.language == "pdf"):
        raise OmsError("printer_language_mismatch", printer=printer.name, language=printer.language, format=fmt)
    if fmt != "pdf" and float(dpi) and abs(float(dpi) - printer.dpi) >= 0.05:
        raise OmsError("printer_dpi_mismatch", printer=printer.name, dpi=f"{printer.dpi:g}", wanted=dpi)
