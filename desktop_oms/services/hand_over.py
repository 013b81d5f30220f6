"""Hand-over: labelled parcels leave with their carrier, each by a scan, onto one manifest a carrier, warehouse and day.

The last checks before goods leave run in the same transaction as the scan.  Once handed over there is no way back but
facts: delivered, lost, returned.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from desktop_oms.domain import lifecycle
from desktop_oms.domain.codes import normalise
from desktop_oms.domain.command import Run
from desktop_oms.domain.entities import Parcel
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.packability import not_packable
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.formats import local
from desktop_oms.services import carriers
from desktop_oms.services.boxes import box_of, refuse
from desktop_oms.services.commands import Commands, Done
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import keep_deed, require_role
from desktop_oms.services.picking import house_zone
from desktop_oms.services.shared_boxes import mates, stop_of, whole
from desktop_oms.storage import manifest_rows, sending_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.manifest_rows import Manifest as Manifest
from desktop_oms.storage.sending_rows import Box as Box
from desktop_oms.storage.sending_rows import Place

CLOSERS = frozenset({Role.CLERK, Role.MANAGER})
REOPENERS = frozenset({Role.MANAGER})
GONE = frozenset({"in_transit", "delivered", "lost", "returned"})


@dataclass(frozen=True, slots=True)
class HandedOver:
    """One box that left: its order, its waybill, and the manifest it stands on with so many boxes.

    `mates` are the numbers of the other orders whose goods were in it.
    """

    parcel_id: int
    order_id: int
    number: str
    carrier: str
    waybill: str
    manifest: Manifest
    mates: tuple[str, ...] = ()


class HandOver:
    """Hands parcels over, keeps the manifests, and records what became of parcels."""

    def __init__(self, database: Database, commands: Commands) -> None:
        self.database = database
        self.commands = commands

    def waiting(self) -> list[Box]:
        """Every labelled parcel in the house, by carrier, the longest waiting first."""
        return self.database.read(sending_rows.to_hand_over)

    def scan(self, actor: Actor, code: str, carrier: str = "", warehouse_id: int | None = None) -> HandedOver:
        """Hand over the parcel whose waybill was scanned; with a `carrier` (and warehouse) only one of its parcels.

        Raises `waybill_unknown`, or Refused: handed over already, not labelled, another carrier's, on hold, refunding.
        """
        place = self.database.read(lambda conn: self._find(conn, code))
        leaving = Leaving(self.database, actor, place.parcel_id, carrier.strip(), warehouse_id)
        self.commands.run(actor, place.order_id, "hand_over.scan", leaving.deed, ready=leaving.ready)
        manifest = self.manifest(leaving.manifest_id)
        facts = (place.parcel_id, place.order_id, place.number, place.carrier, place.waybill)
        return HandedOver(*facts, manifest, tuple(leaving.mates))

    def manifests(self, day: str = "") -> list[Manifest]:
        """The manifests of a day ("2026-11-22", empty: today) and those still open, the newest first.

        Raises `day_not_valid`.
        """
        if day and not is_day(day):
            raise OmsError("day_not_valid", day=day)
        return self.database.read(lambda conn: manifest_rows.of_day(conn, day or today(conn, self.database.now())))

    def manifest(self, manifest_id: int) -> Manifest:
        """The manifest with that key; raises `manifest_missing`."""
        found = self.database.read(lambda conn: manifest_rows.manifest(conn, manifest_id))
        if found is None:
            raise OmsError("manifest_missing", manifest=str(manifest_id))
        return found

    def numbered(self, number: str) -> Manifest:
        """The manifest with that number; raises `manifest_missing`."""
        wanted = normalise(number)
        found = self.database.read(lambda conn: manifest_rows.numbered(conn, wanted))
        if found is None:
            raise OmsError("manifest_missing", manifest=wanted)
        return found

    def parcels(self, manifest_id: int) -> list[Box]:
        """The parcels of a manifest, in the order they were handed over."""
        return self.database.read(lambda conn: sending_rows.on_manifest(conn, manifest_id))

    def close(self, actor: Actor, manifest_id: int) -> Manifest:
        """Close a manifest for good: the carrier has signed; a later parcel begins a new one.

        Raises `not_your_role`, `manifest_closed`.
        """
        require_role(actor, "manifest.close", CLOSERS)
        manifest = self.manifest(manifest_id)

        def work(conn: Connection) -> None:
            if not manifest_rows.close(conn, manifest_id, self.database.now()):
                raise Refused("manifest_closed", number=manifest.number)
            facts = {"manifest": str(manifest_id), "parcels": manifest.parcels}
            keep_deed(conn, self.database, actor, "manifest.close", facts)

        self.database.write(work)
        return self.manifest(manifest_id)

    def reopen(self, actor: Actor, manifest_id: int, reason: str) -> Manifest:
        """Let a closed manifest take parcels again, with a reason; a manager's deed alone.

        Raises `not_your_role`, `reason_missing`, `manifest_open`.
        """
        require_role(actor, "manifest.reopen", REOPENERS)
        if not reason.strip():
            raise Refused("reason_missing")
        manifest = self.manifest(manifest_id)

        def work(conn: Connection) -> None:
            if not manifest_rows.reopen(conn, manifest_id):
                raise Refused("manifest_open", number=manifest.number)
            facts = {"manifest": str(manifest_id), "parcels": manifest.parcels, "reason": reason.strip()}
            keep_deed(conn, self.database, actor, "manifest.reopen", facts)

        self.database.write(work)
        return self.manifest(manifest_id)

    def deliver(self, actor: Actor, parcel_id: int, reason: str = "", at: int | None = None) -> Done:
        """A parcel arrived (`at`, ms UTC, if known): a carrier's fact by the system, or a person's with a reason."""
        place = self.database.read(lambda conn: sending_rows.place_of(conn, parcel_id))
        if place is None:
            raise OmsError("parcel_missing", parcel=str(parcel_id))
        args: dict[str, object] = {"reason": reason} | ({"at": at} if at is not None else {})
        return self.commands.do(actor, place.order_id, "parcel.deliver", parcel_id, args=args)

    def complete(self, actor: Actor, order_id: int, reason: str = "") -> Done:
        """The order is done: everything arrived or was settled."""
        return self.commands.do(actor, order_id, "order.complete", args={"reason": reason})

    def _find(self, conn: Connection, code: str) -> Place:
        """The parcel a scan means; of several that bore the number the one still in the house."""
        text = normalise(code)
        found = [place for place in sending_rows.of_waybill(conn, [code.strip(), text]) if not place.reported]
        if not found:
            raise OmsError("waybill_unknown", waybill=text)
        leads = [place for place in found if place.leads] or found
        place = next((place for place in leads if place.state == "labelled"), leads[0])
        if place.state in GONE:
            raise handed_over_already(conn, place.number, place.waybill, place.manifest_id)
        if place.state == "void":
            raise Refused("parcel_void", number=place.number, waybill=place.waybill)
        return place


@dataclass(slots=True)
class Leaving:
    """A parcel on its way out of the house: the parts of one command, and the manifest it goes onto."""

    database: Database
    actor: Actor
    parcel_id: int
    carrier: str
    warehouse_id: int | None
    manifest_id: int = 0
    mates: list[str] = field(default_factory=list)

    def ready(self, conn: Connection, order: Order) -> None:
        """Find the open manifest of the parcel's carrier, warehouse and day, or begin it."""
        parcel = box_of(order, self.parcel_id)
        if parcel.state in GONE:
            raise handed_over_already(conn, order.number, parcel.waybill or "", parcel.manifest_id)
        if self.carrier and self.carrier.casefold() != parcel.carrier.casefold():
            raise Refused("other_carrier", number=order.number, carrier=parcel.carrier, wanted=self.carrier)
        if self.warehouse_id is not None and self.warehouse_id != parcel.warehouse_id:
            raise Refused("other_warehouse", number=order.number)
        others = mates(order, whole(conn, order, parcel))
        for one in others if parcel.is_live else ():
            refuse(stop_of(order, one))
        self.mates[:] = [one.order.number for one in others]
        day = day_of(conn, self.database.now(), parcel.carrier)
        house = parcel.warehouse_id
        manifest = manifest_rows.open_one(conn, parcel.carrier, house, day)
        if manifest is None:
            manifest_rows.take_turns(conn)
            manifest = manifest_rows.open_one(conn, parcel.carrier, house, day)
        self.manifest_id = manifest.id if manifest else self._begin(conn, parcel, day)

    def deed(self, run: Run) -> Parcel:
        """The last checks, then the parcel is out."""
        parcel = box_of(run.order, self.parcel_id)
        if parcel.is_live:
            refuse(not_packable(run.order))
        run.fire("parcel.hand_over", parcel)
        parcel.manifest_id = self.manifest_id
        lifecycle.finish(run)
        return parcel

    def _begin(self, conn: Connection, parcel: Parcel, day: str) -> int:
        key = self.database.new_id()
        manifest_rows.add(
            conn,
            key=key,
            number=f"M{manifest_rows.next_number(conn, 'manifest'):06}",
            carrier=parcel.carrier,
            warehouse_id=parcel.warehouse_id,
            day=day,
            opened_at=self.database.now(),
        )
        return key


def handed_over_already(conn: Connection, number: str, waybill: str, manifest_id: int | None) -> Refused:
    """The refusal of a second scan, naming the manifest of the first."""
    manifest = manifest_rows.manifest(conn, manifest_id) if manifest_id else None
    return Refused(
        "already_handed_over", number=number, waybill=waybill, manifest=manifest.number if manifest else "\u2013"
    )


def is_day(text: str) -> bool:
    """Whether a text names a day as manifests do, 2026-11-22."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def day_of(conn: Connection, now: int, carrier: str) -> str:
    """The day whose manifest a parcel goes onto: today's, or from the carrier's cut-off on the next day's."""
    here = local(now, house_zone(conn))
    known = next((one for one in carriers.carriers(conn) if one.name == carrier), None)
    late = known is not None and known.cut_off and f"{here:%H:%M}" >= known.cut_off
    return f"{here + timedelta(days=1 if late else 0):%Y-%m-%d}"


def today(conn: Connection, now: int) -> str:
    """The local day of the house, as manifests name it."""
    return f"{local(now, house_zone(conn)):%Y-%m-%d}"
