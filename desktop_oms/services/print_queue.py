"""The print queue: how far prints are, and what a person does about those that did not come out.

Sent again, printed once more with a reason, put on another printer, given up, or settled by the eye; a batch goes on
behind its last good label, which is scanned.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop_oms.documents import preview, zpl_picture
from desktop_oms.documents.raster import page_count
from desktop_oms.domain.codes import normalise
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.printing import ADDRESS as ADDRESS
from desktop_oms.domain.printing import OPEN, SENDABLE, VOID, WAITING, Printer
from desktop_oms.domain.printing import REASONS as REASONS
from desktop_oms.domain.roles import SYSTEM, Actor
from desktop_oms.formats import local
from desktop_oms.services.commands import Commands
from desktop_oms.services.copies import further_copy
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import keep_deed
from desktop_oms.services.paper_wanted import paper_for
from desktop_oms.services.picking import house_zone
from desktop_oms.services.print_sender import PrintSender, demand_here
from desktop_oms.services.print_sender import trouble_of as trouble_of
from desktop_oms.services.printers import Printers, known_printer, refuse_misfit
from desktop_oms.services.printing import Print, Printing, known_job, loaded, parcels_in
from desktop_oms.services.prints import demand_printer
from desktop_oms.storage import print_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.print_rows import Job, Sending
from desktop_oms.storage.print_rows import Listed as Listed

SHOWN = 500
USUAL_DPI = 203.2


@dataclass(frozen=True, slots=True)
class Pages:
    """The very bytes of a print, to be looked at page by page; `own` is the resolution they were made for."""

    made: Print
    pages: int
    own: float

    def picture(self, page: int, dpi: float) -> bytes:
        """A page (from 0) as a PNG picture of so many dots per inch."""
        if self.made.fmt == "pdf":
            return preview(self.made.data, dpi, page)
        return zpl_picture.preview(self.made.data, page, dpi / self.own)


class PrintQueue:
    """Looks after what printers were given."""

    def __init__(
        self,
        database: Database,
        commands: Commands,
        printing: Printing,
        printers: Printers,
        sender: PrintSender,
    ) -> None:
        self.database = database
        self.commands = commands
        self.printing = printing
        self.printers = printers
        self.sender = sender

    def listing(self, which: str = "today", limit: int = SHOWN) -> list[Listed]:
        """Prints of a filter (`print_rows.FILTERS`), the newest first."""
        return self.database.read(lambda conn: print_rows.listing(conn, which, self._day(conn), limit))

    def counts(self) -> dict[str, int]:
        """How many prints each filter holds."""
        return self.database.read(lambda conn: print_rows.counts(conn, self._day(conn)))

    def unsettled(self, station: str = "") -> int:
        """How many prints of a station nobody has settled: on their way, stuck or failed."""
        return self.database.read(lambda conn: print_rows.unsettled_count(conn, station))

    def one(self, job_id: int) -> Listed:
        """One print as it stands; raises `print_missing`."""
        found = self.database.read(lambda conn: print_rows.listed(conn, job_id))
        if found is None:
            raise OmsError("print_missing", job=str(job_id))
        return found

    def batch(self, batch_id: int) -> list[Listed]:
        """The prints of a batch that stand, in the list's order."""
        return self.database.read(lambda conn: print_rows.batch(conn, batch_id))

    def watch(self, actor: Actor = SYSTEM, *, at: str = "") -> list[Listed]:
        """Ask the printers about what is on its way; gives what changed.  `at` is a place of work by its name."""
        return self.sender.watch(replace(actor, station=at) if at else actor)

    @staticmethod
    def refusal(actor: Actor) -> OmsError | None:
        """Why a person may do nothing about prints but look at them; None for who works with them."""
        try:
            demand_printer(actor)
        except Refused as refused:
            return refused
        return None

    def retry(self, actor: Actor, job_id: int) -> Listed:
        """Send a print whose bytes never left, then what waits behind it in its batch.

        One with an unknown outcome is printed again with a reason instead (`print_not_to_send`), and what lies with
        another station's own printer is sent from there (`print_of_other_station`).
        """
        demand_printer(actor)
        one = self.one(job_id)
        if one.state not in SENDABLE or one.sending is None:
            raise Refused("print_not_to_send")
        demand_here(self.printers, actor, one)
        if one.sending.batch_id is None:
            return self.sender.send(actor, job_id)
        self.sender.send_batch(actor, one.sending.batch_id, one.sending.place)
        return self.one(job_id)

    def again(
        self, actor: Actor, job_id: int, reason: str, *, request: str = "", printer_id: int | None = None
    ) -> Listed:
        """A further copy with its reason, the same to the byte; on another printer too, if the bytes fit it.

        A label that fits no more is made anew for that printer.  Raises `label_address_changed` for that reason,
        `print_of_other_station` where the printer it went to cannot be reached from here and no other was chosen.
        """
        demand_printer(actor)
        if not reason.strip():
            raise Refused("reason_missing")
        if reason == ADDRESS:
            raise Refused("label_address_changed")
        one = self.one(job_id)
        before = one.sending.printer_id if one.sending else None
        if printer_id in (None, before):
            demand_here(self.printers, actor, one)
        wanted = printer_id or before
        printer = self.printers.chosen(actor, one.job.document, wanted)

        def work(conn: Connection) -> list[Job]:
            copy = self._copy(conn, actor, one, reason, printer)
            way = one.sending or Sending(one.job.id, printer.id)
            way = Sending(copy.id, printer.id, request or None, way.batch_id, way.place, way.pieces)
            print_rows.add_sending(conn, way)
            return [copy]

        made = self.sender.once(request, work)
        self.sender.cancel(actor, [one])
        return self.sender.send_all(actor, made)[0]

    def elsewhere(self, actor: Actor, job_id: int, reason: str) -> Listed:
        """A further copy on the other printer: the fall-back of the one it went to, or back on the station's own.

        Raises `no_other_printer` where there is only one, `print_not_to_send` for what only became a file.
        """
        one = self.one(job_id)
        if one.sending is None:
            raise Refused("print_not_to_send")
        other = self.printers.other(one.job.document, actor.station_id, one.sending.printer_id)
        if other is None:
            raise OmsError("no_other_printer", printer=one.printer)
        return self.again(actor, job_id, reason, printer_id=other.id)

    def void(self, actor: Actor, job_id: int, reason: str) -> Listed:
        """Give a print up.  With the reason "address" a label's waybill is void too: its parcel needs a new one."""
        demand_printer(actor, "print.void")
        one = self.one(job_id)
        now = self.database.now()
        if one.state == VOID:
            return one

        def also(conn: Connection) -> None:
            if not print_rows.move(conn, job_id, VOID, now):
                raise Refused("print_settled")
            for copy in print_rows.of_order(conn, one.job.order_id, one.job.document, one.job.subject):
                if reason == ADDRESS:
                    print_rows.move(conn, copy.id, VOID, now)
            keep_deed(conn, self.database, actor, "print.void", {"job": str(job_id), "reason": reason})

        parcels = parcels_in(one.job.subject)
        if reason == ADDRESS and one.job.document == "label" and one.job.order_id is not None and len(parcels) == 1:
            self.commands.do(
                actor, one.job.order_id, "parcel.unlabel", parcels[0], also=lambda conn, _run, _made: also(conn)
            )
        else:
            self.database.write(also)
        self.sender.cancel(actor, [one])
        return self.one(job_id)

    def drop(self, actor: Actor, made: Print) -> None:
        """Nobody saves it after all: what was made for that is void.

        A label that waits for its paper waits on, and so does the list of a picking, which has begun.
        """

        def work(conn: Connection) -> None:
            if known_job(conn, made.job_id).state == WAITING and print_rows.move(conn, made.job_id, VOID):
                keep_deed(conn, self.database, actor, "print.void", {"job": str(made.job_id), "reason": "not_saved"})

        demand_printer(actor, "print.void")
        if made.fresh and made.document != "picklist":
            self.database.write(work)

    def settle(self, actor: Actor, job_id: int) -> Listed:
        """A person holds the paper in the hand: the print is done, whatever the printer says."""
        demand_printer(actor, "print.settle")
        self.printing.done(actor, job_id)
        return self.one(job_id)

    def resume(self, actor: Actor, batch_id: int, code: str) -> list[Listed]:
        """Go on behind the last good label of a batch, which was scanned (waybill or order's number).

        Up to it the labels are out; what had been sent behind it is taken back and printed once more.
        """
        demand_printer(actor)
        before = self.batch(batch_id)
        last = next((one for one in before if normalise(code) in codes_of(one.job)), None)
        if last is None or last.sending is None:
            raise OmsError("label_not_in_batch", scanned=normalise(code))
        demand_here(self.printers, actor, last)
        good = [one for one in before if one.sending and one.sending.place <= last.sending.place]
        behind = [one for one in before if one.sending and one.sending.place > last.sending.place]
        for one in good:
            self.printing.done(actor, one.job.id)

        def work(conn: Connection) -> list[Listed]:
            print_rows.confirm(conn, last.job.order_id, last.job.subject, self.database.now())
            return [one for one in behind if self._once_more(conn, actor, one)]

        self.sender.cancel(actor, self.database.write(work))
        return self.sender.send_batch(actor, batch_id)

    def pages(self, job_id: int) -> Pages:
        """A print's pages; raises `preview_not_possible` for a carrier's own ZPL."""
        made = self.printing.made(job_id)
        size = self.one(job_id).job.size
        count = page_count(made.data) if made.fmt == "pdf" else zpl_picture.page_count(made.data)
        return Pages(made, count, float(size.partition("@")[2] or 0) or USUAL_DPI)

    def sheets(self, actor: Actor, job_id: int, dpi: float) -> list[bytes]:
        """Every page of a PDF print as a PNG, for whoever prints it by other means than a printer of ours."""
        demand_printer(actor)
        made = self.printing.made(job_id)
        return [self.printing.preview(made, dpi, page) for page in range(page_count(made.data))]

    def _copy(self, conn: Connection, actor: Actor, one: Listed, reason: str, printer: Printer) -> Job:
        """The row of a further copy; the older one is void unless it is on paper."""
        job = one.job
        try:
            refuse_misfit(printer, job.document, job.size, job.fmt)
        except OmsError:
            parcels = parcels_in(job.subject) if job.document == "label" else []
            if len(parcels) != 1:
                raise
            order, parcel = loaded(conn, parcels[0])
            copy = self.printing.open_label(conn, actor, order, parcel, paper_for(printer, "label"), reason)
        else:
            copy = further_copy(conn, self.database, actor, job, reason)
        if job.state in OPEN:
            print_rows.move(conn, job.id, VOID, self.database.now())
        return copy

    def _once_more(self, conn: Connection, actor: Actor, one: Listed) -> bool:
        """A print behind the last good label: sent ones get a further copy in their place.  True if it was sent."""
        if one.state in SENDABLE or one.sending is None:
            return False
        print_rows.move(conn, one.job.id, VOID, self.database.now())
        copy = self._copy(conn, actor, one, "jam", known_printer(conn, one.sending.printer_id))
        way = one.sending
        print_rows.add_sending(conn, Sending(copy.id, way.printer_id, None, way.batch_id, way.place, way.pieces))
        return True

    def _day(self, conn: Connection) -> int:
        """When the house's day began, ms UTC."""
        moment = local(self.database.now(), house_zone(conn))
        return int(moment.replace(hour=0, minute=0, second=0, microsecond=0).timestamp() * 1000)


def subject_words(one: Listed) -> str:
    """What a print is of, as people say it: the parcel's or order's number, and how many more."""
    first, *more = one.job.subject.split(" ")
    return first.partition("/")[0] + (f" +{len(more)}" if more else "")


def codes_of(job: Job) -> set[str]:
    """What may be scanned from a label: its waybill, its parcel's number, its order's."""
    number, _, rest = job.subject.partition("/")
    waybill = rest.partition("/")[2]
    return {normalise(code) for code in (waybill, number, number.rpartition("-")[0]) if code}
