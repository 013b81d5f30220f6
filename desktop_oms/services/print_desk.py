"""Paper to a printer: asked for once, written down, sent.

Every print is a row with its bytes before anything leaves the program.  One request is one print, however often it
arrives; a further copy of a label needs a reason.  A batch prints in exactly the list's order.  What becomes of prints
is looked after by `print_queue.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_oms.documents import test_page
from desktop_oms.domain.printing import (
    FAILED,
    OPEN,
    SENDABLE,
    STUCK,
    UNSURE,
    VOID,
    WAITING,
    Printer,
)
from desktop_oms.domain.roles import Actor
from desktop_oms.formats import local
from desktop_oms.services.copies import demand_reason
from desktop_oms.services.database import Database
from desktop_oms.services.paper_settings import usual_size
from desktop_oms.services.paper_wanted import Paper, paper_for, paper_of
from desktop_oms.services.picking import house_zone
from desktop_oms.services.print_sender import PrintSender, trouble_of
from desktop_oms.services.printers import Printers, refuse_misfit
from desktop_oms.services.printing import (
    Print,
    Printing,
    known_job,
    loaded,
    paper_of_label,
)
from desktop_oms.services.prints import demand_printer
from desktop_oms.storage import catalogue_rows, print_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.print_rows import Job, Listed, Sending


@dataclass(frozen=True, slots=True)
class PutOut:
    """Where a print went: to a printer, or into a file; `other` is the printer that may be tried instead."""

    printer: str = ""
    file: Path | None = None
    other: str = ""


class PrintDesk:
    """Prints through printers."""

    def __init__(self, database: Database, printing: Printing, printers: Printers, sender: PrintSender) -> None:
        self.database = database
        self.printing = printing
        self.printers = printers
        self.sender = sender

    def paper(self, actor: Actor, document: str, usual: str = "") -> Paper | None:
        """How a document is made for the printer of the actor's station; None where it goes into a file.

        The `usual` size is taken where it lies on the printer's paper.
        """
        printer = self.printers.assigned(document, actor.station_id)
        return paper_for(printer, document, usual) if printer else None

    def print_label(
        self, actor: Actor, parcel_id: int, *, request: str = "", reason: str = "", printer_id: int | None = None
    ) -> Listed:
        """A parcel's label on the station's printer (or another one).

        Raises `label_printed_before` for a further copy without a reason, `no_printer`, `size_mismatch`.
        """
        return self.print_labels(actor, [parcel_id], request=request, reason=reason, printer_id=printer_id)[0]

    def print_labels(
        self,
        actor: Actor,
        parcel_ids: Sequence[int],
        *,
        request: str = "",
        reason: str = "",
        printer_id: int | None = None,
        start: int = 1,
    ) -> list[Listed]:
        """The labels of several parcels, each a print of its own, as one batch in exactly this order.

        On sheets that hold several they are one print, which begins at place `start` of the first sheet.
        """
        demand_printer(actor)
        printer = self.printers.chosen(actor, "label", printer_id)
        usual = usual_size(self.database, "label", parcel_id=next(iter(parcel_ids), None))
        asked = paper_for(printer, "label", usual)
        if asked.places > 1 and (len(parcel_ids) > 1 or start > 1):
            told = {"size": asked.size, "fmt": asked.fmt, "dpi": asked.dpi, "start": start, "reason": reason}
            return self._print_sheets(actor, parcel_ids, told, printer, request)

        def work(conn: Connection) -> list[Job]:
            batch_id = self.database.new_id() if len(parcel_ids) > 1 else None
            made = [self._label(conn, actor, parcel_id, asked, reason) for parcel_id in parcel_ids]
            for place, job in enumerate(made, start=1):
                way = Sending(job.id, printer.id, None, batch_id, place, len(made))
                self._put_on_its_way(conn, actor, way._replace(request=request or None) if place == 1 else way)
            return made

        return self.sender.send_all(actor, self.sender.once(request, work))

    def places(self, actor: Actor, order_ids: Sequence[int]) -> int:
        """How many labels a sheet holds on which these orders' would be printed; 1 where each has its own paper."""
        size = usual_size(self.database, "label", order_id=next(iter(order_ids), None))
        return (self.paper(actor, "label", size) or paper_of("label", size)).places

    def _print_sheets(
        self, actor: Actor, parcel_ids: Sequence[int], told: Mapping[str, Any], printer: Printer, request: str
    ) -> list[Listed]:
        before = self.database.read(lambda conn: print_rows.asked_before(conn, request)) if request else []
        if before:
            return self.sender.send_all(actor, before)
        made = self.printing.labels(actor, parcel_ids, **told)
        return [self.put(actor, made, request=request, printer_id=printer.id)]

    def put(self, actor: Actor, made: Print, *, request: str = "", printer_id: int | None = None) -> Listed:
        """Send what is made already (slips, a pick list) to the station's printer, or another one it fits."""
        demand_printer(actor)
        printer = self.printers.chosen(actor, made.document, printer_id)
        return self.sender.send_all(actor, self._put(actor, made.job_id, printer, request))[0]

    def wanted(self, actor: Actor, document: str) -> dict[str, Any]:
        """How the printer of the actor's station wants a document made: `size`, `fmt`, `dpi`; nothing without one."""
        asked = self.paper(actor, document)
        return {"size": asked.size, "fmt": asked.fmt, "dpi": asked.dpi} if asked else {}

    def give(self, actor: Actor, document: str, make: Callable[..., Print], request: str = "") -> Print | Listed:
        """What `make` makes (of `size`, `fmt`, `dpi`), sent to the station's printer in its paper.

        Without a printer it comes back, to become a file.
        """
        told = self.wanted(actor, document)
        made = make(**told)
        return self.put(actor, made, request=request) if told else made

    def out(self, actor: Actor, document: str, make: Callable[..., Print], folder: Path) -> PutOut:
        """What `make` makes, given to the station's printer, else saved into the folder; raises what went wrong."""
        given = self.give(actor, document, make)
        if isinstance(given, Print):
            return PutOut(file=self.printing.save(actor, given, folder))
        return self.came_of(actor, given)

    def put_out(self, actor: Actor, made: Print, folder: Path, *, known: bool = False) -> PutOut:
        """Send a print to the printer of the station, else save it into the folder; raises what went wrong.

        What was sent before is not sent again; with `known` what was saved before is not saved again either.
        """
        demand_printer(actor)
        if known and self.database.read(lambda conn: known_job(conn, made.job_id)).state not in SENDABLE:
            return PutOut()
        printer = self.printers.assigned(made.document, actor.station_id)
        if printer is None:
            return PutOut(file=self.printing.save(actor, made, folder))
        return self.came_of(actor, self.sender.send_all(actor, self._put(actor, made.job_id, printer, ""))[0])

    def came_of(self, actor: Actor, one: Listed) -> PutOut:
        """Where a print lies that was just sent; raises why it did not get there."""
        trouble, way = trouble_of(one), one.sending
        if trouble is not None and one.state in (STUCK, FAILED):
            raise trouble
        other = self.printers.other(one.job.document, actor.station_id, way.printer_id) if way else None
        return PutOut(one.printer, other=other.name if other else "")

    def test(self, actor: Actor, printer_id: int, kind: str = "test", request: str = "") -> Listed:
        """A test page, or ("calibration") one with rulers, on a printer."""
        demand_printer(actor)
        printer = self.printers.by_id(printer_id)

        def facts(conn: Connection) -> tuple[str, list[str]]:
            language = str(catalogue_rows.setting(conn, "language", "zh_CN"))
            moment = f"{local(self.database.now(), house_zone(conn)):%Y-%m-%d %H:%M:%S}"
            told = f"{printer.backend} {printer.address}".strip()
            return language, [printer.name, told, f"{printer.paper} · {printer.dpi:g} dpi · {printer.language}", moment]

        language, lines = self.database.read(facts)
        data = test_page.page_of(kind, printer.paper, printer.language, printer.dpi, language, lines, "TEST-128")

        def work(conn: Connection) -> list[Job]:
            kept = f"{printer.paper}@{printer.dpi:g}"
            job = self._job(actor, "testpage", printer.name.replace(" ", "_"), printer.language, kept)
            print_rows.add(conn, job, data)
            print_rows.add_sending(conn, Sending(job.id, printer.id, request or None))
            return [job]

        return self.sender.send_all(actor, self.sender.once(request, work))[0]

    def _label(self, conn: Connection, actor: Actor, parcel_id: int, asked: Paper, reason: str) -> Job:
        order, parcel = loaded(conn, parcel_id, lock=True)
        asked = paper_of_label(conn, parcel, asked)
        demand_reason(conn, order, parcel, asked, reason)
        label = self.printing.open_label(
            conn, actor, order, parcel, asked, reason, SENDABLE if reason.strip() else OPEN
        )
        if label.reason:  # a further copy takes the place of one of open outcome
            for one in print_rows.of_order(conn, order.id, "label", label.subject):
                if one.state in UNSURE and one.id != label.id:
                    print_rows.move(conn, one.id, VOID, self.database.now())
        return label

    def _put_on_its_way(self, conn: Connection, actor: Actor, way: Sending) -> None:
        """A print goes to a printer from now on; one that is not sent yet may change to another."""
        known = print_rows.sending(conn, way.job_id)
        if known is not None and known_job(conn, way.job_id).state not in SENDABLE:
            return
        print_rows.bring(conn, way.job_id, actor.station)
        if known is None:
            print_rows.add_sending(conn, way)
        else:
            values = way._replace(tries=known.tries, facts={})._asdict()
            print_rows.tell(conn, **values)

    def _put(self, actor: Actor, job_id: int, printer: Printer, request: str) -> list[Job]:
        def work(conn: Connection) -> list[Job]:
            job = known_job(conn, job_id)
            refuse_misfit(printer, job.document, job.size, job.fmt)
            if print_rows.sending(conn, job_id) is None:
                print_rows.bring(conn, job_id, actor.station)
                print_rows.add_sending(conn, Sending(job_id, printer.id, request or None))
            return [job]

        return self.sender.once(request, work)

    def _job(self, actor: Actor, document: str, subject: str, fmt: str, kept: str) -> Job:
        return Job(
            self.database.new_id(), None, None, document, subject, WAITING, fmt, kept, 1, "",
            actor.station, actor.user_id, self.database.now(),
        )  # fmt: skip
