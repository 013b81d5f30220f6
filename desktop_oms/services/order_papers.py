"""An order's papers: which there are, and how each will look on the paper of this station, before anything is printed.

Looking prints nothing: no print, no copy, no number is drawn.  Who looked is written down, as paper names the receiver.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_oms.documents import Content, render_many
from desktop_oms.domain.entities import Case, Parcel
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Actor
from desktop_oms.services import paper
from desktop_oms.services.commands import BulkResult, load
from desktop_oms.services.copies import copies_out
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import keep_deed
from desktop_oms.services.paper_samples import Sample, of_print
from desktop_oms.services.paper_settings import style_of
from desktop_oms.services.paper_wanted import Paper, paper_for, paper_of
from desktop_oms.services.printing import head_of, loaded
from desktop_oms.services.shared_boxes import InBox, whole
from desktop_oms.services.sheets import case_number, logistic_ahead, return_content
from desktop_oms.storage import carrier_label_rows, printer_rows
from desktop_oms.storage.engine import Connection


@dataclass(frozen=True, slots=True)
class OrderPaper:
    """One of an order's papers: the document, the parcel or case it is about (None: the whole order), and its number.

    `place` of `of` is the parcel's among the order's boxes.
    """

    document: str
    subject_id: int | None = None
    subject: str = ""
    place: int = 0
    of: int = 0

    @property
    def key(self) -> str:
        """A name of its own among the order's papers."""
        return f"{self.document}.{self.subject_id or 0}"


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of an order, in the order in which they come about."""

    order_id: int
    number: str
    papers: tuple[OrderPaper, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """A paper as it will come out: the pages, their size, and the printer it would go to ("": a file)."""

    sample: Sample
    size: str
    printer: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """The parcels of several orders whose label is to be printed, in the orders' order, and the outcome for each."""

    parcel_ids: tuple[int, ...]
    results: tuple[BulkResult, ...]


