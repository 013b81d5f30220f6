"""`product import` and the `stock` verbs: the goods, how many of them lie where, and what moved them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_oms.cli.answers import Answer, aligned
from desktop_oms.cli.call import Call
from desktop_oms.cli.files import read_bytes
from desktop_oms.cli.sentences import sentence, word
from desktop_oms.domain.errors import OmsError
from desktop_oms.formats import date, time_of_day, zone
from desktop_oms.services.catalogue import RowResult
from desktop_oms.services.stock import StockRow

RESULTS = ("new", "changed", "unchanged", "refused")
LIMIT = 200
NUMBERS = frozenset({"weight", "on_hand", "allocated", "damaged", "available"})


def import_products(call: Call) -> Answer:
    """Bring products in from a file."""
    data = read_bytes(call.given.file)
    rows = call.app.catalogue.import_file(call.actor(), Path(call.given.file).name, data, call.given.of or "")
    return told(call, rows)


def import_stock(call: Call) -> Answer:
    """Bring counted stock in from a file."""
    data = read_bytes(call.given.file)
    given, name = call.given, Path(call.given.file).name
    rows = call.app.stock.import_file(call.actor(), name, data, given.reason or "import", seller=given.of or "")
    return told(call, rows)


def told(call: Call, rows: Sequence[RowResult]) -> Answer:
    """The sums, and each refused row with its reason."""
    counts = Counter(row.result for row in rows)
    said = [call.say("cli.rows_" + result, n=counts[result]) for result in RESULTS if counts[result]]
    text = [call.say("cli.list_comma").join(said) or call.say("cli.rows_none")]
    linked = sum(row.linked for row in rows)
    if linked:
        text.append(call.say("cli.rows_linked", n=linked))
    refused = [row for row in rows if row.trouble]
    text += [
        call.say("cli.row_refused", row=row.row, code=row.code, why=sentence(row.trouble, call.language))
        for row in refused
        if row.trouble
    ]
    data = {
        "counts": {result: counts[result] for result in RESULTS},
        "linked": linked,
        "rows": [
            {"row": row.row, "result": row.result, "code": row.code}
            | ({"error": row.trouble.code, "message": sentence(row.trouble, call.language)} if row.trouble else {})
            for row in rows
        ],
    }
    return Answer(data, "\n".join(text), ok=not refused)


def set_stock(call: Call) -> Answer:
    """Write down how many units were counted."""
    given = call.given
    house, why = given.warehouse or "", given.reason or ""
    row = call.app.stock.set(call.actor(), given.sku, house, given.units, why, seller=given.of or "")
    return standing(call, row)


def damage_stock(call: Call) -> Answer:
    """Write down how many units on the shelf are damaged."""
    given = call.given
    house, why = given.warehouse or "", given.reason or ""
    row = call.app.stock.damage(call.actor(), given.sku, house, given.units, why, seller=given.of or "")
    return standing(call, row)


def place_stock(call: Call) -> Answer:
    """Write down where a product lies, how many units are kept back, and the day on which more comes."""
    given = call.given
    comes = None
    if given.restock is not None:
        comes = day_of(call, given.restock) if given.restock.strip() else 0
    kept: dict[str, Any] = {"bin": given.bin, "buffer": given.keep, "restock_at": comes, "seller": given.of or ""}
    row = call.app.stock.place(call.actor(), given.sku, given.warehouse or "", **kept)
    return standing(call, row)


def standing(call: Call, row: StockRow) -> Answer:
    """How a level stands after it was changed."""
    text = call.say(
        "cli.stock_counted", sku=row.code, warehouse=row.warehouse, on_hand=row.on_hand, available=row.available
    )
    return Answer({"stock": row, "available": row.available}, text)


def day_of(call: Call, day: str) -> int:
    """A day as nine in the morning on the shop's clock; raises `day_not_valid`."""
    try:
        then = datetime.strptime(day.strip(), "%Y-%m-%d").replace(hour=9, tzinfo=zone(call.zone()))
    except ValueError:
        raise OmsError("day_not_valid", day=day) from None
    return int(then.timestamp() * 1000)


def stock_history(call: Call) -> Answer:
    """What moved a product's stock, the newest first."""
    sku = call.app.catalogue.find(call.given.sku, call.given.of or "")
    card = call.app.stock_list.card(sku.id)
    rows = card.movements[: call.limit(LIMIT)]
    zone_name = call.zone()
    heads = ("when", "warehouse", "reason", "on_hand", "allocated", "damaged", "who")
    table = [
        (
            f"{date(one.at, zone_name, call.language)} {time_of_day(one.at, zone_name)}",
            one.warehouse,
            word(f"stock.reason.{one.reason}", call.language, one.reason),
            f"{one.on_hand:+d}",
            f"{one.allocated:+d}",
            f"{one.damaged:+d}",
            one.user,
        )
        for one in rows
    ]
    text = aligned(table, [call.say(f"cli.head_{head}") for head in heads], right=(3, 4, 5))
    return Answer(rows, text if rows else call.say("stock.movements_none"))


def listed(call: Call, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table of goods, numbers to the right; whose they are is told only in a house of several sellers."""
    several = len(call.app.setup.state().sellers) > 1
    shown = [at for at, head in enumerate(heads) if several or head != "seller"]
    kept = [[row[at] for at in shown] for row in rows]
    right = [place for place, at in enumerate(shown) if heads[at] in NUMBERS]
    return aligned(kept, [call.say(f"cli.head_{heads[at]}") for at in shown], right=right)


def show_stock(call: Call) -> Answer:
    """What lies where, and how much of it is promised."""
    given = call.given
    limit = call.limit(LIMIT)
    rows = call.app.stock.show(given.text or "", warehouse=given.warehouse or "", limit=limit + 1)[:limit]
    heads = ("sku", "seller", "name", "warehouse", "bin", "on_hand", "allocated", "damaged", "available")
    table = [
        (
            row.code,
            row.seller,
            f"{row.name} {row.spec}".strip(),
            row.warehouse,
            row.bin,
            row.on_hand,
            row.allocated,
            row.damaged,
            row.available,
        )
        for row in rows
    ]
    text = listed(call, heads, table)
    data = [
        dict(zip(heads, line, strict=True)) | {"sku_id": str(row.sku_id)} for line, row in zip(table, rows, strict=True)
    ]
    return Answer(data, text if rows else call.say("cli.stock_none"))
