"""After-sales cases over all orders: the reviewer's queues by deadline, who is deciding what, and who the buyer is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    text,
    tuple_,
)

from desktop_oms.storage import statements
from desktop_oms.storage.statements import Statement
from desktop_oms.storage.tables.aftercare import case_claims, cases, evidence, refunds
from desktop_oms.storage.tables.order import orders

COUNTED_TO = 1000
FAR = 9_007_199_254_740_991  # stands for "no deadline": such cases come last

Key = tuple[int, int]


class CaseRow(NamedTuple):
    """A case as the reviewer's list shows it; money in minor units, times in milliseconds UTC."""

    id: int
    order_id: int
    number: str
    seq: int
    kind: str
    state: str
    reason: str
    worth: int
    currency: str
    requested_at: int
    due_at: int | None
    return_waybill: str
    name: str
    masked: bool
    channel_id: int
    claimed_by: int | None
    claimed_name: str | None
    claimed_until: int | None


@dataclass(frozen=True, slots=True)
class CaseQueue:
    """A list of cases: the index it runs along, its condition letter by letter as the index has it, and its order."""

    key: str
    index: str
    condition: str
    column: str = "due_at"


QUEUES: Mapping[str, CaseQueue] = {
    queue.key: queue
    for queue in (
        CaseQueue("to_decide", "ix_cases_to_decide", "cases.state IN ('requested', 'awaiting_second')"),
        CaseQueue("waiting_goods", "ix_cases_waiting_goods", "cases.state = 'awaiting_return'"),
        CaseQueue("to_inspect", "ix_cases_to_inspect", "cases.state = 'received'"),
        CaseQueue(
            "settling", "ix_cases_settling", "cases.state IN ('approved', 'refunding', 'replacing')", "requested_at"
        ),
    )
}
TROUBLE = "trouble"
GROUPS = (*QUEUES, TROUBLE)

_COLUMNS = (
    *(cases.c.id, cases.c.order_id, orders.c.number, cases.c.seq, cases.c.kind, cases.c.state, cases.c.reason),
    *(cases.c.worth, orders.c.currency, cases.c.requested_at, cases.c.due_at, cases.c.return_waybill),
    *(orders.c.ship_name, orders.c.ship_masked, orders.c.channel_id),
    *(case_claims.c.user_id, case_claims.c.name, case_claims.c.until),
)
_MASKED = CaseRow._fields.index("masked")


def page(connection: Connection, group: str, *, after: Key | None = None, limit: int) -> list[CaseRow]:
    """Cases of a group, the most urgent first, after a row's key (see `key_of`)."""
    asked = page_statement(group, started=after is not None)
    return [_read(row) for row in statements.rows(connection, asked, (*(after or ()), limit))]


@cache
def page_statement(group: str, *, started: bool) -> Statement:
    """What `page` asks, from the top or a key: along the group's index, whose order it keeps, so nothing is sorted."""
    if group == TROUBLE:
        moment, asked = cases.c.requested_at, _joined().where(cases.c.id.in_(select(refunds.c.case_id).where(_stuck())))
    else:
        queue = QUEUES[group]
        moment, asked = cases.c[queue.column], _joined(queue.index).where(text(queue.condition))
    if started:
        asked = asked.where(tuple_(moment, cases.c.id) > tuple_(bindparam("moment"), bindparam("last")))
    asked = asked.order_by(moment, cases.c.id).limit(bindparam("limit")).offset(literal_column("0"))
    return Statement(asked, ("moment", "last", "limit") if started else ("limit",))


def key_of(group: str, row: CaseRow) -> Key:
    """Where a row stands in its group."""
    moment = row.requested_at if group == TROUBLE else getattr(row, QUEUES[group].column)
    return (FAR if moment is None else moment), row.id


def one(connection: Connection, case_id: int) -> CaseRow | None:
    """The case with that key."""
    found = connection.execute(_joined().where(cases.c.id == case_id)).first()
    return None if found is None else CaseRow._make(found)


def find(connection: Connection, number: str, seq: int) -> int | None:
    """The key of an order's case."""
    asked = select(cases.c.id).join(orders, orders.c.id == cases.c.order_id)
    return connection.execute(asked.where(orders.c.number == number, cases.c.seq == seq)).scalar()


def of_order(connection: Connection, order_id: int) -> list[CaseRow]:
    """All cases of an order, the newest first."""
    asked = _joined().where(cases.c.order_id == order_id).order_by(cases.c.seq.desc())
    return [CaseRow._make(row) for row in connection.execute(asked)]


def of_orders(connection: Connection, order_ids: Collection[int], limit: int) -> list[CaseRow]:
    """The cases of these orders, the newest first, at most so many."""
    asked = _joined().where(cases.c.order_id.in_(order_ids)).order_by(cases.c.id.desc()).limit(limit)
    return [CaseRow._make(row) for row in connection.execute(asked)]


