"""What was printed: one row per file that went, or has to go, to a printer or into a folder, with its very bytes.

A print that goes to a printer has a second row, its *sending*: which printer, which place in a batch, what the spooler
calls it, what went wrong.  The state is the job's and moves only as `domain/printing.py` allows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, literal_column, select

from desktop_oms.domain.printing import CONFIRMED, FAILED, MOVES, OPEN, SENDABLE, SENDING, SPOOLED, STUCK, VOID, WAITING
from desktop_oms.storage.statements import Insert, Statement, rows, run
from desktop_oms.storage.tables.house import print_jobs
from desktop_oms.storage.tables.printing import print_sendings, printers

ENDED = ("done", CONFIRMED, VOID)


class Job(NamedTuple):
    """A print without its bytes.

    `subject` names what it is of (parcels, an order, a wave); `state` is one of `domain/printing.py`.  `copy` counts
    the prints of the same subject; `size` holds the paper and, after an @, the printer's dots per inch.
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


class Sending(NamedTuple):
    """The way of a print to its printer.

    `place` of `pieces` in a batch (1 of 1 without one); `reference` is the spooler's own name for it; `trouble` an
    error's code with its facts; times in ms UTC, `ended_at` once nothing more is to be done.
    """

    job_id: int
    printer_id: int
    request: str | None = None
    batch_id: int | None = None
    place: int = 1
    pieces: int = 1
    reference: str = ""
    trouble: str = ""
    facts: Mapping[str, Any] = {}
    tries: int = 0
    sent_at: int | None = None
    ended_at: int | None = None


class Listed(NamedTuple):
    """A print in a list: the job, its sending and its printer's name ("" for a file)."""

    job: Job
    sending: Sending | None
    printer: str

    @property
    def state(self) -> str:
        """How far it is."""
        return self.job.state


_JOB = tuple(print_jobs.c[name] for name in Job._fields)
_SENDING = tuple(print_sendings.c[name] for name in Sending._fields)
_BOTH = print_jobs.outerjoin(print_sendings, print_sendings.c.job_id == print_jobs.c.id).outerjoin(
    printers, printers.c.id == print_sendings.c.printer_id
)
_OF_ORDER = Statement(
    select(*_JOB)
    .where(print_jobs.c.order_id == bindparam("order_id"))
    .where(print_jobs.c.document == bindparam("document"), print_jobs.c.subject == bindparam("subject"))
    .order_by(print_jobs.c.id),
    ("order_id", "document", "subject"),
)
_OF_WAVE = Statement(
    select(*_JOB)
    .where(print_jobs.c.document == literal_column("'picklist'"), print_jobs.c.at >= bindparam("since"))
    .where((literal_column("' '") + print_jobs.c.subject + literal_column("' '")).like(bindparam("wave")))
    .order_by(print_jobs.c.at, print_jobs.c.id),
    ("since", "wave"),
)
_BY_ID = Statement(select(*_JOB).where(print_jobs.c.id == bindparam("id")), ("id",))
_PAYLOAD = Statement(select(print_jobs.c.payload).where(print_jobs.c.id == bindparam("id")), ("id",))
_NEW_NAMES = tuple(column.name for column in print_jobs.c)
_NEW = Insert(print_jobs, _NEW_NAMES)
_FILL = Statement(
    print_jobs.update()
    .values(payload=bindparam("content"))
    .where(print_jobs.c.id == bindparam("key"), func.length(print_jobs.c.payload) == literal_column("0")),
    ("content", "key"),
)
_LISTED = select(*_JOB, *_SENDING, func.coalesce(printers.c.name, "")).select_from(_BOTH)


def add(conn: Connection, job: Job, payload: bytes) -> None:
    """Write a job down, before anything is sent anywhere."""
    values = {**job._asdict(), "payload": payload}
    _NEW.put_one(conn, tuple(values[name] for name in _NEW_NAMES))


def job(conn: Connection, job_id: int) -> Job | None:
    """The job with that key."""
    found = rows(conn, _BY_ID, (job_id,))
    return Job._make(found[0]) if found else None


def payload(conn: Connection, job_id: int) -> bytes:
    """The file of a job; empty while it was not rendered."""
    return bytes(rows(conn, _PAYLOAD, (job_id,))[0][0])


