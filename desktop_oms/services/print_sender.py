"""The sender: takes prints that are written down and hands them to their printers, outside any transaction.

It may die at any moment.  A print is marked as *being sent* before the first byte and as *in the spooler* after the
last; what is found in between has an unknown outcome, is shown, and is never sent again by itself.  "The spooler took
it" is not "printed": `watch` asks until the printer says so, or says what holds it up.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.printing import (
    CONFIRMED,
    DONE,
    FAILED,
    NOTHING_SENT,
    SENDABLE,
    SENDING,
    SPOOLED,
    STUCK,
    VOID,
    Printer,
)
from desktop_oms.domain.roles import Actor
from desktop_oms.gateways.printers import Seen
from desktop_oms.gateways.printers.opening import is_beside
from desktop_oms.services.database import Database
from desktop_oms.services.printers import Printers, refuse_misfit
from desktop_oms.services.printing import Print, Printing
from desktop_oms.storage import print_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.print_rows import Job, Listed, Sending
from desktop_oms.storage.trouble import broken_rules

LONGEST_SENDING = 60_000  # ms; longer than all time limits of a backend together
OUT = (SPOOLED, DONE, CONFIRMED)


class PrintSender:
    """Hands prints over, one at a time for each printer, and asks what became of them."""

    def __init__(self, database: Database, printing: Printing, printers: Printers) -> None:
        self.database = database
        self.printing = printing
        self.printers = printers
        self._turns: dict[tuple[str, str], threading.Lock] = {}

    def once(self, request: str, work: Callable[[Connection], list[Job]]) -> list[Job]:
        """Write prints down unless this very request did so before; then its prints come back."""

        def ask(conn: Connection) -> list[Job]:
            return (print_rows.asked_before(conn, request) if request else []) or work(conn)

        try:
            return self.database.write(ask)
        except broken_rules():
            before = self.database.read(lambda conn: print_rows.asked_before(conn, request))
            if not before:
                raise
            return before  # the same click came twice, in this very moment

    def send(self, actor: Actor, job_id: int) -> Listed:
        """Hand a print over unless that was tried before; its state and trouble tell what it came to.

        A printer that could not be reached, or took nothing, is replaced by its fallback where the paper fits.
        Raises `print_of_other_station` for what only another station's computer can send.
        """
        one = self._listed(job_id)
        if one.state in SENDABLE:
            demand_here(self.printers, actor, one)
        printer: Printer | None = self._printer_of(job_id)
        while printer is not None:
            with self._turn_of(printer):
                printer = self._send(actor, job_id, printer)
        return self._listed(job_id)

    def send_all(self, actor: Actor, jobs: Sequence[Job]) -> list[Listed]:
        """Send what is written down and not sent yet; what was sent before is told as it stands."""
        first = next((job for job in jobs if job.state in SENDABLE), jobs[0])
        way = self.database.read(lambda conn: print_rows.sending(conn, first.id))
        if way is not None and way.batch_id is not None and len(jobs) > 1:
            self.send_batch(actor, way.batch_id)
            return [self._listed(job.id) for job in jobs]
        return [self.send(actor, job.id) for job in jobs]

    def send_batch(self, actor: Actor, batch_id: int, since: int = 1) -> list[Listed]:
        """Hand the prints of a batch over from a place on, in exactly the list's order.

        The first one that does not go stops it.
        """
        before: Listed | None = None
        for one in self.database.read(lambda conn: print_rows.batch(conn, batch_id)):
            if one.sending is not None and one.sending.place < since:
                continue
            if before is not None and self._look(actor, before).state == STUCK:
                break
            before = self.send(actor, one.job.id)
            if before.state not in OUT:
                break
        return self.database.read(lambda conn: print_rows.batch(conn, batch_id))

    def watch(self, actor: Actor) -> list[Listed]:
        """Ask every printer about what it was given and has not printed yet; gives the prints whose state changed.

        What lies in the spooler of another station's computer is asked about there: ours has never heard of it, or has
        given its number to another print.
        """
        changed = []
        for one in self.database.read(lambda conn: print_rows.unsettled(conn, (SENDING, SPOOLED, STUCK))):
            if one.state != SENDING and is_elsewhere(self.printers, actor, one):
                continue
            now = self._look(actor, one)
            if (now.state, now.sending) != (one.state, one.sending):
                changed.append(now)
        return changed

    def cancel(self, actor: Actor, prints: Sequence[Listed]) -> None:
        """Take prints back that lie in a spooler; a printer out of reach keeps what it has, as another station's does.

        Our own spooler may have given the number of another station's print to one of ours.
        """
        for one in prints:
            if one.sending is None or is_elsewhere(self.printers, actor, one):
                continue
            if one.sending.reference:
                try:
                    self.printers.way(self.printers.by_id(one.sending.printer_id)).cancel(one.sending.reference)
                except OmsError as trouble:
                    self._tell(one.job.id, afterwards(trouble))

    def _turn_of(self, printer: Printer) -> threading.Lock:
        """One print at a time goes to a printer; one that is silent holds up no other."""
        return self._turns.setdefault((printer.backend, printer.address), threading.Lock())

    def _printer_of(self, job_id: int) -> Printer:
        way = self._listed(job_id).sending
        if way is None:
            raise OmsError("print_missing", job=str(job_id))
        return self.printers.by_id(way.printer_id)

    def _send(self, actor: Actor, job_id: int, printer: Printer) -> Printer | None:
        """Hand a print over to a printer whose turn is ours; the printer that is to be tried next, if any."""
        if not self.database.write(lambda conn: self._claim(conn, actor, job_id, printer)):
            now = self._listed(job_id)
            moved = now.state in SENDABLE and now.sending is not None and now.sending.printer_id != printer.id
            return self._printer_of(job_id) if moved else None
        try:
            made = self._ready(job_id, printer)
            reference = self.printers.way(printer).send(title_of(printer, made), made.data, made.fmt)
        except OmsError as trouble:
            self._stick(job_id, trouble, STUCK if trouble.code == "printer_unsure" else FAILED)
            return self._next(job_id, printer, trouble)
        self.database.write(lambda conn: self._sent(conn, job_id, reference))
        if printer.backend == "file":
            self.printing.done(actor, job_id)
        return None

    def _claim(self, conn: Connection, actor: Actor, job_id: int, printer: Printer) -> bool:
        """Take the print for this very attempt; False when it is on its way, ended, or another printer's by now."""
        way = print_rows.sending(conn, job_id)
        if way is None or way.printer_id != printer.id or not print_rows.move(conn, job_id, SENDING):
            return False
        now = self.database.now()
        if is_beside(printer.backend, printer.address):
            print_rows.bring(conn, job_id, actor.station)  # from now on only this station's computer knows of it
        print_rows.tell(conn, job_id, tries=way.tries + 1, sent_at=now, trouble="", facts={}, reference="")
        return True

    def _ready(self, job_id: int, printer: Printer) -> Print:
        """The bytes, made now if they never were, when they fit the printer."""
        job = self._listed(job_id).job
        refuse_misfit(printer, job.document, job.size, job.fmt)
        return self.printing.made(job_id)

    def _next(self, job_id: int, printer: Printer, trouble: OmsError) -> Printer | None:
        """The printer that takes over: only while nothing was sent, and only where the very bytes fit."""
        if trouble.code not in NOTHING_SENT or printer.fallback_id is None:
            return None
        other = self.printers.by_id(printer.fallback_id)
        job = self._listed(job_id).job
        try:
            refuse_misfit(other, job.document, job.size, job.fmt)
        except OmsError:
            return None
        if not other.active:
            return None
        self.database.write(lambda conn: print_rows.tell(conn, job_id, printer_id=other.id))
        return other

    def _sent(self, conn: Connection, job_id: int, reference: str) -> None:
        print_rows.move(conn, job_id, SPOOLED)
        print_rows.tell(conn, job_id, reference=reference)

    def _look(self, actor: Actor, one: Listed) -> Listed:
        """Ask about one print and write down what is new."""
        way = one.sending
        if way is None or one.state not in (SENDING, SPOOLED, STUCK):
            return one
        if one.state == SENDING:
            if self.database.now() - (way.sent_at or 0) > LONGEST_SENDING:
                self._stick(one.job.id, OmsError("printer_unsure", printer=one.printer))
            return self._listed(one.job.id)
        if not way.reference:
            return one
        self._note(actor, one.job, way, self._seen(one.job, way))
        return self._listed(one.job.id)

    def _seen(self, job: Job, way: Sending) -> Seen:
        printer = self.printers.by_id(way.printer_id)
        try:
            return self.printers.way(printer).look(way.reference, title_of(printer, self.printing.made(job.id)))
        except OmsError as trouble:
            return Seen("unknown", trouble)

    def _note(self, actor: Actor, job: Job, way: Sending, seen: Seen) -> None:
        if seen.progress == "done":
            self.printing.done(actor, job.id)
            return
        if seen.progress not in ("stuck", "lost") or seen.why is None:
            return
        why = afterwards(seen.why)
        if job.state != STUCK or way.trouble != why.code:
            self._stick(job.id, why)

    def _stick(self, job_id: int, trouble: OmsError, state: str = STUCK) -> None:
        def work(conn: Connection) -> None:
            print_rows.move(conn, job_id, state)
            print_rows.tell(conn, job_id, trouble=trouble.code, facts=plain(trouble))

        self.database.write(work)

    def _tell(self, job_id: int, trouble: OmsError) -> None:
        self.database.write(lambda conn: print_rows.tell(conn, job_id, trouble=trouble.code, facts=plain(trouble)))

    def _listed(self, job_id: int) -> Listed:
        found = self.database.read(lambda conn: print_rows.listed(conn, job_id))
        if found is None:
            raise OmsError("print_missing", job=str(job_id))
        return found


