"""Products: looked for, added, changed, brought in from files, and the codes that mean them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from desktop_oms.domain.catalogue import Barcode, Merchant, Sku
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.gateways import files as table_files
from desktop_oms.gateways.files.products import ProductFileRow, read_product_rows
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import demand_unchanged, keep_deed, require_role
from desktop_oms.services.linking import Linking
from desktop_oms.services.matching import gtin_spellings, match
from desktop_oms.services.people import required
from desktop_oms.services.shop_state import read_state
from desktop_oms.storage import catalogue_rows, product_rows, stock_rows, world_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.product_rows import ProductLine

EDITORS = frozenset({Role.DESK, Role.MANAGER, Role.ADMIN})
LINKERS = frozenset({Role.DESK, Role.CLERK, Role.MANAGER})
PAGE = 200
MOST_GRAMS = 10_000_000  # ten tons; more is a slip of the keyboard

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product as a list shows it; units over all warehouses, weight in grams."""

    sku_id: int
    seller: str
    code: str
    name: str
    spec: str
    category: str
    product_code: str
    supplier: str
    weight_g: int | None
    picture: str
    gift: bool
    active: bool
    barcodes: tuple[str, ...]
    on_hand: int
    allocated: int
    damaged: int
    available: int

    @property
    def key(self) -> Key:
        """Where the row stands; the next page starts after it."""
        return self.code, self.sku_id


@dataclass(frozen=True, slots=True)
class Product:
    """A product as a form shows it: with the codes that mean it, and its supplier's code."""

    sku: Sku
    barcodes: tuple[Barcode, ...] = ()
    supplier: str = ""


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row of a file: new, changed, unchanged or refused, with the reason.

    `linked` order lines had waited for this product and have it now.
    """

    row: int
    result: str
    code: str
    trouble: OmsError | None = None
    linked: int = 0


class Catalogue:
    """Keeps the products.  Order lines that waited for a product get it as soon as it is known."""

    def __init__(self, database: Database, linking: Linking) -> None:
        self.database = database
        self.linking = linking

    def page(self, text: str = "", *, seller: str = "", after: Key = ("", 0), limit: int = PAGE) -> list[ProductRow]:
        """Products by code, after a row's key; with a text those whose code, name, variant or barcode holds it."""

        def work(conn: Connection) -> list[ProductRow]:
            merchants = {merchant.id: merchant.code for merchant in catalogue_rows.merchants(conn)}
            seller_id = read_state(conn).seller(seller).id if seller else None
            found = product_rows.products(conn, text=text, merchant_id=seller_id, after=after, limit=limit)
            return product_list(conn, found, merchants)

        return self.database.read(work)

    def find(self, code: str, seller: str = "") -> Sku:
        """The product that a scanned or typed code means: a barcode or alias, a GTIN, then a SKU code.

        Raises `sku_unknown`, or `sku_ambiguous` when several sellers have that code.
        """
        wanted = required(code, "code")

        def work(conn: Connection) -> Sku:
            return find_sku(conn, wanted, read_state(conn).seller(seller).id if seller else None)

        return self.database.read(work)

    def product(self, sku_id: int) -> Product:
        """A product with all codes that mean it; raises `sku_unknown`."""
        return self.database.read(lambda conn: read_product(conn, sku_id))

    def demand_editor(self, actor: Actor) -> None:
        """Refuse who may not write products down (`not_your_role`), before anything of one is typed."""
        require_role(actor, "product.add", EDITORS)

    def add(
        self, actor: Actor, seller: str, code: str, name: str, *, barcodes: Sequence[str] = (), **facts: object
    ) -> Sku:
        """A new product with its barcodes; `facts` are further fields of Sku, the supplier by its code as `supplier`.

        Raises `sku_code_taken`, `barcode_taken`, `supplier_unknown`, `weight_negative`, `weight_too_large`.
        """
        self.demand_editor(actor)

        def work(conn: Connection) -> Sku:
            owner = read_state(conn).seller(seller)
            bare = Sku(self.database.new_id(), owner.id, required(code, "code"), required(name, "name"))
            new = checked(replace(bare, **sku_facts(conn, facts)))  # type: ignore[arg-type]
            if catalogue_rows.skus_by_code(conn, owner.id, [new.code]):
                raise OmsError("sku_code_taken", sku=new.code, seller=owner.name)
            catalogue_rows.put(conn, new)
            put_barcodes(conn, new, barcodes)
            keep_deed(conn, self.database, actor, "product.add", {"sku": str(new.id)})
            return new

        new = self.database.settle(work)
        self.linking.catch_up(actor, new.merchant_id)
        return new

    def edit(
        self,
        actor: Actor,
        sku_id: int,
        *,
        barcodes: Sequence[str] | None = None,
        seen: Product | None = None,
        **facts: object,
    ) -> Sku:
        """Change a product; its key and seller never change, and neither does its code (orders name it).

        `barcodes` are all that mean it from now on; None leaves them.  Raises `setting_changed` where somebody changed
        it since the person who asks has `seen` it, else as `add`.
        """
        require_role(actor, "product.edit", EDITORS)
        if facts.keys() & {"id", "merchant_id", "code"}:
            raise ValueError("a product's key, seller and code never change")

        def work(conn: Connection) -> Sku:
            before = read_product(conn, sku_id)
            demand_unchanged(before, seen)
            new = checked(replace(before.sku, **sku_facts(conn, facts)))  # type: ignore[arg-type]
            catalogue_rows.put(conn, new)
            if barcodes is not None:
                put_barcodes(conn, new, barcodes)
            keep_deed(conn, self.database, actor, "product.edit", {"sku": str(sku_id), "fields": sorted(facts)})
            return new

        new = self.database.settle(work)
        if barcodes is not None:
            self.linking.catch_up(actor, new.merchant_id)
        return new

    def link(self, actor: Actor, code: str, sku_id: int, qty: int = 1) -> Barcode:
        """From now on a code (a barcode, a carton's code for several pieces, a shop's own code) means this product."""
        require_role(actor, "product.link", LINKERS)

        def work(conn: Connection) -> tuple[Barcode, Sku]:
            sku = one_sku(conn, sku_id)
            linked = link_code(conn, required(code, "code"), sku, qty)
            keep_deed(conn, self.database, actor, "product.link", {"sku": str(sku_id), "code": linked.code, "qty": qty})
            return linked, sku

        linked, sku = self.database.settle(work)
        self.linking.catch_up(actor, sku.merchant_id)
        return linked

    def import_file(self, actor: Actor, name: str, data: bytes, seller: str = "") -> list[RowResult]:
        """Products out of a CSV or XLSX file: a result per row; good rows come in, bad ones are named with the reason.

        Columns (Chinese or English): code, name, spec, barcode, weight_g, category, product_code, supplier, bin.
        A cell left empty changes nothing.  A bin belongs to the preferred warehouse.  Order lines that waited for one
        of the products get it, which their row says.
        """
        require_role(actor, "product.import", EDITORS)
        rows, refused = read_product_rows(table_files.read_table(data, name))

        def work(conn: Connection, part: Sequence[ProductFileRow], start: int) -> list[RowResult]:
            if not start:
                keep_deed(conn, self.database, actor, "product.import", {"rows": len(rows)})
            return [take_row(conn, row, owner, self.database) for row in part]

        owner = self.database.read(lambda conn: read_state(conn).seller(seller))
        taken = self.database.in_portions(rows, work)
        linked = self._linked(actor, owner)
        results = [replace(row, linked=linked.pop(row.code, 0)) for row in taken]
        results += [RowResult(row, "refused", code, trouble) for row, code, trouble in refused]
        return sorted(results, key=lambda result: result.row)

    def _linked(self, actor: Actor, owner: Merchant) -> dict[str, int]:
        """How many order lines that waited got each product, by its code."""
        given = self.linking.catch_up(actor, owner.id)
        skus = self.database.read(lambda conn: catalogue_rows.skus_by_id(conn, given))
        return {skus[sku_id].code: lines for sku_id, lines in given.items()}


