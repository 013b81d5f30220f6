"""A window over an invented application with invented pages: for tests of the shell and for its pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.views import SavedView
from desktop_oms.settings import Preferences
from tests.ui.sample_shop import order_columns, order_row, queues, words_of
from ui.main_window import MainWindow
from ui.shared.jobs import InstantJobs, Jobs
from ui.shared.messages import Words
from ui.shared.page import Desk, Page, PageSpec
from ui.shared.queues import QueueList
from ui.shared.row_table import RowTable
from ui.shared.search_box import SearchBox
from ui.shared.table_model import VirtualTable
from ui.shared.tokens import WINDOW_FIRST


@dataclass(frozen=True)
class Facts:
    """What the sample application tells the window."""

    database: str = "shop.sqlite"
    station: str = "Bench 3"
    user: str = "Chen Jie"
    outbox: int | None = 17
    waiting: Mapping[str, int] = field(default_factory=lambda: {"packing": 31})
    opens: str = "orders"
    where: str = "/srv/data/shop.sqlite"
    stuck: int = 0


class SampleShop:
    """A shop whose database can be pulled out."""

    def __init__(self) -> None:
        self.reachable = True
        self.trouble = OmsError("database_unreachable", database="shop")
        self.closed = False
        self.copies = self.turns = self.watches = self.stuck = 0
        self.moves = False
        self.no_copy: OmsError | None = None
        self.asked_for = ""
        self.place = "shop.sqlite"
        self.services = self.views = self.people = self

    def facts(self, *, counted: bool = True) -> Facts:
        if not self.reachable:
            raise self.trouble
        return Facts(stuck=self.stuck) if counted else Facts(outbox=None, waiting={})

    def only_actor(self, _station: str) -> str:
        return "chen"

    def seen_by(self, _actor: str) -> list[SavedView]:
        return [SavedView(7, "chen", "Gifts", "all", "note:gift", "", turned=False, shared=False, saved_at=0)]

    def daily(self) -> None:
        self.copies += 1
        if self.no_copy is not None:
            raise self.no_copy

    def turn(self) -> bool:
        self.turns += 1
        if not self.reachable:
            raise OmsError("unexpected")
        return self.moves

    def watch(self) -> bool:
        self.watches += 1
        return self.moves

    def elsewhere(self, database: str) -> Callable[[], SampleShop]:
        self.asked_for = database
        return lambda: self

    def close(self) -> None:
        self.closed = True


class SamplePage(Page):
    """A page with a search box, queues and a table; remembers what the window did with it."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk, name, desk.words(f"page.{name}"))
        self.name, self.reloads, self.scans, self.subjects = name, 0, list[str](), list[object]()
        language, words = desk.words.language, words_of(desk.words.language)
        self.search = SearchBox(f"{name}.search", desk.words("shell.key_search"))
        self.header.add(self.search)
        self.queues = QueueList(desk.words("page.orders"))
        self.queues.show_queues(queues(language))
        self.queues.fold_with(self)
        self.model = VirtualTable(order_columns(language), desk.jobs, self)
        self.model.show(
            1000, lambda first, count: [order_row(n, language, words) for n in range(first, min(1000, first + count))]
        )
        self.table = RowTable(self.model, f"{name}.table", desk.words(f"page.{name}"))
        self.header.add(self.queues.fold_button)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.queues)
        beside.addWidget(self.table, 1)
        self.body.addLayout(beside)

    def reload(self) -> None:
        self.reloads += 1
        self.model.refresh(1000)

    def scan(self, code: str) -> bool:
        self.scans.append(code)
        return self.name == "packing"

    def show_subject(self, subject: object) -> None:
        self.subjects.append(subject)


def _page(name: str, *, at_foot: bool = False) -> PageSpec:
    return PageSpec(name, name, f"page.{name}", lambda desk: SamplePage(desk, name), at_foot=at_foot)


SPECS = (_page("orders"), _page("packing"), _page("hand_over"), _page("settings", at_foot=True))


def sample_window(folder: Path, language: str = "en", jobs: Jobs | None = None) -> tuple[MainWindow, SampleShop]:
    """A window that stands and a sample shop, not yet opened: `window.start(lambda: shop)`."""
    words = Words(language)
    window = MainWindow(SPECS, words, jobs or InstantJobs(), Preferences(folder / "settings.json"))
    window.resize(*WINDOW_FIRST)
    words.setParent(window)
    window.jobs.setParent(window)
    return window, SampleShop()
