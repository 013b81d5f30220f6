"""Orders 订单: queues at the left, the list in the middle, the order at the right; found from any scrap of it.

The page asks the services and shows what they say.  Every five seconds, and whenever something was changed here, what
is in sight is read again; nothing jumps.  The list comes first: its right side is made when the first rows are painted.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_oms.domain.catalogue import Channel
from desktop_oms.domain.errors import OmsError
from desktop_oms.formats import time_of_day
from ui.orders.browser import FIRST_QUEUE, OrderBrowser
from ui.orders.export_desk import ExportDesk
from ui.orders.queue_words import shown_queues
from ui.orders.recent import Recent
from ui.orders.together_hint import TogetherHint
from ui.orders.view_desk import ViewDesk
from ui.shared.buttons import Button
from ui.shared.notices import Strip
from ui.shared.page import Desk, Page, Place
from ui.shared.queues import QueueList
from ui.shared.search_box import SearchBox
from ui.shared.table_model import Row
from ui.shared.tokens import ORDER_PANE

if TYPE_CHECKING:
    from ui.deeds.deed_desk import DeedDesk
    from ui.deeds.papers import Papers
    from ui.deeds.reader import OrderReader
    from ui.deeds.seen import Seen
    from ui.orders.bulk_desk import BulkDesk
    from ui.orders.order_pane import OrderPane
    from ui.orders.order_side import OrderSide

EVERY_MS = 5_000
OUT_OF_REACH = "database_"  # so begin the errors of the line to the database


class _OfSide:
    """A part of the page's right side, which is made when it is first asked for."""

    def __set_name__(self, _owner: type, name: str) -> None:
        self.name = name

    def __get__(self, page: OrdersPage, _owner: type | None = None) -> Any:
        return getattr(page.side(), self.name)


def _of_side() -> Any:
    """An `_OfSide` whose type is the one that the attribute is annotated with."""
    return _OfSide()


