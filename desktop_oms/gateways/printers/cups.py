"""Through CUPS, or straight to a printer that speaks IPP: handed over, and watched until the spooler says it is out.

The spooler is asked for the state of the very job, and the job's title is compared: a server that was killed forgets
jobs it had accepted, and gives their numbers to others.
"""

from __future__ import annotations

import re

from desktop_oms.domain.errors import OmsError
from desktop_oms.gateways.printers import ipp
from desktop_oms.gateways.printers.device import ANSWER_S, CONNECT_S, Device, Seen
from desktop_oms.gateways.printers.ipp import Answer, Attribute, NoAnswer

PORT = 631
FORMATS = {"pdf": "application/pdf", "zpl": "application/vnd.cups-raw"}
USER = "desktop-oms"
HELD, STOPPED, CANCELLED, ABORTED, COMPLETED = 4, 6, 7, 8, 9  # job-state, RFC 8011 5.3.7
PRINTER_STOPPED = 5  # printer-state, RFC 8011 5.4.11
REFUSES_JOBS = 0x0506

# What printers give as reasons (RFC 8011 5.4.12) and what it is to a person, the thing to mend first on top.
REASONS = (
    (re.compile("media-jam"), "printer_jam"),
    (re.compile("media-empty|media-needed"), "printer_paper"),
    (re.compile("cover-open|door-open|interlock"), "printer_jam"),
    (re.compile("offline|timed-out|shutdown"), "printer_offline"),
    (re.compile("paused|moving-to-paused|stopped"), "printer_paused"),
)


def place_of(address: str) -> tuple[tuple[str, int], str]:
    """Server and path of "queue", "host/queue", "host:port/queue" or an ipp:// address.

    Raises `printer_address_not_valid`.
    """
    found = re.fullmatch(r"(?:ipp://)?(?:([^/:\s]+)(?::(\d+))?/)?(\S+)", address.strip())
    if found is None:
        raise OmsError("printer_address_not_valid", address=address)
    path = found[3].strip("/")
    path = path if "/" in path else f"printers/{path}"
    return (found[1] or "localhost", int(found[2] or PORT)), f"/{path}"


class CupsPrinter:
    """`address` is the queue's name, with host and port unless it is this computer's own CUPS."""

    def __init__(self, device: Device) -> None:
        self._name = device.name
        self._place, self._path = place_of(device.address)
        self._uri = f"ipp://{self._place[0]}:{self._place[1]}{self._path}"

    def check(self) -> None:
        """The queue is there and takes jobs."""
        answer = self._printer()
        if not answer.ok:
            raise self._refused(answer)
        trouble = self._trouble(answer)
        if trouble is not None:
            raise trouble

    def send(self, title: str, data: bytes, fmt: str) -> str:
        """Hand the file over; the reference is the spooler's number for it."""
        told: tuple[Attribute, ...] = (
            (ipp.NAME, "job-name", title),
            (ipp.MIME, "document-format", FORMATS[fmt]),
        )
        try:
            answer = self._ask(ipp.PRINT_JOB, told, data)
        except NoAnswer as silence:
            code = "printer_unsure" if silence.sent else "printer_offline"
            raise OmsError(code, printer=self._name) from None
        if not answer.ok:
            raise self._refused(answer)
        return str(answer.number("job-id"))

    def look(self, reference: str, title: str) -> Seen:
        """The job's own state; while it waits, what the printer says is in the way."""
        wanted = ("job-state", "job-name")
        told: tuple[Attribute, ...] = (
            (ipp.INTEGER, "job-id", int(reference)),
            *((ipp.KEYWORD, "requested-attributes", name) for name in wanted),
        )
        try:
            answer = self._ask(ipp.GET_JOB, told)
            if answer.status == ipp.NOT_FOUND or (answer.ok and answer.texts("job-name") != [title]):
                return Seen("lost", OmsError("print_lost", printer=self._name))
            if not answer.ok:
                return Seen("unknown")
            return self._seen(answer.number("job-state"))
        except NoAnswer:
            return Seen("stuck", OmsError("printer_offline", printer=self._name))

    def cancel(self, reference: str) -> None:
        """Take the job off the queue; one that is done, or forgotten, is left alone."""
        try:
            self._ask(ipp.CANCEL_JOB, ((ipp.INTEGER, "job-id", int(reference)),))
        except NoAnswer:
            raise OmsError("printer_offline", printer=self._name) from None

    def _seen(self, state: int) -> Seen:
        if state == COMPLETED:
            return Seen("done")
        if state in (CANCELLED, ABORTED):
            return Seen("stuck", OmsError("print_cancelled", printer=self._name))
        trouble = self._trouble(self._printer())
        if trouble is None and state in (HELD, STOPPED):
            trouble = OmsError("printer_paused", printer=self._name)
        return Seen("stuck", trouble) if trouble else Seen("waiting")

    def _trouble(self, printer: Answer) -> OmsError | None:
        told = " ".join(printer.texts("printer-state-reasons"))
        code = next((code for pattern, code in REASONS if pattern.search(told)), "")
        if not code and printer.number("printer-state") == PRINTER_STOPPED:
            code = "printer_paused"
        return OmsError(code, printer=self._name) if code else None

    def _refused(self, answer: Answer) -> OmsError:
        if answer.status == REFUSES_JOBS:
            return OmsError("printer_refused", printer=self._name, why="not-accepting-jobs")
        why = next(iter(answer.texts("status-message")), "") or f"0x{answer.status:04x}"
        return OmsError("printer_refused", printer=self._name, why=why)

    def _printer(self) -> Answer:
        wanted = ("printer-state", "printer-state-reasons", "printer-is-accepting-jobs")
        told = tuple((ipp.KEYWORD, "requested-attributes", name) for name in wanted)
        try:
            return self._ask(ipp.GET_PRINTER, told)
        except NoAnswer:
            raise OmsError("printer_offline", printer=self._name) from None

    def _ask(self, operation: int, told: tuple[Attribute, ...], document: bytes = b"") -> Answer:
        by_job = [one for one in told if one[1] == "job-id"]
        rest = [one for one in told if one[1] != "job-id"]
        whom: list[Attribute] = [
            (ipp.URI, "printer-uri", self._uri),
            *by_job,
            (ipp.NAME, "requesting-user-name", USER),
        ]
        body = ipp.request(operation, [*whom, *rest], document)
        return ipp.ask(self._place, self._path, body, connect_s=CONNECT_S, answer_s=ANSWER_S)
