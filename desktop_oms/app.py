"""Where the program is put together: one database, its services, and nothing global.

`build(place)` makes an `App` for the window, the command line and the tests alike.
"""

from __future__ import annotations

import importlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_oms.services.commands import Commands
from desktop_oms.services.database import Clock, Database, clock, open_database
from desktop_oms.services.orders import OrderDesk
from desktop_oms.services.people import People
from desktop_oms.services.setup import Setup
from desktop_oms.services.upkeep import Upkeep
from desktop_oms.services.worlds import Worlds
from desktop_oms.settings import default_database

if TYPE_CHECKING:
    from desktop_oms.services.catalogue import Catalogue
    from desktop_oms.services.demo import Demo
    from desktop_oms.services.entry import OrderEntry
    from desktop_oms.services.hand_over import HandOver
    from desktop_oms.services.importing import Importing
    from desktop_oms.services.limits import Limits
    from desktop_oms.services.packing import Packing
    from desktop_oms.services.printing import Printing
    from desktop_oms.services.profiles import Profiles
    from desktop_oms.services.routing import Routing
    from desktop_oms.services.stock import StockRoom
    from desktop_oms.services.stores import Stores
    from desktop_oms.services.support import Support
    from desktop_oms.services.tasks import TaskDesk


class App:
    """The services of one open database.

    The first page needs orders, people and the set-up; whatever reads files or makes paper is imported when it is first
    asked for, which keeps a third of the start's work off the way to the first rows.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.worlds = Worlds(database)
        self.commands = Commands(database, self.worlds)
        self.setup = Setup(database, self.worlds)
        self.people = People(database)
        self.orders = OrderDesk(database, self.worlds)
        self.upkeep = Upkeep(database)

    @cached_property
    def catalogue(self) -> Catalogue:
        """Products and the codes that mean them."""
        return _service("catalogue").Catalogue(self.database)  # type: ignore[no-any-return]

    @cached_property
    def stock(self) -> StockRoom:
        """What lies where."""
        return _service("stock").StockRoom(self.database, self.worlds)  # type: ignore[no-any-return]

    @cached_property
    def entry(self) -> OrderEntry:
        """Orders by phone and over the counter."""
        return _service("entry").OrderEntry(self.database, self.worlds)  # type: ignore[no-any-return]

    @cached_property
    def importing(self) -> Importing:
        """Orders out of files."""
        return _service("importing").Importing(self.database, self.worlds, self.commands)  # type: ignore[no-any-return]

    @cached_property
    def tasks(self) -> TaskDesk:
        """What needs a person."""
        return _service("tasks").TaskDesk(self.database, self.commands)  # type: ignore[no-any-return]

    @cached_property
    def printing(self) -> Printing:
        """Paper."""
        return _service("printing").Printing(self.database, self.commands)  # type: ignore[no-any-return]

    @cached_property
    def packing(self) -> Packing:
        """The packing bench."""
        return _service("packing").Packing(self.database, self.commands, self.printing)  # type: ignore[no-any-return]

    @cached_property
    def hand_over(self) -> HandOver:
        """Parcels to the carrier."""
        return _service("hand_over").HandOver(self.database, self.commands)  # type: ignore[no-any-return]

    @cached_property
    def stores(self) -> Stores:
        """Sellers, suppliers, warehouses and channels."""
        return _service("stores").Stores(self.database, self.worlds)  # type: ignore[no-any-return]

    @cached_property
    def limits(self) -> Limits:
        """Deadlines and limits."""
        return _service("limits").Limits(self.database, self.worlds)  # type: ignore[no-any-return]

    @cached_property
    def routing(self) -> Routing:
        """Who sends what."""
        return _service("routing").Routing(self.database, self.commands)  # type: ignore[no-any-return]

    @cached_property
    def profiles(self) -> Profiles:
        """Saved mappings of import files."""
        return _service("profiles").Profiles(self.database, self.importing)  # type: ignore[no-any-return]

    @cached_property
    def support(self) -> Support:
        """What support needs to know."""
        return _service("support").Support(self.database)  # type: ignore[no-any-return]

    @cached_property
    def demo(self) -> Demo:
        """The demo shop."""
        return _service("demo").Demo(self.database)  # type: ignore[no-any-return]

    def close(self) -> None:
        """Let the database go."""
        self.database.close()


def build(place: str | Path | None, *, now: Clock = clock, create: bool = True) -> App:
    """Open a database (a file, a `postgresql://` address, or None for the person's own file) with all its services.

    An empty database gets its tables, an old one is brought up after a copy.  Trouble is an OmsError `database_*`.
    """
    return App(open_database(_place(place), now=now, create=create))


def _service(name: str) -> Any:
    """A module of services, imported now."""
    return importlib.import_module(f"desktop_oms.services.{name}")


def _place(place: str | Path | None) -> str | Path:
    if place:
        return place
    own = default_database()
    own.parent.mkdir(parents=True, exist_ok=True)
    return own