class OrdersPage(Page):
    """The order desk."""

    pane: OrderPane = _of_side()
    reader: OrderReader = _of_side()
    papers: Papers = _of_side()
    deeds: DeedDesk = _of_side()
    bulk: BulkDesk = _of_side()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "orders", desk.words("page.orders"), desk.words("orders.queue.all"))
        self._counts: dict[str, int] = {}
        self._read_at = ""
        self._begun = self._away = False
        self._wanted: object = None
        self._side: OrderSide | None = None
        self._waits: Row | None = None  # the order to look at when there is a right side
        self._build()
        self._connect()
        self._again = QTimer(self)
        self._again.setInterval(EVERY_MS)
        self._again.timeout.connect(self.reload)
        desk.jobs.ask(self, self._look_at_shop, self._begin, self._miss)

    def _build(self) -> None:
        words = self.words
        self.search = SearchBox("orders.search", words("orders.search_prompt"))
        self.bring_in = Button("orders.import", words("orders.import"), icon="upload", key="I")
        self.enter = Button("orders.new", words("orders.new"), icon="plus", key="N")
        self.header.add(self.search, self.bring_in, self.enter)
        self.queues = QueueList(words("orders.queues"))
        self.queues.show_queues(shown_queues(words, {}, {}), FIRST_QUEUE)
        self.browser = OrderBrowser(self.desk, self, self.queues.fold_button)
        self._right: QWidget = QFrame()  # keeps the place of the order, and looks like it
        self._right.setProperty("edge", "left")
        self._right.setFixedWidth(ORDER_PANE)
        self.first = self.browser.list
        self.exports = ExportDesk(self.desk, self)
        self.views = ViewDesk(self.desk, self)
        self.mates = TogetherHint(self.desk, self)
        self.browser.toolbar.add_hint(self.mates.button)
        self.recent = Recent(self.desk, self.search)
        self._whole = QHBoxLayout()
        self._whole.setSpacing(0)
        self._whole.addWidget(self.queues)
        self._whole.addWidget(self.browser, 1)
        self._whole.addWidget(self._right)
        self.body.addLayout(self._whole, 1)
        self.queues.fold_with(self)

    def _connect(self) -> None:
        browser, shell = self.browser, self.desk.shell
        self.bring_in.clicked.connect(lambda: shell.open_page("importing"))
        self.enter.clicked.connect(lambda: shell.open_page("entry"))
        browser.import_asked.connect(lambda: shell.open_page("importing"))
        self.search.searched.connect(browser.search)
        browser.search_ended.connect(self._end_search)
        browser.widened.connect(self.show_subject)
        self.search.entered.connect(browser.list.setFocus)
        self.queues.chosen.connect(self._open_queue)
        self.queues.clicked.connect(
            lambda _index: self._end_search() if self.views.leaves_search(browser.sought, self.queues) else None
        )
        browser.toolbar.refresh_asked.connect(self.reload)
        browser.toolbar.export_asked.connect(lambda: self.exports.begin(*browser.wanted(), browser.zone()))
        browser.toolbar.save_asked.connect(lambda: self.views.ask_to_save(*browser.shown()))
        browser.toolbar.remove_asked.connect(lambda: self.views.remove(self.queues.open_key()))
        self.views.changed.connect(self._show_views)
        self.views.saved.connect(self._open_queue)
        self.views.gone.connect(lambda: self.queues.choose(FIRST_QUEUE))
        for begun in (browser.relisted, browser.toolbar.bulk.acted):  # what was refused before is over
            begun.connect(lambda *_told: self.untell("error"))
        browser.toolbar.bulk.acted.connect(lambda name: self.bulk.begin(name, browser.checked()))
        browser.titled.connect(lambda sub: self.header.set_titles(self.words("page.orders"), sub))
        browser.unknown.connect(self._tell_unknown)
        browser.relisted.connect(lambda: self._look(None))
        browser.relisted.connect(
            lambda: browser.toolbar.remove.setHidden(self.views.leave(browser.sought, self.queues, browser.queue))
        )
        browser.missed.connect(self._miss)
        browser.list.refreshed.connect(self._note_read)
        for measured in (browser.list.measured, browser.hits.measured):
            measured.connect(lambda: self._show_counts(self._counts))
        browser.list.chosen.connect(self._look)
        browser.list.opened.connect(lambda row: self.recent.note_order(row.facts.number))
        browser.list.opened.connect(lambda _row: self.pane.take_focus())
        self.mates.asked.connect(self.show_subject)
        for told in (self.views.told, self.exports.finished):
            told.connect(shell.toast)
        for part in (self.views, self.exports):
            part.refused.connect(self._miss)

    def side(self) -> OrderSide:
        """The right side of the page, made now if nobody asked for it before; then views and hints are read as well."""
        if self._side is None:
            made = importlib.import_module("ui.orders.order_side").OrderSide(self.desk, self, self.browser)
            self._side = side = cast("OrderSide", made)
            side.reader.arrived.connect(self._show_order)
            side.missed.connect(self._miss)
            side.opened.connect(self.show_subject)
            side.noted.connect(self.recent.note_order)
            self._whole.replaceWidget(self._right, side.pane)
            side.pane.setVisible(not self._right.isHidden())
            self._right.deleteLater()
            self._right = side.pane
            self.grown.emit()
            self._look(self._waits)
            self.views.read()
            self.mates.read()
        return self._side

    # reading

    def _look_at_shop(self) -> tuple[dict[int, Channel], dict[str, int]]:
        app = self.desk.app
        return {channel.id: channel for channel in app.state().channels}, app.lists.counts()

    def _begin(self, found: tuple[dict[int, Channel], dict[str, int]]) -> None:
        self._begun = True
        self.browser.begin(found[0])
        self._show_counts(found[1])
        wanted = self._wanted
        if wanted is not None:
            self.show_subject(wanted)
        if wanted is None or self._wanted is not None:
            self._open_queue(self.browser.queue)

    def reload(self) -> None:
        """Read again what is in sight: counts, rows, the open order."""
        if not self._begun:
            self.desk.jobs.ask(self, self._look_at_shop, self._begin, self._miss)
            return
        self.desk.jobs.ask(self, self.desk.app.lists.counts, self._show_counts, self._miss)
        self.views.read()
        self.mates.read()
        self.browser.reload()
        if self._side is not None:
            self.reader.read(self.reader.wanted)

    def _show_counts(self, counts: dict[str, int]) -> None:
        self._counts = counts
        exact = self.browser.exact(self.views.by_key(self.queues.open_key()))
        queues, views = shown_queues(self.words, counts, exact), self.views.rows(self.words, exact)
        self.queues.show_queues([*queues, *views])

    def _show_views(self) -> None:
        """Other views or counts are known; one that was asked for before it was known opens now."""
        self._show_counts(self._counts)
        if self._begun and isinstance(self._wanted, Place):
            self.show_subject(self._wanted)

    def _note_read(self) -> None:
        """Rows came: they are as new as now, and the line to the database stands."""
        self._read_at = time_of_day(self.desk.app.database.now(), self.browser.zone())
        self.browser.toolbar.show_age(self.words("orders.read_at", time=self._read_at), old=False)
        if self._away:
            self._away = False
            self.pane.freeze("")
        self._right.setVisible(not self.browser.is_bare())
        if self._side is None:
            self.desk.jobs.soon(self, self.side)
        self._show_counts(self._counts)

    def _miss(self, error: OmsError) -> None:
        """Something could not be had: the window tells when the database is away, the page what it shows meanwhile."""
        if not error.code.startswith(OUT_OF_REACH):
            self.tell_error(error)
        elif self._read_at:
            self.browser.toolbar.show_age(self.words("orders.data_of", time=self._read_at), old=True)
            self.pane.freeze(self.words("orders.frozen", time=self._read_at))
            self._away = True

    # choosing

    def _open_queue(self, queue: str) -> None:
        view = self.views.by_key(queue)
        self.search.setText(view.search if view else "")
        self.untell("unknown")
        self.browser.toolbar.remove.setVisible(view is not None)
        self.queues.choose(queue)
        if view is None:
            self.browser.open_queue(queue)
        else:
            self.browser.open_view(view)

    def _end_search(self) -> None:
        self.search.clear()
        self.browser.search("")

    def _tell_unknown(self, numbers: tuple[str, ...]) -> None:
        self.untell("unknown")
        if numbers:
            words = self.words("orders.unknown_numbers", n=len(numbers))
            listed = self.words("orders.list_sign").join(numbers)
            self.tell("unknown", Strip("attention", "search", words, listed, closes=self.words("shell.close")))

    def _look(self, row: Row | None) -> None:
        """Look at the order of a row, or at none."""
        self._waits = row
        if self._side is not None and row is not None:
            self.reader.look(row.id)
        elif self._side is not None:
            self._side.look_at_none()

    def show_subject(self, subject: object) -> None:
        """Show the order with this number, or what a search for this finds; a place is a queue or a saved view."""
        begun = self._begun and (not isinstance(subject, Place) or self.views.knows(subject.key))
        self._wanted = None if begun else subject
        if begun and isinstance(subject, Place):
            self._open_queue(subject.key)
        elif begun:
            self.search.setText(str(subject))
            self.browser.search(str(subject))

    def scan(self, code: str) -> bool:
        """Whatever is scanned here is looked for."""
        self.show_subject(code)
        return True

    def _show_order(self, seen: Seen) -> None:
        """Show the order; as long as nobody said who works here it is for reading only, and the way out is shown."""
        why = self.words.error(seen.nobody) if seen.nobody is not None else ""
        self.pane.freeze(why)
        self.pane.show_order(seen)
        if seen.view.number == self.browser.sought.strip().upper():
            self.recent.note_order(seen.view.number)
        if not why:
            self.untell("nobody")
        elif "nobody" not in self.news():
            strip = Strip("attention", "user", "", why, self.words("orders.choose_user"))
            strip.acted.connect(lambda: self.desk.shell.open_page("settings"))
            self.tell("nobody", strip)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._again.stop()
