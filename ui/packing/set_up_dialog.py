"""Setting a bench up: one scan of a sample tells what the scanner does; beside it sound and scale."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_oms.domain.calibration import SAMPLE, Calibration, calibrated
from desktop_oms.domain.errors import OmsError
from desktop_oms.formats import weight
from ui.shared import theme
from ui.shared.buttons import Button, CheckBox
from ui.shared.cards import label
from ui.shared.command_card import paint_bars
from ui.shared.forms import TextField
from ui.shared.naming import named
from ui.shared.page import Desk, Page
from ui.shared.painting import box, smooth, text
from ui.shared.scanner import scanner_of
from ui.shared.tokens import RADIUS_CARD

WIDE = 620


class SampleCode(QWidget):
    """The sample, large enough for a scanner that reads screens."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "packing.sample", SAMPLE)
        self.setFixedHeight(148)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        ink, ground = theme.family("paper")
        whole = QRectF(self.rect())
        box(painter, whole, RADIUS_CARD, ground, theme.color("border"))
        paint_bars(painter, whole.adjusted(12, 14, -12, -40), SAMPLE)
        text(painter, self.width() / 2, self.height() - 20, SAMPLE, 16, colour=ink, side="centre")


class SetUpDialog(QDialog):
    """What is chosen is kept with the preferences of this screen, at once for scanner and sound."""

    def __init__(self, page: Page, desk: Desk) -> None:
        super().__init__(page)
        self._desk, words = desk, desk.words
        self._weighing = False
        self.found: Calibration | None = None
        self.scanner = scanner_of(page)
        named(self, "packing.set_up_dialog", words("packing.set_up_bench"))
        self.setWindowTitle(words("packing.set_up_bench"))
        self.setModal(True)
        self.setFixedWidth(WIDE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        settings = desk.preferences.settings
        self.told = label(words("packing.scan_sample_wait"), bold=True, wrap=True)
        self.more = label(tone="muted", wrap=True)
        self.sound = CheckBox("packing.sound_on", words("packing.sound_on"))
        self.sound.setChecked(settings.sound == "on")
        address, prompt = words("packing.scale_address"), words("packing.scale_prompt")
        self.scale = TextField("packing.scale_address", address, settings.scale, prompt=prompt)
        self.scale_told = label(tone="muted", wrap=True)
        self.try_scale = Button("packing.scale_try", words("packing.scale_try"), icon="scale")
        self.keep = Button("packing.set_up_keep", words("packing.set_up_keep"), "primary", key="F8")
        self.way_back = Button("packing.set_up_back", words("shell.cancel"), key="Esc")
        for button in (self.try_scale, self.keep, self.way_back):
            button.setAutoDefault(False)  # Enter ends a scan or an address, and decides nothing
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        words = self._desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(label(words("packing.set_up_bench"), style="title"))
        column.addSpacing(6)
        column.addWidget(label(words("packing.set_up_scanner"), style="section"))
        column.addWidget(label(words("packing.scan_sample"), tone="muted", wrap=True))
        for part in (SampleCode(), self.told, self.more):
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(label(words("packing.scale"), style="section"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.scale, 1)
        row.addWidget(self.try_scale)
        column.addLayout(row)
        column.addWidget(self.scale_told)
        column.addSpacing(8)
        column.addWidget(label(words("packing.sound"), style="section"))
        column.addWidget(self.sound)
        column.addSpacing(8)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.keep)
        foot.addWidget(self.way_back)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.keep.clicked.connect(self._keep)
        self.way_back.clicked.connect(self.reject)
        self.try_scale.clicked.connect(self._weigh)
        self.finished.connect(self._end)
        if self.scanner is not None:
            self.scanner.measured.connect(self._measured)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._focus_moved)
        self._listen(True)
        self.sound.setFocus()

    def _listen(self, on: bool) -> None:
        """While the dialog stands, and no field is typed into, keys are a sample."""
        if self.scanner is not None:
            self.scanner.measure(on)

    def _end(self, _result: int) -> None:
        cast(QApplication, QApplication.instance()).focusChanged.disconnect(self._focus_moved)
        self._listen(False)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._listen(self.isVisible() and new is not self.scale)

    def _measured(self, typed: str, times: object, ended: bool) -> None:
        words = self._desk.words
        moments = [int(at) for at in times] if isinstance(times, list) else []
        self.found = calibrated(typed, moments, ended=ended)
        found = self.found
        if found is None:
            self.told.setText(words("packing.sample_not_in_it", typed=typed))
            self.more.setText("")
            return
        around = words("packing.scanner_plain")
        if found.prefix or found.suffix:
            around = words("packing.scanner_around", prefix=found.prefix, suffix=found.suffix)
        ends = words("packing.scanner_ended" if found.ended else "packing.scanner_endless")
        speed = words(
            "packing.scanner_speed", middle=round(found.middle_ms), longest=found.longest_ms, hold=found.hold_ms
        )
        self.told.setText(words("packing.scanner_too_slow") if found.too_slow else speed)
        self.more.setText(f"{around} · {ends}" if not found.too_slow else speed)

    def _weigh(self) -> None:
        """Ask the scale; while it is asked, a second press does nothing."""
        if self._weighing:
            return
        self._weighing = True
        self.scale_told.setText(self._desk.words("packing.scale_reading"))
        read = partial(self._desk.app.scales.stable, self.scale.text().strip())
        self._desk.jobs.ask(self, read, self._weighed, self._not_weighed)

    def _weighed(self, grams: int) -> None:
        self._weighing = False
        self.scale_told.setText(self._desk.words("packing.scale_says", weight=weight(grams)))

    def _not_weighed(self, error: OmsError) -> None:
        self._weighing = False
        self.scale_told.setText(self._desk.words.error(error))

    def _keep(self) -> None:
        found = self.found
        values = {"sound": "on" if self.sound.isChecked() else "off", "scale": self.scale.text().strip()}
        if found is not None and not found.too_slow:
            values |= {
                "scanner_prefix": found.prefix,
                "scanner_suffix": found.suffix,
                "scanner_hold": str(found.hold_ms),
            }
            if self.scanner is not None:
                self.scanner.set_up(found.prefix, found.suffix, found.hold_ms)
        self._desk.remember(**values)
        self.accept()
