"""Waves 波次 as the manager runs them: proposed, made, looked at, and what happens when something is not as planned.

What a person takes by scan is in `wave_scans.py`.  Every deed on an order is a command on that order, so the rules and
the history are those of any other; the counts beside it are written in the same transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_oms.domain import lifecycle
from desktop_oms.domain.catalogue import Warehouse
from desktop_oms.domain.command import Run
from desktop_oms.domain.entities import Fulfilment
from desktop_oms.domain.errors import OmsError, Refusal, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.domain.waves import (
    INTO_BASKETS,
    MODES,
    Basket,
    Proposal,
    PutBack,
    Wave,
    Wish,
    may_close,
    next_state,
    propose,
)
from desktop_oms.services.boxes import refuse
from desktop_oms.services.commands import BulkResult, Commands
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import keep_deed, require_role
from desktop_oms.services.picking import Made, Picking
from desktop_oms.services.shop_state import read_state
from desktop_oms.services.wave_view import known_wave, read_candidates, read_wave, read_waves
from desktop_oms.storage import catalogue_rows, wave_rows
from desktop_oms.storage.engine import Connection

RUNNERS = frozenset({Role.CLERK, Role.MANAGER, Role.ADMIN})
LIST = 100


class Waves:
    """The waves of the house."""

    def __init__(self, database: Database, commands: Commands) -> None:
        self.database = database
        self.commands = commands
        self.picking = Picking(database, commands)

    # looking

    def propose(self, wish: Wish, warehouse: str = "") -> Proposal:
        """The orders that a wave would take, most urgent first, in one warehouse (the first one if none is named)."""

        def work(conn: Connection) -> Proposal:
            return propose(read_candidates(conn, house_of(conn, warehouse).id), wish)

        return self.database.read(work)

    def deliveries(self, warehouse: str = "") -> list[str]:
        """The delivery methods among the orders that wait to be picked."""

        def work(conn: Connection) -> list[str]:
            found = read_candidates(conn, house_of(conn, warehouse).id)
            return sorted({one.delivery for one in found if one.delivery})

        return self.database.read(work)

    def latest(self, limit: int = LIST) -> list[Wave]:
        """The waves, open ones first, then the newest."""
        return self.database.read(lambda conn: read_waves(conn, wave_rows.latest(conn, limit)))

    def find(self, number: str) -> Wave:
        """The wave with that number; raises `wave_missing`."""
        return self.database.read(lambda conn: read_wave(conn, known_wave(conn, number)))

    def show(self, wave_id: int) -> Wave:
        """The wave as it stands now; raises `wave_missing`."""
        return self.database.read(lambda conn: read_wave(conn, wave_id))

    # running

    def make(
        self, actor: Actor, order_ids: Sequence[int], mode: str = INTO_BASKETS, picker: str = ""
    ) -> tuple[list[Wave], list[BulkResult]]:
        """A wave of these orders (one a warehouse), each in a numbered basket; what was refused says why."""
        if mode not in MODES:
            raise OmsError("wave_mode_unknown", mode=mode, known=", ".join(MODES))
        picker_id = self.database.read(lambda conn: user_id(conn, picker)) if picker else None
        made: Made = self.picking.make(actor, order_ids, mode, picker_id)
        return [self.show(wave_id) for wave_id in made.wave_ids], list(made.results)

    def assign(self, actor: Actor, wave_id: int, picker: str) -> Wave:
        """Say who picks a wave, by login; "" for nobody yet."""
        require_role(actor, "wave.assign", RUNNERS)

        def work(conn: Connection) -> None:
            wave = read_wave(conn, wave_id, lock=True)
            if wave.is_over:
                raise Refused("wave_over", state=wave.state)
            chosen = user_id(conn, picker) if picker else None
            wave_rows.change(conn, wave_id, picker_id=chosen)
            keep_deed(conn, self.database, actor, "wave.assign", {"wave": wave.number, "picker": chosen or 0})

        self.database.write(work)
        return self.show(wave_id)

    def close(self, actor: Actor, wave_id: int) -> Wave:
        """End a wave whose baskets are all full or out; raises Refused with what is left."""
        return self._end(actor, wave_id, "close")

    def _end(self, actor: Actor, wave_id: int, event: str) -> Wave:
        require_role(actor, f"wave.{event}", RUNNERS)

        def work(conn: Connection) -> None:
            wave = read_wave(conn, wave_id, lock=True)
            state = next_state(wave.state, event)
            if isinstance(state, Refusal):
                raise Refused.because(state)
            if event == "close":
                refuse(may_close(wave))
            wave_rows.change(conn, wave_id, state, ended_at=self.database.now())
            keep_deed(conn, self.database, actor, f"wave.{event}", {"wave": wave.number})

        self.database.write(work)
        return self.show(wave_id)

    def cancel(self, actor: Actor, wave_id: int) -> Wave:
        """Give a wave up: every basket not full leaves it, its order stays to pick; what was taken is to be put back.

        With full baskets in it the wave counts as done.
        """
        require_role(actor, "wave.cancel", RUNNERS)
        for basket in self.show(wave_id).baskets:
            if basket.wants or basket.state == "stopped":
                self._leave(actor, wave_id, basket, "wave_cancelled")
        left = any(basket.state != "out" for basket in self.show(wave_id).baskets)
        return self._end(actor, wave_id, "close" if left and not self.show(wave_id).put_backs() else "cancel")

    def kick_out(
        self, actor: Actor, wave_id: int, number: int, reason: str = "kicked_out", *, order_id: int = 0
    ) -> Wave:
        """Take a basket's orders (or one of them) out of a wave: they stay to pick, what lies in is to be put back.

        Raises Refused when a box with its goods is open (`parcel_open`).
        """
        wave = self.show(wave_id)
        for basket in wave.numbered(number) or [basket_of(wave, number)]:
            if order_id in (0, basket.order_id):
                self._leave(actor, wave_id, basket, reason)
        return self.show(wave_id)

    def _leave(self, actor: Actor, wave_id: int, basket: Basket, reason: str) -> None:
        """One order leaves a wave."""
        if basket.state != "out":
            leaving = _Leaving(self, actor, wave_id, basket, reason)
            self.commands.run(actor, basket.order_id, "wave.kick_out", leaving.deed, also=leaving.also)

    def carry_on(self, actor: Actor, wave_id: int) -> Wave:
        """After a stop: orders that may not go on leave the wave; what was taken for them is to be put back."""
        for basket in self.show(wave_id).baskets:
            if basket.state == "stopped" and basket.stop is not None:
                self._leave(actor, wave_id, basket, basket.stop.code)
        self.settle(actor, wave_id)
        return self.show(wave_id)

    def settle(self, actor: Actor, wave_id: int) -> None:
        """Baskets that wait for nothing more are full though no scan filled them: their order became smaller."""
        for basket in self.show(wave_id).baskets:
            if basket.wants and not basket.left and not basket.surplus():
                full = _Full(wave_id, basket)
                self.commands.run(actor, basket.order_id, "wave.full", full.deed, also=full.also)

    def put_back(self, actor: Actor, wave_id: int) -> tuple[PutBack, ...]:
        """Say that everything the wave had too much lies on its shelf again; gives what that was."""
        require_role(actor, "wave.put_back", RUNNERS)

        def work(conn: Connection) -> tuple[PutBack, ...]:
            wave = read_wave(conn, wave_id, lock=True)
            for one in wave.put_backs():
                if one.basket:
                    take_out(conn, basket_of(wave, one.basket, one.order_id), one.goods.sku_id, one.units)
                wave_rows.take(conn, wave_id, one.goods.sku_id, key=self.database.new_id(), back=one.units)
                note(conn, self.database, actor, wave_id, "put_back", sku_id=one.goods.sku_id, units=one.units)
            return wave.put_backs()

        done = self.database.write(work)
        self.settle(actor, wave_id)
        return done


def house_of(conn: Connection, code: str) -> Warehouse:
    """The warehouse with that code, without one the first of the house; raises `warehouse_unknown`."""
    state = read_state(conn)
    first = min(state.warehouses, key=lambda house: (house.priority, house.id), default=None)
    return first if first is not None and not code else state.warehouse(code)


def user_id(conn: Connection, login: str) -> int:
    """The person with that login who still works here; raises `user_unknown`."""
    user = catalogue_rows.user(conn, login)
    if user is None or not user.active:
        known = ", ".join(one.login for one in catalogue_rows.users(conn) if one.active)
        raise OmsError("user_unknown", login=login, known=known)
    return user.id


def basket_of(wave: Wave, number: int, order_id: int = 0) -> Basket:
    """The basket with that number, or an order's part of it; raises `basket_missing`."""
    for basket in wave.numbered(number):
        if order_id in (0, basket.order_id):
            return basket
    raise OmsError("basket_missing", wave=wave.number, basket=number)


