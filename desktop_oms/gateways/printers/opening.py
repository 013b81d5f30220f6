"""Which backend a printer has, by its name in the table of printers."""

from __future__ import annotations

from collections.abc import Callable

from desktop_oms.domain.errors import OmsError
from desktop_oms.gateways.printers import cups, practice, tcp
from desktop_oms.gateways.printers.cups import CupsPrinter
from desktop_oms.gateways.printers.device import Backend, Device
from desktop_oms.gateways.printers.file import FilePrinter
from desktop_oms.gateways.printers.practice import PracticePrinter
from desktop_oms.gateways.printers.tcp import TcpPrinter
from desktop_oms.gateways.printers.windows import WindowsPrinter

OWN_HOSTS = frozenset({"localhost", "127.0.0.1"})
_BACKENDS: dict[str, Callable[[Device], Backend]] = {
    "file": FilePrinter,
    "cups": CupsPrinter,
    "tcp": TcpPrinter,
    "windows": WindowsPrinter,
    "practice": PracticePrinter,
}


def open_backend(backend: str, device: Device) -> Backend:
    """The way to a printer; nothing is connected yet.  Raises `printer_address_not_valid`."""
    return _BACKENDS[backend](device)


def is_beside(backend: str, address: str) -> bool:
    """True where only the computer that sent a print can ask about it: its own spooler, or its own folder."""
    if backend == "cups":
        return cups.place_of(address)[0][0] in OWN_HOSTS
    return backend == "file" or (backend == "windows" and not address.strip().startswith("\\\\"))


def check_address(backend: str, address: str) -> None:
    """Raise `printer_address_not_valid` for what the backend could never reach."""
    if backend != "practice" and not address.strip():
        raise OmsError("printer_address_not_valid", address=address)
    reads: dict[str, Callable[[str], object]] = {
        "cups": cups.place_of,
        "tcp": tcp.place_of,
        "practice": practice.script_of,
    }
    if backend in reads:
        reads[backend](address)
