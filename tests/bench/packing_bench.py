"""How fast the packing bench is: orders packed through the real page, every scan typed key by key, mistakes among them.

Each figure is what a clerk waits for: from the last key of a scan until its verdict is painted, and from the last piece
until the bytes of its label are there.  A tenth of the scans are wrong on purpose; all of them must be caught.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import cast

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop_oms.app import build
from desktop_oms.domain.packing import Verdict
from desktop_oms.domain.stock import Move
from desktop_oms.settings import Preferences
from desktop_oms.storage import stock_rows
from desktop_oms.storage.engine import Connection
from tests.bench.figures import Figure, alone, beside
from tests.services.conftest import make_shop
from tests.services.shop_orders import CUP_CODE, Shop, open_shop
from tests.ui.shop_window import OrdersStandIn
from ui.application import Shop as OpenShop
from ui.main_window import MainWindow
from ui.packing.packing_page import PackingPage
from ui.shared import theme
from ui.shared.jobs import Jobs
from ui.shared.messages import Words
from ui.shared.page import PageSpec
from ui.shared.tokens import WINDOW_FIRST

ORDERS = 500
WRONG_SHARE = 0.1
STOCK = 100_000
UNTIL_SOMETHING_COMES = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
PATIENCE = 20.0  # seconds that a label may take before the measurement gives up
PIECES = ({"CUP": 1}, {"CUP": 1, "TEE_XL": 2}, {"TEE_XL": 1, "TEE_M": 1}, {"CUP": 3})
CODE_OF = {"CUP": CUP_CODE, "TEE_XL": "TEE-XL ", "TEE_M": "TEE-M "}


@dataclass
class Watch:
    """What was measured, in ms; `wrong` scans made on purpose, and how many of them were `caught`."""

    verdicts: list[float] = field(default_factory=list)
    decided: list[float] = field(default_factory=list)
    labels: list[float] = field(default_factory=list)
    scans: list[int] = field(default_factory=list)
    wrong: int = 0
    caught: int = 0


class Hands:
    """Type scans into the window, and watch what comes of them."""

    def __init__(self, window: MainWindow, app: QApplication) -> None:
        self.window, self.app, self.watch = window, app, Watch()
        self.begun = 0.0  # when the last key of the last scan was pressed
        self.page = cast(PackingPage, window.page())
        decide = self.page.bench.scan

        def timed_scan(code: str) -> None:
            begun = time.thread_time()
            decide(code)
            self.watch.decided.append((time.thread_time() - begun) * 1000)

        self.page.bench.scan = timed_scan  # type: ignore[method-assign]

    def scan(self, code: str) -> None:
        """One scan; the time counts from the last key until the verdict is painted."""
        handle = self.window.windowHandle()
        for sign in code:
            QTest.keyClick(handle, sign)
        self.begun = time.perf_counter()
        QTest.keyClick(handle, Qt.Key.Key_Return)
        self.watch.verdicts.append((time.perf_counter() - self.begun) * 1000)

    def wait(self, wanted: str) -> None:
        """Let the window work until the bench is at `wanted`: open, label or idle."""
        end = time.perf_counter() + PATIENCE
        while not self._is_at(wanted):
            self.app.processEvents(UNTIL_SOMETHING_COMES)  # a window that waits leaves the processor to its lanes
            if time.perf_counter() > end:
                raise TimeoutError(wanted)

    def _is_at(self, wanted: str) -> bool:
        bench = self.page.bench
        if wanted == "label":
            return bench.box is not None and bench.box.label.made is not None
        if wanted == "open":
            return bench.box is not None and bench.errands.current is None
        return bench.box is None and bench.errands.current is None

    def pack(self, number: str, pieces: dict[str, int], rng: random.Random) -> None:
        """One order from its number to its scanned label."""
        before = len(self.watch.verdicts)
        self.scan(number)
        self.wait("open")
        wanted = [CODE_OF[name] for name, units in pieces.items() for _ in range(units)]
        foreign = next(code for name, code in CODE_OF.items() if name not in pieces)
        for code in wanted:
            if rng.random() < WRONG_SHARE:
                self.mistake(foreign)
            self.scan(code)
        self.wait("label")
        self.watch.labels.append((time.perf_counter() - self.begun) * 1000)
        box = self.page.bench.box
        assert box is not None
        self.scan(box.session.waybill)
        self.wait("idle")
        self.watch.scans.append(len(self.watch.verdicts) - before)

    def mistake(self, foreign: str) -> None:
        """A piece of another order: it must stop the bench and count for nothing."""
        session = self.page.bench.session
        count = session.pieces
        self.scan(foreign)
        self.watch.wrong += 1
        stop = session.stop
        self.watch.caught += stop is not None and stop.verdict == Verdict.WRONG and session.pieces == count
        self.scan("CMD:OK")


@contextmanager
def bench_window(place: str, orders: int) -> Iterator[tuple[Hands, list[tuple[str, dict[str, int]]]]]:
    """The packing page over a new shop with so many orders to pack."""
    app = cast(QApplication, QApplication.instance() or QApplication([]))
    theme.apply(app, theme.known("light"))
    make_shop(place)
    services = build(place)
    shop = open_shop(services)
    fill_shelves(shop)
    made = [PIECES[n % len(PIECES)] for n in range(orders)]
    numbers = [(shop.order(**pieces), pieces) for pieces in made]
    with tempfile.TemporaryDirectory(prefix="desktop-oms-bench-") as folder:
        preferences = Preferences(Path(folder) / "settings.json")
        preferences.change(user="clerk", station="bench 1", print_folder=folder, sound="off")
        jobs = Jobs()
        specs = (
            PageSpec("orders", "orders", "page.orders", OrdersStandIn),
            PageSpec("packing", "packing", "page.packing", PackingPage),
        )
        window = MainWindow(specs, Words("en"), jobs, preferences)
        window.resize(*WINDOW_FIRST)
        window.show()
        window.scanner.hold_ms = 1000  # typed by a program that paints between two keys; Enter ends a scan all the same
        app.installEventFilter(window.scanner)
        window.start(lambda: OpenShop(services, preferences))
        while window.pages.open_name() != "orders":
            app.processEvents()
        window.open_page("packing")
        app.processEvents()
        yield Hands(window, app), numbers
        app.removeEventFilter(window.scanner)
        window.close()
    services.close()


def fill_shelves(shop: Shop) -> None:
    """Enough of everything."""
    services = shop.app
    house = services.setup.state().warehouse()

    def work(conn: Connection) -> None:
        moves = [Move(house.id, key, STOCK, reason="count", ref=f"bench:{code}") for code, key in shop.skus.items()]
        stock_rows.move(conn, moves, at=services.database.now(), user_id=0, new_id=services.database.new_id)

    services.database.write(work)


def empty_answer(rounds: int) -> list[float]:
    """What a bare window of the same size needs to paint one word after one key."""
    label = QLabel()
    label.resize(*WINDOW_FIRST)
    label.show()
    QApplication.processEvents()
    times = []
    for number in range(rounds):
        begun = time.perf_counter()
        QTest.keyClick(label.windowHandle(), Qt.Key.Key_Return)
        label.setText(str(number))
        label.repaint()
        times.append((time.perf_counter() - begun) * 1000)
    label.close()
    return times


def packing(place: str, orders: int = ORDERS) -> list[Figure]:
    """Every figure of the bench, over a shop made for it."""
    rng = random.Random(3)
    with bench_window(place, orders) as (hands, numbers):
        for number, pieces in numbers:
            hands.pack(number, pieces, rng)
        watch = hands.watch
    bare = empty_answer(200)
    at, of = quantiles(watch.verdicts, n=100), quantiles(bare, n=100)
    first, *warm = watch.labels
    return [
        beside("scan to verdict painted, middle", median(watch.verdicts), median(bare), "ours <= 50 ms"),
        beside("scan to verdict painted, p99", at[98], of[98], "ours <= 50 ms"),
        alone("the page's own part of a scan on the processor, middle", median(watch.decided), "<= 2 ms"),
        alone("the page's own part of a scan on the processor, p99", quantiles(watch.decided, n=100)[98], ""),
        alone("last piece to label's bytes, the first", first, "<= 250 ms"),
        alone("last piece to label's bytes, middle of the others", median(warm), "<= 25 ms"),
        alone(f"scans per order, {sum(watch.scans)} in {len(watch.scans)} orders", 0.0, ""),
        alone(f"wrong scans caught: {watch.caught} of {watch.wrong}", 0.0, ""),
    ]