def counts(connection: Connection, to: int | None = COUNTED_TO) -> dict[str, int]:
    """How many cases stand in each group: exact to 999, 1000 for more; exact without a border (`to` None)."""
    found: dict[str, int] = {}
    for queue in QUEUES.values():
        few = select(cases.c.id).select_from(cases).where(text(queue.condition)).limit(to)
        found[queue.key] = connection.execute(select(func.count()).select_from(few.subquery())).scalar_one()
    stuck = select(refunds.c.case_id).where(_stuck()).distinct().limit(to)
    found[TROUBLE] = connection.execute(select(func.count()).select_from(stuck.subquery())).scalar_one()
    return found


def _joined(index: str = "") -> Select[tuple[object, ...]]:
    asked = select(*_COLUMNS).select_from(
        cases.join(orders, orders.c.id == cases.c.order_id).outerjoin(case_claims, case_claims.c.case_id == cases.c.id)
    )
    return asked.with_hint(cases, f"INDEXED BY {index}", "sqlite") if index else asked


def _read(row: Sequence[Any]) -> CaseRow:
    """A row as the driver gives it; SQLite knows no True."""
    return CaseRow._make((*row[:_MASKED], bool(row[_MASKED]), *row[_MASKED + 1 :]))


def _stuck() -> ColumnElement[bool]:
    return and_(text("refunds.state IN ('failed', 'unknown')"), refunds.c.case_id.is_not(None))


def claim(connection: Connection, case_id: int, user_id: int, name: str, *, now: int, until: int) -> bool:
    """Take a case to decide it; False while somebody else has it."""
    connection.execute(case_claims.delete().where(case_claims.c.case_id == case_id, _free(user_id, now)))
    held = connection.execute(select(case_claims.c.user_id).where(case_claims.c.case_id == case_id)).scalar()
    if held is not None:
        return False
    connection.execute(case_claims.insert().values(case_id=case_id, user_id=user_id, name=name, until=until))
    return True


def _free(user_id: int, now: int) -> ColumnElement[bool]:
    return or_(case_claims.c.user_id == user_id, case_claims.c.until <= now)


def let_go(connection: Connection, case_id: int, user_id: int | None = None) -> None:
    """Give a case back (only one's own, if a person is named)."""
    mine = case_claims.delete().where(case_claims.c.case_id == case_id)
    connection.execute(mine if user_id is None else mine.where(case_claims.c.user_id == user_id))


def refund_place(connection: Connection, refund_no: str) -> tuple[int, int] | None:
    """The order and the key of the refund that a gateway knows by this number."""
    asked = select(refunds.c.order_id, refunds.c.id).where(refunds.c.refund_no == refund_no)
    found = connection.execute(asked).first()
    return None if found is None else (found[0], found[1])


class BuyerFigures(NamedTuple):
    """What a buyer's orders in one currency come to: how many, how many gave money back, paid and given back."""

    orders: int
    with_refund: int
    paid: int
    refunded: int


def buyer(connection: Connection, merchant_id: int, phone: str, tail: str, currency: str) -> BuyerFigures:
    """The figures of all orders with this phone, of one seller and currency; found by the phone's last digits."""
    same = (
        orders.c.phone_tail == tail,
        orders.c.ship_phone == phone,
        orders.c.merchant_id == merchant_id,
        orders.c.currency == currency,
    )
    given_back: ColumnElement[int] = func.sum(case((orders.c.refunded > 0, 1), else_=0))
    asked = select(func.count(), given_back, func.sum(orders.c.captured), func.sum(orders.c.refunded)).where(*same)
    return BuyerFigures(*(int(value or 0) for value in connection.execute(asked).one()))


class EvidenceRow(NamedTuple):
    """A picture or paper that speaks for or against a case; the bytes are fetched apart."""

    id: int
    case_id: int | None
    kind: str
    name: str
    media_type: str
    digest: str
    note: str
    added_by: int
    added_at: int


def evidence_of(connection: Connection, case_id: int) -> list[EvidenceRow]:
    """The evidence of a case, as it came."""
    columns = [evidence.c[name] for name in EvidenceRow._fields]
    asked = select(*columns).where(evidence.c.case_id == case_id).order_by(evidence.c.id)
    return [EvidenceRow._make(row) for row in connection.execute(asked)]


def put_evidence(connection: Connection, order_id: int, merchant_id: int, row: EvidenceRow, content: bytes) -> None:
    """Keep a file with a case."""
    values = row._asdict() | {"order_id": order_id, "merchant_id": merchant_id, "parcel_id": None, "content": content}
    connection.execute(evidence.insert().values(values))


def evidence_bytes(connection: Connection, evidence_id: int) -> bytes | None:
    """The file itself."""
    found = connection.execute(select(evidence.c.content).where(evidence.c.id == evidence_id)).scalar()
    return None if found is None else bytes(found)
