"""Waves as they lie in the database: their baskets with the orders in them, what was taken, and every scan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, exists, func, select

from desktop_oms.storage.tables.aftercare import holds, tasks
from desktop_oms.storage.tables.catalogue import warehouses
from desktop_oms.storage.tables.order import order_lines, orders
from desktop_oms.storage.tables.picking import basket_lines, baskets, pick_events, wave_goods, wave_plans
from desktop_oms.storage.tables.sending import fulfilment_lines, fulfilments, parcels, waves
from desktop_oms.storage.tables.stock import stock_levels

TO_PICK = ("to_pick", "to_allocate", "to_offer")  # work stages in which some goods may wait to be picked


class WaveRow(NamedTuple):
    """A wave with who picks it; times in milliseconds UTC, `picker_id` None when nobody is named."""

    id: int
    number: str
    state: str
    warehouse_id: int
    warehouse: str
    created_at: int
    created_by: int
    mode: str
    picker_id: int | None
    started_at: int | None
    sorting_at: int | None
    ended_at: int | None


_WAVES = select(
    waves.c.id,
    waves.c.number,
    waves.c.state,
    func.coalesce(waves.c.warehouse_id, 0),
    func.coalesce(warehouses.c.name, ""),
    waves.c.created_at,
    waves.c.created_by,
    func.coalesce(wave_plans.c.mode, ""),
    wave_plans.c.picker_id,
    wave_plans.c.started_at,
    wave_plans.c.sorting_at,
    wave_plans.c.ended_at,
).select_from(
    waves.outerjoin(wave_plans, wave_plans.c.wave_id == waves.c.id).outerjoin(
        warehouses, warehouses.c.id == waves.c.warehouse_id
    )
)


def add_wave(conn: Connection, row: WaveRow, key: int) -> None:
    """Begin a wave; `key` is that of its plan."""
    conn.execute(
        waves.insert().values(
            id=row.id,
            number=row.number,
            state=row.state,
            warehouse_id=row.warehouse_id,
            created_at=row.created_at,
            created_by=row.created_by,
        )
    )
    conn.execute(wave_plans.insert().values(id=key, wave_id=row.id, mode=row.mode, picker_id=row.picker_id))


def known(conn: Connection, wave_ids: Iterable[int]) -> set[int]:
    """Which of these waves have begun."""
    return set(conn.execute(select(waves.c.id).where(waves.c.id.in_(list(wave_ids)))).scalars())


def wave(conn: Connection, wave_id: int, *, lock: bool = False) -> WaveRow | None:
    """The wave with that key; locked, two people who scan in it wait for each other."""
    if lock:
        conn.execute(select(waves.c.id).where(waves.c.id == wave_id).with_for_update())
    found = conn.execute(_WAVES.where(waves.c.id == wave_id)).first()
    return None if found is None else WaveRow._make(found)


def find(conn: Connection, number: str) -> int | None:
    """The key of the wave with that number."""
    return conn.execute(select(waves.c.id).where(waves.c.number == number)).scalar()


def latest(conn: Connection, limit: int) -> list[WaveRow]:
    """The newest waves, those still open before those that are over."""
    over = waves.c.state.in_(("done", "cancelled"))
    asked = _WAVES.where(wave_plans.c.wave_id.is_not(None)).order_by(over, waves.c.id.desc()).limit(limit)
    return [WaveRow._make(row) for row in conn.execute(asked)]


def change(conn: Connection, wave_id: int, state: str | None = None, **plan: Any) -> None:
    """Move a wave on, or change its plan (picker_id, started_at, sorting_at, ended_at)."""
    if state is not None:
        conn.execute(waves.update().where(waves.c.id == wave_id).values(state=state))
    if plan:
        conn.execute(wave_plans.update().where(wave_plans.c.wave_id == wave_id).values(**plan))


class BasketRow(NamedTuple):
    """A basket with what its order looks like now."""

    id: int
    wave_id: int
    number: int
    state: str
    reason: str
    order_id: int
    merchant_id: int
    order_no: str
    stage: str
    held: bool
    blocked: str | None
    changed: bool
    ship_by: int | None
    urgent: bool


_held = exists().where(holds.c.order_id == orders.c.id, holds.c.state == "live")
_blocking = (
    select(func.min(tasks.c.kind))
    .where(tasks.c.order_id == orders.c.id, tasks.c.state == "open", tasks.c.blocking)
    .scalar_subquery()
)
_BASKETS = select(
    baskets.c.id,
    baskets.c.wave_id,
    baskets.c.number,
    baskets.c.state,
    baskets.c.reason,
    baskets.c.order_id,
    baskets.c.merchant_id,
    orders.c.number,
    orders.c.stage,
    _held,
    _blocking,
    orders.c.changed_in_shop,
    orders.c.ship_by,
    orders.c.urgent,
).select_from(baskets.join(orders, orders.c.id == baskets.c.order_id))


def basket_rows(conn: Connection, wave_ids: Iterable[int]) -> list[BasketRow]:
    """The baskets of these waves by number."""
    asked = _BASKETS.where(baskets.c.wave_id.in_(list(wave_ids))).order_by(
        baskets.c.wave_id, baskets.c.number, baskets.c.id
    )
    return [BasketRow._make(row) for row in conn.execute(asked)]


def order_in_basket(conn: Connection, wave_no: str, number: int) -> int | None:
    """The order in a basket of a wave, for the bench that the basket is carried to."""
    joined = baskets.join(waves, waves.c.id == baskets.c.wave_id)
    asked = select(baskets.c.order_id).select_from(joined)
    return conn.execute(asked.where(waves.c.number == wave_no, baskets.c.number == number)).scalar()


class LineRow(NamedTuple):
    """A line of a basket with its order line: pieces that still go out, on the bench, and how they are called."""

    id: int
    wave_id: int
    basket_id: int
    line_id: int
    sku_id: int
    qty: int
    sorted: int
    going_out: int
    picked: int
    sku: str
    name: str
    spec: str


def line_rows(conn: Connection, wave_ids: Iterable[int]) -> list[LineRow]:
    """The lines of all baskets of these waves."""
    line, of = basket_lines.c, order_lines.c
    asked = (
        select(
            line.id,
            line.wave_id,
            line.basket_id,
            line.line_id,
            func.coalesce(line.sku_id, 0),
            line.qty,
            line.sorted,
            of.qty - of.cancelled - of.claimed - of.shipped,
            of.picked,
            of.sku_code,
            of.name,
            of.spec,
        )
        .select_from(basket_lines.join(order_lines, of.id == line.line_id))
        .where(line.wave_id.in_(list(wave_ids)))
        .order_by(line.id)
    )
    return [LineRow._make(row) for row in conn.execute(asked)]


class PartRow(NamedTuple):
    """Goods of a fulfilment that is in a wave: its state and what it holds of a line (None: it has no lines left)."""

    wave_id: int
    order_id: int
    part_id: int
    state: str
    line_id: int | None
    allocated: int
    picked: int


def part_rows(conn: Connection, wave_ids: Iterable[int]) -> list[PartRow]:
    """The fulfilments that are in these waves, a row for each of their lines."""
    part, line = fulfilments.c, fulfilment_lines.c
    asked = (
        select(
            part.wave_id,
            part.order_id,
            part.id,
            part.state,
            line.line_id,
            func.coalesce(line.allocated, 0),
            func.coalesce(line.picked, 0),
        )
        .select_from(fulfilments.outerjoin(fulfilment_lines, line.fulfilment_id == part.id))
        .where(part.wave_id.in_(list(wave_ids)))
    )
    return [PartRow._make(row) for row in conn.execute(asked)]


def parcel_states(conn: Connection, wave_ids: Iterable[int]) -> dict[tuple[int, int], set[str]]:
    """The states of the parcels made of goods of these waves, by wave and order."""
    joined = parcels.join(fulfilments, fulfilments.c.id == parcels.c.fulfilment_id)
    asked = (
        select(fulfilments.c.wave_id, parcels.c.order_id, parcels.c.state)
        .select_from(joined)
        .where(fulfilments.c.wave_id.in_(list(wave_ids)), parcels.c.state != "void")
    )
    found: dict[tuple[int, int], set[str]] = {}
    for wave_id, order_id, state in conn.execute(asked):
        found.setdefault((wave_id, order_id), set()).add(state)
    return found


def held(conn: Connection, wave_ids: Iterable[int]) -> dict[int, dict[int, int]]:
    """By wave and SKU, the pieces taken off the shelf and not put back."""
    asked = select(wave_goods.c.wave_id, wave_goods.c.sku_id, wave_goods.c.picked - wave_goods.c.back)
    found: dict[int, dict[int, int]] = {}
    for wave_id, sku_id, units in conn.execute(asked.where(wave_goods.c.wave_id.in_(list(wave_ids)))):
        found.setdefault(wave_id, {})[sku_id] = units
    return found


def add_basket(conn: Connection, values: dict[str, Any], lines: Sequence[dict[str, Any]]) -> None:
    """A further basket with what the wave sets out to put in it."""
    conn.execute(baskets.insert().values(**values))
    if lines:
        conn.execute(basket_lines.insert(), list(lines))


def change_basket(conn: Connection, basket_id: int, **values: Any) -> None:
    """Say that a basket is full or has left its wave."""
    conn.execute(baskets.update().where(baskets.c.id == basket_id).values(**values))


def sort_in(conn: Connection, basket_id: int, line_id: int, units: int) -> bool:
    """Pieces into a basket (negative: out of it); False, and nothing changed, when they do not fit its line."""
    line = basket_lines.c
    fits = and_(line.sorted + units >= 0, line.sorted + units <= line.qty)
    done = conn.execute(
        basket_lines.update()
        .where(line.basket_id == basket_id, line.line_id == line_id, fits)
        .values(sorted=line.sorted + units)
    )
    return done.rowcount == 1


def want_less(conn: Connection, basket_id: int, line_id: int, units: int) -> None:
    """Pieces of a basket's line belong to this wave no more: they were short."""
    line = basket_lines.c
    chosen = and_(line.basket_id == basket_id, line.line_id == line_id)
    conn.execute(basket_lines.update().where(chosen).values(qty=line.qty - units))


