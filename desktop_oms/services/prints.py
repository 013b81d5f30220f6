"""Prints that were written down: a job, its bytes, and what a file of it is called."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_oms.documents import Content, Notice
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.roles import EVERY_ROLE, Actor
from desktop_oms.services.deeds import require_role
from desktop_oms.storage import print_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.print_rows import Job


@dataclass(frozen=True, slots=True)
class Print:
    """A finished print: its job, a file name to suggest, the bytes, and what a person should know about it.

    `fresh` when it was made for whoever holds it, and was not there before.
    """

    job_id: int
    document: str
    name: str
    data: bytes
    fmt: str
    size: str
    copy: int
    notices: tuple[Notice, ...] = ()
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """A print that was written down: its job, and its bytes or, while it has none, what it says."""

    job: Job
    content: Content | None
    data: bytes = b""


def demand_printer(actor: Actor, deed: str = "print.make") -> None:
    """Refuse (`not_your_role`) whoever may only read: making a print, giving it up and settling it are work."""
    require_role(actor, deed, EVERY_ROLE)


def known_job(conn: Connection, job_id: int) -> Job:
    """The job with that key; raises `print_missing`."""
    job = print_rows.job(conn, job_id)
    if job is None:
        raise OmsError("print_missing", job=str(job_id))
    return job


def print_of(job: Job, data: bytes) -> Print:
    """A job with its bytes and a file name: the first thing printed, and how many more."""
    first, *more = job.subject.split(" ")
    name = "-".join([job.document, first.partition("/")[0], *([f"and-{len(more)}-more"] if more else [])])
    ending = "pdf" if job.fmt == "pdf" else "zpl"
    return Print(job.id, job.document, f"{name}.{ending}", data, ending, job.size.partition("@")[0], job.copy)
