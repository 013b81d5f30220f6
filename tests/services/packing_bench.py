"""Scans at the first bench of a shop, for the tests of packing."""

from __future__ import annotations

from desktop_oms.services.pack_job import PackJob
from tests.services.shop_orders import CUP_CODE, Shop

ALL = [CUP_CODE, "TEE-XL", "tee-xl"]


def verdicts(shop: Shop, number: str, *codes: str) -> list[str]:
    """What these scans of an order's goods come to."""
    return [str(result.verdict) for result in shop.app.packing.pack_by_scans(shop.clerk, number, codes)]


def scan(shop: Shop, job: PackJob, *codes: str) -> None:
    """Scan pieces at the first bench; each must be stored."""
    session = shop.app.packing.job(job.parcel_id).session()
    for code in codes:
        stored = shop.app.packing.record_scan(shop.clerk, job, session.scan(code))
        assert stored.refusal is None


def ask_refund(shop: Shop, number: str, **units: int) -> None:
    """The buyer asks for money back for unshipped units, by SKU."""
    order = shop.read(number)
    lines = {
        line.id: units[line.sku_code.replace("-", "_")]
        for line in order.lines
        if line.sku_code.replace("-", "_") in units
    }
    shop.do(shop.desk, number, "case.request", kind="refund_unshipped", lines=lines, reason="changed_mind")