def less_wanted(sku: str, n: int) -> Refused:
    """Says that only `n` pieces of goods, or none, are wanted still."""
    return Refused("wave_less_wanted" if n else "wave_none_wanted", sku=sku, n=n)


def parts_in(order: Order, wave_id: int, states: Sequence[str] = ("picking",)) -> list[Fulfilment]:
    """The parts of an order that a wave is about."""
    return [part for part in order.fulfilments if part.wave_id == wave_id and part.state in states]


def take_out(conn: Connection, basket: Basket, sku_id: int, units: int) -> None:
    """Pieces of goods leave a basket."""
    for line in basket.lines_of(sku_id):
        share = min(units, line.sorted)
        if share:
            wave_rows.sort_in(conn, basket.id, line.line_id, -share)
            units -= share


def note(
    conn: Connection,
    database: Database,
    actor: Actor,
    wave_id: int,
    kind: str,
    *,
    basket_id: int | None = None,
    sku_id: int | None = None,
    code: str = "",
    verdict: str = "",
    units: int = 0,
) -> None:
    """Keep what somebody did or scanned in a wave."""
    wave_rows.add_event(
        conn,
        id=database.new_id(),
        wave_id=wave_id,
        basket_id=basket_id,
        sku_id=sku_id or None,
        kind=kind,
        code=code,
        verdict=verdict,
        units=units,
        at=database.now(),
        user_id=actor.user_id,
        station_id=actor.station_id,
    )


