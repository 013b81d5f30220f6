"""Where the program is put together: one database, its services, and nothing global.

`build(place)` makes an `App` for the window, the command line and the tests alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop_oms.services.catalogue import Catalogue
from desktop_oms.services.commands import Commands
from desktop_oms.services.database import Clock, Database, clock, open_database
from desktop_oms.services.demo import Demo
from desktop_oms.services.entry import OrderEntry
from desktop_oms.services.hand_over import HandOver
from desktop_oms.services.importing import Importing
from desktop_oms.services.orders import OrderDesk
from desktop_oms.services.packing import Packing
from desktop_oms.services.people import People
from desktop_oms.services.printing import Printing
from desktop_oms.services.setup import Setup
from desktop_oms.services.stock import StockRoom
from desktop_oms.services.tasks import TaskDesk
from desktop_oms.services.upkeep import Upkeep
from desktop_oms.services.worlds import Worlds
from desktop_oms.settings import default_database


@dataclass(frozen=True, slots=True)
class App:
    """The services of one open database."""

    database: Database
    commands: Commands
    worlds: Worlds
    setup: Setup
    people: People
    catalogue: Catalogue
    stock: StockRoom
    entry: OrderEntry
    importing: Importing
    tasks: TaskDesk
    upkeep: Upkeep
    demo: Demo
    orders: OrderDesk
    printing: Printing
    packing: Packing
    hand_over: HandOver

    def close(self) -> None:
        """Let the database go."""
        self.database.close()


def build(place: str | Path | None, *, now: Clock = clock, create: bool = True) -> App:
    """Open a database (a file, a `postgresql://` address, or None for the person's own file) with all its services.

    An empty database gets its tables, an old one is brought up after a copy.  Trouble is an OmsError `database_*`.
    """
    return assemble(open_database(_place(place), now=now, create=create))


def assemble(database: Database) -> App:
    """All services over an open database."""
    worlds = Worlds(database)
    commands = Commands(database, worlds)
    printing = Printing(database, commands)
    return App(
        database=database,
        commands=commands,
        worlds=worlds,
        setup=Setup(database, worlds),
        people=People(database),
        catalogue=Catalogue(database),
        stock=StockRoom(database, worlds),
        entry=OrderEntry(database, worlds),
        importing=Importing(database, worlds, commands),
        tasks=TaskDesk(database, commands),
        upkeep=Upkeep(database),
        demo=Demo(database),
        orders=OrderDesk(database, worlds),
        printing=printing,
        packing=Packing(database, commands, printing),
        hand_over=HandOver(database, commands),
    )


def _place(place: str | Path | None) -> str | Path:
    if place:
        return place
    own = default_database()
    own.parent.mkdir(parents=True, exist_ok=True)
    return own
