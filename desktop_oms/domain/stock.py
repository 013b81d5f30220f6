"""Stock as a command sees it: levels read in its transaction, and the movements it leaves.

A movement is written as a conditional UPDATE in (warehouse, sku) order; when the level changed meanwhile the whole
command runs again on fresh levels, so nothing is promised twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_UNITS = 999_999_999  # of one product in one warehouse; the databases count pieces in 32 bits


@dataclass(slots=True)
class Level:
    """Stock of one SKU in one warehouse, in units. `buffer` is kept back from new orders."""

    warehouse_id: int
    sku_id: int
    on_hand: int = 0
    allocated: int = 0
    damaged: int = 0
    buffer: int = 0
    bin: str = ""
    restock_at: int | None = None

    @property
    def available(self) -> int:
        """Units that may be promised to a further order."""
        free = self.on_hand - self.allocated - self.damaged - self.buffer
        return free if free > 0 else 0


@dataclass(frozen=True, slots=True)
class Move:
    """A change of one level; (reason, ref) is unique, so that the same fact never counts twice."""

    warehouse_id: int
    sku_id: int
    on_hand: int = 0
    allocated: int = 0
    damaged: int = 0
    reason: str = ""
    ref: str = ""


@dataclass(slots=True)
class Stock:
    """The levels a command may look at, and the movements it has made so far."""

    levels: dict[tuple[int, int], Level] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)

    def available(self, warehouse_id: int, sku_id: int) -> int:
        """Units of a SKU that may be promised in a warehouse; 0 where it was never stocked."""
        level = self.levels.get((warehouse_id, sku_id))
        return level.available if level is not None else 0

    def move(self, move: Move) -> None:
        """Apply a movement to the level at once and remember it for the database."""
        if not (move.on_hand or move.allocated or move.damaged):
            return
        key = (move.warehouse_id, move.sku_id)
        level = self.levels.setdefault(key, Level(*key))
        level.on_hand += move.on_hand
        level.allocated += move.allocated
        level.damaged += move.damaged
        self.moves.append(move)
