"""Paper beside slips, labels and pick lists: manifests, return slips, logistic labels, and sheets of codes.

What is printed goes the same way as a label: a print job with its very bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop_oms.documents import (
    CodeSheetContent,
    Content,
    LogisticContent,
    ManifestContent,
    ManifestRow,
    Party,
    ReturnContent,
    ReturnLine,
)
from desktop_oms.domain.entities import Case, Parcel
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.printing import VOID
from desktop_oms.domain.roles import Actor
from desktop_oms.domain.sscc import sscc
from desktop_oms.formats import date, day, mask_name, time_local, weight, with_mates
from desktop_oms.services import code_sheets, paper
from desktop_oms.services.bench_rules import bench_rules
from desktop_oms.services.case_view import return_place
from desktop_oms.services.commands import load
from desktop_oms.services.database import Database
from desktop_oms.services.paper_settings import style_of
from desktop_oms.services.picking import house_zone
from desktop_oms.services.printing import Paper, Print, Printing, head_of, loaded, paper_of, usual_paper
from desktop_oms.services.prints import demand_printer
from desktop_oms.services.shared_boxes import InBox, whole
from desktop_oms.services.shop_state import read_state
from desktop_oms.storage import catalogue_rows, manifest_rows, order_rows, print_rows, sending_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.words import say, table

CASE_NUMBER = re.compile(r"(?P<order>.+)-C(?P<seq>\d{1,4})")
SSCC_COUNTER = "sscc"


def case_number(order: Order, case: Case) -> str:
    """How paper and people name a case: its order's number, C, and which of the order's cases it is."""
    return f"{order.number}-C{case.seq}"


class Sheets:
    """Makes the house's other paper."""

    def __init__(self, database: Database, printing: Printing) -> None:
        self.database = database
        self.printing = printing

    def manifests(
        self, actor: Actor, numbers: Sequence[str], *, size: str = "", fmt: str = "pdf", dpi: float = 203.2
    ) -> Print:
        """The manifests with these numbers, in this order, open ones too; raises `manifest_missing`."""
        wanted = [number.strip().upper() for number in numbers]
        contents = self.database.read(lambda conn: [self._manifest(conn, number) for number in wanted])
        return self.printing.batch(actor, paper_of("manifest", size, fmt, dpi), contents, wanted)

    def returns(
        self,
        actor: Actor,
        numbers: Sequence[str],
        *,
        bench: bool = False,
        size: str = "",
        fmt: str = "pdf",
        dpi: float = 203.2,
    ) -> Print:
        """The return slips of these cases (`bench`: their inspection sheets); an order's number means its case.

        Raises `case_number_unknown`, and `no_return_of_goods` for a case without goods on their way back.
        """

        def work(conn: Connection) -> tuple[list[Content], list[Order]]:
            found = [self._case(conn, number) for number in numbers]
            return [return_content(conn, order, case, bench) for order, case in found], [order for order, _ in found]

        contents, orders = self.database.read(work)
        document = "inspection" if bench else "return"
        asked = usual_paper(self.database, document, size, fmt, dpi)
        subjects = [content.number for content in contents]
        return self.printing.batch(actor, asked, contents, subjects, orders[0] if len(orders) == 1 else None)

    def logistic(
        self, actor: Actor, parcel_ids: Sequence[int], *, size: str = "", fmt: str = "pdf", dpi: float = 203.2
    ) -> Print:
        """The logistic labels of these parcels; a parcel keeps the SSCC of its first one.

        Raises `gs1_prefix_missing`, `no_label_yet`, `parcel_missing`.
        """
        demand_printer(actor)
        first = next(iter(parcel_ids), None)
        asked = usual_paper(self.database, "logistic", size, fmt, dpi, parcel_id=first)
        done = [self._logistic(actor, parcel_id, asked) for parcel_id in parcel_ids]
        if len(done) == 1:
            return done[0][0]
        contents = [content for _, content in done]
        joint = self.printing.batch(actor, asked, contents, [content.number for content in contents])

        def settle(conn: Connection) -> None:
            for one, _ in done:  # it keeps the parcel's SSCC; the paper is the joint one
                print_rows.move(conn, one.job_id, VOID)

        self.database.write(settle)
        return joint

    def codes(
        self, actor: Actor, document: str, names: Sequence[str] = (), *, fmt: str = "pdf", dpi: float = 203.2
    ) -> Print:
        """A sheet of codes: `document` is commands, badges (of logins), locations (bins) or products (SKU codes).

        Without names: everybody's badge, every location with stock.  Raises `user_unknown`, `sku_unknown`,
        `bin_missing`, `barcode_characters`, `paper_number_missing`.
        """
        if document == "products" and not names:
            raise OmsError("paper_number_missing")
        content = self.database.read(lambda conn: code_sheets.content(conn, document, names))
        return self.printing.batch(actor, paper_of(document, "", fmt, dpi), [content], [document])

    def commands(self, language: str) -> CodeSheetContent:
        """The commands of the bench in a language, for a screen that shows them."""
        return code_sheets.commands(language, self.database.read(bench_rules))

    def _manifest(self, conn: Connection, number: str) -> Content:
        found = manifest_rows.numbered(conn, number)
        if found is None:
            raise OmsError("manifest_missing", manifest=number)
        language, zone = str(catalogue_rows.setting(conn, "language", "zh_CN")), house_zone(conn)
        own = catalogue_rows.merchants(conn, "own")
        return ManifestContent(
            language=language,
            manifest=found.number,
            carrier=found.carrier,
            rows=tuple(map(_manifest_row, sending_rows.listed(conn, found.id))),
            house=own[0].name if len(own) == 1 else "",
            warehouse=found.warehouse,
            day=day(found.day, language),
            closed_at=time_local(found.closed_at, zone, language) if found.closed_at is not None else "",
            printed_at=time_local(self.database.now(), zone, language),
        )

    def _case(self, conn: Connection, number: str) -> tuple[Order, Case]:
        """The order and case meant by a case's number, or by an order's with one case that brings goods back."""
        named = CASE_NUMBER.fullmatch(number.strip().upper())
        order_id = order_rows.find_id(conn, named["order"] if named else number.strip())
        order = load(conn, order_id, lock=False) if order_id is not None else None
        cases = [case for case in order.cases if named is None or case.seq == int(named["seq"])] if order else []
        bringing = [case for case in cases if any(row.shipped for row in case.lines)]
        if order is None or not cases:
            raise OmsError("case_number_unknown", number=number)
        if not bringing:
            raise Refused("no_return_of_goods", number=number)
        return order, next((case for case in reversed(bringing) if case.is_live), bringing[-1])

    def _logistic(self, actor: Actor, parcel_id: int, asked: Paper) -> tuple[Print, LogisticContent]:
        def work(conn: Connection) -> tuple[Order, LogisticContent, str]:
            order, parcel = loaded(conn, parcel_id, lock=True)
            subject, number = unit_of(conn, order, parcel)
            if not number:  # drawn for good, even if nothing is printed after all, and kept before anybody else looks
                count = catalogue_rows.count_up(conn, order.merchant_id, SSCC_COUNTER)
                number = numbered(conn, order, count)
                catalogue_rows.put_number(conn, order.merchant_id, drawn_for(parcel), count)
            box, head = whole(conn, order, parcel), head_of(conn, order, parcel)
            return order, _logistic_content(box, head, number), subject + number

        order, content, subject = self.database.write(work)
        return self.printing.batch(actor, asked, [content], [subject], order), content


