"""Refunds on their way to the gateway: sent once, asked about when the answer is in doubt, never sent twice.

A refund waits in the outbox until its gateway has said what became of it.  The first delivery sends; every later one
asks first, because a program may have died between sending and hearing.  Whatever the gateway says comes back as a
command on the order, under a command id of its own.
"""

from __future__ import annotations

import hashlib
import logging
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop_oms.domain.entities import Refund
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.refunds import payment_of
from desktop_oms.domain.roles import SYSTEM
from desktop_oms.gateways.bridges import BridgeError, Trouble
from desktop_oms.gateways.payments import FAILED, PROCESSING, REVERSED, SUCCEEDED, Notice, PaymentGateway, RefundAnswer
from desktop_oms.gateways.payments.practice import PROVIDER, PracticeGateway
from desktop_oms.services.commands import Commands, load
from desktop_oms.services.database import Database
from desktop_oms.settings import data_folder
from desktop_oms.storage import case_rows, log_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.log_rows import InMessage, OutMessage

log = logging.getLogger(__name__)

TOPIC = "gateway.refund"
SOURCE = "gateway"
AT_ONCE = 20
FIRST_WAIT, LONGEST_WAIT = 2_000, 10 * 60_000  # ms between two questions about the same refund


class RefundSending:
    """Takes waiting refunds out of the outbox and settles what became of them."""

    def __init__(
        self, database: Database, commands: Commands, gateways: Mapping[str, PaymentGateway] | None = None
    ) -> None:
        """`gateways` by the payments' provider; without any there is the one to practise on."""
        self.database = database
        self.commands = commands
        self.gateways = gateways if gateways is not None else {PROVIDER: PracticeGateway(_books(database))}
        self._owner = uuid.uuid4().hex

    def send_due(self, limit: int = AT_ONCE) -> int:
        """Deliver what is due, at most `limit` refunds; returns how many were settled."""
        now = self.database.now()
        taken = self.database.write(lambda conn: log_rows.claim_out(conn, self._owner, now, limit=limit, topic=TOPIC))
        return sum(self._deliver_if_it_can(message) for message in taken)

    def hear(self) -> int:
        """Work in what the gateways have to tell by themselves; returns how many pieces of news there were."""
        count = 0
        for provider, gateway in self.gateways.items():
            try:
                told = gateway.notices()
            except BridgeError as trouble:
                log.warning("news of %s could not be read: %s", provider, trouble.code)
                continue
            for notice in told:
                self._take_in(provider, notice)
                gateway.heard(notice.id)  # only what is worked in, or refused for good, is not told again
                count += 1
        return count

    # one refund

    def _deliver_if_it_can(self, message: OutMessage) -> bool:
        """A bug at one refund holds up no other; it is asked about later, never sent twice."""
        try:
            return self._deliver(message)
        except OmsError as trouble:
            if trouble.code.startswith("database_"):
                raise
            log.warning("a refund of order %s waits: %s", message.order_id, trouble.code)
        except Exception:
            log.exception("a refund of order %s stumbled", message.order_id)
        return self._later(message, "unexpected", LONGEST_WAIT)

    def _deliver(self, message: OutMessage) -> bool:
        order_id, refund_no = int(message.order_id or 0), str(message.payload["refund_no"])
        order = self.database.read(lambda conn: load(conn, order_id, lock=False))
        refund = next((one for one in order.refunds if one.refund_no == refund_no), None)
        if refund is None or refund.state not in ("pending", "unknown"):
            self._finish(message)  # a person has settled it meanwhile
            return False
        gateway = self.gateways.get(payment_of(order, refund).provider)
        if gateway is None:
            return self._without_gateway(message, order, refund)
        try:
            answer = self._ask(gateway, message, order, refund)
        except BridgeError as trouble:
            return self._stumbled(message, order, refund, trouble)
        return self._answered(message, order, refund, answer)

    def _ask(self, gateway: PaymentGateway, message: OutMessage, order: Order, refund: Refund) -> RefundAnswer:
        """Send it the first time; later ask, and send only what the gateway has never heard of and nobody doubts."""
        payment = payment_of(order, refund)
        if message.attempts > 1 or refund.state == "unknown":
            try:
                return gateway.query_refund(refund.refund_no)
            except BridgeError as trouble:
                if trouble.kind is not Trouble.NOT_FOUND:
                    raise
                if refund.state == "unknown":
                    return RefundAnswer(FAILED, reason="not_at_the_gateway")
        return gateway.refund(payment.txn or "", refund.amount, order.currency, refund.refund_no)

    def _answered(self, message: OutMessage, order: Order, refund: Refund, answer: RefundAnswer) -> bool:
        if answer.state == PROCESSING:
            return self._later(message, "processing")
        if answer.state in (SUCCEEDED, REVERSED):
            self._tell(message, order, refund, "refund.succeed", proof=answer.reference)
            if answer.state == REVERSED:
                self._tell(message, order, refund, "refund.reverse", reason=answer.reason or "reversed")
        else:
            self._tell(message, order, refund, "refund.fail", reason=answer.reason or "refused")
        return self._finish(message)

    def _stumbled(self, message: OutMessage, order: Order, refund: Refund, trouble: BridgeError) -> bool:
        log.warning("refund %s: %s", refund.refund_no, trouble)
        if trouble.kind is Trouble.AMBIGUOUS and refund.state == "pending":
            self._tell(message, order, refund, "refund.time_out")
        if trouble.kind in (Trouble.REJECTED, Trouble.CONFLICT, Trouble.NOT_FOUND):
            self._tell(message, order, refund, "refund.fail", reason=trouble.code)
            return self._finish(message)
        return self._later(message, trouble.code, trouble.retry_after)

    def _without_gateway(self, message: OutMessage, order: Order, refund: Refund) -> bool:
        """Nobody can be asked: a person sees to it, and settles it by hand with proof."""
        if refund.state == "pending":
            self._tell(message, order, refund, "refund.time_out")
        now = self.database.now()
        self.database.write(
            lambda conn: log_rows.give_up_out(conn, self._owner, message.id, error="no_gateway", now=now)
        )
        return True

    def _tell(self, message: OutMessage, order: Order, refund: Refund, event: str, **args: Any) -> None:
        """The gateway's word as a command; the same word again changes nothing.

        Somebody may have settled the refund meanwhile: then there is nothing to tell any more.  A database that cannot
        be reached is no such refusal: the message stays, and the gateway is asked again.
        """
        key = f"{message.key}:{event}"
        try:
            self.commands.do(SYSTEM, order.id, event, refund.id, args=args, command_id=key)
        except Refused as refusal:
            log.warning("refund %s: %s was refused: %s", refund.refund_no, event, refusal.code)

    def _finish(self, message: OutMessage) -> bool:
        now = self.database.now()
        self.database.write(lambda conn: log_rows.finish_out(conn, self._owner, message.id, now))
        return True

    def _later(self, message: OutMessage, error: str, wait: int | None = None) -> bool:
        pause = wait or min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(message.attempts, 12))
        due = self.database.now() + pause
        self.database.write(lambda conn: log_rows.retry_out(conn, self._owner, message.id, error=error, due_at=due))
        return False

    # news

    def _take_in(self, provider: str, notice: Notice) -> None:
        """A notice is kept before it is worked in; told again it meets the first result of its command."""
        payload = {"refund_no": notice.refund_no, "state": notice.state}
        source, now = f"{SOURCE}.{provider}", self.database.now()

        def keep(conn: Connection) -> tuple[int, int] | None:
            where = case_rows.refund_place(conn, notice.refund_no)
            order_id = None if where is None else where[0]
            log_rows.receive(
                conn, InMessage(self.database.new_id(), source, notice.id, "refund", payload, now, order_id)
            )
            return where

        where = self.database.write(keep)
        if where is None:
            log.warning("%s tells of a refund that is not ours: %s", provider, notice.refund_no)
        error = "not_ours" if where is None else self._work_in(notice, *where)
        self.database.write(lambda conn: log_rows.finish_in(conn, source, notice.id, now, error=error))

    def _work_in(self, notice: Notice, order_id: int, refund_id: int) -> str:
        """What a notice says as a command; the code of the refusal when it changes nothing."""
        event = {REVERSED: "refund.reverse", SUCCEEDED: "refund.succeed", FAILED: "refund.fail"}.get(notice.state)
        args = {} if notice.state == SUCCEEDED else {"reason": notice.reason or notice.state}
        if event is not None:
            key = f"{SOURCE}:{notice.id}"
            try:
                self.commands.do(SYSTEM, order_id, event, refund_id, args=args, command_id=key)
            except Refused as refusal:
                log.info("news of refund %s changes nothing: %s", notice.refund_no, refusal.code)
                return refusal.code
        return ""


def _books(database: Database) -> Path:
    """The books of the gateway to practise on lie beside the database, else among the program's data, one a server."""
    if database.path:
        return database.path.parent / f"{PROVIDER}-gateway.json"
    own = hashlib.sha256(database.shown.encode()).hexdigest()[:8]
    return data_folder() / f"{PROVIDER}-gateway-{own}.json"