def take(conn: Connection, wave_id: int, sku_id: int, *, key: int, picked: int = 0, back: int = 0) -> None:
    """Count pieces off the shelf (negative: an undone scan) or back onto it."""
    goods = wave_goods.c
    chosen = and_(goods.wave_id == wave_id, goods.sku_id == sku_id)
    new = {"picked": goods.picked + picked, "back": goods.back + back}
    if conn.execute(wave_goods.update().where(chosen).values(new)).rowcount == 0:
        conn.execute(wave_goods.insert().values(id=key, wave_id=wave_id, sku_id=sku_id, picked=picked, back=back))


def add_event(conn: Connection, **values: Any) -> None:
    """Keep one scan or deed of a wave, whatever it came to."""
    conn.execute(pick_events.insert().values(**values))


class ScanRow(NamedTuple):
    """A scan that counted pieces (negative: took them back), into the basket of that number (None: off the shelf)."""

    code: str
    sku_id: int
    units: int
    basket: int | None


def scans_of(conn: Connection, wave_id: int, user_id: int, kind: str) -> list[ScanRow]:
    """What a person counted in a wave by one kind of work, the oldest first."""
    one = pick_events.c
    asked = (
        select(one.code, one.sku_id, one.units, baskets.c.number)
        .select_from(pick_events.outerjoin(baskets, baskets.c.id == one.basket_id))
        .where(one.wave_id == wave_id, one.user_id == user_id, one.kind == kind, one.sku_id.is_not(None))
        .where(one.units != 0, one.verdict.in_(("taken", "all_taken", "undone")))
        .order_by(one.id)
    )
    return [ScanRow._make(row) for row in conn.execute(asked)]


