"""Each way to a printer: what arrives, what is refused before a byte leaves, and what stays unknown."""

from __future__ import annotations

import ctypes
import socket
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.printing import NOTHING_SENT
from desktop_oms.gateways.printers import Device, open_backend
from desktop_oms.gateways.printers.opening import check_address, is_beside
from desktop_oms.gateways.printers.tcp import Status, TcpPrinter
from desktop_oms.gateways.printers.windows import (
    DELETED,
    OFFLINE,
    PAPER_OUT,
    PRINTED,
    WindowsPrinter,
    Winspool,
)
from desktop_oms.words import say
from tests.gateways.printers.sink import Sink

ZPL = b"^XA^PW8^LL8^LH0,0^LS0\n^XZ\n"


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as made:
        yield made


def trouble(caught: pytest.ExceptionInfo[OmsError]) -> str:
    """The code of an error that has words in both languages."""
    for language in ("zh_CN", "en"):
        assert say(f"error.{caught.value.code}", language, **caught.value.facts)
    return caught.value.code


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


def test_port_9100_gets_the_very_bytes_and_tells_when_they_are_out(sink: Sink) -> None:
    printer = open_backend("tcp", Device("Zebra", sink.address))
    printer.check()
    assert printer.send("one #1", ZPL, "zpl")
    assert sink.wait_for(1) == [ZPL]
    sink.left = 1
    assert printer.look("one #1", "one #1").progress == "waiting"
    sink.left = 0
    assert printer.look("one #1", "one #1").progress == "done"


def test_a_printer_that_tells_no_status_is_believed_and_its_outcome_stays_open(sink: Sink) -> None:
    sink.answers = False
    printer = open_backend("tcp", Device("Old", sink.address))
    reference = printer.send("one", ZPL, "zpl")
    assert sink.wait_for(1) == [ZPL]
    assert printer.look(reference, "one").progress == "unknown"


@pytest.mark.parametrize(
    ("fault", "code"), [("paper_out", "printer_paper"), ("paused", "printer_paused"), ("head_open", "printer_jam")]
)
def test_a_printer_that_is_not_ready_gets_nothing(sink: Sink, fault: str, code: str) -> None:
    setattr(sink, fault, True)
    printer = open_backend("tcp", Device("Zebra", sink.address))
    with pytest.raises(OmsError) as caught:
        printer.send("one", ZPL, "zpl")
    assert trouble(caught) == code
    assert code in NOTHING_SENT
    assert sink.prints == []
    seen = printer.look("one", "one")
    assert (seen.progress, seen.why and seen.why.code) == ("stuck", code)


def test_a_printer_that_is_switched_off_is_offline() -> None:
    with pytest.raises(OmsError) as caught:
        open_backend("tcp", Device("Zebra", f"127.0.0.1:{free_port()}")).send("one", ZPL, "zpl")
    assert trouble(caught) == "printer_offline"


def test_a_line_that_breaks_while_sending_leaves_the_outcome_unknown(sink: Sink) -> None:
    sink.answers, sink.breaks_after = False, 10
    with pytest.raises(OmsError) as caught:
        TcpPrinter(Device("Zebra", sink.address)).send("one", ZPL * 2_000_000, "zpl")
    assert trouble(caught) == "printer_unsure"
    assert "printer_unsure" not in NOTHING_SENT


def test_what_lies_in_the_printers_buffer_can_be_taken_back(sink: Sink) -> None:
    printer = open_backend("tcp", Device("Zebra", sink.address))
    printer.cancel("one")
    printer.send("two", ZPL, "zpl")
    assert sink.wait_for(1) == [ZPL]
    assert sink.wait_for_commands(1) == [b"~JA"]


def test_a_status_that_is_none_is_not_read_as_one() -> None:
    assert Status.read(b"") is None
    assert Status.read(b"\x02PRINT SERVER\x03\x02READY\x03") is None
    assert Status.read(
        b"\x02030,1,0,1245,002,0,0,0,000,0,0,0\x03\r\n\x02000,0,1,0,0,2,4,0,00000003,1,000\x03"
    ) == Status(paper_out=True, paused=False, head_open=True, left=5)


