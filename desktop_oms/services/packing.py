"""The packing bench: a scan claims an order for a station, each piece is stored at once, the label closes the box.

`PackingSession` (domain) decides what a scan means; this stores it.  What another station or the order desk changed
meanwhile is refused here, in the transaction that counts, packs or labels.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop_oms.domain import lifecycle, parcels
from desktop_oms.domain.codes import keys_of, normalise
from desktop_oms.domain.command import Run
from desktop_oms.domain.entities import Parcel
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.packability import not_packable
from desktop_oms.domain.packing import Article, ScanResult, Verdict
from desktop_oms.domain.roles import Actor
from desktop_oms.services import carriers
from desktop_oms.services.bench_rules import bench_rules
from desktop_oms.services.box_deeds import BoxDeeds
from desktop_oms.services.boxes import (
    NO_LEAVE,
    Closing,
    Leave,
    OpeningTogether,
    at_this_station,
    box_of,
    is_mine,
    open_box,
    opening_together,
    refuse,
    wanted_boxes,
    waybill_is_free,
)
from desktop_oms.services.carriers import Carrier
from desktop_oms.services.commands import Commands, load
from desktop_oms.services.database import Database
from desktop_oms.services.matching import gtin_spellings
from desktop_oms.services.pack_job import Labelled as Labelled
from desktop_oms.services.pack_job import PackJob, articles, read_job
from desktop_oms.services.pack_job import Stored as Stored
from desktop_oms.services.paper_wanted import Asked
from desktop_oms.services.pieces import Filling, NotClosed, Piece, add_scan
from desktop_oms.services.printing import Printing, subject_of
from desktop_oms.services.scan_bench import ScanBench, first_left
from desktop_oms.services.shared_boxes import MatesSeen, demand_packable_mates, last_sign, mate_stopped, whole
from desktop_oms.storage import box_rows, order_rows, print_rows, sending_rows, wave_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.sending_rows import Box as Box
from desktop_oms.storage.sending_rows import Place
from desktop_oms.storage.trouble import broken_rules

CATALOGUE_KEPT_FOR = 60_000  # ms that the names of foreign goods may be old
MOST_CODES = 200_000
RECENT = 12


class Packing:
    """Packs boxes, one bench and one box at a time."""

    def __init__(self, database: Database, commands: Commands, printing: Printing) -> None:
        self.database = database
        self.commands = commands
        self.printing = printing
        self.deeds = BoxDeeds(database, commands)
        self._catalogue: tuple[int, Mapping[str, Article]] | None = None
        self._turn = threading.Lock()
        self._mates = MatesSeen()

    def open(self, actor: Actor, code: str) -> PackJob:
        """Open the box that a scanned order, parcel (A100001-2) or waybill number asks for, at this station.

        Takes picked goods off the list as needed, and resumes a box of this station with its counts, or one whose own
        bench has been silent for too long.  The code of goods opens the oldest order for just that piece, with the
        piece counted.  Raises Refused with why it cannot be packed, or `pack_code_unknown`.
        """
        try:
            order_id, parcel_id = self.database.read(lambda conn: self._find(conn, code))
        except OmsError as trouble:
            single = self._single(actor, code) if trouble.code == "pack_order_first" else None
            if single is None:
                raise
            return single
        resumed = self.database.read(lambda conn: self._resume(conn, actor, order_id, parcel_id))
        return resumed if resumed is not None else self._open(actor, order_id, parcel_id)

    def _open(self, actor: Actor, order_id: int, parcel_id: int | None) -> PackJob:
        together = self.database.read(lambda conn: opening_together(conn, order_id, parcel_id))
        if together:
            opening = OpeningTogether(order_id, together)
            opened = self.commands.run_together(actor, together, "packing.open", opening.deed, ready=opening.ready)
            return self.job(next(done.subject_id for done in opened if done.order_id == order_id))
        silent: list[int] = []

        def ready(conn: Connection, order: Order) -> None:
            oldest = self.database.now() - bench_rules(conn).lease_minutes * 60_000
            boxes = [one.id for one in order.live_parcels() if not is_mine(one, actor)]
            silent[:] = [key for key in boxes if last_sign(conn, order, key) < oldest]

        done = self.commands.run(
            actor,
            order_id,
            "packing.open",
            lambda run: open_box(run, parcel_id, silent),
            ready=ready,
            also=self.deeds.note_taken_over,
        )
        return self.job(done.subject_id)

    def _single(self, actor: Actor, code: str) -> PackJob | None:
        """The oldest order for just this piece, opened with the piece counted; None when there is none to pack."""

        def look(conn: Connection) -> list[int]:
            codes = {code.strip(), *keys_of(code), *gtin_spellings(normalise(code))}
            return sending_rows.single_piece_orders(conn, codes) if bench_rules(conn).fast_lane else []

        for order_id in self.database.read(look):
            try:
                job = self._open(actor, order_id, None)
            except Refused:
                continue  # on hold, or another bench was faster: the next one fits as well
            session = job.session()
            if session.stop is None:
                result = session.scan(code)
                if result.units and self.record_scan(actor, job, result).refusal is None:
                    return self.job(job.parcel_id)
            return job
        return None

    def job(self, parcel_id: int) -> PackJob:
        """The box as it stands now, with the parts of all orders in it."""

        def look(conn: Connection) -> PackJob:
            order = load(conn, known_place(conn, parcel_id).order_id, lock=False)
            return read_job(conn, order, box_of(order, parcel_id), self._articles(conn))

        return self.database.read(look)

    def record_scan(self, actor: Actor, job: PackJob, result: ScanResult) -> Stored:
        """Store one scan at once, whatever it came to; a piece is counted unless the order forbids it by now.

        With a refusal the piece does not count: take it back in the session and stop.
        """
        if not result.units:
            self.keep_scan(actor, job, result, str(result.verdict))
            return Stored(job.version)
        piece = Piece(self.database, actor, job, result, self._mates)
        order_id = piece.part.order_id
        try:
            done = self.commands.run(actor, order_id, "packing.scan", piece.deed, ready=piece.ready, also=piece.also)
        except Refused as refusal:
            self.keep_scan(actor, job, result, str(Verdict.BLOCKED))
            return Stored(job.version, refusal)
        return Stored(done.version)

    def fill(self, actor: Actor, job: PackJob, result: ScanResult) -> Stored:
        """Store the piece that fills a box and close the box, in one transaction; its label comes back.

        Where it cannot be closed like that (it must be weighed, its carrier numbers it, several orders share it) the
        piece counts all the same, and `finish` says what is missing.
        """
        if len(job.parts) > 1:
            return self.record_scan(actor, job, result)
        box = Closing(self.printing, actor, job.parcel_id)
        both = Filling(Piece(self.database, actor, job, result, self._mates), box)
        try:
            done = self.commands.run(actor, job.order_id, "packing.fill", both.deed, ready=both.ready, also=both.also)
        except (NotClosed, Refused):
            return self.record_scan(actor, job, result)
        except broken_rules():  # the number drawn was typed at another station in this very moment
            return self.record_scan(actor, job, result)
        try:
            return Stored(done.version, labelled=box.labelled(job.parcel_id, done.version))
        except OmsError:  # the box is closed all the same; asking for its label again says what is wrong with it
            return Stored(done.version)

    def carry_on(self, actor: Actor, parcel_id: int) -> PackJob | None:
        """After a stop: what is blocked leaves the box, and the box as it stands comes back; None when it is empty now.

        Raises Refused when something else still stops it (a hold, another station).
        """
        job = self.job(parcel_id)
        inside = {part.order_id: part.parcel_id for part in job.parts}

        def deed(run: Run) -> Parcel:
            parcel = box_of(run.order, inside[run.order.id])
            at_this_station(parcel, actor)
            why = not_packable(run.order)
            refuse(why if why is None or len(inside) == 1 else mate_stopped(run.order, why))
            if parcels.blocked(run.order, parcel):
                if parcel.state == "labelled":
                    run.fire("parcel.unlabel", parcel)
                run.fire("parcel.take_out", parcel)
            lifecycle.finish(run)
            return parcel

        self.commands.run_together(actor, list(inside), "packing.carry_on", deed)
        return first_left(self, job)

    def finish(
        self,
        actor: Actor,
        parcel_id: int,
        *,
        carrier: str = "",
        waybill: str = "",
        weight_g: int | None = None,
        leave: Leave = NO_LEAVE,
        size: str = "",
        fmt: str = "",
        dpi: float = 203.2,
    ) -> Labelled:
        """Close a full box: it gets a waybill (the carrier's next of ours, or the one typed) and its label.

        The label is made for the station's printer unless other paper is asked for.  Asking again gives the same number
        and the same label.  Raises Refused with what is missing or blocked: a weight (grams) out of tolerance needs a
        manager's `leave`; OmsError `weight_missing` where boxes are weighed.
        """
        place, asked = self._place(parcel_id), Asked(size, fmt, dpi)
        box = Closing(self.printing, actor, place.parcel_id, asked, carrier, waybill, weight_g, leave)
        try:
            done = self.commands.run(actor, place.order_id, "packing.finish", box.deed, ready=box.ready, also=box.also)
        except broken_rules():
            # Another station gave the same typed number to its box in this very moment.
            self.database.read(lambda conn: waybill_is_free(conn, box.waybill, box.carrier.name, parcel_id))
            raise
        return box.labelled(parcel_id, done.version)

    def confirm_label(self, actor: Actor, parcel_id: int, code: str) -> ScanResult:
        """The printed label was scanned: it must be this parcel's; then the box is done and its print confirmed."""
        job = self.job(parcel_id)
        text = normalise(code)
        if not job.waybill:
            raise Refused("no_label_yet", number=job.number, parcel=job.seq)
        if text != normalise(job.waybill):
            others = self.database.read(lambda conn: sending_rows.of_waybill(conn, [code.strip(), text]))
            number = others[0].number if others else ""
            wrong = ScanResult(Verdict.WRONG_LABEL, text, facts={"waybill": job.waybill, "number": number})
            self.keep_scan(actor, job, wrong, str(wrong.verdict))
            return wrong
        result = ScanResult(Verdict.LABEL_OK, text)

        def deed(run: Run) -> Parcel:
            parcel = box_of(run.order, job.parcel_id)
            parcel.printed_at = parcel.printed_at or run.world.now
            run.share(parcel)
            return parcel

        def also(conn: Connection, run: Run, made: Parcel) -> None:
            add_scan(conn, self.database, actor, job, result, str(result.verdict))
            print_rows.confirm(conn, job.order_id, subject_of(run.order, made), self.database.now())

        self.commands.run(actor, job.order_id, "packing.confirm_label", deed, also=also)
        return result

    def pack_by_scans(self, actor: Actor, number: str, codes: Sequence[str]) -> list[ScanResult]:
        """Pack an order by these scans, as at the bench: a mistake stops until CMD:OK; the full box gets its label.

        The result that fills the box tells carrier and waybill in its facts; a further code is the scan of the label.
        """
        bench = ScanBench(self, actor, self.open(actor, number))
        results = (bench.scan(code) for code in codes)
        return [replace(one, line=one.line and replace(one.line)) for one in results]  # the line itself counts on

    def keep_scan(self, actor: Actor, job: PackJob, result: ScanResult, verdict: str) -> None:
        """Keep a scan that counts for nothing in the box."""
        self.database.write(lambda conn: add_scan(conn, self.database, actor, job, result, verdict))

    def recent(self, actor: Actor, limit: int = RECENT) -> list[Box]:
        """This station's latest boxes, the newest first."""
        return self.database.read(lambda conn: sending_rows.latest(conn, actor.station_id, limit))

    def carriers(self) -> list[Carrier]:
        """The carriers of the house, the usual one first."""
        return self.database.read(carriers.carriers)

    def forget_catalogue(self) -> None:
        """Read the names of goods anew for the next box; called when a code was linked."""
        with self._turn:
            self._catalogue = None

    def _find(self, conn: Connection, code: str) -> tuple[int, int | None]:
        """The order a scanned code stands for, and the parcel if it names one."""
        exact, text = code.strip(), normalise(code)
        for spelling in dict.fromkeys((exact, text)):
            order_id = order_rows.find_id(conn, spelling) if spelling else None
            if order_id is not None:
                return order_id, None
        places = [place for place in sending_rows.of_waybill(conn, [exact, text]) if not place.reported]
        if places:
            return places[0].order_id, places[0].parcel_id
        number, dash, seq = text.rpartition("-")
        order_id = order_rows.find_id(conn, number) if dash and seq.isdecimal() and len(seq) < 4 else None
        if order_id is not None:
            order = load(conn, order_id, lock=False)
            parcel = next((one for one in order.parcels if one.seq == int(seq)), None)
            if parcel is not None:
                return order_id, parcel.id
        in_basket = (
            wave_rows.order_in_basket(conn, number, int(seq)) if dash and seq.isdecimal() and len(seq) < 6 else None
        )
        if in_basket is not None:
            return in_basket, None
        if any(key in self._articles(conn) for key in keys_of(text)):
            raise OmsError("pack_order_first", scanned=text)
        raise OmsError("pack_code_unknown", scanned=text)

    def _resume(self, conn: Connection, actor: Actor, order_id: int, parcel_id: int | None) -> PackJob | None:
        """The box of this station that is still in work, if any; raises Refused when it may not be worked on."""
        order = load(conn, order_id, lock=False)
        mine = [one for one in wanted_boxes(order, parcel_id) if is_mine(one, actor)]
        parcel = next((one for one in mine if not self._is_done(conn, order, one)), None)
        if parcel is None:
            return None
        refuse(not_packable(order))
        demand_packable_mates(order, whole(conn, order, parcel))
        return read_job(conn, order, parcel, self._articles(conn))

    def _is_done(self, conn: Connection, order: Order, parcel: Parcel) -> bool:
        """A labelled box is done when its label was scanned."""
        if parcel.state != "labelled":
            return False
        lead = whole(conn, order, parcel)[0]
        jobs = print_rows.of_order(conn, lead.order.id, "label", subject_of(lead.order, lead.parcel))
        return any(job.state == "confirmed" for job in jobs)

    def _place(self, parcel_id: int) -> Place:
        """Where the parcel belongs that stands for the whole box."""
        return self.database.read(lambda conn: known_place(conn, box_rows.lead_of(conn, parcel_id)))

    def _articles(self, conn: Connection) -> Mapping[str, Article]:
        now = self.database.now()
        with self._turn:
            kept = self._catalogue
        if kept is None or not 0 <= now - kept[0] < CATALOGUE_KEPT_FOR:
            kept = now, articles(sending_rows.scannable(conn, MOST_CODES))
            with self._turn:
                self._catalogue = kept
        return kept[1]


def known_place(conn: Connection, parcel_id: int) -> Place:
    """Where a parcel belongs; raises `parcel_missing`."""
    place = sending_rows.place_of(conn, parcel_id)
    if place is None:
        raise OmsError("parcel_missing", parcel=str(parcel_id))
    return place
