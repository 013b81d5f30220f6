"""Where the program is put together: one database, its services, and nothing global.

`build(place)` makes an `App` for the window, the command line and the tests alike.
"""

from __future__ import annotations

import importlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_oms.services.database import Clock, Database, clock, open_database
from desktop_oms.services.order_lists import OrderLists
from desktop_oms.services.shop_state import SetupState, read_state
from desktop_oms.settings import default_database

if TYPE_CHECKING:
    from desktop_oms.services.after_sales import AfterSales
    from desktop_oms.services.amends import Amends
    from desktop_oms.services.apart import Apart
    from desktop_oms.services.bench_settings import BenchSettings
    from desktop_oms.services.bulk import Bulk
    from desktop_oms.services.buyers import Buyers
    from desktop_oms.services.carrier_labels import CarrierLabels
    from desktop_oms.services.case_notes import CaseNotes
    from desktop_oms.services.catalogue import Catalogue
    from desktop_oms.services.commands import Commands
    from desktop_oms.services.demo import Demo
    from desktop_oms.services.entry import OrderEntry
    from desktop_oms.services.exporting import Exports
    from desktop_oms.services.hand_over import HandOver
    from desktop_oms.services.hold_reasons import HoldReasons
    from desktop_oms.services.house_clock import HouseClock
    from desktop_oms.services.importing import Importing
    from desktop_oms.services.limits import Limits
    from desktop_oms.services.linking import Linking
    from desktop_oms.services.order_papers import OrderPapers
    from desktop_oms.services.orders import OrderDesk
    from desktop_oms.services.pack_queue import PackQueue
    from desktop_oms.services.packing import Packing
    from desktop_oms.services.paper_samples import PaperSamples
    from desktop_oms.services.paper_settings import PaperSettings
    from desktop_oms.services.people import People
    from desktop_oms.services.print_desk import PrintDesk
    from desktop_oms.services.print_queue import PrintQueue
    from desktop_oms.services.print_sender import PrintSender
    from desktop_oms.services.printers import Printers
    from desktop_oms.services.printing import Printing
    from desktop_oms.services.profiles import Profiles
    from desktop_oms.services.refund_sending import RefundSending
    from desktop_oms.services.return_bench import ReturnBench
    from desktop_oms.services.reviews import Reviews
    from desktop_oms.services.routing import Routing
    from desktop_oms.services.scales import Scales
    from desktop_oms.services.setup import Setup
    from desktop_oms.services.sheets import Sheets
    from desktop_oms.services.stock import StockRoom
    from desktop_oms.services.stock_list import StockList
    from desktop_oms.services.stores import Stores
    from desktop_oms.services.support import Support
    from desktop_oms.services.tagging import Tagging
    from desktop_oms.services.tasks import TaskDesk
    from desktop_oms.services.together import Together
    from desktop_oms.services.trail import Trails
    from desktop_oms.services.upkeep import Upkeep
    from desktop_oms.services.views import Views
    from desktop_oms.services.wave_scans import WaveScans
    from desktop_oms.services.wave_shorts import WaveShorts
    from desktop_oms.services.waves import Waves
    from desktop_oms.services.worker import Worker
    from desktop_oms.services.worlds import Worlds


class Later:
    """A service that is imported and made when it is first asked for, and then stays.

    Several threads ask; what two services share, such as what is remembered of the house, is made once.
    """

    _turn = threading.RLock()

    def __init__(self, name: str, needs: tuple[str, ...]) -> None:
        module, _, self.kind = name.rpartition(".")
        self.module, self.needs, self.name = f"desktop_oms.services.{module}", needs, ""

    def __set_name__(self, _owner: type, name: str) -> None:
        self.name = name

    def __get__(self, app: App, _owner: type | None = None) -> Any:
        with self._turn:
            if self.name not in vars(app):
                needs = (getattr(app, need) for need in self.needs)
                vars(app)[self.name] = getattr(importlib.import_module(self.module), self.kind)(*needs)
            return vars(app)[self.name]


def later(name: str, *needs: str) -> Any:
    """A `Later` whose type is the one that the attribute is annotated with."""
    return Later(name, needs)