def product_list(conn: Connection, found: Sequence[ProductLine], merchants: dict[int, str]) -> list[ProductRow]:
    """Rows with their barcodes and the names of seller and supplier."""
    codes: dict[int, list[str]] = {}
    for barcode in catalogue_rows.barcodes(conn, [line.sku_id for line in found]):
        codes.setdefault(barcode.sku_id, []).append(barcode.code)
    return [
        ProductRow(
            line.sku_id,
            merchants[line.merchant_id],
            *line[2:7],
            merchants.get(line.supplier_id or 0, ""),
            *line[8:12],
            tuple(codes.get(line.sku_id, ())),
            *line[12:],
        )
        for line in found
    ]


def find_sku(conn: Connection, code: str, seller_id: int | None = None) -> Sku:
    """The product a code means: as a barcode first, then as a SKU code of the seller, or of the only one who has it."""
    spellings = gtin_spellings(code)
    known = product_rows.barcodes_by_code(conn, spellings)
    by_code = [known[one].sku_id for one in spellings if one in known][:1]
    found = list(catalogue_rows.skus_by_id(conn, by_code).values()) if by_code else []
    found = [sku for sku in found if seller_id in (None, sku.merchant_id)]
    if not found:
        owners = [merchant.id for merchant in catalogue_rows.merchants(conn, "own") if seller_id in (None, merchant.id)]
        found = [sku for owner in owners for sku in match(conn, owner, [code]).values()]
    if not found:
        raise OmsError("sku_unknown", sku=code)
    if len(found) > 1:
        raise OmsError("sku_ambiguous", sku=code)
    return found[0]


def one_sku(conn: Connection, sku_id: int) -> Sku:
    """The product with that key; raises `sku_unknown`."""
    found = catalogue_rows.skus_by_id(conn, [sku_id])
    if sku_id not in found:
        raise OmsError("sku_unknown", sku=str(sku_id))
    return found[sku_id]


