"""The reviewer's desk: cases by deadline, one reviewer at a time on each, and the case with everything to decide by.

Deciding is done by the events of the case (`case.approve`, `case.reject`, ...) through `Commands`; a case that somebody
else is deciding is refused here.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop_oms.domain import approval, clocks
from desktop_oms.domain.command import Run
from desktop_oms.domain.entities import Case
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.services.case_view import (
    CaseDetail,
    CaseMoney,
    case_number,
    money_of,
    return_place,
    signature_of,
    unit_row,
)
from desktop_oms.services.commands import BulkResult, Commands, Done, load
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import require_role
from desktop_oms.services.orders import OrderDesk
from desktop_oms.services.shop_state import read_state
from desktop_oms.storage import case_rows, catalogue_rows
from desktop_oms.storage.case_rows import CaseRow, EvidenceRow, Key
from desktop_oms.storage.engine import Connection

PAGE = 200
LEASE = 10 * 60_000  # ms that a case stays with a reviewer who does nothing
DECIDERS = frozenset({Role.REVIEWER, Role.MANAGER, Role.DESK, Role.CLERK})
DECISIONS = frozenset({"case.approve", "case.second_approve", "case.reject", "case.withdraw"})
ATTACHERS = DECIDERS | {Role.CASHIER}
MEDIA = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"%PDF-": "application/pdf"}
LARGEST = 10 * 1024 * 1024  # bytes of one piece of evidence
NUMBER = re.compile(r"([A-Z]{1,3}[0-9]{4,12})-C([0-9]{1,3})", re.IGNORECASE)


class AfterSales:
    """Lists cases and decides them."""

    def __init__(self, database: Database, commands: Commands, orders: OrderDesk) -> None:
        self.database = database
        self.commands = commands
        self.orders = orders

    def counts(self) -> dict[str, int]:
        """How many cases stand in each group (to_decide, waiting_goods, to_inspect, settling, trouble)."""
        return self.database.read(case_rows.counts)

    def totals(self) -> dict[str, int]:
        """The same, exact however many there are: a list that is scrolled needs to know its length."""
        return self.database.read(lambda conn: case_rows.counts(conn, None))

    def search(self, text: str) -> list[CaseRow]:
        """Cases found by their number, or by any scrap of their order (its number, a phone's end, a name, a waybill).

        The newest first, at most 200; nothing for a text that means nothing.
        """
        named = NUMBER.fullmatch(text.strip())
        if named:
            key = self.database.read(lambda conn: case_rows.find(conn, named[1].upper(), int(named[2])))
            return [self.row(key)] if key else []
        orders = [row.id for row in self.orders.search(text).rows]
        return self.database.read(lambda conn: case_rows.of_orders(conn, orders, PAGE)) if orders else []

    def page(self, group: str, *, after: Key | None = None, limit: int = PAGE) -> list[CaseRow]:
        """Cases of a group, the most urgent first, after a row's key."""
        if group not in case_rows.GROUPS:
            raise OmsError("queue_unknown", queue=group, known=", ".join(case_rows.GROUPS))
        return self.database.read(lambda conn: case_rows.page(conn, group, after=after, limit=limit))

    def key_of(self, group: str, row: CaseRow) -> Key:
        """Where a row stands in its group; the next page starts after it."""
        return case_rows.key_of(group, row)

    def of_order(self, order_id: int) -> list[CaseRow]:
        """An order's cases, the newest first."""
        return self.database.read(lambda conn: case_rows.of_order(conn, order_id))

    def find(self, number: str) -> int:
        """The key of the case with that number (A100003-C1); raises `case_missing`."""
        read = NUMBER.fullmatch(number.strip())
        found = read and self.database.read(lambda conn: case_rows.find(conn, read[1].upper(), int(read[2])))
        if not found:
            raise OmsError("case_missing", case=number)
        return found

    def detail(self, case_id: int, actor: Actor) -> CaseDetail:
        """Everything about one case, as this person may decide it; raises `case_missing`."""
        order_id = self.row(case_id).order_id
        view = self.orders.view(order_id, actor)

        def work(conn: Connection) -> CaseDetail:
            order = load(conn, order_id, lock=False)
            case, row = case_of(order, case_id), case_rows.one(conn, case_id)
            assert row is not None
            policy, now = self.commands.worlds.standing(conn).policy, self.database.now()
            money = money_of(order, case)
            others = case_rows.of_order(conn, order_id)
            return CaseDetail(
                row,
                view,
                case.note,
                tuple(unit_row(order, case, line) for line in order.lines),
                money,
                signature_of(actor, policy, money, _seconds(conn, actor, case)),
                tuple(one for one in others if one.id != case_id),
                case_rows.buyer(conn, order.merchant_id, order.ship_phone, order.phone_tail, order.currency),
                tuple(case_rows.evidence_of(conn, case_id)),
                tuple(dict.fromkeys(pay.provider for pay in order.payments if pay.captured)),
                case.send_after,
                policy.undo_delay,
                clocks.length(case, policy),
                return_place(read_state(conn), order).in_one_line,
                now,
            )

        return self.database.read(work)

    def calculation(
        self,
        case_id: int,
        lines: Mapping[int, int] | None = None,
        deduction: int = 0,
        amount: int | None = None,
    ) -> CaseMoney:
        """The money line by line, were only these units agreed to, and so much kept back or just this amount paid.

        Money in minor units; `amount` None: all they are worth, less what is kept back.

        Nothing is decided by it.  Raises what the approval would: `units_out_of_range`, `part_too_late`,
        `amount_over_value`, `case_has_no_units`; `case_missing`.
        """
        order_id = self.row(case_id).order_id

        def work(conn: Connection) -> CaseMoney:
            order = load(conn, order_id, lock=False)
            case, part = case_of(order, case_id), {"lines": lines, "deduction": deduction, "amount": amount}
            if refusal := approval.part_problem(order, case, part):
                raise Refused.because(refusal)
            return money_of(order, approval.as_agreed(order, case, lines, deduction, amount))

        return self.database.read(work)

    def row(self, case_id: int) -> CaseRow:
        """A case as the list shows it; raises `case_missing`."""
        found = self.database.read(lambda conn: case_rows.one(conn, case_id))
        if found is None:
            raise OmsError("case_missing", case=str(case_id))
        return found

    # one reviewer at a time

    def claim(self, actor: Actor, case_id: int) -> CaseRow:
        """Take a case to decide it; again prolongs the lease.  Refused (`case_claimed`) while somebody else has it."""
        require_role(actor, "case.claim", DECIDERS)
        now = self.database.now()

        def work(conn: Connection) -> bool:
            return case_rows.claim(conn, case_id, actor.user_id, actor.name, now=now, until=now + LEASE)

        self.row(case_id)
        taken = self.database.write(work)
        row = self.row(case_id)
        if not taken:
            raise Refused("case_claimed", case=case_number(row.number, row.seq), user=row.claimed_name or "")
        return row

    def let_go(self, actor: Actor, case_id: int) -> None:
        """Give a case back to the queue; a manager may take it from somebody else."""
        mine = None if actor.may(frozenset({Role.MANAGER})) else actor.user_id
        self.database.write(lambda conn: case_rows.let_go(conn, case_id, mine))

    def decide(
        self,
        actor: Actor,
        case_id: int,
        event: str,
        *,
        args: Mapping[str, Any] | None = None,
        command_id: str | None = None,
        seen_version: int | None = None,
    ) -> Done:
        """Carry out an event of the case; see `decide_in_turn`."""
        asked = [(event, dict(args or {}))]
        return self.decide_in_turn(actor, case_id, asked, command_id=command_id, seen_version=seen_version)

    def decide_in_turn(
        self,
        actor: Actor,
        case_id: int,
        asked: Sequence[tuple[str, Mapping[str, Any]]],
        *,
        command_id: str | None = None,
        seen_version: int | None = None,
    ) -> Done:
        """Carry out events of the case, each with its arguments, as one command: another kind and the approval of it.

        Refused while another reviewer has it; what the person saw must still stand (`order_changed`).  A decision gives
        the case back to everybody, in the same transaction: a second person need not wait for the lease to end.
        """

        def ready(conn: Connection, _order: Order) -> None:
            row, now = case_rows.one(conn, case_id), self.database.now()
            if row and row.claimed_by not in (None, actor.user_id) and (row.claimed_until or 0) > now:
                raise Refused("case_claimed", case=case_number(row.number, row.seq), user=row.claimed_name or "")

        def give_back(conn: Connection, _run: Run, _made: object) -> None:
            if any(event in DECISIONS for event, _ in asked):
                case_rows.let_go(conn, case_id)

        return self.commands.do_in_turn(
            *(actor, self.row(case_id).order_id, asked, case_id),
            command_id=command_id,
            seen_version=seen_version,
            ready=ready,
            also=give_back,
        )

    def approve_many(
        self, actor: Actor, case_ids: Sequence[int], *, progress: Callable[[int], bool] | None = None
    ) -> list[BulkResult]:
        """Approve several cases, each for all it is worth; a result per case, in the list's order.

        One above the actor's own limit is refused (`over_limit`): whoever works through a list does not see what needs
        a second person.  `progress` is told how many are done and answers False to stop there.
        """
        key, results = uuid.uuid4().hex, []
        for done, case_id in enumerate(case_ids, start=1):
            results.append(self._approve(actor, case_id, f"{key}:{case_id}"))
            if progress is not None and not progress(done):
                break
        return results

    def _approve(self, actor: Actor, case_id: int, command_id: str) -> BulkResult:
        """Approve a case for what it is found to be worth, unless somebody changes its order in this very moment."""
        order_id = 0
        try:
            detail = self.detail(case_id, actor)
            order_id = detail.row.order_id
            if detail.signature.second_needed:
                raise Refused("over_limit", amount=detail.signature.limit, currency=detail.money.currency)
            seen = detail.order.version
            made = self.decide(actor, case_id, "case.approve", command_id=command_id, seen_version=seen)
        except OmsError as trouble:
            return BulkResult(order_id, None, trouble)
        return BulkResult(order_id, made, None)

    # evidence

    def attach(self, actor: Actor, case_id: int, name: str, content: bytes, note: str = "") -> EvidenceRow:
        """Keep a picture or paper with a case; the same file again is kept once.

        Raises `evidence_unreadable` for what is no PNG, JPEG or PDF, `evidence_large` above 10 MB.
        """
        require_role(actor, "case.attach", ATTACHERS)
        media = next((kind for start, kind in MEDIA.items() if content.startswith(start)), "")
        if not media:
            raise OmsError("evidence_unreadable", file=name)
        if len(content) > LARGEST:
            raise OmsError("evidence_large", file=name, size=LARGEST // 1024 // 1024)
        digest = hashlib.sha256(content).hexdigest()
        row, now = self.row(case_id), self.database.now()

        def work(conn: Connection) -> EvidenceRow:
            known = next((one for one in case_rows.evidence_of(conn, case_id) if one.digest == digest), None)
            if known is not None:
                return known
            order = load(conn, row.order_id)
            new = EvidenceRow(self.database.new_id(), case_id, "case", name, media, digest, note, actor.user_id, now)
            case_rows.put_evidence(conn, order.id, order.merchant_id, new, content)
            return new

        return self.database.write(work)

    def file(self, evidence_id: int) -> bytes:
        """The bytes of a piece of evidence; raises `evidence_missing`."""
        found = self.database.read(lambda conn: case_rows.evidence_bytes(conn, evidence_id))
        if found is None:
            raise OmsError("evidence_missing", key=str(evidence_id))
        return found


def case_of(order: Order, case_id: int) -> Case:
    """The order's case with that key."""
    return next(case for case in order.cases if case.id == case_id)


def _seconds(conn: Connection, actor: Actor, case: Case) -> tuple[str, ...]:
    """The names of those who may sign second."""
    out = (actor.user_id, case.requested_by, case.approved_by)
    return tuple(
        user.name
        for user in catalogue_rows.users(conn)
        if user.active and user.id not in out and {"R", "M"} & set(user.roles)
    )
