"""Into a folder: the print becomes a file there, and a person (or another program) prints it."""

from __future__ import annotations

from pathlib import Path

from desktop_oms.domain.errors import OmsError
from desktop_oms.gateways.printers.device import Device, Seen


def write_new(folder: Path, name: str, data: bytes) -> Path:
    """Write a file under a name nobody has taken: a second one of the same name gets a number."""
    stem, dot, ending = name.rpartition(".")
    number = 1
    while True:
        file = folder / (name if number == 1 else f"{stem}-{number}{dot}{ending}")
        try:
            with file.open("xb") as out:
                out.write(data)
        except FileExistsError:
            number += 1
            continue
        return file


class FilePrinter:
    """`address` is the folder; the reference of a print is its file."""

    def __init__(self, device: Device) -> None:
        self._folder = Path(device.address).expanduser()

    def check(self) -> None:
        """The folder is there, or can be made."""
        self._make()

    def send(self, title: str, data: bytes, fmt: str) -> str:
        """Write the file, never over another one."""
        self._make()
        try:
            return str(write_new(self._folder, f"{title}.{fmt}", data))
        except OSError as trouble:
            raise self._not_saved(trouble) from None

    def look(self, reference: str, title: str) -> Seen:
        """A file that stands is all this way promises."""
        return Seen("done" if Path(reference).is_file() else "lost")

    def cancel(self, reference: str) -> None:
        """The file stays: it may be in somebody's hands."""

    def _make(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as trouble:
            raise self._not_saved(trouble) from None

    def _not_saved(self, trouble: OSError) -> OmsError:
        return OmsError("print_not_saved", folder=str(self._folder), why=trouble.strerror or "")