def read_product(conn: Connection, sku_id: int) -> Product:
    """The product with that key and all codes that mean it; raises `sku_unknown`."""
    sku = one_sku(conn, sku_id)
    suppliers = {one.id: one.code for one in catalogue_rows.merchants(conn, "supplier")}
    return Product(sku, tuple(catalogue_rows.barcodes(conn, [sku_id])), suppliers.get(sku.supplier_id or 0, ""))


def sku_facts(conn: Connection, facts: Mapping[str, object]) -> dict[str, object]:
    """Fields of a product out of what a person says: the supplier by code ("" for none); raises `supplier_unknown`."""
    told = dict(facts)
    supplier = told.pop("supplier", None)
    if supplier is None:
        return told
    return told | {"supplier_id": read_state(conn).supplier(str(supplier)).id if supplier else None}


def put_barcodes(conn: Connection, sku: Sku, wanted: Iterable[str]) -> None:
    """Let these codes mean a product, each as one piece of it unless it is known as more; others no longer do."""
    known = {one.code: one for one in catalogue_rows.barcodes(conn, [sku.id])}
    kept = set()
    for code in wanted:
        mine = [one for one in gtin_spellings(code) if one in known]
        kept.update(mine or [link_code(conn, code, sku).code])
    product_rows.drop_barcodes(conn, known.keys() - kept)


def checked(sku: Sku) -> Sku:
    """The product if it can be one: named, and of a weight from nothing to ten tons."""
    required(sku.name, "name")
    if sku.weight_g is not None and sku.weight_g < 0:
        raise OmsError("weight_negative", sku=sku.code)
    if sku.weight_g is not None and sku.weight_g > MOST_GRAMS:
        raise OmsError("weight_too_large", sku=sku.code, weight=sku.weight_g, most=MOST_GRAMS)
    return sku


def link_code(conn: Connection, code: str, sku: Sku, qty: int = 1) -> Barcode:
    """Write a code down for a product; raises `barcode_taken` when it means another one."""
    if qty < 1:
        raise OmsError("barcode_quantity", barcode=code)
    known = product_rows.barcodes_by_code(conn, gtin_spellings(code))
    for other in known.values():
        if other.sku_id != sku.id:
            raise OmsError("barcode_taken", barcode=code, sku=one_sku(conn, other.sku_id).code)
    barcode = Barcode(next(iter(known), code), sku.id, qty)
    catalogue_rows.put(conn, barcode)
    return barcode


def take_row(conn: Connection, row: ProductFileRow, seller: Merchant, database: Database) -> RowResult:
    """One product of a file, with its barcodes and bin."""
    try:
        before = catalogue_rows.skus_by_code(conn, seller.id, [row.code]).get(row.code)
        old = before or Sku(database.new_id(), seller.id, row.code, row.name)
        new = checked(replace(old, **row.given, **_supplier(conn, row.supplier)))  # type: ignore[arg-type]
        changed = _link_all(conn, row.barcodes, new, exists=before is not None, put_first=new != before)
        changed |= _put_bin(conn, row.bin, new)
    except OmsError as trouble:
        return RowResult(row.row, "refused", row.code, trouble)
    if before is None:
        return RowResult(row.row, "new", row.code)
    return RowResult(row.row, "changed" if changed or new != before else "unchanged", row.code)


def _supplier(conn: Connection, code: str) -> dict[str, int]:
    return {"supplier_id": read_state(conn).supplier(code).id} if code else {}


def _link_all(conn: Connection, codes: Iterable[str], sku: Sku, *, exists: bool, put_first: bool) -> bool:
    """Look at all codes before anything is written, so that a refused row leaves nothing behind."""
    new = []
    for code in codes:
        known = product_rows.barcodes_by_code(conn, gtin_spellings(code))
        taken = next((other for other in known.values() if other.sku_id != sku.id), None)
        if taken is not None:
            raise OmsError("barcode_taken", barcode=code, sku=one_sku(conn, taken.sku_id).code)
        if not known:
            new.append(Barcode(code, sku.id))
    if put_first or not exists:
        catalogue_rows.put(conn, sku)
    catalogue_rows.insert(conn, list(dict.fromkeys(new)))
    return bool(new)


def _put_bin(conn: Connection, place: str, sku: Sku) -> bool:
    houses = world_rows.houses(conn) if place else []
    if not houses:
        return False
    return put_bin(conn, houses[0].id, sku.id, place)


def put_bin(conn: Connection, warehouse_id: int, sku_id: int, place: str) -> bool:
    """Write down where a product lies in a warehouse; False when it is written there already."""
    known = stock_rows.levels(conn, [sku_id]).get((warehouse_id, sku_id))
    if known is not None and known.bin == place:
        return False
    stock_rows.put_level(conn, (warehouse_id, sku_id), bin=place)
    return True


def as_facts(sku: Sku) -> dict[str, object]:
    """A product as plain facts, for exports and the command line; keys are texts."""
    facts = asdict(sku)
    return facts | {name: str(facts[name]) for name in ("id", "merchant_id") if facts[name] is not None}