@dataclass(slots=True)
class _Leaving:
    """An order on its way out of a wave: the parts of one command."""

    waves: Waves
    actor: Actor
    wave_id: int
    basket: Basket
    reason: str

    def deed(self, run: Run) -> Order:
        """Its goods count as not picked again; they stay promised to it."""
        leave(run, self.wave_id)
        lifecycle.finish(run)
        return run.order

    def also(self, conn: Connection, run: Run, _order: Order) -> None:
        """The basket is out, with the reason."""
        wave_rows.change_basket(conn, self.basket.id, state="out", reason=self.reason, left_at=run.world.now)
        note(conn, self.waves.database, self.actor, self.wave_id, self.reason, basket_id=self.basket.id)


@dataclass(slots=True)
class _Full:
    """A basket whose order wants no more than what lies in it: the parts of one command."""

    wave_id: int
    basket: Basket

    def deed(self, run: Run) -> Order:
        """Its goods are on the bench."""
        for part in parts_in(run.order, self.wave_id):
            run.fire("fulfilment.picked", part)
        lifecycle.finish(run)
        return run.order

    def also(self, conn: Connection, run: Run, _order: Order) -> None:
        """The basket is full from now on."""
        wave_rows.change_basket(conn, self.basket.id, full_at=run.world.now)


def leave(run: Run, wave_id: int) -> None:
    """Every part of the order that is in the wave leaves it and stays to pick."""
    for part in [part for part in run.order.fulfilments if part.wave_id == wave_id]:
        if part.state in ("picking", "picked"):
            run.fire("fulfilment.put_back", part)
        if part.state != "done":
            part.wave_id = None
