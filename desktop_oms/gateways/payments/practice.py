"""A gateway to practise on: it keeps its books in a file and can be told to behave badly.

Faults are taken one a call, the oldest first: `slow` (processing, done when asked again), `refuse`, `down` (not
reached), `busy` (asks to wait), `drop` (does it and loses the answer), `lose` (loses the request itself), `twice`
(says it a second time as a notice), `reverse` (the bank takes it back afterwards).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from desktop_oms.gateways.bridges import BridgeError, Trouble
from desktop_oms.gateways.payments import FAILED, PROCESSING, REVERSED, SUCCEEDED, Notice, RefundAnswer

PROVIDER = "practice"
FAULTS = ("slow", "refuse", "down", "busy", "drop", "lose", "twice", "reverse")
BUSY_MS = 2_000


@dataclass
class Booked:
    """One refund in the gateway's books."""

    payment: str
    amount: int
    currency: str
    state: str
    reference: str


@dataclass
class Books:
    """All the gateway remembers."""

    refunds: dict[str, Booked] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    count: int = 0


class PracticeGateway:
    """Pays refunds back in its books; without a file it forgets them when the program ends."""

    def __init__(self, file: Path | None = None, faults: Iterable[str] = ()) -> None:
        self._file = file
        self._turn = threading.Lock()
        self.books = _read(file) if file is not None and file.exists() else Books()
        self.books.faults += list(faults)

    def misbehave(self, *faults: str) -> None:
        """The next calls go wrong in these ways."""
        unknown = set(faults) - set(FAULTS)
        if unknown:
            raise ValueError(f"no such fault: {sorted(unknown)}")
        with self._turn:
            self.books.faults += faults
            self._write()

    def refund(self, payment: str, amount: int, currency: str, refund_no: str) -> RefundAnswer:
        """Book the refund once; the same number again tells how it stands."""
        with self._turn:
            fault = self.books.faults.pop(0) if self.books.faults else ""
            try:
                _stumble(fault)
                return self._book(payment, amount, currency, refund_no, fault)
            finally:
                self._write()

    def query_refund(self, refund_no: str) -> RefundAnswer:
        """How it stands; what was being processed is done by now."""
        with self._turn:
            booked = self.books.refunds.get(refund_no)
            if booked is None:
                raise BridgeError(Trouble.NOT_FOUND)
            if booked.state == PROCESSING:
                booked.state = SUCCEEDED
                self._write()
            return _answer(booked)

    def notices(self) -> Sequence[Notice]:
        """News that nobody has confirmed yet."""
        with self._turn:
            return tuple(self.books.notices)

    def heard(self, notice_id: str) -> None:
        """Forget that piece of news."""
        with self._turn:
            self.books.notices = [one for one in self.books.notices if one.id != notice_id]
            self._write()

    def _book(self, payment: str, amount: int, currency: str, refund_no: str, fault: str) -> RefundAnswer:
        known = self.books.refunds.get(refund_no)
        if known is not None:
            if (known.payment, known.amount, known.currency) != (payment, amount, currency):
                raise BridgeError(Trouble.CONFLICT, "another_refund")
            return _answer(known)
        if fault == "refuse":
            return RefundAnswer(FAILED, reason="refused")
        self.books.count += 1
        state = PROCESSING if fault == "slow" else SUCCEEDED
        booked = Booked(payment, amount, currency, state, f"P{self.books.count:06d}")
        self.books.refunds[refund_no] = booked
        if fault == "twice":
            self._tell(refund_no, SUCCEEDED)
        if fault == "reverse":
            booked.state = REVERSED
            self._tell(refund_no, REVERSED, "account_closed")
            return RefundAnswer(SUCCEEDED, booked.reference)
        if fault == "drop":
            raise BridgeError(Trouble.AMBIGUOUS, "answer_lost")
        return _answer(booked)

    def _tell(self, refund_no: str, state: str, reason: str = "") -> None:
        self.books.notices.append(Notice(f"{refund_no}:{state}:{len(self.books.notices)}", refund_no, state, reason))

    def _write(self) -> None:
        if self._file is None:
            return
        half = self._file.with_name(self._file.name + ".part")
        half.write_text(json.dumps(asdict(self.books), ensure_ascii=False), encoding="utf-8")
        half.replace(self._file)


def _stumble(fault: str) -> None:
    """The faults that keep a request from being carried out."""
    if fault == "down":
        raise BridgeError(Trouble.UNAVAILABLE, "not_reached")
    if fault == "busy":
        raise BridgeError(Trouble.RATE_LIMITED, retry_after=BUSY_MS)
    if fault == "lose":
        raise BridgeError(Trouble.AMBIGUOUS, "request_lost")


def _answer(booked: Booked) -> RefundAnswer:
    return RefundAnswer(booked.state, booked.reference, "account_closed" if booked.state == REVERSED else "")


def _read(file: Path) -> Books:
    kept = json.loads(file.read_text(encoding="utf-8"))
    return Books(
        {number: Booked(**one) for number, one in kept["refunds"].items()},
        [Notice(**one) for one in kept["notices"]],
        list(kept["faults"]),
        int(kept["count"]),
    )
