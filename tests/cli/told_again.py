"""An order of the domain's stories put into a database, and its last command put into words of the command line."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop_oms.app import build
from desktop_oms.domain.catalogue import Channel, Merchant, Rule, Sku, User, Warehouse
from desktop_oms.domain.roles import EVERY_ROLE
from desktop_oms.formats import money_plain
from desktop_oms.storage import catalogue_rows, order_rows, stock_rows
from desktop_oms.storage.engine import Connection
from tests.cli.shell import Shell
from tests.domain.shop import BY_ROLE, NOON, SUPPLIER, Counter

# The buyer asks through the channel; on the command line the order desk asks for the buyer.
STANDS_FOR = {"C": "S"}
BOSS = "boss"


def write_house(place: Path) -> None:
    """The house of the stories: two warehouses, five products, a supplier, a person for every role."""
    app = build(place, now=lambda: NOON)
    goods = [Sku(n, 1, f"S{n}", f"Goods {n}", category="cups", product_code=f"P{(n + 1) // 2}") for n in range(1, 5)]
    rows: list[Any] = [
        Merchant(1, "A", "Seller", "A"),
        Merchant(SUPPLIER, "SUP", "Supplier", kind="supplier"),
        Channel(1, 1, "WEB", "Web", "generic", "Asia/Shanghai", "CNY"),
        *(Warehouse(n, f"W{n}", f"House {n}", n) for n in (1, 2)),
        *goods,
        Sku(5, 1, "S5", "Goods 5", supplier_id=SUPPLIER),
        *(
            User(one.user_id, one.name, one.name, "".join(one.roles))
            for one in BY_ROLE.values()
            if not one.is_system and one.name != "customer"
        ),
        User(99, BOSS, BOSS, "".join(EVERY_ROLE)),
    ]

    def work(conn: Connection) -> None:
        for row in rows:
            catalogue_rows.put(conn, row)

    app.database.write(work)
    app.close()


class ToldAgain:
    """One story's order in a database of its own, and a shell on it by the story's clock."""

    def __init__(self, house: Path, folder: Path, counter: Counter) -> None:
        self.counter = counter
        place = folder / "story.sqlite"
        place.unlink(missing_ok=True)
        shutil.copyfile(house, place)
        self.shell = Shell(place, now=lambda: counter.world.now)
        app = build(place, now=lambda: counter.world.now)
        app.database.write(self._write)
        app.close()

    def _write(self, conn: Connection) -> None:
        world = self.counter.world
        catalogue_rows.put_policy(conn, world.policy)
        for rule in world.rules:
            catalogue_rows.put(conn, Rule(rule.id, rule.position, rule.kind, rule.kind, dict(rule.condition)))
        for level in world.stock.levels.values():
            place = (level.warehouse_id, level.sku_id)
            stock_rows.put_level(conn, place, buffer=level.buffer, bin=level.bin, restock_at=level.restock_at)
        order_rows.insert_many(conn, [self.counter.order])

    def words(self, role: str, event: str, subject: Any, args: Mapping[str, Any]) -> list[str]:
        """`do A1 EVENT ...` as somebody would type it."""
        words = ["do", self.counter.order.number, event]
        if role == "Y":
            words += ["--fact", "--as", BOSS]
        else:
            words += ["--as", BY_ROLE[STANDS_FOR.get(role, role)].name]
        if subject is not None and subject is not self.counter.order:
            words += ["--subject", str(subject.id)]
        if "reason" in args:
            words.append(f"--reason={args['reason']}")
        elif role in STANDS_FOR:
            words.append("--reason=the buyer asked")
        for name, value in args.items():
            if name != "reason":
                words += self._setting(name, value)
        return words

    def _setting(self, name: str, value: Any) -> list[str]:
        if name == "lines":
            return ["--lines", *(f"{self._line(key)}={_count(one)}" for key, one in value.items())]
        if name == "address":
            return [word for part, text in value.items() for word in ("--set", f"address.{part}={text}")]
        return ["--set", f"{name}={self._text(name, value)}"]

    def _text(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        if name in ("amount", "shipping", "deduction", "difference"):
            return money_plain(value, self.counter.order.currency)
        if name == "sku_id":
            return f"S{value}"
        if name == "warehouse_id":
            return f"W{value}"
        if name == "line_id":
            return self._line(value)
        if name == "add":
            return ",".join(f"S{one['sku_id']}:{one['qty']}:{money_plain(one['price'], 'CNY')}" for one in value)
        if isinstance(value, Mapping):
            plain = name == "remove"
            return ",".join(
                f"{self._line(key)}={one if plain else money_plain(one, 'CNY')}" for key, one in value.items()
            )
        return str(value)

    def _line(self, line_id: int) -> str:
        line = next((line for line in self.counter.order.lines if line.id == line_id), None)
        return f"#{line.seq}" if line else str(line_id)


def _count(value: Any) -> str:
    """Units, or what became of each: sellable:1+damaged:1."""
    return "+".join(f"{kind}:{n}" for kind, n in value.items()) if isinstance(value, Mapping) else str(value)