def test_a_folder_keeps_every_print(tmp_path: Path) -> None:
    printer = open_backend("file", Device("Folder", str(tmp_path / "out")))
    printer.check()
    files = [Path(printer.send("label", data, "pdf")) for data in (b"one", b"two")]
    assert [file.name for file in files] == ["label.pdf", "label-2.pdf"]
    assert [file.read_bytes() for file in files] == [b"one", b"two"]
    assert printer.look(str(files[0]), "label").progress == "done"
    files[0].unlink()
    assert printer.look(str(files[0]), "label").progress == "lost"
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(OmsError) as caught:
        open_backend("file", Device("Folder", str(tmp_path / "taken"))).send("label", b"", "pdf")
    assert trouble(caught) == "print_not_saved"


def test_a_practice_printer_has_the_trouble_of_its_script() -> None:
    printer = open_backend("practice", Device("Practice", "offline, paper, refuse, unsure, jam, slow, lost, silent"))
    codes = []
    for _ in range(4):
        with pytest.raises(OmsError) as caught:
            printer.send("x", ZPL, "zpl")
        codes.append(trouble(caught))
    assert codes == ["printer_offline", "printer_paper", "printer_refused", "printer_unsure"]
    for title in ("jam", "slow", "lost", "silent", "then"):
        printer.send(title, ZPL, "zpl")
    looks = [[printer.look(title, title).progress for _ in range(3)] for title in ("jam", "slow", "lost", "silent")]
    assert looks == [["stuck"] * 3, ["waiting", "waiting", "done"], ["lost"] * 3, ["unknown"] * 3]
    assert printer.look("then", "then").progress == "done"


@pytest.mark.parametrize(
    ("backend", "address"),
    [
        ("tcp", ""),
        ("tcp", "host:0"),
        ("tcp", "a b"),
        ("tcp", "host:70000"),
        ("cups", "two words"),
        ("practice", "explode"),
    ],
)
def test_an_address_that_cannot_be_one_is_refused(backend: str, address: str) -> None:
    with pytest.raises(OmsError, match="printer_address_not_valid"):
        check_address(backend, address)


class FakeSpooler:
    """winspool.drv as Windows answers it."""

    def __init__(self) -> None:
        self.jobs: dict[int, list[object]] = {}
        self.raw: dict[int, bytes] = {}
        self.takes = 7  # bytes a call
        self.refuses = False

    def start(self, printer: str, title: str) -> int:
        if self.refuses:
            raise OSError(5, "Access is denied.")
        number = len(self.jobs) + 1
        self.jobs[number], self.raw[number] = [title, 0], b""
        return number

    def write(self, printer: str, job: int, data: bytes) -> int:
        self.raw[job] += data[: self.takes]
        return min(self.takes, len(data))

    def end(self, printer: str, job: int) -> None:
        self.jobs[job][1] = 0x10

    def status(self, printer: str, job: int) -> tuple[str, int] | None:
        found = self.jobs.get(job)
        return (str(found[0]), int(str(found[1]))) if found else None

    def delete(self, printer: str, job: int) -> None:
        del self.jobs[job]

    def exists(self, printer: str) -> bool:
        return printer == "ZDesigner"


def test_windows_gets_raw_bytes_and_tells_how_far_they_are() -> None:
    spooler = FakeSpooler()
    printer = WindowsPrinter(Device("Zebra", "ZDesigner"), spooler)
    printer.check()
    reference = printer.send("one", ZPL, "zpl")
    assert spooler.raw[int(reference)] == ZPL
    seen = []
    for bits in (0x10, PAPER_OUT, OFFLINE, PRINTED, DELETED):
        spooler.jobs[int(reference)][1] = bits
        one = printer.look(reference, "one")
        seen.append(one.why.code if one.why else one.progress)
    assert seen == ["waiting", "printer_paper", "printer_offline", "done", "print_cancelled"]
    assert printer.look(reference, "another one's").progress == "unknown"
    printer.cancel(reference)
    assert printer.look(reference, "one").progress == "unknown"


