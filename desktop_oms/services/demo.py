"""The demo shop: three sellers with people, products, stock and some hundred orders in every state.

Everything is made by the services, as people would have done it during the last ten days; the same seed makes the same
shop.  It goes into an empty database only.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from desktop_oms.domain.catalogue import Channel, Sku
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.incoming import IncomingOrder, ParsedFile
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import SYSTEM, Actor, Policy, Role
from desktop_oms.resources import resource
from desktop_oms.services.after_sales import AfterSales
from desktop_oms.services.bench_settings import BenchSettings
from desktop_oms.services.carriers import Carrier
from desktop_oms.services.catalogue import Catalogue
from desktop_oms.services.commands import Commands, Done, load
from desktop_oms.services.database import Database
from desktop_oms.services.demo_orders import HOUR, Market, invent
from desktop_oms.services.demo_pictures import picture
from desktop_oms.services.demo_plots import PLOTS, Plot, spoilt
from desktop_oms.services.entry import DraftForm, DraftLine, OrderEntry
from desktop_oms.services.hand_over import HandOver
from desktop_oms.services.house_clock import pass_time
from desktop_oms.services.importing import Importing
from desktop_oms.services.linking import Linking
from desktop_oms.services.orders import OrderDesk
from desktop_oms.services.packing import Packing
from desktop_oms.services.people import People
from desktop_oms.services.printing import Printing
from desktop_oms.services.setup import Setup, SetupForm
from desktop_oms.services.stock import StockRoom
from desktop_oms.services.worlds import Worlds

DAYS = 10
BUYER = Actor(0, "buyer", frozenset({Role.CUSTOMER}))
ZONE = "Asia/Shanghai"

Progress = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What was made: orders, products, people, and who may log in first."""

    orders: int
    products: int
    users: tuple[str, ...]


