"""Printing: each file is written down as a job before anything leaves the program, with its very bytes.

"Accepted" is not "printed": a job waits until somebody saved or printed it (done), and a label until it was scanned
(confirmed).  Printing the same thing again is a further copy of the same bytes, so two labels never differ.  How
prints get to printers is `print_desk.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_oms.documents import Content, SlipContent, preview, render_many, zpl_picture
from desktop_oms.domain.command import Run
from desktop_oms.domain.entities import Parcel
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.printing import DONE, FAILED, OPEN, SENDABLE, STANDING, UNSURE, VOID, WAITING
from desktop_oms.domain.roles import Actor
from desktop_oms.gateways.printers import write_new
from desktop_oms.services import paper
from desktop_oms.services.commands import BulkResult, Commands, load
from desktop_oms.services.copies import demand_reason, further_copy
from desktop_oms.services.copies import loaded as loaded
from desktop_oms.services.copies import parcels_in as parcels_in
from desktop_oms.services.copies import subject_of as subject_of
from desktop_oms.services.database import Database
from desktop_oms.services.paper_wanted import Paper as Paper
from desktop_oms.services.paper_wanted import paper_of as paper_of
from desktop_oms.services.paper_wanted import usual_paper as usual_paper
from desktop_oms.services.picking import Picking
from desktop_oms.services.prints import Begun as Begun
from desktop_oms.services.prints import Print as Print
from desktop_oms.services.prints import demand_printer, print_of
from desktop_oms.services.prints import known_job as known_job
from desktop_oms.services.shared_boxes import InBox, whole
from desktop_oms.storage import box_rows, carrier_label_rows, print_rows, sending_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.print_rows import Job

SHOWN_JOBS = 200


@dataclass(frozen=True, slots=True)
class PickPrint:
    """A printed pick list (None when nothing could be picked), its waves, and the outcome for each order."""

    made: Print | None
    waves: tuple[str, ...]
    results: tuple[BulkResult, ...]

    @property
    def refused(self) -> tuple[BulkResult, ...]:
        """The orders that are not on the list, with the reason of each."""
        return tuple(result for result in self.results if result.trouble is not None)


class Printing:
    """Makes paper, keeps what was made, and saves it into a folder."""

    def __init__(self, database: Database, commands: Commands) -> None:
        self.database = database
        self.commands = commands
        self.picking = Picking(database, commands)

    def label(
        self,
        actor: Actor,
        parcel_id: int,
        *,
        size: str = "",
        fmt: str = "pdf",
        dpi: float = 203.2,
        reason: str = "",
    ) -> Print:
        """A parcel's shipping label.  The first print is the one packing asked for; a further one is a further copy.

        Raises `label_printed_before` for a further copy without a reason.
        """
        demand_printer(actor)
        asked = usual_paper(self.database, "label", size, fmt, dpi, parcel_id=parcel_id)

        def work(conn: Connection) -> tuple[Begun, bool]:
            order, parcel = loaded(conn, parcel_id, lock=True)
            before = {one.id for one in print_rows.of_order(conn, order.id, "label", subject_of(order, parcel))}
            demand_reason(conn, order, parcel, None, reason)
            job = self.open_label(conn, actor, order, parcel, asked, reason, SENDABLE)
            return begun(conn, job, whole(conn, order, parcel), print_rows.payload(conn, job.id)), job.id not in before

        label, fresh = self.database.write(work)
        return replace(self.drawn(label), fresh=fresh)

    def labels(
        self,
        actor: Actor,
        parcel_ids: Sequence[int],
        *,
        size: str = "",
        fmt: str = "pdf",
        dpi: float = 203.2,
        start: int = 1,
        reason: str = "",
    ) -> Print:
        """The labels of several parcels in one file, in exactly this order; on a sheet from place `start` on.

        Raises `label_printed_before` when one of them is a further copy and there is no reason.
        """
        first = next(iter(parcel_ids), None)
        asked = usual_paper(self.database, "label", size, fmt, dpi, parcel_id=first)

        def work(conn: Connection) -> tuple[list[Content], list[str]]:
            wanted = dict.fromkeys(box_rows.lead_of(conn, parcel_id) for parcel_id in parcel_ids)
            found = [loaded(conn, parcel_id) for parcel_id in wanted]
            alone = next((order for order, parcel in found if carrier_label_rows.of_parcel(conn, parcel)), None)
            if alone is not None:
                raise OmsError("carrier_label_alone", number=alone.number)
            copies = [1 + demand_reason(conn, order, parcel, None, reason) for order, parcel in found]
            return [
                paper.label_content(whole(conn, *one), head_of(conn, *one), copy, self.database.now())
                for one, copy in zip(found, copies, strict=True)
            ], [subject_of(order, parcel) for order, parcel in found]

        contents, subjects = self.database.read(work)
        return self.batch(actor, asked, contents, subjects, start=start, reason=reason)

    def slip(
        self, actor: Actor, order_id: int, parcel_id: int | None = None, *, size: str = "", fmt: str = "pdf"
    ) -> Print:
        """The packing slips of an order: of one parcel, else of each box it has, else of all that is to go out."""
        return self.slips(actor, [order_id], parcel_id=parcel_id, size=size, fmt=fmt)

    def slips(
        self,
        actor: Actor,
        order_ids: Sequence[int],
        *,
        parcel_id: int | None = None,
        size: str = "",
        fmt: str = "pdf",
        dpi: float = 203.2,
    ) -> Print:
        """The packing slips of several orders in one file, in exactly this order."""
        first = next(iter(order_ids), None)
        asked = usual_paper(self.database, "slip", size, fmt, dpi, order_id=first)

        def work(conn: Connection) -> list[tuple[Order, list[SlipContent]]]:
            orders = [load(conn, order_id, lock=False) for order_id in order_ids]
            return [(order, paper.slip_contents(conn, order, parcel_id)) for order in orders]

        found = self.database.read(work)
        contents = list(dict.fromkeys(content for _, some in found for content in some))  # a shared box has one slip
        only = found[0][0] if len(found) == 1 else None
        return self.batch(actor, asked, contents, [order.number for order, _ in found], only)

    def pick_list(
        self, actor: Actor, order_ids: Sequence[int], *, size: str = "", fmt: str = "pdf", dpi: float = 203.2
    ) -> PickPrint:
        """One pick list a warehouse for these orders, by bin, a basket an order; their parts count as being picked.

        What cannot be picked is told in `refused`; with nothing at all to pick there is no print.
        """
        demand_printer(actor)
        asked = usual_paper(self.database, "picklist", size, fmt, dpi)
        found = self.picking.start(actor, order_ids)
        made = self.batch(actor, asked, list(found.contents), list(found.waves)) if found.contents else None
        return PickPrint(made, found.waves, found.results)

    def wave_list(self, actor: Actor, wave_id: int, *, size: str = "", fmt: str = "pdf", dpi: float = 203.2) -> Print:
        """The pick list of a wave as it stands: what is still to take, and which list of it this is.

        Raises `wave_all_taken` when nothing is left to take.
        """
        asked = usual_paper(self.database, "picklist", size, fmt, dpi)
        content = self.picking.content(actor, wave_id)
        if not content.lines:
            raise Refused("wave_all_taken", wave=content.wave)
        return self.batch(actor, asked, [content], [content.wave], copy=content.print_no)

    def again(self, actor: Actor, job_id: int, reason: str) -> Print:
        """A further copy of a print, the same to the byte; raises `reason_missing`."""
        if not reason.strip():
            raise Refused("reason_missing")
        demand_printer(actor)

        def work(conn: Connection) -> Job:
            first = known_job(conn, job_id)
            again = further_copy(conn, self.database, actor, first, reason)
            if first.state in (FAILED, *UNSURE):  # whatever becomes of it: this copy takes its place
                print_rows.move(conn, job_id, VOID, self.database.now())
            return again

        return self.made(self.database.write(work).id)

    def made(self, job_id: int) -> Print:
        """The print of a job; one that was never rendered (the program ended meanwhile) is rendered now."""

        def look(conn: Connection) -> tuple[Job, bytes]:
            return known_job(conn, job_id), print_rows.payload(conn, job_id)

        job, data = self.database.read(look)
        if data:
            return print_of(job, data)
        try:
            content = self.database.read(lambda conn: _read_label(conn, job))
        except OmsError:
            self.database.write(lambda conn: print_rows.move(conn, job_id, FAILED))
            raise
        return self.drawn(Begun(job, content))

    def drawn(self, found: Begun) -> Print:
        """A print that was just written down, with its bytes; they are kept before anybody gets them."""
        job, content = found.job, found.content
        if content is None:
            return print_of(job, found.data)
        size, _, dpi = job.size.partition("@")
        try:
            done = render_many([content], size, job.fmt, float(dpi))
        except OmsError:
            self.database.write(lambda conn: print_rows.move(conn, job.id, FAILED))
            raise

        def keep(conn: Connection) -> bytes:
            mine = print_rows.keep_payload(conn, job.id, done.data)
            print_rows.move(conn, job.id, WAITING)
            return done.data if mine else print_rows.payload(conn, job.id)

        return replace(print_of(job, self.database.write(keep)), notices=done.notices)

    def waiting(self) -> list[Job]:
        """Prints nobody saved or printed yet, the oldest first; shown when the program starts."""
        return self.database.read(lambda conn: print_rows.waiting(conn, SHOWN_JOBS))

    def save(self, actor: Actor, made: Print, folder: Path) -> Path:
        """Save a print as a file in a folder, never over another file; then the job is done."""
        demand_printer(actor)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file = write_new(folder, made.name, made.data)
        except OSError as trouble:
            raise OmsError("print_not_saved", folder=str(folder), why=trouble.strerror or "") from None
        self.done(actor, made.job_id)
        return file

    def done(self, actor: Actor, job_id: int) -> None:
        """The bytes are saved or on paper; a label's parcel counts as printed from now on."""
        job = self.database.read(lambda conn: known_job(conn, job_id))
        if job.state not in OPEN:
            return
        for parcel_id in parcels_in(job.subject) if job.document == "label" else ():
            self._mark_printed(actor, parcel_id)
        now = self.database.now()
        self.database.write(lambda conn: print_rows.move(conn, job_id, DONE, now))

    def preview(self, made: Print, dpi: float = 96, page: int = 0) -> bytes:
        """A page (from 0) of a print as a PNG picture: what will come out of the printer.

        A label printer's page has its own dots and takes no `dpi`.
        """
        return preview(made.data, dpi, page) if made.fmt == "pdf" else zpl_picture.preview(made.data, page)

    def label_job(self, conn: Connection, actor: Actor, box: Sequence[InBox], asked: Paper) -> Begun:
        """The job of a box's label on that paper: the one there is, else a new one, in the caller's transaction.

        A label the carrier issued has the paper it came on.
        """
        order, parcel = box[0].order, box[0].parcel
        job, data = self._label_in(conn, actor, order, parcel, asked, "", STANDING)
        return begun(conn, job, box, print_rows.payload(conn, job.id) if data is None else data)

    def open_label(
        self,
        conn: Connection,
        actor: Actor,
        order: Order,
        parcel: Parcel,
        asked: Paper,
        reason: str,
        states: Collection[str] = OPEN,
    ) -> Job:
        """The job of a parcel's label that is in one of `states`, else a further copy; in the caller's transaction."""
        return self._label_in(conn, actor, order, parcel, asked, reason, states)[0]

    def _label_in(
        self,
        conn: Connection,
        actor: Actor,
        order: Order,
        parcel: Parcel,
        asked: Paper,
        reason: str,
        states: Collection[str],
    ) -> tuple[Job, bytes | None]:
        """The job of a label on that paper in one of these states; else a further copy with its bytes.

        They are the same where the label was printed on such paper before, and none while it is still to be drawn.
        """
        asked, subject = paper_of_label(conn, parcel, asked), subject_of(order, parcel)
        before = print_rows.of_order(conn, order.id, "label", subject)
        same = [one for one in before if (one.fmt, one.size) == (asked.fmt, asked.kept)]
        there = next((one for one in same if one.state in states), None)
        if there is not None:
            return there, None
        printed = int(parcel.printed_at is not None)  # in a batch of several orders
        job = self._job(actor, asked, subject, order, copy=1 + max((one.copy for one in before), default=printed))
        job = job._replace(reason=reason.strip())
        data = carrier_label_rows.bytes_of(conn, parcel) or (print_rows.payload(conn, same[0].id) if same else b"")
        print_rows.add(conn, job, data)
        return job, data

    def batch(
        self,
        actor: Actor,
        asked: Paper,
        contents: Sequence[Content],
        subjects: Sequence[str],
        order: Order | None = None,
        start: int = 1,
        reason: str = "",
        copy: int = 1,
    ) -> Print:
        """Render first, then write the job with its bytes: nothing here has to be printed twice after a kill.

        `copy` says which one it is; the prints of an `order` are counted here.
        """
        demand_printer(actor)
        done = render_many(contents, asked.size, asked.fmt, asked.dpi, start)
        subject = " ".join(subjects)

        def work(conn: Connection) -> Job:
            before = print_rows.of_order(conn, order.id, asked.document, subject) if order else []
            job = self._job(actor, asked, subject, order, max((one.copy + 1 for one in before), default=copy))
            print_rows.add(conn, job._replace(reason=reason.strip()), done.data)
            return job

        return replace(print_of(self.database.write(work), done.data), notices=done.notices, fresh=True)

    def _job(self, actor: Actor, asked: Paper, subject: str, order: Order | None, copy: int) -> Job:
        return Job(
            id=self.database.new_id(),
            order_id=order.id if order else None,
            merchant_id=order.merchant_id if order else None,
            document=asked.document,
            subject=subject,
            state=WAITING,
            fmt=asked.fmt,
            size=asked.kept,
            copy=copy,
            reason="",
            station=actor.station,
            user_id=actor.user_id,
            at=self.database.now(),
        )

    def _mark_printed(self, actor: Actor, parcel_id: int) -> None:
        place = self.database.read(lambda conn: sending_rows.place_of(conn, parcel_id))
        if place is None:
            return

        def mark(run: Run) -> Parcel:
            parcel = next(parcel for parcel in run.order.parcels if parcel.id == parcel_id)
            parcel.printed_at = parcel.printed_at or run.world.now
            run.share(parcel)
            return parcel

        self.commands.run(actor, place.order_id, "parcel.printed", mark)


def paper_of_label(conn: Connection, parcel: Parcel, asked: Paper) -> Paper:
    """The paper asked for, or the one that the carrier's own label came on: at no resolution of ours."""
    kept = carrier_label_rows.of_parcel(conn, parcel)
    return Paper("label", kept.size, kept.fmt, 0) if kept else asked


def begun(conn: Connection, job: Job, box: Sequence[InBox], data: bytes) -> Begun:
    """A box's label with its bytes, or with what it will say."""
    return Begun(job, None, data) if data else Begun(job, label_of(conn, job, box))


def label_of(conn: Connection, job: Job, box: Sequence[InBox]) -> Content:
    """What the label of a whole box says."""
    return paper.label_content(box, head_of(conn, box[0].order, box[0].parcel), job.copy, job.at)


def _read_label(conn: Connection, job: Job) -> Content:
    (parcel_id,) = parcels_in(job.subject)
    return label_of(conn, job, whole(conn, *loaded(conn, parcel_id)))


def head_of(conn: Connection, order: Order, parcel: Parcel | None) -> paper.Letterhead:
    """The letterhead for a parcel, or for an order that has none yet."""
    return paper.letterhead(conn, order, parcel.warehouse_id if parcel else None)