def keep_payload(conn: Connection, job_id: int, content: bytes) -> bool:
    """Keep the file of a job; one that stands is never replaced (False), so a reprint is the same to the byte."""
    return run(conn, _FILL, (content, job_id)) == 1


def _move_from(states: Sequence[str]) -> Statement:
    names = [f"from_{at}" for at in range(len(states))]
    mine = (print_jobs.c.id == bindparam("key"), print_jobs.c.state.in_([bindparam(name) for name in names]))
    return Statement(print_jobs.update().values(state=bindparam("to")).where(*mine), ("to", "key", *names))


_MOVE = {state: _move_from(before) for state, before in MOVES.items()}


def move(conn: Connection, job_id: int, state: str, at: int | None = None) -> bool:
    """Move a job on if its present state allows it; False when somebody was faster.  `at` ends its sending."""
    moved = run(conn, _MOVE[state], (state, job_id, *MOVES[state])) == 1
    if moved and state in ENDED:
        tell(conn, job_id, ended_at=at)
    return moved


def confirm(conn: Connection, order_id: int | None, subject: str, at: int) -> None:
    """A label was scanned: every print of it that stands is confirmed."""
    for one in of_order(conn, order_id, "label", subject):
        move(conn, one.id, CONFIRMED, at)


def of_order(conn: Connection, order_id: int | None, document: str, subject: str) -> list[Job]:
    """The prints of one thing of an order, the first first; a print of several orders is not looked for."""
    if order_id is None:
        return []
    return [Job._make(row) for row in rows(conn, _OF_ORDER, (order_id, document, subject))]


def of_wave(conn: Connection, wave: str, since: int) -> list[Job]:
    """The pick lists of a wave, by its number, that were printed since a time (ms UTC), with those of several waves."""
    return [Job._make(row) for row in rows(conn, _OF_WAVE, (since, f"% {wave} %"))]


def void_labels(conn: Connection, order_id: int, parcel_id: int, at: int) -> None:
    """No label of a parcel is sent any more: its waybill, or the parcel itself, is void."""
    mine = (
        print_jobs.c.order_id == order_id,
        print_jobs.c.document == "label",
        print_jobs.c.state.in_(SENDABLE),
        print_jobs.c.subject.contains(f"/{parcel_id}/", autoescape=True),
    )
    for job_id in conn.execute(select(print_jobs.c.id).where(*mine)).scalars().all():
        move(conn, job_id, VOID, at)


def begun(conn: Connection, order_id: int, document: str, beginning: str) -> str:
    """The subject of an order's first print of a document whose subject begins so; "" for none."""
    subject = print_jobs.c.subject
    chosen = (print_jobs.c.order_id == order_id, print_jobs.c.document == document)
    asked = select(subject).where(*chosen, subject.startswith(beginning, autoescape=True)).order_by(print_jobs.c.id)
    return conn.execute(asked.limit(1)).scalar() or ""


def waiting(conn: Connection, limit: int) -> list[Job]:
    """Jobs nobody saved or printed yet, the oldest first."""
    queued: ColumnElement[bool] = literal_column("print_jobs.state = 'waiting'")  # as its index has it
    asked = select(*_JOB).where(queued).order_by(print_jobs.c.at, print_jobs.c.id)
    return [Job._make(row) for row in conn.execute(asked.limit(limit))]


# --- sendings -----------------------------------------------------------------------------------------------------


def add_sending(conn: Connection, sending: Sending) -> None:
    """Write down that a job goes to a printer; a request that was served breaks its unique key."""
    conn.execute(print_sendings.insert().values(**sending._asdict() | {"facts": dict(sending.facts)}))


def sending(conn: Connection, job_id: int) -> Sending | None:
    """The way of a job to its printer."""
    found = conn.execute(select(*_SENDING).where(print_sendings.c.job_id == job_id)).first()
    return None if found is None else Sending._make(found)


def tell(conn: Connection, job_id: int, **values: Any) -> None:
    """Write down what became known of a sending (its reference, its trouble, its times)."""
    conn.execute(print_sendings.update().where(print_sendings.c.job_id == job_id).values(values))


