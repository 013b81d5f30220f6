"""Waves 波次: which orders are picked together, how far a wave is, and what has to go back to the shelf.

A wave takes the goods of several orders off the shelves in one walk; each order has a numbered basket.  What is still
to pick is never kept: it follows from the orders as they stand, so a refund, a hold or a cancelled order changes the
walk at once, and what was taken for it shows up as pieces to put back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from desktop_oms.domain.errors import Refusal
from desktop_oms.domain.packing import bin_order

INTO_BASKETS, IN_BULK = "baskets", "bulk"
MODES = (INTO_BASKETS, IN_BULK)
PIECES = ("any", "single", "several")
MOST_ORDERS = 200

# Event: from which states, to which.  `start` and `sort` come with the first scan, the others from a person.
EVENTS: dict[str, tuple[tuple[str, ...], str]] = {
    "start": (("open",), "picking"),
    "sort": (("open", "picking"), "sorting"),
    "close": (("open", "picking", "sorting"), "done"),
    "cancel": (("open", "picking", "sorting"), "cancelled"),
}
ENDED = frozenset({"done", "cancelled"})
FULL = frozenset({"full", "packing", "packed"})


def next_state(state: str, event: str) -> str | Refusal:
    """The state a wave comes to by an event, or why it does not."""
    sources, target = EVENTS[event]
    if state in sources:
        return target
    return Refusal("wave_over" if state in ENDED else "wave_not_in_state", {"state": state})


# choosing orders


@dataclass(frozen=True, slots=True)
class Candidate:
    """An order with goods to pick in one warehouse; times in milliseconds UTC, `bins` as they are written."""

    order_id: int
    number: str
    lines: int
    pieces: int
    bins: tuple[str, ...]
    delivery: str
    ship_by: int | None
    placed_at: int
    urgent: bool

    @property
    def haste(self) -> tuple[bool, float, int, int]:
        """Urgent ones first, then by the promised time, then the oldest."""
        return (
            not self.urgent,
            self.ship_by if self.ship_by is not None else float("inf"),
            self.placed_at,
            self.order_id,
        )


@dataclass(frozen=True, slots=True)
class Wish:
    """What a wave shall hold.

    `pieces`: any, single (orders of one piece) or several; `delivery` is the delivery method as the shop says it,
    `area` how the bins begin, `ship_before` a promised time (ms UTC), `most` orders at once.
    """

    pieces: str = "any"
    delivery: str = ""
    area: str = ""
    ship_before: int | None = None
    most: int = 20


@dataclass(frozen=True, slots=True)
class Proposal:
    """The orders that a wish chooses, most urgent first, and how many more would fit it."""

    chosen: tuple[Candidate, ...]
    more: int

    @property
    def lines(self) -> int:
        """Lines to walk to."""
        return sum(one.lines for one in self.chosen)

    @property
    def pieces(self) -> int:
        """Pieces to take."""
        return sum(one.pieces for one in self.chosen)

    @property
    def bins(self) -> int:
        """Different bins on the way."""
        return len({place for one in self.chosen for place in one.bins})


def propose(candidates: Iterable[Candidate], wish: Wish) -> Proposal:
    """The orders for a wave: those that fit the wish, single-piece orders first, each kind by its haste."""
    fitting = [one for one in candidates if fits(one, wish)]
    fitting.sort(key=lambda one: (not one.urgent, one.pieces > 1, *one.haste))
    most = max(1, min(wish.most, MOST_ORDERS))
    return Proposal(tuple(fitting[:most]), max(0, len(fitting) - most))


def fits(one: Candidate, wish: Wish) -> bool:
    """Whether an order belongs into such a wave; an area asks that every bin of the order lies in it."""
    if wish.pieces != "any" and (one.pieces == 1) != (wish.pieces == "single"):
        return False
    if wish.delivery and one.delivery != wish.delivery:
        return False
    if wish.area and not all(place.casefold().startswith(wish.area.casefold()) for place in one.bins):
        return False
    return wish.ship_before is None or (one.ship_by is not None and one.ship_by < wish.ship_before)


# a wave as it stands


@dataclass(frozen=True, slots=True)
class BasketLine:
    """Goods of one order in a wave: `open` pieces still belong to this picking, `sorted` lie in the basket.

    `qty` is what the wave set out with, less what was short; a refund or the bench makes `open` smaller.
    """

    line_id: int
    sku_id: int
    qty: int
    open: int
    sorted: int

    @property
    def left(self) -> int:
        """Pieces that still have to come into the basket."""
        return max(0, self.open - self.sorted)


@dataclass(frozen=True, slots=True)
class Basket:
    """The basket 筐位 of an order; orders that ship together in one box have their pieces in one, by its number.

    `state`: waiting, begun, full, packing, packed, stopped (the order may not go on: `stop`), out (it left the wave).
    """

    id: int
    number: int
    order_id: int
    merchant_id: int
    order_no: str
    state: str
    lines: tuple[BasketLine, ...]
    stop: Refusal | None = None
    reason: str = ""
    ship_by: int | None = None
    urgent: bool = False

    @property
    def wants(self) -> bool:
        """True while pieces may go in."""
        return self.state in ("waiting", "begun")

    @property
    def left(self) -> int:
        """Pieces it still waits for."""
        return sum(line.left for line in self.lines) if self.wants else 0

    @property
    def pieces(self) -> tuple[int, int]:
        """Pieces in it, and pieces that belong in it; where the bench took them, all that it set out with."""
        if self.wants:
            return sum(line.sorted for line in self.lines), sum(max(line.open, line.sorted) for line in self.lines)
        whole = sum(line.qty for line in self.lines)
        inside = whole if self.state in FULL else sum(line.sorted for line in self.lines)
        return inside, whole

    def lines_of(self, sku_id: int) -> list[BasketLine]:
        """Its lines of these goods."""
        return [line for line in self.lines if line.sku_id == sku_id]

    def surplus(self) -> dict[int, int]:
        """Pieces in the basket that no longer belong there, by SKU: to be put back."""
        found: Counter[int] = Counter()
        for line in self.lines:
            if self.state == "out":
                found[line.sku_id] += line.sorted
            elif self.wants:
                found[line.sku_id] += max(0, line.sorted - line.open)
        return {sku_id: units for sku_id, units in found.items() if units}


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods of a wave on their shelf: where they lie, how they are called, and the codes that count."""

    sku_id: int
    sku: str
    name: str
    spec: str
    bin: str
    picture: str = ""
    codes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stop:
    """One halt on the walk: what to take there, how many pieces, and for which baskets (number, pieces)."""

    goods: Goods
    left: int
    taken: int
    baskets: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PutBack:
    """Pieces that go back to their shelf, out of a basket (0: out of the tote); `order_id` is whose they were there."""

    goods: Goods
    units: int
    basket: int
    order_id: int = 0