def is_elsewhere(printers: Printers, actor: Actor, one: Listed) -> bool:
    """Whether a print goes to a printer that only the computer of another station than the actor's can reach."""
    if one.sending is None or "" in (actor.station, one.job.station) or one.job.station == actor.station:
        return False
    printer = printers.by_id(one.sending.printer_id)
    return is_beside(printer.backend, printer.address)


def demand_here(printers: Printers, actor: Actor, one: Listed) -> None:
    """Raise `print_of_other_station`, saying which, for a print that cannot be sent to its printer from here.

    An address like `localhost` names another printer at every station; the one that this station prints such papers
    on is meant for them.
    """
    if not is_elsewhere(printers, actor, one) or one.sending is None:
        return
    own = printers.assigned(one.job.document, actor.station_id)
    if own is None or own.id != one.sending.printer_id:
        raise Refused("print_of_other_station", station=one.job.station, printer=one.printer)


def title_of(printer: Printer, made: Print) -> str:
    """The title of a print in the spooler, which nobody else bears; a file is called as a person would call it."""
    stem = made.name.rpartition(".")[0]
    return stem if printer.backend == "file" else f"{stem} #{made.job_id}"


def afterwards(trouble: OmsError) -> OmsError:
    """A trouble seen when the bytes had left: out of reach no longer means that nothing was printed."""
    return OmsError("printer_gone", **trouble.facts) if trouble.code == "printer_offline" else trouble


def plain(trouble: OmsError) -> dict[str, object]:
    """An error's facts as a database keeps them."""
    return {name: fact if isinstance(fact, int) else str(fact) for name, fact in trouble.facts.items()}


def trouble_of(one: Listed) -> OmsError | None:
    """What is the matter with a print, if anything."""
    way = one.sending
    if way is None or not way.trouble or one.state in (DONE, CONFIRMED, VOID):
        return None
    return OmsError(way.trouble, **dict(way.facts))