class App:
    """The services of one open database.

    The first page needs its list and what the shop has; every other service, with the rules behind it, is imported when
    it is first asked for, which keeps half of the start's work off the way to the first rows.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.lists = OrderLists(database)

    def state(self) -> SetupState:
        """What the shop has so far."""
        return self.database.read(read_state)

    # What is made when it is first asked for: the module, its class, and what of the application the class is given.
    worlds: Worlds = later("worlds.Worlds", "database")
    commands: Commands = later("commands.Commands", "database", "worlds")
    setup: Setup = later("setup.Setup", "database", "worlds")
    people: People = later("people.People", "database")
    orders: OrderDesk = later("orders.OrderDesk", "database", "worlds")
    upkeep: Upkeep = later("upkeep.Upkeep", "database")
    linking: Linking = later("linking.Linking", "database", "commands")
    catalogue: Catalogue = later("catalogue.Catalogue", "database", "linking")
    stock: StockRoom = later("stock.StockRoom", "database", "worlds")
    stock_list: StockList = later("stock_list.StockList", "database")
    entry: OrderEntry = later("entry.OrderEntry", "database", "worlds", "commands")
    tagging: Tagging = later("tagging.Tagging", "database")
    bulk: Bulk = later("bulk.Bulk", "commands", "tagging")
    amends: Amends = later("amends.Amends", "database", "commands")
    apart: Apart = later("apart.Apart", "database", "worlds", "commands")
    trails: Trails = later("trail.Trails", "orders")
    hold_reasons: HoldReasons = later("hold_reasons.HoldReasons", "database")
    together: Together = later("together.Together", "database", "commands")
    buyers: Buyers = later("buyers.Buyers", "database")
    importing: Importing = later("importing.Importing", "database", "worlds", "commands")
    exports: Exports = later("exporting.Exports", "database")
    views: Views = later("views.Views", "database")
    tasks: TaskDesk = later("tasks.TaskDesk", "database", "commands", "orders", "linking")
    printing: Printing = later("printing.Printing", "database", "commands")
    sheets: Sheets = later("sheets.Sheets", "database", "printing")
    carrier_labels: CarrierLabels = later("carrier_labels.CarrierLabels", "database")
    order_papers: OrderPapers = later("order_papers.OrderPapers", "database")
    paper_samples: PaperSamples = later("paper_samples.PaperSamples", "database")
    paper_settings: PaperSettings = later("paper_settings.PaperSettings", "database")
    waves: Waves = later("waves.Waves", "database", "commands")
    wave_shorts: WaveShorts = later("wave_shorts.WaveShorts", "waves")
    wave_scans: WaveScans = later("wave_scans.WaveScans", "waves")
    scales: Scales = later("scales.Scales")
    printers: Printers = later("printers.Printers", "database")
    print_sender: PrintSender = later("print_sender.PrintSender", "database", "printing", "printers")
    print_desk: PrintDesk = later("print_desk.PrintDesk", "database", "printing", "printers", "print_sender")
    print_queue: PrintQueue = later(
        "print_queue.PrintQueue", "database", "commands", "printing", "printers", "print_sender"
    )
    packing: Packing = later("packing.Packing", "database", "commands", "printing")
    pack_queue: PackQueue = later("pack_queue.PackQueue", "database")
    bench_settings: BenchSettings = later("bench_settings.BenchSettings", "database")
    hand_over: HandOver = later("hand_over.HandOver", "database", "commands")
    stores: Stores = later("stores.Stores", "database", "worlds")
    limits: Limits = later("limits.Limits", "database", "worlds")
    routing: Routing = later("routing.Routing", "database", "commands")
    profiles: Profiles = later("profiles.Profiles", "database", "importing")
    support: Support = later("support.Support", "database")
    after_sales: AfterSales = later("after_sales.AfterSales", "database", "commands", "orders")
    case_notes: CaseNotes = later("case_notes.CaseNotes", "database", "after_sales")
    return_bench: ReturnBench = later("return_bench.ReturnBench", "database", "after_sales")
    reviews: Reviews = later("reviews.Reviews", "database")
    refund_sending: RefundSending = later("refund_sending.RefundSending", "database", "commands")
    house_clock: HouseClock = later("house_clock.HouseClock", "database", "commands")
    worker: Worker = later("worker.Worker", "house_clock", "refund_sending")
    demo: Demo = later("demo.Demo", "database")

    def close(self) -> None:
        """Let the database go."""
        self.database.close()


def build(place: str | Path | None, *, now: Clock = clock, create: bool = True) -> App:
    """Open a database (a file, a `postgresql://` address, or None for the person's own file) with all its services.

    An empty database gets its tables, an old one is brought up after a copy.  Trouble is an OmsError `database_*`.
    """
    return App(open_database(_place(place), now=now, create=create))


def _place(place: str | Path | None) -> str | Path:
    if place:
        return place
    own = default_database()
    own.parent.mkdir(parents=True, exist_ok=True)
    return own
