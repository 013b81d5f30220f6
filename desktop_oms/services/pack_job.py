"""A box on a bench as the clerk sees it, made from the database: lines by bin, codes that count, scans made so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop_oms.domain import parcels
from desktop_oms.domain.catalogue import Sku
from desktop_oms.domain.codes import gtin14, keys_of, normalise
from desktop_oms.domain.entities import Parcel
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.order import Order
from desktop_oms.domain.packing import Article, PackingSession, PackLine, bin_order
from desktop_oms.services.bench_rules import bench_rules
from desktop_oms.services.order_view import notes
from desktop_oms.services.paper import place_among
from desktop_oms.services.printing import Print
from desktop_oms.services.shared_boxes import InBox, whole
from desktop_oms.services.weighing import expected, package_of
from desktop_oms.storage import catalogue_rows, product_rows, sending_rows, stock_rows
from desktop_oms.storage.engine import Connection

COUNTED = frozenset({"ok", "all_in"})


@dataclass(frozen=True, slots=True)
class BoxPart:
    """One order's part of the box: its key and number, and the key of its parcel."""

    order_id: int
    parcel_id: int
    number: str


@dataclass(frozen=True, slots=True)
class PackJob:
    """One box to pack: whose it is, what belongs in it, what is in it, how far it is (open, packed, labelled).

    `version` is the order's as last seen, `weight_g` what the goods should weigh (None: not known of all), `collect`
    what the courier takes in cash (minor units), `notes` who says what to the packer.  `blocked` are pieces (SKU and
    units) that must leave the box before anything else: a refund was asked for, or they were cancelled.  `note` is what
    the packer has to acknowledge before the first piece, `package` what the goods go into, `expected_g` what the packed
    box should weigh, give or take `tolerance_g`.  `parts` are the orders in the box: the first is the one that other
    facts name, and the only one unless several ship together.
    """

    order_id: int
    merchant_id: int
    parcel_id: int
    number: str
    external_no: str
    version: int
    seq: int
    place: tuple[int, int]
    state: str
    carrier: str
    waybill: str
    seller: str
    warehouse: str
    currency: str
    collect: int
    urgent: bool
    notes: tuple[tuple[str, str], ...]
    note: str
    package: str
    weight_g: int | None
    expected_g: int | None
    tolerance_g: int
    pictures: int
    lines: tuple[PackLine, ...]
    done: tuple[tuple[int, int], ...]
    blocked: tuple[tuple[str, int], ...]
    catalogue: Mapping[str, Article] = field(repr=False)
    parts: tuple[BoxPart, ...]

    @property
    def mates(self) -> tuple[str, ...]:
        """The numbers of the other orders in the box."""
        return tuple(part.number for part in self.parts[1:])

    def part_of(self, line_id: int) -> BoxPart:
        """Whose part of the box a line belongs to; the first order's for what is no line."""
        wanted = next((line.order_no for line in self.lines if line.line_id == line_id), "")
        return next((part for part in self.parts if part.number == wanted), self.parts[0])

    def session(self) -> PackingSession:
        """A fresh session at this box, with the counts it has."""
        lines = [replace(line) for line in self.lines]
        return PackingSession(lines, self.catalogue, self.waybill, self.done, self.note)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A packed box with its waybill and the label to print."""

    parcel_id: int
    version: int
    carrier: str
    waybill: str
    label: Print


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing a scan came to: the order's version, or why the scan does not count and everything stops.

    `labelled` is the box if the scan filled and closed it.
    """

    version: int
    refusal: OmsError | None = None
    labelled: Labelled | None = None


def read_job(conn: Connection, order: Order, parcel: Parcel, catalogue: Mapping[str, Article]) -> PackJob:
    """The job of a box as it stands now, with the parts of all orders in it."""
    box = whole(conn, order, parcel)
    order, parcel = box[0].order, box[0].parcel
    lines = box_lines(conn, box)
    seller = catalogue_rows.merchant_by_id(conn, order.merchant_id)
    house = next((one for one in catalogue_rows.warehouses(conn) if one.id == parcel.warehouse_id), None)
    weights = [line.weight_g for line in lines]
    scans = sorted((scan for one in box for scan in sending_rows.scans(conn, one.parcel.id)), key=lambda scan: scan.id)
    begun = any(row.scanned for one in box for row in one.parcel.lines)
    read = begun or any(scan.verdict == "note_read" for scan in scans)
    package, rules = package_of(scans), bench_rules(conn)
    known = rules.package(package)
    wanted = expected(conn, box, package, rules)
    return PackJob(
        order_id=order.id,
        merchant_id=order.merchant_id,
        parcel_id=parcel.id,
        number=order.number,
        external_no=order.external_no or "",
        version=order.version,
        seq=parcel.seq,
        place=place_among(order, parcel),
        state=parcel.state,
        carrier=parcel.carrier,
        waybill=parcel.waybill or "",
        seller=seller.name if seller else "",
        warehouse=house.name if house else "",
        currency=order.currency,
        collect=sum(one.order.collect for one in box if one.order.promised),
        urgent=any(one.order.urgent for one in box),
        notes=box_notes(box),
        note="" if read else packing_note(box),
        package=known.name if known else package,
        expected_g=wanted,
        tolerance_g=rules.tolerance(wanted or 0),
        pictures=sum(sending_rows.pictures(conn, one.parcel.id) for one in box),
        weight_g=None if None in weights else sum((line.weight_g or 0) * line.qty for line in lines),
        lines=lines,
        blocked=tuple(
            (one.order.line(key).sku_code, n)
            for one in box
            for key, n in parcels.blocked(one.order, one.parcel).items()
        ),
        done=accepted(scans, lines),
        catalogue=catalogue,
        parts=tuple(BoxPart(one.order.id, one.parcel.id, one.order.number) for one in box),
    )