def drawn_for(parcel: Parcel) -> str:
    """Under which name it is kept that a number was drawn for a parcel, whose label may not be printed yet."""
    return f"{SSCC_COUNTER}:{parcel.id}"


def unit_of(conn: Connection, order: Order, parcel: Parcel) -> tuple[str, str]:
    """How a job names a parcel as a logistic unit, and the SSCC that the parcel bears; "" before its first label."""
    subject = f"{order.number}-{parcel.seq}/{parcel.id}/"
    printed = print_rows.begun(conn, order.id, "logistic", subject).removeprefix(subject)
    drawn = None if printed else catalogue_rows.number(conn, order.merchant_id, drawn_for(parcel))
    return subject, printed if drawn is None else numbered(conn, order, drawn)


def numbered(conn: Connection, order: Order, count: int) -> str:
    """The SSCC of a seller's unit by its count; raises `gs1_prefix_missing`."""
    prefix = style_of(conn, order.merchant_id).gs1_prefix
    if not prefix:
        raise OmsError("gs1_prefix_missing")
    return sscc(prefix, count)


def logistic_ahead(conn: Connection, order: Order, parcel: Parcel) -> LogisticContent:
    """The logistic label that a parcel would get now; the number shown is drawn when it is printed."""
    drawn = catalogue_rows.number(conn, order.merchant_id, SSCC_COUNTER) or 0
    number = unit_of(conn, order, parcel)[1] or numbered(conn, order, drawn + 1)
    return _logistic_content(whole(conn, order, parcel), head_of(conn, order, parcel), number)