def bring(conn: Connection, job_id: int, station: str) -> None:
    """A print is that station's from now on: it goes out there.  One whose station nobody knows stays where it was."""
    if station:
        conn.execute(print_jobs.update().where(print_jobs.c.id == job_id).values(station=station))


def asked_before(conn: Connection, request: str) -> list[Job]:
    """What a request made: its jobs in the order of their places; empty when it is new."""
    first = select(print_sendings.c.job_id, print_sendings.c.batch_id).where(print_sendings.c.request == request)
    found = conn.execute(first).first()
    if found is None:
        return []
    if found.batch_id is not None:
        return [one.job for one in batch(conn, found.batch_id)]
    known = job(conn, found.job_id)
    return [known] if known else []


def batch(conn: Connection, batch_id: int) -> list[Listed]:
    """The prints of a batch that stand, in the list's order."""
    chosen = (print_sendings.c.batch_id == batch_id, print_jobs.c.state != VOID)
    asked = _LISTED.where(*chosen).order_by(print_sendings.c.place, print_jobs.c.id)
    return [_listed(row) for row in conn.execute(asked)]


def listed(conn: Connection, job_id: int) -> Listed | None:
    """One print with its way."""
    found = conn.execute(_LISTED.where(print_jobs.c.id == job_id)).first()
    return None if found is None else _listed(found)


# A shop prints for years and few prints are at work: those are found by small indexes of their own, never by a look at
# all prints, each of which lies there with its bytes.
_queued = print_jobs.alias("queued")
_TO_PRINTERS = select(print_sendings.c.job_id).where(print_sendings.c.ended_at.is_(None))
_AT_WORK = _TO_PRINTERS.union_all(select(_queued.c.id).where(literal_column("queued.state = 'waiting'")))


def unsettled(conn: Connection, states: Collection[str] = OPEN) -> list[Listed]:
    """Prints on their way to a printer that are in one of these states, the oldest first."""
    asked = _LISTED.where(_on_the_way(states)).order_by(print_jobs.c.id)
    return [_listed(row) for row in conn.execute(asked)]


def _on_the_way(states: Collection[str]) -> ColumnElement[bool]:
    return and_(print_jobs.c.id.in_(_TO_PRINTERS), print_jobs.c.state.in_(states))


def unsettled_count(conn: Connection, station: str) -> int:
    """How many prints on their way to a printer, of a station (or, for "", of all), have no settled outcome."""
    chosen = _on_the_way(OPEN)
    return _count(conn, and_(chosen, print_jobs.c.station == station) if station else chosen)


def stuck_count(conn: Connection) -> int:
    """How many prints did not come out: stuck in a printer or its spooler, or not sent."""
    return _count(conn, chosen("stuck", 0))


FILTERS = ("open", "waiting", "stuck", "today")


def chosen(which: str, since: int) -> ColumnElement[bool]:
    """Which prints a filter holds; `since` (ms UTC) is when the day began."""
    if which == "today":
        return print_jobs.c.at >= since
    if which == "stuck":
        return _on_the_way((STUCK, FAILED))
    states = OPEN if which == "open" else (WAITING, SENDING, SPOOLED)
    return and_(print_jobs.c.id.in_(_AT_WORK), print_jobs.c.state.in_(states))


def listing(conn: Connection, which: str, since: int, limit: int) -> list[Listed]:
    """The prints of a filter, the newest first; `since` (ms UTC) is when the day began."""
    newest = (print_jobs.c.at.desc(), print_jobs.c.id.desc())
    asked = _LISTED.where(chosen(which, since)).order_by(*newest).limit(limit)
    return [_listed(row) for row in conn.execute(asked)]


def counts(conn: Connection, since: int) -> dict[str, int]:
    """How many prints each filter holds."""
    return {which: _count(conn, chosen(which, since)) for which in FILTERS}


def _count(conn: Connection, which: ColumnElement[bool]) -> int:
    return int(conn.execute(select(func.count()).select_from(print_jobs).where(which)).scalar_one())


def _listed(row: Sequence[Any]) -> Listed:
    values = tuple(row)
    cut = len(Job._fields)
    way = values[cut:-1]
    return Listed(Job._make(values[:cut]), Sending._make(way) if way[0] is not None else None, values[-1])
