"""Scans of a wave, stored one by one: pieces off the shelf, and pieces into the basket of their order.

A piece into a basket is a command on that order, in the transaction that counts it: a refund or a hold that came
meanwhile refuses it.  A piece taken in bulk belongs to no order yet; it is refused when the wave waits for no more of
it, or when an order of the wave was stopped meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop_oms.domain import lifecycle
from desktop_oms.domain.command import Run
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.packability import not_packable
from desktop_oms.domain.packing import Article
from desktop_oms.domain.pick_walk import PickResult, PickSession, PickVerdict, Taken, Work
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.domain.waves import Basket, BasketLine, Wave
from desktop_oms.services.boxes import refuse
from desktop_oms.services.commands import Commands
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import require_role
from desktop_oms.services.pack_job import articles, codes_of
from desktop_oms.services.wave_view import read_wave
from desktop_oms.services.waves import Waves, basket_of, less_wanted, note, parts_in
from desktop_oms.storage import catalogue_rows, sending_rows, wave_rows
from desktop_oms.storage.engine import Connection

PICKERS = frozenset({Role.CLERK})
CATALOGUE_KEPT_FOR = 60_000  # ms that the names of foreign goods may be old
MOST_CODES = 200_000


@dataclass(frozen=True, slots=True)
class Counted:
    """What storing a scan came to: the pieces that count, or why not (all) of them do and everything stops."""

    units: int
    refusal: OmsError | None = None


class WaveScans:
    """The scanner's side of waves."""

    def __init__(self, waves: Waves) -> None:
        self.waves = waves
        self.database: Database = waves.database
        self.commands: Commands = waves.commands
        self._catalogue: tuple[int, Mapping[str, Article]] | None = None
        self._turn = threading.Lock()

    def session(self, actor: Actor, wave_id: int, work: Work) -> PickSession:
        """A session of that person at a wave as it stands; what the person took before can be taken back.

        Raises `wave_missing`, or `wave_over` for one that has ended.
        """

        def look(conn: Connection) -> tuple[Wave, list[Taken]]:
            wave = scannable(conn, wave_id)
            return wave, still_there(wave, wave_rows.scans_of(conn, wave_id, actor.user_id, str(work)))

        wave, done = self.database.read(look)
        if wave.is_over:
            raise Refused("wave_over", state=wave.state)
        session = PickSession(wave, work, self.articles(), done)
        stopped = next((basket for basket in wave.baskets if basket.state == "stopped"), None)
        if stopped is not None:
            refusal = stop_of(stopped)
            session.block(refusal.code, **refusal.facts)
        return session

    def record(self, actor: Actor, wave_id: int, work: Work, result: PickResult) -> Counted:
        """Store one scan at once, whatever it came to; pieces are counted unless the wave or the order forbids it.

        With a refusal look at the wave anew: of several baskets some may have had their pieces.
        """
        try:
            if not result.units:
                self.database.write(lambda conn: self._note(conn, actor, wave_id, work, result))
            elif work == Work.BULK:
                self.database.write(lambda conn: self._take(conn, actor, wave_id, result))
            else:
                for number, units in result.puts:
                    self._put(actor, wave_id, work, result, number, units)
        except Refused as refusal:
            blocked = str(refusal.code)
            self.database.write(
                lambda conn: note(
                    conn, self.database, actor, wave_id, str(work), code=result.code, verdict=f"blocked:{blocked}"
                )
            )
            return Counted(0, refusal)
        return Counted(result.units)

    def _note(self, conn: Connection, actor: Actor, wave_id: int, work: Work, result: PickResult) -> None:
        sku_id = result.line.goods.sku_id if result.line else None
        code, verdict, units = result.code, str(result.verdict), result.units
        note(conn, self.database, actor, wave_id, str(work), code=code, verdict=verdict, sku_id=sku_id, units=units)

    def _take(self, conn: Connection, actor: Actor, wave_id: int, result: PickResult) -> None:
        """Pieces off the shelf into the tote."""
        require_role(actor, "wave.pick", PICKERS)
        assert result.line is not None
        wave = open_wave(conn, wave_id)
        sku_id = result.line.goods.sku_id
        if result.units > wave.to_take(sku_id):
            raise less_wanted(result.line.goods.sku, wave.to_take(sku_id))
        if -result.units > wave.loose(sku_id):
            raise Refused("wave_not_loose", sku=result.line.goods.sku)
        wave_rows.take(conn, wave_id, sku_id, key=self.database.new_id(), picked=result.units)
        begin(conn, wave, "picking", self.database.now())
        self._note(conn, actor, wave_id, Work.BULK, result)

    def _put(self, actor: Actor, wave_id: int, work: Work, result: PickResult, number: int, units: int) -> None:
        """Pieces into a basket (negative: out of it), each to the order whose share of it has room."""
        assert result.line is not None
        wave = self.database.read(lambda conn: read_wave(conn, wave_id))
        sharing = wave.numbered(number) or (basket_of(wave, number),)
        for place, basket in enumerate(sharing, start=1):
            share = units if place == len(sharing) else within(basket, result.line.goods.sku_id, units)
            if share:
                put = Put(self, actor, wave_id, work, result, number, share, basket.order_id)
                self.commands.run(actor, basket.order_id, "wave.put", put.deed, ready=put.ready, also=put.also)
            units -= share

    def articles(self) -> Mapping[str, Article]:
        """All goods by their codes, a minute old at most."""
        now = self.database.now()
        with self._turn:
            kept = self._catalogue
        if kept is None or not 0 <= now - kept[0] < CATALOGUE_KEPT_FOR:
            kept = now, articles(self.database.read(lambda conn: sending_rows.scannable(conn, MOST_CODES)))
            with self._turn:
                self._catalogue = kept
        return kept[1]


