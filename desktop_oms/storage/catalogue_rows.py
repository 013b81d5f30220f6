"""Merchants, channels, warehouses, products, people, numbers and settings: plain functions, one row one dataclass.

`put` writes a row of any of these kinds; the finders say what they find.  An unknown one is None or missing from the
answer, never an error.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import JSON, Boolean, Connection, Table, Text, bindparam, cast, select

from desktop_oms.domain.catalogue import Barcode, Channel, Merchant, Rule, Sku, Station, User, Warehouse
from desktop_oms.domain.roles import Policy
from desktop_oms.storage.statements import Chosen, Insert, Row, Statement, rows
from desktop_oms.storage.tables import catalogue, house

T = TypeVar("T")

FIRST_NUMBER = 100_001  # the first order of a seller with the prefix A is A100001
ORDER_COUNTER = "order"

_TABLES: dict[type[Any], Table] = {
    Merchant: catalogue.merchants,
    Channel: catalogue.channels,
    Warehouse: catalogue.warehouses,
    Sku: catalogue.skus,
    Barcode: catalogue.barcodes,
    Rule: catalogue.routing_rules,
    User: house.users,
    Station: house.stations,
}
_SETTING = Statement(
    select(cast(house.settings.c.value, Text)).where(house.settings.c.name == bindparam("name")), ("name",)
)


def put(connection: Connection, row: Any) -> None:
    """Writes a row: changes the one with its key, or adds it.  A taken code or login breaks its unique key."""
    table = _TABLES[type(row)]
    (key,) = table.primary_key
    values = asdict(row)
    changed = connection.execute(table.update().where(key == values[key.name]).values(values)).rowcount
    if not changed:
        connection.execute(table.insert().values(values))


def insert(connection: Connection, new: Sequence[Any]) -> None:
    """Adds new rows of one kind in one go."""
    if new:
        connection.execute(_TABLES[type(new[0])].insert(), [asdict(row) for row in new])


@cache
def _asked(kind: type[Any], by: tuple[str, ...], known: tuple[str, ...]) -> Statement:
    """All rows of a kind in an order, or those whose columns of these names hold what is given; put together once."""
    column = _TABLES[kind].c
    wanted = [column[part.name] for part in fields(kind)]
    chosen = [column[name] == bindparam(name) for name in known]
    asked = select(*(cast(one, Text) if isinstance(one.type, JSON) else one for one in wanted))
    return Statement(asked.where(*chosen).order_by(*(column[name] for name in by)), known)


@cache
def _readers(kind: type[Any]) -> tuple[tuple[int, Any], ...]:
    """Which values of a row are to be read otherwise than the driver gives them, and how: flags and documents."""
    types = enumerate(_TABLES[kind].c[part.name].type for part in fields(kind))
    return tuple((at, json.loads if isinstance(one, JSON) else bool) for at, one in types if isinstance(one, _READ))


_READ = (JSON, Boolean)


def _find(connection: Connection, kind: type[T], /, *by: str, **known: object) -> list[T]:
    key: Any = kind
    found, readers = rows(connection, _asked(key, by, tuple(known)), tuple(known.values())), _readers(key)
    return [kind(*row) for row in found] if not readers else [kind(*_read(row, readers)) for row in found]


def _read(row: Row, readers: tuple[tuple[int, Any], ...]) -> list[Any]:
    values = list(row)
    for at, reader in readers:
        values[at] = reader(values[at])
    return values


def _one(connection: Connection, kind: type[T], /, **known: object) -> T | None:
    found = _find(connection, kind, **known)
    return found[0] if found else None


def merchants(connection: Connection, kind: str = "") -> list[Merchant]:
    """All merchants, or only the "own" ones or the "supplier"s, by code."""
    chosen = {"kind": kind} if kind else {}
    return _find(connection, Merchant, "code", **chosen)


def merchant(connection: Connection, code: str) -> Merchant | None:
    """The merchant with that code."""
    return _one(connection, Merchant, code=code)


def merchant_by_id(connection: Connection, merchant_id: int) -> Merchant | None:
    """The merchant with that key."""
    return _one(connection, Merchant, id=merchant_id)


def channels(connection: Connection) -> list[Channel]:
    """All channels, by seller and code."""
    return _find(connection, Channel, "merchant_id", "code")


def channel(connection: Connection, merchant_id: int, code: str) -> Channel | None:
    """A seller's channel with that code."""
    return _one(connection, Channel, merchant_id=merchant_id, code=code)


def channel_by_id(connection: Connection, channel_id: int) -> Channel | None:
    """The channel with that key."""
    return _one(connection, Channel, id=channel_id)


def warehouses(connection: Connection) -> list[Warehouse]:
    """All warehouses, the preferred ones first."""
    return _find(connection, Warehouse, "priority", "id")


def warehouse(connection: Connection, code: str) -> Warehouse | None:
    """The warehouse with that code."""
    return _one(connection, Warehouse, code=code)


def skus(connection: Connection, *, merchant_id: int | None = None, after: str = "", limit: int = 1000) -> list[Sku]:
    """SKUs by code, those that come after a code; of one seller or of all."""
    chosen = [catalogue.skus.c.code > after]
    if merchant_id is not None:
        chosen.append(catalogue.skus.c.merchant_id == merchant_id)
    table = catalogue.skus
    columns = [table.c[part.name] for part in fields(Sku)]
    asked = select(*columns).where(*chosen).order_by(table.c.code, table.c.id).limit(limit)
    return [Sku(*row) for row in connection.execute(asked)]


def skus_by_code(connection: Connection, merchant_id: int, codes: Iterable[str]) -> dict[str, Sku]:
    """A seller's SKUs with these codes."""
    found = (_sku(row) for row in _SKUS_OF_CODES.find(connection, codes))
    return {sku.code: sku for sku in found if sku.merchant_id == merchant_id}