@dataclass(frozen=True, slots=True)
class Wave:
    """A wave with all that is in it. `held` counts by SKU what was taken off the shelf and not put back."""

    id: int
    number: str
    state: str
    mode: str
    warehouse_id: int
    warehouse: str
    created_at: int
    started_at: int | None
    ended_at: int | None
    picker: str
    baskets: tuple[Basket, ...]
    goods: Mapping[int, Goods]
    held: Mapping[int, int]

    def wanted(self, sku_id: int) -> int:
        """Pieces of goods that baskets still wait for."""
        return sum(line.left for basket in self.baskets if basket.wants for line in basket.lines_of(sku_id))

    def loose(self, sku_id: int) -> int:
        """Pieces taken off the shelf that lie in no basket yet."""
        inside = sum(line.sorted for basket in self.baskets for line in basket.lines if line.sku_id == sku_id)
        return max(0, self.held.get(sku_id, 0) - inside)

    def to_take(self, sku_id: int) -> int:
        """Pieces still to take off the shelf."""
        return max(0, self.wanted(sku_id) - self.loose(sku_id))

    @property
    def is_over(self) -> bool:
        """True when nothing is picked in it any more."""
        return self.state in ENDED

    def stops(self) -> tuple[Stop, ...]:
        """The walk by bin, what is done already last."""
        found = []
        for sku_id, goods in self.goods.items():
            taken, left = self.held.get(sku_id, 0), self.to_take(sku_id)
            if taken or left:
                found.append(Stop(goods, left, taken, self.shares(sku_id)))
        return tuple(sorted(found, key=lambda stop: (stop.left == 0, bin_order(stop.goods.bin), stop.goods.sku)))

    def shares(self, sku_id: int) -> tuple[tuple[int, int], ...]:
        """Which basket still waits for how many of these goods."""
        counted: Counter[int] = Counter()
        for basket in self.baskets:
            if basket.wants:
                counted[basket.number] += sum(line.left for line in basket.lines_of(sku_id))
        return tuple((number, units) for number, units in sorted(counted.items()) if units)

    def numbered(self, number: int) -> tuple[Basket, ...]:
        """The orders' parts of the basket with that number."""
        return tuple(basket for basket in self.baskets if basket.number == number)

    def put_backs(self) -> tuple[PutBack, ...]:
        """What has to go back, out of baskets first, then what is loose and nobody waits for."""
        found = [
            PutBack(self.goods[sku_id], units, basket.number, basket.order_id)
            for basket in self.baskets
            for sku_id, units in basket.surplus().items()
        ]
        for sku_id, goods in self.goods.items():
            spare = self.loose(sku_id) - self.wanted(sku_id) - self._waits_stopped(sku_id)
            if spare > 0:
                found.append(PutBack(goods, spare, 0))
        return tuple(found)

    def _waits_stopped(self, sku_id: int) -> int:
        """Pieces of stopped orders: nobody decided yet whether they go back."""
        stopped = (basket for basket in self.baskets if basket.state == "stopped")
        return sum(line.left for basket in stopped for line in basket.lines_of(sku_id))

    def progress(self) -> Progress:
        """How far it is."""
        active = [basket for basket in self.baskets if basket.state not in ("out", "stopped")]
        sorted_in, whole = (sum(basket.pieces[place] for basket in active) for place in (0, 1))
        wanted = sum(self.wanted(sku_id) for sku_id in self.goods)
        to_take = sum(self.to_take(sku_id) for sku_id in self.goods)
        return Progress(
            pieces=whole,
            picked=sorted_in + wanted - to_take,
            sorted=sorted_in,
            baskets=len({basket.number for basket in active}),
            full=_whole_ones(active, FULL),
            packed=_whole_ones(active, frozenset({"packed"})),
            out=sum(basket.state == "out" for basket in self.baskets),
            stopped=sum(basket.state == "stopped" for basket in self.baskets),
            back=sum(one.units for one in self.put_backs()),
        )


