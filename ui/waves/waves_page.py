"""Waves: at the left all of them with how far they are, at the right the chosen one; scanning fills the window."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop_oms.domain.pick_walk import Work
from desktop_oms.domain.waves import IN_BULK, Wave
from ui.shared.buttons import Button
from ui.shared.listing import Listing
from ui.shared.notices import EmptyState
from ui.shared.page import Desk, Page
from ui.shared.sound import Player, SystemPlayer, Voice
from ui.shared.table_model import Row
from ui.waves.new_wave import WaveMaker
from ui.waves.scan_view import ScanView
from ui.waves.short_dialog import ShortDesk
from ui.waves.signals import sound_of
from ui.waves.wave_deeds import WaveDeeds
from ui.waves.wave_desk import WaveDesk
from ui.waves.wave_pane import WavePane
from ui.waves.wave_rows import wave_columns, wave_row


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of the shop: waves, and who may pick (login and name)."""

    waves: tuple[Wave, ...]
    houses: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    deliveries: tuple[str, ...]
    now: int


class WavesPage(Page):
    """Orders are picked together."""

    def __init__(self, desk: Desk, player: Player | None = None) -> None:
        super().__init__(desk, "waves", desk.words("page.waves"))
        self._shown: Shown | None = None
        self._wanted: int | None = None
        words = self.words
        self.new_button = Button("wave.new_button", words("wave.new"), "primary", icon="plus", key="N")
        self.header.add(self.new_button)
        empty = EmptyState(words("wave.none"), words("wave.none_why"), action=words("wave.new"), icon="plus")
        empty.acted.connect(self.open_new)
        titles = words("wave.list"), wave_columns(words)
        self.waves = Listing("wave.list", *titles, desk.jobs, empty, loading=words("wave.loading"))
        self.pane, self.scans = WavePane(words, desk.jobs), ScanView(words)
        self.at = WaveDesk(desk, self)
        self.voice = Voice(player or SystemPlayer(), lambda: desk.preferences.settings.sound == "on")
        self.shorts = ShortDesk(desk, self, self.at, self.scans.take_focus)
        self.maker, self.deeds = WaveMaker(desk, self), WaveDeeds(desk, self)
        self.views = QStackedWidget()
        self._lay_out()
        self._connect()
        self.first = self.waves.table
        self.reload()

    def _lay_out(self) -> None:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.waves, 9)
        row.addWidget(self.pane, 11)
        self.views.addWidget(both)
        self.views.addWidget(self.scans)
        self.body.addWidget(self.views)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.open_new)
        self.waves.chosen.connect(self._choose)
        self.pane.acted.connect(self._act)
        self.pane.assigned.connect(lambda login: self.deeds.assign(self.pane.wave, login))
        self.maker.made.connect(self._made)
        self.pane.looked_at.connect(lambda number: self.desk.shell.open_page("orders", number))
        self.scans.given.connect(self.scan)
        self.scans.left.connect(self.leave)
        self.at.moved.connect(self._show_scans)
        self.at.short_asked.connect(self.shorts.ask)

    # what the window asks

    def scan(self, code: str) -> bool:
        """While picking or sorting every scan is the wave's; otherwise a wave's number chooses it."""
        if self.shorts.dialog is not None:
            self.shorts.dialog.scan(code)
        elif self.views.currentWidget() is self.scans:
            self.at.scan(code)
            self.repaint()
        else:
            return self._choose_number(code.strip().upper())
        return True

    def show_subject(self, subject: object) -> None:
        """The page was opened for a wave's number."""
        self._choose_number(str(subject).upper())

    def _choose_number(self, number: str) -> bool:
        waves = self._shown.waves if self._shown else ()
        found = next((wave for wave in waves if wave.number == number), None)
        if found is not None:
            self._wanted = found.id
            self._show_chosen()
        return found is not None

    def reload(self) -> None:
        """The waves as they stand; while somebody scans nothing is fetched."""
        if self.views.currentWidget() is not self.scans:
            self.desk.jobs.ask(self, self._read, self._show, self.tell_error)

    def _read(self) -> Shown:
        app = self.desk.app
        people = tuple((user.login, user.name) for user in app.people.users() if user.active and "K" in user.roles)
        state = app.setup.state()
        houses = tuple((house.code, house.name) for house in sorted(state.warehouses, key=lambda one: one.priority))
        return Shown(tuple(app.waves.latest()), houses, people, tuple(app.waves.deliveries()), app.database.now())

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        self.untell("error")
        self.waves.show_rows([wave_row(wave, self.words) for wave in shown.waves])
        still = sum(not wave.is_over for wave in shown.waves)
        sub = self.words("wave.sub", n=still) if still else self.words("wave.none_open")
        self.header.set_titles(self.words("page.waves"), sub)
        self._show_chosen()

    def _show_chosen(self) -> None:
        shown = self._shown
        if shown is None:
            return
        wave = next((one for one in shown.waves if one.id == self._wanted), None)
        if wave is None and shown.waves:
            wave, self._wanted = shown.waves[0], shown.waves[0].id
        place = next((place for place, one in enumerate(shown.waves) if one.id == self._wanted), None)
        if place is not None and self.waves.table.currentIndex().row() != place:
            blocked = self.waves.blockSignals(True)
            self.waves.table.choose(place)
            self.waves.blockSignals(blocked)
        self.pane.setVisible(bool(shown.waves))
        self.pane.show_wave(wave, shown.people, shown.now)

    def _choose(self, row: Row) -> None:
        if isinstance(row.facts, Wave) and row.facts.id != self._wanted:
            self._wanted = row.facts.id
            self._show_chosen()

    # deeds

    def open_new(self) -> None:
        """Ask which orders a new wave shall hold."""
        if self._shown is not None:
            self.maker.open(self._shown.houses, self._shown.people, self._shown.deliveries)

    def _made(self, wave_id: int) -> None:
        self._wanted = wave_id
        self.reload()

    def _act(self, name: str) -> None:
        wave = self.pane.wave
        if wave is None:
            return
        if name in ("pick", "sort"):
            bulk = Work.BULK if wave.mode == IN_BULK else Work.BASKETS
            self.begin(wave, Work.SORT if name == "sort" else bulk)
        else:
            self.deeds.act(name, wave, self.pane.basket)

    # picking and sorting

    def begin(self, wave: Wave, work: Work) -> None:
        """Fill the window with the scanner's view of a wave."""
        self.scans.show_nothing()
        self.views.setCurrentWidget(self.scans)
        self.header.hide()
        self.desk.shell.fill_window(True)
        self.at.start(wave.id, work)
        self.scans.take_focus()
        self.scans.band.fit_window()

    def leave(self) -> None:
        """Back to the waves; every scan is stored."""
        self.at.leave()
        self.voice.silence()
        self.views.setCurrentIndex(0)
        self.header.show()
        self.desk.shell.fill_window(False)
        self.reload()
        self.take_focus()

    def _show_scans(self) -> None:
        session = self.at.session
        if session is not None:
            self.scans.show_session(session, self.at.unheeded)
            told = session.stop or session.last
            self.voice.tell(told, sound_of(told) if told else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.views.currentWidget() is self.scans:
            self.leave()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scans.band.fit_window()