def return_content(conn: Connection, order: Order, case: Case, bench: bool) -> Content:
    """The slip that goes back with a case's goods, or (`bench`) the sheet on which they are judged."""
    head = paper.letterhead(conn, order, _house_of(order), with_logo=True)
    reason = _said(f"reason.{case.reason}", case.reason, head.language)
    place = return_place(read_state(conn), order)
    return ReturnContent(
        language=head.language,
        store=head.store,
        case_no=case_number(order, case),
        order_no=order.number,
        return_to=Party(place.name, place.phone, place.address),
        lines=tuple(
            ReturnLine(line.name or line.sku_code, line.sku_code, row.shipped, line.spec, reason)
            for row, line in ((row, order.line(row.line_id)) for row in case.lines)
            if row.shipped
        ),
        buyer=mask_name(order.buyer or order.ship_name),
        kind=_said(f"case_kind.{case.kind}", case.kind, head.language),
        asked_at=head.time(case.requested_at),
        deadline=date(case.return_due_at, head.channel.time_zone, head.language) if case.return_due_at else "",
        waybill=case.return_waybill,
        note=case.note,
        bench=bench,
        logo=head.logo,
    )


def _manifest_row(row: sending_rows.Listed) -> ManifestRow:
    town = " ".join(dict.fromkeys(filter(None, (row.city or row.province, row.district))))
    number = with_mates(row.number if row.seq == 1 else f"{row.number}-{row.seq}", row.mates)
    return ManifestRow(row.waybill, number, town, weight(row.weight_g) if row.weight_g else "", row.pieces)


def _logistic_content(box: Sequence[InBox], head: paper.Letterhead, number: str) -> LogisticContent:
    order, parcel = box[0].order, box[0].parcel
    place, count = paper.place_among(order, parcel)
    return LogisticContent(
        language=head.language,
        sscc=number,
        receiver=head.receiver(order),
        sender=head.sender(),
        order_no=with_mates(order.number, [one.order.number for one in box[1:]]),
        carrier=" ".join(filter(None, (parcel.carrier, parcel.service))),
        waybill=parcel.waybill or "",
        parcel_no=place,
        parcel_count=count,
        pieces=sum(row.qty for one in box for row in one.parcel.lines),
        weight=weight(parcel.weight_g) if parcel.weight_g else "",
    )


def _house_of(order: Order) -> int | None:
    """The warehouse the order's goods came from."""
    return next((parcel.warehouse_id for parcel in order.parcels if parcel.warehouse_id is not None), None)


def _said(key: str, otherwise: str, language: str) -> str:
    """The words of a code, or the text itself where a person wrote it."""
    return say(key, language) if key in table() else otherwise