def box_notes(box: Sequence[InBox]) -> tuple[tuple[str, str], ...]:
    """The notes of all orders in a box; where there are several, each says whose order it is of."""
    if len(box) == 1:
        return notes(box[0].order)
    return tuple((whose, f"{one.order.number} · {text}") for one in box for whose, text in notes(one.order))


def packing_note(box: Sequence[InBox]) -> str:
    """What the packer has to acknowledge: the packing notes of all orders in a box."""
    if len(box) == 1:
        return box[0].order.packing_note
    return "\n".join(f"{one.order.number}: {one.order.packing_note}" for one in box if one.order.packing_note)


def box_lines(conn: Connection, box: Sequence[InBox]) -> tuple[PackLine, ...]:
    """What belongs in the box, order by order; of each the open lines first, as the bins are walked."""
    lines = [(one.order.line(row.line_id), row, one) for one in box for row in one.parcel.lines]
    skus = catalogue_rows.skus_by_id(conn, {line.sku_id for line, _, _ in lines if line.sku_id is not None})
    levels = stock_rows.levels(conn, skus)
    codes = codes_of(conn, skus)
    found = []
    for line, row, one in lines:
        sku = skus.get(line.sku_id or 0)
        level = levels.get((one.parcel.warehouse_id or 0, line.sku_id or 0))
        found.append(
            PackLine(
                line_id=line.id,
                sku=line.sku_code,
                name=line.name,
                spec=line.spec,
                qty=row.qty,
                scanned=row.scanned,
                bin=level.bin if level else "",
                picture=sku.picture if sku else "",
                codes=codes.get(line.sku_id or 0, {}),
                weight_g=sku.weight_g if sku else None,
                order_no=one.order.number,
            )
        )
    numbers = [one.order.number for one in box]
    return tuple(
        sorted(
            found,
            key=lambda line: (numbers.index(line.order_no), line.left <= 0, bin_order(line.bin), line.sku),
        )
    )


def codes_of(conn: Connection, skus: Mapping[int, Sku]) -> dict[int, dict[str, int]]:
    """The codes that count for each SKU, with the units each stands for: its barcodes, then its own code."""
    found: dict[int, dict[str, int]] = {key: {} for key in skus}
    for barcode in catalogue_rows.barcodes(conn, skus):
        for form in forms_of(barcode.code):
            found[barcode.sku_id][form] = barcode.qty
    taken = product_rows.barcodes_by_code(conn, [sku.code for sku in skus.values()])
    for sku in skus.values():
        owner = taken.get(sku.code)
        if owner is None or owner.sku_id == sku.id:
            found[sku.id].setdefault(normalise(sku.code), 1)
    return found


def forms_of(code: str) -> list[str]:
    """The spellings under which a kept code is found: as it is compared, and as GTIN-14."""
    exact = normalise(code)
    return [exact, *filter(None, [gtin14(exact)])]


def articles(found: Sequence[sending_rows.Scannable]) -> dict[str, Article]:
    """All goods by every spelling of their codes: what a foreign scan turns out to be."""
    catalogue = {}
    for one in found:
        article = Article(one.sku, one.name, one.spec, picture=one.picture)
        catalogue.update(dict.fromkeys(forms_of(one.code), article))
    return catalogue


def units_of(line: PackLine, scanned: str) -> int:
    """The pieces that a kept scan stood for: "12*CODE" is twelve times what the code holds."""
    times, star, code = scanned.partition("*")
    counted = int(times) if star and times.isdecimal() else 1
    told = code if star and times.isdecimal() else scanned
    return counted * next((line.codes[key] for key in keys_of(told) if key in line.codes), 1)


def accepted(scans: Sequence[sending_rows.Scan], lines: Sequence[PackLine]) -> tuple[tuple[int, int], ...]:
    """The scans that count, the oldest first, without those taken back; cut to what the box really holds."""
    by_id = {line.line_id: line for line in lines}
    done: list[tuple[int, int]] = []
    for scan in scans:
        line = by_id.get(scan.line_id or 0)
        if line is None:
            continue
        if scan.verdict in COUNTED:
            done.append((line.line_id, units_of(line, scan.code)))
        elif scan.verdict == "undone" and done:
            done.pop()
    left = {line.line_id: line.scanned for line in lines}
    kept = []
    for line_id, units in reversed(done):
        if units <= left[line_id]:
            left[line_id] -= units
            kept.append((line_id, units))
    return tuple(reversed(kept))
