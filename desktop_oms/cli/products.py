"""The `product` verbs: products listed, shown, added and changed one by one."""

from __future__ import annotations

from typing import Any

from desktop_oms.cli.answers import Answer, aligned
from desktop_oms.cli.call import Call
from desktop_oms.cli.goods import listed
from desktop_oms.services.catalogue import Product, as_facts

LIMIT = 200
YES = "yes"


def list_products(call: Call) -> Answer:
    """List products by code, or those whose code, name, variant or barcode holds a text."""
    given = call.given
    rows = call.app.catalogue.page(given.text or "", seller=given.of or "", limit=call.limit(LIMIT))
    heads = ("sku", "seller", "name", "barcodes", "weight", "supplier", "on_hand", "available")
    table = [
        (
            row.code,
            row.seller,
            f"{row.name} {row.spec}".strip(),
            " ".join(row.barcodes),
            "" if row.weight_g is None else f"{row.weight_g} g",
            row.supplier,
            row.on_hand,
            row.available,
        )
        for row in rows
    ]
    return Answer(rows, listed(call, heads, table) if rows else call.say("cli.products_none"))


def show_product(call: Call) -> Answer:
    """Show one product with every code that means it."""
    sku = call.app.catalogue.find(call.given.sku, call.given.of or "")
    return shown(call, call.app.catalogue.product(sku.id))


def add_product(call: Call) -> Answer:
    """Write a new product down."""
    given, products = call.given, call.app.catalogue
    sku = products.add(call.actor(), given.of or "", given.sku, given.name, **said(call))
    return shown(call, products.product(sku.id))


def edit_product(call: Call) -> Answer:
    """Change what is said of a product; what is not named stays."""
    given, products = call.given, call.app.catalogue
    facts = said(call)
    if given.name is not None:
        facts["name"] = given.name
    if given.active is not None:
        facts["active"] = given.active == YES
    sku = products.edit(call.actor(), products.find(given.sku, given.of or "").id, **facts)
    return shown(call, products.product(sku.id))


def said(call: Call) -> dict[str, Any]:
    """The facts that the options name."""
    given = call.given
    facts = {
        "spec": given.spec,
        "barcodes": given.barcodes,
        "weight_g": given.weight,
        "category": given.category,
        "product_code": given.product_code,
        "supplier": given.supplier,
        "gift": None if given.gift is None else given.gift == YES,
    }
    return {name: fact for name, fact in facts.items() if fact is not None}


def shown(call: Call, product: Product) -> Answer:
    """A product as it stands."""
    sku = product.sku
    codes = [one.code if one.qty == 1 else f"{one.code} (× {one.qty})" for one in product.barcodes]
    facts = (
        ("sku", sku.code),
        ("name", f"{sku.name} {sku.spec}".strip()),
        ("barcodes", " ".join(codes)),
        ("weight", "" if sku.weight_g is None else f"{sku.weight_g} g"),
        ("category", sku.category),
        ("product_code", sku.product_code),
        ("supplier", product.supplier),
        ("gift", call.say("cli.yes") if sku.gift else ""),
        ("retired", "" if sku.active else call.say("cli.yes")),
    )
    lines = [(call.say(f"cli.head_{name}"), value) for name, value in facts if value]
    codes_told = [{"code": one.code, "qty": one.qty} for one in product.barcodes]
    return Answer(as_facts(sku) | {"supplier": product.supplier, "barcodes": codes_told}, aligned(lines))
