"""The verbs of goods: products, and how many of them lie where."""

from __future__ import annotations

from desktop_oms.cli.verb import FILE, LIMIT, REASON, WAREHOUSE, Option, Verb

SKU = Option("sku", shown="SKU")
SELLER = Option("--of", shown="SELLER")
FACTS = (
    Option("--spec", shown="TEXT"),
    Option("--barcodes", many="*", shown="CODE"),
    Option("--weight", "whole", shown="GRAMS"),
    Option("--category", shown="TEXT"),
    Option("--product-code", shown="CODE"),
    Option("--supplier", shown="CODE", word="product_supplier"),
    Option("--gift", choices=("yes", "no")),
)

GOODS_VERBS: tuple[Verb, ...] = (
    Verb("product list", "products:list_products", (Option("text", many="?", shown="TEXT"), SELLER, LIMIT)),
    Verb("product show", "products:show_product", (SKU, SELLER)),
    Verb(
        "product add",
        "products:add_product",
        (SKU, Option("name", shown="NAME", word="product_name"), SELLER, *FACTS),
    ),
    Verb(
        "product edit",
        "products:edit_product",
        (
            SKU,
            SELLER,
            Option("--name", shown="NAME", word="product_name"),
            *FACTS,
            Option("--active", choices=("yes", "no"), word="product_active"),
        ),
    ),
    Verb("product import", "goods:import_products", (FILE, SELLER)),
    Verb(
        "stock set",
        "goods:set_stock",
        (SKU, Option("units", "whole", shown="N"), WAREHOUSE, REASON, SELLER),
    ),
    Verb(
        "stock damage",
        "goods:damage_stock",
        (SKU, Option("units", "whole", shown="N", word="damaged_units"), WAREHOUSE, REASON, SELLER),
    ),
    Verb(
        "stock place",
        "goods:place_stock",
        (
            SKU,
            WAREHOUSE,
            SELLER,
            Option("--bin", shown="TEXT"),
            Option("--keep", "whole", shown="N"),
            Option("--restock", shown="DAY"),
        ),
    ),
    Verb("stock history", "goods:stock_history", (SKU, SELLER, LIMIT)),
    Verb("stock import", "goods:import_stock", (FILE, REASON, SELLER)),
    Verb("stock show", "goods:show_stock", (Option("text", many="?", shown="TEXT"), WAREHOUSE, LIMIT)),
)
