"""A short pick: pieces that are not in their bin, with three outcomes for the orders that wait for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_oms.domain import fulfilments, lifecycle
from desktop_oms.domain.command import Run
from desktop_oms.domain.entities import Fulfilment
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Actor
from desktop_oms.domain.waves import Basket, share_out
from desktop_oms.services.wave_view import read_wave
from desktop_oms.services.waves import Waves, basket_of, leave, less_wanted, note, parts_in
from desktop_oms.storage import wave_rows
from desktop_oms.storage.engine import Connection

SHIP_REST, LATER, WHOLE_ORDER = "ship_rest", "later", "order"
OUTCOMES = (SHIP_REST, LATER, WHOLE_ORDER)


@dataclass(frozen=True, slots=True)
class ShortResult:
    """What a short pick came to for one order: its basket, pieces it goes without, or why the rules refused.

    `out` when the order left the wave.
    """

    order_no: str
    basket: int
    units: int
    trouble: OmsError | None = None
    out: bool = False


class WaveShorts:
    """What becomes of orders whose goods were not found."""

    def __init__(self, waves: Waves) -> None:
        self.waves = waves

    def short(
        self, actor: Actor, wave_id: int, sku: str, missing: int, outcome: str, reason: str = "not_found"
    ) -> list[ShortResult]:
        """So many pieces are not in their bin. The least urgent baskets go without, each as `outcome` says.

        `ship_rest`: the rest goes out, the missing pieces wait for stock.  `later`: the pieces leave this wave and stay
        to pick.  `order`: the order leaves the wave whole.  A task asks somebody to count the bin.  Raises Refused when
        the wave does not wait for that many.
        """
        if outcome not in OUTCOMES:
            raise OmsError("wave_outcome_unknown", outcome=outcome, known=", ".join(OUTCOMES))
        wave = self.waves.show(wave_id)
        goods = next((one for one in wave.goods.values() if one.sku == sku), None)
        if goods is None:
            raise Refused("wave_goods_unknown", sku=sku, wave=wave.number)
        if not 0 < missing <= wave.to_take(goods.sku_id):
            raise less_wanted(sku, wave.to_take(goods.sku_id))
        by_basket: dict[tuple[int, int], dict[int, int]] = {}
        for basket, line_id, units in share_out(missing, wave, goods.sku_id):
            by_basket.setdefault((basket.number, basket.order_id), {})[line_id] = units
        results = []
        for (number, order_id), lines in by_basket.items():
            basket = basket_of(wave, number, order_id)
            going = Short(self.waves, actor, wave_id, basket, lines, outcome, reason, goods.bin)
            try:
                self.waves.commands.run(
                    actor, basket.order_id, "wave.short", going.deed, ready=going.ready, also=going.also
                )
            except Refused as trouble:
                results.append(ShortResult(basket.order_no, number, sum(lines.values()), trouble))
                continue
            results.append(ShortResult(basket.order_no, number, sum(lines.values()), out=going.out))
        return results


@dataclass(slots=True)
class Short:
    """A short pick of one order: the parts of one command."""

    waves: Waves
    actor: Actor
    wave_id: int
    basket: Basket
    lines: Mapping[int, int]
    outcome: str
    reason: str
    bin: str
    full: bool = False
    out: bool = False
    seen: Basket | None = None

    def ready(self, conn: Connection, _order: Order) -> None:
        """Look at the basket as it stands now; raises Refused when it no longer waits for these pieces."""
        wave = read_wave(conn, self.wave_id, lock=True)
        self.seen = basket_of(wave, self.basket.number, self.basket.order_id)
        left = {line.line_id: line.left for line in self.seen.lines}
        if not self.seen.wants or any(units > left.get(line_id, 0) for line_id, units in self.lines.items()):
            raise Refused("wave_changed", wave=wave.number, basket=self.basket.number)

    def deed(self, run: Run) -> Order:
        """Each part that holds missing pieces goes on without them; somebody shall count the bin."""
        seen = self.seen
        assert seen is not None
        remaining = seen.left - sum(self.lines.values())
        inside = sum(line.sorted for line in seen.lines)
        self.out = self.outcome == WHOLE_ORDER or not (remaining or inside)
        self.full = not self.out and not remaining
        for part, units in shared(parts_in(run.order, self.wave_id), self.lines):
            self._without(run, part, units)
        if self.out:
            leave(run, self.wave_id)
        elif self.full:
            for part in parts_in(run.order, self.wave_id):
                run.fire("fulfilment.picked", part)
        for line_id in self.lines:
            run.open_task("stock_count", line_id=line_id, detail=self.bin)
        lifecycle.finish(run)
        return run.order

    def _without(self, run: Run, part: Fulfilment, units: dict[int, int]) -> None:
        """The part goes on in the wave without these pieces."""
        before = {one.id for one in run.order.fulfilments}
        if self.outcome == LATER:
            if sum(units.values()) < part.units:
                fulfilments.split(run, part, units)
            else:
                run.fire("fulfilment.put_back", part)
                part.wave_id = None
            return
        run.fire("fulfilment.short", part, reason=self.reason, lines=units)
        part.wave_id = None
        for found in [one for one in run.order.fulfilments if one.id not in before]:
            run.fire("fulfilment.pick", found)
            found.wave_id = self.wave_id

    def also(self, conn: Connection, run: Run, _order: Order) -> None:
        """Keep what happened, and what became of the basket."""
        now, reason = run.world.now, f"short_{self.outcome}"
        if self.out:
            wave_rows.change_basket(conn, self.basket.id, state="out", reason=reason, left_at=now)
        elif self.full:
            wave_rows.change_basket(conn, self.basket.id, full_at=now)
        for line_id, units in {} if self.out else self.lines.items():
            wave_rows.want_less(conn, self.basket.id, line_id, units)
        skus = {line.line_id: line.sku_id for line in self.basket.lines}
        for line_id, units in self.lines.items():
            database, basket_id = self.waves.database, self.basket.id
            note(
                conn, database, self.actor, self.wave_id, reason, basket_id=basket_id, sku_id=skus[line_id], units=units
            )


def shared(parts: Sequence[Fulfilment], lines: Mapping[int, int]) -> list[tuple[Fulfilment, dict[int, int]]]:
    """Which part goes without how many pieces of each line."""
    left = dict(lines)
    found = []
    for part in parts:
        units = {}
        for row in part.lines:
            share = min(left.get(row.line_id, 0), row.allocated - row.picked)
            if share > 0:
                units[row.line_id] = share
                left[row.line_id] -= share
        if units:
            found.append((part, units))
    return found
