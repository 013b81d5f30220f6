"""Which product a code means: exact or not at all, never a guess.

Within a seller: the exact SKU code, then a barcode or alias written down for it.  A GTIN is one however many
zeros stand before it (GS1: GTIN-8, -12 and -13 are a GTIN-14 with zeros before them).
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop_oms.domain.catalogue import Sku
from desktop_oms.storage import catalogue_rows, product_rows
from desktop_oms.storage.engine import Connection

GTIN_LENGTHS = (8, 12, 13, 14)


def match(conn: Connection, merchant_id: int, codes: Iterable[str]) -> dict[str, Sku]:
    """A seller's products by the codes that mean them; what nobody knows is missing from the answer."""
    wanted = {code for code in codes if code}
    found = catalogue_rows.skus_by_code(conn, merchant_id, wanted) if wanted else {}
    rest = wanted - found.keys()
    if not rest:
        return found
    spellings = {code: gtin_spellings(code) for code in rest}
    known = product_rows.barcodes_by_code(conn, {one for many in spellings.values() for one in many})
    if not known:
        return found
    skus = catalogue_rows.skus_by_id(conn, {barcode.sku_id for barcode in known.values()})
    for code, many in spellings.items():
        meant = {known[one].sku_id for one in many if one in known and known[one].qty == 1}
        sku = skus[meant.pop()] if len(meant) == 1 else None
        if sku is not None and sku.merchant_id == merchant_id:
            found[code] = sku
    return found


def scanned_codes(conn: Connection, code: str) -> list[str]:
    """The SKU codes of the goods, whoever sells them, that bear a code as a barcode; small letters may be capitals."""
    spellings = dict.fromkeys((*gtin_spellings(code), code.upper()))
    known = product_rows.barcodes_by_code(conn, spellings)
    skus = catalogue_rows.skus_by_id(conn, {barcode.sku_id for barcode in known.values()}) if known else {}
    return sorted({sku.code for sku in skus.values()})


def gtin_spellings(code: str) -> tuple[str, ...]:
    """The code as it stands, and the ways the same GTIN may be written with more or fewer zeros before it."""
    if not (code.isascii() and code.isdigit() and len(code) in GTIN_LENGTHS):
        return (code,)
    bare = code.lstrip("0")
    return tuple(dict.fromkeys((code, *(bare.zfill(length) for length in GTIN_LENGTHS if length >= len(bare)))))