def still_there(wave: Wave, scans: Sequence[wave_rows.ScanRow]) -> list[Taken]:
    """The scans that undo may take back, the oldest first: not taken back yet, their pieces where they were put."""
    found: list[Taken] = []
    for scan in scans:
        if scan.units < 0:
            found = found[:-1]
        else:
            puts = () if scan.basket is None else ((scan.basket, scan.units),)
            found.append(Taken(scan.code, scan.sku_id, scan.units, puts))
    return [one for one in found if held(wave, one) >= one.units]


def held(wave: Wave, taken: Taken) -> int:
    """Pieces of those goods where a scan put them: in a basket nobody packs yet, or loose."""
    if not taken.puts:
        return wave.loose(taken.sku_id)
    ready = [basket for basket in wave.numbered(taken.puts[0][0]) if basket.wants or basket.state == "full"]
    return sum(line.sorted for basket in ready for line in basket.lines_of(taken.sku_id))


def within(basket: Basket, sku_id: int, units: int) -> int:
    """How many of so many pieces of goods go into a basket; of negative ones, how many come out of it."""
    if units < 0:
        return max(units, -sum(line.sorted for line in basket.lines_of(sku_id)))
    return min(units, sum(line.left for line in basket.lines_of(sku_id))) if basket.wants else 0


def scannable(conn: Connection, wave_id: int) -> Wave:
    """The wave with the codes that count for its goods."""
    wave = read_wave(conn, wave_id)
    codes = codes_of(conn, catalogue_rows.skus_by_id(conn, wave.goods))
    return replace(wave, goods={key: replace(goods, codes=codes.get(key, {})) for key, goods in wave.goods.items()})


def open_wave(conn: Connection, wave_id: int) -> Wave:
    """The wave, locked; raises Refused when it has ended or one of its orders may not go on."""
    wave = read_wave(conn, wave_id, lock=True)
    if wave.is_over:
        raise Refused("wave_over", state=wave.state)
    for basket in wave.baskets:
        if basket.state == "stopped":
            raise stop_of(basket)
    return wave


def stop_of(basket: Basket) -> Refused:
    """Says which order of a wave was stopped, and by what."""
    why = basket.stop
    facts = {"number": basket.order_no, "basket": basket.number, "pieces": basket.pieces[0]}
    return Refused("wave_basket_stopped_by", why=why.code if why else "", **facts)


def begin(conn: Connection, wave: Wave, state: str, now: int) -> None:
    """The first scan begins the picking or the sorting of a wave."""
    if wave.state == "open" or (wave.state == "picking" and state == "sorting"):
        moment = {"started_at": wave.started_at or now, **({"sorting_at": now} if state == "sorting" else {})}
        wave_rows.change(conn, wave.id, state, **moment)


