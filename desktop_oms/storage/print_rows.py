"""What was printed: one row per file that went, or has to go, to a printer or into a folder, with its very bytes."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, func, select

from desktop_oms.storage.tables import print_jobs

OPEN = ("waiting", "failed")


class Job(NamedTuple):
    """A print without its bytes.

    `subject` names what it is of (parcels, an order, a wave); `state` goes waiting, done, confirmed (its label was
    scanned), or failed, or void.  `copy` counts the prints of the same subject; `size` holds the paper and, after an @,
    the printer's dots per inch.
    """

    id: int
    order_id: int | None
    merchant_id: int | None
    document: str
    subject: str
    state: str
    fmt: str
    size: str
    copy: int
    reason: str
    station: str
    user_id: int
    at: int


_JOB = tuple(print_jobs.c[name] for name in Job._fields)


def add(conn: Connection, job: Job, payload: bytes) -> None:
    """Write a job down, before anything is sent anywhere."""
    conn.execute(print_jobs.insert().values(**job._asdict(), payload=payload))


def job(conn: Connection, job_id: int) -> Job | None:
    """The job with that key."""
    found = conn.execute(select(*_JOB).where(print_jobs.c.id == job_id)).first()
    return None if found is None else Job._make(found)


def payload(conn: Connection, job_id: int) -> bytes:
    """The file of a job; empty while it was not rendered."""
    return bytes(conn.execute(select(print_jobs.c.payload).where(print_jobs.c.id == job_id)).scalar_one())


def keep_payload(conn: Connection, job_id: int, content: bytes) -> None:
    """Keep the file of a job; one that stands is never replaced, so a reprint is the same to the byte."""
    empty = (print_jobs.c.id == job_id, func.length(print_jobs.c.payload) == 0)
    conn.execute(print_jobs.update().where(*empty).values(payload=content, state="waiting"))


def set_state(conn: Connection, job_id: int, state: str) -> None:
    """Say how far a job is."""
    conn.execute(print_jobs.update().where(print_jobs.c.id == job_id).values(state=state))


def of_order(conn: Connection, order_id: int | None, document: str, subject: str) -> list[Job]:
    """The prints of one thing of an order, the first first; a print of several orders is not looked for."""
    if order_id is None:
        return []
    chosen = (
        print_jobs.c.order_id == order_id,
        print_jobs.c.document == document,
        print_jobs.c.subject == subject,
    )
    return [Job._make(row) for row in conn.execute(select(*_JOB).where(*chosen).order_by(print_jobs.c.id))]


def begun(conn: Connection, order_id: int, document: str, beginning: str) -> str:
    """The subject of an order's first print of a document whose subject begins so; "" for none."""
    subject = print_jobs.c.subject
    chosen = (print_jobs.c.order_id == order_id, print_jobs.c.document == document)
    asked = select(subject).where(*chosen, subject.startswith(beginning, autoescape=True)).order_by(print_jobs.c.id)
    return conn.execute(asked.limit(1)).scalar() or ""


def waiting(conn: Connection, limit: int) -> list[Job]:
    """Jobs nobody saved or printed yet, the oldest first."""
    asked = select(*_JOB).where(print_jobs.c.state == "waiting").order_by(print_jobs.c.at, print_jobs.c.id)
    return [Job._make(row) for row in conn.execute(asked.limit(limit))]
