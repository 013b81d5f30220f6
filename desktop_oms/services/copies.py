"""Copies: which one a print is; of a label whose it is, how many are out, and that a further one has its reason."""

from __future__ import annotations

import re

from desktop_oms.domain.entities import Parcel
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.printing import ADDRESS, CONFIRMED, DONE, UNSURE, WAITING
from desktop_oms.domain.roles import Actor
from desktop_oms.services.commands import load
from desktop_oms.services.database import Database
from desktop_oms.services.paper_wanted import Paper
from desktop_oms.storage import box_rows, print_rows, sending_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.print_rows import Job

PICK_LIST = "picklist"


def list_no(conn: Connection, wave: str, since: int) -> int:
    """Which pick list of a wave the next one is; the wave began at `since` (ms UTC)."""
    return 1 + max((one.copy for one in print_rows.of_wave(conn, wave, since)), default=0)


def next_copy(conn: Connection, job: Job) -> int:
    """Which copy a further print of the same thing is: of an order's paper, or of a wave's pick list."""
    if job.document == PICK_LIST:
        return max(job.copy + 1, *(list_no(conn, wave, job.at) for wave in job.subject.split()))
    same = print_rows.of_order(conn, job.order_id, job.document, job.subject)
    return 1 + max(one.copy for one in (job, *same))


def further_copy(conn: Connection, database: Database, actor: Actor, job: Job, reason: str) -> Job:
    """Write a further copy of a print down, the same to the byte."""
    copy = job._replace(
        id=database.new_id(),
        state=WAITING,
        copy=next_copy(conn, job),
        reason=reason.strip(),
        station=actor.station,
        user_id=actor.user_id,
        at=database.now(),
    )
    print_rows.add(conn, copy, print_rows.payload(conn, job.id))
    return copy


def subject_of(order: Order, parcel: Parcel) -> str:
    """How a job names its label: by parcel and waybill, as a parcel with a new number has a new label."""
    return f"{order.number}-{parcel.seq}/{parcel.id}/{''.join((parcel.waybill or '').split())}"


def parcels_in(subject: str) -> list[int]:
    """The parcels whose labels a job names."""
    return [int(key) for key in re.findall(r"\S+?-\d+/(\d+)/", subject)]


def copies_out(conn: Connection, order: Order, parcel: Parcel, asked: Paper | None = None) -> int:
    """How many of a parcel's label are on paper, or may be; one that went out in a batch of several orders counts.

    One of open outcome on the very paper that is `asked` for is that print itself, and no copy.
    """
    found = print_rows.of_order(conn, order.id, "label", subject_of(order, parcel))
    same = (asked.fmt, asked.kept) if asked else None
    out = [
        one for one in found if one.state in (DONE, CONFIRMED) or (one.state in UNSURE and (one.fmt, one.size) != same)
    ]
    return len(out) or int(parcel.printed_at is not None)


def demand_reason(conn: Connection, order: Order, parcel: Parcel, asked: Paper | None, reason: str) -> int:
    """How many copies are out; refuses a further one that nobody gave a reason for (`label_printed_before`).

    Without paper that is `asked` for it is a file, which no print of open outcome becomes.  Another address is no
    reason for a copy, but for another waybill (`label_address_changed`).
    """
    if reason == ADDRESS:
        raise Refused("label_address_changed")
    out = copies_out(conn, order, parcel, asked)
    if out and not reason.strip():
        raise Refused("label_printed_before", number=order.number, n=out)
    return out


def loaded(conn: Connection, parcel_id: int, *, lock: bool = False) -> tuple[Order, Parcel]:
    """The order and the parcel that stand for a parcel's whole box; it must have a waybill.

    With `lock` nobody else prints it meanwhile: of two clicks at once the second sees what the first one wrote.
    """
    parcel_id = box_rows.lead_of(conn, parcel_id)
    place = sending_rows.place_of(conn, parcel_id)
    if place is None:
        raise OmsError("parcel_missing", parcel=str(parcel_id))
    order = load(conn, place.order_id, lock=lock)
    parcel = next(one for one in order.parcels if one.id == parcel_id)
    if parcel.state == "void" or not parcel.waybill:
        raise Refused("no_label_yet", number=order.number, parcel=parcel.seq)
    return order, parcel
