"""What a box should weigh: as the same set of goods weighed last, else the goods of the catalogue and the package."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_oms.domain import weighing
from desktop_oms.services.bench_rules import BenchRules
from desktop_oms.services.shared_boxes import InBox
from desktop_oms.storage import catalogue_rows, sending_rows
from desktop_oms.storage.engine import Connection

NAME = "weight:{}"


def package_of(scans: Sequence[sending_rows.Scan]) -> str:
    """The package chosen for a box: the last one scanned; "" for none."""
    chosen = [scan.code.partition(":")[2] for scan in scans if scan.verdict == "package"]
    return chosen[-1] if chosen else ""


def goods_of(box: Sequence[InBox]) -> list[tuple[str, int]]:
    """SKU and units of each line in a box, of every order in it."""
    return [(one.order.line(row.line_id).sku_code, row.qty) for one in box for row in one.parcel.lines]


def expected(conn: Connection, box: Sequence[InBox], package: str, rules: BenchRules) -> int | None:
    """Grams the packed box should weigh; None when nobody knows."""
    name = NAME.format(weighing.fingerprint(goods_of(box), package))
    remembered = catalogue_rows.number(conn, box[0].order.merchant_id, name)
    if remembered is not None:
        return remembered
    lines = [(one.order.line(row.line_id), row.qty) for one in box for row in one.parcel.lines]
    skus = catalogue_rows.skus_by_id(conn, {line.sku_id for line, _ in lines if line.sku_id})
    known = rules.package(package)
    total = known.tare_g if known else 0
    for line, units in lines:
        sku = skus.get(line.sku_id or 0)
        if sku is None or sku.weight_g is None:
            return None
        total += sku.weight_g * units
    return total


def remember(conn: Connection, box: Sequence[InBox], package: str, weight_g: int) -> None:
    """The next box with the same set of goods is expected to weigh as much."""
    name = NAME.format(weighing.fingerprint(goods_of(box), package))
    catalogue_rows.put_number(conn, box[0].order.merchant_id, name, weight_g)