class FakeDll:
    """winspool.drv as it is called: the numbers and structures that Windows would get."""

    def __init__(self, attributes: int) -> None:
        self.attributes = attributes
        self.calls: list[tuple[str, object]] = []
        self.given = b""

    def __getattr__(self, name: str) -> Callable[..., int]:
        return lambda *_told: self.calls.append((name, None)) or 1

    def OpenPrinterW(self, printer: str, handle: Any, _defaults: None) -> int:
        handle._obj.value = 7
        return 1

    def GetPrinterDriverW(self, handle: Any, _where: None, level: int, room: Any, size: int, needed: Any) -> int:
        needed._obj.value = 400
        if room is None:
            return 0
        # DRIVER_INFO_8W of 64 bits: a number, ten texts, two times of eight bytes, eight texts, the attributes
        ctypes.memmove(ctypes.addressof(room) + 8 + 80 + 16 + 64, struct.pack("<I", self.attributes), 4)
        assert (level, size) == (8, 400)
        return 1

    def StartDocPrinterW(self, _handle: Any, level: int, told: Any) -> int:
        self.calls.append(("StartDocPrinterW", (level, told._obj.document, told._obj.datatype)))
        return 31

    def WritePrinter(self, _handle: Any, data: bytes, size: int, taken: Any) -> int:
        self.given += data
        taken._obj.value = size
        return 1

    def SetJobW(self, _handle: Any, job: int, _level: int, _told: None, command: int) -> int:
        self.calls.append(("SetJobW", (job, command)))
        return 1


@pytest.mark.parametrize(("attributes", "datatype"), [(0x1, "RAW"), (0x3, "XPS_PASS")])
def test_windows_is_called_as_its_documentation_says(attributes: int, datatype: str) -> None:
    dll = FakeDll(attributes)
    printer = WindowsPrinter(Device("Zebra", "ZDesigner"), Winspool(dll))
    assert printer.send("one", ZPL, "zpl") == "31"
    printer.cancel("31")
    assert dll.given == ZPL
    assert [name for name, _ in dll.calls][1:5] == [
        "StartPagePrinter",
        "EndPagePrinter",
        "EndDocPrinter",
        "ClosePrinter",
    ]
    told = dict(dll.calls)
    assert told["StartDocPrinterW"] == (1, "one", datatype)
    assert told["SetJobW"] == (31, 5)  # JOB_CONTROL_DELETE


def test_windows_may_refuse_or_break_off() -> None:
    spooler = FakeSpooler()
    printer = WindowsPrinter(Device("Zebra", "ZDesigner"), spooler)
    spooler.takes = 0
    with pytest.raises(OmsError) as caught:
        printer.send("one", ZPL, "zpl")
    assert trouble(caught) == "printer_unsure"
    spooler.refuses = True
    with pytest.raises(OmsError) as caught:
        printer.send("one", ZPL, "zpl")
    assert (trouble(caught), caught.value.facts["why"]) == ("printer_refused", "Access is denied.")
    with pytest.raises(OmsError) as caught:
        WindowsPrinter(Device("Zebra", "None")).check()
    assert trouble(caught) == "printer_needs_windows"


@pytest.mark.parametrize(
    ("backend", "address", "beside"),
    [
        ("cups", "zebra", True),
        ("cups", "127.0.0.1:6310/zebra", True),
        ("cups", "print.example.org/zebra", False),
        ("windows", "ZDesigner", True),
        ("windows", r"\\server\ZDesigner", False),
        ("file", "~/labels", True),
        ("tcp", "10.0.0.7", False),
        ("practice", "ok", False),
    ],
)
def test_only_a_computers_own_spooler_is_asked_by_nobody_else(backend: str, address: str, *, beside: bool) -> None:
    assert is_beside(backend, address) is beside
