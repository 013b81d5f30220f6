"""The Internet Printing Protocol over HTTP: a request and its answer as bytes (RFC 8010, RFC 8011), nothing more.

Only what handing a print over and watching it takes; text is UTF-8, integers 32 bits, big-endian.
"""

from __future__ import annotations

import http.client
import itertools
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

PRINT_JOB, CANCEL_JOB, GET_JOB, GET_PRINTER = 0x0002, 0x0008, 0x0009, 0x000B
OPERATION, JOB, END = 0x01, 0x02, 0x03
INTEGER, BOOLEAN, ENUM = 0x21, 0x22, 0x23
NAME, KEYWORD, URI, CHARSET, LANGUAGE, MIME = 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
NOT_FOUND = 0x0406
_numbers = itertools.count(1)

Value = str | int | bool
Attribute = tuple[int, str, Value]


class NoAnswer(Exception):
    """The server was not reached (`sent` False), or the request left and no answer came (`sent` True)."""

    def __init__(self, sent: bool) -> None:
        super().__init__("sent" if sent else "not sent")
        self.sent = sent


@dataclass(frozen=True, slots=True)
class Answer:
    """The status of an answer and its attributes by name, of all groups together; every value is in a list."""

    status: int
    attributes: dict[str, list[Value]] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """True for "successful" statuses."""
        return self.status < 0x0100

    def number(self, name: str) -> int:
        """The first value of a number, 0 when it is missing."""
        return next((int(value) for value in self.attributes.get(name, ()) if isinstance(value, int)), 0)

    def texts(self, name: str) -> list[str]:
        """All values of a text."""
        return [str(value) for value in self.attributes.get(name, ())]


def request(operation: int, attributes: Sequence[Attribute], document: bytes = b"") -> bytes:
    """A request with its operation attributes (charset and language come by themselves) and the document after it."""
    always: tuple[Attribute, ...] = (
        (CHARSET, "attributes-charset", "utf-8"),
        (LANGUAGE, "attributes-natural-language", "en"),
    )
    parts = [struct.pack(">BBHiB", 2, 0, operation, next(_numbers) & 0x7FFFFFFF, OPERATION)]
    before = ""
    for tag, name, value in (*always, *attributes):
        parts.append(_attribute(tag, "" if name == before else name, value))  # no name: a further value
        before = name
    return b"".join((*parts, bytes((END,)), document))


def _attribute(tag: int, name: str, value: Value) -> bytes:
    if tag in (INTEGER, ENUM):
        data = struct.pack(">i", value)
    elif tag == BOOLEAN:
        data = bytes((int(value),))
    else:
        data = str(value).encode("utf-8")
    spelled = name.encode("ascii")
    return struct.pack(">BH", tag, len(spelled)) + spelled + struct.pack(">H", len(data)) + data


def read(data: bytes) -> Answer:
    """An answer out of its bytes; raises NoAnswer for anything else."""
    try:
        (status,) = struct.unpack(">H", data[2:4])
        found: dict[str, list[Value]] = {}
        name = ""
        for tag, spelled, raw in _parts(data, 8):
            name = spelled or name
            found.setdefault(name, []).append(_value(tag, raw))
    except (struct.error, IndexError, UnicodeDecodeError):
        raise NoAnswer(True) from None
    return Answer(status, found)


def _parts(data: bytes, at: int) -> Iterator[tuple[int, str, bytes]]:
    while data[at] != END:
        tag, at = data[at], at + 1
        if tag < 0x10:  # the beginning of a group
            continue
        (length,) = struct.unpack(">H", data[at : at + 2])
        name = data[at + 2 : at + 2 + length].decode("ascii")
        at += 2 + length
        (length,) = struct.unpack(">H", data[at : at + 2])
        yield tag, name, data[at + 2 : at + 2 + length]
        at += 2 + length


def _value(tag: int, raw: bytes) -> Value:
    if tag in (INTEGER, ENUM):
        return int(struct.unpack(">i", raw)[0])
    return bool(raw[0]) if tag == BOOLEAN else raw.decode("utf-8", "replace")


def ask(place: tuple[str, int], path: str, body: bytes, *, connect_s: float, answer_s: float) -> Answer:
    """Post a request to a server and read its answer; raises NoAnswer, which says whether the request had left."""
    line = http.client.HTTPConnection(*place, timeout=connect_s)
    try:
        try:
            line.connect()
        except OSError:
            raise NoAnswer(False) from None
        if line.sock is not None:
            line.sock.settimeout(answer_s)
        try:
            line.request("POST", path, body, {"Content-Type": "application/ipp"})
            answer = line.getresponse()
            data = answer.read()
        except (OSError, http.client.HTTPException):
            raise NoAnswer(True) from None
    finally:
        line.close()
    if answer.status != http.client.OK:
        raise NoAnswer(False)  # the server did not even look at it
    return read(data)
