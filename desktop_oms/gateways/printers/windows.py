"""Through the Windows spooler, as raw bytes: the driver must not touch what a label printer gets.

The calls are those of winspool.drv; they stand behind the Protocol `Spooler`, so that everything but the calls
themselves works, and is tested, anywhere.  Their values and structures are those of winspool.h as Microsoft documents
them (GetJob, SetJob, JOB_INFO_1, DRIVER_INFO_8, "Print Spooler API").
"""

from __future__ import annotations

import ctypes
import os
from typing import Any, Protocol

from desktop_oms.domain.errors import OmsError
from desktop_oms.gateways.printers.device import Device, Seen

# Bits of JOB_INFO_1.Status and of PRINTER_INFO's status (winspool.h).
PAUSED, ERROR, DELETING, OFFLINE, PAPER_OUT, PRINTED, DELETED, BLOCKED, INTERVENTION = (
    0x001, 0x002, 0x004, 0x020, 0x040, 0x080, 0x100, 0x200, 0x400,
)  # fmt: skip
DELETE = 5  # JOB_CONTROL_DELETE; JOB_CONTROL_CANCEL (3) is of systems before Windows NT 4
XPS = 0x2  # PRINTER_DRIVER_XPS: such a driver prints nothing of RAW data, and passes on what it is told to
RAW_TYPE, XPS_TYPE = "RAW", "XPS_PASS"


class Spooler(Protocol):
    """What is used of winspool.drv; every call raises OSError where Windows says no."""

    def start(self, printer: str, title: str) -> int:
        """Begin a raw document; gives the job's number."""

    def write(self, printer: str, job: int, data: bytes) -> int:
        """Write into the document that was begun; gives how many bytes were taken."""

    def end(self, printer: str, job: int) -> None:
        """End the document: from now on it is printed."""

    def status(self, printer: str, job: int) -> tuple[str, int] | None:
        """Title and status bits of a job; None when the spooler does not know it (any more)."""

    def delete(self, printer: str, job: int) -> None:
        """Take a job off the queue."""

    def exists(self, printer: str) -> bool:
        """Whether there is such a printer."""


class WindowsPrinter:
    """`address` is the printer's name in Windows."""

    def __init__(self, device: Device, spooler: Spooler | None = None) -> None:
        self._name, self._printer = device.name, device.address.strip()
        self._spooler = spooler

    def check(self) -> None:
        """Windows knows the printer."""
        if not self._calls().exists(self._printer):
            raise OmsError("printer_offline", printer=self._name)

    def send(self, title: str, data: bytes, fmt: str) -> str:
        """Hand the bytes over; while none is written, nothing is printed."""
        calls = self._calls()
        try:
            job = calls.start(self._printer, title)
        except OSError as trouble:
            raise OmsError("printer_refused", printer=self._name, why=trouble.strerror or "") from None
        try:
            left = data
            while left:
                taken = calls.write(self._printer, job, left)
                if taken <= 0:
                    raise OSError
                left = left[taken:]
            calls.end(self._printer, job)
        except OSError:
            raise OmsError("printer_unsure", printer=self._name) from None
        return str(job)

    def look(self, reference: str, title: str) -> Seen:
        """The job's bits; of one that is gone nobody knows whether it was printed or taken off the queue."""
        try:
            found = self._calls().status(self._printer, int(reference))
        except OSError:
            return Seen("unknown")
        if found is None or found[0] != title:
            return Seen("unknown")
        bits = found[1]
        for mask, code in (
            (DELETED | DELETING, "print_cancelled"),
            (PAPER_OUT, "printer_paper"),
            (OFFLINE, "printer_offline"),
            (ERROR | BLOCKED | INTERVENTION, "printer_jam"),
            (PAUSED, "printer_paused"),
        ):
            if bits & mask:
                return Seen("stuck", OmsError(code, printer=self._name))
        return Seen("done" if bits & PRINTED else "waiting")

    def cancel(self, reference: str) -> None:
        """Take the job off the queue."""
        try:
            self._calls().delete(self._printer, int(reference))
        except OSError:
            raise OmsError("printer_offline", printer=self._name) from None

    def _calls(self) -> Spooler:
        if self._spooler is None:
            if os.name != "nt":
                raise OmsError("printer_needs_windows", printer=self._name)
            self._spooler = Winspool()
        return self._spooler


class _DocInfo(ctypes.Structure):
    _fields_ = (
        ("document", ctypes.c_wchar_p),
        ("output", ctypes.c_wchar_p),
        ("datatype", ctypes.c_wchar_p),
    )


