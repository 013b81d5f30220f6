"""Labels that carriers issue: kept with their parcel and printed as they came, in place of ours."""

from __future__ import annotations

import hashlib

from desktop_oms.documents.carrier_label import look_at
from desktop_oms.domain.errors import Refused
from desktop_oms.domain.printing import OPEN, VOID
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import keep_deed, require_role
from desktop_oms.services.paper_settings import style_of
from desktop_oms.services.printing import loaded, subject_of
from desktop_oms.storage import carrier_label_rows, print_rows
from desktop_oms.storage.carrier_label_rows import CarrierLabel
from desktop_oms.storage.engine import Connection

ATTACHERS = frozenset({Role.DESK, Role.CLERK, Role.MANAGER, Role.ADMIN})


class CarrierLabels:
    """Takes carriers' labels in."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def attach(self, actor: Actor, parcel_id: int, data: bytes, name: str = "") -> CarrierLabel:
        """Keep a carrier's label (PDF or ZPL) with its parcel; from now on it is printed instead of ours.

        A print of ours that waits is void.  The same bytes again change nothing.  Raises `not_your_role`,
        `no_label_yet`, `parcel_missing`, `label_not_readable`, `label_too_large`, `label_size_unknown`.
        """
        require_role(actor, "label.attach", ATTACHERS)
        usual = self.database.read(lambda conn: self._usual(conn, parcel_id))
        looked, digest = look_at(data, usual), hashlib.sha256(data).hexdigest()

        def work(conn: Connection) -> CarrierLabel:
            order, parcel = loaded(conn, parcel_id)
            if parcel.state not in ("labelled", "packed", "open"):
                raise Refused("no_label_yet", number=order.number, parcel=parcel.seq)
            before = carrier_label_rows.of_parcel(conn, parcel)
            if before is not None and before.digest == digest:
                return before
            key = self.database.new_id()
            label = CarrierLabel(key, name[:120], looked.fmt, digest, looked.size, parcel.waybill or "")
            carrier_label_rows.add(conn, order, parcel, label, data, by=actor.user_id, at=self.database.now())
            for job in print_rows.of_order(conn, order.id, "label", subject_of(order, parcel)):
                if job.state in OPEN:
                    print_rows.move(conn, job.id, VOID, self.database.now())
            facts = {"order": str(order.id), "parcel": str(parcel.id), "size": looked.size}
            keep_deed(conn, self.database, actor, "label.attach", facts)
            return label

        return self.database.write(work)

    def _usual(self, conn: Connection, parcel_id: int) -> str:
        order, _ = loaded(conn, parcel_id)
        return style_of(conn, order.merchant_id).sizes.get("label", "") or "100x150"