class Demo:
    """Makes the demo shop."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def create(self, orders: int = 400, seed: int = 7, progress: Progress | None = None) -> DemoResult:
        """Fill an empty database; raises `demo_not_empty` for any other.

        `progress` is told how many orders are done and answers False to stop there.
        """
        now = self.database.now()
        clock = DemoClock(now - DAYS * 24 * HOUR, now)
        house = House.over(replace(self.database, now=clock), Random(seed))
        if house.setup.state().users:
            raise OmsError("demo_not_empty")
        house.furnish()
        plots = house.choose(orders)
        for done, (hours, plot) in enumerate(plots, 1):
            clock.set(now - int(hours * HOUR))
            house.tell(plot)
            if progress is not None and not progress(done):
                break
        return DemoResult(orders, len(house.data["products"]), tuple(user[0] for user in house.data["users"]))


@dataclass(slots=True)
class DemoClock:
    """Tells the time of the tale, which never runs beyond the real one."""

    ms: int
    now: int

    def __call__(self) -> int:
        """The time of the tale, milliseconds UTC."""
        return self.ms

    def set(self, ms: int) -> None:
        """Begin another tale."""
        self.ms = min(ms, self.now)

    def later(self, hours: float) -> None:
        """Time passes; what would lie in the future happens a minute before now."""
        self.ms = max(self.ms, min(self.ms + int(hours * HOUR), self.now - 60_000))


@dataclass(slots=True)
class House:
    """The services of the demo shop, with the clock of its tales, and the dice."""

    database: Database
    dice: Random
    data: dict[str, Any]
    setup: Setup
    people: People
    stock: StockRoom
    catalogue: Catalogue
    importing: Importing
    entry: OrderEntry
    commands: Commands
    packing: Packing
    hand_over: HandOver
    after_sales: AfterSales
    actors: dict[Role, list[Actor]] = field(default_factory=dict)
    market: Market | None = None

    @classmethod
    def over(cls, database: Database, dice: Random) -> House:
        """All services that tales need, over the database."""
        worlds = Worlds(database)
        commands = Commands(database, worlds)
        return cls(
            database,
            dice,
            json.loads(resource("demo", "shop.json").read_text(encoding="utf-8")),
            Setup(database, worlds),
            People(database),
            StockRoom(database, worlds),
            Catalogue(database, Linking(database, commands)),
            Importing(database, worlds, commands),
            OrderEntry(database, worlds, Commands(database, worlds)),
            commands,
            Packing(database, commands, Printing(database, commands)),
            HandOver(database, commands),
            AfterSales(database, commands, OrderDesk(database, worlds)),
        )

    @property
    def clock(self) -> DemoClock:
        """The clock of the tales."""
        clock = self.database.now
        assert isinstance(clock, DemoClock)
        return clock

    def furnish(self) -> None:
        """Sellers, suppliers, warehouses, channels, people, products and stock."""
        boss = self._found()
        for seller in self.data["sellers"][1:]:
            self.setup.add_seller(boss, **seller)
        for supplier in self.data["suppliers"]:
            self.setup.add_supplier(boss, **supplier)
        for house in self.data["warehouses"][1:]:
            self.setup.add_warehouse(boss, **house)
        for one in self.data["channels"][1:]:
            self.setup.add_channel(boss, one["seller"], one["kind"], one["name"], ZONE, one["currency"], one["code"])
        for login, name, roles in self.data["users"][1:]:
            self.setup.add_user(boss, login, name, roles)
        for key, name in self.data["stations"]:
            self.people.station(key, name)
        benches = BenchSettings(self.database)
        known: list[Carrier | None] = [*benches.values().carriers]  # the first one takes the place of the own fleet
        for name, letter in self.data["carriers"]:
            benches.put_carrier(boss, Carrier(name, letter), known.pop() if known else None)
        self._fill_shelves(boss)
        channels = {channel.code: channel for channel in self.setup.state().channels}
        self.market = Market(self.data, channels, self.dice)
        self._gather_people()

    def _found(self) -> Actor:
        seller, house, channel = self.data["sellers"][0], self.data["warehouses"][0], self.data["channels"][0]
        login, name, _ = self.data["users"][0]
        self.setup.create(
            SetupForm(
                seller["name"],
                seller["prefix"],
                house["name"],
                channel["kind"],
                channel["name"],
                ZONE,
                channel["currency"],
                name,
                login,
                warehouse_code=house["code"],
                channel_code=channel["code"],
                **{part: seller[part] for part in ("sender_name", "sender_phone", "sender_address")},
            )
        )
        return self.people.actor(login)

    def _fill_shelves(self, boss: Actor) -> None:
        suppliers = {supplier.code: supplier.id for supplier in self.setup.state().suppliers}
        for product in self.data["products"]:
            sku: Sku = self.catalogue.add(
                boss,
                product["seller"],
                product["code"],
                product["name"],
                spec=product["spec"],
                category=product["category"],
                product_code=product["product_code"],
                weight_g=product["weight_g"],
                supplier_id=suppliers.get(product["supplier"]),
            )
            self.catalogue.link(boss, product["barcode"], sku.id)
            if product["supplier"]:
                continue
            for house, units in zip(self.data["warehouses"], product["stock"], strict=True):
                self.stock.set(boss, sku.code, house["code"], units, "opening")
                back = self.clock.now + 72 * HOUR if units < 3 else None
                self.stock.place(boss, sku.code, house["code"], bin=product["bin"], restock_at=back)

    def _gather_people(self) -> None:
        benches = [key for key, _ in self.data["stations"]]
        for user in self.setup.state().users[:]:
            bench = self.dice.choice(benches) if Role.CLERK in user.roles else ""
            actor = self.people.actor(user.login, bench)
            for role in actor.roles:
                self.actors.setdefault(role, []).append(actor)
        self.actors[Role.CUSTOMER] = [BUYER]

    def choose(self, orders: int) -> list[tuple[float, Plot]]:
        """Which tales are told, each plot at least once, and how many hours ago each began; the oldest first."""
        plots = [*PLOTS, *self.dice.choices(PLOTS, [plot.weight for plot in PLOTS], k=max(0, orders - len(PLOTS)))]
        times = [self.dice.uniform(*plot.hours) for plot in plots]
        told = sorted(zip(times, plots, strict=True), key=lambda one: -one[0])
        return told[-orders:] if orders < len(PLOTS) else told

    def tell(self, plot: Plot) -> None:
        """One tale: the order comes in, and what its plot says happens."""
        assert self.market is not None
        at, wishes = self.clock(), dict.fromkeys(plot.wishes, True)
        channel, told = invent(self.market, at, state=plot.state, **wishes)
        told = spoilt(told, plot.spoil)
        self.clock.later(self.dice.uniform(0.1, 1.0))
        if plot.spoil in ("draft", "submitted"):
            self._write_down(told, channel, submit=plot.spoil == "submitted")
            return
        tale = Telling(self, channel, told)
        tale.shop_says(told)
        plot.telling(tale)

    def _write_down(self, told: IncomingOrder, channel: Channel, *, submit: bool) -> None:
        desk = self.somebody(Role.DESK)
        lines = tuple(DraftLine(line.sku, line.qty, line.price or 0) for line in told.lines)
        done = self.entry.draft(desk, DraftForm(channel.id, told.ship_to, lines, told.buyer))
        if submit:
            self.commands.do(desk, done.order_id, "order.submit")

    def somebody(self, role: Role) -> Actor:
        """One of those who may."""
        return self.dice.choice(self.actors[role])


@dataclass(slots=True)
class Telling:
    """One order's tale as the services carry it out; see `demo_tales.Tale`."""

    house: House
    channel: Channel
    told: IncomingOrder
    order_id: int = 0
    clerk: Actor | None = None

    def do(self, role: Role, event: str, subject_id: int | None = None, **args: Any) -> Done:
        """Give a command as somebody with that role; one clerk stays with a box."""
        if role is Role.CLERK:
            self.clerk = self.clerk or self.house.somebody(role)
        actor = self.clerk if role is Role.CLERK and self.clerk else self.house.somebody(role)
        return self.house.commands.do(actor, self.order_id, event, subject_id, args=args)

    def order(self) -> Order:
        """The order as it stands."""
        return self.house.database.read(lambda conn: load(conn, self.order_id, lock=False))

    def later(self, hours: float) -> None:
        """Time passes, not always equally fast."""
        self.house.clock.later(hours * self.house.dice.uniform(0.6, 1.3))

    def shop_says(self, incoming: IncomingOrder) -> None:
        """A file with just this order comes in."""
        importing = self.house.importing
        parsed = ParsedFile(self.channel.kind, "utf-8", 1, (), (incoming,), ())
        (result,) = importing.run(importing.plan(parsed, self.channel), self.house.somebody(Role.DESK)).orders
        if result.order_id is None:
            raise ValueError(f"the demo's order {incoming.external_no} was refused: {result.notes}")
        self.order_id = result.order_id

    def label(self, parcel_id: int, *, printed: bool) -> None:
        """The box gets its waybill; `printed` with the label on paper."""
        house = self.house
        name, letter = house.dice.choice(house.data["carriers"])
        clerk = self.clerk or house.somebody(Role.CLERK)
        if printed:
            made = house.packing.finish(clerk, parcel_id, carrier=name)
            house.packing.confirm_label(clerk, parcel_id, made.waybill)
            return
        waybill = f"{letter}{parcel_id % 10**12:012d}"
        self.do(Role.CLERK, "parcel.label", parcel_id, waybill=waybill, carrier=name)

    def leave(self, parcel_id: int) -> None:
        """The carrier takes the box; it stands on the day's manifest."""
        parcel = next(parcel for parcel in self.order().parcels if parcel.id == parcel_id)
        self.house.hand_over.scan(self.clerk or self.house.somebody(Role.CLERK), str(parcel.waybill))

    def lately(self, least: float, most: float) -> None:
        """Time passes until so many hours before now."""
        clock = self.house.clock
        clock.set(max(clock.ms, clock.now - int(self.house.dice.uniform(least, most) * HOUR)))

    def quote(self, about: str) -> str:
        """What a buyer of this shop writes about it."""
        kind = "chinese" if self.channel.currency == "CNY" else "western"
        return str(self.house.data[kind]["quotes"][about])

    def attach(self, case_id: int, *names: str) -> None:
        """The buyer's pictures come through the desk."""
        kind = "chinese" if self.channel.currency == "CNY" else "western"
        desk = self.house.somebody(Role.DESK)
        for name in names:
            shown = str(self.house.data[kind]["pictures"][name])
            self.house.after_sales.attach(desk, case_id, f"{name}.png", picture(name, self.house.dice), shown)

    def undo_over(self) -> None:
        """The time in which an approval could be taken back ends, and what was agreed to is carried out."""
        clock = self.house.clock
        clock.set(clock.ms + Policy().undo_delay)
        self.house.commands.run(SYSTEM, self.order_id, "clock", pass_time)

    def passing(self, carrier_says: str, parcel_id: int) -> None:
        """A fact from outside, recorded by the program itself."""
        self.house.commands.do(SYSTEM, self.order_id, carrier_says, parcel_id)
