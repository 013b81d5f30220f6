"""The packing bench: full height, one question at a time, worked with the scanner alone.

Scans go to the `Bench`; whatever it comes to is painted before the next key can arrive.  F2 (or simply typing) opens a
field for codes that no scanner can read; Esc puts the box aside, and from the empty bench leads back to the orders.
"""

from __future__ import annotations

import time
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget

from desktop_oms.formats import place_words
from ui.packing.bench import Bench, Clock
from ui.packing.box import Box, Scene
from ui.packing.calls import call_of, just_packed
from ui.packing.command import (
    NEXT_PARCEL,
    OPEN_LABEL,
    PHOTO,
    PRINTER2,
    REASONS,
    REPRINT,
    RETRY,
    SET_UP,
    SHORT,
    TYPE,
    UNDO,
)
from ui.packing.errands import Errand
from ui.packing.foot import Foot
from ui.packing.idle_view import IdleView, Recent
from ui.packing.label_view import LabelView
from ui.packing.open_view import OpenView
from ui.packing.set_up_dialog import SetUpDialog
from ui.packing.signals import BenchVoice
from ui.packing.stop_news import stop_news
from ui.packing.top_bar import TopBar
from ui.shared.band import Band
from ui.shared.command_card import Command
from ui.shared.file_dialogs import files_to_open
from ui.shared.messages import Words
from ui.shared.page import Desk, Page
from ui.shared.sound import Player, SystemPlayer
from ui.shared.stop_view import StopView

READ_AGAIN = 10.0  # seconds until an empty bench looks again for what waits
PICTURES = ("*.jpg", "*.jpeg", "*.png")


