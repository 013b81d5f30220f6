"""Copies of a label: how many are on paper, or may be, and that a further one has its reason."""

from __future__ import annotations

import re

from desktop_oms.domain.entities import Parcel
from desktop_oms.domain.errors import Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.printing import ADDRESS, CONFIRMED, DONE, UNSURE
from desktop_oms.services.paper_wanted import Paper
from desktop_oms.storage import print_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.print_rows import Job


def subject_of(order: Order, parcel: Parcel) -> str:
    """How a job names its label: by parcel and waybill, as a parcel with a new number has a new label."""
    return f"{order.number}-{parcel.seq}/{parcel.id}/{''.join((parcel.waybill or '').split())}"


def parcels_in(subject: str) -> list[int]:
    """The parcels whose labels a job names."""
    return [int(key) for key in re.findall(r"\S+?-\d+/(\d+)/", subject)]


def copies_out(conn: Connection, order: Order, parcel: Parcel, asked: Paper | None = None) -> list[Job]:
    """The prints of a parcel's label that are on paper, or may be.

    One of open outcome on the very paper that is `asked` for is that print itself, and no copy.
    """
    found = print_rows.of_order(conn, order.id, "label", subject_of(order, parcel))
    same = (asked.fmt, asked.kept) if asked else None
    return [
        one for one in found if one.state in (DONE, CONFIRMED) or (one.state in UNSURE and (one.fmt, one.size) != same)
    ]


def demand_reason(conn: Connection, order: Order, parcel: Parcel, asked: Paper, reason: str) -> None:
    """Refuse a further copy that nobody gave a reason for (`label_printed_before`).

    Another address is no reason for a copy, but for another waybill (`label_address_changed`).
    """
    if reason == ADDRESS:
        raise Refused("label_address_changed")
    out = copies_out(conn, order, parcel, asked)
    if out and not reason.strip():
        raise Refused("label_printed_before", number=order.number, n=len(out))