class _JobInfo(ctypes.Structure):
    """JOB_INFO_1W."""

    _fields_ = (
        ("job", ctypes.c_uint32),
        *((name, ctypes.c_wchar_p) for name in ("printer", "machine", "user", "document", "datatype", "words")),
        *((name, ctypes.c_uint32) for name in ("status", "priority", "position", "pages", "printed")),
        ("submitted", ctypes.c_uint16 * 8),
    )


class _DriverInfo(ctypes.Structure):
    """DRIVER_INFO_8W up to what is asked of it."""

    _fields_ = (
        ("version", ctypes.c_uint32),
        *((f"text_{number}", ctypes.c_wchar_p) for number in range(10)),
        ("dated", ctypes.c_uint32 * 2),
        ("driver_version", ctypes.c_uint64),
        *((f"maker_{number}", ctypes.c_wchar_p) for number in range(8)),
        ("attributes", ctypes.c_uint32),
    )


class Winspool:
    """The calls themselves (`dll`: winspool.drv); a document stays open between `start` and `end`."""

    def __init__(self, dll: Any = None) -> None:
        self._dll: Any = dll or ctypes.WinDLL("winspool.drv", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
        self._open: dict[int, Any] = {}

    def start(self, printer: str, title: str) -> int:
        """OpenPrinter, StartDocPrinter with the data type that the driver leaves alone, StartPagePrinter."""
        handle = self._handle(printer)
        told = _DocInfo(title, None, XPS_TYPE if self._attributes(handle) & XPS else RAW_TYPE)
        job = int(self._dll.StartDocPrinterW(handle, 1, ctypes.byref(told)))
        if job <= 0 or not self._dll.StartPagePrinter(handle):
            self._dll.ClosePrinter(handle)
            raise self._trouble()
        self._open[job] = handle
        return job

    def write(self, printer: str, job: int, data: bytes) -> int:
        """WritePrinter; a document that cannot go on is given up (AbortPrinter), so that nothing of it waits."""
        taken = ctypes.c_uint32(0)
        if not self._dll.WritePrinter(self._open[job], data, len(data), ctypes.byref(taken)) or not taken.value:
            trouble, handle = self._trouble(), self._open.pop(job)
            self._dll.AbortPrinter(handle)
            self._dll.ClosePrinter(handle)
            raise trouble
        return int(taken.value)

    def end(self, printer: str, job: int) -> None:
        """EndPagePrinter, EndDocPrinter, ClosePrinter."""
        handle = self._open.pop(job)
        ended = self._dll.EndPagePrinter(handle) and self._dll.EndDocPrinter(handle)
        self._dll.ClosePrinter(handle)
        if not ended:
            raise self._trouble()

    def status(self, printer: str, job: int) -> tuple[str, int] | None:
        """GetJob, level 1."""
        handle = self._handle(printer)
        try:
            needed = ctypes.c_uint32(0)
            self._dll.GetJobW(handle, job, 1, None, 0, ctypes.byref(needed))
            if not needed.value:
                return None
            room = ctypes.create_string_buffer(needed.value)
            if not self._dll.GetJobW(handle, job, 1, room, needed.value, ctypes.byref(needed)):
                return None
            told = ctypes.cast(room, ctypes.POINTER(_JobInfo)).contents
            return told.document or "", int(told.status)
        finally:
            self._dll.ClosePrinter(handle)

    def delete(self, printer: str, job: int) -> None:
        """SetJob."""
        handle = self._handle(printer)
        done = self._dll.SetJobW(handle, job, 0, None, DELETE)
        self._dll.ClosePrinter(handle)
        if not done:
            raise self._trouble()

    def exists(self, printer: str) -> bool:
        """OpenPrinter, and no more."""
        try:
            handle = self._handle(printer)
        except OSError:
            return False
        self._dll.ClosePrinter(handle)
        return True

    def _attributes(self, handle: Any) -> int:
        """What kind of driver a printer has (GetPrinterDriver, level 8); 0 where Windows does not tell."""
        needed = ctypes.c_uint32(0)
        self._dll.GetPrinterDriverW(handle, None, 8, None, 0, ctypes.byref(needed))
        room = ctypes.create_string_buffer(max(needed.value, ctypes.sizeof(_DriverInfo)))
        if not self._dll.GetPrinterDriverW(handle, None, 8, room, len(room), ctypes.byref(needed)):
            return 0
        return int(ctypes.cast(room, ctypes.POINTER(_DriverInfo)).contents.attributes)

    def _handle(self, printer: str) -> Any:
        handle = ctypes.c_void_p()
        if not self._dll.OpenPrinterW(printer, ctypes.byref(handle), None):
            raise self._trouble()
        return handle

    @staticmethod
    def _trouble() -> OSError:
        code: int = ctypes.get_last_error()  # type: ignore[attr-defined,unused-ignore]
        return OSError(code, f"Windows {code}")
