"""Straight to a label printer's port 9100: the bytes as they are, and Zebra's host status (`~HS`) where it answers.

Before anything is sent the printer is asked whether it is ready; one that does not answer (print servers, other makes)
is believed.  Afterwards `~HS` tells whether its buffer is empty; a printer that stays silent leaves the outcome open
until the label is scanned.  Zebra, ZPL II Programming Guide, "~HS Host Status Return".
"""

from __future__ import annotations

import re
import socket
from contextlib import closing
from dataclasses import dataclass

from desktop_oms.domain.errors import OmsError
from desktop_oms.gateways.printers.device import ANSWER_S, CONNECT_S, Device, Seen

PORT = 9100
STATUS_S = 1.0  # a printer that tells its status does so at once
ASK, CANCEL_ALL = b"~HS", b"~JA"
_ANSWER = re.compile(rb"\x02([^\x03]*)\x03")


@dataclass(frozen=True, slots=True)
class Status:
    """What `~HS` says: what is in the way, and how much the printer still has to print."""

    paper_out: bool
    paused: bool
    head_open: bool
    left: int

    @classmethod
    def read(cls, answer: bytes) -> Status | None:
        """The first two of its three lines; None for anything else."""
        lines = [line.decode("ascii", "replace").split(",") for line in _ANSWER.findall(answer)]
        if len(lines) < 2 or len(lines[0]) < 5 or len(lines[1]) < 9:
            return None
        first, second = lines[0], lines[1]
        numbers = first[4], second[8]
        if not all(number.strip().isdecimal() for number in numbers):
            return None
        return cls(first[1] == "1", first[2] == "1", second[2] == "1", sum(map(int, numbers)))

    def trouble(self, printer: str) -> OmsError | None:
        """What is in the way, the thing to mend first."""
        if self.paper_out:
            return OmsError("printer_paper", printer=printer)
        if self.head_open:
            return OmsError("printer_jam", printer=printer)
        return OmsError("printer_paused", printer=printer) if self.paused else None


def place_of(address: str) -> tuple[str, int]:
    """Host and port of "host", "host:port" or "[v6]:port"; raises `printer_address_not_valid`."""
    text = address.strip().removeprefix("socket://").rstrip("/")
    found = re.fullmatch(r"\[([0-9A-Fa-f:]+)\](?::(\d+))?|([^:\s/]+)(?::(\d+))?", text)
    port = int(found[2] or found[4] or PORT) if found else 0
    if found is None or not 0 < port < 65536:
        raise OmsError("printer_address_not_valid", address=address)
    return found[1] or found[3], port


class TcpPrinter:
    """`address` is host and port, 9100 unless said."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self._place = place_of(device.address)

    def check(self) -> None:
        """The printer takes connections and, if it tells, is ready."""
        with closing(self._connect()) as line:
            self._refuse_if_not_ready(line)

    def send(self, title: str, data: bytes, fmt: str) -> str:
        """All bytes, then the end of the line, which a printer confirms by ending its own."""
        with closing(self._connect()) as line:
            self._refuse_if_not_ready(line)
            try:
                line.settimeout(ANSWER_S)
                line.sendall(data)
                line.shutdown(socket.SHUT_WR)
            except OSError:
                raise OmsError("printer_unsure", printer=self._device.name) from None
            self._wait_for_end(line)
        return title

    def look(self, reference: str, title: str) -> Seen:
        """What the printer's status says about everything it was given."""
        try:
            with closing(self._connect()) as line:
                status = self._status(line)
        except OmsError as trouble:
            return Seen("stuck", trouble)
        if status is None:
            return Seen("unknown")
        trouble_now = status.trouble(self._device.name)
        if trouble_now is not None:
            return Seen("stuck", trouble_now)
        return Seen("waiting" if status.left else "done")

    def cancel(self, reference: str) -> None:
        """Empty the printer's buffer, where it understands ZPL; it has one buffer for all prints."""
        if not self._device.zpl:
            return
        with closing(self._connect()) as line:
            try:
                line.sendall(CANCEL_ALL)
            except OSError:
                raise OmsError("printer_offline", printer=self._device.name) from None

    def _connect(self) -> socket.socket:
        try:
            return socket.create_connection(self._place, CONNECT_S)
        except OSError:
            raise OmsError("printer_offline", printer=self._device.name) from None

    def _refuse_if_not_ready(self, line: socket.socket) -> None:
        status = self._status(line) if self._device.zpl else None
        trouble = status.trouble(self._device.name) if status else None
        if trouble is not None:
            raise trouble

    def _status(self, line: socket.socket) -> Status | None:
        """What the printer tells within a second; None from one that does not."""
        answer = b""
        try:
            line.sendall(ASK)
            line.settimeout(STATUS_S)
            while len(_ANSWER.findall(answer)) < 3:
                part = line.recv(1024)
                if not part:
                    break
                answer += part
        except TimeoutError:
            return Status.read(answer)
        except OSError:
            raise OmsError("printer_offline", printer=self._device.name) from None
        return Status.read(answer)

    def _wait_for_end(self, line: socket.socket) -> None:
        try:
            line.settimeout(STATUS_S)
            while line.recv(1024):
                continue
        except TimeoutError:
            return  # some printers keep the line open; the bytes are theirs all the same
        except OSError:
            raise OmsError("printer_unsure", printer=self._device.name) from None
