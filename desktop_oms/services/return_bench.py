"""The bench for goods that come back: whose a parcel is, counting by scan, and parcels nobody announced."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop_oms.domain.codes import normalise
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.return_bench import ENDS, Counted, ReturnLine, ReturnScan, ReturnSession
from desktop_oms.domain.roles import SYSTEM, Actor, Role
from desktop_oms.services.after_sales import LARGEST, MEDIA, NUMBER, AfterSales, case_of
from desktop_oms.services.case_view import case_number
from desktop_oms.services.commands import Done, load
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import keep_deed, require_role
from desktop_oms.services.pack_job import codes_of
from desktop_oms.storage import case_rows, catalogue_rows, found_parcel_rows
from desktop_oms.storage.case_rows import EvidenceRow
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.found_parcel_rows import FoundParcel, FoundPicture

__all__ = ["FoundParcel", "Received", "ReturnBench", "ReturnJob"]

FINDERS = frozenset({Role.CLERK, Role.DESK, Role.REVIEWER, Role.MANAGER})
PAGE = 200


@dataclass(frozen=True, slots=True)
class ReturnJob:
    """A case whose parcel lies on the bench: its key, and the session that counts."""

    case_id: int
    order_id: int
    session: ReturnSession


@dataclass(frozen=True, slots=True)
class Received:
    """What a row of scans came to; `done` is the receipt, None while the count was not ended."""

    job: ReturnJob
    scans: tuple[ReturnScan, ...]
    done: Done | None


class ReturnBench:
    """Receives goods that come back."""

    def __init__(self, database: Database, after_sales: AfterSales) -> None:
        self.database = database
        self.after_sales = after_sales

    def open(self, code: str) -> ReturnJob:
        """The case that a scanned code means: its number, or the waybill under which the buyer sends goods back.

        Raises `return_unknown`; `return_of_sent` when it is the waybill of a parcel we sent (it bounced);
        `return_several` when two cases wait under one waybill; `case_missing`; `return_not_awaited`.
        """
        case_id = self._case(code)
        row = self.after_sales.row(case_id)

        def work(conn: Connection) -> ReturnJob:
            order = load(conn, row.order_id, lock=False)
            case, number = case_of(order, case_id), case_number(row.number, row.seq)
            if case.state != "awaiting_return":
                raise Refused("return_not_awaited", case=number)
            wanted = [(order.line(part.line_id), part) for part in case.lines]
            skus = catalogue_rows.skus_by_id(conn, [line.sku_id for line, _ in wanted if line.sku_id])
            codes = codes_of(conn, skus)
            lines = [
                ReturnLine(
                    line.id,
                    line.sku_code,
                    line.name,
                    line.spec,
                    part.shipped - part.received - part.missing,
                    codes.get(line.sku_id or 0, {normalise(line.sku_code): 1}),
                )
                for line, part in wanted
            ]
            return ReturnJob(case_id, order.id, ReturnSession(number, [line for line in lines if line.qty > 0]))

        return self.database.read(work)

    def _case(self, code: str) -> int:
        text = normalise(code)
        if NUMBER.fullmatch(text):
            return self.after_sales.find(text)
        found = self.database.read(lambda conn: found_parcel_rows.awaited(conn, text))
        if len(found) > 1:
            rows = map(self.after_sales.row, found)
            raise Refused("return_several", cases=", ".join(case_number(row.number, row.seq) for row in rows))
        if found:
            return found[0]
        sent = self.database.read(lambda conn: found_parcel_rows.sent_under(conn, text))
        if sent is not None:
            raise OmsError("return_of_sent", waybill=text, number=sent[0])
        raise OmsError("return_unknown", waybill=text)

    def receive_by_scans(
        self, actor: Actor, code: str, codes: Sequence[str], command_id: str | None = None
    ) -> Received:
        """Count a parcel by these scans; the count is stored by CMD:DONE, by CMD:SHORT, or when all is here.

        A stop that was not answered at the end stores nothing.
        """
        job = self.open(code)
        scans = []
        for scanned in codes:
            scans.append(job.session.scan(scanned))
            if scans[-1].result in ENDS:
                break
        ended = bool(scans) and (scans[-1].result in ENDS or job.session.all_here) and job.session.stop is None
        if not ended:
            return Received(job, tuple(scans), None)
        short = scans[-1].result == Counted.SHORT
        done = self.receive(actor, job, rest_missing=short, command_id=command_id)
        return Received(job, tuple(scans), done)

    def receive(
        self, actor: Actor, job: ReturnJob, *, rest_missing: bool = False, command_id: str | None = None
    ) -> Done:
        """Store what a session counted; `rest_missing` ends the receipt: what was not here will not come."""
        counts, asked = job.session.counts, list[tuple[str, Mapping[str, Any]]]()
        if counts:
            asked.append(("case.receive", {"lines": counts}))
        if rest_missing and not (counts and job.session.all_here):
            asked.append(("case.received", {"rest_missing": True}))
        if not asked:
            raise Refused("units_missing")
        return self.after_sales.decide_in_turn(actor, job.case_id, asked, command_id=command_id)

    # parcels nobody announced

    def found(
        self,
        actor: Actor,
        *,
        waybill: str = "",
        carrier: str = "",
        sender: str = "",
        note: str = "",
        photos: Sequence[bytes] = (),
    ) -> FoundParcel:
        """Write down a parcel that nobody announced; the same waybill again is the same parcel, with further pictures.

        Raises `not_your_role`, `found_nothing_told` without any word or picture, `photo_unreadable`, `evidence_large`.
        """
        require_role(actor, "return.found", FINDERS)
        media = [_media(photo) for photo in photos]
        if not any((waybill.strip(), sender.strip(), note.strip(), photos)):
            raise OmsError("found_nothing_told")
        told = (normalise(waybill), carrier.strip(), sender.strip(), note.strip())

        def work(conn: Connection) -> FoundParcel:
            found = found_parcel_rows.with_waybill(conn, told[0]) or self._new(conn, actor, told)
            for kind, photo in zip(media, photos, strict=True):
                digest = hashlib.sha256(photo).hexdigest()
                picture = FoundPicture(self.database.new_id(), found.id, kind, digest, photo)
                found_parcel_rows.put_picture(conn, picture)
            return found

        return self.database.write(work)

    def _new(self, conn: Connection, actor: Actor, told: tuple[str, str, str, str]) -> FoundParcel:
        new_id, now = self.database.new_id(), self.database.now()
        new = FoundParcel._make((new_id, None, None, *told, "open", "", actor.user_id, now, None))
        found_parcel_rows.put(conn, new)
        keep_deed(conn, self.database, actor, "return.found", {"found": str(new_id)})
        return new

    def ownerless(self, limit: int = PAGE) -> list[FoundParcel]:
        """Parcels of which nobody knows yet whose they are, the oldest first."""
        return self.database.read(lambda conn: found_parcel_rows.still_open(conn, limit))

    def photos(self, found_id: int) -> list[bytes]:
        """The pictures of a found parcel, in the order in which they were given."""
        kept = self.database.read(lambda conn: found_parcel_rows.pictures(conn, found_id))
        return [one.content for one in kept]

    def match(self, actor: Actor, found_id: int, case_id: int) -> FoundParcel:
        """It belongs to this case, which takes its pictures as evidence, and its waybill if it waits for goods.

        Raises `found_missing`.
        """
        found = self._open_one(actor, found_id)
        row = self.after_sales.row(case_id)
        if row.state == "awaiting_return" and found.waybill and not row.return_waybill:
            key, args, who = f"found:{found_id}:{case_id}", {"waybill": found.waybill}, _teller(actor)
            self.after_sales.commands.do(who, row.order_id, "case.announce", case_id, args=args, command_id=key)

        def work(conn: Connection, now: int) -> bool:
            if not found_parcel_rows.match(conn, found_id, case_id, now):
                return False
            known = {one.digest for one in case_rows.evidence_of(conn, case_id)}
            order = load(conn, row.order_id)
            for n, one in enumerate(found_parcel_rows.pictures(conn, found_id), start=1):
                if one.digest not in known:
                    name = f"{found.waybill or found_id}-{n}.{one.media_type.rpartition('/')[2]}"
                    facts = (case_id, "case", name, one.media_type, one.digest, found.note, actor.user_id, now)
                    new = EvidenceRow(self.database.new_id(), *facts)
                    case_rows.put_evidence(conn, order.id, order.merchant_id, new, one.content)
            return True

        return self._settled(actor, found_id, work)

    def settle(self, actor: Actor, found_id: int, outcome: str) -> FoundParcel:
        """It belongs to no order of ours: what became of it, in words.  Raises `found_missing`, `reason_missing`."""
        self._open_one(actor, found_id)
        said = outcome.strip()
        if not said:
            raise Refused("reason_missing")
        return self._settled(actor, found_id, lambda conn, now: found_parcel_rows.settle(conn, found_id, said, now))

    def _open_one(self, actor: Actor, found_id: int) -> FoundParcel:
        require_role(actor, "return.found", FINDERS)
        found = self.database.read(lambda conn: found_parcel_rows.one(conn, found_id))
        if found is None or found.state != "open":
            raise OmsError("found_missing", key=str(found_id))
        return found

    def _settled(self, actor: Actor, found_id: int, change: Callable[[Connection, int], bool]) -> FoundParcel:
        def work(conn: Connection) -> FoundParcel:
            if not change(conn, self.database.now()):  # another station was faster
                raise OmsError("found_missing", key=str(found_id))
            keep_deed(conn, self.database, actor, "return.found", {"found": str(found_id)})
            kept = found_parcel_rows.one(conn, found_id)
            assert kept is not None
            return kept

        return self.database.write(work)


def _teller(actor: Actor) -> Actor:
    """That a parcel has come is a fact, which the program records under the name of whoever found it."""
    return replace(SYSTEM, name=actor.name, station_id=actor.station_id, station=actor.station)


def _media(photo: bytes) -> str:
    media = next((kind for start, kind in MEDIA.items() if photo.startswith(start)), "")
    if not media.startswith("image/"):
        raise OmsError("photo_unreadable")
    if len(photo) > LARGEST:
        raise OmsError("evidence_large", file="", size=LARGEST // 1024 // 1024)
    return media