def skus_by_id(connection: Connection, sku_ids: Iterable[int]) -> dict[int, Sku]:
    """The SKUs with these keys."""
    return {row[0]: _sku(row) for row in _SKUS_OF_IDS.find(connection, sku_ids)}


_SKU_COLUMNS = [catalogue.skus.c[part.name] for part in fields(Sku)]
_SKUS_OF_CODES = Chosen(_SKU_COLUMNS, catalogue.skus.c.code)
_SKUS_OF_IDS = Chosen(_SKU_COLUMNS, catalogue.skus.c.id)


def _sku(row: Sequence[Any]) -> Sku:
    values = [*row[:-2], bool(row[-2]), bool(row[-1])]
    return Sku(*values)


_BARCODES_OF_SKUS = Chosen(
    [catalogue.barcodes.c.code, catalogue.barcodes.c.sku_id, catalogue.barcodes.c.qty], catalogue.barcodes.c.sku_id
)


def barcodes(connection: Connection, sku_ids: Iterable[int]) -> list[Barcode]:
    """The codes of these SKUs, by code."""
    return sorted((Barcode(*row) for row in _BARCODES_OF_SKUS.find(connection, sku_ids)), key=lambda one: one.code)


def rules(connection: Connection) -> list[Rule]:
    """All routing rules in their order, the switched-off ones too."""
    return _find(connection, Rule, "position", "id")


def users(connection: Connection) -> list[User]:
    """Everyone of the house, by login."""
    return _find(connection, User, "login")


def user(connection: Connection, login: str) -> User | None:
    """The person with that login."""
    return _one(connection, User, login=login)


def stations(connection: Connection) -> list[Station]:
    """All places of work, by name."""
    return _find(connection, Station, "name")


_counter = house.counters.c
_COUNT_UP = Statement(
    house.counters.update()
    .values(value=_counter.value + bindparam("more"))
    .where(_counter.merchant_id == bindparam("merchant"), _counter.name == bindparam("counter"))
    .returning(_counter.value),
    ("more", "merchant", "counter"),
)
_NEW_COUNTER = Insert(house.counters, ("merchant_id", "name", "value"), once=True)
_PREFIX = Statement(select(catalogue.merchants.c.prefix).where(catalogue.merchants.c.id == bindparam("id")), ("id",))


def count_up(connection: Connection, merchant_id: int, name: str, by: int = 1, start: int = 1) -> int:
    """Draws `by` numbers from a seller's counter, returns the first; the counter's row is locked until the commit."""
    values = (by, merchant_id, name)
    found = rows(connection, _COUNT_UP, values)
    if not found:
        _NEW_COUNTER.put_one(connection, (merchant_id, name, start - 1))
        found = rows(connection, _COUNT_UP, values)
    last: int = found[0][0]
    return last - by + 1


def number(connection: Connection, merchant_id: int, name: str) -> int | None:
    """A number kept for a seller under a name, such as what a set of goods weighed."""
    asked = select(_counter.value).where(_counter.merchant_id == merchant_id, _counter.name == name)
    return connection.execute(asked).scalar()


def put_number(connection: Connection, merchant_id: int, name: str, value: int) -> None:
    """Keeps a number for a seller."""
    mine = (_counter.merchant_id == merchant_id, _counter.name == name)
    changed = connection.execute(house.counters.update().where(*mine).values(value=value)).rowcount
    if not changed and not _NEW_COUNTER.put_one(connection, (merchant_id, name, value)):
        put_number(connection, merchant_id, name, value)  # somebody else has just made it


def next_numbers(connection: Connection, merchant_id: int, count: int) -> list[str]:
    """The seller's next order numbers, without gaps as long as the transaction commits: A100001, A100002, ..."""
    prefix = rows(connection, _PREFIX, (merchant_id,))[0][0]
    first = count_up(connection, merchant_id, ORDER_COUNTER, count, FIRST_NUMBER)
    return [f"{prefix}{number}" for number in range(first, first + count)]


def next_number(connection: Connection, merchant_id: int) -> str:
    """The seller's next order number."""
    return next_numbers(connection, merchant_id, 1)[0]


def _put_document(connection: Connection, table: Table, name: str, column: str, value: Any) -> None:
    chosen = table.c.name == name
    if not connection.execute(table.update().where(chosen).values({column: value})).rowcount:
        connection.execute(table.insert().values({"name": name, column: value}))


def setting(connection: Connection, name: str, default: Any = None) -> Any:
    """A setting of the house, or `default` where nobody has set it."""
    found = rows(connection, _SETTING, (name,))
    return json.loads(found[0][0]) if found else default


def put_setting(connection: Connection, name: str, value: Any) -> None:
    """Sets a setting to something that JSON can hold."""
    _put_document(connection, house.settings, name, "value", value)


def policy(connection: Connection) -> Policy:
    """The house's rules as data, as set or as they come."""
    kept = setting(connection, "policy", {})
    known = {part.name for part in fields(Policy)}
    return Policy(**{name: value for name, value in kept.items() if name in known})


def put_policy(connection: Connection, new: Policy) -> None:
    """Sets the house's rules."""
    put_setting(connection, "policy", asdict(new))


def import_profiles(connection: Connection) -> dict[str, Any]:
    """The saved mappings of import files, by name."""
    asked = select(house.import_profiles.c.name, house.import_profiles.c.mapping)
    found = connection.execute(asked.order_by(house.import_profiles.c.name))
    return {row.name: row.mapping for row in found}


def put_import_profile(connection: Connection, name: str, mapping: dict[str, Any]) -> None:
    """Saves a mapping of an import file under a name."""
    _put_document(connection, house.import_profiles, name, "mapping", mapping)
