"""A label printer's port 9100 on this computer: takes bytes, tells its status as Zebra does, and has faults."""

from __future__ import annotations

import socket
import threading
from types import TracebackType

ASK = b"~HS"


class Sink:
    """Prints what it is given into `prints`; set its faults before something is sent."""

    def __init__(self) -> None:
        self.prints: list[bytes] = []
        self.commands: list[bytes] = []
        self.answers = True
        self.paper_out = self.paused = self.head_open = False
        self.left = 0
        self.breaks_after: int | None = None  # bytes after which the line breaks
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._came = threading.Condition()
        self._lines = 0
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"127.0.0.1:{self.port}"

    def wait_for(self, prints: int, seconds: float = 120) -> list[bytes]:
        """The prints, once there are so many."""
        return self._wait_for(self.prints, prints, seconds)

    def wait_for_commands(self, commands: int, seconds: float = 120) -> list[bytes]:
        """The commands, once there are so many: each comes on a line, and with a thread, of its own."""
        return self._wait_for(self.commands, commands, seconds)

    def _wait_for(self, came: list[bytes], many: int, seconds: float) -> list[bytes]:
        with self._came:
            assert self._came.wait_for(lambda: len(came) >= many, seconds)
        return came

    def quiet(self, seconds: float = 20) -> list[bytes]:
        """The prints, once every line that was begun has ended."""
        with self._came:
            assert self._came.wait_for(lambda: self._lines == 0, seconds)
        return self.prints

    def close(self) -> None:
        """Switch it off."""
        self._server.shutdown(socket.SHUT_RDWR)  # else the port stays open as long as somebody waits in it
        self._server.close()

    def __enter__(self) -> Sink:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _what: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _peer = self._server.accept()
            except OSError:
                return
            with self._came:
                self._lines += 1
            threading.Thread(target=self._serve_line, args=(line,), daemon=True).start()

    def _serve_line(self, line: socket.socket) -> None:
        try:
            self._take(line)
        finally:
            with self._came:
                self._lines -= 1
                self._came.notify_all()

    def _take(self, line: socket.socket) -> None:
        data = b""
        with line:
            while part := self._part(line):
                data = self._answer(line, data + part)
                if self.breaks_after is not None and len(data) > self.breaks_after:
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
                    return
        if data:
            with self._came:
                (self.commands if data.startswith(b"~") else self.prints).append(data)
                self._came.notify_all()

    @staticmethod
    def _part(line: socket.socket) -> bytes:
        try:
            return line.recv(65536)
        except OSError:
            return b""

    def _answer(self, line: socket.socket, data: bytes) -> bytes:
        """What remains of the data when its questions are answered."""
        while ASK in data:
            data = data.replace(ASK, b"", 1)
            if self.answers:
                line.sendall(self.status())
        return data

    def status(self) -> bytes:
        """The three lines of `~HS`."""
        first = f"030,{self.paper_out:d},{self.paused:d},1245,{self.left:03},0,0,0,000,0,0,0"
        second = f"000,0,{self.head_open:d},0,0,2,4,0,{0:08},1,000"
        return b"".join(b"\x02" + text.encode() + b"\x03\r\n" for text in (first, second, "1234,0"))