def _whole_ones(baskets: Sequence[Basket], states: Set[str]) -> int:
    """How many baskets are in one of these states with all that is in them."""
    still = {basket.number for basket in baskets if basket.state not in states}
    return len({basket.number for basket in baskets} - still)


@dataclass(frozen=True, slots=True)
class Progress:
    """A wave in numbers: pieces in all, off the shelf, in baskets; baskets full and packed; pieces to put back."""

    pieces: int
    picked: int
    sorted: int
    baskets: int
    full: int
    packed: int
    out: int
    stopped: int
    back: int

    @property
    def all_picked(self) -> bool:
        """True when nothing is left on the shelves."""
        return self.picked >= self.pieces

    @property
    def all_sorted(self) -> bool:
        """True when every basket is full."""
        return self.full >= self.baskets


def may_close(wave: Wave) -> Refusal | None:
    """A wave is closed when every basket is full or out, and what was too much lies on its shelf again."""
    told = wave.progress()
    if told.stopped:
        number = next(basket.number for basket in wave.baskets if basket.state == "stopped")
        return Refusal("wave_basket_stopped", {"basket": number})
    if not told.all_sorted:
        return Refusal("wave_not_full", {"n": told.baskets - told.full})
    return Refusal("wave_put_back_first", {"n": told.back}) if told.back else None


def share_out(missing: int, wave: Wave, sku_id: int) -> list[tuple[Basket, int, int]]:
    """Which orders go short of missing pieces (basket, line, pieces): the last baskets first, the least urgent ones."""
    found = []
    for basket in sorted(wave.baskets, key=lambda basket: -basket.number):
        if not basket.wants:
            continue
        for line in basket.lines_of(sku_id):
            units = min(missing, line.left)
            if units:
                found.append((basket, line.line_id, units))
                missing -= units
    return found


def places(wave: Wave, sku_id: int, units: int) -> Sequence[tuple[Basket, BasketLine, int]]:
    """Into which baskets so many pieces go: the lowest numbers first, as they are most urgent."""
    found = []
    for basket in wave.baskets:
        for line in basket.lines_of(sku_id) if basket.wants else ():
            share = min(units, line.left)
            if share:
                found.append((basket, line, share))
                units -= share
    return found
