"""What was said beside a case: notes of the house, the buyer's words, messages to the buyer."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, select

from desktop_oms.storage.tables.aftercare import case_notes

KINDS = ("note", "buyer", "message")


class CaseNote(NamedTuple):
    """One thing that was said: `kind` is note (for the house), buyer (what the buyer said) or message (to the buyer).

    `template` names the template a message was made from; `author` is the login of whoever wrote it; times in
    milliseconds UTC.
    """

    id: int
    case_id: int
    kind: str
    text: str
    template: str
    author: str
    written_by: int
    written_at: int


def put(connection: Connection, order_id: int, merchant_id: int, row: CaseNote) -> None:
    """Keep one."""
    values = row._asdict() | {"order_id": order_id, "merchant_id": merchant_id}
    connection.execute(case_notes.insert().values(values))


def of_case(connection: Connection, case_id: int) -> list[CaseNote]:
    """Everything that was said, the oldest first."""
    columns = [case_notes.c[name] for name in CaseNote._fields]
    asked = select(*columns).where(case_notes.c.case_id == case_id).order_by(case_notes.c.id)
    return [CaseNote._make(row) for row in connection.execute(asked)]