@dataclass(slots=True)
class Put:
    """Pieces into the basket of one order (negative: out of it again): the parts of one command."""

    scans: WaveScans
    actor: Actor
    wave_id: int
    work: Work
    result: PickResult
    number: int
    units: int
    order_id: int
    wave: Wave | None = None
    basket: Basket | None = None
    shares: list[tuple[BasketLine, int]] = field(default_factory=list)
    full: bool = False

    @property
    def sku_id(self) -> int:
        """The goods."""
        assert self.result.line is not None
        return self.result.line.goods.sku_id

    def ready(self, conn: Connection, _order: Order) -> None:
        """Look at the basket as it stands now; raises Refused when it waits for no more of these goods."""
        self.wave = wave = open_wave(conn, self.wave_id)
        self.basket = basket = basket_of(wave, self.number, self.order_id)
        self.shares, left = [], abs(self.units)
        for line in basket.lines_of(self.sku_id):
            room = (line.left if basket.wants else 0) if self.units > 0 else line.sorted
            share = min(left, room)
            if share:
                self.shares.append((line, share if self.units > 0 else -share))
                left -= share
        if left:
            assert self.result.line is not None
            raise less_wanted(self.result.line.goods.sku, abs(self.units) - left)
        self.full = self.units > 0 and basket.left == self.units

    def deed(self, run: Run) -> Order:
        """A basket that is full now has its goods on the bench; one that was full has them no longer."""
        require_role(self.actor, "wave.pick", PICKERS)
        refuse(not_packable(run.order))
        if self.full:
            for part in parts_in(run.order, self.wave_id):
                run.fire("fulfilment.picked", part)
        elif self.units < 0:
            for part in parts_in(run.order, self.wave_id, ("picked",)):
                run.fire("fulfilment.put_back", part)
                run.fire("fulfilment.pick", part)
        lifecycle.finish(run)
        return run.order

    def also(self, conn: Connection, run: Run, _order: Order) -> None:
        """Count the pieces where they lie now."""
        wave, basket, now = self.wave, self.basket, run.world.now
        assert wave is not None
        assert basket is not None
        for line, units in self.shares:
            if not wave_rows.sort_in(conn, basket.id, line.line_id, units):
                raise Refused("wave_changed", wave=wave.number, basket=basket.number)
        loose = 0 if self.work == Work.BASKETS else wave.loose(self.sku_id)
        taken = self.units - min(loose, self.units) if self.units > 0 else self.units
        if taken > 0 or self.work == Work.BASKETS:
            wave_rows.take(conn, self.wave_id, self.sku_id, key=self.scans.database.new_id(), picked=taken)
        wave_rows.change_basket(conn, basket.id, full_at=now if self.full else None)
        begin(conn, wave, "sorting" if self.work == Work.SORT else "picking", now)
        note(
            conn,
            self.scans.database,
            self.actor,
            self.wave_id,
            str(self.work),
            basket_id=basket.id,
            sku_id=self.sku_id,
            code=self.result.code,
            verdict=str(self.result.verdict),
            units=self.units,
        )


class WaveBench:
    """A wave without a screen: the session decides, each scan is stored, a stop that was acknowledged looks anew."""

    def __init__(self, scans: WaveScans, actor: Actor, wave_id: int, work: Work) -> None:
        self.scans = scans
        self.actor = actor
        self.wave_id = wave_id
        self.work = work
        self.session = scans.session(actor, wave_id, work)

    def scan(self, code: str) -> PickResult:
        """One scan from verdict to storage."""
        stop = self.session.stop
        result = self.session.scan(code)
        counted = self.scans.record(self.actor, self.wave_id, self.work, result)
        if counted.refusal is not None:
            return self.look_anew(counted.refusal)
        if result.verdict == PickVerdict.ACKNOWLEDGED and stop is not None and stop.verdict == PickVerdict.BLOCKED:
            self.scans.waves.carry_on(self.actor, self.wave_id)
            self.look_anew()
        return result

    def look_anew(self, refusal: OmsError | None = None) -> PickResult:
        """Go on with the wave as the database has it, stopped by a refusal if there is one."""
        self.session = self.scans.session(self.actor, self.wave_id, self.work)
        if refusal is not None and self.session.stop is None:
            self.session.block(refusal.code, **refusal.facts)
        return self.session.last or PickResult(PickVerdict.ACKNOWLEDGED, "")