class CandidateRow(NamedTuple):
    """A line that waits to be picked: pieces promised to it, and pieces of it that still go out."""

    order_id: int
    number: str
    line_id: int
    held: int
    going_out: int
    bin: str
    delivery: str
    ship_by: int | None
    placed_at: int
    urgent: bool


def candidates(conn: Connection, warehouse_id: int) -> list[CandidateRow]:
    """Every line of confirmed orders, nothing in their way, whose goods lie promised in a warehouse and in no wave."""
    part, line = fulfilments.c, fulfilment_lines.c
    at_home = and_(stock_levels.c.sku_id == line.sku_id, stock_levels.c.warehouse_id == part.warehouse_id)
    joined = (
        orders.join(fulfilments, part.order_id == orders.c.id)
        .join(fulfilment_lines, line.fulfilment_id == part.id)
        .join(order_lines, order_lines.c.id == line.line_id)
        .outerjoin(stock_levels, at_home)
    )
    of = order_lines.c
    going_out = of.qty - of.cancelled - of.claimed - of.shipped - of.picked
    held_units = line.allocated - line.picked
    asked = (
        select(
            orders.c.id,
            orders.c.number,
            line.line_id,
            held_units,
            going_out,
            func.coalesce(stock_levels.c.bin, ""),
            orders.c.delivery,
            orders.c.ship_by,
            orders.c.placed_at,
            orders.c.urgent,
        )
        .select_from(joined)
        .where(
            orders.c.work_stage.in_(TO_PICK),
            orders.c.stage == "confirmed",
            part.state == "allocated",
            part.warehouse_id == warehouse_id,
            part.supplier_id.is_(None),
            held_units > 0,
            going_out > 0,
            ~_held,
            _blocking.is_(None),
        )
    )
    return [CandidateRow._make(row) for row in conn.execute(asked)]
