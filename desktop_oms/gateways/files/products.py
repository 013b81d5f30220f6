"""Product and stock files: which column is which, and what each row says.

Column names are compared without regard to case and full width; Chinese and English ones are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from desktop_oms.domain.errors import OmsError
from desktop_oms.gateways.files.cells import Fault, clean, identifier, plain
from desktop_oms.gateways.files.tables import Row, Table, column_key

PRODUCT_COLUMNS = {
    "code": ("code", "sku", "sku code", "商家编码", "商品编码", "编码", "货号"),
    "name": ("name", "product", "product name", "title", "商品名称", "名称", "商品", "品名"),
    "spec": ("spec", "variant", "option", "规格", "商品规格", "款式"),
    "barcodes": ("barcode", "barcodes", "ean", "gtin", "upc", "条码", "商品条码", "条形码"),
    "weight_g": ("weight_g", "weight (g)", "weight", "grams", "重量", "重量(g)", "重量（克）", "克重"),
    "category": ("category", "type", "类目", "分类", "类别"),
    "product_code": ("product_code", "product code", "parent", "款号", "商品款号", "主商品编码"),
    "supplier": ("supplier", "vendor", "供货方", "供应商", "商家"),
    "bin": ("bin", "location", "shelf", "库位", "货位"),
}
STOCK_COLUMNS = {
    "code": PRODUCT_COLUMNS["code"] + PRODUCT_COLUMNS["barcodes"],
    "warehouse": ("warehouse", "house", "仓库", "仓库编码"),
    "qty": ("qty", "quantity", "on_hand", "on hand", "stock", "数量", "库存", "在库", "实物库存"),
    "bin": PRODUCT_COLUMNS["bin"],
}
_SEVERAL = re.compile(r"[;,；，/|\s]+")
_LONGEST = 500
TOLD_COLUMNS, TOLD_TEXT = 12, 30  # of a heading that holds none we know


@dataclass(frozen=True, slots=True)
class ProductFileRow:
    """One product of a file; `given` holds only the fields whose cell is filled."""

    row: int
    code: str
    name: str
    given: Mapping[str, object] = field(default_factory=dict)
    barcodes: tuple[str, ...] = ()
    supplier: str = ""
    bin: str = ""


@dataclass(frozen=True, slots=True)
class StockFileRow:
    """One counted level of a file; `warehouse` may be left empty where there is only one."""

    row: int
    code: str
    warehouse: str
    qty: int
    bin: str = ""


Refused = tuple[int, str, OmsError]


def read_product_rows(table: Table) -> tuple[list[ProductFileRow], list[Refused]]:
    """The products of a file, and the rows that are none; raises `product_column_missing` without code or name."""
    places = _places(table, PRODUCT_COLUMNS, ("code", "name"))
    found: list[ProductFileRow] = []
    refused: list[Refused] = []
    seen: dict[str, int] = {}
    for row, texts, trouble in _texts(table, places):
        code = texts.get("code", "")
        problem = trouble or _product_problem(row, texts, seen)
        if problem is not None:
            refused.append((row, code, problem))
            continue
        seen[code] = row
        given: dict[str, object] = {
            name: texts[name] for name in ("name", "spec", "category", "product_code") if name in texts
        }
        if "weight_g" in texts:
            given["weight_g"] = _grams(texts["weight_g"])
        codes = tuple(code for code in _SEVERAL.split(texts.get("barcodes", "")) if code)
        found.append(
            ProductFileRow(row, code, texts["name"], given, codes, texts.get("supplier", ""), texts.get("bin", ""))
        )
    return found, refused


def read_stock_rows(table: Table) -> tuple[list[StockFileRow], list[Refused]]:
    """The counted levels of a file, and the rows that are none; raises `product_column_missing` without code or qty."""
    places = _places(table, STOCK_COLUMNS, ("code", "qty"))
    found: list[StockFileRow] = []
    refused: list[Refused] = []
    for row, texts, trouble in _texts(table, places):
        code = texts.get("code", "")
        problem = trouble
        if problem is None and not code:
            problem = OmsError("row_code_missing")
        if problem is None and not _is_count(texts.get("qty", "")):
            problem = OmsError("stock_not_a_count", value=texts.get("qty", ""))
        if problem is not None:
            refused.append((row, code, problem))
            continue
        qty = int(texts["qty"].removesuffix(".0"))
        found.append(StockFileRow(row, code, texts.get("warehouse", ""), qty, texts.get("bin", "")))
    return found, refused


def _places(table: Table, known: Mapping[str, tuple[str, ...]], required: tuple[str, ...]) -> dict[str, int]:
    keys = {column_key(column): place for place, column in reversed(list(enumerate(table.columns)))}
    places = {}
    for name, titles in known.items():
        place = next((keys[column_key(title)] for title in titles if column_key(title) in keys), None)
        if place is not None:
            places[name] = place
    for name in required:
        if name not in places:
            column, *others = known[name]
            found = ", ".join(text.strip()[:TOLD_TEXT] for text in table.columns[:TOLD_COLUMNS] if text.strip())
            facts = {"column": column, "others": ", ".join(others), "found": found}
            raise OmsError("product_column_missing", file=table.name, **facts)
    return places


def _texts(table: Table, places: Mapping[str, int]) -> Iterator[tuple[int, dict[str, str], OmsError | None]]:
    for row in table.rows:
        texts, trouble = _cells(row, places, len(table.columns))
        yield row.number, texts, trouble


def _cells(row: Row, places: Mapping[str, int], width: int) -> tuple[dict[str, str], OmsError | None]:
    if row.fault:
        return {}, OmsError(row.fault, want=width, have=len(row.cells))
    texts: dict[str, str] = {}
    try:
        for name, place in places.items():
            text = plain(clean(row.cells[place]))
            if name in ("code", "barcodes"):
                text = identifier(text)
            if len(text) > _LONGEST:
                return texts, OmsError("row_cell_too_long")
            if text:
                texts[name] = text
    except Fault as fault:
        return texts, OmsError(fault.code, **fault.facts)
    return texts, None


def _product_problem(row: int, texts: Mapping[str, str], seen: Mapping[str, int]) -> OmsError | None:
    code = texts.get("code", "")
    if not code:
        return OmsError("row_code_missing")
    if "name" not in texts:
        return OmsError("row_name_missing")
    if code in seen:
        return OmsError("row_code_repeated", sku=code, row=seen[code])
    if "weight_g" in texts and _grams(texts["weight_g"]) is None:
        return OmsError("weight_unreadable", value=texts["weight_g"])
    return None


def _grams(text: str) -> int | None:
    """A weight in whole grams: 220, 220g, 0.22kg, 1.5 千克."""
    found = re.fullmatch(r"(\d{1,7})(?:\.(\d{1,3}))?\s*(kg|千克|公斤|g|克)?", text.strip().casefold())
    if not found:
        return None
    whole, part, unit = found.groups()
    thousandths = int(whole) * 1000 + int((part or "").ljust(3, "0"))
    return thousandths if unit in ("kg", "千克", "公斤") else (thousandths + 500) // 1000


def _is_count(text: str) -> bool:
    digits = text.removesuffix(".0")
    return digits.isascii() and digits.isdigit() and len(digits) <= 9