class OrderPapers:
    """Shows papers."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def of_order(self, order_id: int) -> Papers:
        """Which papers an order has now: the slip, one for each box, labels of boxes with a waybill, cases' papers.

        Logistic labels where the seller has a GS1 prefix to number units with.
        """
        order, units = self.database.read(lambda conn: _with_units(conn, order_id))
        boxes = paper.parcels_of(order)
        found = [OrderPaper("slip", subject=order.number)]
        for place, parcel in enumerate(boxes, start=1):
            told = (parcel.id, f"{order.number}-{parcel.seq}", place, len(boxes))
            if len(boxes) > 1:
                found.append(OrderPaper("slip", *told))
            if parcel.waybill and not parcel.reported:
                found += [OrderPaper(document, *told) for document in ("label", *(["logistic"] if units else []))]
        for case in order.cases:
            if any(row.shipped for row in case.lines):
                told_case = (case.id, case_number(order, case))
                found += [OrderPaper("return", *told_case), OrderPaper("inspection", *told_case)]
        return Papers(order.id, order.number, tuple(found))

    def look(self, actor: Actor, order_id: int, document: str, subject_id: int | None = None) -> Look:
        """A paper as it would be printed now at the actor's station; raises what printing it would raise.

        A label that its carrier issued is shown as it came; `preview_not_possible` when it is no PDF.
        """

        def work(conn: Connection) -> tuple[bytes, Sequence[Content], Paper, str]:
            order = load(conn, order_id, lock=False)
            contents, data, size = self._contents(conn, order, document, subject_id)
            usual = style_of(conn, order.merchant_id).sizes.get(document, "")
            printer = printer_rows.assigned(conn, document, actor.station_id)
            asked = paper_for(printer, document, usual) if printer else paper_of(document, size or usual)
            facts = {"document": document, "subject": str(subject_id or "")}
            keep_deed(conn, self.database, actor, "paper.look", facts, order=order)
            return data, contents, replace(asked, size=size or asked.size), printer.name if printer else ""

        data, contents, asked, printer = self.database.write(work)
        if data:
            if not data.startswith(b"%PDF"):
                raise OmsError("preview_not_possible")
            return Look(of_print(data), asked.size, printer)
        made = render_many(contents, asked.size, "pdf", asked.dpi)
        return Look(Sample(made.data, made.pages), asked.size, printer)

    def labelled(self, order_ids: Sequence[int], *, together: bool = False) -> Labelled:
        """The labels of these orders that are not on paper yet (nor perhaps), in exactly this order.

        `together` in one file, which a label that its carrier issued cannot go into.
        """
        found = self.database.read(lambda conn: [_labels_of(conn, order_id, together) for order_id in order_ids])
        results = [BulkResult(order_id, None, why) for order_id, (_, why) in zip(order_ids, found, strict=True)]
        return Labelled(tuple(dict.fromkeys(key for parcels, _ in found for key in parcels)), tuple(results))

    def slipped(self, order_ids: Sequence[int]) -> tuple[BulkResult, ...]:
        """Of which of these orders there is a packing slip, and why not of the others, in exactly this order."""

        def outcome(conn: Connection, order_id: int) -> BulkResult:
            try:
                paper.slip_contents(conn, load(conn, order_id, lock=False), None)
            except OmsError as trouble:
                return BulkResult(order_id, None, trouble)
            return BulkResult(order_id, None, None)

        return self.database.read(lambda conn: tuple(outcome(conn, order_id) for order_id in order_ids))

    def _contents(
        self, conn: Connection, order: Order, document: str, subject_id: int | None
    ) -> tuple[Sequence[Content], bytes, str]:
        """What the paper says, or the very bytes that a carrier made of it with their size."""
        if document == "slip":
            return paper.slip_contents(conn, order, subject_id), b"", ""
        if document in ("return", "inspection"):
            return [return_content(conn, order, _case(order, subject_id), document == "inspection")], b"", ""
        if (
            document not in ("label", "logistic")
            or subject_id is None
            or all(one.id != subject_id for one in order.parcels)
        ):
            raise OmsError("paper_not_of_order", document=document, number=order.number)
        order, parcel = loaded(conn, subject_id)
        if document == "logistic":
            return [logistic_ahead(conn, order, parcel)], b"", ""
        kept = carrier_label_rows.of_parcel(conn, parcel)
        head = head_of(conn, order, parcel)
        content = paper.label_content(whole(conn, order, parcel), head, 1, self.database.now())
        return [content], carrier_label_rows.bytes_of(conn, parcel), kept.size if kept else ""


def _with_units(conn: Connection, order_id: int) -> tuple[Order, bool]:
    """An order, and whether its boxes can be numbered as logistic units."""
    order = load(conn, order_id, lock=False)
    return order, bool(style_of(conn, order.merchant_id).gs1_prefix)


def _labels_of(conn: Connection, order_id: int, together: bool) -> tuple[list[int], OmsError | None]:
    """The parcels of an order whose label is to be printed, and why others are not."""
    order = load(conn, order_id, lock=False)
    boxes = [one for one in paper.parcels_of(order) if one.waybill and not one.reported]
    if not boxes:
        return [], Refused("no_label_yet", number=order.number, parcel=1)
    fresh = [one for one in boxes if not _on_paper(conn, order, one)]
    leads = [_lead(conn, order, one).parcel for one in fresh]
    fitting = [one.id for one in leads if not (together and carrier_label_rows.of_parcel(conn, one))]
    if len(fitting) < len(leads):
        return fitting, OmsError("carrier_label_alone", number=order.number)
    if len(fresh) < len(boxes):
        return fitting, Refused("label_printed_before", number=order.number, n=len(boxes) - len(fresh))
    return fitting, None


def _lead(conn: Connection, order: Order, parcel: Parcel) -> InBox:
    """The part of a parcel's box whose label is the box's."""
    return whole(conn, order, parcel)[0]


def _case(order: Order, case_id: int | None) -> Case:
    found = next((case for case in order.cases if case.id == case_id), None)
    if found is None:
        raise OmsError("case_number_unknown", number=str(case_id))
    return found


def _on_paper(conn: Connection, order: Order, parcel: Parcel) -> bool:
    """Whether a parcel's label is on paper, or may be."""
    lead = _lead(conn, order, parcel)
    return bool(copies_out(conn, lead.order, lead.parcel))
