"""Waves as they stand, made from the database: each basket with what its order still wants, goods with their bins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from desktop_oms.domain.errors import OmsError, Refusal
from desktop_oms.domain.order import ENDED
from desktop_oms.domain.waves import Basket, BasketLine, Candidate, Goods, Wave
from desktop_oms.storage import catalogue_rows, stock_rows, wave_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.wave_rows import BasketRow, LineRow, PartRow, WaveRow

Row = TypeVar("Row", BasketRow, LineRow, PartRow)
BENCH = frozenset({"picked", "done"})
LEFT = frozenset({"labelled", "in_transit", "delivered", "lost", "returned"})


def known_wave(conn: Connection, number: str) -> int:
    """The key of the wave with that number; raises `wave_missing`."""
    found = wave_rows.find(conn, number.strip().upper())
    if found is None:
        raise OmsError("wave_missing", wave=number.strip())
    return found


def read_wave(conn: Connection, wave_id: int, *, lock: bool = False) -> Wave:
    """The wave as it stands now; raises `wave_missing`."""
    row = wave_rows.wave(conn, wave_id, lock=lock)
    if row is None:
        raise OmsError("wave_missing", wave=str(wave_id))
    return read_waves(conn, [row])[0]


def read_waves(conn: Connection, rows: Sequence[WaveRow]) -> list[Wave]:
    """These waves with all that is in them."""
    wanted = [row.id for row in rows]
    baskets, lines = _by_wave(wave_rows.basket_rows(conn, wanted)), _by_wave(wave_rows.line_rows(conn, wanted))
    parts, parcels = _by_wave(wave_rows.part_rows(conn, wanted)), wave_rows.parcel_states(conn, wanted)
    held = wave_rows.held(conn, wanted)
    names = {user.id: user.name for user in catalogue_rows.users(conn)}
    found = []
    for row in rows:
        goods = _goods(conn, row.warehouse_id, lines[row.id])
        filled = tuple(
            _basket(
                basket,
                [line for line in lines[row.id] if line.basket_id == basket.id],
                [part for part in parts[row.id] if part.order_id == basket.order_id],
                parcels.get((row.id, basket.order_id), set()),
            )
            for basket in baskets[row.id]
        )
        picker = names.get(row.picker_id or 0, "")
        facts = (row.warehouse_id, row.warehouse, row.created_at, row.started_at, row.ended_at, picker)
        found.append(Wave(row.id, row.number, row.state, row.mode, *facts, filled, goods, held.get(row.id, {})))
    return found


def _by_wave(rows: Iterable[Row]) -> Mapping[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.wave_id].append(row)
    return found


def _goods(conn: Connection, warehouse_id: int, lines: Sequence[LineRow]) -> dict[int, Goods]:
    sku_ids = {line.sku_id: line for line in lines}
    levels, skus = stock_rows.levels(conn, sku_ids), catalogue_rows.skus_by_id(conn, sku_ids)
    found = {}
    for sku_id, line in sku_ids.items():
        level, sku = levels.get((warehouse_id, sku_id)), skus.get(sku_id)
        place, picture = level.bin if level else "", sku.picture if sku else ""
        found[sku_id] = Goods(sku_id, line.sku, line.name, line.spec, place, picture)
    return found


def _basket(row: BasketRow, lines: Sequence[LineRow], parts: Sequence[PartRow], parcels: set[str]) -> Basket:
    at_work = [part for part in parts if part.state == "picking"]
    filled = []
    for line in lines:
        promised = sum(part.allocated - part.picked for part in at_work if part.line_id == line.line_id)
        still = max(0, min(promised, line.going_out - line.picked))
        filled.append(BasketLine(line.line_id, line.sku_id, line.qty, still, line.sorted))
    state, stop = _state(row, filled, lines, parts, parcels)
    return Basket(
        row.id,
        row.number,
        row.order_id,
        row.merchant_id,
        row.order_no,
        state,
        tuple(filled),
        stop,
        row.reason,
        row.ship_by,
        row.urgent,
    )


def _state(
    row: BasketRow, filled: Sequence[BasketLine], lines: Sequence[LineRow], parts: Sequence[PartRow], parcels: set[str]
) -> tuple[str, Refusal | None]:
    """How far a basket is, and what stops it."""
    if row.state == "out":
        return "out", None
    states = {part.state for part in parts}
    at_work = "picking" in states
    if parcels & LEFT and not at_work:
        return "packed", None
    stop = why_stopped(row) or why_left(row, filled, lines, states)
    if stop is not None:
        return "stopped", stop
    if at_work:
        return ("begun" if any(line.sorted for line in filled) else "waiting"), None
    return ("packing" if parcels else "packed" if states == {"done"} else "full"), None


def why_left(
    row: BasketRow, filled: Sequence[BasketLine], lines: Sequence[LineRow], states: set[str]
) -> Refusal | None:
    """Why nothing of the order goes out from this wave any more: all of it was claimed, or it is picked elsewhere."""
    if "picking" in states:
        return None if any(line.open for line in filled) else Refusal("nothing_to_ship")
    if not states & BENCH:
        return Refusal("wave_left_by_order", {"number": row.order_no})
    claimed = "done" not in states and all(line.going_out <= 0 for line in lines)
    return Refusal("nothing_to_ship") if claimed else None


def why_stopped(row: BasketRow) -> Refusal | None:
    """Why nothing of the order may be picked now: it ended, is on hold, was changed, or a decision is open."""
    if row.stage in ENDED or row.stage == "completed":
        return Refusal("order_over")
    if row.stage != "confirmed":
        return Refusal("order_not_confirmed")
    if row.held:
        return Refusal("on_hold")
    if row.changed:
        return Refusal("pack_changed_in_shop", {"number": row.order_no})
    return Refusal("task_blocks", {"kind": row.blocked}) if row.blocked else None


def read_candidates(conn: Connection, warehouse_id: int) -> list[Candidate]:
    """The orders with goods to pick in a warehouse."""
    by_order: dict[int, list[wave_rows.CandidateRow]] = defaultdict(list)
    for row in wave_rows.candidates(conn, warehouse_id):
        by_order[row.order_id].append(row)
    found = []
    for order_id, rows in by_order.items():
        first = rows[0]
        pieces = sum(min(row.held, row.going_out) for row in rows)
        bins = tuple(dict.fromkeys(row.bin for row in rows))
        facts = (first.delivery, first.ship_by, first.placed_at, first.urgent)
        found.append(Candidate(order_id, first.number, len(rows), pieces, bins, *facts))
    return found