class PackingPage(Page):
    """Shows what stands on the bench."""

    def __init__(self, desk: Desk, clock: Clock = time.monotonic, player: Player | None = None) -> None:
        super().__init__(desk, "packing", desk.words("page.packing"), headed=False)
        self.bench = Bench(desk, self, clock)
        self.bench.moved.connect(self.show_bench)
        self.voice = BenchVoice(player or SystemPlayer(), lambda: desk.preferences.settings.sound == "on")
        self.top, self.band, self.foot = TopBar(self.words), Band("packing.band"), Foot(self.words)
        self.idle, self.open = IdleView(self.words, desk.jobs), OpenView(self.words)
        self.label, self.stop = LabelView(self.words), StopView(self.words)
        self.views = QStackedWidget()
        for view in (self.idle, self.open, self.label):
            self.views.addWidget(view)
        for part in (self.top, self.band, self.stop):
            self.body.addWidget(part)
        self.body.addWidget(self.views, 1)
        self.body.setStretchFactor(self.stop, 1)
        self.body.addWidget(self.foot)
        self._scene: Scene | None = None
        self._waiting, self._printer = 0, ""
        self._read_at, self._reads_soon = 0.0, False
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._connect()
        self.show_bench()

    def _connect(self) -> None:
        self.top.left.connect(self.leave)
        self.foot.commanded.connect(self.bench.scan)
        self.stop.commanded.connect(self.bench.scan)
        self.foot.asked.connect(self._asked)
        self.foot.field.put_away.connect(self.take_focus)
        self.idle.resumed.connect(self.bench.scan)
        self.idle.looked_at.connect(lambda number: self.desk.shell.open_page("orders", number))
        self._second.timeout.connect(self.show_time)

    # what the window asks

    def scan(self, code: str) -> bool:
        """Every scan on this page is the bench's; what it comes to is painted at once."""
        self.bench.scan(code)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # else it is painted twice
        self.repaint()
        return True

    def show_subject(self, subject: object) -> None:
        """The page was opened for an order: as if it had been scanned."""
        if self.bench.box is None:
            self.bench.scan(str(subject))

    def reload(self) -> None:
        """What waits, the boxes of this bench and who works here; while a box is open nothing is fetched."""
        if self.bench.scene == Scene.IDLE and not self._reads_soon:
            self._reads_soon = True
            self.desk.jobs.soon(self, self._read)

    def take_focus(self) -> None:
        """The keyboard belongs to the scanner: to no button that a stray Enter could press."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Esc: put the field away, else the box aside, else leave the bench."""
        if self.foot.field.isVisible():
            self.foot.close_field()
            self.take_focus()
        elif self.bench.box is not None or self.bench.errands.current == Errand.OPENING:
            self.bench.put_aside()
        else:
            self.desk.shell.open_page("orders")

    # showing

    def show_bench(self) -> None:
        """Show the bench as it stands."""
        scene, box = self.bench.scene, self.bench.box
        self.top.show_box(box, scene)
        self.band.say(call_of(self.bench, self.words))
        self._show_scene(scene, box)
        self.foot.show_commands(commands_of(scene, box))
        self._show_facts(scene, box)
        told = self.bench.stop or (self.bench.session.last if box is not None else None)
        self.voice.hear(told, self.bench.packed, self.bench.trouble)
        if scene != self._scene:
            before, self._scene = self._scene, scene
            if scene == Scene.IDLE and before is not None:
                self.reload()
            if not self.foot.field.isVisible():
                self.take_focus()
        self.show_time()

    def _show_scene(self, scene: Scene, box: Box | None) -> None:
        stop = self.bench.stop
        if stop is not None:
            unheeded, checking = self.bench.unheeded, self.bench.errands.current == Errand.CHECKING
            refused = self.bench.refused
            news = stop_news(stop, self.bench.session, self.words, unheeded, checking=checking, refused=refused)
            self.stop.show_news(news)
        elif box is None:
            self.views.setCurrentWidget(self.idle)
        elif scene == Scene.OPEN:
            self.open.show_box(box, self._age(box))
            self.views.setCurrentWidget(self.open)
        else:
            self.label.show_box(box)
            self.views.setCurrentWidget(self.label)
        stopped = stop is not None
        self.band.setVisible(not stopped)
        self.views.setVisible(not stopped)
        self.stop.setVisible(stopped)

    def _show_facts(self, scene: Scene, box: Box | None) -> None:
        """An open box wants the room for its commands; a full one says itself where its label went."""
        busy = scene in (Scene.LABEL, Scene.OPEN)
        grams = box.job.weight_g if box is not None else None
        if busy:
            self.foot.show_facts(grams, "", 0)
        else:
            self.foot.show_facts(grams, place_words(self.bench.labels.folder()), self._waiting, self._printer)

    def show_time(self) -> None:
        """What changes with the clock alone: how long the box takes, how old the last scan is, a label overdue.

        At the empty bench others fill baskets meanwhile: what waits is read again every few seconds.
        """
        box = self.bench.box
        self.band.show_clock(clock_of(self.bench.clock() - box.opened) if box is not None else "")
        if box is not None and self._scene == Scene.OPEN:
            self.open.echo.show_age(self._age(box))
        elif self._scene == Scene.LABEL or (box is None and just_packed(self.bench) is None):
            self.band.say(call_of(self.bench, self.words))
        if self._scene == Scene.IDLE and self.bench.clock() - self._read_at >= READ_AGAIN:
            self.reload()

    def _age(self, box: Box) -> str:
        if not box.scanned_at:
            return ""
        seconds = int(self.bench.clock() - box.scanned_at)
        key, n = ("packing.seconds_ago", seconds) if seconds < 60 else ("packing.minutes_ago", seconds // 60)
        return self.words(key, n=n)

    def _asked(self, name: str) -> None:
        box = self.bench.box
        if name == TYPE.name:
            self.foot.open_field()
        elif name == SET_UP.name:
            SetUpDialog(self, self.desk).open()
        elif name == PHOTO.name and box is not None:
            asked = self.words("packing.photo"), self.words("packing.pictures")
            for file in files_to_open(self.desk, self, *asked, PICTURES):
                self.bench.deeds.photograph(box, file)
            self.take_focus()
        elif name == OPEN_LABEL.name and box is not None and box.label.file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(box.label.file)))

    # recent boxes

    def _read(self) -> None:
        """Once what the clerk waits for is painted, and unless the next order is being opened by then."""
        self._reads_soon = False
        if self.bench.scene == Scene.IDLE and self.bench.errands.current is None:
            self._read_at = self.bench.clock()
            work = partial(recent_at, self.desk)
            self.desk.jobs.ask(self, work, self._show_recent, self.idle.show_error)

    def _show_recent(self, recent: Recent) -> None:
        self.idle.show_recent(recent)
        self.top.show_place(recent.station, recent.user)
        self._waiting, self._printer = recent.waiting, recent.printer
        self._show_facts(self.bench.scene, self.bench.box)

    # what Qt tells

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Typing begins a code, Down goes into what waits; the page keys look further down the list."""
        if event.key() == Qt.Key.Key_Down and self._scene == Scene.IDLE:
            self.idle.ready.choose_first()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.open.lines.scroll_page(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif self._scene != Scene.STOPPED and len(event.text()) == 1 and event.text().isprintable():
            self.foot.open_field(event.text())
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.desk.shell.fill_window(True)
        self.take_focus()  # the rail that had it is gone
        self._second.start()
        self._fit()
        self.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._second.stop()
        self.voice.silence()
        self.desk.shell.fill_window(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for part in (self.band, self.foot, self.idle, self.label):
            part.fit_window()


def commands_of(scene: Scene, box: Box | None) -> tuple[Command, ...]:
    """The commands of the moment; while the bench is stopped only OK is left, on the red screen."""
    if scene == Scene.STOPPED:
        return ()
    if box is None or scene == Scene.IDLE:
        return (SET_UP, TYPE)
    if scene == Scene.OPEN:
        return (TYPE, UNDO, NEXT_PARCEL, SHORT)
    label = box.label
    if label.asks_reason:
        return REASONS
    offered = (
        (TYPE, True),
        (RETRY, label.trouble),
        (OPEN_LABEL, label.file),
        (REPRINT, label.made),
        (PRINTER2, label.made and (label.other or label.trouble)),
        (PHOTO, not label.trouble),
    )
    return tuple(command for command, wanted in offered if wanted)


def clock_of(seconds: float) -> str:
    """How long something takes, "03:12"."""
    return f"{int(seconds) // 60:02}:{int(seconds) % 60:02}"


def printing_at(app: Any, words: Words, station_id: int) -> str:
    """Where a bench's labels print, and how many prints did not come out: the bench hides what else would tell."""
    printer = app.printers.assigned("label", station_id)
    stuck = app.upkeep.stuck_prints() if printer else 0
    if printer is None or not stuck:
        return printer.name if printer else ""
    return words("packing.prints_stuck", printer=printer.name, n=stuck)


def recent_at(desk: Desk) -> Recent:
    """The boxes of a bench, what waits for it, and who works there."""
    app, actor = desk.app, desk.actor()
    state = app.setup.state()
    names = {user.id: user.name for user in state.users}
    zone = min(state.channels, key=lambda channel: channel.id).time_zone if state.channels else "UTC"
    boxes, waiting = tuple(app.packing.recent(actor)), len(app.hand_over.waiting())
    user, ready = names.get(actor.user_id, actor.name), tuple(app.pack_queue.waiting())
    now, printer = app.database.now(), printing_at(app, desk.words, actor.station_id)
    return Recent(actor.station, user, ready, boxes, waiting, zone, now, printer)
